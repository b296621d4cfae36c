"""Who says something: signs that words are put into another mouth."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from qabot.grounding.aligned import Pair, bases
from qabot.grounding.lists import alike
from qabot.grounding.values import Signal
from qabot.grounding.words import Word, base

SAYING = frozenset(
    base(w)
    for w in (
        "say tell warn announce report call describe claim argue add write blame promise accuse deny "
        "admit urge note insist praise criticise criticize condemn denounce reply answer demand "
        "estimate predict expect believe think thank welcome reject threaten pledge vow acknowledge "
        "confirm explain complain suggest defend oppose ask dismiss speak according comment"
    ).split()
)
_PRONOUNS = frozenset("he she they it we i this one both some others".split())
_FORMER = frozenset(
    "the a an its their his her our this these those to of on for in with than as".split()
)
_TURNS = ("but", "while", "whereas", "although")
_REACH = 10
_LEAST = 0.34
"""Share of what is said that a cited speaker must have said to be where it comes from."""


@dataclass(frozen=True)
class _Said:
    """Somebody's words: who says them, and what."""

    by: Sequence[Word]
    what: frozenset[str]
    tells: bool = False
    """Whether it is told to somebody."""


def speakers(pair: Pair) -> Iterator[Signal]:
    """A speaker who is known, but whose words these are not."""
    mine = next(iter(_all_said(pair.mine, pair.quoted_here)), None)
    if mine is None or _is_pronoun(mine.by):
        return
    who = bases(w for w in mine.by if w.content and not w.text[0].isdigit())
    names = {w.base for w in mine.by if w.text[0].isupper()}
    told = mine.what - who
    there = [said for listed in pair.each for said in _all_said(listed, pair.quoted)]
    if not who or not told or not there:
        return
    scored = sorted(((len(told & said.what), at) for at, said in enumerate(there)), reverse=True)
    best, at = scored[0]
    if best / len(told) < _LEAST or (len(scored) > 1 and scored[1][0] == best):
        return
    theirs = there[at]
    if not theirs.by or _is_pronoun(theirs.by):
        return
    their_bases = bases(w for w in theirs.by if w.content)
    if len(their_bases) < 2 and not any(w.text[0].isupper() for w in theirs.by if w.content):
        return  # "the company": which one, is not said
    if any((alike(word) if not names else {word}) & their_bases for word in who):
        return
    if mine.tells and mine.what & their_bases:
        return  # "a journalist told the union": the union says it heard it from one
    if not names and who & theirs.what:
        return  # "experts warned in a study": the study says so too
    others = [said for said in there if said is not theirs]
    elsewhere = {w.base for w in pair.theirs if not pair.quoted(w)}
    known = who & elsewhere
    if known and not _one(who, their_bases, others):
        name = " ".join(w.text for w in mine.by if w.base in known)
        remark = f"\u201c{name}\u201d is not the one who says it in what it cites"
        yield Signal("speaker", 1.0, "speaker", remark)


def _is_pronoun(by: Sequence[Word]) -> bool:
    return bool(by) and by[-1].text.lower() in _PRONOUNS


def _all_said(listed: Sequence[Word], quoted: Callable[[Word], bool]) -> list[_Said]:
    """What is said in a sentence, by whom, in order. Quoted words say nothing themselves."""
    places = [
        at
        for at, word in enumerate(listed)
        if word.base in SAYING
        and not quoted(word)
        and (not at or listed[at - 1].text.lower() not in _FORMER)
    ]
    found: list[_Said] = []
    begin = 0
    for number, at in enumerate(places):
        by, inverted = _speaker(listed, at, begin)
        if not by and found and listed[at - 1].text.lower() in ("and", "but"):
            by = list(found[-1].by)  # "thanked voters and said"
        last = places[number + 1] if number + 1 < len(places) else len(listed)
        if last < len(listed):
            last -= len(_speaker(listed, last, at + 1)[0])
        what = listed[begin:at] if inverted else listed[at + 1 : last]
        told = []
        for word in what:
            if word.text.lower() in _TURNS and not inverted and not quoted(word):
                break
            told.append(word)
        found.append(_Said(by, _what(told, by), listed[at].base == "tell"))
        begin = at + 1 + (len(by) if inverted else 0)
    return found


def _what(told: Sequence[Word], by: Sequence[Word]) -> frozenset[str]:
    return frozenset(w.base for w in told if w.content and w not in by)


def _speaker(listed: Sequence[Word], at: int, begin: int) -> tuple[list[Word], bool]:
    """The words of the one who says: before the verb, across commas, back to another verb. Behind
    it, and then also True, where what is said stands before.
    """
    behind = [w for w in listed[at + 1 : at + 9] if w.clause - listed[at].clause <= 1]
    if listed[at].text.lower() == "according":
        return behind[1:], at > 2
    if listed[at].text.lower().endswith("ing"):
        return list(listed[:at]), False  # "blocked the merger, saying": whoever did it
    apart = at > 0 and listed[at - 1].clause != listed[at].clause
    last = len(behind) <= 3 and at + 1 + len(behind) == len(listed)
    if apart and behind and (behind[0].text[0].isupper() or last):
        return behind, True
    found: list[Word] = []
    for word in reversed(listed[max(begin, at - _REACH) : at]):
        if not found and word.text.lower() in ("has", "had", "have"):
            continue
        if _ends(word) or listed[at].clause - word.clause > 3:
            break
        found.insert(0, word)
    quoted_before = at == len(listed) - 1
    own = [w for w in found if w.clause == listed[at].clause]  # "… the cost, the firm promised"
    return own if quoted_before and own else found, quoted_before


def _ends(word: Word) -> bool:
    """Whether a word is a verb, roughly: what stands before it is of another clause."""
    lower = word.text.lower()
    return word.base in SAYING or lower in ("was", "were", "is", "are", "has", "had", "and", "but")


def _one(who: set[str], theirs: set[str], others: Sequence[_Said]) -> bool:
    """Whether two subjects are the same person: ``the union's leader, Klara Weiss`` elsewhere."""
    runs = [bases(w for w in said.by if w.content) for said in others]
    return any(run & who and run & theirs for run in runs)
