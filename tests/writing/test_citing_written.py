"""Answers of models that cite in other shapes, or list their sources at the end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from langchain_core.messages import BaseMessage
from scripted import answered, events, id_of, letters, streamed, writer

from qabot.retrieval.search import Retriever

QUESTION = "why was the trip postponed?"
BALLOON = "shootdown of a Chinese surveillance balloon"
FINE = f"The trip was postponed after the {BALLOON}"


@pytest.mark.parametrize("size", [4, *(pytest.param(n, marks=pytest.mark.slow) for n in (1, 1000))])
@pytest.mark.parametrize(
    "said",
    [
        " \u3010{n}\u2020source\u3011.",
        ". \u3010{n}\u3011",
        " ({n}).",
        ". ({n})",
        " [^{n}].",
        ". [Source: {n}]",
        " (source {n}) [ ].",
        " [-1] [{n}] [1.5].",
        " [{n}].\n\nSources: [{n}], [{n}]",
        " [{n}]. Source: [{n}].",
        " [{n}].\n**References:** {n}\n",
        " [{n}].\nCitations: \u3010{n}\u3011 and (2)",
    ],
)
def test_the_citation_is_read_and_nothing_else_shown(
    retriever: Retriever, said: str, size: int
) -> None:
    def script(messages: list[BaseMessage]) -> Iterator[str]:
        yield from letters(FINE + said.replace("{n}", str(id_of(messages, BALLOON))), size)

    listed = events(retriever, QUESTION, writer(script))
    assert [s.text for s in answered(listed).statements] == [f"{FINE} [1]."]
    assert answered(listed).statements[0].supported
    assert streamed(listed) == f"{FINE} [1]."
