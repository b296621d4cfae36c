"""Names from a zip file, made safe: they may lead nowhere but into the corpus."""

from __future__ import annotations

import os
import re
import unicodedata

from qabot.domain import QabotError

_LONGEST = 240
"""Bytes of a part of a name: most file systems take 255, and a number may be added."""
_DEEPEST = 64
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$)(?:\.|$)", re.I)
_WINDOWS = re.compile(r'[<>:"|?*]')


def safe_name(name: str, *, windows: bool = os.name == "nt") -> str:
    """The name under which a file from an archive may lie in the corpus, with forward slashes.

    Raises ``QabotError`` for a name that leads out of the corpus or into hidden folders. On
    Windows what it does not take is replaced by ``_``.
    Source: https://learn.microsoft.com/windows/win32/fileio/naming-a-file
    """
    parts = name.split("/")
    if not name or len(parts) > _DEEPEST or any(_bad(part) for part in parts):
        raise QabotError(f"The archive holds a file with an unsafe name, {name[:200]!r}.", _REMEDY)
    if windows:
        parts = [_for_windows(part) for part in parts]
    return "/".join(parts)


_REMEDY = "Nothing was imported. It was not written by `qabot export`; unpack it by hand."


def _bad(part: str) -> bool:
    hidden = part.startswith(".")  # "." and ".." among them
    strange = any(unicodedata.category(c) in ("Cc", "Cs") or c in "\\/" for c in part)
    return not part or hidden or strange or len(part.encode("utf-8", "replace")) > _LONGEST


def _for_windows(part: str) -> str:
    part = _WINDOWS.sub("_", part)
    if part[-1] in ". ":
        part = part.rstrip(". ") + "_"
    return f"_{part}" if _RESERVED.match(part) else part
