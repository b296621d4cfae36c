"""Numbers of a sentence as values: ``1,000`` = ``one thousand``, ``$1.5bn`` = ``1.5 billion dollars``."""

from __future__ import annotations

import re
from functools import lru_cache

from qabot.grounding.clocks import RUN, clocks
from qabot.grounding.hedges import REACH, about_before, about_behind
from qabot.grounding.number_words import (
    BEHIND_PARTS,
    ONES,
    ORDINALS,
    PARTS,
    SCALES,
    SMALL,
    TENS,
    TIMES,
    VAGUE,
)
from qabot.grounding.units import CODES, MINUTES, UNITS
from qabot.grounding.values import Number

__all__ = ["Number", "numbers"]

_WARM = re.compile(r"(?<=\d)[CF]\b")
"""``44.6C``: degrees."""
_SECONDS = re.compile(r"(?<=\d)(\.\d{1,3})s\b")
"""``9.8s``; no "1980s"."""
_TOKEN = re.compile(
    rf"(?P<coin>US\$|[$€£¥]|\b(?:{'|'.join(CODES)})(?=\s?\d))?\s?(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<th>st|nd|rd|th)?(?P<tail>bn|tn|mn|[kmb]|%|°C|°|\u2033|km|kg|am|pm|a\.m|p\.m)?(?![^\W_])"
    r"|(?P<word>[A-Za-z]+)|(?P<mark>[%°]C?|[.,;:!?()\"])",
    re.IGNORECASE,
)


def numbers(text: str) -> list[Number]:
    """The numbers of a text whose marks are plain, in order; times of day first."""
    return list(_numbers(text))


@lru_cache(maxsize=512)
def _numbers(text: str) -> tuple[Number, ...]:
    text = RUN.sub(
        lambda run: "_" * len(run[0]), _SECONDS.sub("\\1\u2033", _WARM.sub("\u00b0", text))
    )
    found = clocks(text)
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
    return tuple(found)


def _word(tokens: list[re.Match[str]], at: int) -> str:
    return (tokens[at]["word"] or "").lower() if 0 <= at < len(tokens) else ""


def _words_before(tokens: list[re.Match[str]], at: int) -> list[str]:
    """The nearest words before a token, the last one first; marks and digits are empty."""
    return [_word(tokens, place) for place in range(at - 1, at - 1 - REACH, -1)]


def _near(text: str, tokens: list[re.Match[str]], at: int) -> bool:
    """Whether a token follows the one before it closely: a space, a hyphen or nothing."""
    return at < len(tokens) and text[tokens[at - 1].end() : tokens[at].start()] in ("", " ", "-")


def _is_part(before: str, behind: str) -> bool:
    """Whether an ordinal between these words is a share: ``an eighth of``, no "an eighth title"."""
    if before in ("a", "an"):
        return behind in BEHIND_PARTS
    return before == "one" or before in ONES[2:12]


def _is_last(word: str) -> bool:
    """Whether a word ends an ordinal: ``first`` of ``twenty-first``."""
    return ORDINALS.get(word, 10) < 10


