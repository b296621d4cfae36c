"""Numbers of a sentence as values: ``1,000`` = ``one thousand``, ``$1.5bn`` = ``1.5 billion dollars``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from qabot.grounding.units import METRIC, MINUTES, MONEY, UNITS

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL = {word: float(n) for n, word in enumerate(_ONES)}
_SMALL |= {word: 10.0 * n for n, word in enumerate(_TENS, start=2)}
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12,
}  # fmt: skip
_ORDINALS = {
    word: float(n)
    for n, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(),
        1,
    )
}
_PARTS = {"half": 0.5, "halves": 0.5, "quarter": 0.25, "quarters": 0.25}
_BEHIND_PARTS = frozenset(
    "of more less fewer higher lower larger smaller cheaper as to in on at from by since and or "
    "but was were is are has have had do did does said say voted".split()
) | {""}
"""Words behind "a fifth" where that is a share."""
_PARTS |= {word + s: 1 / n for word, n in _ORDINALS.items() if n > 2 for s in ("", "s")}
_TIMES = {"twice": 2.0, "double": 2.0, "doubled": 2.0, "triple": 3.0, "tripled": 3.0, "dozen": 12.0}
_TIMES |= {
    "doubles": 2.0,
    "doubling": 2.0,
    "triples": 3.0,
    "tripling": 3.0,
    "treble": 3.0,
    "trebled": 3.0,
}
_TIMES |= {"trebling": 3.0, "quadruple": 4.0, "quadrupled": 4.0, "quadrupling": 4.0}
_TIMES |= {"pair": 2.0, "both": 2.0, "trio": 3.0, "fortnight": 2.0}
_RUN = re.compile(r"\b\d+:\d\d:\d\d(?:\.\d+)?")
"""A time that somebody took; not compared."""
_WARM = re.compile(r"(?<=\d)[CF]\b")
"""``44.6C``: degrees."""
_VAGUE = {"dozens": 24.0, "hundreds": 200.0, "thousands": 2e3, "millions": 2e6, "billions": 2e9}
_TELLING = {"%", *MINUTES, "km", "mile", "metre", "kg", "tonne"} - {"year"}
"""Units without which a number is another; an age has its "years" or not."""
_TOKEN = re.compile(
    r"(?P<coin>US\$|[$€£¥])?\s?(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<th>st|nd|rd|th)?(?P<tail>bn|tn|mn|[kmb]|%|°C|°|km|kg|am|pm|a\.m|p\.m)?(?![^\W_])"
    r"|(?P<word>[A-Za-z]+)|(?P<mark>[%°]C?|[.,;:!?()\"])",
    re.IGNORECASE,
)
_ABOUT = {"about", "around", "roughly", "some", "approximately", "nearly", "almost", "circa"}
_ABOVE = {"over", "exceeding", "above", "least"}
_BELOW = {"under", "below", "most", "within"}


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its unit; ``start`` and ``end`` in the text."""

    value: float
    unit: str
    start: int
    end: int
    about: str = ""
    """``about``, ``above`` or ``below`` where it is said so."""
    ordinal: bool = False
    vague: bool = False
    free: bool = False
    """Whether it says so little ("the two") that it needs no support."""


_CLOCK = re.compile(
    r"(?<!:)\b([01]?\d|2[0-3])[:.]([0-5]\d)(?!:\d)(?: ?([ap])\.?m\b\.?| (?:hours|GMT|local)|(?<=:\d\d))",
    re.IGNORECASE,
)


def _clocks(text: str) -> list[Number]:
    """Times of day as hours: ``1:30 p.m.`` and ``13:30`` are 1.5 with the unit pm."""
    found: list[Number] = []
    for match in _CLOCK.finditer(text):
        hour, half = int(match[1]), (match[3] or "").lower()
        unit = f"{half}m" if half else "pm" if hour > 12 else ""
        value = (hour - 12 if hour > 12 else hour) + int(match[2]) / 60
        words = re.findall(r"[a-z]+", text[: match.start()].lower())[-1:]
        about = "about" if words and words[0] in _ABOUT else ""
        found.append(Number(value, unit, match.start(), match.end(), about))
    return found


def numbers(text: str) -> list[Number]:
    """The numbers of a text whose marks are plain, in order; times of day first."""
    text = _RUN.sub(lambda run: "_" * len(run[0]), _WARM.sub("\u00b0", text))
    found = _clocks(text)
    for clock in found:
        text = text[: clock.start] + "_" * (clock.end - clock.start) + text[clock.end :]
    tokens = list(_TOKEN.finditer(text))
    at = 0
    while at < len(tokens):
        read = _read(text, tokens, at)
        if read is None:
            at += 1
        else:
            number, at = read
            found.append(number)
    return found


_RANGE = re.compile(r" ?(?:to|and|or|-|\u2013) ?(?:about |around |some )?$")


