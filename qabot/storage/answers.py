"""Answers as JSON text, to be kept with their threads, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from datetime import date
from typing import Any

from qabot.domain import (
    Answer,
    Article,
    ArticleRow,
    Chip,
    Citation,
    Hit,
    Passage,
    Ranking,
    Span,
    Statement,
)

_HITS = 20
"""Passages whose ranking is kept."""


def dump_answer(answer: Answer) -> str:
    """Everything of an answer but the texts of the articles of its hits: quotes stand in its
    citations."""
    hits = [replace(h, article=replace(h.article, text="", pages=())) for h in answer.hits[:_HITS]]
    values = asdict(replace(answer, hits=tuple(hits)))
    return json.dumps(values, default=_day, ensure_ascii=False, separators=(",", ":"))


def load_answer(text: str) -> Answer:
    """An answer that ``dump_answer`` wrote, of this qabot or another. What is not known is
    left out. Raises ``ValueError`` if it is no answer."""
    try:
        return _answer(json.loads(text))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not an answer: {error}") from error


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be kept")


def _known(kind: type, values: Mapping[str, Any], **built: Any) -> dict[str, Any]:
    """The values that ``kind`` has fields for; dates and what was ``built`` as objects."""
    names = {field.name for field in fields(kind)}
    found = {name: value for name, value in values.items() if name in names}
    for name in ("published", "since", "until"):
        if found.get(name):
            found[name] = date.fromisoformat(found[name])
    return {**found, **{name: value for name, value in built.items() if name in values}}


def _answer(v: Mapping[str, Any]) -> Answer:
    return Answer(
        **_known(
            Answer,
            v,
            statements=tuple(_statement(s) for s in v.get("statements", ())),
            citations=tuple(_citation(c) for c in v.get("citations", ())),
            nearest=tuple(_citation(c) for c in v.get("nearest", ())),
            chips=tuple(Chip(**_known(Chip, c)) for c in v.get("chips", ())),
            notices=tuple(v.get("notices", ())),
            hits=tuple(_hit(h) for h in v.get("hits", ())),
        )
    )


def _statement(v: Mapping[str, Any]) -> Statement:
    bold = tuple(Span(**_known(Span, span)) for span in v.get("bold", ()))
    return Statement(**_known(Statement, v, bold=bold, citations=tuple(v.get("citations", ()))))


def _citation(v: Mapping[str, Any]) -> Citation:
    return Citation(**_known(Citation, v, also_in=tuple(v.get("also_in", ()))))


def _hit(v: Mapping[str, Any]) -> Hit:
    return Hit(
        Passage(**_known(Passage, v["passage"])),
        Article(**_known(Article, v["article"], pages=())),
        Ranking(**_known(Ranking, v["ranking"])),
        tuple(ArticleRow(**_known(ArticleRow, row)) for row in v.get("also_in", ())),
    )
