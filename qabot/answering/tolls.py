"""Tolls that differ: how many died, were hurt, are missing, as two articles tell it of one event."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import combinations

from qabot.answering.candidates import Sentence
from qabot.answering.kinds import Kind, asked
from qabot.retrieval.understand.names import names
from qabot.retrieval.words import stems, stop_stems
from qabot.text import in_digits

MOST_DAYS = 45
"""Days apart within which two articles may tell of one event."""
_ALIKE = 2
"""Words of their own that titles and sentences about one event share at least."""

_DONE: Mapping[str, str] = {
    "dead": r"(?:die[sd]?|dying|dead|deaths?|kill(?:ed|s|ing)?|fatalities|lives|perished|drowned|lost\s+their\s+lives)",
    "injured": r"(?:injur(?:ed|ies|y|ing)|hurt|wounded|wounding|wounds?)",
    "missing": r"(?:missing)",
    "arrested": r"(?:arrest(?:ed|s|ing)?|detained|detaining)",
    "homeless": r"(?:homeless|displaced|displacing)",
    "evacuated": r"(?:evacuated|evacuating)",
    "rescued": r"(?:rescued|rescuing)",
}
_TOLD: Mapping[str, str] = {"dead": r"(?:death\s+)?toll|number\s+of\s+victims"}
_ABOUT = r"(?:(?:at\s+least|more\s+than|up\s+to|as\s+many\s+as|a\s+total\s+of|about|nearly|almost|around|some|over|only|all)\s+)*"
_FIGURE = r"(?P<figure>\d+(?:\.\d+)?(?:\s+(?:million|billion|thousand|hundred|dozen))?)"
_BE = r"(?:(?:who|were|was|are|is|have|has|had|been|be|being|left|reported|confirmed|feared|now|also|still)\s+)*"
# "Three more", "five of the injured": a part of the whole, or what came to it.
_PEOPLE = r"(?:(?!more\b|other|of\b|another\b|additional\b|and\b|or\b|were\b|was\b)[a-z][\w'’-]*\s+){0,3}?"
_MORE = r"(?<!another\s)(?<!further\s)(?<!additional\s)(?<!other\s)"
_ROSE = (
    r"(?:(?:rose|rises?|risen|rising|climbed|climbs|increased|jumped|soared|grew|grown|went\s+up|revised|raised|"
    r"lowered|fell|up)(?:\s+(?:again|further|sharply))?(?:\s+from\s+\d+)?\s+to|reached|reaches|hit|stood\s+at|stands\s+at|"
    r"(?:was\s+|is\s+)?put\s+at|at|is|was|passed|topped)"
)
_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand"
).replace(" ", "|")
_SPELLED = re.compile(rf"\b(?:{_WORDS})(?:(?:-|\s+(?:and\s+)?)(?:{_WORDS}))*\b", re.IGNORECASE)
# "Four soldiers and seven rebels died": neither is the toll.
_ONE_OF_TWO = re.compile(r"\b\d+\s+(?:[\w-]+\s+){1,2}and\s+$")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
# Of another time, or not said to be so.
_NOT_OF_IT = re.compile(
    r"\b(?:could|would|might|may|expected|threatens?|years?\s+(?:ago|earlier|before)|last\s+year|previous|earlier\s+(?:this|that)|since\s+the\s+start|recalled)\b",
    re.IGNORECASE,
)
_NO_EVENT = frozenset(
    stems(
        "people person man men woman women child children passenger passengers victims number numbers toll death "
        "rose rise risen reached climbed final latest total officials authorities government police monday tuesday "
        "wednesday thursday friday saturday sunday january february march april may june july august september "
        "october november december week day night morning evening"
    )
)
"""Stems of words by which two events are not told apart."""


def differing_tolls(question: str, shown: Sequence[Sentence]) -> list[int]:
    """Places of the sentences that give, for what is asked, another figure than another's article.

    Empty where not how many were killed, hurt and the like is asked, or it may be another event.
    """
    found: set[int] = set()
    for done in _asked_of(question):
        told = [(place, toll(one.text, done)) for place, one in enumerate(shown)]
        known = [(place, figure) for place, figure in told if figure is not None]
        for (one, figure), (two, other) in combinations(known, 2):
            if figure != other and _of_one_event(question, shown[one], shown[two]):
                found.update((one, two))
    return sorted(found)


def said_to_differ(places: Sequence[int], shown: Sequence[Sentence]) -> str:
    """The notice of sentences, by place, that give different figures; it names the newest."""
    listed = [f"[{place + 1}]" for place in places]
    said = f"{_and(listed)} give different figures"
    days = [shown[place].article.published for place in places]
    newest = max((day for day in days if day), default=None)
    if newest is None or None in days or set(days) == {newest}:
        return f"{said}."
    last = [mark for mark, day in zip(listed, days, strict=True) if day == newest]
    named = f"newest is {last[0]}" if len(last) == 1 else f"newest are {_and(last)}"
    return f"{said}; the {named}, of {newest.day} {newest:%B %Y}."


def _and(listed: Sequence[str]) -> str:
    return f"{', '.join(listed[:-1])} and {listed[-1]}"


def toll(sentence: str, done: str) -> str | None:
    """The figure that a sentence gives for ``dead``, ``injured`` …; None if it gives none or several.

    What a toll rose to counts before those who died since.
    """
    if _NOT_OF_IT.search(sentence):
        return None
    text = _SPELLED.sub(
        lambda m: " ".join(in_digits(re.findall(r"[a-z]+", m[0].lower()))), sentence
    )
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    word = _DONE[done]
    number = rf"number\s+of\s+(?:the\s+)?{_PEOPLE}{_BE}{word}"
    total = rf"\b(?:{'|'.join(filter(None, (_TOLD.get(done), number)))})\b[^.;:\d]{{0,90}}?\b{_ROSE}\s+{_ABOUT}{_FIGURE}"
    for form in (
        (total,),
        (
            rf"{_MORE}\b{_FIGURE}\s+{_PEOPLE}{_BE}{word}\b",
            rf"\b(?:killing|killed|kills|injuring|wounding|injured|wounded|arrested|detained|rescued|evacuated|displaced|claimed)\s+{_ABOUT}{_FIGURE}\b",
        ),
    ):
        figures = {
            " ".join(match["figure"].lower().split())
            for pattern in form
            for match in re.finditer(pattern, text, re.IGNORECASE)
            if re.search(rf"\b{word}\b|toll|victims", match[0], re.IGNORECASE)
            and not _ONE_OF_TWO.search(text[: match.start("figure")])
        }
        if figures:
            return figures.pop() if len(figures) == 1 else None
    return None


def _asked_of(question: str) -> list[str]:
    if asked(question) is not Kind.NUMBER and not re.search(r"\btoll\b", question, re.IGNORECASE):
        return []
    return [
        done
        for done, word in _DONE.items()
        if re.search(rf"\b(?:{'|'.join(filter(None, (word, _TOLD.get(done))))})\b", question, re.I)
    ]


def _of_one_event(question: str, one: Sentence, two: Sentence) -> bool:
    if one.article.number == two.article.number:
        return False
    days = one.article.published, two.article.published
    if days[0] is None or days[1] is None or abs((days[0] - days[1]).days) > MOST_DAYS:
        return False
    texts = [f"{sentence.article.title}. {sentence.text}" for sentence in (one, two)]
    if any(int(year) != days[0].year for text in texts for year in _YEAR.findall(text)):
        return False
    alike = _own(texts[0]) & _own(texts[1])
    named = {word for name in names(f"x {texts[0]}") for word in stems(name.text)}
    asked_for = _own(question)
    # "Crash" and "collision" may be one; names are not told otherwise.
    wanted = (
        asked_for & {word for name in names(question) for word in stems(name.text)} or asked_for
    )
    whole = [set(stems(f"{s.article.title} {s.article.text[:1000]}")) for s in (one, two)]
    covered = all(wanted <= words for words in whole)
    return covered and len(alike) >= _ALIKE and bool(alike & named)


def _own(text: str) -> set[str]:
    """Stems of the words that tell an event."""
    bare = re.sub(
        "|".join(rf"\b{word}\b" for word in _DONE.values()), " ", text, flags=re.IGNORECASE
    )
    return {
        word
        for word in stems(bare)
        if word not in stop_stems() and word not in _NO_EVENT and not word.isdigit()
    }
