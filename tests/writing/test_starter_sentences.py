"""The check as it is used: sentences about the starter corpus, through all of the writing path."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from qabot.domain import Article, Hit, Passage, Ranking
from qabot.embedding import load_embedder
from qabot.embedding.cross_reader import load_reader
from qabot.library import Library
from qabot.text.sentences import sentences
from qabot.writing.sources import Source
from qabot.writing.support import Support

SENTENCES = Path(__file__).parent.parent / "data" / "starter_sentences.txt"


@dataclass(frozen=True)
class Written:
    """A sentence and whether what it cites bears it out."""

    article: str
    """How the article's file name begins."""
    fine: bool
    cites: tuple[str, ...]
    """Words of each sentence that it cites."""
    text: str


def written() -> Iterator[Written]:
    begins = ""
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            begins = line[1:]
        elif line[:2] in ("F|", "A|"):
            mark, cites, text = line.split("|", 2)
            words = tuple(key.strip() for key in cites.split("&") if key.strip())
            yield Written(begins, mark == "F", words, text)


def sources_of(article: Article) -> list[Source]:
    hit = Hit(Passage(1, article.number, 0, len(article.text)), article, Ranking(0.5))
    return [Source(number, hit, span) for number, span in enumerate(sentences(article.text), 1)]


@pytest.fixture(scope="module")
def sources(starter: Library) -> dict[str, list[Source]]:
    return {row.path: sources_of(starter.article(row.number)) for row in starter.rows()}


def cited_in(one: Written, sources: dict[str, list[Source]]) -> tuple[list[Source], list[int]]:
    """The article's sentences, and the numbers of those that a sentence cites."""
    own = next(found for path, found in sources.items() if path.startswith(one.article))
    return own, [next(s.id for s in own if words in s.text) for words in one.cites]


def test_each_cites_what_there_is(sources: dict[str, list[Source]]) -> None:
    seen = Counter(one.fine for one in written() if cited_in(one, sources))
    assert seen[True] >= 160 and seen[False] >= 160


@pytest.mark.slow
def test_sentences_about_the_starter_corpus(sources: dict[str, list[Source]]) -> None:
    encoder, reader = load_embedder(), load_reader()
    seen, marked, wrong = Counter[bool](), Counter[bool](), list[str]()
    for one in written():
        own, ids = cited_in(one, sources)
        marks = "".join(f" [{number}]" for number in ids)
        judged = Support(own, encoder, reader).judge(one.text[:-1] + marks + one.text[-1])
        assert judged is not None, one
        supported = judged.statement.supported
        seen[one.fine] += 1
        marked[one.fine] += not supported
        if supported != one.fine:
            wrong.append(f"{'F' if one.fine else 'A'} {judged.statement.text} {judged.statement.remark}")  # fmt: skip
    told = "\n".join(wrong)
    assert marked[False] / seen[False] >= 0.85, told
    assert marked[True] / seen[True] <= 0.1, told
