"""Negations: words that turn their clause, and whether what is denied is denied there too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qabot.grounding.aligned import Pair, around, closest, overlap, sentence_of
from qabot.grounding.lists import alike, opposed
from qabot.grounding.values import Signal
from qabot.grounding.words import Word, base

_ACCUSES = re.compile(r"\b(?:accus|alleg|suspect|suspici)\w*", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:den(?:y|ies|ied|ying|ials?)|reject\w*|disput\w*)\b", re.IGNORECASE)

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
        "unhurt overturn abolish suspend postpone refrain absence absent unchanged only false "
        "dispute doubt reluctant few empty forbid prohibit outlaw bar badly poorly wrongly save spare rescue escape avert impossible free exclude"
    ).split()
)
_CONTRAST = re.compile(r"\b(?:rather than|instead of|unlike|except)\b", re.IGNORECASE)
_NEGATIVE = re.compile(
    r"un(?!der|til|ion|it|iv)\w{4,}$|\w{3,}less$|im(?:possible|probable)$|i[lr]legal", re.IGNORECASE
)
_IMPLIED = frozenset(
    base(w)
    for w in (
        "refuse deny fail decline reject dispute lack unable unlikely false impossible rebuff refrain "
        "unaware ignorant spurn exclude avoid prevent avert thwart foil cancel scrap abandon"
    ).split()
)
_UNTRUE = frozenset(
    "unhurt unharmed untouched unaffected undecided unclear unsolved otherwise".split()
)
_OF_THEM = frozenset("of the them those these his her their its our".split())
_BE = frozenset("was were is are be been has had have".split())
_PLACED = frozenset("in at on by for from with of to into over under during about as".split())


def denials(pair: Pair) -> Iterator[Signal]:
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
    for head, plain in [] if only_accused(pair) else _heads(theirs):
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


def only_accused(pair: Pair) -> bool:
    """Whether somebody is said to be accused of something who there denies it."""
    accused = _ACCUSES.search(pair.sentence) is not None
    return accused and any(_DENIED.search(text) for text in pair.texts)


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
        if whole and (stated := _stated(listed, at)):
            heads.append((stated, True))
    return heads


def _stated(listed: Sequence[Word], at: int) -> Word | None:
    """What is said of all: ``hurt`` in ``none of the 177 people on board was hurt``."""
    rest = [w for w in listed[at + 1 :] if w.clause == listed[at].clause]
    be = next((n for n, w in enumerate(rest) if w.text.lower() in _BE), None)
    behind = [] if be is None else [w for w in rest[be + 1 :] if w.content]
    return next((w for w in behind if not w.text.lower().endswith("ly")), None)


def turned(listed: Sequence[Word]) -> Turns:
    """Clauses with a negation in them, and the words that make it, with where their turn begins."""
    found: Turns = {}
    for at, word in enumerate(listed):
        before = listed[at - 1].text.lower() if at else ""
        soft = word.base in _SOFT and before not in ("the", "a", "an")
        if (soft and next_word(word, listed) != "of") or _is_cue(listed, at):
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


def turned_before(word: Word, listed: Sequence[Word]) -> bool:
    """Whether a word that turns stands shortly before another: ``saved from closure``."""
    at = listed.index(word)
    near = [w for w in listed[max(0, at - 4) : at] if w.clause == word.clause]
    return any(w.base in _SOFT for w in near)


def denied(word: Word, listed: Sequence[Word]) -> bool:
    cues = (w for at, w in enumerate(listed) if w is not word and _is_cue(listed, at))
    return any(w.clause == word.clause for w in cues)


def next_word(word: Word, listed: Sequence[Word]) -> str:
    at = listed.index(word)
    return listed[at + 1].text.lower() if at + 1 < len(listed) else ""


def is_denial(listed: Sequence[Word], at: int) -> bool:
    """Whether a word denies, by itself or by what it means: ``not``, ``refused``, ``unaware``."""
    word = listed[at]
    before = listed[at - 1].text.lower() if at else ""
    if _is_cue(listed, at):
        return True
    implied = word.base in _IMPLIED and before not in ("the", "a", "an")
    return implied or word.text.lower() in _UNTRUE
