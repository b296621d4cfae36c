"""The check as it is used: sentences about the starter corpus, through all of the writing path."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
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


def test_he_is_whom_the_sentence_before_named(sources: dict[str, list[Source]]) -> None:
    """A sentence that cites nothing finds its citation, but not in an article about somebody else."""
    both = [
        one
        for begins in ("2019-11", "2022-01-17")
        for one in next(own for path, own in sources.items() if path.startswith(begins))
    ]
    numbered = [replace(one, id=at) for at, one in enumerate(both, 1)]
    final = next(s.id for s in numbered if "Siya Kolisi, the first" in s.text)
    visa = next(s.id for s in numbered if "unanimously upheld" in s.text)
    said = "His visa was cancelled, which the Federal Court upheld unanimously."
    support = Support(numbered, load_embedder(), load_reader())
    for first, fine in ((f"Siya Kolisi received the trophy [{final}].", False), (f"Three judges upheld it [{visa}].", True)):  # fmt: skip
        support.forget()
        assert support.judge(first) is not None
        judged = support.judge(said)
        assert judged is not None and judged.statement.supported == fine, judged


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
