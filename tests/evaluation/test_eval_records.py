"""Measuring one answer: places, near-copies, sentences, kinds of error."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qabot.domain import Answer, Article, ArticleRow, Citation, Hit, Passage, Ranking
from qabot.evaluation.names import Names, name_of
from qabot.evaluation.questions import Question
from qabot.evaluation.records import Record, failed, measure
from qabot.evaluation.result import worst

TEXT = "The talks ended in Geneva on Sunday. Nobody signed."


def row(number: int, path: str = "", key: str = "") -> ArticleRow:
    return ArticleRow(number, "", "", None, "", "", "", path or f"{number}.md", key, 0.0, 1, 1)


def hit(number: int, *copies: int) -> Hit:
    article = Article("", TEXT, path=f"{number}.md", number=number)
    ranking = Ranking(1.0)
    return Hit(Passage(1, number, 0, 10), article, ranking, tuple(row(n) for n in copies))


def cited(*quotes: str) -> tuple[Citation, ...]:
    return tuple(
        Citation(n, 1, "", "", None, "", "1.md", 0, len(quote), quote)
        for n, quote in enumerate(quotes, start=1)
    )


def run(
    question: Question,
    hits: tuple[Hit, ...] = (),
    quotes: tuple[str, ...] = (),
    *,
    answered: bool = True,
) -> Record:
    names = Names.of([row(number) for number in range(1, 30)])
    shown = cited(*quotes)
    answer = Answer(
        question.text,
        question.text,
        citations=shown if answered else (),
        nearest=() if answered else shown,
        answered=answered,
        confidence=0.7,
        hits=hits,
    )
    return measure(question, answer, names.grades(question), 0.1, lambda _: True)


def asking(*articles: str, **rest: tuple[str, ...]) -> Question:
    return Question("q", "Where?", grades=dict.fromkeys(articles, 1.0), **rest)  # type: ignore[arg-type]


def test_articles_rank_by_their_first_passage() -> None:
    scores = run(asking("2"), (hit(1), hit(1), hit(1), hit(2), hit(1))).scores
    assert (scores["hit@1"], scores["hit@3"]) == (0.0, 1.0)
    assert scores["mrr@10"] == 0.5


def test_only_ten_articles_count() -> None:
    scores = run(asking("11"), tuple(hit(number) for number in range(1, 13))).scores
    assert scores["hit@10"] == scores["mrr@10"] == scores["ndcg@10"] == 0.0


def test_near_copies_hold_one_place() -> None:
    scores = run(asking("2", "3"), (hit(1, 2, 3), hit(4))).scores
    assert scores["hit@1"] == scores["mrr@10"] == scores["ndcg@10"] == 1.0
    # A copy that is listed again is not found twice.
    scores = run(asking("2", "5"), (hit(1, 2), hit(2), hit(5))).scores
    assert scores["ndcg@10"] == pytest.approx((1 + 0.5) / (1 + 0.63093), abs=1e-4)


def test_an_article_that_the_corpus_lacks_counts_as_missed() -> None:
    assert run(asking("1", "gone"), (hit(1),)).scores["ndcg@10"] == pytest.approx(
        1 / 1.63093, abs=1e-4
    )


def test_what_is_not_stated_is_not_measured() -> None:
    assert run(asking(), (hit(1),), ("Geneva.",)).scores == {}
    unanswerable = replace(asking("1", answers=("Geneva",)), answerable=False)
    assert run(unanswerable, (hit(1),), ("Geneva.",)).scores == {}


def test_sentences_first_and_shown() -> None:
    question = asking(answers=("Geneva",), evidence=("Nobody signed the paper.",))
    scores = run(question, quotes=("Nobody signed the paper.", "They met in Geneva.")).scores
    assert (scores["answer_in_first"], scores["answer_in_shown"]) == (0.0, 1.0)
    assert (scores["gold_first"], scores["gold_shown"]) == (1.0, 1.0)


def test_a_refused_question_is_measured_by_what_is_nearest() -> None:
    record = run(asking(answers=("Geneva",)), quotes=("They met in Geneva.",), answered=False)
    assert record.scores["answer_in_first"] == 1.0
    assert record.fault == "refused"


@pytest.mark.parametrize(
    ("question", "hits", "quotes", "answered", "fault"),
    [
        (asking("1", answers=("Bern",)), (hit(1),), ("In Bern.",), True, ""),
        (asking("1", answers=("Bern",)), (hit(1),), ("No.", "In Bern."), True, "not first"),
        (asking("1", answers=("Bern",)), (hit(1),), ("No.",), True, "sentence missed"),
        (asking("1", answers=("Bern",)), (hit(2),), ("No.",), True, "article missed"),
        (asking("1", answers=("Bern",)), (hit(2),), ("In Bern.",), True, ""),
        (asking("1"), (hit(1),), ("No.",), False, "refused"),
        (replace(asking(), answerable=False), (), ("No.",), True, "answered"),
        (replace(asking(), answerable=False), (), ("No.",), False, ""),
    ],
)
def test_kinds_of_error(
    question: Question, hits: tuple[Hit, ...], quotes: tuple[str, ...], answered: bool, fault: str
) -> None:
    assert run(question, hits, quotes, answered=answered).fault == fault


def test_a_failed_question_counts_as_missed() -> None:
    record = failed(asking("1", answers=("Bern",)), "No disk.", 0.1)
    assert record.scores["hit@10"] == record.scores["answer_in_shown"] == 0.0
    assert (record.fault, record.error, record.answered) == ("failed", "No disk.", False)


def test_names_of_articles() -> None:
    rows = [row(1, "wire/2024.jsonl", "a7"), row(2, "wire/talks-end.md"), row(3, "a7.md")]
    names = Names.of(rows)
    assert names.numbers["a7"] == 1
    assert names.numbers["a7.md"] == 3
    assert names.numbers["talks-end"] == names.numbers["wire/talks-end.md"] == 2
    assert [name_of(item) for item in rows] == ["a7", "talks-end", "a7"]


def test_the_worst_are_of_every_kind() -> None:
    def record(id: str, fault: str, confidence: float) -> Record:
        return Record(id, "", True, confidence=confidence, fault=fault)

    records = [
        record("sure", "answered", 0.9),
        record("surer", "answered", 0.95),
        record("unsure", "answered", 0.6),
        record("little", "refused", 0.4),
        record("least", "refused", 0.1),
        record("fine", "", 0.9),
    ]
    assert [r.id for r in worst(records, 4)] == ["surer", "least", "sure", "little"]
    assert len(worst(records, 99)) == 5
