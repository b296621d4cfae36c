"""Where sentences begin and end, by rules for news prose.

A full stop ends a sentence unless it belongs to an abbreviation, an initial, a
number or a dotted acronym that the sentence goes on after. Line breaks: an empty
line always ends a sentence; a single one does where the text has one paragraph
a line (no line was wrapped). In doubt a sentence is left whole: half a sentence
quotes badly. Only what is too long to be shown is cut (``longest``).
"""

from __future__ import annotations

import re

from qabot.domain import Span
from qabot.text.abbreviations import DAYS, MAYBE, NUMBERED, SAYING, STARTERS, STATES, TITLES
from qabot.text.blocks import blocks
from qabot.text.longest import cut_long

_QUOTES = "\"'\u201d\u2019\u00bb"
_END = re.compile(
    r"""(?P<stop>\.(?:[ ]\.)+                           # spaced ellipsis
         |[.!?\u2026\u061f\u06d4\u0964]+|[\u3002\uff01\uff1f]+)    # the mark
        (?P<close>(?:["'\u201d\u2019\u00bb)\]\u300d\u300f]   # quotes and brackets that close
         |[ ]\u00bb(?=\s|$))*)                           # spaced, as in French
        (?:\[\d{1,3}\]|[\u00b9\u00b2\u00b3\u2070-\u2079])*   # notes
    """,
    re.VERBOSE,
)
_WORD_BEFORE = re.compile(r"(?:[^\W\d_]|\.(?=[^\W\d_]))+$|\d+$")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_MARKER = re.compile(r"\(?(?:\d{1,3}|[A-Za-z])")
_NEXT_WORD = re.compile(r"[\s,.;:!?'\u2019\"\u201d]")
_SPEAKER = re.compile(rf"(?:[^\W\d_a-z][\w.'\u2019-]*\s+){{1,4}}(?:{SAYING})\b")
_DASHES = "-\u2013\u2014"
_OPENERS = "\"'\u201c\u2018\u00ab([\u300c\u300e\u2014\u2013-*\u2022"
_CJK_STOPS = "\u3002\uff01\uff1f"
_AHEAD = 120
"""Characters behind a mark that decide about it. A bound keeps long lines linear."""


def sentences(text: str) -> list[Span]:
    """Return the sentences of normalised ``text``, in order, without outer white space.

    Spans do not overlap, and all that lies between them is white space.
    """
    spans: list[Span] = []
    for block in blocks(text):
        start = block.start
        for match in _END.finditer(text, block.start, block.end):
            if match.end() < block.end and _is_end(text, match, start, block.end):
                _append(spans, text, start, match.end())
                start = match.end()
        _append(spans, text, start, block.end)
    return spans


def _append(spans: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    spans.extend(cut_long(text, start, end))


def _is_end(text: str, match: re.Match[str], start: int, limit: int) -> bool:
    """Whether the mark of ``match`` ends the sentence that began at ``start``."""
    stop, close = match["stop"], match["close"]
    after = match.end()
    if stop[-1] in _CJK_STOPS:
        # A Japanese quotation goes on with "to", a Chinese one with a comma.
        return not (close and text[after] in "\u3068\u3063\uff0c\u3001,")
    following = text[after : min(limit, after + _AHEAD)]
    if not following[0].isspace():
        return stop == "." and _is_careless(text, match, following)
    following = following.lstrip()
    bare = following.lstrip(_OPENERS + " ")
    if not bare or bare[0].islower():
        # "Yahoo! said", '"Stop!" he said', "etc. and": the sentence goes on.
        return False
    if stop != ".":
        asked = close[:1] and close[0] in _QUOTES and _SPEAKER.match(following)
        return not asked or _next_word(following).lower() in STARTERS
    if match.start() - start <= 8 and _MARKER.fullmatch(text[start : match.start()].strip()):
        return False  # "1. The first point"
    word = _word_before(text, match.start(), max(start, match.start() - 24))
    return not word or _ends_after(word, following, closed=bool(close))


def _is_careless(text: str, match: re.Match[str], following: str) -> bool:
    """A new sentence without a space, as careless pages have it; but not "U.S." or "example.com"."""
    if match["close"][:1] in ('"', "\u201d"):
        return following[0].isupper()
    word = text[max(0, match.start() - 3) : match.start()]
    begins = len(word) == 3 and word.isalpha() and word.islower() and following[0].isupper()
    return begins and not match["close"] and _next_word(following).lower() in STARTERS


def _word_before(text: str, end: int, start: int) -> str:
    """The word in front of a full stop; empty if it can only be the end of a longer one."""
    match = _WORD_BEFORE.search(text[start:end])
    if not match:
        return ""
    word, at = match.group(), start + match.start()
    if word in ("am", "pm"):  # "5 am", "5pm"; but "who I am"
        return word if text[max(0, at - 2) : at].strip().isdigit() else ""
    if "." in word or not word.isalpha():
        return word
    before, earlier = text[max(0, at - 1) : at], text[max(0, at - 2) : max(0, at - 1)]
    # "the 1980s", "$5m", "don't", "Jay-Z"; but "D-Calif", "J.-P. Sartre".
    attached = before.isdigit() or (before in ("'", "\u2019") and earlier.isalnum())
    return "" if attached or (before == "-" and len(word) == 1 and earlier.isalnum()) else word


def _next_word(following: str) -> str:
    return _NEXT_WORD.split(following.lstrip(_OPENERS + " "), maxsplit=1)[0]


def _ends_after(word: str, following: str, *, closed: bool) -> bool:
    """Whether a full stop behind ``word`` ends the sentence, given what follows."""
    lower = word.lower()
    next_word = _next_word(following)
    if lower in TITLES:
        return False
    if closed:
        return True
    if word in NUMBERED:
        return not next_word[:1].isdigit()
    starts = next_word.lower() in STARTERS and following[0] not in _DASHES
    day = word[0].isupper() and word.capitalize() in DAYS
    if day or lower in MAYBE or word in STATES or _ACRONYM.fullmatch(word):
        return starts or following[0] in "\"'\u201c\u2018\u00ab("
    if len(word) == 1 and word.isupper():
        # An initial: "Donald J. Trump", "I. M. Pei"; but "World War I. Britain", "Vitamin C. The".
        initials = len(next_word) == 1 and following[1:2] == "."
        return starts or (word == "I" and not initials)
    return True
