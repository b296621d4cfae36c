"""Who does what to whom: parts of a sentence that have changed places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from qabot.grounding.aligned import Pair
from qabot.grounding.shares import check_shares
from qabot.grounding.subjects import consistent
from qabot.grounding.values import Problem, Signal
from qabot.grounding.verbs import MUTUAL, led_on, passive
from qabot.grounding.words import Word, base, words

_PAST = frozenset(
    base(w)
    for w in (
        "win beat buy sell hit pay sue lead leave take give make send shoot fight hold lose strike "
        "find tell call lend blame join back buy meet see build cut"
    ).split()
)
_BEFORE_VERB = frozenset("to will would could may might can should must did does not".split())
_ARTICLES = frozenset("the a an its their his her of".split())
_OBJECTS = frozenset("him her them it".split())
_TURNS = ("rather than", "instead of", "from", "than", "against")
_SKIPPED = frozenset("people person year percent said".split())


def roles(pair: Pair, sentence: str, cited: Sequence[str]) -> Iterator[Signal]:
    """Names, things or numbers that stand the other way round in what is cited."""
    mine = words(sentence)
    each = [words(text) for text in cited]
    if problem := _exchanged(mine, each, consistent(pair)):
        yield _signal("exchanged", problem)
    for text, listed in zip(cited, each, strict=True):
        if problem := _turned(sentence, mine, text, listed):
            yield _signal("sides", problem)
    whole = " ".join(cited)
    theirs = words(whole)
    if problem := check_shares(sentence, whole):
        yield _signal("counted", problem)
    if problem := _owners(sentence, mine, whole, theirs):
        yield _signal("owners", problem)


def _signal(name: str, problem: Problem) -> Signal:
    return Signal(name, 1.0, problem.kind, problem.remark)


def _places(listed: Sequence[Word]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for at, word in enumerate(listed):
        if word.content:
            found.setdefault(word.base, []).append(at)
    return found


def _doer_named(listed: Sequence[Word], at: int) -> bool:
    return any(w.text.lower() == "by" for w in listed[at + 1 : at + 6])


def _is_verb(listed: Sequence[Word], at: int) -> bool:
    word = listed[at].text.lower()
    before = listed[at - 1].text.lower() if at else ""
    if before in _ARTICLES:
        return False
    if word.endswith("ing") and at and listed[at - 1].clause != listed[at].clause:
        return True  # "declared war, accusing"
    return word.endswith("ed") or listed[at].base in _PAST or before in _BEFORE_VERB


def _exchanged(
    mine: Sequence[Word], cited: Sequence[Sequence[Word]], sound: Set[str]
) -> Problem | None:
    """``A beat B`` for ``B beat A``: a shared verb with shared words changed over."""
    here = _places(mine)
    for verb, (at, *_) in here.items():
        if verb in MUTUAL or verb in sound or not _is_verb(mine, at):
            continue
        found = [
            _changed_over(mine, at, theirs, other)
            for theirs in cited
            for other in _places(theirs).get(verb, ())
            if _is_verb(theirs, other)
        ]
        if True in found and False not in found:
            return Problem("role", f"who and whom of \u201c{mine[at].text}\u201d are exchanged")
    return None


def _changed_over(mine: Sequence[Word], at: int, theirs: Sequence[Word], other: int) -> bool | None:
    """Whether doer and done are exchanged around a verb; None where that cannot be told."""
    left, right = _sides(mine, at)
    their_left, their_right = _sides(theirs, other)
    turned = passive(mine, at), passive(theirs, other)
    if turned[0] != turned[1]:
        if not _doer_named(*((mine, at) if turned[0] else (theirs, other))):
            return None  # whose doing it was is not said
        their_left, their_right = their_right, their_left
    if led_on(mine, at) != led_on(theirs, other):
        return None  # "leaked oil" and "oil leaked from"
    doers = (left & their_right) - their_left - right
    done = (right & their_left) - their_right - left
    names = {w.base for w in mine if w.text[0].isupper()}
    if done & names and left & names and not left & their_left and _object(theirs, other):
        doers = doers or left  # "Kern accused her"
    if doers and done:
        return True
    return False if left & their_left and not doers and not done else None


def _object(listed: Sequence[Word], at: int) -> bool:
    return any(w.text.lower() in _OBJECTS for w in listed[at + 1 : at + 3])


def _sides(listed: Sequence[Word], at: int) -> tuple[set[str], set[str]]:
    """Content words before and behind a place, no further than the next clause;
    names up to three clauses away."""
    verb = listed[at]
    led = verb.text.endswith("ing") and at > 0 and listed[at - 1].clause != verb.clause
    near = [
        w
        for w in listed
        if w.content
        and abs(w.clause - verb.clause)
        <= (3 if w.text[0].isupper() or (led and w.end <= verb.start) else 1)
    ]
    left = {w.base for w in near if w.end <= verb.start} - {verb.base}
    right = {w.base for w in near if w.start >= verb.end} - {verb.base}
    return left, right


def _turned(
    sentence: str, mine: Sequence[Word], text: str, theirs: Sequence[Word]
) -> Problem | None:
    """``X rather than Y`` for ``Y rather than X``; ``from 5 to 7`` for ``from 7 to 5``."""
    for turn in _TURNS:
        for left, right in _around(sentence, mine, turn):
            for their_left, their_right in _around(text, theirs, turn):
                one, other = left & their_right, right & their_left
                if (one - their_left - right) and (other - their_right - left):
                    return Problem("role", f"the sides of \u201c{turn}\u201d are exchanged")
    return None


def _around(text: str, listed: Sequence[Word], turn: str) -> list[tuple[set[str], set[str]]]:
    """The nearest words before and behind a turn of phrase, wherever it stands."""
    found: list[tuple[set[str], set[str]]] = []
    for match in re.finditer(rf"\b{turn}\b", text):
        before = [w for w in listed if w.content and w.end <= match.start()][-3:]
        after = [w for w in listed if w.content and w.start >= match.end()][:3]
        if turn == "from":
            if to := re.match(r"\s*(\S+) to (\S+?)\b", text[match.end() :]):
                found.append(({to[1]}, {to[2]}))
                continue
            if re.search(r"\bto \S*\d\S*(?: \S+){0,4} $", text[: match.start()]):
                continue  # "to 142 from 162": as numbers, below
        found.append(({w.base for w in before}, {w.base for w in after}))
    return found


def _owners(
    sentence: str, mine: Sequence[Word], text: str, theirs: Sequence[Word]
) -> Problem | None:
    """``A did x and B did y`` for ``B did x and A did y``."""
    here, there = _places(mine), _places(theirs)
    shared = [b for b in here if b in there and b not in _SKIPPED]
    owners = [b for b in shared if any(_may_own(mine[p]) for p in here[b])]
    for number, one in enumerate(owners):
        for other in owners[number + 1 :]:
            gained: set[str] = set()
            for thing in shared:
                at, place = here[thing][0], there[thing][0]
                if thing in (one, other) or not (_done(mine, at) and _done(theirs, place)):
                    continue
                if passive(mine, at) != passive(theirs, place):
                    continue
                now, then = _owner(mine, at, one, other), _owner(theirs, place, one, other)
                if now and then and now != then:
                    gained.add(now)
            if len(gained) == 2:
                return Problem("role", "what belongs to whom is exchanged")
    return None


def _done(listed: Sequence[Word], at: int) -> bool:
    """Whether a word is a verb or a number: something that is somebody's."""
    return listed[at].text[0].isdigit() or _is_verb(listed, at)


def _may_own(word: Word) -> bool:
    return word.text[0].isupper() or word.text.lower().endswith("s") or len(word.text) > 6


def _owner(listed: Sequence[Word], at: int, one: str, other: str) -> str:
    """Which of two words stands nearest before a place, at most a clause away; empty if none."""
    for word in reversed(listed[:at]):
        if listed[at].clause - word.clause > 1 + listed[at].text[0].isdigit():
            break
        if word.base in (one, other):
            return word.base
    return ""
