"""Times as parts of a question's wording, whether they are filters or not."""

from __future__ import annotations

import re
from datetime import date

from qabot.domain import Span
from qabot.retrieval.understand.bags import bag
from qabot.retrieval.understand.names import Name, names
from qabot.retrieval.understand.periods import MONTHS
from qabot.retrieval.understand.points import read_point
from qabot.retrieval.understand.relative import read_relative

_ANY_DAY = date(2000, 1, 1)
"""Where only the extent of a time matters."""
_LEAD = re.compile(
    r"(?:(?:in|on|at|during|since|after|before|until|till|from|for|of|by)\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
_LED = re.compile(r"\s*\b(?:in|on|during|since|after|before|until|from|for|of)\s+$", re.IGNORECASE)
# "In April", whose year is not said: not "after May", who may be a person.
_OF_A_MONTH = re.compile(
    rf"\s*\b(?:in|during|since|until|till)\s+(?:(?:early|late|mid)[\s-])?(?:{'|'.join(MONTHS)})\b(?!['’])",
    re.IGNORECASE,
)
_FOLLOWS = re.compile(r"^\W*(?:(?:and|but|so|what|how|about)\b\W*)+", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_START = re.compile(r"(?<![\w-])(?=\w)")
_EVENTS = bag("""
    cup cups league championship championships olympics paralympics games tournament trophy medal final finals
    semifinal prize prizes award awards oscars grammys festival carnival fair conference convention congress summit
    talks election elections referendum vote primary coronation funeral wedding trial war battle invasion coup strike
    strikes earthquake quake tsunami hurricane typhoon cyclone storm flood floods wildfire wildfires fire fires explosion
    blast bombing attack attacks shooting massacre crash collision derailment outbreak pandemic scandal eclipse
    marathon race regatta rally derby open masters
    """)


def is_time(text: str) -> bool:
    """Whether words are a time and nothing else: ``in June 2023``, ``last week``."""
    bare = text.strip(" \t?!.…,")
    lead = _LEAD.match(bare)
    point = read_point(bare, lead.end() if lead else 0, _ANY_DAY) or read_point(bare, 0, _ANY_DAY)
    if point and point[1] == len(bare) and (point[0].dated or bare.lower() != "may"):
        return True
    starts = {0, lead.end() if lead else 0}
    return any(
        end == len(bare) and start in starts for start, end, _ in read_relative(bare, _ANY_DAY)
    )


def is_only_time(text: str) -> bool:
    """Whether a follow-up asks only of another time: ``and in May?``"""
    return is_time(_FOLLOWS.sub("", text))


def says_time(text: str) -> bool:
    """Whether a follow-up speaks of a time itself, so that the one before is not its."""
    return is_only_time(text) or bool(times(text)) or _YEAR.search(text) is not None


def times(text: str) -> list[Span]:
    """Times with their year or led by "in", and with the prepositions before them, in order."""
    found: list[Span] = []
    for match in _START.finditer(text):
        if found and match.start() < found[-1].end:
            continue
        point = read_point(text, match.start(), _ANY_DAY)
        if point and point[0].dated:
            led = _LED.search(text[: match.start()])
            found.append(Span(led.start() if led else match.start(), point[1]))
    for match in _OF_A_MONTH.finditer(text):
        if not any(match.start() < span.end and span.start < match.end() for span in found):
            found.append(Span(match.start(), match.end()))
    return sorted(found, key=lambda span: span.start)


def without_times(text: str) -> str:
    """A text without its times: see ``times``."""
    for span in reversed(times(text)):
        text = text[: span.start] + text[span.end :]
    return re.sub(r"\s+(?=[?!.,]|$)", "", re.sub(r"\s+", " ", text)).strip(" ,")


def own_event(text: str, before: str) -> bool:
    """Whether words name an event that ``before`` does not: it has a time of its own.

    A person, a place or a firm has none: "what about Norway?" asks of the same time.
    """
    known = set(_words(before))
    for name in names(text):
        called, event = _words(name.text), _event_after(text, name)
        if called and called[-1] in _EVENTS:
            return not set(called) <= known  # "the World Cup final": of that World Cup
        if event:
            return not {*called, event} <= known
    return False


def _event_after(text: str, name: Name) -> str:
    match = re.match(r"\s+(\w+)", text[name.span.end :])
    return match[1].lower() if match and match[1].lower() in _EVENTS else ""


def _words(text: str) -> list[str]:
    return [re.sub(r"['’]s?$", "", word) for word in re.findall(r"[\w'’]+", text.lower())]
