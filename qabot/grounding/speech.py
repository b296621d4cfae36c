"""Who says something: signs that words are put into another mouth."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from qabot.grounding.aligned import Pair, bases
from qabot.grounding.lists import alike
from qabot.grounding.quoters import PRONOUNS, TURNS, misquoted
from qabot.grounding.values import Signal
from qabot.grounding.verbs import BE
from qabot.grounding.words import PAST_FORMS, Word, base

SAYING = frozenset(
    base(w)
    for w in (
        "say tell warn announce report call describe claim argue add write blame promise accuse deny "
        "admit urge note insist praise criticise criticize condemn denounce reply answer demand "
        "estimate predict expect believe think thank welcome reject threaten pledge vow acknowledge "
        "confirm explain complain suggest defend oppose ask dismiss speak according comment remark "
        "concede maintain lament contradict caution assert contend respond retort stress emphasise "
        "emphasize underline joke quip disclose tweet grumble testify boast swear attribute "
        "dispute plead concur disagree counter declare inform brand dub"
    ).split()
)
_CLAIM = base("claim")
_FORMER = frozenset(
    "the a an its their his her our this these those to of on for in with than as".split()
)
# Who may stand for anybody that has a name or an office.
_ANYBODY = frozenset(
    base(w)
    for w in (
        "official officials authority authorities expert experts critic critics politician leader "
        "representative spokesman spokeswoman spokesperson source campaigner opponent supporter "
        "head chief boss man woman side latter former organiser local report article study data "
        "statement author analyst specialist observer adviser company firm group government ministry "
        "country team club bank airline operator agency"
    ).split()
)
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
    behind: bool = False
    """Whether the speaker is told behind the words."""


def speakers(pair: Pair) -> Iterator[Signal]:
    """A speaker who is known, but whose words these are not."""
    all_ = _all_said(pair.mine, pair.quoted_here, pair.sentence)
    outer = next((said for said in all_ if said.behind), all_[0] if all_ else None)
    if (found := misquoted(pair)) or (
        outer and outer.by and not _is_pronoun(outer.by) and (found := _other(pair, outer))
    ):
        yield found


def _other(pair: Pair, mine: _Said) -> Signal | None:
    """Whether somebody else says in what is cited what one is made to say."""
    who = bases(w for w in mine.by if w.content and not w.text[0].isdigit())
    names = {w.base for w in mine.by if w.text[0].isupper() and w.content}
    told = mine.what - who
    there = [
        said
        for listed, text in zip(pair.each, pair.texts, strict=True)
        for said in _all_said(listed, pair.quoted, text)
    ]
    if not who or not told or not there:
        return None
    scored = sorted(((len(told & said.what), at) for at, said in enumerate(there)), reverse=True)
    best, at = scored[0]
    if best / len(told) < _LEAST or (len(scored) > 1 and scored[1][0] == best):
        return None
    theirs = there[at]
    if not theirs.by or _is_pronoun(theirs.by):
        return None
    their_bases = bases(w for w in theirs.by if w.content)
    others = [said for said in there if said is not theirs]
    vague = len(their_bases) < 2 and not any(w.text[0].isupper() for w in theirs.by if w.content)
    if vague and not any(who <= bases(said.by) for said in others):
        return None  # "the company": which one, is not said
    if any((alike(word) if not names else {word}) & their_bases for word in who):
        return None
    if mine.tells and mine.what & their_bases:
        return None  # "a journalist told the union": the union says it heard it from one
    if not names and who & theirs.what:
        return None  # "experts warned in a study": the study says so too
    elsewhere = {w.base for w in pair.theirs if not pair.quoted(w)}
    known = who & elsewhere
    if not names and _named_so(pair, who, their_bases):
        return None
    if known and not _one(who, their_bases, others):
        name = " ".join(w.text for w in mine.by if w.base in known)
        remark = f"\u201c{name}\u201d is not the one who says it in what it cites"
        return Signal("speaker", 1.0, "speaker", remark)
    deed = any(w.text.lower().endswith("ed") or w.text.lower() in PAST_FORMS for w in mine.by)
    if not known and not names and not who & _ANYBODY and not deed:
        said = " ".join(w.text for w in mine.by)
        remark = f"\u201c{said}\u201d is not the one who says it in what it cites"
        return Signal("speaker_new", 1.0, "speaker", remark)
    return None


def _is_pronoun(by: Sequence[Word]) -> bool:
    return bool(by) and by[-1].text.lower() in PRONOUNS


def _all_said(listed: Sequence[Word], quoted: Callable[[Word], bool], text: str) -> list[_Said]:
    """What is said in a sentence, by whom, in order. Quoted words say nothing themselves."""
    places = [
        at
        for at, word in enumerate(listed)
        if word.base in SAYING
        and not quoted(word)
        and (not at or listed[at - 1].text.lower() not in _FORMER)
        and (not at or listed[at - 1].base != word.base)
        and not _told_by_nobody(listed, at)
        and not (word.base == _CLAIM and "lives" in [w.text.lower() for w in listed[at : at + 6]])
    ]
    found: list[_Said] = []
    begin = 0
    for number, at in enumerate(places):
        by, inverted = _speaker(listed, at, begin, text)
        if not by and found and listed[at - 1].text.lower() in ("and", "but"):
            by = list(found[-1].by)  # "thanked voters and said"
        last = places[number + 1] if number + 1 < len(places) else len(listed)
        if last < len(listed):
            last -= len(_speaker(listed, last, at + 1, text)[0])
        what = listed[begin:at] if inverted else listed[at + 1 : last]
        told = []
        for word in what:
            if word.text.lower() in TURNS and not inverted and not quoted(word):
                break
            told.append(word)
        found.append(_Said(by, _what(told, by), listed[at].base == "tell", inverted))
        begin = at + 1 + (len(by) if inverted else 0)
    return found


def _before_relative(listed: Sequence[Word], begin: int, at: int) -> int:
    """Where ``the agency`` ends in ``the agency, which had hired the firm, denied it``."""
    if at <= begin or listed[at - 1].clause == listed[at].clause:
        return at
    inside = listed[at - 1].clause
    for place in range(at - 1, begin, -1):
        if listed[place].clause < inside - 1:
            break
        if listed[place].text.lower() in ("who", "which", "whose"):
            return place
    return at


def _told_by_nobody(listed: Sequence[Word], at: int) -> bool:
    """``had been warned``: where it is not told who by."""
    told = [w for w in listed[at + 1 : at + 9] if w.clause == listed[at].clause]
    return at > 0 and listed[at - 1].text.lower() in BE and "by" not in [w.text for w in told]


def _what(told: Sequence[Word], by: Sequence[Word]) -> frozenset[str]:
    return frozenset(w.base for w in told if w.content and w not in by)


def _speaker(listed: Sequence[Word], at: int, begin: int, text: str) -> tuple[list[Word], bool]:
    """The words of the one who says: before the verb, across commas, back to another verb. Behind
    it, and then also True, where what is said stands before.
    """
    behind = [w for w in listed[at + 1 : at + 9] if w.clause - listed[at].clause <= 1]
    if listed[at].text.lower() == "according":
        told = [w for w in behind[1:] if w.clause == behind[1].clause or w.text[0].isupper()]
        return told, at > 2
    if listed[at].text.lower().endswith("ing"):
        return list(listed[:at]), False  # "blocked the merger, saying": whoever did it
    if at and listed[at - 1].text.lower() in BE:  # "was called absurd by the firm"
        agent = next((n for n, w in enumerate(behind) if w.text.lower() == "by"), None)
        return (list(behind[agent + 1 :]) if agent is not None else []), True
    apart = at > 0 and listed[at - 1].clause != listed[at].clause
    last = len(behind) <= 3 and at + 1 + len(behind) == len(listed)
    if at and behind and '"' in text[listed[at - 1].end : listed[at].start]:
        return behind, True  # '"No," said the minister'
    if listed[at].base != "tell" and apart and behind and (behind[0].text[0].isupper() or last):
        return behind, True
    found: list[Word] = []
    until = _before_relative(listed, begin, at)
    for word in reversed(listed[max(begin, until - _REACH) : until]):
        if not found and word.text.lower() in ("has", "had", "have"):
            continue
        if _ends(word) or listed[until - (until < at)].clause - word.clause > 3:
            break
        found.insert(0, word)
    rest = listed[at + 1 :]  # "..., the firm said on Monday."
    quoted_before = len(rest) <= 3 and (not rest or rest[0].text.lower() in ("on", "in", "late"))
    if found and text[: found[0].start].rstrip().endswith('"'):
        quoted_before = True  # '"No," the minister said after the hearing'
    own = [w for w in found if w.clause == listed[at].clause]  # "… the cost, the firm promised"
    return own if quoted_before and own else found, quoted_before


def _ends(word: Word) -> bool:
    """Whether a word is a verb, roughly: what stands before it is of another clause."""
    lower = word.text.lower()
    return word.base in SAYING or lower in ("was", "were", "is", "are", "has", "had", "and", "but")


def _named_so(pair: Pair, who: set[str], theirs: set[str]) -> bool:
    """Whether an office stands beside a name: ``President Emmanuel Macron``."""
    return any(
        word.base in who and other.base in theirs and other.text[0].isupper()
        for listed in pair.each
        for at, word in enumerate(listed)
        for other in listed[max(0, at - 4) : at + 5]
        if abs(other.clause - word.clause) <= 1
    )


def _one(who: set[str], theirs: set[str], others: Sequence[_Said]) -> bool:
    """Whether two subjects are the same person: ``the union's leader, Klara Weiss`` elsewhere."""
    runs = [bases(w for w in said.by if w.content) for said in others]
    return any(run & who and run & theirs for run in runs)