def _read(text: str, tokens: list[re.Match[str]], first: int) -> tuple[Number, int] | None:
    token, word, before = tokens[first], _word(tokens, first), _word(tokens, first - 1)
    start, at, unit, digits = token.start(), first + 1, "", token["digits"]
    ordinal = vague = False
    if digits:
        value = float(digits.replace(",", ""))
        ordinal = token["th"] is not None
        unit = UNITS.get((token["coin"] or "").lower(), "")
        tail = (token["tail"] or "").lower()
        value *= SCALES.get(tail, 1.0)
        unit = unit or UNITS.get(tail, "")
        start = start + len(token[0]) - len(token[0].lstrip())
    elif word == "second" and before == "per":
        return None
    elif word in ORDINALS and before == "every" and word not in ("first",):
        value = 1 / ORDINALS[word]  # "every eighth farm"
    elif word in ORDINALS and not _is_part(before, _word(tokens, at)):
        value, ordinal = ORDINALS[word], True
    elif word in PARTS and before not in ORDINALS:
        if word.startswith("quarter") and before != "a" and before not in SMALL:
            return None
        value = PARTS[word]
    elif (
        word in TENS and text[token.end() : token.end() + 1] == "-" and _is_last(_word(tokens, at))
    ):
        value, at, ordinal = SMALL[word] + ORDINALS[_word(tokens, at)], at + 1, True
    elif word in SMALL:
        value, at = _spelled(text, tokens, first)
    elif word in TIMES:
        value = TIMES[word]
        unit = "week" if word == "fortnight" else ""
    elif word in VAGUE:
        value, vague = VAGUE[word], True
        if _word(tokens, at) == "of" and _word(tokens, at + 1) in ("thousands", "millions"):
            value, at = value * VAGUE[_word(tokens, at + 1)] / 2, at + 2
    elif (
        word in ("a", "an") and _word(tokens, at) in ("hundred", "thousand", "million", "billion")
    ) or (
        word in ("a", "an")
        and UNITS.get(_word(tokens, at)) in MINUTES
        and (
            _word(tokens, at) in ("century", "decade")
            or _word(tokens, at + 1) in ("after", "before", "later", "earlier", "ago", "long")
            or before in ("within", "after", "for", "over", "during", "by")
        )
    ):
        value = 1.0
    else:
        return None
    while _near(text, tokens, at) and _word(tokens, at) in SCALES and not ordinal:
        value *= SCALES[_word(tokens, at)]
        at += 1
    if (
        _word(tokens, at) == "and"
        and _word(tokens, at + 1) == "a"
        and _word(tokens, at + 2) in PARTS
    ):
        value += PARTS[_word(tokens, at + 2)]
        at += 3
        if _near(text, tokens, at) and (scale := SCALES.get(_word(tokens, at))):
            value, at = value * scale, at + 1  # "one and a half million"
    elif _near(text, tokens, at) and _word(tokens, at) in PARTS and word in SMALL and value < 12:
        value *= PARTS[_word(tokens, at)]
        at += 1
    if (word in SMALL or digits) and _near(text, tokens, at) and _word(tokens, at) == "dozen":
        value, at = value * 12, at + 1  # "two dozen"
    elif word == "half" and (dozen := _half_dozen(tokens, at)):
        value, at = 6.0, dozen
    unit, at = _unit(text, tokens, at, unit)
    joined = word == "one" and text[token.end() : token.end() + 1] == "-"
    free = (joined or _is_free(word, before, value, unit)) and not digits
    end = tokens[at - 1].end()
    about = about_before(_words_before(tokens, first)) or about_behind(text[end : end + 10])
    return Number(value, unit, start, end, about, ordinal, vague, free), at


def _half_dozen(tokens: list[re.Match[str]], at: int) -> int:
    """The token behind ``half a dozen``, ``half-dozen``; 0 for others."""
    at += _word(tokens, at) == "a"
    return at + 1 if _word(tokens, at) == "dozen" else 0


def _spelled(text: str, tokens: list[re.Match[str]], at: int) -> tuple[float, int]:
    """``two hundred and five``, ``twenty-one``: its value and the token behind it."""
    total = part = 0.0
    while True:
        word = _word(tokens, at)
        if word in SMALL:
            part += SMALL[word]
        elif word == "hundred":
            part = max(part, 1.0) * 100
        elif word in ("thousand", "million", "billion", "trillion"):
            total += max(part, 1.0) * SCALES[word]
            part = 0.0
        at += 1
        following = _word(tokens, at)
        if (
            following == "and"
            and word in ("hundred", "thousand")
            and _word(tokens, at + 1) in SMALL
        ):
            at += 1
        elif following in ("hundred", "thousand", "million", "billion", "trillion"):
            continue
        elif not (
            following in SMALL
            and _near(text, tokens, at)
            and ((word in TENS and SMALL[following] < 10) or word in SCALES)
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
        if said == "second" and text[tokens[place].start() - 1] == "-":
            return unit or said, place + 1  # "a 10-second delay"
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
    if word in ORDINALS:
        return False
    return value in (2.0, 3.0) and before in ("the", "these", "those", "all") and not unit