def sharing(text: str) -> Iterator[Number]:
    """The first number of ``from 30 to 20 kilometres`` with the unit of the second."""
    for one, other in pairwise(numbers(text)):
        if other.unit and not one.unit and not one.ordinal:
            before = text[: one.start].rstrip().rsplit(" ", 1)[-1].lower()
            if before in ("from", "between") and _RANGE.fullmatch(text[one.end : other.start]):
                yield replace(one, unit=other.unit)


def _word(tokens: list[re.Match[str]], at: int) -> str:
    return (tokens[at]["word"] or "").lower() if 0 <= at < len(tokens) else ""


def _near(text: str, tokens: list[re.Match[str]], at: int) -> bool:
    """Whether a token follows the one before it closely: a space, a hyphen or nothing."""
    return at < len(tokens) and text[tokens[at - 1].end() : tokens[at].start()] in ("", " ", "-")


def _is_part(before: str, behind: str) -> bool:
    """Whether an ordinal between these words is a share: ``an eighth of``, no "an eighth title"."""
    if before in ("a", "an"):
        return behind in _BEHIND_PARTS
    return before == "one" or before in _ONES[2:12]


def _read(text: str, tokens: list[re.Match[str]], first: int) -> tuple[Number, int] | None:
    token, word, before = tokens[first], _word(tokens, first), _word(tokens, first - 1)
    start, at, unit, digits = token.start(), first + 1, "", token["digits"]
    ordinal = vague = False
    if digits:
        value = float(digits.replace(",", ""))
        ordinal = token["th"] is not None
        unit = UNITS.get((token["coin"] or "").lower(), "")
        tail = (token["tail"] or "").lower()
        value *= _SCALES.get(tail, 1.0)
        unit = unit or UNITS.get(tail, "")
        start = start + len(token[0]) - len(token[0].lstrip())
    elif word == "second" and before == "per":
        return None
    elif word in _ORDINALS and before == "every" and word not in ("first",):
        value = 1 / _ORDINALS[word]  # "every eighth farm"
    elif word in _ORDINALS and not _is_part(before, _word(tokens, at)):
        value, ordinal = _ORDINALS[word], True
    elif word in _PARTS and before not in _ORDINALS:
        if word.startswith("quarter") and before != "a" and before not in _SMALL:
            return None
        value = _PARTS[word]
    elif word in _SMALL:
        value, at = _spelled(text, tokens, first)
    elif word in _TIMES:
        value = _TIMES[word]
        unit = "week" if word == "fortnight" else ""
    elif word in _VAGUE:
        value, vague = _VAGUE[word], True
        if _word(tokens, at) == "of" and _word(tokens, at + 1) in ("thousands", "millions"):
            value, at = value * _VAGUE[_word(tokens, at + 1)] / 2, at + 2
    elif (
        word in ("a", "an") and _word(tokens, at) in ("hundred", "thousand", "million", "billion")
    ) or (
        word in ("a", "an")
        and _word(tokens, at).rstrip("s") in MINUTES
        and (
            _word(tokens, at) in ("century", "decade")
            or _word(tokens, at + 1) in ("after", "before", "later", "earlier", "ago", "long")
            or before in ("within", "after", "for", "over", "during", "by")
        )
    ):
        value = 1.0
    else:
        return None
    while _near(text, tokens, at) and _word(tokens, at) in _SCALES and not ordinal:
        value *= _SCALES[_word(tokens, at)]
        at += 1
    if (
        _word(tokens, at) == "and"
        and _word(tokens, at + 1) == "a"
        and _word(tokens, at + 2) in _PARTS
    ):
        value += _PARTS[_word(tokens, at + 2)]
        at += 3
    elif _near(text, tokens, at) and _word(tokens, at) in _PARTS and word in _SMALL and value < 12:
        value *= _PARTS[_word(tokens, at)]
        at += 1
    unit, at = _unit(text, tokens, at, unit)
    joined = word == "one" and text[token.end() : token.end() + 1] == "-"
    free = (joined or _is_free(word, before, value, unit)) and not digits
    about = _about(tokens, first)
    return Number(value, unit, start, tokens[at - 1].end(), about, ordinal, vague, free), at


def _spelled(text: str, tokens: list[re.Match[str]], at: int) -> tuple[float, int]:
    """``two hundred and five``, ``twenty-one``: its value and the token behind it."""
    total = part = 0.0
    while True:
        word = _word(tokens, at)
        if word in _SMALL:
            part += _SMALL[word]
        elif word == "hundred":
            part = max(part, 1.0) * 100
        elif word in ("thousand", "million", "billion", "trillion"):
            total += max(part, 1.0) * _SCALES[word]
            part = 0.0
        at += 1
        following = _word(tokens, at)
        if (
            following == "and"
            and word in ("hundred", "thousand")
            and _word(tokens, at + 1) in _SMALL
        ):
            at += 1
        elif following in ("hundred", "thousand", "million", "billion", "trillion"):
            continue
        elif not (
            following in _SMALL
            and _near(text, tokens, at)
            and ((word in _TENS and _SMALL[following] < 10) or word in _SCALES)
        ):
            return total + part, at


