"""Settings and lists of a corpus without what is secret or of this machine alone."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from qabot.adding.feeds import Feeds, FollowedFeed
from qabot.adding.notes import FILE as NOTES
from qabot.adding.notes import Notes
from qabot.adding.removed import FILE as REMOVED
from qabot.adding.removed import Removed
from qabot.domain import QabotError
from qabot.settings import Settings


def settings_toml(settings: Settings) -> str:
    """Settings that differ from the defaults, as a ``qabot.toml``.

    Left out: the corpus's place, keys and passwords in addresses, and whether traces are sent.
    """
    values = settings.model_dump(exclude_defaults=True, exclude={"corpus", "tracing"})
    if settings.model:
        values["model"] = _model(settings.model)
    if settings.writing.base_url:
        values["writing"]["base_url"] = without_secrets(settings.writing.base_url)
    plain = {name: value for name, value in values.items() if not isinstance(value, dict)}
    tables = {name: value for name, value in values.items() if isinstance(value, dict)}
    lines = [f"{name} = {_toml(value)}" for name, value in plain.items()]
    for name, table in tables.items():
        lines += [f"[{name}]", *(f"{_key(key)} = {_toml(v)}" for key, v in table.items())]
    return "".join(line + "\n" for line in lines)


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _toml(name)


def _toml(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)  # strings, numbers, true: the same in both


def _model(name: str) -> str:
    model, sign, url = name.partition("@")
    return f"{model}@{without_secrets(url)}" if sign else model


def without_secrets(url: str) -> str:
    """An address without user, password and what may be a key."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, "", ""))


def lists_of(folder: Path) -> dict[str, Any]:
    """See ``shape.LISTS``. Raises ``QabotError`` if a list is damaged."""
    Removed(folder), Notes(folder)  # they say what is wrong with their files
    return {
        "removed": _removed(folder / REMOVED),
        "fields": _json(folder / NOTES).get("fields", {}),
        "feeds": [
            {"url": feed.url, "title": feed.title}
            for feed in Feeds(folder).all()
            if "@" not in urlsplit(feed.url).netloc  # with a password
        ],
    }


def _removed(path: Path) -> list[Any]:
    if not path.is_file():
        return []
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _json(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text("utf-8"))) if path.is_file() else {}


def take_lists(folder: Path, value: object, placed: dict[str, str]) -> list[str]:
    """Add lists from an archive, for the files that it brought; addresses of new feeds.

    ``placed``: name in the archive -> name in the corpus. What the archive says about other
    files is not believed. Raises ``QabotError``, and ``ValueError`` if it is no such lists.
    """
    if not isinstance(value, dict):
        raise ValueError("its lists are damaged")
    removed, notes, feeds = Removed(folder), Notes(folder), Feeds(folder)
    for pair in value.get("removed", ()):
        path, key = pair
        if path in placed and (placed[path], str(key)) not in removed:
            removed.add(placed[path], str(key))
    for path, names in dict(value.get("fields", {})).items():
        if path in placed:
            notes.name_fields(placed[path], {str(k): str(v) for k, v in dict(names).items()})
    notes.save()
    new: list[str] = []
    for feed in value.get("feeds", ()):
        fresh = FollowedFeed(str(feed["url"]), str(feed.get("title", "")))
        web = urlsplit(fresh.url).scheme in ("http", "https")
        if web and feeds.find(fresh.url) is None:
            feeds.put(replace(fresh, private=False))
            new.append(fresh.url)
    return new


def read_lists(data: bytes) -> object:
    """Raises ``QabotError``."""
    try:
        value: object = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise QabotError("The archive's lists are damaged.", "Export it again.") from error
    return value
