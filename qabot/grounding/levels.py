"""``rose by 5.4 billion`` for ``rose to 5.4 billion``; margins and multiples that are others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from qabot.grounding.dates import blanked
from qabot.grounding.durations import durations
from qabot.grounding.number_words import ONES, SMALL
from qabot.grounding.numbers import Number, numbers
from qabot.grounding.sameness import same

_HEDGE = r"(?: (?:about|around|nearly|almost|some|just|only|more than|less than|over|a record|as much as))?"
_CHANGE = (
    r"(?:ris\w+|rose|f[ae]ll\w*|dropp?\w*|increas\w*|decreas\w*|grew|grown?|growing|climb\w*|jump\w*|cut\w*"
    r"|reduc\w*|rais\w+|lower\w*|shr[aiu]nk\w*|declin\w*|slipp?\w*|slump\w*|soar\w*|surg\w*|up|down|go|goes|gone|went|slow\w*)"
)
_BY = re.compile(rf"\b{_CHANGE}\b(?: [^\s,;.]+){{0,6}}? by{_HEDGE} $", re.IGNORECASE)
_TO = re.compile(rf"\b{_CHANGE}\b(?: [^\s,;]+){{0,12}}? to{_HEDGE} $", re.IGNORECASE)
_BESIDE = re.compile(
    r"^ (?:more|less|fewer|higher|lower|cheaper|dearer|up|down|above|below|larger|smaller)\b"
)
_IS = re.compile(rf"\b(?:is|was|are|were|at|be|been){_HEDGE} $", re.IGNORECASE)
_FROM = re.compile(rf"\bfrom{_HEDGE} $", re.IGNORECASE)
_FORMS = {
    2.0: "twice twofold double doubles doubled doubling",
    3.0: "threefold triple triples tripled tripling treble trebled trebling",
    4.0: "fourfold quadruple quadrupled quadrupling",
    5.0: "fivefold",
    10.0: "tenfold",
}
_TIMES = {form: value for value, forms in _FORMS.items() for form in forms.split()}
_MULTIPLE = re.compile(
    r"\b(?P<word>(?:twice(?= (?:as|the|that|what|its|his|her|their)\b))|(?:two|three|four|five|ten)fold"
    r"|doubl(?:e|es|ed|ing)(?! [a-z]+s\b)|tripl(?:e|es|ed|ing)|trebl(?:e|ed|ing)|quadrupl(?:e|ed|ing))\b"
    rf"|\b(?P<count>\d+(?:\.\d+)?|{'|'.join(ONES[2:11])}) times"
    r"(?= (?:as|the|that|what|its|more|higher|larger|bigger|longer)\b)",
    re.IGNORECASE,
)
_SCORE = re.compile(r"(?<![\d.:,-])(\d{1,3})[-\u2013](\d{1,3})(?![\d-]|[.:,]\d|st|nd|rd|th|[a-z-])")
_VOTES = re.compile(
    r"(?<![\d.,])(?<!from )\b(\d{1,3})(?: votes?)? (?:to|against) (\d{1,3})\b(?! (?:per|%|million|billion|years|minutes))"
)
_BY_GOALS = re.compile(
    r"\b(?:by|margin of|majority of|lead of)(?: just| only)? (?P<count>\w+) (?:goals?|points?|runs?|votes?)\b(?! (?:to|against|instead)\b)"
    r"|\b(?P<other>\w+)-(?:goal|point|run|vote) (?:win|victory|lead|defeat|margin|majority)\b",
    re.IGNORECASE,
)


def turned_level(sentence: str, cited: Sequence[str]) -> Number | None:
    """A number by which something changed that it changed to, or the other way round."""
    text = blanked(sentence)
    texts = [blanked(one) for one in cited]
    theirs = [(n, one) for one in texts for n in _all(one) if not _BESIDE.match(one[n.end :])]
    units = frozenset(n.unit for n, _ in theirs if n.unit)
    plain = [n for n, _ in theirs]
    for said in _all(text):
        if said.value < 1 and not said.unit:
            continue
        before = text[: said.start]
        for here, there in ((_BY, _TO), (_TO, _BY)):
            if not here.search(before):
                continue
            known = [(n, one[: n.start]) for n, one in theirs if same(said, n, units)]
            if not known or not all(
                there.search(ahead) or (here is _BY and (_FROM.search(ahead) or _IS.search(ahead)))
                for _, ahead in known
            ):
                continue
            if not any(
                abs(abs(a.value - b.value) - said.value) < 1e-6 for a, b in combinations(plain, 2)
            ):
                return said
    return None


def _all(text: str) -> list[Number]:
    whole = durations(text)
    inside = [n for n in numbers(text) if not any(d.start <= n.start < d.end for d in whole)]
    return [*whole, *inside]


def other_multiple(sentence: str, cited: Sequence[str]) -> str:
    """The ``three times`` of a sentence where what is cited has ``twice``; empty for none."""
    theirs = [value for text in cited for _, value in _multiples(text)]
    if not theirs:
        return ""
    known = [n for text in cited for n in numbers(blanked(text)) if n.value and not n.ordinal]
    ratios = {
        a.value / b.value for a in known for b in known if a.value > b.value > 0 and _alike(a, b)
    }
    for words, value in _multiples(sentence):
        if any(abs(value - other) <= 0.13 * other for other in theirs):
            continue
        if not any(abs(value - ratio) <= 0.13 * ratio for ratio in ratios):
            return words
    return ""


def _alike(one: Number, other: Number) -> bool:
    """Whether two numbers may be of one kind: in one unit, and neither a small count of something."""
    return one.unit == other.unit and (bool(one.unit) or other.value > 12)


def _multiples(text: str) -> Iterator[tuple[str, float]]:
    for match in _MULTIPLE.finditer(text):
        if match["word"]:
            yield match[0], _TIMES[match["word"].lower()]
        else:
            count = match["count"].lower()
            yield match[0], SMALL.get(count) or float(count)


def other_margin(sentence: str, cited: Sequence[str]) -> str:
    """``by four goals`` where it was 5-2; empty for none."""
    whole = " ".join(cited)
    scores = [*_SCORE.finditer(whole), *_VOTES.finditer(whole)]
    margins = {float(abs(int(one[1]) - int(one[2]))) for one in scores}
    if len(scores) != 1:
        return ""
    for match in _BY_GOALS.finditer(sentence):
        word = (match["count"] or match["other"]).lower()
        value = next((n.value for n in numbers(word)), None)
        if value and value not in margins and not _BY_GOALS.search(whole):
            return match[0]
    return ""
