"""The questions about the starter corpus are right about what the corpus says."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from qabot.domain import Article
from qabot.reading import read

ROOT = Path(__file__).parents[2]
LINES = (ROOT / "tests/data/starter_questions.jsonl").read_text(encoding="utf-8").splitlines()
QUESTIONS: list[dict[str, Any]] = [json.loads(line) for line in LINES]
ANSWERABLE = [one for one in QUESTIONS if one["answerable"]]
UNANSWERABLE = [one for one in QUESTIONS if not one["answerable"]]


def _texts() -> dict[str, str]:
    texts = {}
    for path in sorted((ROOT / "corpus").glob("*.md")):
        (article,) = read(path, path.name)
        assert isinstance(article, Article), article
        texts[path.stem] = article.text
    return texts


TEXTS = _texts()


def _id(question: dict[str, Any]) -> str:
    return str(question["id"])


def test_enough_of_both_kinds() -> None:
    assert len(ANSWERABLE) >= 70
    assert len(UNANSWERABLE) >= 35


def test_ids_and_questions_are_unique() -> None:
    assert len({one["id"] for one in QUESTIONS}) == len(QUESTIONS)
    assert len({one["question"].lower() for one in QUESTIONS}) == len(QUESTIONS)


def test_every_article_is_asked_about() -> None:
    assert {name for one in ANSWERABLE for name in one["articles"]} == set(TEXTS)


@pytest.mark.parametrize("one", QUESTIONS, ids=_id)
def test_fields(one: dict[str, Any]) -> None:
    assert list(one) == ["id", "question", "answerable", "answers", "articles", "evidence", "asked"]
    date.fromisoformat(one["asked"])
    assert 2 <= len(one["question"].split()) <= 25
    for name in one["articles"]:
        assert date.fromisoformat(one["asked"]) >= date.fromisoformat(name[:10])


@pytest.mark.parametrize("one", ANSWERABLE, ids=_id)
def test_evidence_and_answers_stand_in_the_named_articles(one: dict[str, Any]) -> None:
    assert one["answers"]
    assert one["evidence"]
    for sentence in one["evidence"]:
        assert any(sentence in TEXTS[name] for name in one["articles"]), sentence
        # Any one piece of evidence counts as a right quotation, so each must hold an answer.
        assert any(answer in sentence for answer in one["answers"]), sentence
    for name in one["articles"]:
        assert any(sentence in TEXTS[name] for sentence in one["evidence"]), name
    for answer in one["answers"]:
        assert any(answer in sentence for sentence in one["evidence"]), answer


@pytest.mark.parametrize("one", ANSWERABLE, ids=_id)
def test_question_is_not_copied_from_its_evidence(one: dict[str, Any]) -> None:
    asked = re.findall(r"\w+", one["question"].lower())
    for sentence in one["evidence"]:
        said = " ".join(re.findall(r"\w+", sentence.lower()))
        runs = [" ".join(asked[at : at + 7]) for at in range(len(asked) - 6)]
        assert not any(run in said for run in runs), sentence


@pytest.mark.parametrize("one", UNANSWERABLE, ids=_id)
def test_unanswerable_question_names_no_answer(one: dict[str, Any]) -> None:
    assert (one["answers"], one["articles"], one["evidence"]) == ([], [], [])


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("chess", "who won the 2018 chess championship?"),
        ("Mars", "What is the population of Mars?"),
        ("Mariupol", "when did mariupol fall"),
        ("Qin Gang", "How long did Blinken's meeting with Qin Gang last?"),
        ("Orban", "What did Viktor Orban say about Finland?"),
        ("COP27", "Where was COP27 held?"),
        ("sulphur", "Did Pragyan find sulphur on the Moon?"),
        ("Milky Way", "How big is the black hole in the centre of the Milky Way?"),
        ("First Republic", "Why did First Republic Bank fail?"),
        ("Morocco", "how many people died in the earthquake in morocco"),
        ("GPT-4", "When was GPT-4 released?"),
        ("marathon", "who won the olympic marathon in tokyo"),
        ("salary", "How much does Sam Altman earn?"),
        ("zero-Covid", "When did China end its zero-Covid policy?"),
        ("Chemistry", "who won the nobel prize in chemistry in 2023"),
        ("Nobel Peace", "Who won the Nobel Peace Prize in 2023?"),
        ("layoff", "how many twitter employees did musk lay off"),
        ("European Central Bank", "What did the European Central Bank decide in July 2022?"),
        ("compensation", "How much compensation did Egypt want for the Suez blockage?"),
    ],
)
def test_what_an_answer_would_have_to_mention_is_nowhere(words: str, question: str) -> None:
    assert question in {one["question"] for one in UNANSWERABLE}
    holding = [name for name, text in TEXTS.items() if re.search(rf"\b{re.escape(words)}\b", text)]
    # Morocco played football in Qatar; nothing is said of its earthquake.
    assert holding in ([], ["2022-12-19-argentina-world-cup"] if words == "Morocco" else [])
