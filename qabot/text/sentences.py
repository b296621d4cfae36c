"""Where sentences begin and end, by rules for news prose.

A full stop ends a sentence unless it belongs to an abbreviation, an initial, a
number or a dotted acronym that the sentence goes on after. Line breaks: an empty
line always ends a sentence; a single one does where the text has one paragraph
a line (no line was wrapped).
"""

from __future__ import annotations

import re

from qabot.domain import Span

# Followed by a name or number: never the end.
_TITLES = frozenset(
    "mr mrs ms mx dr prof gen col lt sgt capt cmdr maj adm brig cpl rev hon pres gov sen rep "
    "amb supt det insp st ste mt ft messrs mme mlle sr fr vs v no nos art fig vol pp ca cf viz al "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun "
    "approx dept est min max ave blvd rd".split()
)
# May close a sentence: they do when a new sentence plainly begins.
_MAYBE = frozenset("inc corp co ltd llc plc bros jr sr etc a.m p.m am pm u.s u.k u.n e.u d.c b.c a.d ph.d".split())
# Words that begin sentences far more often than they follow an abbreviation inside one.
_STARTERS = frozenset(
    "the a an it he she they we i you in on at but and so this that these those there his her its "
    "their our my as if when while after before for from with by however meanwhile since although "
    "what who why how where which yet or not no one some many most all both each under over also "
    "then now here according despite during until because once such".split()
)
_END = re.compile(
    r"""(?P<stop>[.!?\u2026]+|[\u3002\uff01\uff1f])   # the mark
        (?P<close>["'\u201d\u2019\u00bb)\]\u300d\u300f]*)   # quotes and brackets that close
    """,
    re.VERBOSE,
)
_BREAK = re.compile(r"\n\n+")
_LINE = re.compile(r"\n+")
_WORD_BEFORE = re.compile(r"(?:[^\W\d_]|\.(?=[^\W\d_]))+$|\d+$")
_OPENERS = "\"'\u201c\u2018\u00ab([\u300c\u300e\u2014\u2013-*\u2022"
_CJK_STOPS = "\u3002\uff01\uff1f"


def sentences(text: str) -> list[Span]:
    """Return the sentences of normalised ``text``, in order, without outer white space.

    Spans do not overlap, and all that lies between them is white space.
    """
    spans: list[Span] = []
    for block in _blocks(text):
        start = block.start
        for match in _END.finditer(text, block.start, block.end):
            if match.end() < block.end and _is_end(text, match, block.end):
                _append(spans, text, start, match.end())
                start = match.end()
        _append(spans, text, start, block.end)
    return spans


def _append(spans: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append(Span(start, end))


def _blocks(text: str) -> list[Span]:
    """Paragraphs. Single line ends count too, unless lines were wrapped at a width."""
    pattern = _BREAK if _is_wrapped(text) else _LINE
    blocks: list[Span] = []
    start = 0
    for match in pattern.finditer(text):
        blocks.append(Span(start, match.start()))
        start = match.end()
    blocks.append(Span(start, len(text)))
    return [block for block in blocks if block.end > block.start]


def _is_wrapped(text: str) -> bool:
    """Whether most line ends fall inside sentences, at about one width."""
    lines = [line for line in text.split("\n") if line]
    followed = [
        (line, after)
        for line, after in zip(text.split("\n"), text.split("\n")[1:], strict=False)
        if line and after
    ]
    if len(followed) < 2 or len(lines) < 4:
        return False
    widest = max(len(line) for line in lines)
    inside = sum(
        1
        for line, after in followed
        if widest <= 120 and len(line) > 0.6 * widest and line[-1] not in ".!?\u2026\"\u201d:"
    )
    return inside > 0.5 * len(followed)


def _is_end(text: str, match: re.Match[str], limit: int) -> bool:
    stop, close = match["stop"], match["close"]
    after = match.end()
    if stop[-1] in _CJK_STOPS:
        return True
    if not text[after].isspace():
        # "end.Next" of careless pages; but not "U.S.", "3.5", "example.com".
        return bool(
            stop == "."
            and close
            and close[0] in "\u201d\""
            and text[after].isupper()
        )
    following = text[after:limit].lstrip()
    bare = following.lstrip(_OPENERS + " ")
    if not bare:
        return False
    first = bare[0]
    if first.islower():
        # "Yahoo! said", '"Stop!" he said', "etc. and": the sentence goes on.
        return False
    if stop != ".":
        return True
    word = _word_before(text, match.start(), max(0, match.start() - 24))
    if not word:
        return True
    return _ends_after(word, following, closed=bool(close))


def _word_before(text: str, end: int, start: int) -> str:
    match = _WORD_BEFORE.search(text[start:end])
    return match.group() if match else ""


def _ends_after(word: str, following: str, *, closed: bool) -> bool:
    """Whether a full stop behind ``word`` ends the sentence, given what follows."""
    lower = word.lower()
    next_word = re.split(r"[\s,.;:!?'\u2019\"\u201d]", following.lstrip(_OPENERS + " "), maxsplit=1)[0]
    starts = next_word.lower() in _STARTERS
    if closed and lower not in _TITLES:
        return True
    if lower in _TITLES:
        # "No." and "St." may end one; a number or capital behind them goes on.
        return lower in {"no", "sun", "sat", "mar", "art", "min", "max"} and starts
    if lower in _MAYBE or re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", word):
        return starts or following[:1] in _OPENERS[:6]
    if len(word) == 1 and word.isalpha():
        # An initial: "Donald J. Trump"; but "Vitamin C. The".
        return starts and word != "I" or word == "I"
    return True
