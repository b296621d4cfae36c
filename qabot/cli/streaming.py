"""A written answer on a terminal, sentence by sentence as it is checked."""

from __future__ import annotations

import re

from qabot.cli.output import say
from qabot.cli.printing import print_header, print_notices, print_rest, print_sources, print_text
from qabot.domain import Answer, Searching
from qabot.text import sentences

REPLACED = "What stands above is not the answer; this is:"
_MARK = re.compile(r"\s*\((?:unsupported: [^()]*|unfinished)\)")


class Stream:
    """Takes the text as it comes and prints each sentence once it is whole, with its mark."""

    def __init__(self, question: str) -> None:
        self._question = question
        self._text = ""
        self._printed = 0
        """Characters of the text that are printed."""
        self._searched: Searching | None = None

    def searching(self, event: Searching) -> None:
        """What stands above the answer is printed with its first sentence."""
        self._searched = event

    def add(self, text: str, takes_back: int = 0) -> None:
        """Take a piece of text. A sentence is whole when another one has begun behind it."""
        self._text = self._text[: max(self._printed, len(self._text) - takes_back)] + text
        *whole, _ = [0, *_ends(self._text[self._printed :])]
        if whole and whole[-1]:
            self._print(self._printed + whole[-1])

    def finish(self, answer: Answer) -> None:
        """Print what is left of the answer, or the answer that takes the place of what was printed."""
        whole = " ".join(
            f"{s.text} ({s.remark})" if s.remark else s.text for s in answer.statements
        )
        said = self._text[: self._printed].strip()
        kept = answer.mode == "writing" and answer.answered and whole.startswith(said)
        if said and kept:
            self._text = whole
            self._printed = len(said)
            self._print(len(whole))
            print_sources(answer)
            print_notices(answer)
            return
        if said:
            say()
            say(REPLACED)
            say()
        else:
            print_header(self._question, answer.searched, answer.chips)
        print_rest(answer)

    def _print(self, end: int) -> None:
        if not self._printed and self._searched:
            print_header(self._question, self._searched.searched, self._searched.chips)
        for start, stop in _pieces(self._text[self._printed : end]):
            print_text(self._text[self._printed + start : self._printed + stop].strip())
        self._printed = end


def _pieces(text: str) -> list[tuple[int, int]]:
    ends = _ends(text)
    return [piece for piece in zip([0, *ends], ends, strict=False) if text[slice(*piece)].strip()]


def _ends(text: str) -> list[int]:
    """Where the sentences of a text end, each with the mark behind it."""
    found: list[int] = []
    begin = 0
    for mark in [*_MARK.finditer(text), None]:
        end = mark.start() if mark else len(text)
        found += [begin + span.end for span in sentences(text[begin:end])]
        if mark and found:
            found[-1] = begin = mark.end()
    return found
