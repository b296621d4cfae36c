"""A written sentence with what bears it out: its citations, or better ones, or a mark."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qabot.domain import Citation, Statement
from qabot.grounding import Cited, Verdict, check
from qabot.retrieval.words import STOP_WORDS, stems
from qabot.text import figures_of
from qabot.writing.citing import is_footer
from qabot.writing.cleaning import shown
from qabot.writing.pieces import CITES, cited_ids
from qabot.writing.sources import Source, links_of

if TYPE_CHECKING:
    from qabot.embedding.base import TokenEncoder
    from qabot.grounding.reading import Reader

_TRIED, _TRIED_BESIDE = 6, 2
"""Sentences that are tried for one that cites nothing, and beside those that it cites."""
_LACKING = ("number", "date", "name", "meaning")
"""Problems that one more cited sentence may solve: the cited ones lack something."""
_VALUE = re.compile("\u201c([^\u201d]+)\u201d")
_NEIGHBOURS = 3
_OF_SOMEBODY = re.compile(r"(?:He|She|They|It|His|Her|Their|Its)\b")
"""How a sentence begins that speaks of whom the one before it named."""
_YES = re.compile(r"^(?:yes|no)\b[.,:;!]+\s+(?=\D)", re.IGNORECASE)
"""It answers the question; what claims something, and can be borne out, comes behind it."""
_BLANKS = re.compile(r"\s+(?=[.,;:!?])")
"""What a citation that is not shown leaves in front of a stop."""
_HEADING = re.compile(r"^[^.!?]{0,80}:$")


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence as it is shown."""

    statement: Statement
    new: tuple[Citation, ...]
    """Citations that no sentence before it had."""


