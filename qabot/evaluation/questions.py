"""Question sets: what to ask, and what a right answer is.

A question set is a JSONL file (also ``.jsonl.gz``): one object a line, with these keys.

``question``
    What is asked. The only key that must be there.
``id``
    Names the question in results, and pairs it in comparisons. The line number if missing.
``answerable``
    Whether the articles answer it; true if missing. Unanswerable questions measure refusing.
``articles``
    Ids of the articles that answer it: the ``id`` of a record in a JSONL or CSV file of many
    articles, else the file's name without its suffix, or its path in the corpus.
``grades``
    How well an article answers, for nDCG: ``{"id": 2}``. Named articles without a grade have 1.
``answers``
    Right answers, short, any of which will do: ``["600 years", "six centuries"]``.
``evidence``
    Sentences of the articles that answer it, as they stand there, any of which will do.
``asked``
    The day of asking, ``2023-01-06``, from which "last week" counts.

What a question leaves out is not measured with it. Other keys are not used, and named in a notice.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from qabot.domain import QabotError

FORMAT = "See `qabot eval --help` for what a question set looks like."


@dataclass(frozen=True, slots=True)
class Question:
    """One question and what answers it. Empty means not stated."""

    id: str
    text: str
    answerable: bool = True
    answers: tuple[str, ...] = ()
    grades: Mapping[str, float] = field(default_factory=dict)
    """The articles that answer it, by id; more is better, 1 if ungraded."""
    evidence: tuple[str, ...] = ()
    asked: date | None = None


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """The questions of a file, and the keys in it that mean nothing to us."""

    questions: tuple[Question, ...]
    unused: tuple[str, ...] = ()


def read_questions(path: Path) -> QuestionSet:
    """Read a question set. Raises ``QabotError`` naming file and line."""
    result: list[Question] = []
    seen: set[str] = set()
    unused: set[str] = set()
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            question = _question(record, str(number))
        except (ValueError, TypeError) as error:
            raise QabotError(f"{path}, line {number}: {error}.", FORMAT) from error
        if question.id in seen:
            raise QabotError(
                f"{path}, line {number}: the id {question.id!r} has been there before.",
                "Give every question an id of its own.",
            )
        seen.add(question.id)
        unused.update(set(record) - _KEYS)
        result.append(question)
    if not result:
        raise QabotError(f"There is no question in {path}.", FORMAT)
    return QuestionSet(tuple(result), tuple(sorted(unused)))


def spread(questions: Sequence[Question], most: int | None) -> list[Question]:
    """At most ``most`` questions, spread evenly over the set; the same ones each time."""
    if most is None or most >= len(questions):
        return list(questions)
    return [questions[number * len(questions) // most] for number in range(most)]


def _lines(path: Path) -> Iterator[str]:
    try:
        if path.suffix == ".gz":
            with gzip.open(path, "rt", encoding="utf-8-sig") as unpacked:
                yield from unpacked
        else:
            with open(path, encoding="utf-8-sig") as file:
                yield from file
    except (OSError, EOFError) as error:
        raise QabotError(
            f"The questions in {path} cannot be read: {getattr(error, 'strerror', '') or error}.",
            "Check the path.",
        ) from error
    except UnicodeDecodeError as error:
        raise QabotError(f"{path} is not UTF-8 text: {error.reason}.", FORMAT) from error


_KEYS = {"id", "question", "answerable", "answers", "articles", "grades", "evidence", "asked"}


def _question(record: Any, default_id: str) -> Question:
    if not isinstance(record, dict):
        raise ValueError("not a JSON object")
    text = record.get("question")
    if not isinstance(text, str):
        raise ValueError("`question` is missing or not a text")
    answerable = record.get("answerable", True)
    if not isinstance(answerable, bool):
        raise ValueError("`answerable` is neither true nor false")
    grades = dict.fromkeys(_texts(record, "articles"), 1.0)
    given = record.get("grades", {})
    if not isinstance(given, dict):
        raise ValueError("`grades` is not an object of ids and numbers")
    for name, grade in given.items():
        if not isinstance(grade, int | float) or isinstance(grade, bool) or grade < 0:
            raise ValueError(f"the grade of {name!r} is not a number from 0 up")
        grades[name] = float(grade)
    asked = record.get("asked")
    return Question(
        id=str(record.get("id", default_id)),
        text=text,
        answerable=answerable,
        answers=_texts(record, "answers"),
        grades={name: grade for name, grade in grades.items() if grade > 0},
        evidence=_texts(record, "evidence"),
        asked=date.fromisoformat(asked) if asked is not None else None,
    )


def _texts(record: dict[str, Any], key: str) -> tuple[str, ...]:
    value = record.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError(f"`{key}` is not a list of texts")
    return tuple(value)
