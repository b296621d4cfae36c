"""Negations and opposites: whether a sentence says the reverse of what it cites."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence

from qabot.grounding.values import Problem
from qabot.grounding.words import Word, base, words

_CUES = frozenset("not never no none nobody nothing neither nor without cannot hardly".split())
_VERBS = frozenset(base(w) for w in ("refuse", "deny"))
_VERBS_TO = frozenset(base(w) for w in ("fail", "decline"))
# They turn their clause, but what they turn is often said in other words.
_SOFT = frozenset(
    base(w)
    for w in (
        "lose lack cut stop prevent block ban avoid cancel drop withdraw reject oppose end halt rather "
        "instead unable unlikely against scrap abandon waive dismiss rule fail decline undisclosed "
        "unhurt overturn abolish suspend postpone"
    ).split()
)
_MORE = {"more": True, "most": True, "less": False, "fewer": False, "least": False}
_IDLE = re.compile(
    r"\bno (?:more|less|fewer|later|earlier) than\b|\bnot (?:only|just|least)\b|\bno doubt\b"
    r"|\bnothing but\b|\bno matter\b|\bnot until\b|\bwhether or not\b|\bNo\. ?\d",
    re.IGNORECASE,
)
_PAIRS = tuple(
    tuple(frozenset(base(w) for w in side.split()) for side in line.split("|"))
    for line in (
        "accept agree approve back adopt welcome endorse|reject refuse decline condemn oppose veto block",
        "rise increase grow gain climb soar jump surge raise|fall drop decrease decline shrink plunge slump lower cut",
        "win victory beat defeat|lose loss",
        "profit|loss lose",
        "gain|lose",
        "convict guilty|acquit clear innocent",
        "admit confirm acknowledge confess concede|deny denied dispute",
        "open reopen|close shut closed",
        "begin start launch|end finish stop cease conclude",
        "arrest detain jail imprison capture|release free",
        "allow permit legalise legalize|ban prohibit forbid outlaw",
        "more|less fewer",
        "higher|lower",
        "cheap cheaper|expensive dearer",
        "strong stronger|weak weaker poor",
        "killed kill die dead|wounded wound injured injure survive unhurt",
        "possible|impossible",
        "legal|illegal",
        "lift end revoke cancel|extend impose prolong",
        "leave depart withdraw|stay remain",
        "hire recruit|fire dismiss lay cut",
        "buy purchase acquire|sell",
        "import|export",
        "survive|die killed",
        "enter arrive join|leave depart quit",
        "lengthen extend prolong widen expand|shorten reduce cut narrow shrink",
        "strengthen|weaken",
        "improve|worsen deteriorate",
        "north northern|south southern",
        "east eastern|west western",
        "majority|minority",
        "oldest|youngest",
        "largest biggest highest|smallest lowest",
        "fastest|slowest",
        "best|worst",
        "always|never",
        "success succeed|fail failure",
        "praise applaud welcome hail|criticise criticize condemn denounce",
        "favour favor support back|against oppose reject",
        "male men man|female women woman",
        "tighten|loosen ease relax",
        "peace ceasefire|war",
        "safe|unsafe dangerous",
        "hot hotter warm warmer warmest|cold colder cool cooler coldest",
        "public|private",
        "upheld uphold|overturn strike quash block void",
        "remain stay kept unchanged hold left|raise change",
    )
)


def check_polarity(sentence: str, cited: Sequence[str]) -> Problem | None:
    """A negation of one side that the other lacks, or an opposite word."""
    mine = words(_IDLE.sub(" ", sentence))
    each = [_placed(text, place) for place, text in enumerate(cited)]
    theirs = [word for listed in each for word in listed]
    ours, known = _turned(mine), _turned(theirs)
    for word in _heads(mine):
        same = [w for w in theirs if w.base == word.base]
        if same and not any(_is_turned(w, known) for w in same):
            return Problem("negation", f"what it cites does not deny \u201c{word.text}\u201d")
    for word in _heads(theirs):
        same = [w for w in mine if w.base == word.base]
        forms = {w.text.lower() for w in same}
        stands = any(w.text.lower() in forms and not _is_turned(w, known) for w in theirs)
        if same and not any(_is_turned(w, ours) for w in same) and not stands:
            return Problem("negation", f"what it cites denies \u201c{word.text}\u201d")
    have = _bases(word for word in mine if word.content)
    most = max(len(have & _bases(listed)) for listed in each)
    nearest = [w for listed in each if len(have & _bases(listed)) == most for w in listed]
    return _opposite(mine, nearest)


def _placed(text: str, place: int) -> list[Word]:
    """Words of a cited sentence, with clauses that no other sentence shares."""
    found = words(_IDLE.sub(" ", text))
    return [Word(w.text, w.base, w.start, w.end, w.clause + 1000 * place) for w in found]


def _is_cue(listed: Sequence[Word], at: int) -> bool:
    word = listed[at]
    lower = word.text.lower()
    if lower in _CUES or lower.endswith(("n't", "n\u2019t")) or word.base in _VERBS:
        return True
    following = listed[at + 1].text.lower() if at + 1 < len(listed) else ""
    return word.base in _VERBS_TO and following == "to"


def _heads(listed: Sequence[Word]) -> list[Word]:
    """The first content word behind each negation, in its clause."""
    heads: list[Word] = []
    for at in range(len(listed)):
        if not _is_cue(listed, at):
            continue
        for word in listed[at + 1 : at + 7]:
            if word.clause != listed[at].clause:
                break
            if word.content and not word.text[0].isdigit() and word.text.lower() != "yet":
                heads.append(word)
                break
    return heads


def _turned(listed: Sequence[Word]) -> dict[int, set[str]]:
    """Clauses with a negation in them, and the words that make it."""
    found: dict[int, set[str]] = {}
    for at, word in enumerate(listed):
        before = listed[at - 1].text.lower() if at else ""
        soft = word.base in _SOFT and before not in ("the", "a", "an")
        if (soft and _next(word, listed) != "of") or _is_cue(listed, at):
            found.setdefault(word.clause, set()).add(word.base)
    return found


def _is_turned(word: Word, turned: Mapping[int, set[str]]) -> bool:
    """Whether a word is negated by another of its clause."""
    return bool(turned.get(word.clause, set()) - {word.base})


def _opposite(mine: Sequence[Word], theirs: Sequence[Word]) -> Problem | None:
    if problem := _compared(mine, theirs):
        return problem
    for word in mine:
        if word.content and (reverse := _unlike(word, mine, theirs)):
            return _reversed(word.text, reverse.text)
    for one, other in _PAIRS:
        for left, right in ((one, other), (other, one)):
            for word in mine:
                if word.base in left and (reverse := _aligned(word, mine, theirs, left, right)):
                    return _reversed(word.text, reverse.text)
    return None


def _unlike(word: Word, mine: Sequence[Word], theirs: Sequence[Word]) -> Word | None:
    """``unknown`` for ``known`` and the other way round."""
    lower = word.text.lower()
    bare = lower[2:] if lower.startswith("un") and len(lower) > 6 else ""
    for other in theirs:
        text = other.text.lower()
        if len(lower) > 3 and text in (f"un{lower}", bare):
            stands = any(w.base == word.base for w in theirs)
            if not stands and _denied(word, mine) == _denied(other, theirs):
                return other
    return None


def _aligned(
    word: Word,
    mine: Sequence[Word],
    theirs: Sequence[Word],
    left: frozenset[str],
    right: frozenset[str],
) -> Word | None:
    """The opposite in what is cited that stands where ``word`` stands; None if there is none."""
    near = _around(word, mine)
    best: tuple[float, Word] | None = None
    for other in theirs:
        if other.base in left | right:
            score = len(near & _around(other, theirs)) + 0.5 * (other.base in left)
            if best is None or score > best[0]:
                best = score, other
    if best is None or best[1].base in left or best[0] < 1:
        return None
    if _denied(word, mine) != _denied(best[1], theirs):
        return None  # "did not fall" for "rose": turned twice
    if "to" in (_next(word, mine), _next(best[1], theirs)):
        return None  # "lost to" is "was beaten by"
    return best[1]


def _around(word: Word, listed: Sequence[Word]) -> set[str]:
    """Bases of the content words of its clause, next to it."""
    at = listed.index(word)
    before = [w for w in listed[:at] if w.content][-5:]
    after = [w for w in listed[at + 1 :] if w.content][:5]
    return _bases(w for w in [*before, *after] if w.clause == word.clause)


def _next(word: Word, listed: Sequence[Word]) -> str:
    at = listed.index(word)
    return listed[at + 1].text.lower() if at + 1 < len(listed) else ""


def _reversed(word: str, reverse: str) -> Problem:
    said = f"says \u201c{word}\u201d where what it cites says \u201c{reverse}\u201d"
    return Problem("negation", said)


def _denied(word: Word, listed: Sequence[Word]) -> bool:
    cues = {w.clause for at, w in enumerate(listed) if _is_cue(listed, at)}
    return word.clause in cues


def _compared(mine: Sequence[Word], theirs: Sequence[Word]) -> Problem | None:
    """``less likely`` for ``more likely``."""
    for one, after in itertools.pairwise(mine):
        if (side := _MORE.get(one.text.lower())) is None or not after.content:
            continue
        there = [
            (w, _MORE[w.text.lower()])
            for w, x in itertools.pairwise(theirs)
            if w.text.lower() in _MORE and x.base == after.base
        ]
        if there and all(other != side for _, other in there):
            words_ = f"{one.text} {after.text}", f"{there[0][0].text} {after.text}"
            return _reversed(*words_)
    return None


def _bases(listed: Iterable[Word]) -> set[str]:
    return {word.base for word in listed}
