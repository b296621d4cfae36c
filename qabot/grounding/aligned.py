"""Cited sentences word by word, and which word of them stands where one of the sentence stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from qabot.grounding.lists import alike
from qabot.grounding.openers import OPENERS, TITLES
from qabot.grounding.words import Word, words

_APART = 1000
"""Clauses between two cited sentences, so that none is shared."""
_REACH = 5
_SUBJECT = 10
"""Words of a sentence within which its subject is named."""
_IDLE = re.compile(
    r"\bno (?:more|less|fewer|later|earlier) than\b|\bnot (?:only|just|least)\b|\bno doubt\b|\bno[- ]confidence\b"
    r"|\bnothing but\b|\bno matter\b|\bnot until\b|\bwhether or not\b|\bNo\. ?\d"
    r"|\bno longer (?:just|only)\b|\bnot (?:un(?!der|til|less|it)\w+|in(?:significant|considerable|conceivable|frequent|evitable|different))"
    # "no tunnel is longer": it is the longest
    r"|\b(?:no|never|none|nobody)\b(?! longer\b)(?=[^.;,]{0,50}\b(?:longer|larger|bigger|higher|lower"
    r"|younger|older|stronger|faster|worse|better|greater|smaller|deadlier|hotter|colder)\b)",
    re.IGNORECASE,
)
"""Negations that turn nothing."""


@dataclass(frozen=True)
class Pair:
    """A written sentence and what it cites, as words."""

    mine: Sequence[Word]
    each: Sequence[Sequence[Word]]
    """The words of each cited sentence; no two sentences share a clause."""
    sentence: str = ""
    texts: Sequence[str] = ()
    """The cited sentences."""

    @property
    def theirs(self) -> list[Word]:
        return [word for listed in self.each for word in listed]

    def quoted(self, word: Word) -> bool:
        """Whether a cited word stands between quotation marks."""
        place = sentence_of(word)
        text = self.texts[place] if place < len(self.texts) else ""
        return text[: word.start].count('"') % 2 == 1

    def quoted_here(self, word: Word) -> bool:
        """Whether a written word stands between quotation marks."""
        return self.sentence[: word.start].count('"') % 2 == 1

    def nearest(self) -> Sequence[Word]:
        """The words of the cited sentence that shares most with the written one."""
        have = bases(word for word in self.mine if word.content)
        return max(self.each, key=lambda listed: len(have & bases(listed)), default=())


def paired(sentence: str, cited: Sequence[str]) -> Pair:
    """A bare sentence beside bare cited ones, without negations that turn nothing."""
    each = []
    for place, text in enumerate(cited):
        found = words(_IDLE.sub(_blank, text))
        each.append([replace(w, clause=w.clause + _APART * place) for w in found])
        if place and each[place]:
            each[place] = _named(each[place], each[place - 1])
    return Pair(list(words(_IDLE.sub(_blank, sentence))), each, sentence, list(cited))


def _named(listed: list[Word], before: Sequence[Word]) -> list[Word]:
    """``He`` at the beginning of a sentence is whom the one before began with."""
    if listed[0].text not in ("He", "She"):
        return listed
    names: list[Word] = []
    for word, behind in pairwise(before[:_SUBJECT]):
        lower = word.text.lower()
        office = behind.text.lower() in TITLES and behind.text.islower()  # "the Velian president"
        if word.text[0].isupper() and word.content and lower not in TITLES | OPENERS and not office:
            names.append(word)
        elif names:
            break
    return (
        [replace(listed[0], text=w.text, base=w.base) for w in names] + listed[1:]
        if names
        else listed
    )


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"\w", " ", match[0])


def bases(listed: Iterable[Word]) -> set[str]:
    return {word.base for word in listed}


def sentence_of(word: Word) -> int:
    """Which cited sentence a word is of."""
    return word.clause // _APART


def around(word: Word, listed: Sequence[Word], reach: int = _REACH) -> set[str]:
    """Bases of the content words next to a word, of its sentence and no further than three clauses."""
    at = listed.index(word)
    before = [w for w in listed[:at] if w.content][-reach:]
    after = [w for w in listed[at + 1 :] if w.content][:reach]
    return bases(w for w in [*before, *after] if abs(w.clause - word.clause) <= 3) - {word.base}


def overlap(one: set[str], other: set[str]) -> float:
    """How many words two contexts share; words alike count half."""
    exact = one & other
    left, right = one - exact, other - exact
    return len(exact) + 0.5 * sum(1 for word in left if alike(word) & right)


def closest(
    word: Word, mine: Sequence[Word], among: Sequence[Word], theirs: Sequence[Word]
) -> tuple[Word, float] | None:
    """Of several cited words the one whose neighbours are most those of ``word``; how many."""
    if not among:
        return None
    near = around(word, mine)
    scored = [(overlap(near, around(other, theirs)), other) for other in among]
    score, best = max(scored, key=lambda one: one[0])
    return best, score
