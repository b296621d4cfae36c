"""What belongs together: words of one clause that two clauses of what is cited have apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from qabot.grounding.aligned import Pair
from qabot.grounding.values import Signal
from qabot.grounding.words import Word, base

_SKIPPED = frozenset(base(w) for w in "people person year percent said say month week day".split())
_SIDE_BY_SIDE = re.compile(r"[,;]|\b(?:and|but|while|whereas)\b")
_MOST = 14
"""Shared words that are looked at: pairs of pairs grow fast."""


def bindings(pair: Pair) -> Iterator[Signal]:
    """``A did x, B did y`` for ``B did x, A did y``: two pairs of words that are crossed."""
    here, there = _clauses(pair.mine), _clauses(pair.theirs)
    shared = [b for b in here if b in there and b not in _SKIPPED][:_MOST]
    bound = {
        (one, other): (bool(here[one] & here[other]), bool(there[one] & there[other]))
        for one, other in combinations(shared, 2)
    }

    def link(one: str, other: str) -> tuple[bool, bool]:
        return bound.get((one, other)) or bound.get((other, one)) or (False, False)

    for one, other in combinations(shared, 2):
        if link(one, other) != (True, False):
            continue
        for third, fourth in combinations(shared, 2):
            if {one, other} & {third, fourth} or link(third, fourth) != (True, False):
                continue
            for x, y in ((third, fourth), (fourth, third)):
                # one-other and x-y here; one-y and x-other there.
                if link(one, y) == (False, True) and link(other, x) == (False, True):
                    if not _parallel(pair, one, y):
                        continue
                    words = " and ".join(sorted((_said(pair.mine, one), _said(pair.mine, other))))
                    remark = f"{words} do not belong together in what it cites"
                    yield Signal("crossed", 1.0, "role", remark)
                    return


def _parallel(pair: Pair, one: str, other: str) -> bool:
    """Whether two words stand in two statements side by side, not in one that is broken."""
    left = next(w for w in pair.mine if w.base == one)
    right = next(w for w in pair.mine if w.base == other)
    low, high = sorted((left.start, right.start))
    return _SIDE_BY_SIDE.search(pair.sentence[low:high]) is not None


def _clauses(listed: Sequence[Word]) -> dict[str, set[int]]:
    """The clauses in which each word stands; ``the railway, Skarbahn, has`` is one."""
    names: dict[int, list[bool]] = {}
    for word in listed:
        names.setdefault(word.clause, []).append(word.text[0].isupper())
    inner = {c for c, capital in names.items() if all(capital) and len(capital) <= 4}
    # "In 2022, 312 were born": one too
    ahead = {c for c in names if _opens(listed, c)}
    found: dict[str, set[int]] = {}
    for word in listed:
        if word.content:
            near = {word.clause - 1, word.clause} & inner
            clause = word.clause + 1 if word.clause in ahead else word.clause
            found.setdefault(word.base, set()).add(min(near) - 1 if near else clause)
    return found


def _opens(listed: Sequence[Word], clause: int) -> bool:
    words = [w for w in listed if w.clause == clause]
    content = sum(w.content for w in words)
    return words[0].text.lower() in ("in", "on", "at", "by", "since", "under") and content <= 3


def _said(listed: Sequence[Word], wanted: str) -> str:
    return next(f"\u201c{word.text}\u201d" for word in listed if word.base == wanted)
