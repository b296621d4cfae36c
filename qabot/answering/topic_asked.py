"""Which topic a question wants told as a whole: "summarise the port strike", "news about Zentra"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from qabot.domain import COMPLETED, Chip
from qabot.retrieval.words import stems, stop_stems


@dataclass(frozen=True, slots=True)
class Topic:
    """What is to be told about."""

    words: str
    stems: tuple[str, ...]
    """Of its content words, each once, without accents."""
    named: bool
    """Whether it is a name and nothing else, as far as capitals tell."""
    plainly: bool = True
    """Whether an overview is asked for; else a single sentence may be the better answer."""
    outlets: bool = False
    """Whether it is asked which outlets wrote about it."""
    newest: bool = False
    """Whether the latest of it is asked for."""


_POLITE = r"(?:(?:please|can|could|would|will|you|i|i['’]d|we|like|want|need|to|have|get|see|read|hear|know)\s+)*"
_NEWS = r"(?:news|articles?|reports?|stor(?:y|ies)|coverage|reporting|headlines?|updates?|developments?)"
_SUMMARY = (
    r"(?:summar(?:y|ies)|overview|recap|rundown|outline|digest|timeline|briefing|background|update)"
)
_ABOUT = r"(?:about|on|of|regarding|concerning|around)"
_ABOUT_ONLY = r"(?:about|on|regarding|concerning)"
_SOME = r"(?:(?:a|an|the|some|any|all|short|brief|quick|general|full|good|new|more|latest|recent|further)\s+)*"
_OUTLETS = r"(?:outlets?|(?:news)?papers?|sources?|media|agenc(?:y|ies)|magazines?|sites?)"
_MANY = r"(?:news|articles?|(?:news\s+)?reports|stories|coverage|reporting|headlines|press)"
"""Not "the report", which is one that the news speaks of."""
_REPORTED = r"(?:reported|written|said|published|covered|known)"
_OVERVIEW = tuple(
    re.compile(rf"\W*{_POLITE}{form}\s+(?P<topic>.+)", re.IGNORECASE | re.DOTALL)
    for form in (
        rf"(?:summari[sz]e|sum\s+up|recap|outline)(?:\s+(?:for\s+)?(?:me|us))?(?:\s+{_SOME}(?:{_NEWS}|events|facts|everything)\s+{_ABOUT})?",
        rf"(?:(?:give|show|write|get|make|provide)\s+(?:(?:me|us)\s+)?)?{_SOME}{_SUMMARY}\s+{_ABOUT}",
        rf"(?:tell|show|give)\s+(?:me|us)\s+(?:{_SOME}(?:(?:more|all|everything|something|anything|information|details|facts|what\s+(?:you|we)\s+know)\s+)?){_ABOUT_ONLY}",
        rf"(?:what|which)\s+(?:do|did|does|have|has|can)\s+(?:{_SOME}(?:(?:my|these|your|our|those)\s+)?(?:{_MANY}|{_OUTLETS})|you|we|i)\s+(?:say|said|report(?:ed)?|write|written|tell|know|have|cover|read|contain)(?:\s+(?:me|us))?\s+{_ABOUT}",
        rf"(?:(?:what|which|is|are|there|do|you|we|i|have|has|got|show|give|me|us|list|find|search|for|all|any|my|your|the|some|latest|newest|recent|new|more|other|most)\s+)*{_NEWS}"
        rf"(?:\s+(?:is|are|do|have|there|you|we|i|published|written))*\s+(?:(?:about|on|regarding|concerning|around|covering|mentioning)|(?<=news\s)of|(?<=coverage\s)of)",
        rf"(?:(?:is|are|there|do|you|we|i|have|has|got|find)\s+)*(?:anything|something|everything|info|information|details|facts)(?:\s+(?:new|else|more))?\s+{_ABOUT_ONLY}",
        rf"(?:(?:what|which)\s+)(?:{_NEWS})\s+(?:mentions?|covers?|covered|mentioned|deals?\s+with)",
    )
)
_BY_OUTLET = re.compile(
    rf"\W*(?:what|which)\s+(?:(?:of\s+)?(?:my|the|these)\s+)?{_OUTLETS}\s+(?:(?:have|has|had|did)\s+)?"
    rf"(?:report(?:ed|s)?|cover(?:ed|s)?|wr(?:o|i)te|written|mention(?:ed)?)(?:\s+{_ABOUT_ONLY})?\s+(?P<topic>.+)",
    re.IGNORECASE | re.DOTALL,
)
_LOOSELY = tuple(
    re.compile(rf"\W*{_POLITE}{form}\s+(?P<topic>.+)", re.IGNORECASE | re.DOTALL)
    for form in (
        r"what(?:['’]s|\s+has|\s+is)?\s+(?:happened|happening|going\s+on|new)\s+(?:to|with|in|at|on|around|during|about|of)",
        rf"who\s+(?:has\s+)?(?:report(?:ed|s)|wr(?:ote|ites)|written)\s+{_ABOUT_ONLY}",
        rf"what\s+(?:is|was|has\s+been|have\s+been|are|were)\s+(?:(?:so\s+far|already|there)\s+)?{_REPORTED}(?:\s+so\s+far)?\s+{_ABOUT}",
    )
)
_LATEST = re.compile(r"\W*what\s+about\s+(?P<topic>.+)", re.IGNORECASE | re.DOTALL)
# A question or a sentence of its own: "tell me about how he won", "what news did she break".
_ASKS = re.compile(
    r"\b(?:who|whom|whose|why|when|where|how|what|which|whether|if|did|does|do|was|were|is|are|has|have|had|"
    r"will|would|could|can|should|said|says?)\b",
    re.IGNORECASE,
)
_SAYS_NOTHING = frozenset(
    stems(
        "affair article articles briefly case current detail details development developments event events "
        "everything far fact facts general information issue latest matter newest news overview recent "
        "recently report reports sentence sentences short situation story stories subject summary topic "
        "today update updates whole word words text corpus lately"
    )
)
"""Stems of words by which no article tells what it is about."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def topic_asked(searched: str, chips: Collection[Chip], *, latest: bool) -> Topic | None:
    """The topic of a question for all there is about something; None of any other question.

    ``latest``: whether the newest is asked for, so that "what about Sudan?" asks for its news.
    """
    own = searched.partition(COMPLETED)[0]
    for chip in chips:
        own = own.replace(chip.words, " ")
    found = _read(own, latest=latest)
    if found is None:
        return None
    words, plainly, outlets = found
    words = " ".join(words.strip(" \t\n?!.…,;:\"“”'’").split())
    if not words or _ASKS.search(words):
        return None
    # "The Ever Given" is a ship, of whatever words its name is made.
    capital = {stem for w in _WORD.findall(words) if w[0].isupper() for stem in plain_stems(w)}
    content = dict.fromkeys(
        word
        for word in plain_stems(words)
        if (word not in stop_stems() or word in capital)
        and word not in _SAYS_NOTHING
        and (len(word) > 1 or word.isdigit())
    )
    if not content:
        return None
    named = all(
        word[0].isupper() or word[0].isdigit()
        for word in _WORD.findall(words)
        if content.keys() & set(plain_stems(word))
    )
    return Topic(words, tuple(content), named, plainly, outlets, latest)


def plain_stems(text: str) -> list[str]:
    """Stems of all words of a text, without accents and the s of the possessive."""
    bare = unicodedata.normalize("NFKD", re.sub(r"['’]s\b", "", text))
    return stems("".join(mark for mark in bare if not unicodedata.combining(mark)))


def _read(question: str, *, latest: bool) -> tuple[str, bool, bool] | None:
    """The words of the topic, whether an overview is asked for plainly, and of the outlets."""
    if match := _BY_OUTLET.fullmatch(question):
        return match["topic"], True, True
    for form in _OVERVIEW:
        if match := form.fullmatch(question):
            return match["topic"], True, False
    if latest and (match := _LATEST.fullmatch(question)):
        return match["topic"], True, False
    for form in _LOOSELY:
        if match := form.fullmatch(question):
            return match["topic"], False, False
    return None
