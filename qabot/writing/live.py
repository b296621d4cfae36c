"""What is shown of a sentence while it is written: whole words, cleaned."""

from __future__ import annotations

import re
from itertools import takewhile

from qabot.domain import Text
from qabot.writing.citing import is_footer
from qabot.writing.support import Support

# A link or a tag may be under way: wait until it is whole. What follows a citation waits for
# the end of the sentence, which gives it its number.
_OPEN = re.compile(r"[\[\u3010\uff3b]|<[^>]*$|\([\w\s,;.:#&\u2013-]{0,40}\)?$|\S*$")
_TAG = re.compile(r"<[^>]*\Z")
_WORD = re.compile(r"[A-Z][a-z]*")


class Live:
    """Turns a growing sentence into pieces of text.

    All pieces together, less what they take back, are the statements with their marks.
    """

    def __init__(self, support: Support) -> None:
        self._support = support
        self._before = 0
        """Characters of the sentences before."""
        self._shown = ""
        """Of the present sentence, with the blank in front of it."""

    def grow(self, rest: str) -> Text | None:
        """What is new to show of the sentence that is being written."""
        if not self._before and not self._shown and _WORD.fullmatch(rest):
            return self._become(rest)  # the very first word: somebody waits for it
        match = _OPEN.search(rest)
        sure = _TAG.sub("", rest[: match.start()] if match else rest)
        # A full stop waits too: a citation may come to stand before it.
        sure = sure.rstrip().rstrip(".!?\"'\u201d\u2019)")
        if not any(c.isalpha() for c in sure):
            return None  # "1." or "##" may be the mark of a line
        bare = self._support.bare(sure)
        if is_footer(bare) or self._shown.lstrip().startswith(bare):
            return None
        return self._become(bare)

    def close(self, text: str, remark: str) -> Text | None:
        """The end of a sentence, with the mark that it got."""
        new = self._become(text + (f" ({remark})" if remark else ""))
        self._before += len(self._shown)
        self._shown = ""
        return new

    def drop(self) -> Text | None:
        """The sentence is not shown after all."""
        return self._become("")

    def clear(self) -> Text | None:
        """Nothing of all that was shown is."""
        shown, self._before, self._shown = self._before + len(self._shown), 0, ""
        return Text("", shown) if shown else None

    def _become(self, text: str) -> Text | None:
        """Show this of the present sentence."""
        text = f" {text}" if text and self._before else text
        pairs = zip(text, self._shown, strict=False)
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        new = Text(text[same:], len(self._shown) - same)
        self._shown = text
        return new if new.text or new.takes_back else None
