"""Dates of a sentence against those of what it cites, and those that are told by steps from them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date

from qabot.grounding.dates import SEASONS, When, blanked, dates, may_count, resolved
from qabot.grounding.numbers import numbers
from qabot.grounding.steps import AHEAD, day_steps, moved, year_steps
from qabot.grounding.values import Cited, Problem

_SEASON = re.compile(
    r"\b(?:in|this|last|next|by|since|until|before|after)(?: the)? (?:(?:early|late|coming) )?"
    r"(spring|summer|autumn|winter)\b"
)
_LIMIT = re.compile(
    r"\b(?:by|before|until|till) (?:the )?(?:(?:start|beginning) of )?$", re.IGNORECASE
)
_FROM = re.compile(r"\b(?:from|since) (?:the (?:start|beginning) of )?$", re.IGNORECASE)
_AFTER = re.compile(r"\b(?:after|until|till|through) $", re.IGNORECASE)
_BEFORE = re.compile(r"\ba year (?:before|earlier)$", re.IGNORECASE)
_YEARLY = re.compile(
    r"\b(?:a|last|past|the|previous|this|per) year\b|\bannual|\byearly|\btwelve months"
)
_END = re.compile(r"\bend of (?:the )?$")
_HALF = re.compile(r"\bfirst half of (?P<which>next|the|this)\b")


def _season_problem(sentence: str, texts: Sequence[str], months: set[int]) -> Problem | None:
    """A season that is neither named there nor that of a month there."""
    for match in _SEASON.finditer(sentence):
        if not any(match[1] in text for text in texts) and not months & set(SEASONS[match[1]]):
            return Problem("date", f"\u201c{match[1]}\u201d is not the time in what it cites")
    return None


def check_dates(sentence: str, cited: Sequence[Cited], texts: Sequence[str]) -> Problem | None:
    """The first date of a bare sentence that its cited sentences do not bear out."""
    months = {when.month for text in texts for when in dates(text) if when.month}
    if problem := _season_problem(sentence, texts, months):
        return problem
    said = dates(sentence)
    if not said:
        return None
    known, phrases = _known(cited, texts)
    limits = _ends(cited, texts)
    counts = {n.value for text in texts for n in numbers(blanked(text))}
    for when in said:
        if when.words and when.words in phrases:
            continue
        if _BEFORE.search(sentence[: when.end]) and any(_YEARLY.search(text) for text in texts):
            continue  # "than a year before"
        if when.year in counts and may_count(sentence, when):
            continue  # "2000 workers" where it has 2,000
        days = [published for one in cited if (published := one.published)]
        meant = [w for d in days for w in resolved(when, d)] if when.words else [when]
        if when.words and not meant:
            continue
        if _END.search(sentence[: when.start]) and any(
            w.day == 1 and w.month and (w.month + 10) % 12 + 1 == when.month for w in known
        ):
            continue  # until the first of the next
        limit = limits if _LIMIT.search(sentence[: when.start]) else []
        begun = (
            _begun(cited, texts) if _FROM.search(sentence[: when.start]) and not when.day else []
        )
        if not any(_borne_out(one, other) for one in meant for other in [*known, *limit, *begun]):
            words = sentence[when.start : when.end].rstrip(" .,")
            return Problem("date", f"\u201c{words}\u201d is not the date in what it cites")
    return None


def _begun(cited: Sequence[Cited], texts: Sequence[str]) -> list[When]:
    """The months that begin behind the last day of one: ``from August`` is ``after 31 July``."""
    return [
        When(w.year and w.year + (w.month == 12), w.month % 12 + 1)
        for one, text in zip(cited, texts, strict=True)
        for when in dates(text)
        if when.day and _AFTER.search(text[: when.start])
        for w in resolved(when, one.published)
        if w.month and w.day == monthrange(w.year or 2024, w.month)[1]
    ]


def _known(cited: Sequence[Cited], texts: Sequence[str]) -> tuple[list[When], set[str]]:
    """The dates that cited sentences tell, outright or by steps, and their words ("last year")."""
    known: list[When] = []
    phrases: set[str] = set()
    alone: list[int] = []
    for one, text in zip(cited, texts, strict=True):
        own = dates(text)
        phrases |= {when.words for when in own if when.words}
        plain = [when for when in own if not when.words[:4].isdigit()]
        meant = [more for when in plain for more in resolved(when, one.published)]
        known += meant
        steps = day_steps(text)
        near = [more for when in plain for more in _nearer(when, text, one.published)]
        known += [day for step in steps for day in _moved(near, step)]
        day = one.published
        if not day:
            continue
        # Without a date of its own, a sentence is of the day of its article.
        full = When(day.year, day.month, day.day)
        known += [When(year) for year in _years(text, [w.year for w in meant if w.year], day)]
        known += [
            When(w.year, 12)
            for when in plain
            if not when.month and _END.search(text[: when.start])
            for w in resolved(when, day)
            if w.year and not w.month
        ]
        if not own:
            alone += steps
            known += _moved([full], 0) + [d for step in steps for d in _moved([full], step)]
        elif not any(when.year or when.words[:4].isdigit() for when in own):
            known.append(When(day.year))
    told = [when for when in known if when.day]
    known += [day for step in sorted(set(alone)) for day in _moved(told, step)]
    return known, phrases


def _nearer(when: When, text: str, published: date | None) -> list[When]:
    """What a date means; of a weekday the last one, where nothing is ahead."""
    meant = resolved(when, published)
    return meant if when.weekday is None or AHEAD.search(text) else meant[:1]


def _years(text: str, told: Sequence[int], day: date) -> Iterator[int]:
    """Years so many before or after one that is told, or before the article's."""
    for step in year_steps(text):
        yield day.year - step
        yield day.year + step
        for year in set(told):
            yield year - step
            yield year + step


def _moved(whens: Sequence[When], step: int) -> list[When]:
    days = [date(w.year, w.month, w.day) for w in whens if w.year and w.month and w.day]
    return [When(d.year, d.month, d.day) for d in (moved(day, step) for day in days)]


def _ends(cited: Sequence[Cited], texts: Sequence[str]) -> list[When]:
    """What comes next after the end of a month or year: ``before May`` is ``by the end of April``."""
    found: list[When] = []
    for one, text in zip(cited, texts, strict=True):
        for half in _HALF.finditer(text) if one.published else ():
            assert one.published
            found.append(When(one.published.year + (half["which"] == "next"), 7))
        for when in dates(text):
            if when.day or when.weekday is not None or not _END.search(text[: when.start]):
                continue
            for meant in resolved(when, one.published):
                if meant.year and meant.month:
                    last = meant.month == 12
                    found.append(When(meant.year + last, 1 if last else meant.month + 1))
                    found += [When(meant.year + 1)] if last else []
                elif meant.year:
                    found.append(When(meant.year + 1))
    return found


def _borne_out(said: When, known: When) -> bool:
    if said.weekday is not None:
        if known.weekday is not None:
            return said.weekday == known.weekday
        if known.year and known.month and known.day:
            return date(known.year, known.month, known.day).weekday() == said.weekday
        return False
    pairs = ((said.year, known.year), (said.month, known.month), (said.day, known.day))
    if any(one is not None and other is not None and one != other for one, other in pairs):
        return False
    # What the sentence adds to a day or month without year is the year alone.
    return all(one is None or other is not None for one, other in pairs[1:]) and (
        said.year is None or known.year is not None or known.month is not None
    )
