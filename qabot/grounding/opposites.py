"""Opposite words in the same place: ``rose`` for ``fell``, ``less likely`` for ``more likely``."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from qabot.grounding.aligned import Pair, around, bases, closest, sentence_of
from qabot.grounding.denials import denied, next_word, turned_before
from qabot.grounding.lists import alike, opposed
from qabot.grounding.subjects import is_verb, subject
from qabot.grounding.values import Signal
from qabot.grounding.words import Word, base

_MORE = {"more": True, "most": True, "less": False, "fewer": False, "least": False}
_SIDES = frozenset("against up down above below more less".split())
"""Stop words that have an opposite."""
_ROLES = frozenset(
    base(w)
    for w in (
        "win lose beat defeat victory loss buy sell purchase acquire lend borrow give receive import "
        "more less fewer higher lower older younger bigger smaller faster slower "
        "export attack defend arrive leave gain winner loser attacker victim"
    ).split()
)
"""Opposites that are true together, one of each side."""
_TURNS = frozenset("but while whereas although and or".split())
_BESIDE = 5
"""Words within which two are of one predicate: ``kept its rate unchanged``."""


def opposites(pair: Pair) -> Iterator[Signal]:
    mine, theirs = pair.mine, pair.theirs
    nearest = pair.nearest()
    have, there = bases(mine), bases(theirs)
    for word in mine:
        if not (word.content or word.text.lower() in _SIDES):
            continue
        against = opposed(word.base) | _un(word, theirs)
        others = [w for w in theirs if w.base in against]
        found = closest(word, mine, others, theirs)
        if found is None:
            continue
        other, score = found
        at = mine.index(word)
        beside = bases(mine[max(0, at - _BESIDE) : at + _BESIDE])
        stands = [
            w
            for w in theirs
            if w.base == word.base
            or (w.base in alike(word.base) and (w.base not in have or w.base in beside))
        ]
        stands = [w for w in stands if not _refused(w, theirs)]  # "refused permission": not allowed
        own = closest(word, mine, stands, theirs)
        if own and own[1] >= score:
            continue  # it stands there too, as well placed
        said_so = denied(word, mine)
        if any(denied(o, theirs) != said_so for o in others if _as_near(o, other)):
            continue  # "did not fall" for "rose": turned twice
        if word.base in _ROLES and _conversely(word, mine, other, theirs):
            continue  # "lost to" is "was beaten by"
        said = f"says \u201c{word.text}\u201d where what it cites says \u201c{other.text}\u201d"
        answered = (own and own[1] >= _share(own[0].base == word.base, score)) or (have - there) & (
            alike(other.base) - {word.base}
        )
        soft = turned_before(word, mine) != turned_before(other, theirs)
        soft = soft or _others_deed(word, mine, other, theirs)
        soft = soft or other.base in have  # it speaks of both itself
        if score >= 1 and not answered and not soft:
            full = min(3.0, max(1.0, len(around(word, mine))))
            yield Signal("opposite", 0.4 + 0.6 * min(score / full, 1.0), "negation", said)
        elif score >= 1 or any(w is other for w in nearest):
            yield Signal("opposite_loosely", 0.5 if answered else 1.0, "negation", said)


_REFUSING = frozenset(base(w) for w in ("refuse", "deny", "reject", "decline", "withhold", "lack"))


def _refused(word: Word, theirs: Sequence[Word]) -> bool:
    at = theirs.index(word)
    near = [w for w in theirs[max(0, at - 3) : at] if w.clause == word.clause]
    return any(w.base in _REFUSING for w in near)


def _others_deed(word: Word, mine: Sequence[Word], other: Word, theirs: Sequence[Word]) -> bool:
    """Whether two verbs have subjects of their own: one praises what another condemns."""
    at, place = mine.index(word), theirs.index(other)
    if not (is_verb(mine, at) and is_verb(theirs, place)):
        return False
    who, whom = bases(subject(mine, at)), bases(subject(theirs, place))
    known = bases(theirs)
    # The doer may stand further off: "the agency, which had hired the firm, denied it".
    for one in reversed(theirs[:place]):
        if sentence_of(one) != sentence_of(other) or one.text.lower() in _TURNS:
            break
        whom |= {one.base} if one.content else set()
    return bool(who and whom and who <= known) and not any(alike(w) & whom for w in who)


def _as_near(one: Word, other: Word) -> bool:
    return sentence_of(one) == sentence_of(other)


def _share(exact: bool, score: float) -> float:
    """How well placed the word itself must be there to answer for its opposite."""
    if exact:
        return 0.0 if score < 2 else score / 2
    return max(1.0, score / 2)


def _un(word: Word, theirs: Sequence[Word]) -> frozenset[str]:
    """``unknown`` for ``known`` and the other way round."""
    lower = word.text.lower()
    bare = lower[2:] if lower.startswith("un") and len(lower) > 6 else ""
    found = (w for w in theirs if len(lower) > 3 and w.text.lower() in (f"un{lower}", bare))
    return frozenset(w.base for w in found)


def _conversely(word: Word, mine: Sequence[Word], other: Word, theirs: Sequence[Word]) -> bool:
    """Whether the two sides of a word are exchanged too: ``A lost to B``, ``B beat A``."""
    if "to" in (next_word(word, mine), next_word(other, theirs)):
        return True
    left, right = _sides(word, mine)
    their_left, their_right = _sides(other, theirs)
    return bool((left & their_right) | (right & their_left)) and not left & their_left


def _sides(word: Word, listed: Sequence[Word]) -> tuple[set[str], set[str]]:
    """Names and other content words before and behind a word, in its sentence."""
    near = [w for w in listed if w.content and abs(w.clause - word.clause) <= 2]
    return (
        bases(w for w in near if w.end <= word.start and w.text[0].isupper()),
        bases(w for w in near if w.start >= word.end and w.text[0].isupper()),
    )


def compared(pair: Pair) -> Iterator[Signal]:
    """``less likely`` for ``more likely``."""
    for one, after in [*itertools.pairwise(pair.mine), *_after(pair.mine)]:
        if (side := _MORE.get(one.text.lower())) is None or not after.content:
            continue
        there = [
            (w, _MORE[w.text.lower()])
            for w, x in [*itertools.pairwise(pair.theirs), *_after(pair.theirs)]
            if w.text.lower() in _MORE and x.base == after.base
        ]
        if there and all(other != side for _, other in there):
            said = f"{one.text} {after.text}", f"{there[0][0].text} {after.text}"
            remark = f"says \u201c{said[0]}\u201d where what it cites says \u201c{said[1]}\u201d"
            yield Signal("opposite", 1.0, "negation", remark)


def _after(listed: Sequence[Word]) -> list[tuple[Word, Word]]:
    """``talked more``: where nothing that it may belong to follows."""
    found: list[tuple[Word, Word]] = []
    for at, word in enumerate(listed):
        following = listed[at + 1] if at + 1 < len(listed) else None
        last = following is None or following.clause != word.clause or not following.content
        if word.text.lower() in _MORE and at and last:
            found.append((word, listed[at - 1]))
    return found


def sided(pair: Pair) -> Iterator[Signal]:
    """``campaigned for`` for ``campaigned against``."""
    known = {(w.base, x.text.lower()) for w, x in itertools.pairwise(pair.theirs)}
    for word, behind in itertools.pairwise(pair.mine):
        side = behind.text.lower()
        other = {"for": "against", "against": "for"}.get(side)
        if (
            other
            and word.content
            and (word.base, other) in known
            and (word.base, side) not in known
        ):
            said = f"\u201c{word.text} {side}\u201d is \u201c{word.text} {other}\u201d in what it cites"
            yield Signal("opposite", 1.0, "negation", said)
