"""Whom "he" and "she" mean: the person of the thread.

A wrong name finds the wrong articles, no name only fewer words: so a person is named where the
thread leaves hardly any doubt.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from qabot.domain import COMPLETED, Answer, Span
from qabot.retrieval.understand.chains import line_of, told
from qabot.retrieval.understand.names import TITLES, Name, names, only_name, untitled
from qabot.retrieval.understand.people import doer, is_same, joined, likely, people
from qabot.retrieval.understand.pronouns import HE, meant, sex_of
from qabot.retrieval.understand.sexes import Sex, sexes

_LONGEST = 600
"""Characters of a question or sentence in which a person is looked for."""
_WHO = re.compile(r"\W*(?:and\s+)?who\b", re.IGNORECASE)
_WHO_IS = re.compile(r"\W*who(?:['’]s|\s+(?:is|was))\s+(?P<name>\S.*?)\W*", re.IGNORECASE)
# "Who is her successor": asks of someone else than whom it names.
_WHO_IS_SOMEONE = re.compile(r"\W*who(?:['’]s|\s+(?:is|was|are|were))\b", re.IGNORECASE)
# "In Port Ellis", "the Ever Bold": no person.
_NOT_WHO = re.compile(r"\b(?:in|at|from|near|on|off|the)\s+$", re.IGNORECASE)
_NO_ONE = -3
"""So much speaks against a name that is no person's."""


def with_person(core: str, history: Sequence[Answer]) -> str:
    """He and she replaced by the person of the thread, if one is plain."""
    match, answers = HE.search(core), told(history)
    sought = history[-1:] and history[-1] is not answers[-1] and _WHO.match(history[-1].question)
    # After "who was the judge?", which nothing answered, "she" may be the judge.
    found = _person(answers, sex_of(match)) if match and answers and not sought else None
    if found is None:
        return core

    def put(match: re.Match[str]) -> str:
        own = match["own"] or (
            match["her"]
            and re.match(r"\s+\w", core[match.end() :])
            and not re.match(
                r"\s+(?:in|on|at|to|for|about|from|with|by|after|before)\b", core[match.end() :]
            )
        )
        return f"{found}'s" if own else found

    # A second "he" may be read as the same, but said twice the name is clumsy.
    return HE.sub(put, core, count=1)


def _person(answers: Sequence[Answer], sex: Sex) -> str | None:
    """The person whom a pronoun means: the one last meant so, or asked for, or told of."""
    line = list(line_of(answers))
    thread = _Thread(line, sex)
    since: list[str] = []
    for answer in line:
        found = meant(answer)
        if found and found[0] == sex:
            return found[1]
        main = _main(answer)
        asked = thread.asked(main)
        if _WHO.match(main):
            return thread.answered_who(main, asked, _first(answer), since)
        since += [name.text for name, _ in likely(_first(answer))]
        if asked and joined(main, asked):
            return None  # "when did Biden and Xi meet?"
        if asked:
            return _with_title(main, asked)
    for answer in line:
        others = [name for name, score in likely(_first(answer)) if score > 1 and thread.fits(name)]
        if others:
            return _only(others, _first(answer))
    return None


class _Thread:
    """What the questions and answers of a thread tell of the people in them."""

    def __init__(self, line: Sequence[Answer], sex: Sex) -> None:
        self.sex = sex
        self.said = [s.text[:_LONGEST] for answer in line for s in answer.statements]
        texts = [*self.said, *(_main(answer) for answer in line)]
        self.known = [(name, of) for of, name in filter(None, map(meant, line))] + sexes(texts)
        self.scores = [(name.text, score) for text in texts for name, score in people(text)]

    def fits(self, name: Name) -> bool:
        """Whether it may be a person, and of the sex that is looked for."""
        of = next((of for other, of in self.known if is_same(name.text, other)), self.sex)
        return of == self.sex and min(self._scores(name), default=0) > _NO_ONE

    def asked(self, main: str) -> Name | None:
        """The person whom a question names."""
        if (who := _who_is(main)) and self.fits(who):
            return who
        found = [(score, name) for name, score in likely(main) if self.fits(name)]
        if found:
            return max(found, key=lambda one: one[0])[1]
        whole = only_name(main)
        if whole is None or not self.fits(whole) or _NOT_WHO.search(main[: whole.span.start]):
            return None
        # A name of one word may be that of anything.
        sure = " " in whole.text or max(self._scores(whole), default=0) > 1
        return whole if sure else None

    def answered_who(
        self, main: str, asked: Name | None, sentence: str, since: Collection[str]
    ) -> str | None:
        """Whom "who" has found, or whom the question names if it cannot be meant otherwise."""
        if asked and _who_is(main) == asked:
            return _with_title(main, asked)
        if not sentence:
            return None  # he may be whom nothing has told
        one = doer(main, sentence)
        if one and self.fits(one):
            return one.text
        others = [
            name
            for name, _ in likely(sentence)
            if self.fits(name) and not any(is_same(name.text, other.text) for other in names(main))
        ]
        if asked and others and not _WHO_IS_SOMEONE.match(main):
            # "Who fired Sam Altman?": he, or who did; unless it is of him that is spoken since.
            return asked.text if any(is_same(asked.text, one) for one in since) else None
        if others:
            return _only(others, sentence)
        return _with_title(main, asked) if asked else None

    def _scores(self, name: Name) -> list[int]:
        return [score for other, score in self.scores if is_same(name.text, other)]


def _only(others: Sequence[Name], sentence: str) -> str | None:
    """The one person whom a sentence tells of, None if it tells of more."""
    return others[0].text if len(others) == 1 and not joined(sentence, others[0]) else None


def _with_title(text: str, name: Name) -> str:
    """``Queen Ada``, where no other name stands beside the first."""
    title = re.search(r"([A-Z]\w+)\s+$", text[: name.span.start])
    named = title and " " not in name.text and title[1].lower() in TITLES
    return f"{title[1]} {name.text}" if title and named else name.text


def _who_is(main: str) -> Name | None:
    """``Samuel Okoro`` of "who is Samuel Okoro?", where it asks of nobody else."""
    match = _WHO_IS.fullmatch(main)
    name = only_name(f"x {match['name']}") if match else None
    bare = untitled(name) if name else None
    if match is None or bare is None or not match["name"].endswith(bare.text):
        return None
    before = match["name"].removesuffix(bare.text).lower().split()
    if before and ("of" in before or before[-1].strip(".") not in TITLES):
        return None
    return Name(bare.text, Span(match.end("name") - len(bare.text), match.end("name")))


def _main(answer: Answer) -> str:
    return (answer.searched or answer.question)[:_LONGEST].partition(COMPLETED)[0]


def _first(answer: Answer) -> str:
    return answer.statements[0].text[:_LONGEST] if answer.statements else ""