@dataclass
class Support:
    """Checks sentences and numbers their citations in the order in which they appear."""

    sources: Sequence[Source]
    encoder: TokenEncoder
    reader: Reader
    numbers: dict[int, int] = field(default_factory=dict)
    """The answer's number of each source cited so far."""
    citations: list[Citation] = field(default_factory=list)
    removed: int = 0
    """Citations of numbers that there are not."""
    before: list[int] = field(default_factory=list)
    """What the last sentence that cites something cites."""

    def __post_init__(self) -> None:
        self._by_id = {source.id: source for source in self.sources}
        self._words = {source.id: _content(source.text) for source in self.sources}
        self.links = links_of(self.sources)

    def forget(self) -> None:
        """Nothing was cited yet."""
        self.numbers.clear()
        self.citations.clear()
        self.removed = 0
        self.before = []

    def judge(self, sentence: str) -> Judged | None:
        """Check a sentence; None if there is nothing to show of it."""
        ids = self.ids(sentence)
        self.removed += len(cited_ids(sentence)) - len(ids)
        plain = self.bare(sentence)
        if not re.search(r"\w", plain) or (_HEADING.match(plain) and not ids) or is_footer(plain):
            return None
        verdict, ids = self._verdict(plain, ids)
        self.before = ids or self.before
        before = len(self.citations)
        text = self.rendered(sentence, ids)
        remark = verdict.remark
        if verdict.kind == "uncited":
            remark = "unsupported: no sentence of the articles says so"
        elif remark:
            remark = f"unsupported: {remark}"
        numbers = tuple(self.numbers[n] for n in ids)
        statement = Statement(text, numbers, supported=verdict.supported, remark=remark)
        return Judged(statement, tuple(self.citations[before:]))

    def bare(self, sentence: str) -> str:
        """The sentence cleaned, without what it cites."""
        return _BLANKS.sub("", shown(CITES.sub("", sentence), self.links))

    def ids(self, sentence: str) -> list[int]:
        """The sources that a sentence cites."""
        return [n for n in cited_ids(sentence) if n in self._by_id]

    def rendered(self, sentence: str, ids: Sequence[int] | None = None) -> str:
        """The sentence with the answer's own numbers, ``[1][2]``, where it cites.

        ``ids``: what it cites in the end; those that it does not name itself come last.
        """
        allowed = self.ids(sentence) if ids is None else list(ids)
        used: set[int] = set()

        def mark(match: re.Match[str]) -> str:
            own = [n for n in cited_ids(match[0]) if n in allowed and n not in used]
            used.update(own)
            return " " + "".join(f"\ue000{self._number(n)}\ue001" for n in own)

        # Our marks pass the cleaning as private characters, which no model text can bring.
        body = _BLANKS.sub("", CITES.sub(mark, re.sub("[\ue000\ue001]", "", sentence)))
        parts = re.split("(\ue000\\d+\ue001)", body)
        shown_ = _joined([f"[{p[1:-1]}]" if p[:1] == "\ue000" else p for p in parts], self.links)
        rest = [n for n in allowed if n not in used] if ids is not None else []
        if rest:
            marks = "".join(f"[{self._number(n)}]" for n in rest)
            stop = re.search(r"[.!?]+[\"'\u201d\u2019)]*$", shown_)
            at = stop.start() if stop else len(shown_)
            said = shown_[:at].rstrip()
            blank = "" if used and said.endswith("]") else " "
            shown_ = f"{said}{blank}{marks}{shown_[at:]}"
        return shown_

    def _number(self, id_: int) -> int:
        if id_ not in self.numbers:
            self.numbers[id_] = len(self.citations) + 1
            self.citations.append(self._by_id[id_].citation(self.numbers[id_]))
        return self.numbers[id_]

    def _verdict(self, plain: str, ids: list[int]) -> tuple[Verdict, list[int]]:
        """The verdict on a sentence, with one sentence more to cite where that bears it out."""
        verdict = self._checked(plain, ids)
        if verdict.supported or (ids and verdict.kind not in _LACKING):
            return verdict, ids
        for other in self._near(plain, ids):
            if ids and not self._adds(other, verdict, plain, ids):
                continue
            better = self._checked(plain, [*ids, other])
            if better.supported:
                return better, [*ids, other]
        return verdict, ids

    def _checked(self, plain: str, ids: Sequence[int]) -> Verdict:
        cited: list[Cited] = [self._by_id[n].cited() for n in ids]
        return check(_YES.sub("", plain), cited, self.encoder, self.reader)

    def _adds(self, other: int, verdict: Verdict, plain: str, ids: Sequence[int]) -> bool:
        """Whether a source has what the cited ones lack: the very value, or else words."""
        if verdict.kind == "meaning":
            cited = set().union(*(self._words[n] for n in ids))
            return bool((_content(plain) - cited) & self._words[other])
        lacking = _VALUE.search(verdict.remark)
        return lacking is not None and _has(self._by_id[other].text, lacking[1])

    def _near(self, plain: str, ids: Sequence[int]) -> list[int]:
        """Sources that share most words with a sentence; beside cited ones, only their neighbours.

        A sentence from elsewhere would lend its numbers and names to what it does not speak of.
        Of whom "he" means, only the articles of the sentence before can tell.
        """
        words = _content(plain)
        shared = {n: len(words & own) for n, own in self._words.items() if n not in ids}
        if ids:
            shared = {n: s for n, s in shared.items() if any(self._beside(n, own) for own in ids)}
        elif self.before and _OF_SOMEBODY.match(plain):
            same = {self._by_id[n].article.number for n in self.before}
            shared = {n: s for n, s in shared.items() if self._by_id[n].article.number in same}
        least = max(min(2, len(words)), len(words) // 4)
        best = sorted(shared, key=lambda n: -shared[n])[: _TRIED_BESIDE if ids else _TRIED]
        return [n for n in best if shared[n] >= least]

    def _beside(self, one: int, other: int) -> bool:
        here, there = self._by_id[one], self._by_id[other]
        return here.article.number == there.article.number and abs(one - other) <= _NEIGHBOURS


def _has(text: str, value: str) -> bool:
    """Whether a figure, date or name of a sentence stands in a text, in words or in digits."""
    figures = figures_of(value)
    if figures:
        return figures <= figures_of(text)
    return _content(value) <= _content(text)


def _content(text: str) -> set[str]:
    return {word for word in stems(text) if word not in STOP_WORDS}


def _joined(parts: Sequence[str], links: Set[str]) -> str:
    """Parts cleaned and put together; marks stand behind a blank, stops behind nothing."""
    said = ""
    for number, part in enumerate(parts):
        if number % 2:
            said += part if said.endswith("]") or not said else f" {part}"
            continue
        clean = shown(part, links, begins=not number) if part.strip() else ""
        if not clean:
            continue
        close = clean[0] in ".,;:!?)\u201d\u2019" or not said
        said += clean if close else f" {clean}"
    return said
