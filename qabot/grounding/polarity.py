"""Negations and opposites: signs that a sentence says the reverse of what it cites."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from qabot.grounding.aligned import Pair, around, bases, closest, overlap, sentence_of
from qabot.grounding.lists import alike, opposed
from qabot.grounding.subjects import is_verb, subject
from qabot.grounding.values import Signal
from qabot.grounding.words import Word, base

Turns = dict[int, list[tuple[str, int]]]
_CUES = frozenset(
    "not never no none nobody nothing neither nor without cannot hardly unless".split()
)
_VERBS = frozenset(base(w) for w in ("refuse", "deny"))
_VERBS_TO = frozenset(base(w) for w in ("fail", "decline"))
# They turn their clause, but what they turn is often said in other words.
_SOFT = frozenset(
    base(w)
    for w in (
        "lose lack cut stop prevent block ban avoid cancel drop withdraw reject oppose end halt rather "
        "instead unable unlikely against scrap abandon waive dismiss rule fail decline undisclosed "
        "unhurt overturn abolish suspend postpone refrain absence absent unchanged remain only false "
        "dispute doubt reluctant few empty forbid prohibit outlaw bar badly poorly wrongly save spare rescue escape avert impossible free exclude"
    ).split()
)
_CONTRAST = re.compile(r"\b(?:rather than|instead of|unlike|except)\b", re.IGNORECASE)
_NEGATIVE = re.compile(
    r"un(?!der|til|ion|it|iv)\w{4,}$|\w{3,}less$|im(?:possible|probable)$|i[lr]legal", re.IGNORECASE
)
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
_BESIDE = 5
"""Words within which two are of one predicate: ``kept its rate unchanged``."""
_OF_THEM = frozenset("of the them those these his her their its our".split())
_PLACED = frozenset("in at on by for from with of to into over under during about as".split())


def polarity(pair: Pair) -> Iterator[Signal]:
    """Negations that one side lacks, and opposite words in the same place."""
    yield from _denials(pair)
    yield from _opposites(pair)
    yield from _compared(pair)
    yield from _sided(pair)


def _denials(pair: Pair) -> Iterator[Signal]:
    mine, theirs = pair.mine, pair.theirs
    ours, known = turned(mine), turned(theirs)
    for head, plain in _heads(mine):
        same, exact = _same(head, theirs)
        found = closest(head, mine, same, theirs)
        if (
            found
            and not _is_turned(found[0], known)
            and not any(_turned_here(w, known, found[0]) for w in same)
        ):
            remark = f"what it cites does not deny \u201c{head.text}\u201d"
            if exact and plain:
                yield Signal("denied", 1.0, "negation", remark)
        elif not found and not _explained(head, pair.nearest(), known):
            yield Signal("denial_new", 1.0, "negation", "what it cites denies nothing")
    for head, plain in _heads(theirs):
        same, exact = _same(head, mine)
        found = closest(head, theirs, same, mine)
        if found is None or _is_turned(found[0], ours) or _CONTRAST.search(pair.sentence):
            continue
        near = around(found[0], mine)
        here = overlap(near, around(head, theirs))
        rivals = [w for w in theirs if w.base == head.base and not _is_turned(w, known)]
        if any(overlap(near, around(w, theirs)) > here for w in rivals):
            continue  # it stands elsewhere, undenied
        alone = around(head, theirs) <= {base(cue) for cue in _CUES}  # "Nobody was hurt."
        weight = (
            1.0 if found[1] >= 1 or alone or sentence_of(head) == 0 == len(pair.each) - 1 else 0.5
        )
        if exact and plain:
            remark = f"what it cites denies \u201c{found[0].text}\u201d"
            yield Signal("undenied", weight, "negation", remark)


def _explained(head: Word, nearest: Sequence[Word], known: Turns) -> bool:
    """Whether a cited sentence has some reason for a denial: one of its own, or an opposite."""
    against = opposed(head.base)
    return any(w.clause in known or w.base in against or _NEGATIVE.match(w.text) for w in nearest)


def _turned_here(word: Word, known: Turns, best: Word) -> bool:
    return sentence_of(word) == sentence_of(best) and _is_turned(word, known)


def _same(head: Word, listed: Sequence[Word]) -> tuple[list[Word], bool]:
    """Words of the same base, else words alike; and whether they are the same."""
    exact = [w for w in listed if w.base == head.base]
    if exact:
        return exact, True
    near = alike(head.base)
    return [w for w in listed if w.content and w.base in near], False


def _is_cue(listed: Sequence[Word], at: int) -> bool:
    word = listed[at]
    lower = word.text.lower()
    if lower in _CUES or lower.endswith(("n't", "n\u2019t")) or word.base in _VERBS:
        return True
    following = listed[at + 1].text.lower() if at + 1 < len(listed) else ""
    return word.base in _VERBS_TO and following == "to"


def _heads(listed: Sequence[Word]) -> list[tuple[Word, bool]]:
    """The first content word behind each negation, in its clause; and whether nothing but
    auxiliaries stands between, so that it is the word denied."""
    heads: list[tuple[Word, bool]] = []
    for at in range(len(listed)):
        if not _is_cue(listed, at):
            continue
        plain, whole = True, listed[at].text.lower() in ("none", "nobody", "nothing")
        whole = whole or (at + 1 < len(listed) and listed[at + 1].text.lower() == "longer")
        for word in listed[at + 1 : at + 7]:
            if word.clause != listed[at].clause:
                break
            plain = plain and (whole or word.text.lower() not in _PLACED - {"to"})
            if word.text[0].isupper() or (whole and word.text.lower() in _OF_THEM):
                continue
            if (
                word.content
                and not word.text[0].isdigit()
                and word.text.lower() not in ("yet", "longer", "more")
            ):
                heads.append((word, plain))
                break
    return heads


def turned(listed: Sequence[Word]) -> Turns:
    """Clauses with a negation in them, and the words that make it, with where their turn begins."""
    found: Turns = {}
    for at, word in enumerate(listed):
        before = listed[at - 1].text.lower() if at else ""
        soft = word.base in _SOFT and before not in ("the", "a", "an")
        if (soft and _next(word, listed) != "of") or _is_cue(listed, at):
            # "the right to stop it": turns what follows, not the right.
            begin = word.start if soft and before == "to" else -1
            found.setdefault(word.clause, []).append((word.base, begin))
        if before in ("should", "could", "would") and word.text.lower() == "have":
            found.setdefault(word.clause, []).append(("", word.start))  # it was not
    return found


def _is_turned(word: Word, known: Turns) -> bool:
    """Whether a word is negated by another of its clause."""
    turns = known.get(word.clause, ())
    return any(base_ != word.base and begin < word.start for base_, begin in turns)


def _others_deed(word: Word, mine: Sequence[Word], other: Word, theirs: Sequence[Word]) -> bool:
    """Whether two verbs have subjects of their own: one praises what another condemns."""
    at, place = mine.index(word), theirs.index(other)
    if not (is_verb(mine, at) and is_verb(theirs, place)):
        return False
    who, whom = bases(subject(mine, at)), bases(subject(theirs, place))
    known = bases(theirs)
    return bool(who and whom and who <= known) and not any(alike(w) & whom for w in who)


def _turned_before(word: Word, listed: Sequence[Word]) -> bool:
    """Whether a word that turns stands shortly before another: ``saved from closure``."""
    at = listed.index(word)
    near = [w for w in listed[max(0, at - 4) : at] if w.clause == word.clause]
    return any(w.base in _SOFT for w in near)


def _opposites(pair: Pair) -> Iterator[Signal]:
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
        own = closest(word, mine, stands, theirs)
        if own and own[1] >= score:
            continue  # it stands there too, as well placed
        said_so = _denied(word, mine)
        if any(_denied(o, theirs) != said_so for o in others if _as_near(o, other)):
            continue  # "did not fall" for "rose": turned twice
        if word.base in _ROLES and _conversely(word, mine, other, theirs):
            continue  # "lost to" is "was beaten by"
        said = f"says \u201c{word.text}\u201d where what it cites says \u201c{other.text}\u201d"
        answered = (own and own[1] >= _share(own[0].base == word.base, score)) or (have - there) & (
            alike(other.base) - {word.base}
        )
        soft = _turned_before(word, mine) != _turned_before(other, theirs)
        soft = soft or _others_deed(word, mine, other, theirs)
        soft = soft or other.base in have  # it speaks of both itself
        if score >= 1 and not answered and not soft:
            full = min(3.0, max(1.0, len(around(word, mine))))
            yield Signal("opposite", min(score / full, 1.0), "negation", said)
        elif score >= 1 or any(w is other for w in nearest):
            yield Signal("opposite_loosely", 0.5 if answered else 1.0, "negation", said)


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
    if "to" in (_next(word, mine), _next(other, theirs)):
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


def _next(word: Word, listed: Sequence[Word]) -> str:
    at = listed.index(word)
    return listed[at + 1].text.lower() if at + 1 < len(listed) else ""


def _denied(word: Word, listed: Sequence[Word]) -> bool:
    cues = (w for at, w in enumerate(listed) if w is not word and _is_cue(listed, at))
    return any(w.clause == word.clause for w in cues)


def _compared(pair: Pair) -> Iterator[Signal]:
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


def _sided(pair: Pair) -> Iterator[Signal]:
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
