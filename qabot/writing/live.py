"""What is shown of a sentence while it is written: whole words, cleaned, never taken back."""

from __future__ import annotations

import re

from qabot.writing.citing import is_footer
from qabot.writing.support import Support

# A link or a tag may be under way: wait until it is whole. What follows a citation waits for
# the end of the sentence, which gives it its number.
_OPEN = re.compile(r"[\[\u3010\uff3b]|<[^>]*$|\([\w\s,;.:#&\u2013-]{0,40}\)?$|\S*$")
_WORD = re.compile(r"[A-Z][a-z]*")


class Live:
    """Turns a growing sentence into pieces of text."""

    def __init__(self, support: Support) -> None:
        self._support = support
        self._shown = ""
        self._any = False

    def grow(self, rest: str) -> str:
        """What is new to show of the sentence that is being written."""
        if not self._any and not self._shown and _WORD.fullmatch(rest):
            return self._new(rest)  # the very first word: somebody waits for it
        match = _OPEN.search(rest)
        sure = rest[: match.start()] if match else rest
        # A full stop waits too: a citation may come to stand before it.
        sure = sure.rstrip().rstrip(".!?\"'\u201d\u2019)")
        bare = self._support.bare(sure) if sure.strip() else ""
        return "" if is_footer(bare) else self._new(bare)

    def close(self, text: str, remark: str) -> str:
        """The end of a sentence, with the mark that it got."""
        new = self._new(text)
        self._shown = ""
        self._any = True
        return new + (f" ({remark})" if remark else "")

    def drop(self) -> None:
        """The sentence is not shown after all."""
        self._any = self._any or bool(self._shown)
        self._shown = ""

    def _new(self, text: str) -> str:
        if not text.startswith(self._shown):
            return ""  # the final answer has it right
        new = text[len(self._shown) :]
        lead = " " if self._any and not self._shown and new else ""
        self._shown = text
        return lead + new
