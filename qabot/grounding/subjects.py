"""Who does what: signs that the doer of something is another, or was the one it was done to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qabot.grounding.aligned import Pair, bases
from qabot.grounding.lists import alike
from qabot.grounding.number_words import ONES
from qabot.grounding.openers import OPENERS, TITLES
from qabot.grounding.speech import SAYING
from qabot.grounding.values import Signal
from qabot.grounding.verbs import BE, MUTUAL, led_on, passive
from qabot.grounding.words import PAST_FORMS, Word, base

_AUXILIARY = frozenset(
    "to will would could may might can should must shall did do does has have had having not also "
    "already just then first still never only n't later finally once even again".split()
)
_BE = BE | {"get", "got", "gets"}
_BEHIND = frozenset("the a an its their his her that for against".split())
_NUMBERS = frozenset(base(w) for w in (*ONES[1:13], "dozen"))
_CONNECTING = frozenset("and or but that which who when while after before because if".split())
_PREPOSITIONS = frozenset(
    "in into on onto at over from by for with of to under near after before during about as".split()
)
_BEFORE_NOUN = frozenset(
    "the a an its their his her our my of in on at by for from with as no both all".split()
)
_DATES = frozenset(
    base(w)
    for w in (
        "monday tuesday wednesday thursday friday saturday sunday january february march april may "
        "june july august september october november december"
    ).split()
)
_REMARK = "who does what is another in what it cites: \u201c{}\u201d"


@dataclass(frozen=True)
class _Deed:
    """Who does something to whom, as far as a sentence says; words, not persons."""

    doer: Sequence[Word]
    done: frozenset[str]
    near: frozenset[str] = frozenset()
    """Of those the ones before any preposition."""
    object_: bool = True
    """Whether something stands right behind the verb."""


def subjects(pair: Pair) -> Iterator[Signal]:
    """Verbs of both sides whose subjects differ in a way that tells."""
    everyone = bases(pair.theirs)
    for at, verb in enumerate(pair.mine):
        if not verb.content or verb.base in MUTUAL or not is_verb(pair.mine, at):
            continue
        mine = _deed(pair.mine, at)
        if not (bases(mine.doer) or mine.done) & everyone:
            continue
        told = _told(pair, at, mine)
        if "same" in {one for one, _ in told}:
            continue
        if ("turned", True) in told:
            yield Signal("turned_over", 1.0, "role", _REMARK.format(verb.text))
        elif {one for one, exact in told if exact} == {"other"} and verb.base not in SAYING:
            yield Signal("other_doer", 1.0, "role", _REMARK.format(verb.text))


def consistent(pair: Pair) -> set[str]:
    """Bases of the verbs whose subject is the same on both sides, said in other words perhaps."""
    return {
        verb.base
        for at, verb in enumerate(pair.mine)
        if verb.content and is_verb(pair.mine, at)
        if "same" in {one for one, _ in _told(pair, at, _deed(pair.mine, at))}
    }


def _told(pair: Pair, at: int, mine: _Deed) -> set[tuple[str, bool]]:
    """How the deeds of cited verbs alike compare; and whether the verb is the very same."""
    near = alike(pair.mine[at].base)
    return {
        (judged, other.base == pair.mine[at].base)
        for theirs in pair.each
        for place, other in enumerate(theirs)
        if other.base in near and is_verb(theirs, place)
        if led_on(pair.mine, at) == led_on(theirs, place)
        if (judged := _compared(mine, _deed(theirs, place)))
    }


def _deed(listed: Sequence[Word], at: int) -> _Deed:
    who, behind = subject(listed, at), _behind(listed, at)
    if not _undergone(listed, at):
        direct = at + 1 < len(listed) and listed[at + 1].text.lower() not in _PREPOSITIONS
        direct = direct and listed[at + 1].clause == listed[at].clause
        done = frozenset(bases(behind) - bases(who))
        return _Deed(who, done, done & _before_preposition(listed, at), direct)
    by = next((n for n, w in enumerate(behind) if w.text.lower() == "by"), len(behind))
    doer = [w for w in behind[by + 1 :] if w.clause == listed[at].clause and w.content]
    done = frozenset(bases(who))
    return _Deed(doer, done, done)


def _compared(mine: _Deed, theirs: _Deed) -> str:
    """``turned``, ``other`` or ``same``; empty where it cannot be told."""
    who, whom = bases(mine.doer), bases(theirs.doer)
    names, their_names = _names(mine.doer), _names(theirs.doer)
    rivals = names and their_names and not names & their_names
    if any(alike(word) & whom for word in who) and not rivals:
        # A wolf that killed sheep did not kill a hunter.
        other = mine.near and theirs.near and who != whom and not _alike(mine.near, theirs.near)
        return "" if other else "same"
    if (who & theirs.near and mine.object_) or (mine.done & whom and who):
        return "turned"
    if not who and not whom and mine.done & theirs.done:
        return "same"
    return "other" if names and their_names and mine.done & theirs.done else ""


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return any(alike(word) & other for word in one)


def _names(listed: Sequence[Word]) -> set[str]:
    found = (w for w in listed if w.text[0].isupper())
    return bases(w for w in found if w.text.lower() not in TITLES | OPENERS) - _DATES


def _before_preposition(listed: Sequence[Word], at: int) -> set[str]:
    found: set[str] = set()
    for word in listed[at + 1 :]:
        if word.text.lower() in _PREPOSITIONS:
            break
        found.add(word.base)
    return found


def is_verb(listed: Sequence[Word], at: int) -> bool:
    """Whether a word may be a verb with a subject before it."""
    if not at or listed[at].text[0].isupper() or listed[at].base in _NUMBERS:
        return False
    word, before = listed[at].text.lower(), listed[at - 1].text.lower()
    behind = listed[at + 1].text.lower() if at + 1 < len(listed) else ""
    like = word.endswith("ed") or word in PAST_FORMS or before in _AUXILIARY or behind in _BEHIND
    return like and before not in _BEFORE_NOUN and bool(subject(listed, at))


def subject(listed: Sequence[Word], at: int) -> list[Word]:
    """Content words right before a verb, back to the beginning of its clause or another verb.

    Of ``agreed to give`` the subject is that of ``agreed``.
    """
    if not at or (listed[at].text.endswith("ing") and listed[at - 1].clause != listed[at].clause):
        return []
    found: list[Word] = []
    clause = listed[at].clause
    governed = listed[at - 1].text.lower() == "to"
    for word in reversed(listed[:at]):
        lower = word.text.lower()
        if word.clause != clause:
            if found or lower in _CONNECTING or listed[at].clause - word.clause > 1:
                break
            clause = word.clause  # "the minister, Ana Ruiz, was shot"
        if word.base in SAYING and not governed:
            break
        if found and (lower in _AUXILIARY or lower in _BE):
            break
        if governed and not found and (lower.endswith("ed") or lower in PAST_FORMS):
            continue
        if word.content and not lower.endswith("ly") and lower not in _AUXILIARY:
            found.insert(0, word)
    return found if not found or not found[-1].text[0].isdigit() else []


def _behind(listed: Sequence[Word], at: int) -> list[Word]:
    """The words behind a verb, to the end of its clause or one with ``that``."""
    found: list[Word] = []
    clause = listed[at].clause
    for word in listed[at + 1 :]:
        if word.clause != clause and word.text.lower() not in ("that", "because"):
            break
        clause = word.clause
        found.append(word)
    return [w for w in found if w.content or w.text.lower() == "by"]


def _undergone(listed: Sequence[Word], at: int) -> bool:
    if passive(listed, at) or any(w.text.lower() in _BE for w in listed[max(0, at - 2) : at]):
        return True
    # "sites counted in the 1990s"
    bare = not at or listed[at - 1].content
    following = listed[at + 1].text.lower() if at + 1 < len(listed) else ""
    return bare and listed[at].text.endswith("ed") and following in ("in", "at", "near", "of")
