"""Who a quotation is given to: a sign that somebody else says it in what is cited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from qabot.grounding.aligned import Pair, bases
from qabot.grounding.openers import OPENERS, TITLES
from qabot.grounding.values import Signal
from qabot.grounding.words import Word

PRONOUNS = frozenset("he she they it we i this one both some others".split())
TURNS = ("but", "while", "whereas", "although")
_QUOTED = re.compile(r'"([^"]{8,})"')


def misquoted(pair: Pair) -> Signal | None:
    """Whether a quotation is given to somebody who does not stand beside it."""
    quoted = _QUOTED.findall(pair.sentence)
    if not quoted:
        return None
    begin = pair.sentence.index(quoted[0])
    beside_it = [w for w in pair.mine if w.end <= begin] or [
        w for w in pair.mine if w.start > begin
    ]
    near = beside_it[-1 if beside_it[-1:] and beside_it[-1].end <= begin else 0 :][:1]
    names = _names(
        w
        for w in pair.mine
        if near and abs(w.clause - near[0].clause) <= 1 and not pair.quoted_here(w)
        if near[0].clause == w.clause or not _turned_away(pair.mine, w, near[0])
    )
    if not names:
        return None
    known = [n for n, text in enumerate(pair.texts) if any(q.strip(" .,") in text for q in quoted)]
    beside = {n for place in known for n in _names(pair.each[place])}
    # Where nobody is named, it may be whoever the sentence before is about.
    if not known or not beside or names & beside or not names <= bases(pair.theirs):
        return None
    first = [next((w for w in pair.each[n] if not pair.quoted(w)), None) for n in known]
    if any(w and w.text.lower() in PRONOUNS for w in first):
        before = {n for place in known if place for n in _names(pair.each[place - 1])}
        if names & before:
            return None
    remark = f"\u201c{quoted[0]}\u201d is not said by the one who says it in what it cites"
    return Signal("speaker", 1.0, "speaker", remark)


def _turned_away(listed: Sequence[Word], one: Word, other: Word) -> bool:
    between = [
        w for w in listed if min(one.start, other.start) < w.start <= max(one.start, other.start)
    ]
    return any(w.text.lower() in (*TURNS, "and") for w in between)


def _names(listed: Iterable[Word]) -> set[str]:
    """Bases of names that are no first word of a sentence."""
    return {
        w.base
        for w in listed
        if w.text[0].isupper() and w.content and w.text.lower() not in TITLES | OPENERS
    }