def _unit(text: str, tokens: list[re.Match[str]], at: int, unit: str) -> tuple[str, int]:
    for place in (at, at + 1):
        if place >= len(tokens) or text[tokens[place - 1].end() : tokens[place].start()] not in (
            "", " ", "-", ". ",
        ):  # fmt: skip
            break
        said = (tokens[place]["word"] or tokens[place]["mark"] or "").lower()
        if said == "per" and _word(tokens, place + 1) == "cent":
            return unit or "%", place + 2
        if said in ("a", "p") and text[tokens[place].end() :].startswith(".m"):
            return said + "m", place + 3
        if said in UNITS:
            return unit or UNITS[said], place + 1
        adjective = (tokens[place]["word"] or "")[:1].isupper()  # "Swedish crowns"
        if said not in ("light", "us") and not adjective:
            break
    return unit, at


def _is_free(word: str, before: str, value: float, unit: str) -> bool:
    if word == "both" or (word == "one" and value == 1 and not unit):
        return True
    if word == "first" or (word in ("a", "an") and not unit and value == 1):
        return True
    if word in _ORDINALS:
        return False
    return value in (2.0, 3.0) and before in ("the", "these", "those", "all") and not unit


def _about(tokens: list[re.Match[str]], first: int) -> str:
    if _word(tokens, first - 1) in ("a", "an"):  # "more than a third"
        first -= 1
    before, earlier = _word(tokens, first - 1), _word(tokens, first - 2)
    if before == "than":
        return "above" if earlier in ("more", "greater", "higher") else "below"
    if before in ("before", "after") and earlier in ("just", "shortly", "soon", "right"):
        return "below" if before == "before" else "above"
    if before == "to" and earlier in ("close", "near", "up"):
        return "about"
    if before == "yet" and earlier == "not":  # "not yet thirty"
        return "below"
    if before in _ABOVE or before in _BELOW:
        return "above" if before in _ABOVE else "below"
    return "about" if before in _ABOUT else ""


_LEAST = 0.75
"""Of what ``dozens``, ``hundreds`` are at least taken for: 18, 150."""


def same(said: Number, known: Number, units: frozenset[str]) -> bool:
    """Whether a number said is a number known; ``units``: all that the known text has."""
    if said.ordinal != known.ordinal:
        return False
    if said.vague or known.vague:
        return said.vague and (known.vague or _LEAST * said.value <= known.value < said.value * 500)
    one, other = said.value, known.value
    if said.unit in MINUTES and known.unit in MINUTES:
        one, other = one * MINUTES[said.unit], other * MINUTES[known.unit]
    elif _measured(said.unit) and _measured(said.unit) == _measured(known.unit):
        one, other = one * METRIC[said.unit][1], other * METRIC[known.unit][1]
    elif said.unit == "%" and known.unit != "%" and other < 1:
        return other > 0.02 and abs(one / 100 - other) < 0.02 * other
    elif known.unit == "%" and said.unit != "%" and one < 1:
        return one > 0.02 and abs(other / 100 - one) < 0.02 * one
    elif (
        (said.unit and known.unit and said.unit != known.unit)
        or (known.unit in _TELLING and not said.unit)
        or (said.unit and not known.unit and said.unit not in units and _matters(said.unit, units))
    ):
        return False
    if abs(one - other) <= abs(other) * 1e-4:
        return True
    if "month" in (said.unit, known.unit) and said.unit != known.unit and one != said.value:
        return abs(one - other) <= 0.09 * other  # six weeks are a month and a half
    if said.unit != known.unit and _measured(said.unit):
        return abs(one - other) <= 0.01 * other
    if said.unit in ("decade", "century", "millennium") and known.unit == "year":
        return abs(one - other) <= abs(other) * 0.06  # "four decades": 41 years
    if not said.about or known.about in ("above", "below") or _digits(one) >= _digits(other):
        return False  # what is rounded has fewer digits than what it is rounded from
    if said.unit in ("am", "pm"):
        return abs(one - other) <= 0.75
    if said.about == "above":
        return one <= other <= one * 1.25
    if said.about == "below":
        return one * 0.75 <= other <= one
    return abs(one - other) <= abs(other) * 0.06


def _measured(unit: str) -> int:
    return METRIC[unit][0] if unit in METRIC else 0


def _digits(value: float) -> int:
    """Significant digits."""
    return len(f"{value:.12g}".replace(".", "").strip("0"))


def _matters(unit: str, units: frozenset[str]) -> bool:
    """Whether a unit that the known text lacks contradicts it."""
    return unit == "%" or (unit in MONEY and bool(units & MONEY)) or unit in ("am", "pm")


def in_minutes(number: Number) -> float:
    """A length of time in minutes; 0 for any other number."""
    return number.value * MINUTES.get(number.unit, 0.0)
