"""Times of day, and times that somebody took: ``1:30 p.m.``, ``half past three``, ``2:09:14``."""

from __future__ import annotations

import re

from qabot.grounding.hedges import ABOUT
from qabot.grounding.number_words import ONES, SMALL
from qabot.grounding.values import Number

RUN = re.compile(r"\b(\d+):([0-5]\d):[0-5]\d(?:\.\d+)?")
"""A time that somebody took: hours and minutes, and seconds that are not compared."""
_CLOCK = re.compile(
    r"(?<!:)\b([01]?\d|2[0-3])[:.]([0-5]\d)(?!:\d)(?: ?([ap])\.?m\b\.?| (?:hours|GMT|local)|(?<=:\d\d))",
    re.IGNORECASE,
)


_ZONE = re.compile(r" (?:hours|GMT|local)\b")
_PAST = re.compile(
    rf"\b(?P<part>half|quarter) past (?P<hour>{'|'.join(ONES[1:13])}|1[0-2]|[1-9])\b", re.IGNORECASE
)


def clocks(text: str) -> list[Number]:
    """Times of day as hours: ``1:30 p.m.`` and ``13:30`` are 1.5 with the unit pm."""
    found: list[Number] = []
    for match in _CLOCK.finditer(text):
        hour, half = int(match[1]), (match[3] or "").lower()
        unit = f"{half}m" if half else "pm" if hour > 12 else ""
        if not unit and (match[1][0] == "0" or _ZONE.match(text, match.end(2))) and hour < 12:
            unit = "am"  # told by 24 hours
        if not unit and hour == 12 and _ZONE.match(text, match.end(2)):
            unit = "pm"
        value = (hour % 12 or 12) + int(match[2]) / 60
        before = re.findall(r"[a-z]+", text[: match.start()].lower())[-1:]
        about = "about" if ABOUT.intersection(before) else ""
        found.append(Number(value, unit, match.start(), match.end(), about))
    for match in _PAST.finditer(text):
        value = SMALL.get(match["hour"].lower()) or float(match["hour"])
        value += 0.5 if match["part"].lower() == "half" else 0.25
        found.append(Number(value, "", match.start(), match.end()))
    return found
