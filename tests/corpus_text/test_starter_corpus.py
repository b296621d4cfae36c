"""The starter corpus: the user's article word for word, and digests in good order."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from qabot.domain import Article
from qabot.reading import read, walk
from qabot.text import sentences

CORPUS = Path(__file__).parents[2] / "corpus"
SEED = "2023-06-19-blinken-beijing"
SEED_SHA256 = "8bd8625200afbd9c8046b349038f91b0b0816b3da8f427191813402c5582cc13"
"""Of the seed's text after its date line, runs of white space made single spaces, UTF-8."""
DIGESTS = sorted(path.stem for path in CORPUS.glob("*.md") if path.stem != SEED)


def _body(name: str) -> str:
    return (CORPUS / f"{name}.md").read_text(encoding="utf-8").split("---\n", 2)[2]


def _head(name: str) -> dict[str, object]:
    head = yaml.safe_load((CORPUS / f"{name}.md").read_text(encoding="utf-8").split("---\n", 2)[1])
    assert isinstance(head, dict)
    return head


def _article(name: str) -> Article:
    (article,) = read(CORPUS / f"{name}.md", f"{name}.md")
    assert isinstance(article, Article), article
    return article


def test_seed_is_kept_word_for_word() -> None:
    words = " ".join(_body(SEED).split())
    assert hashlib.sha256(words.encode()).hexdigest() == SEED_SHA256


@pytest.mark.parametrize(
    "quote",
    [
        "does not serve the fundamental interests of the two peoples or meet the shared expectations "
        "of the international community",
        "the importance of diplomacy and maintaining open channels of communication",
        "That long list incudes disagreements ranging from trade to Taiwan",
        "curb the production and export of fentanyl precursors",
    ],
)
def test_seed_quotes_survive_reading(quote: str) -> None:
    article = _article(SEED)
    assert quote in article.text
    # A quotation must not be torn apart by the sentence splitter.
    assert any(quote in article.text[span.start : span.end] for span in sentences(article.text))


def test_seed_says_no_outlet_and_its_date() -> None:
    article = _article(SEED)
    assert "source" not in _head(SEED)
    assert (article.source, article.published) == ("", date(2023, 6, 19))


def test_there_are_enough_digests() -> None:
    assert len(DIGESTS) >= 20


@pytest.mark.parametrize("name", DIGESTS)
def test_digest_front_matter(name: str) -> None:
    head = _head(name)
    # No url: a digest was written for qabot and stands on no page.
    assert set(head) == {"title", "source", "published", "language"}
    assert (head["source"], head["language"]) == ("qabot starter", "en")
    assert isinstance(head["published"], date)
    assert name.startswith(f"{head['published']}-")
    assert 20 <= len(str(head["title"])) <= 90
    article = _article(name)
    assert (article.title, article.source) == (head["title"], head["source"])
    assert (article.published, article.language) == (head["published"], "en")


@pytest.mark.parametrize("name", DIGESTS)
def test_digest_is_short_plain_and_whole(name: str) -> None:
    body = _body(name)
    assert 150 <= len(body.split()) <= 350
    paragraphs = body.strip().split("\n\n")
    assert len(paragraphs) >= 3
    assert all("\n" not in paragraph for paragraph in paragraphs)
    assert all(paragraph.endswith(".") for paragraph in paragraphs)
    assert not re.search(r"https?:|[\u201c\u201d\u2018\u2019\u00a0#*_<>\[\]]| {2}", body)


@pytest.mark.parametrize("name", DIGESTS)
def test_digest_sentences_can_stand_alone(name: str) -> None:
    text = _article(name).text
    for span in sentences(text):
        sentence = text[span.start : span.end]
        assert sentence[0].isupper() or sentence[0].isdigit(), sentence
        assert 4 <= len(sentence.split()) <= 60, sentence
        # Quoted alone, such a sentence would not say who or what it is about.
        assert not re.match(
            r"(He|She|It|They|This|That|These|Those|His|Her|Its|Their)\b", sentence
        ), sentence


def test_all_files_are_read_without_failure() -> None:
    paths = list(walk(CORPUS))
    assert all(isinstance(path, Path) for path in paths), paths
    articles = [one for path in paths if isinstance(path, Path) for one in read(path, path.name)]
    assert all(isinstance(one, Article) and one.title and one.published for one in articles)
    assert len(articles) == len(paths) == len(DIGESTS) + 1


def test_nothing_is_said_twice() -> None:
    names = [*DIGESTS, SEED]
    articles = [_article(name) for name in names]
    assert len({article.title for article in articles}) == len(names)
    said = [
        article.text[span.start : span.end]
        for article in articles
        for span in sentences(article.text)
    ]
    assert len(set(said)) == len(said)


def test_the_examples_of_unanswerable_questions_stay_unanswerable() -> None:
    for name in [*DIGESTS, SEED]:
        text = _article(name).text
        # Upper case as the planet; "march" and "Marshal" hold no such word.
        assert not re.search(r"\b[Cc]hess\b|\bMars\b|\bMartian", text), name
