"""Names of files that are brought into the corpus, made safe on every platform."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Container

from qabot.text import visible

_LONGEST = 200
"""Bytes of a part of a name: most file systems take 255, and a number may be added."""
_DEEPEST = 32
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$)(?:\.|$)", re.I)
_WINDOWS = re.compile(r'[<>:"|?*]')
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
_JOINERS = "\u200c\u200d"
"""Persian, Hindi and emoji are written with them."""


def safe_name(name: str, *, windows: bool = os.name == "nt") -> str:
    """The name under which a file from elsewhere may lie in the corpus, with forward slashes.

    Whatever leads out of the corpus, into hidden folders, deceives the eye, or is reserved on
    some platform, is replaced by ``_``; on Windows so is what it does not take.
    Source: https://learn.microsoft.com/windows/win32/fileio/naming-a-file
    """
    parts = [part for part in name.split("/") if part not in ("", ".")] or ["_"]
    if len(parts) > _DEEPEST:
        parts = [*parts[: _DEEPEST - 1], parts[-1]]
    return "/".join(_safe(part, windows) for part in parts)


def free_of(taken: Container[str], name: str) -> str:
    """``name``, or with a number if it is taken."""
    stem, dot, suffix = name.rpartition(".")
    if not dot or "/" in suffix:
        stem, dot, suffix = name, "", ""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{stem}-{number}{dot}{suffix}"
    return free


def _safe(part: str, windows: bool) -> str:
    part = "".join("_" if _bad(character) else character for character in part)
    if windows:
        part = _WINDOWS.sub("_", part)
    part = _cut(part)
    if part[-1] in ". ":
        part = part.rstrip(". ") + "_"
    if part[0] in ". " or _RESERVED.match(part):
        part = f"_{part}"
    return part


def _bad(character: str) -> bool:
    unseen = unicodedata.category(character) in _UNSEEN and character not in _JOINERS
    return unseen or character == "\\" or visible(character) != character


def _cut(part: str) -> str:
    """At most so many bytes, with the end by which its kind is known."""
    if len(part.encode()) <= _LONGEST:
        return part
    stem, dot, suffix = part.rpartition(".")
    end = f"{dot}{suffix}" if stem and len(suffix.encode()) <= 20 else ""
    kept = part.encode()[: _LONGEST - len(end.encode())].decode("utf-8", "ignore")
    return kept + end
