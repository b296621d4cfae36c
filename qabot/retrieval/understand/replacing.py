"""The question before with one thing of it changed: ``what about Taiwan?``, ``why?``."""

from __future__ import annotations

import re

from qabot.domain import Span
from qabot.retrieval.understand.names import PLACES, names, person
from qabot.retrieval.understand.times import is_time, times

_AUX = r"(?:did|does|do|is|are|was|were|has|have|had|will|would|can|could|should)"
_ADJUNCT = re.compile(rf"^(?:why|when|where|how)\s+(?={_AUX}\b)", re.IGNORECASE)
_YES_NO = re.compile(rf"^{_AUX}\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PREPOSITION = re.compile(r"^(?:in|on|at|for|from|to|with|about|of|by)\s+", re.IGNORECASE)
_TAIL = re.compile(
    r"\b(about|on|regarding|concerning)\s+(?!\w+ing\b)([^?]+?)\s*(\??)$", re.IGNORECASE
)
_OF = re.compile(r"\b(of)\s+([^?]+?)\s*(\??)$", re.IGNORECASE)
_SAYS = re.compile(r"\b(?:say|said|think|do|announce|write|promise|warn)\s*\??$", re.IGNORECASE)
_TOLD = re.compile(r"\W*(?:please\s+)?(?:can you\s+)?(?:tell|show|give)\b", re.IGNORECASE)
# "And afterwards?"
_THEN = re.compile(
    r"(?:before|after|earlier|since) (?:that|then|this)|before|since|afterwards?|later(?: on)?|earlier"
)
_LISTED = re.compile(r"\s*(?:,\s*|,?\s*(?:and|or)\s+)(?:the\s+|in\s+)?", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
# "The earthquake in Turkey", up to the end.
_PLACED_AT = r"(?:\s+(?:in|of|at|near|off)\s+(?:the\s+)?(?-i:[A-Z])[\w'’.-]*(?:\s+(?-i:[A-Z])[\w'’.-]*)*)?(?=\W*$)"
_STARTS_SO = re.compile(r"^(?:the|an?|his|her|their|its)\s+", re.IGNORECASE)
_THE = re.compile(r"\bthe\s+$", re.IGNORECASE)
_ENDS_SO = re.compile(r"\b(?:the|an?|his|her|their|its)\s+$", re.IGNORECASE)


def swapped(question: str, main: str) -> str | None:
    """``why?`` after ``when did the strike end?``: ``why did the strike end?``"""
    word = question.strip(" ?!.…,").lower()
    if word in ("why", "when", "where", "how"):
        if match := _ADJUNCT.match(main):
            return None if main.lower().startswith(word) else f"{word} {main[match.end() :]}"
        if _YES_NO.match(main):
            return f"{word} {main[0].lower()}{main[1:]}"
    if _THEN.fullmatch(word):
        return _append(main, word)
    if word in ("who else", "what else", "where else"):
        first, _, rest = main.partition(" ")
        if first.lower() == word.split()[0] and rest:
            return f"{word} {rest.removeprefix('else ')}"
    return None


def about(wanted: str, main: str) -> str | None:
    """The question before, about something else; None where nothing in it is of that kind."""
    bare = _PREPOSITION.sub("", wanted).strip()
    if not bare:
        return None
    if _YEAR.fullmatch(bare):
        years = list(_YEAR.finditer(main))
        if years:
            return _put(main, Span(years[-1].start(), years[-1].end()), bare)
        return _append(main, f"in {bare}")
    if is_time(wanted):
        told = times(main)
        if not told:
            return _append(main, wanted)
        space = " " if told[-1].start and main[told[-1].start].isspace() else ""
        return _put(main, told[-1], f"{space}{wanted}")
    places = [Span(m.start(), m.end()) for m in _WORD.finditer(main) if m[0].lower() in PLACES]
    named = names(main)
    if bare.lower().removeprefix("the ") in PLACES:
        if places:
            return _put(main, _together(places, main), bare)
        if _SAYS.search(main):
            return _append(main, f"about {bare}")
        if wanted != bare and not named:
            return _append(main, wanted)
    is_name = bool(names(bare))
    if is_name and (alike := _alike(bare, main)):
        return _put(main, alike, bare)
    if is_name and named:
        if len(named) == 1:
            return _put(main, named[0].span, bare)
        if (who := person(main)) and not who.is_place:
            return _put(main, who.span, bare)
        others = [name for name in named if not name.is_place]
        return _put(main, others[0].span, bare) if len(others) == 1 else None
    if _SAYS.search(main):
        return _append(main, f"about {bare}")
    determined = bare.lower().startswith(("the ", "a ", "an ", "his ", "her ", "their ", "its "))
    if determined and _TOLD.match(main):
        return None  # "tell me about the strike", "what about the talks?": those of the strike
    tail = _TAIL.search(main) or (None if determined else _OF.search(main))
    if tail and len(tail[2].split()) <= 4:
        return f"{main[: tail.start(2)]}{bare}{tail[3]}"
    return None


def _together(places: list[Span], main: str) -> Span:
    """The last place, with those that it is listed with: "in Turkey and Syria"."""
    first = len(places) - 1
    while first and _LISTED.fullmatch(main[places[first - 1].end : places[first].start]):
        first -= 1
    if re.search(r"\bbetween\s+(?:the\s+)?$", main[: places[first].start], re.IGNORECASE):
        return places[-1]  # "talks between Turkey and Syria": with Turkey still
    return Span(places[first].start, places[-1].end)


def _alike(name: str, main: str) -> Span | None:
    """Where the question before names the like: "world cup final" of "Women's World Cup final"."""
    words = name.split()
    for begin in range(1, len(words)):
        tail = r"\s+".join(map(re.escape, words[begin:]))
        if begin == len(words) - 1:
            tail += _PLACED_AT
        found = re.search(rf"(?<![\w'’]){tail}(?![\w'’-])", main, re.IGNORECASE)
        if found and not re.search(re.escape(name), main, re.IGNORECASE):
            return Span(found.start(), found.end())
    return None


def _put(main: str, span: Span, words: str) -> str:
    before = main[: span.start]
    if words.lower() in PLACES:  # "the US", but "China"
        before = _THE.sub("", before)
    elif _ENDS_SO.search(before):  # "the" stands there already
        words = _STARTS_SO.sub("", words)
    return before + words + main[span.end :]


def _append(main: str, words: str) -> str:
    mark = "?" if main.endswith("?") else ""
    return f"{main.rstrip(' ?')} {words}{mark}"
