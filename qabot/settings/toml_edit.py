"""One key of a TOML file changed, everything else in it left as it is: comments, order, blanks.

There is no dependency for this: what a line means is asked of ``tomllib``, and a change counts
only if the whole file then reads as before but for that key.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

Value = str | int | float | bool
Path = tuple[str, ...]

_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")
_KEY = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_SETTING = re.compile(
    rf"(?P<before>\s*(?P<key>{_KEY}(?:\s*\.\s*{_KEY})*)\s*=\s*)"
    r"""(?P<value>"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[\[{].*[\]}]|[^\s#"'\[{][^#\n]*?)"""
    r"(?P<after>[^\S\n]*(?:#[^\n]*)?\n?)"
)
_HEADER = re.compile(r"\s*\[[^\n]*\]\s*(?:#[^\n]*)?\s*")


def with_value(text: str, path: Path, value: Value | None) -> str:
    """The text with the key at ``path`` set, or left out if ``value`` is None.

    Raises ``ValueError`` if the text is no TOML, or if it has the key in a way that cannot be
    changed alone.
    """
    wanted = _changed(tomllib.loads(text), path, value)
    for changed in _candidates(text, path, value):
        try:
            found = tomllib.loads(changed)
        except ValueError:
            continue
        if _pruned(found) == _pruned(wanted):
            return changed
    raise ValueError(f"{'.'.join(path)} cannot be changed alone")


def written(value: Any) -> str:
    """A value as TOML on one line."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case Mapping():
            return "{ " + ", ".join(f"{key(k)} = {written(v)}" for k, v in value.items()) + " }"
        case list():
            return "[" + ", ".join(written(one) for one in value) + "]"
    raise ValueError(f"{type(value).__name__} cannot be written")


def key(name: str) -> str:
    """A key as TOML: quoted only where it must be."""
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else written(name)


def _changed(values: dict[str, Any], path: Path, value: Value | None) -> dict[str, Any]:
    values = deepcopy(values)
    table = values
    for name in path[:-1]:
        below = table.setdefault(name, {})
        if not isinstance(below, dict):
            raise ValueError(f"{name} is no table")
        table = below
    if value is None:
        table.pop(path[-1], None)
    else:
        table[path[-1]] = value
    return values


def _pruned(values: dict[str, Any]) -> dict[str, Any]:
    """Without empty tables, which set nothing; types and values as they read."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        kept = _pruned(value) if isinstance(value, dict) else (type(value), value)
        if kept != {}:
            found[name] = kept
    return found


def _candidates(text: str, path: Path, value: Value | None) -> Iterator[str]:
    """Ways of making the change, the nicest first. Some may be wrong."""
    lines = _LINE.findall(text)
    end = "\r\n" if "\r\n" in text else "\n"
    tables = _tables(lines)
    for index, (table, line) in enumerate(zip(tables, lines, strict=True)):
        match = _SETTING.fullmatch(line)
        if match is None or table is None:
            continue
        here = (*table, *_parts(f"{match['key']} = 0"))
        if here == path:
            new = "" if value is None else match["before"] + written(value) + match["after"]
            yield "".join([*lines[:index], new, *lines[index + 1 :]])
        elif here == path[: len(here)] and match["value"].startswith("{"):
            try:
                inner = tomllib.loads(f"x = {match['value']}")["x"]
                new = match["before"] + written(_changed(inner, path[len(here) :], value))
            except ValueError:
                continue
            yield "".join([*lines[:index], new + match["after"], *lines[index + 1 :]])
    if value is None:
        return
    for table in (path[:-1], ()):
        new = ".".join(key(part) for part in path[len(table) :]) + f" = {written(value)}{end}"
        if table in tables or not table:
            yield _inserted(lines, _place(lines, tables, table), new, end)
        elif table:
            head = "[" + ".".join(key(part) for part in table) + "]"
            yield _inserted(lines, len(lines), f"{end if lines else ''}{head}{end}{new}", end)
    yield _inserted(lines, 0, new, end)


def _inserted(lines: list[str], at: int, new: str, end: str) -> str:
    before = lines[:at]
    if before and not before[-1].endswith("\n"):
        before = [*before[:-1], before[-1] + end]
    after = lines[at:]
    gap = [end] if after and _HEADER.fullmatch(after[0]) and not new.startswith(end) else []
    return "".join([*before, new, *gap, *after])


def _tables(lines: list[str]) -> list[Path | None]:
    """The table that each line belongs to; None for what is no plain table."""
    found: list[Path | None] = []
    table: Path | None = ()
    for line in lines:
        if _HEADER.fullmatch(line):
            table = _parts(line) or None
        found.append(table)
    return found


def _parts(line: str) -> Path:
    """The names in ``[a.b]`` or ``a.b = 0``."""
    try:
        value: Any = tomllib.loads(line)
    except ValueError:
        return ()
    names: list[str] = []
    while isinstance(value, dict) and len(value) == 1:
        ((name, value),) = value.items()
        names.append(name)
    return tuple(names) if value in ({}, 0) else ()


def _place(lines: list[str], tables: list[Path | None], table: Path) -> int:
    """Where a new key of a table that is there goes: after its last key, else after its head."""
    mine = [index for index, name in enumerate(tables) if name == table]
    keys = [index for index in mine if _SETTING.fullmatch(lines[index])]
    heads = [index for index in mine if _HEADER.fullmatch(lines[index])]
    if keys:
        return keys[-1] + 1
    if heads:
        return heads[0] + 1
    # Nothing is set before the first table: keep what is said of that table with it.
    at = mine[-1] + 1 if mine else 0
    if at < len(lines):
        while at > 0 and lines[at - 1].lstrip().startswith("#"):
            at -= 1
    return at
