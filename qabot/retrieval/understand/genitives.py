"""``and the men's?`` after a question of the women's: the noun is that of the question before."""

from __future__ import annotations

import re

from qabot.domain import Span
from qabot.retrieval.understand.bags import bag

_PEOPLE = bag("men women boys girls man woman boy girl ladies gentlemen juniors seniors")
_CAP = r"[A-Z\u00c0-\u00de][\w-]*"
_OWNER = rf"(?P<whose>(?:{_CAP}(?:\s+{_CAP})*|[^\W\d_A-Z][\w-]*)['’]s?)"
_WANTED = re.compile(rf"(?P<the>the\s+)?{_OWNER}(?:\s+one)?")
_THE_ONE = re.compile(r"the\s+(?P<kind>[^\W_][\w-]*)\s+one", re.IGNORECASE)
_WHOSE = re.compile(rf"(?<![\w'’-]){_OWNER}\s+(?=\w)")
# "What's", "it's": is, and nobody's.
_IS = bag("what who it that he she there here where how when why let")
_BEFORE_NAME = re.compile(r"\b[Tt]he\s+(?=[A-Z])")
_ORDER = bag("first second third last next other same latest previous new old big small whole")


def of_another(wanted: str, main: str) -> str | None:
    """The question before, asked of what is somebody else's or of another kind.

    ``who won the women's cup?`` and ``the men's`` give ``who won the men's cup?``; None where
    the wanted is neither, or the question before has nothing of the like.
    """
    if whose := _WANTED.fullmatch(wanted):
        if _owner(whose["whose"]) in _IS:
            return None
        people = _owner(whose["whose"]) in _PEOPLE
        there = [m for m in _owners(main) if (_owner(m["whose"]) in _PEOPLE) == people]
        if there:
            start = there[-1].start("whose")
            determined = re.search(r"\bthe\s+$", main[:start], re.IGNORECASE)
            words = whose["whose"] if determined else (whose["the"] or "") + whose["whose"]
            return main[:start] + words + main[there[-1].end("whose") :]
        return _into_name(main, whose["whose"]) if people else None
    kind = _THE_ONE.fullmatch(wanted)
    if kind is None or kind["kind"].lower() in _ORDER:
        return None
    there = [m for m in _owners(main) if _owner(m["whose"]) in _PEOPLE]
    if there:
        span = Span(there[-1].start("whose"), there[-1].end("whose"))
        return main[: span.start] + kind["kind"] + main[span.end :]
    return _into_name(main, kind["kind"])


def _into_name(main: str, words: str) -> str | None:
    """``the World Cup`` as ``the women's World Cup``, where it is the only name so led."""
    found = list(_BEFORE_NAME.finditer(main))
    return f"{main[: found[0].end()]}{words} {main[found[0].end() :]}" if len(found) == 1 else None


def _owners(main: str) -> list[re.Match[str]]:
    return [match for match in _WHOSE.finditer(main) if _owner(match["whose"]) not in _IS]


def _owner(whose: str) -> str:
    return re.sub(r"['’]s?$", "", whose).lower()
