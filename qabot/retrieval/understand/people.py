"""The people that a question or sentence tells of, by rule: how likely, and who does what."""

from __future__ import annotations

import re

from qabot.domain import Span
from qabot.retrieval.understand.names import Name, names, person_score, untitled
from qabot.retrieval.words import STOP_WORDS, stem

_ASKS_WHO = re.compile(
    r"\W*who\s+(?:also\s+)?(?P<be>(?:is|was|are|were|has been|have been)\s+)?(?P<verb>[^\W\d_]+)",
    re.IGNORECASE,
)
_BE = re.compile(r"\b(?:is|was|are|were|be|been|being)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
# What may stand between a person and the verb: ", 48, a former judge, ".
_TO_VERB = re.compile(
    r"\s*(?:of\s+(?:the\s+)?[A-Z]\w*(?:\s+[A-Z]\w*)*)?\s*(?:,(?:[^.;]{0,80},)?)?\s*"
    r"(?:(?:has|have|had|will|also|then|later|first|finally)\s+){0,2}"
)
_BY = re.compile(r"[^,.;]{0,40}?\bby\s+(?:(?:the|an?|its|his|her)\s+)?(?:[a-z]+\s+){0,3}")
_AFTER_VERB = re.compile(r"\s+(?:(?:the|an?|its|his|her)\s+)?(?:[a-z]+\s+){0,3}")
_JOINED = re.compile(r"\s*(?:,\s*)?(?:and|or|with|&)\s+(?:[A-Za-z]+\s+){0,2}")
_PART_OF = re.compile(
    r"\b(?:of|from|in|for|by|with|to|against|at|on|near|and|or)\s+(?:the\s+)?(?:[a-z]+\s+)?$",
    re.IGNORECASE,
)
_NUMERAL = re.compile(r"[IVX]+")


def people(text: str) -> list[tuple[Name, int]]:
    """Names that may be people's, in order, each with how much speaks for it."""
    found: list[tuple[Name, int]] = []
    for name in names(text):
        bare = untitled(name)
        if bare is None:
            continue
        bare = _alone(bare)
        found.append(
            (bare, person_score(text, bare) + (3 if bare.span.start > name.span.start else 0))
        )
    return found


def likely(text: str) -> list[tuple[Name, int]]:
    """The people that a text names, each once, the fullest name for each."""
    kept: list[tuple[Name, int]] = []
    for name, score in people(text):
        same = next(
            (at for at, (other, _) in enumerate(kept) if is_same(name.text, other.text)), None
        )
        if score <= 0:
            continue
        if same is None:
            kept.append((name, score))
        else:
            other, most = kept[same]
            kept[same] = (max(other, name, key=lambda one: len(one.text)), max(most, score))
    return kept


def is_same(one: str, other: str) -> bool:
    """Whether two names may be of the same person: "Veldt" and "Anna Veldt"."""
    first, second = _words(one), _words(other)
    few, many = sorted((first, second), key=len)
    return bool(few) and set(few) <= set(many) and not all(map(_NUMERAL.fullmatch, few))


def joined(text: str, name: Name) -> bool:
    """Whether a person is named together with another: "Biden and Xi"."""
    for other, _ in people(text):
        first, second = sorted((name.span, other.span), key=lambda span: span.start)
        if first.end < second.start and _JOINED.fullmatch(text[first.end : second.start]):
            return True
    return False


def doer(question: str, sentence: str) -> Name | None:
    """Whom a sentence names in answer to "who won the race?", by the verb of the question."""
    asks = _ASKS_WHO.match(question)
    if asks is None or (asks["be"] and asks["verb"].lower() in STOP_WORDS):
        return None
    found = [name for name, score in people(sentence) if score > -3]
    for match in re.finditer(r"[^\W\d_]+", sentence):
        if _root(match[0]) != _root(asks["verb"]):
            continue
        before, after = sentence[: match.start()], sentence[match.end() :]
        passive = _BE.search(before)
        if bool(passive) == bool(asks["be"]):
            end = passive.start() if passive else match.start()
            told = [n for n in found if n.span.end <= end]
            if told and _leads(sentence, told[-1], end):
                return told[-1]
        else:
            lead = (_BY if passive else _AFTER_VERB).match(after)
            told = [n for n in found if lead and n.span.start == match.end() + lead.end()]
            if told and not joined(sentence, told[0]):
                return told[0]
    return None


def _root(verb: str) -> str:
    shorter = stem(verb)  # "succeeds" and "succeeded" are the same only when nothing more comes off
    return verb.lower() if shorter == verb.lower() else _root(shorter)


def _leads(sentence: str, name: Name, verb: int) -> bool:
    between = sentence[name.span.end : verb]
    alone = not _PART_OF.search(sentence[: name.span.start])
    return alone and _TO_VERB.fullmatch(between) is not None


def _alone(name: Name) -> Name:
    """``Ilse Brandt of Austria`` as ``Ilse Brandt``."""
    cut = name.text.find(" of ")
    text = name.text[:cut] if cut > 0 else name.text
    return Name(text, Span(name.span.start, name.span.start + len(text)))


def _words(name: str) -> list[str]:
    return [
        word.strip(".").casefold() if not _NUMERAL.fullmatch(word) else word
        for word in name.split()
    ]
