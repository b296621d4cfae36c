"""The one form of text to which all offsets refer."""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Controls, unpaired surrogates, and marks that carry no text: BOM, soft hyphen,
# zero width space, word joiner. Joiners and bidi marks that scripts need stay.
_DROPPED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\u00ad\u200b\u2060]")
_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r" ?\n ?(?:\n ?)+")


def normalise(text: str) -> str:
    """Return ``text`` in NFC with ``\\n`` line ends and single spaces.

    Control characters go, runs of blanks become one space, runs of empty lines
    become one empty line, and the ends are stripped. Idempotent.
    """
    text = _LINE_ENDS.sub("\n", text)
    text = _DROPPED.sub("", text)
    text = unicodedata.normalize("NFC", text)
    text = _SPACES.sub(" ", text)
    text = _BLANK_LINES.sub("\n\n", text)
    text = re.sub(r" ?\n ?", "\n", text)
    return text.strip()
