"""All checks of one sentence, in the order in which they are worth telling."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qabot.grounding.amounts import check_numbers
from qabot.grounding.dates import check_dates
from qabot.grounding.meaning import nearness
from qabot.grounding.names import check_names
from qabot.grounding.polarity import check_polarity
from qabot.grounding.quotes import check_quotes
from qabot.grounding.roles import check_roles
from qabot.grounding.values import Cited, Problem, Verdict
from qabot.grounding.words import bare

if TYPE_CHECKING:
    from qabot.embedding.base import TokenEncoder

LEAST_SIMILAR = 0.2
"""Cosine below which a sentence means something else. Low: short sentences are far from long ones."""
MOST_NEW, MOST_NEW_SHARE = 2.1, 0.5
"""New content words that are too many, if they are so large a share too."""


def check(sentence: str, cited: Sequence[Cited], encoder: TokenEncoder | None = None) -> Verdict:
    """Whether the cited sentences support a written one. ``[1]`` in it does not count.

    Without an ``encoder`` the meaning is not compared.
    """
    if not cited:
        return Verdict(False, "uncited", "cites nothing", 0.0)
    said = bare(sentence)
    texts = [bare(one.text) for one in cited]
    problem: Problem | None = (
        check_quotes(said, texts)
        or check_numbers(said, texts)
        or check_dates(said, cited, texts)
        or check_names(said, cited, texts)
        or check_polarity(said, texts)
        or check_roles(said, texts)
    )
    similarity = 1.0
    if encoder is not None:
        similarity, new = nearness(said, texts, encoder)
        much = new.words > MOST_NEW and new.share > MOST_NEW_SHARE
        if problem is None and (similarity < LEAST_SIMILAR or much):
            problem = Problem("meaning", "what it cites says something else")
    if problem:
        return Verdict(False, problem.kind, problem.remark, similarity)
    return Verdict(True, similarity=similarity)
