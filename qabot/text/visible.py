"""Text that is safe to send to a terminal."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

# C0 and C1 controls but \t and \n, bidi controls, line separators, surrogates, tags, and letters
# that show nothing. The joiners U+200C and U+200D stay: Persian, Hindi and emoji are written with
# them.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff"
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)


_MANY = re.compile(r"[^\w\s\x00-\u02ff]{7,}")
MOST_MARKS = 6
"""Marks on one letter that are shown: Tibetan stacks have five. More only hide other lines."""


def _fewer(match: re.Match[str]) -> str:
    parts: list[str] = []
    for marks, run in groupby(match.group(), lambda c: unicodedata.category(c) in ("Mn", "Me")):
        piece = "".join(run)
        if marks and len(piece) > MOST_MARKS:
            piece = f"{piece[:MOST_MARKS]}<+{len(piece) - MOST_MARKS} marks>"
        parts.append(piece)
    return "".join(parts)


def _shown(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return f"<U+{code:04X}>"


def visible(text: str) -> str:
    """Return ``text`` with every character that could act on a terminal made visible.

    Escape becomes ``\u241b``, other characters ``<U+202E>``; tabs and line ends stay. Of marks that
    are heaped on a letter the first are kept. The length may change.
    """
    shown = _UNSAFE.sub(_shown, text)
    return shown if shown.isascii() else _MANY.sub(_fewer, shown)
