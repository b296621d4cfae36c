"""Which outlets a question names as where the news should come from.

``according to Reuters`` is a filter; ``what happened to Twitter`` is not, though an outlet be
called so: only wordings of provenance count, and an outlet that is named elsewhere in the
question too is what it is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from qabot.domain import Span
from qabot.retrieval.understand.mentions import Mention


@dataclass(frozen=True, slots=True)
class OutletPhrase:
    """A wording of provenance: what it stands on, and what the question says without it."""

    span: Span
    mentions: tuple[Mention, ...]
    instead: str = ""

    @property
    def sources(self) -> tuple[str, ...]:
        """The outlets of the corpus among those named."""
        return tuple(dict.fromkeys(s for mention in self.mentions for s in mention.sources))


_NOUN = (
    r"(?:reports?|articles?|stor(?:y|ies)|coverage|reporting|news|headlines?|interviews?|editorials?|"
    r"columns?|pieces?|dispatch(?:es)?|analysis|reportage)"
)
_EDGE = re.compile(r"\s*(?:$|[?!;:,)]|\.(?:\s|$)|\s[–—-]\s)")
_ON = re.compile(r"\s+(?:about|on|of|regarding|concerning)\b", re.IGNORECASE)
_GOES_ON = re.compile(
    r"\s+(?:about|on|regarding|concerning|who|whom|whose|what|which|when|where|why|how|did|does|do|was|were|"
    r"is|are|has|have|had|in|this|last|yesterday|today|since|after|before|and)\b",
    re.IGNORECASE,
)
_ACCORDING = re.compile(r"\b(?:according\s+to|as\s+reported\s+by|per|via)\s+$", re.IGNORECASE)
_ACCORDING_A = re.compile(r"\baccording\s+to\s+(?:an?|the)\s+$", re.IGNORECASE)
_NOUN_NEXT = re.compile(rf"(?:['’]s?)?\s+{_NOUN}\b", re.IGNORECASE)
_AUX = re.compile(r"\b(?:did|does|do|has|have)\s+$", re.IGNORECASE)
_VERB = re.compile(
    r"\s+(?:(?P<own>cover(?:ed)?)|report(?:ed)?|wr(?:i|o)te|written|publish(?:ed)?|say|said|claim(?:ed)?|print(?:ed)?)\b",
    re.IGNORECASE,
)
_VERB_ON = re.compile(
    r"\s*(?:[?!.]|$|\s(?:about|on|regarding|concerning|of|in|from|as|that|when|happened|was|were|is|are|last|this|yesterday|today|since)\b)",
    re.IGNORECASE,
)
_SAYING = re.compile(r"\s+(?:say|said|claim)", re.IGNORECASE)
_REPORTED_BY = re.compile(
    r"\b(?:reported|published|covered|written|quoted|printed|carried|described)\s+((?:in|by|on|at)\s+)$",
    re.IGNORECASE,
)
_NOUN_FROM = re.compile(
    rf"\b(?:{_NOUN}|latest|anything|something|read|new)\b(?:\s+[\w'’-]+){{0,6}}?\s+((?:in|from|by|on|at)\s+)$",
    re.IGNORECASE,
)
# "The articles of the Gazette"; "coverage of" and "news of" an outlet may be about it.
_NOUN_OF = re.compile(
    r"\b(?:articles?|headlines?|editorials?|columns?|dispatch(?:es)?|reporting)\s+(of\s+)$",
    re.IGNORECASE,
)
_WHAT = re.compile(r"\bwhat\s+$", re.IGNORECASE)
_IN = re.compile(r"\bin\s+$", re.IGNORECASE)
_WHAT_IN = re.compile(r"^\W*what\s+(?:was|stood)\s+(in\s+)$", re.IGNORECASE)
_TIME = re.compile(
    r"\s+(?:(?:in|on|from|since|until|before|after|during|this|last)\s+\w|yesterday\b|today\b)",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^\W*(?:in|from)\s+$", re.IGNORECASE)
_SAYS_IT = re.compile(r"\W*(?:and\s+)?what\s+(?:do|does|did)\s+", re.IGNORECASE)
_AND = re.compile(r"\W*(?:(?:and|or|but|what\s+about|how\s+about|in|from)\s+)+", re.IGNORECASE)
_OPERATOR = re.compile(r"(?:^|\s)(?:source|site|outlet)\s*:\s*[\"“]?$", re.IGNORECASE)
_NOT_IN = re.compile(
    r"\b(?:shares?|stakes?|invest\w*|jobs?|roles?|work\w*|interest|layoffs?|cuts?|strikes?|happen\w*|changed?|"
    r"employ\w*|who|partner\w*|majority|owner\w*|wrong|live[sd]?)\b",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\s*(?:,|,?\s+and|,?\s+or|/)\s+(?:the\s+)?", re.IGNORECASE)


def read_outlets(
    question: str, found: list[Mention], *, threaded: bool = False, again: bool = False
) -> list[OutletPhrase]:
    """The wordings of provenance among the mentions of ``find_mentions``.

    ``threaded``: within a thread "what does Reuters say?" asks again, of Reuters. ``again``: an
    outlet was asked before, so that "and Reuters?" does too.
    """
    phrases: list[OutletPhrase] = []
    elsewhere: set[str] = set()
    for group in _groups(question, found):
        phrase = (_alone(question, group, again) if threaded else None) or _phrase(question, group)
        if phrase:
            phrases.append(phrase)
        else:
            elsewhere.update(_outlets(group))
    return [phrase for phrase in phrases if not elsewhere.intersection(_outlets(phrase.mentions))]


def _outlets(mentions: Iterable[Mention]) -> list[str]:
    return [outlet for mention in mentions for outlet in (mention.sources or (mention.key,))]


def _groups(question: str, found: list[Mention]) -> list[list[Mention]]:
    groups: list[list[Mention]] = []
    for mention in found:
        gap = question[groups[-1][-1].span.end : mention.span.start] if groups else ""
        if groups and re.fullmatch(r"\s*(?:,|,?\s+and|,?\s+or|/)\s*", gap, re.IGNORECASE):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _phrase(question: str, group: list[Mention]) -> OutletPhrase | None:
    start, end = group[0].span.start, group[-1].span.end
    before, after = question[:start], question[end:]

    def cut(begin: int, stop: int, instead: str = "") -> OutletPhrase:
        return OutletPhrase(Span(begin, stop), tuple(group), instead)

    if match := _OPERATOR.search(before):
        return cut(match.start(), end + (after[:1] in ('"', "”") and 1))
    if re.search(r"(?i)^the\s", question[start:end]):
        article_before = before + question[start : start + 4]
    else:
        article_before = before
    noun = _NOUN_NEXT.match(after)
    if (match := _ACCORDING_A.search(article_before)) and noun:
        return cut(match.start(), end + noun.end())
    if match := _ACCORDING.search(before):
        if _EDGE.match(after) or _GOES_ON.match(after):
            return cut(match.start(), end)
        return None
    if (match := _AUX.search(before)) and (verb := _VERB.match(after)):
        return _did(question, match.start(), end, verb, tuple(group))
    if (match := _WHAT.search(before)) and (verb := _VERB.match(after)):
        if _ON.match(after, verb.end()):
            return cut(match.end(), end + verb.end(), "is said")
        return None
    if (match := _REPORTED_BY.search(before)) and (_EDGE.match(after) or _GOES_ON.match(after)):
        return cut(match.start(1), end)
    if noun and (_ON.match(after, noun.end()) or _SAYING.match(after, noun.end())):
        return cut(start, end + (2 if after[:2] in ("'s", "’s") else 0))
    edge, timed = _EDGE.match(after), _TIME.match(after)
    if (match := _NOUN_FROM.search(before)) and (edge or timed or _ON.match(after)):
        return cut(match.start(1), end)
    if (match := _NOUN_OF.search(before)) and (edge or timed):
        return cut(match.start(1), end)
    if (match := _LEAD.search(before)) and re.match(r"\s*[,:]", after) and group[0].plain:
        comma = re.match(r"\s*[,:]\s*", after)
        return cut(match.start(), end + (comma.end() if comma else 0))
    if (match := _WHAT_IN.search(before)) and (edge or timed) and group[0].plain:
        return cut(match.start(1), end, "reported")
    if (
        (match := _IN.search(before))
        and (edge or _ON.match(after))
        and group[0].plain
        and not _NOT_IN.search(before)
    ):
        return cut(match.start(), end)
    return None


def _alone(question: str, group: list[Mention], again: bool) -> OutletPhrase | None:
    before, after = question[: group[0].span.start], question[group[-1].span.end :]
    said = _SAYS_IT.fullmatch(before) and re.fullmatch(r"(?i)\s+(?:say|report|write)\W*", after)
    if said or (again and _AND.fullmatch(before) and not re.search(r"\w", after)):
        return OutletPhrase(Span(0, len(question)), tuple(group))
    return None


def _did(
    question: str, aux: int, name_end: int, verb: re.Match[str], named: tuple[Mention, ...]
) -> OutletPhrase | None:
    """``what did the BBC report about …``: said without the outlet, it still is a question."""
    end = name_end + verb.end()
    rest = question[end:]
    saying = bool(_SAYING.match(verb[0]))
    what = re.search(r"(?i)\bwhat\s+$", question[:aux])
    if verb["own"] and what and (_VERB_ON.match(rest) or not rest.strip(" ?")):
        return OutletPhrase(Span(aux, end), named, "was covered")
    if verb["own"]:
        asks = re.search(r"(?i)\b(?:how|what|when|why)\s+$", question[:aux])
        start = asks.start() if asks else aux
        return OutletPhrase(Span(start, end), named, "coverage of") if rest.strip(" ?") else None
    happened = saying and re.match(r"\s+happened\b", rest)
    if not (happened or (_ON if saying else _VERB_ON).match(rest)):
        return None
    passive = ("is said" if saying else "was reported") if what else "was it reported"
    return OutletPhrase(Span(aux, end), named, passive)
