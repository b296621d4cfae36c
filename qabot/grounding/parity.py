"""Denials of a whole statement: its words stand in a denial there, and nothing here is negative."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qabot.grounding.aligned import Pair, closest
from qabot.grounding.denials import is_denial, only_accused
from qabot.grounding.lists import alike, opposed
from qabot.grounding.values import Signal
from qabot.grounding.words import Word, base

_LINKS = frozenset("that whether if to".split())
_NEGATIVE = frozenset(
    base(w)
    for w in (
        "not never no none nobody nothing neither nor without cannot hardly unless refuse refrain deny fail "
        "decline reject dispute lack stop prevent block ban avoid cancel unable unlikely scrap abandon "
        "veto false forbid prohibit outlaw exclude impossible contest rebuff oppose miss ignorant spurn "
        "overturn abolish against doubt lose loss cut empty absence absent few less little only "
        "rather instead end halt withdraw withhold drop postpone delay suspend spare escape save "
        "bar barely scarcely rare rarely far short contradict object resist defy disagree contrary "
        "ignore omit skip waive exempt dismiss "
        "intact safe innocent missing too wrong bad badly poor poorly "
        "break breach violate illegal collapse fall destroy die dead abstain boycott "
        "undecided undetermined solely unaware otherwise though although but except despite spite"
    ).split()
)
_PREFIXED = re.compile(
    r"(?:un|in|im|ir|il|dis|non|mis)\w{4,}$|\w{3,}less$|\w+n['\u2019]t$", re.IGNORECASE
)


def parity(pair: Pair) -> Iterator[Signal]:
    """Statements whose words stand in a denial there, and in none here, or the other way round."""
    known: dict[int, int] = {}
    for listed in pair.each:
        known.update(_turns(listed))
    met = [(w, other) for w in pair.mine if w.content and (other := _met(w, pair))]
    if not met:
        return
    near = {o.clause for _, o in met}
    there = [w for w in pair.theirs if w.clause in near]
    opposite = any(o.base in opposed(w.base) for w in pair.mine for o in there)
    if opposite:
        return
    here = sum(_turns(pair.mine).values())
    if not here and not any(map(_is_negative, pair.mine)) and not only_accused(pair):
        odd = sum(1 for _, o in met if known[o.clause] % 2)
        yield from _signal("turned_there", odd, len(met), "denies it")
    if here % 2 and not any(map(_is_negative, there)):
        yield Signal("turned_here", 1.0, "negation", "what it cites denies nothing of this")


def _signal(name: str, odd: int, all_: int, told: str) -> Iterator[Signal]:
    if odd / all_ >= 0.5:
        yield Signal(name, min(1.0, (2 * odd - 1) / 3), "negation", f"what it cites {told}")


def _is_negative(word: Word) -> bool:
    return word.base in _NEGATIVE or _PREFIXED.match(word.text) is not None


def _met(word: Word, pair: Pair) -> Word | None:
    same = [w for w in pair.theirs if w.base == word.base]
    if not same:
        near = alike(word.base)
        same = [w for w in pair.theirs if w.content and w.base in near]
    found = closest(word, pair.mine, same, pair.theirs)
    return found[0] if found else None


def _turns(listed: Sequence[Word]) -> dict[int, int]:
    """How many denials each clause stands in."""
    found = dict.fromkeys((w.clause for w in listed), 0)
    for at, word in enumerate(listed):
        again = at and listed[at - 1].base == word.base  # "turned down": both words stand for it
        if again or not is_denial(listed, at) or word.text.lower() == "without":
            continue
        found[word.clause] += 1
        rest = [w for w in listed[at + 1 :] if w.clause == word.clause and w.content]
        behind = [w for w in listed[at + 1 :] if w.clause == word.clause + 1]
        if len(rest) <= 1 and behind and behind[0].text.lower() in _LINKS:
            found[behind[0].clause] += 1  # "denied that he had been there"
    return found
