"""How sure something is: signs that ``may`` has become ``will``, or a plan a fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qabot.grounding.aligned import Pair, closest
from qabot.grounding.lists import alike
from qabot.grounding.number_words import ONES
from qabot.grounding.values import Signal
from qabot.grounding.words import PAST_FORMS, Word, base

_MAY = frozenset("may might could possibly perhaps maybe potentially likely unlikely".split())
_MUST = frozenset(
    "must required requires require obliged ordered orders forced have has had need needs".split()
)
_WILL = frozenset("will shall would wo going".split())
_PLANS = frozenset(
    base(w)
    for w in (
        "plan want hope consider propose intend aim seek urge ask demand call threaten expect predict "
        "recommend suggest try attempt discuss mull weigh study allege accuse suspect claim believe "
        "think estimate forecast offer request push warn wish offer if whether unless rumour rumor appeal"
    ).split()
)
_NUMBERS = frozenset((*ONES[2:11], "twice", "double"))
_BE = frozenset("is are was were".split())
_MULL = frozenset(base(w) for w in "consider mull weigh discuss contemplate ponder".split())
_PLAIN = frozenset(base(w) for w in "take make give get go".split())
_REACH = 5


def certainty(pair: Pair) -> Iterator[Signal]:
    """Verbs that are surer, or less binding, than where they come from."""
    theirs = pair.theirs
    for at, word in enumerate(pair.mine):
        if not (word.content or word.base in _PLAIN) or not _verb(pair.mine, at):
            continue
        same = [w for w in theirs if w.base in alike(word.base) and _verb(theirs, theirs.index(w))]
        exact = [w for w in same if w.base == word.base]
        found = closest(word, pair.mine, exact or same, theirs)
        if found is None or found[1] < 1:
            continue
        mine = _level(pair.mine, at)
        known = _level(theirs, theirs.index(found[0]))
        if known == "fact" and not _past(found[0]):
            continue  # a noun, perhaps
        if name := _changed(mine, known):
            if name == "done":
                if not _past(word):
                    continue
                if not _perfect(pair.mine, at) and known != "must":
                    name = "done_loosely"
            said = f"what it cites is not so sure of \u201c{word.text}\u201d"
            if name in ("undone", "less_sure"):
                said = f"what it cites tells of \u201c{word.text}\u201d as a fact"
            if name == "duty":
                said = f"\u201c{word.text}\u201d is a duty on one side only"
            yield Signal(name, 1.0 if exact else 0.5, "certainty", said)


def _verb(listed: Sequence[Word], at: int) -> bool:
    before = listed[at - 1].text.lower() if at else ""
    lower = listed[at].text.lower()
    if lower[0].isdigit() or lower in _NUMBERS or lower.endswith(("able", "ible")):
        return False
    return before not in ("the", "a", "an", "its", "their", "his", "her") and not (
        listed[at].text[0].isupper()
    )


def _level(listed: Sequence[Word], at: int) -> str:
    """``may``, ``must``, ``will``, ``plan`` or ``fact``: what stands before a verb, with nothing but
    small words between.
    """
    joined = _joined(listed, at)
    for word in reversed(listed[max(0, at - _REACH * (1 + joined)) : at]):
        lower = word.text.lower()
        if word.clause != listed[at].clause and not joined:
            break
        if lower in _MAY:
            return "may"
        if lower in ("have", "has", "had", "need", "needs") and _then_to(listed, word):
            return "must"
        if lower in _MUST and lower not in ("have", "has", "had", "need", "needs"):
            return "must"
        if lower in _WILL or (lower in _BE and _then_to(listed, word)):
            return "will"
        if word.base in _MULL:
            return "mull"
        if word.base in _PLANS:
            return "plan"
        if word.content and not lower.endswith("ly") and not joined:
            break
    return "fact"


def _perfect(listed: Sequence[Word], at: int) -> bool:
    """``has approved``, ``has already been sold``."""
    return any(w.text.lower() in ("has", "have") for w in listed[max(0, at - 3) : at])


def _past(word: Word) -> bool:
    return word.text.endswith("ed") or word.text.lower() in PAST_FORMS


def _joined(listed: Sequence[Word], at: int) -> bool:
    """Whether a verb is the second one: ``hopes to find sponsors and to return``."""
    return at > 2 and [w.text.lower() for w in listed[at - 2 : at]] in (["and", "to"], ["or", "to"])


def _then_to(listed: Sequence[Word], word: Word) -> bool:
    at = listed.index(word)
    return at + 1 < len(listed) and listed[at + 1].text.lower() == "to"


def _changed(mine: str, known: str) -> str:
    if (known == "must") != (mine == "must") and {mine, known} <= {"must", "may", "will"}:
        return "duty"
    if known == "may" and mine in ("fact", "will", "must"):
        return "surer"
    if mine == "mull" and known in ("will", "fact"):
        return "undone"
    if known == "mull" and mine in ("will", "must"):
        return "surer"
    known, mine = ("plan" if level == "mull" else level for level in (known, mine))
    if known == "plan" and mine in ("will", "must"):
        return "surer_loosely"
    if known in ("plan", "must", "will") and mine == "fact":
        return "done"  # often the same, told later
    if known in ("fact", "will") and mine == "may":
        return "less_sure"
    if known == "fact" and mine == "plan":
        return "undone"
    return ""
