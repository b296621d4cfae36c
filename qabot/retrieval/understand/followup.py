"""Completing a follow-up from the thread, so that it can be searched for itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qabot.domain import COMPLETED, Answer
from qabot.retrieval.understand.anaphora import (
    LEAD,
    content,
    is_aspect,
    is_elliptic,
    is_told,
    points_back,
    resumes,
)
from qabot.retrieval.understand.bags import bag
from qabot.retrieval.understand.chains import MOST_OPEN, goes_on_silently, told, topical
from qabot.retrieval.understand.genitives import of_another
from qabot.retrieval.understand.names import names
from qabot.retrieval.understand.persons import with_person
from qabot.retrieval.understand.pronouns import HE
from qabot.retrieval.understand.replacing import about, swapped
from qabot.retrieval.understand.times import is_time, own_event, without_times
from qabot.retrieval.words import STOP_WORDS, stem

__all__ = ["complete", "may_follow", "names_event", "topical"]

MOST_PIECES = 6
_LONGEST = 600
_ABOUT = re.compile(r"^\s*(?:what|how)\s+about\s+(?P<topic>.+)$", re.IGNORECASE | re.DOTALL)
_ABOUT_NOTHING = re.compile(r"(?:what|how)\s+about\W*", re.IGNORECASE)
# "In Syria?", not "in which country?" nor "for whom?".
_PLACED = re.compile(
    r"(?:in|on|at|from|with|about|against|near)\s+(?!.*\b(?:wh\w+|how)\b)[^?!]+\?\s*$",
    re.IGNORECASE,
)
_SKIPPED = bag("happened happen happening happens reported report latest news tell ask asked asks")
_CLOSING = bag(
    "end ended ends start started begin began die died win won lose lost happen take took"
)
_PIECE = re.compile(r"[^\W_]+(?:[-.'’&/,][^\W_]+)*%?")


def complete(
    question: str, history: Sequence[Answer], *, filtered: bool = False, timed: bool = False
) -> str | None:
    """The question completed from the last answer of the thread, None if it stands for itself.

    ``filtered``: filter words were taken out of it, so that there may be little left. ``timed``:
    a time was among them, in place of the one before.
    """
    answers = told(history)
    if not answers or COMPLETED in question:  # completed already: it is asked again
        return None
    last, before = answers[-1], _asked_before(answers)
    before = without_times(before) or before if timed else before
    if not before or not question.strip():
        return before or None if filtered else None
    lead = LEAD.match(question)
    core = question[lead.end() :].strip() if lead else question.strip()
    core = re.sub(r"^then\b[\s,]*", "", core)
    main, _, rest = before.partition(COMPLETED)
    if not re.search(r"\w", core):
        if filtered:
            return before
        return _with_context(question, before) if lead else None
    if filtered and _ABOUT_NOTHING.fullmatch(core):
        return before
    topic = _ABOUT.match(core)
    if topic or _is_fragment(core, lead):
        wanted = (topic["topic"] if topic else core).strip(" ?!.…")
        if other := of_another(wanted, main):
            return _joined(other, rest)
        if own_event(wanted, before):
            main, rest = without_times(main), without_times(rest)
            before = _joined(main, rest)
        if not HE.search(wanted) and not points_back(wanted):
            return _about(wanted, main, rest) or _with_context(core, before)
        return _with_context(with_person(core, history), before)
    if is_elliptic(core):
        other = swapped(core, main)
        return _joined(other, rest) if other else _with_context(with_person(core, history), before)
    if points_back(core):
        return _with_context(with_person(core, history), before)
    answered = last.statements[0].text[:_LONGEST] if last.statements else ""
    if is_aspect(core) or resumes(core, f"{before} {answered}"):
        return _with_context(core, before)
    if lead and len(content(core)) <= 1:
        return _with_context(core, before)
    return None


def names_event(question: str, history: Sequence[Answer]) -> bool:
    """Whether a follow-up names an event of its own, so that the time asked before is not its."""
    last, lead = topical(history), LEAD.match(question)
    core = question[lead.end() :] if lead else question
    topic = _ABOUT.match(core)
    return last is not None and own_event(topic["topic"] if topic else core, last.searched)


def _is_fragment(core: str, lead: re.Match[str] | None) -> bool:
    short = len(core.split()) <= 5 and not _asks(core)
    led = lead is not None or _PLACED.match(core)
    return is_time(core) or bool(short and led and not is_elliptic(core))


def may_follow(question: str, history: Sequence[Answer]) -> str | None:
    """``who was the coach?`` with the topic of an answered thread, None if it names its own.

    Whether it does go on from the thread only the articles can tell.
    """
    answers = told(history)
    if not answers or not answers[-1].answered or not _asks(question) or names(question):
        return None
    if not 0 < len(content(question)) <= MOST_OPEN or COMPLETED in question:
        return None
    completed = _with_context(question, _asked_before(answers))
    return completed if COMPLETED in completed else None


def _asked_before(answers: Sequence[Answer]) -> str:
    """The question that was searched last, with the topic from which it went on."""
    last = answers[-1]
    asked = (last.searched or last.question).strip()[:_LONGEST]
    if len(answers) > 1 and goes_on_silently(last, answers[-2]):
        return _with_context(asked, _asked_before(answers[:-1]))
    return asked


def _asks(core: str) -> bool:
    return (
        re.match(
            r"(?:who|whom|whose|what|which|when|where|why|how|did|does|do|is|are|was|were|has|have|had|will|can|could|"
            r"should|would|tell|show|give|explain)\b",
            core,
            re.IGNORECASE,
        )
        is not None
    )


def _with_context(core: str, before: str) -> str:
    """``why was the trip postponed — Blinken, China``."""
    core = core.strip()
    main, _, rest = before.partition(COMPLETED)
    if rest and content(core) and not names(main):
        before = rest  # what was asked of the topic is answered; the topic stays
    said = _stems(core)
    kept: dict[str, str] = {}
    # The longest first, so that what is in them already is left out; then in their order.
    pieces = _pieces(before)
    for piece in sorted(pieces, key=lambda piece: -len(piece.split())):
        if rest := _trimmed(piece, said):
            kept[piece] = rest
            said |= _stems(piece)
    ordered = [kept[piece] for piece in pieces if piece in kept]
    told = [piece for piece in ordered if not is_told(piece)] or ordered
    if len(told) > MOST_PIECES:
        told = told[:2] + told[2 - MOST_PIECES :]  # the thread's first topic stands last
    return _joined(core, ", ".join(told))


def _trimmed(piece: str, said: set[str]) -> str:
    """A piece without what is said already at its ends, and without a verb that closes it."""
    words = piece.split()
    while words and (words[0] == "of" or stem(words[0]) in said):
        del words[0]
    while words and (words[-1] == "of" or stem(words[-1]) in said):
        del words[-1]
    if len(words) > 1 and words[-1] in _CLOSING:
        del words[-1]
    return " ".join(words)


def _joined(core: str, context: str) -> str:
    return f"{core.rstrip(' ?!.…,')}{COMPLETED}{context}" if context else core


def _about(wanted: str, main: str, rest: str) -> str | None:
    """The question before about something else, in it or in what it was completed with."""
    if not wanted:
        return None
    if other := about(wanted, main):
        return _joined(other, rest)
    return _joined(main, other) if rest and (other := about(wanted, rest)) else None


def _stems(text: str) -> set[str]:
    return {stem(re.sub(r"['’]s?$", "", word)) for word in _PIECE.findall(text)}


def _pieces(text: str) -> list[str]:
    """Runs of content words, each once; a name ends a run ("Blinken, visit China")."""
    found: list[list[str]] = []
    end = -1
    named = {at for name in names(text) for at in range(name.span.start, name.span.end)}
    for match in _PIECE.finditer(text):
        word = re.sub(r"['’]s?$", "", match[0])
        bare = word.split("’")[0].split("'")[0].lower()
        own = match.start() in named or (word.isupper() and len(word) > 1)
        if (bare in STOP_WORDS and not own) or bare in _SKIPPED:
            continue
        gap = text[end : match.start()] if end >= 0 else ""
        after_name = bool(found) and found[-1][-1][:1].isupper()
        if gap in (" ", " of ") and not (after_name and word[:1].islower()):
            found[-1] += [*gap.split(), word]
        else:
            found.append([word])
        end = match.start() + len(word)
    return list(dict.fromkeys(" ".join(words) for words in found))
