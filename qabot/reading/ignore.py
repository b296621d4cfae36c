"""Patterns of a ``.qabotignore`` file, written as in ``.gitignore``."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern."""

    expression: re.Pattern[str]
    folders_only: bool
    keeps: bool
    """It began with ``!``: what matches is taken after all."""


def rules(text: str) -> tuple[Rule, ...]:
    """Parse the lines of an ignore file; blank lines and ``#`` comments say nothing."""
    found = []
    for line in text.splitlines():
        pattern = line.strip()
        if not pattern or pattern.startswith("#"):
            continue
        keeps = pattern.startswith("!")
        pattern = pattern.removeprefix("!").removeprefix("\\")
        folders_only = pattern.endswith("/")
        pattern = pattern.rstrip("/")
        # With a slash inside it counts from the folder, else it matches at any depth.
        anchored = "/" in pattern
        prefix = "" if anchored else "(?:.*/)?"
        found.append(
            Rule(re.compile(prefix + _expression(pattern.lstrip("/"))), folders_only, keeps)
        )
    return tuple(found)


def ignored(name: str, is_folder: bool, found: tuple[Rule, ...]) -> bool | None:
    """Whether ``name``, relative to the ignore file's folder, is left out; None if no rule says."""
    for rule in reversed(found):  # the last rule that matches decides
        if (is_folder or not rule.folders_only) and rule.expression.fullmatch(name):
            return not rule.keeps
    return None


def _expression(pattern: str) -> str:
    """``*`` and ``?`` stay within a folder, ``**/`` is any number of folders, ``[a-z]`` one character."""
    parts = re.findall(r"\*\*/|/\*\*$|\*+|\?|\[[!^]?\]?[^\]/]*\]|\\.|.", pattern, re.DOTALL)
    return "".join(map(_part, parts))


def _part(part: str) -> str:
    match part:
        case "**/":
            return "(?:.*/)?"
        case "/**":
            return "/.*"
        case "?":
            return "[^/]"
    if part.startswith("*"):
        return "[^/]*"
    if part.startswith("[") and len(part) > 2:
        negated = part[1] in "!^"
        inside = part[1 + negated : -1].replace("\\", r"\\").replace("[", r"\[").replace("]", r"\]")
        wanted = f"[{'^' * negated}{inside}]"
        try:
            re.compile(wanted)
        except re.error:  # a range such as [z-a] matches nothing but itself
            return re.escape(part)
        return rf"(?!/){wanted}"
    return re.escape(part[-1] if part.startswith("\\") else part)
