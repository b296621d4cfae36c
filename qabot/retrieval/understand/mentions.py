"""Where a question names outlets, of the corpus or others."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from qabot.domain import Span
from qabot.retrieval.understand.outlet_names import (
    DOMAIN,
    MOST_WORDS,
    PLAIN,
    index,
    is_outlet,
    is_paper,
    is_paper_first,
    key,
    keys,
    short_index,
)
from qabot.retrieval.words import STOP_WORDS

_TOKEN = re.compile(r"[^\W_]+(?:[.'’&-][^\W_]+)*")
_THE = re.compile(r"^the\s+", re.IGNORECASE)
_LED = re.compile(r"\bthe\s+$", re.IGNORECASE)
_SAID_BY = re.compile(r"\b(?:according\s+to|reported\s+by)\s+$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")
_CAPITAL = re.compile(r"\s+[^\W\d_a-zß-öø-ÿ]")


@dataclass(frozen=True, slots=True)
class Mention:
    """An outlet named in a question."""

    span: Span
    name: str
    """As it was written, with its article."""
    sources: tuple[str, ...]
    """Outlets of the corpus that are called so: none where it has no article."""
    key: str
    plain: bool
    """Whether the words can hardly mean anything else."""
    short: bool = False
    """Whether it is only the end of their names: "the Courier"."""


def find_mentions(question: str, sources: Collection[str]) -> list[Mention]:
    """Where a question names outlets, longest names first; those of the corpus before others."""
    words = list(_TOKEN.finditer(question))
    known, short = index(sources), short_index(sources)
    found: list[Mention] = []
    at = 0
    while at < len(words):
        spans = [
            Span(words[at].start(), words[at + count - 1].end())
            for count in range(min(MOST_WORDS, len(words) - at), 0, -1)
        ]
        named = (
            _first(_of_corpus(question, span, known) for span in spans)
            or _first(_shortened(question, span, short) for span in spans)
            or _first(_absent(question, span) for span in spans)
        )
        if named:
            found.append(named)
        at += 1
        while named and at < len(words) and words[at].start() < named.span.end:
            at += 1
    return found


def _first(mentions: Iterable[Mention | None]) -> Mention | None:
    return next((mention for mention in mentions if mention), None)


def _of_corpus(question: str, span: Span, known: dict[str, tuple[str, ...]]) -> Mention | None:
    written = _written(question, span)
    form = key(written)
    if "." in written and DOMAIN.fullmatch(written):
        form = next((one for one in keys(written) if one in known), form)
    if form not in known or not _is_name(written, form):
        return None
    return _mention(question, span.start, written, form, known[form])


def _shortened(question: str, span: Span, short: dict[str, tuple[str, ...]]) -> Mention | None:
    """``the Courier`` for the Harbour Courier."""
    written = _written(question, span)
    form = key(written)
    if form not in short or not _stands_alone(question, span, written):
        return None
    if not _THE.match(written) and not _is_paper_led(question, span, written):
        return None
    made = _mention(question, span.start, written, form, short[form])
    return replace(made, short=True)


def _absent(question: str, span: Span) -> Mention | None:
    """An outlet of which there is no article, known widely or called as newspapers are."""
    written = _written(question, span)
    form = key(written)
    known = is_outlet(written) and _is_name(written, form)
    paper = _is_paper_led(question, span, written) and _stands_alone(question, span, written)
    return _mention(question, span.start, written, form, ()) if known or paper else None


def _is_paper_led(question: str, span: Span, written: str) -> bool:
    """Whether words may be a newspaper: "the Herald", "Daily Herald", "according to Herald"."""
    words = _THE.sub("", written, count=1).split()
    if not is_paper(words):
        return False
    if _THE.match(written) or len(words) > 1:
        return bool(_THE.match(written)) or is_paper_first(words[0])  # no "Jim Courier"
    return _SAID_BY.search(question[: span.start]) is not None


def _written(question: str, span: Span) -> str:
    return _POSSESSIVE.sub("", question[span.start : span.end])


def _is_name(written: str, form: str) -> bool:
    """Whether words are a name: "in time", "the week" are not."""
    if written.lower() == "the":
        return False
    bare = _THE.sub("", written, count=1)
    if form in PLAIN or re.search(r"[\s.]", bare):
        return True
    return bare[:1].isupper() and (len(bare) > 4 or bare.isupper() or bare.istitle())


def _stands_alone(question: str, span: Span, written: str) -> bool:
    """Whether words are a whole name, each with a capital: not of "the Courier Mail"."""
    bare = _THE.sub("", written, count=1)
    words = bare.split()
    if not words or not all(word[:1].isupper() for word in words):
        return False
    if words[0].lower() in STOP_WORDS or _CAPITAL.match(question, span.end):
        return False
    before = re.search(r"(\S+)\s+$", question[: span.start])
    led = before[1].strip(",.:;") if before else ""
    return not led[:1].isupper() or led.lower() in STOP_WORDS or bare != written


def _mention(
    question: str, start: int, written: str, form: str, sources: tuple[str, ...]
) -> Mention:
    the = _LED.search(question[:start])
    bare = not _THE.match(written)
    plain = form in PLAIN or bool(re.search(r"[\s.]", _THE.sub("", written, count=1)))
    span = Span(the.start() if the else start, start + len(written))
    name = question[span.start : span.end]
    return Mention(span, name, sources, form, plain or bool(the) or not bare)
