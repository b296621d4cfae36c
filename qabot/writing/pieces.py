"""Cutting a stream into sentences as they are completed, each with the numbers it cites."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from qabot.text import sentences
from qabot.text.abbreviations import DAYS, MAYBE, TITLES
from qabot.writing.citing import in_brackets, may_become_one, rounds_read
from qabot.writing.lines import plain_lines

_THINKING = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_THOUGHT = re.compile(r".*</think(?:ing)?>", re.DOTALL | re.IGNORECASE)
"""Thinking whose beginning the server has taken for its own."""
_THINK_BEGIN = re.compile(r"^\s*<(?:t(?:h(?:i(?:n(?:k(?:i(?:n(?:g)?)?)?)?)?)?)?)?$", re.IGNORECASE)
_TURN = re.compile(
    r"<\|(?:im_start|start|start_header_id)\|>\s*(?:assistant|user|system|tool|model)\b|<\|\w{1,24}\|>"
)
"""What frames a turn in a chat model's own notation: some servers let it through."""
CITES = re.compile(r"\[\s*((?:\d{1,4}\s*[,;]?\s*(?:[\u2013-]\s*\d{1,4}\s*[,;]?\s*)?)+)\]")
# Stops and blanks are read from their first: from each, a row of them would take its square.
_STOP_IN_BOLD = re.compile(
    r"((?<![.!?\u2026\u3002])[.!?\u2026\u3002]+[\"'\u201d\u2019)]*)(\*{1,3}|_{2,3})(?=[\s\[]|\Z)"
)
_LATE = re.compile(
    r"((?<![.!?\u3002])[.!?\u3002]+[\"'\u201d\u2019)]*)((?:[ \t]*\[[\d\s,;\u2013-]+\])+)"
)
_YES = re.compile(r"[\W_]*(?:yes|no)[.!*_]+", re.IGNORECASE)
_GOES_ON = re.compile(r"\s*[a-z,;:]")
_LAST_WORD = re.compile(r"(?:\w\.)*\w*\Z")
_BELOW = re.compile(r"(?<!\s)[ \t]*\n((?:\s*\[[\d \t,;\u2013-]+\])+)(?=[ \t]*(?:\n|\Z))")
"""Citations on lines of their own, below their sentence."""
_ONLY_CITES = re.compile(r"(?:\s*\[[\d \t,;\u2013-]+\])+")
_HEADING_SO_FAR = re.compile(r"\s*#{1,6}(?:\s[^.!?\[]*)?")
_MOST_RANGE = 12


@dataclass
class Cutter:
    """Takes text as it comes; gives complete sentences, citations before the full stop."""

    raw: str = ""
    done: int = 0
    """Sentences given already."""
    known: Collection[int] = ()
    """The numbers that may be cited."""
    anew: bool = False
    """Whether all that was given before the last piece was only thought."""
    _made: tuple[str, list[str], bool, bool] | None = field(default=None, repr=False)
    """What was cut last, and out of what: it is asked for twice a piece."""

    def add(self, text: str, *, enough: bool = False) -> list[str]:
        """Take a piece; the sentences that it completes.

        ``enough``: none is wanted any more, unless all before turns out to be only thought.
        """
        self.raw += text
        self.anew = False
        if ">" in text and (thought := _THOUGHT.match(_THINKING.sub("", self.raw))):
            self.raw = _THINKING.sub("", self.raw)[thought.end() :]
            self.done, self.anew = 0, True
        return [] if enough and not self.anew else self._cut(final=False)

    def finish(self) -> list[str]:
        """What is left at the end."""
        return self._cut(final=True)

    @property
    def rest(self) -> list[str]:
        """What has come of the sentences that were not given yet; the last may go on."""
        found = self._pieces(final=True)[0]
        heading = _HEADING_SO_FAR.fullmatch(self.raw.rstrip().rpartition("\n")[2])
        return found[self.done : len(found) - 1 if heading else None]

    def _cut(self, *, final: bool) -> list[str]:
        pieces, open_ = self._pieces(final=final)
        ready = pieces if final or not open_ else pieces[:-1]
        if open_ and not final and pieces and " " not in pieces[-1]:
            ready = pieces[:-2]  # whether a sentence ends, its next word decides: wait for that
        new = ready[self.done :]
        self.done = max(self.done, len(ready))
        return new

    def _pieces(self, *, final: bool) -> tuple[list[str], bool]:
        """All sentences so far, and whether the last one may go on."""
        if _THINK_BEGIN.match(self.raw) and not final:
            return [], False
        if self._made is None or self._made[0] != self.raw:
            self._made = self.raw, *_cut_out(self.raw, self.known)
        _, made, below, begun = self._made
        found = list(made)
        # "… agreed. [" is the sentence before it going on.
        while len(found) > 1 and may_become_one(found[-1]):
            if final and found[-1].endswith(")"):
                break
            last = found.pop()
            if final:
                found[-1] += f" {last}" if "]" in last else ""
        # A citation may be on the next line.
        waits = bool(found) and (below or not CITES.search(found[-1]))
        return found, begun or waits


def _cut_out(raw: str, known: Collection[int]) -> tuple[list[str], bool, bool]:
    """The sentences of a reply; whether citations stand below them; whether a line is begun."""
    text = in_brackets(_TURN.sub("", _THINKING.sub("", raw)), known)
    _, broken, last_line = text.rstrip().rpartition("\n")
    below = bool(broken) and _ONLY_CITES.fullmatch(last_line) is not None
    text = _BELOW.sub(lambda m: f" {' '.join(m[1].split())}", text)
    text = _LATE.sub(_before_stop, _STOP_IN_BOLD.sub(r"\2\1", text))
    text = rounds_read(text, known)
    found: list[str] = []
    for line in plain_lines(text):
        for span in sentences(line):
            # "Yes." claims what the sentence behind it says.
            yes = found.pop() + " " if found and _YES.fullmatch(found[-1]) else ""
            found.append(yes + line[span.start : span.end])
    return found, below, bool(text.rpartition("\n")[2].strip())


def _before_stop(match: re.Match[str]) -> str:
    """A sentence's end with its citations before the full stop; that of "the U.S. [1] said" stays."""
    stop, cites = match.groups()
    word = _LAST_WORD.search(match.string, max(0, match.start() - 20), match.start())
    if stop == "." and word and _GOES_ON.match(match.string, match.end()):
        lower = word[0].lower()
        if "." in lower or lower in MAYBE | TITLES or lower.capitalize() in DAYS:
            return match[0]
    return f"{cites}{stop}"


def cited_ids(sentence: str) -> list[int]:
    """The numbers that a sentence cites, each once, in order: ``[2, 5]``, ``[3-5]``."""
    found: list[int] = []
    for match in CITES.finditer(sentence):
        for part in re.findall(r"\d+(?:\s*[\u2013-]\s*\d+)?", match[1]):
            ends = sorted(int(n) for n in re.split(r"\s*[\u2013-]\s*", part))
            last = min(ends[-1], ends[0] + _MOST_RANGE)
            found += range(ends[0], last + 1)
    return list(dict.fromkeys(found))
