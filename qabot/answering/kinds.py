"""What kind of answer a question asks for, and where a sentence has words of that kind."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from qabot.answering.places import COUNTRIES, STATES
from qabot.domain import Span
from qabot.retrieval.words import STOP_WORDS


class Kind(StrEnum):
    """Kinds of answers."""

    PERSON = "person"
    NAME = "name"
    PLACE = "place"
    COUNTRY = "country"
    STATE = "state"
    TIME = "time"
    NUMBER = "number"
    REASON = "reason"
    SPEECH = "speech"
    LIST = "list"
    OTHER = "other"


_ASKED: tuple[tuple[Kind, str], ...] = (
    (Kind.NUMBER, r"\bhow (?:many|much|old|long|far|tall|big|large|high|fast|often|deep|heavy)\b"),
    (Kind.NUMBER, r"\b(?:what|which) (?:\w+ ){0,2}(?:percent|percentage|number|amount|price|cost|rate|share|age|score|magnitude|population|size|total|proportion|fraction)\b"),
    (Kind.TIME, r"\bwhen\b|\b(?:what|which) (?:year|month|day|date|time|century|decade|season|era)\b|\bhow long ago\b"),
    (Kind.COUNTRY, r"\b(?:what|which|whose) (?:\w+ ){0,3}(?:country|countries|nation|nations)\b"),
    (Kind.STATE, r"\b(?:what|which) (?:[\w.]+ ){0,2}(?:state|states|province)\b"),
    (Kind.PLACE, r"\bwhere\b|\b(?:what|which) (?:\w+ ){0,2}(?:country|countries|city|cities|state|states|town|place|region|river|island|continent|county|nation|province|location|venue)\b"),
    (Kind.REASON, r"\bwhy\b|\bwhat (?:\w+ )?(?:caused?|reasons?|led)\b|\bhow come\b|\bwhat for\b"),
    (Kind.SPEECH, r"\bwhat (?:did|does|do|has|have|had|was|is|were) .{1,80}\b(?:say|said|tell|told|claim|claimed|warn|warned|promise|ask|asked|demand|call|called|think|announce|declare|respond|response|reaction|argue|urge|describe|comment)\b|\bhow (?:did|does|has|do) .{1,60}\b(?:react|respond|describe)\b"),
    (Kind.PERSON, r"\bwho(?:se|m)?\b|\b(?:what|which) (?:\w+ ){0,3}(?:person|man|woman|president|minister|leader|actor|actress|singer|author|player|coach|politician|billionaire|artist|director|candidate|king|queen|celebrity|musician|rapper|golfer|writer|ceo|comedian|star|quarterback|pitcher|coach|boxer|skier|swimmer|tennis player|runner|senator|governor|mayor|judge|journalist|host|scientist|astronaut|billionaire|founder|prince|princess|duke|pope|general|model|rower|gymnast|driver|chef|designer|anchor|chief|executive|secretary)\b"),
    (Kind.LIST, r"\b(?:what|which)(?: are| were)?(?: the| some)?(?: of the)?(?: \w+)?(?: \w+)? (?:issues|topics|subjects|differences|disagreements|problems|points|areas|things|measures|steps|demands|conditions|concerns|goals|sanctions|terms|items|questions|challenges|risks|effects|consequences|symptoms|products|groups|factors|kinds|types|sorts|obstacles|benefits|changes|rules|plans|proposals)\b"),
    (Kind.NAME, r"\b(?:what|which)\b"),
)  # fmt: skip
_COMPILED = [(kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _ASKED]

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_TIME = re.compile(
    rf"\b{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?\b|\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}\b(?:,? \d{{4}})?"
    rf"|\b{_MONTH}\.?,? \d{{4}}\b|\b(?:1[5-9]|20)\d\d(?:s\b|\b)|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
    r"|\b(?:yesterday|today|tonight|tomorrow)\b|\b(?:last|next|this) (?:week|month|year|spring|summer|autumn|fall|winter)\b"
    r"|\b\d{1,2}(?::\d\d)? ?(?:a\.?m|p\.?m)\b|\b\d{1,2}:\d\d\b|\b\d{1,2}(?:st|nd|rd|th) century\b",
    re.IGNORECASE,
)
_COUNT_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|"
    r"hundreds?|thousands?|millions?|billions?|trillions?|dozens?|half|twice|double|a third|a quarter)"
)
_NUMBER = re.compile(
    rf"(?:[$\u20ac\u00a3\u00a5]\s?)?\b\d[\d.,]*(?:[-\u2013]\d[\d.,]*)?(?:st|nd|rd|th)?(?:\s?%|\s(?:per ?cent|percent|million|billion|trillion|thousand|hundred|{_COUNT_WORD}))*"
    rf"|\b{_COUNT_WORD}\b(?:[- ]{_COUNT_WORD}\b)*",
    re.IGNORECASE,
)
_CAP = r"(?:[A-Z\u00c0-\u00de][\w'\u2019.&-]*|[A-Z]\.)"
_NAME = re.compile(rf"\b{_CAP}(?:(?: | (?:of|of the|de|la|von|van|bin|al|du) ){_CAP})*")
_REASON = re.compile(
    r"\b(?:because|due to|owing to|as a result|in order to|so that|in response to|to (?:avoid|prevent|protect|help|allow|make|ensure|reduce)|"
    r"over (?:the|a|its|his|her|their)|after|since|amid|following|caused|led to|prompted|blamed?|citing|cited|reasons?|therefore|in protest)\b",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:said|says|say|told|added|stated|wrote|tweeted|announced|warned|called|claimed|argued|"
    r"asked|urged|according to|insisted|noted|declared|described|promised|replied|accused)\b",
    re.IGNORECASE,
)
_QUOTE = re.compile('["\u201c\u00ab][^"\u201d\u00bb]{3,}["\u201d\u00bb]?')
_ITEM = r"[^,;.:()\u201c\u201d]{2,60}"
# "trade, Taiwan and human rights", "ranging from trade to Taiwan"
_LIST = re.compile(
    rf"(?<=[\s\u201c(]){_ITEM}(?:, {_ITEM}){{1,8}},? (?:and|or|as well as) {_ITEM}"
    rf"|\bfrom {_ITEM} to {_ITEM}"
)
_FIRST_WORD = re.compile(r"^[\"'\u201c\u2018(\[]*\s*")


def asked(question: str) -> Kind:
    """The kind of answer that a question asks for, by its question words."""
    at: list[tuple[int, int, Kind]] = []
    for order, (kind, pattern) in enumerate(_COMPILED):
        match = pattern.search(question)
        if match:
            at.append((order, match.start(), kind))
    return at[0][2] if at else Kind.OTHER


def found(kind: Kind, sentence: str) -> list[Span]:
    """Where a sentence has words of a kind, in order."""
    if kind is Kind.TIME:
        return _spans(_TIME, sentence)
    if kind is Kind.NUMBER:
        times = _spans(_TIME, sentence)
        return [
            span
            for span in _spans(_NUMBER, sentence)
            if not any(t.start <= span.start and span.end <= t.end for t in times)
        ]
    if kind in (Kind.COUNTRY, Kind.STATE):
        listed = COUNTRIES if kind is Kind.COUNTRY else STATES
        return [span for span in names(sentence) if _listed(sentence, span, listed)]
    if kind in (Kind.PERSON, Kind.PLACE, Kind.NAME):
        return list(names(sentence))
    if kind is Kind.REASON:
        return _spans(_REASON, sentence)
    if kind is Kind.LIST:
        return _spans(_LIST, sentence)
    if kind is Kind.SPEECH:
        return _spans(_QUOTE, sentence) or _spans(_SAID, sentence)
    return []


def _listed(sentence: str, span: Span, listed: frozenset[str]) -> bool:
    name = sentence[span.start : span.end].removesuffix("'s").removesuffix("\u2019s")
    return name in listed or name.rpartition(" ")[2] in listed


@lru_cache(maxsize=4096)
def names(sentence: str) -> tuple[Span, ...]:
    """Runs of capitalised words: people, places, bodies. Not a common word that begins it."""
    head = _FIRST_WORD.match(sentence)
    start = head.end() if head else 0
    spans: list[Span] = []
    for match in _NAME.finditer(sentence):
        first, _, rest = match[0].partition(" ")
        begin = match.start()
        if first.lower().strip(".'\u2019") in STOP_WORDS and not first.isupper():
            if not rest or not rest[0].isupper():
                continue
            begin += len(first) + 1
        elif begin == start and not rest and first.isalpha() and not first.isupper():
            # One capital word at the start may be any word.
            continue
        end = match.end()
        while end > begin and sentence[end - 1] in ".'\u2019-&":
            end -= 1
        if sentence[end : end + 1] == "." and re.search(r"\b[A-Z]$", sentence[begin:end]):
            end += 1
        if end - begin > 1:
            spans.append(Span(begin, end))
    return tuple(spans)


def _spans(pattern: re.Pattern[str], text: str) -> list[Span]:
    return [Span(match.start(), match.end()) for match in pattern.finditer(text)]
