"""Amounts before a change or beside a comparison: 8.40 where 5.60 is ``a third less than last year``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qabot.grounding.number_words import TIMES
from qabot.grounding.numbers import Number, numbers
from qabot.grounding.units import MONEY

_MORE = re.compile(
    r"^(?: \w+){0,1} (?:more|higher|up|above|dearer|costlier|larger|bigger|longer|older|heavier|taller|increase|rise|again)\b"
)
_LESS = re.compile(
    r"^(?: \w+){0,1} (?:less|lower|fewer|down|below|cheaper|smaller|shorter|younger|lighter|fall|drop|decrease|decline|cut|discount)\b"
)
_UP = re.compile(
    r"\b(?:up|rose|risen|rise[ns]?|rising|grew|grown?|climb\w*|jump\w*|increas\w*|gain\w*|rais\w+|swell\w*|swollen|dearer|costlier|higher|add\w*)"
    r"(?: \w+){0,9}?(?: by| of)?(?: (?:about|around|nearly|almost|some|a|another))?$"
)
_DOWN = re.compile(
    r"\b(?:down|fell|fallen|falls?|falling|dropp?\w*|cut\w*|reduc\w*|lower\w*|shr[aiu]nk\w*|declin\w*|slash\w*|slipp?\w*|lost|los\w+|cheaper|trimm?\w*)"
    r"(?: \w+){0,9}?(?: by| of)?(?: (?:about|around|nearly|almost|some|a|another))?$"
)
_LOST = re.compile(r"\b(?:lost|lose|loses|losing|shed)(?: (?:about|almost|nearly|some|a|around))*$")
_TIMES = re.compile(r"^(?:[- ]?fold| times)\b")
_CENTS = re.compile(r"^ (?:cents|pence|pennies|centimes|kopecks)\b")
_MULTIPLIED = re.compile(r"\b(?:doubl|tripl|trebl|quadrupl)(?:e[ds]?|ing)\b", re.IGNORECASE)
_REACH = 90


def changes(texts: Sequence[str]) -> Iterator[Number]:
    """What cited amounts were before a change of so many percent, or what others are beside them."""
    for text in texts:
        own = [n for n in numbers(text) if n.value and not n.ordinal and not n.vague]
        for share in own:
            if share.unit not in ("", "%") or not (part := _part(share)):
                continue
            for way in _ways(text, share):
                for whole in own:
                    if not _part(whole) and whole.value != share.value and 1 + way * part > 0:
                        yield replace(whole, value=whole.value / (1 + way * part), about="")
                        yield replace(whole, value=whole.value * (1 + way * part), about="")
        for times in own:
            if times.value > 1 and _TIMES.match(text[times.end :]):
                yield Number(100 * times.value, "%", times.start, times.end)
                for whole in own:
                    if whole.value != times.value:
                        yield replace(whole, value=whole.value / times.value, about="")
                        yield replace(whole, value=whole.value * times.value, about="")
        for word in _MULTIPLIED.finditer(text):  # "tripled": by 200 percent
            yield Number(100 * (TIMES[word[0].lower()] - 1), "%", word.start(), word.end())
        yield from _in_coins(text, own)


def _ways(text: str, share: Number) -> list[int]:
    """1 for more, -1 for less; none where a share is of something."""
    before, after = (
        text[max(0, share.start - _REACH) : share.start].lower().rstrip(),
        text[share.end :],
    )
    if after.startswith(" of ") and not before.endswith(" by"):
        return [-1] if _LOST.search(before) else []
    ways = [1] if _MORE.match(after) else [-1] if _LESS.match(after) else []
    if not ways:
        ways = [1] if _UP.search(before) else []
        ways += [-1] if _DOWN.search(before) else []
    return ways


def _in_coins(text: str, own: Sequence[Number]) -> Iterator[Number]:
    """2.50 euros where it goes up ``by 20 cents to 2.70 euros``."""
    for small in own:
        if small.unit or not _CENTS.match(text[small.end :]):
            continue
        for large in own:
            if large.unit in MONEY:
                yield replace(large, value=small.value / 100)
                yield replace(large, value=round(large.value - small.value / 100, 4))
                yield replace(large, value=round(large.value + small.value / 100, 4))


def _part(number: Number) -> float:
    if number.unit == "%":
        return number.value / 100
    return number.value if number.value < 1 and not number.unit else 0.0
