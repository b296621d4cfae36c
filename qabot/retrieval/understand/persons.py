"""Whom "he" and "she" mean: the person of the thread."""

from __future__ import annotations

import re

from qabot.domain import COMPLETED, Answer
from qabot.retrieval.understand.names import Name, names, only_name, person

_LONGEST = 600
"""Characters of a question or sentence in which a person is looked for."""
HE = re.compile(
    r"\b(?P<subject>he|she)\b|\b(?P<object>him)\b|\b(?P<own>his|hers)\b|\b(?P<her>her)\b",
    re.IGNORECASE,
)


def with_person(core: str, last: Answer) -> str:
    """He and she replaced by the person of the thread, if one is plain."""
    if not HE.search(core):
        return core
    found = _person(last)
    if found is None:
        return core

    def put(match: re.Match[str]) -> str:
        own = match["own"] or (
            match["her"]
            and re.match(r"\s+\w", core[match.end() :])
            and not re.match(
                r"\s+(?:in|on|at|to|for|about|from|with|by|after|before)\b", core[match.end() :]
            )
        )
        return f"{found.text}'s" if own else found.text

    # A second "he" may be read as the same, but said twice the name is clumsy.
    return HE.sub(put, core, count=1)


def _person(last: Answer) -> Name | None:
    searched = (last.searched or last.question)[:_LONGEST]
    topic = searched.replace(COMPLETED, ", ")
    whole = only_name(searched)
    # "What happened to Ines Calder?" is about her, whatever names its answer has.
    named = person(topic) or (whole if whole and " " in whole.text else None)
    asked_who = re.match(r"\W*(?:who|which)\b", searched, re.IGNORECASE)
    asked_what = re.match(r"\W*what\b", searched, re.IGNORECASE) and not named
    answered = None
    if last.statements:
        first = last.statements[0]
        for span in first.bold:
            inside = [n for n in names(first.text[span.start : span.end]) if not n.is_place]
            if inside and (asked_who or asked_what):
                return inside[0]
        answered = person(first.text[:_LONGEST])
    if re.match(r"\W*who\b", searched, re.IGNORECASE) and answered:
        return answered
    return named or answered or whole
