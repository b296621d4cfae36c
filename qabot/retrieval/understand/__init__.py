"""Reading a question: filters out of it, and what it leaves to the thread into it. No model.

Dates and outlets become chips only where the wording is plain; whatever may be content stays in
the query. A caller whose filters leave no answer asks again with the chips in ``without``: their
words are content then.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from qabot.domain import Answer, Chip, Span
from qabot.retrieval.understand.chains import is_open, topical
from qabot.retrieval.understand.dates import read_dates
from qabot.retrieval.understand.followup import complete, may_follow, names_event
from qabot.retrieval.understand.latest import asks_latest, without_latest
from qabot.retrieval.understand.mentions import Mention, find_mentions
from qabot.retrieval.understand.outlets import read_outlets
from qabot.retrieval.understand.since_then import since_then, spoken_of
from qabot.retrieval.understand.times import is_only_time, says_time

__all__ = ["LONGEST", "Understood", "understand"]

LONGEST = 1200
"""Characters of the longest question that filters are read from: a longer one is a pasted text."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What a question asks for."""

    searched: str
    """The query to search: completed from the thread, without the words that became filters."""
    chips: tuple[Chip, ...] = ()
    """Filters. Several outlets mean any of them; at most one is a date."""
    latest: bool = False
    """Whether newer articles are to be preferred."""
    follows: str | None = None
    """The query as it goes on from the thread, None if it stands for itself. Where ``searched`` is
    another, only the articles can tell which is meant."""
    unknown: tuple[str, ...] = ()
    """Outlets that it names as sources, of which there is no article."""
    shared: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Short names that it calls outlets by, with the several that they fit."""
    preferred: Chip | None = None
    """A time that is no filter, though newer articles are preferred for it."""


_Edit = tuple[Span, str]
_NOW = re.compile(
    r"\b(?:now(?! then)|nowadays|today|currently|at present|these days)\b", re.IGNORECASE
)
"""What is asked of today is not of the time asked of before."""


def understand(
    question: str,
    *,
    today: date,
    sources: Collection[str],
    history: Sequence[Answer] = (),
    without: Collection[Chip] = (),
    oldest: date | None = None,
) -> Understood:
    """Read filters out of a question and complete it from the answers of its thread.

    ``sources``: the outlets of the corpus. ``without``: chips that the user dropped; what they
    came from stays in the query. ``oldest``: when the first article came out; without it, dates
    more than five years back are content, unless the question says "articles from …".

    A chip's range is the period asked, with some days after it in which it is still reported.
    """
    asked = " ".join(question.split())
    if not asked or len(asked) > LONGEST:
        return Understood(asked)
    dropped = {_identity(chip) for chip in without}
    chips, edits, prefers, named = _filters(asked, today, sources, dropped, oldest, history)
    left = _edited(asked, edits)
    unknown = tuple(dict.fromkeys(outlet.name for outlet in named if not outlet.sources))
    shared = tuple((m.name, m.sources) for m in named if m.short and len(m.sources) > 1)
    if unknown and history and not re.search(r"\w", left):
        left = ""  # "according to the BBC?", of which there is no article: the question before
    timed = any(chip.kind == "date" for chip in chips) and not says_time(left)
    completed = complete(left, history, filtered=bool(chips or unknown), timed=timed)
    if completed is not None:
        own_time = says_time(left) or names_event(left, history) or _NOW.search(asked)
        own = {"date"} if own_time else set()
        own |= {"source"} if unknown else set()
        chips = [*chips, *_carried(chips, topical(history), dropped, own)]
    elif not re.search(r"\w", left):
        left = asked
    searched = completed if completed is not None else without_latest(left)
    latest = prefers is not None or asks_latest(asked)
    follows = completed
    if completed is None and not chips and not latest:
        follows = may_follow(searched, history)
    return Understood(searched, tuple(chips), latest, follows, unknown, shared, prefers)


def _filters(
    asked: str,
    today: date,
    sources: Collection[str],
    dropped: set[tuple[str, str, str]],
    oldest: date | None,
    history: Sequence[Answer],
) -> tuple[list[Chip], list[_Edit], Chip | None, list[Mention]]:
    chips: list[Chip] = []
    edits: list[_Edit] = []
    asked_of: list[Mention] = []
    named = find_mentions(asked, sources)
    day = spoken_of(history) if is_only_time(asked) else None  # "and in May?"
    taken = [mention.span for mention in named]
    phrase = read_dates(asked, today, oldest=oldest, taken=taken, spoken_of=day)
    prefers = None
    if phrase:
        words = asked[phrase.span.start : phrase.span.end]
        chip = Chip("date", phrase.label, words, phrase.since, phrase.until)
        if phrase.preference:
            prefers = chip
        elif _identity(chip) not in dropped:
            chips.append(chip)
            if not phrase.content:
                edits.append((phrase.span, ""))
    elif (then := since_then(asked, history)) and _identity(then[0]) not in dropped:
        chips.append(then[0])
        edits.append((then[1], ""))
    last = topical(history)
    again = last is not None and (
        is_open(last) or any(chip.kind == "source" for chip in last.chips)
    )
    for outlet in read_outlets(asked, named, threaded=bool(history), again=again):
        words = asked[outlet.span.start : outlet.span.end]
        made = [Chip("source", source, words, source=source) for source in outlet.sources]
        kept = [chip for chip in made if _identity(chip) not in dropped]
        if kept or not made:  # of an outlet without articles no article says so
            chips += kept
            edits.append((outlet.span, outlet.instead))
            asked_of += outlet.mentions
    return chips, edits, prefers, asked_of


def _identity(chip: Chip) -> tuple[str, str, str]:
    return chip.kind, chip.words, chip.label


def _carried(
    own: Sequence[Chip],
    last: Answer | None,
    dropped: set[tuple[str, str, str]],
    spoken: set[str],
) -> list[Chip]:
    """Chips of the answer before, of kinds that the question does not speak of itself."""
    kinds = {chip.kind for chip in own} | spoken
    carried = last.chips if last else ()
    return [chip for chip in carried if chip.kind not in kinds and _identity(chip) not in dropped]


def _edited(text: str, edits: Sequence[_Edit]) -> str:
    """The text with parts replaced, and the spaces and marks around them put right."""
    end = len(text)
    for span, instead in sorted(edits, key=lambda edit: -edit[0].start):
        if span.end > end:
            continue  # two filters never share words
        text = text[: span.start] + instead + text[span.end :]
        end = span.start
    if not edits:
        return text
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s+([?!.,;:])", r"\1", text)
    text = re.sub(r",(?=[,?!.;:])|,\s*$", "", text)
    return re.sub(r"^[\s,;:.–—-]+|[\s,;:–—-]+$", "", text)
