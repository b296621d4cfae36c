"""Settings read one by one, checked as they are typed, and saved into the user's ``qabot.toml``."""

from __future__ import annotations

import json
import os
import stat
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from qabot.domain import QabotError
from qabot.settings.entries import (
    Entry,
    Field,
    field_of,
    fields,
    in_table,
    masked,
    shown,
    variable,
)
from qabot.settings.toml_edit import with_value
from qabot.settings.tree import Settings, load_settings, read_setting_file, setting_files


class SettingsEditor:
    """What is set, where, and changing it. Nothing is kept in memory: others may edit the files.

    ``options`` are settings given on the command line, by name.
    """

    def __init__(self, options: Mapping[str, Any] | None = None) -> None:
        self._options = {k: v for k, v in (options or {}).items() if v is not None}

    def entries(self) -> Sequence[Entry]:
        """All settings, and the keys that are set. Raises ``QabotError``."""
        files = [(path, read_setting_file(path)) for path in reversed(setting_files())]
        found: list[Entry] = []
        for field in fields():
            if not field.table:
                found.append(self._entry(field, files))
                continue
            names = {name for _, values in files for name in in_table(values, field.path) or {}}
            found += [self._entry(field_of((*field.path, n)), files) for n in sorted(names)]
        return found

    def check(self, path: tuple[str, ...], text: str) -> str:
        """What is wrong with a text as the value of a setting; empty if nothing is."""
        try:
            field_of(path).read(text)
        except KeyError:
            return f"There is no setting {'.'.join(path)}."
        except ValueError as error:
            return str(error)
        return ""

    def save(self, path: tuple[str, ...], text: str) -> Path:
        """Set a setting, in the file that sets it, else in the user's own. That file.

        Raises ``QabotError`` naming setting and remedy.
        """
        if problem := self.check(path, text):
            raise QabotError(f"{'.'.join(path)} cannot be {text.strip()!r}.", problem)
        value = field_of(path).read(text)
        file = self._file(path)
        _write(file, path, value)
        return file

    def reset(self, path: tuple[str, ...]) -> Path | None:
        """Take a setting out of the file that sets it; None if none does. Raises ``QabotError``."""
        file = self._file(path)
        if in_table(read_setting_file(file), path) is None:
            return None
        _write(file, path, None)
        return file

    def settings(self) -> Settings:
        """All together, as they count now. Raises ``QabotError``."""
        return load_settings(**self._options)

    def _file(self, path: tuple[str, ...]) -> Path:
        files = setting_files()
        setting = [file for file in files if in_table(read_setting_file(file), path) is not None]
        return (setting or files[:1])[-1]

    def _entry(self, field: Field, files: Sequence[tuple[Path, dict[str, Any]]]) -> Entry:
        value, origin, fixed = self._found(field, files)
        text = shown(field.default if value is None else value)
        problem = self.check(field.path, text) if value is not None else ""
        return Entry(
            name=field.name,
            path=field.path,
            help=" ".join((field.info.description or "").replace("`", "").split()),
            wanted=field.wanted,
            value=masked(field, text),
            default=shown(field.default),
            origin=origin,
            fixed=fixed,
            masked=masked(field, text) != text,
            switch=field.kind is bool,
            problem=problem,
        )

    def _found(
        self, field: Field, files: Sequence[tuple[Path, dict[str, Any]]]
    ) -> tuple[Any, str, str]:
        """Value or None, origin, and why it cannot be changed in a file."""
        first = field.path[0]
        if first in self._options:
            option = f"--{first}"
            return self._options[first], option, f"It was given as {option}: start without it."
        if name := variable(field.path, os.environ):
            value = _of_variable(os.environ[name], field, name)
            if value is not None:
                return value, name, f"{name} sets it: unset that variable."
        for path, values in files:
            value = in_table(values, field.path)
            if value is not None:
                return value, str(path), ""
        return None, "default", ""


def _of_variable(text: str, field: Field, name: str) -> Any:
    """A variable of a whole table holds JSON."""
    depth = name.count("__") + 1
    if depth == len(field.path):
        return text
    try:
        values = json.loads(text)
    except ValueError:
        return None
    return in_table(values, field.path[depth:]) if isinstance(values, dict) else None


def _write(file: Path, path: tuple[str, ...], value: Any) -> None:
    """Change one key of a file, whole or not at all. Links are followed, rights kept."""
    file = file.resolve()
    name = ".".join(path)
    try:
        old = file.read_bytes().decode("utf-8") if file.exists() else ""
        new = with_value(old, path, value)
    except ValueError as error:
        raise QabotError(
            f"{name} cannot be changed in {file}.", "Change it there in your editor."
        ) from error
    except OSError as error:
        raise _unwritten(file, name, error) from error
    temporary = ""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
        with os.fdopen(handle, "wb") as out:
            out.write(new.encode("utf-8"))
            out.flush()
            os.fsync(out.fileno())
        if file.exists():
            os.chmod(temporary, stat.S_IMODE(file.stat().st_mode))
        os.replace(temporary, file)
    except (OSError, UnicodeError) as error:
        if temporary:
            with suppress(OSError):
                os.unlink(temporary)
        raise _unwritten(file, name, error) from error


def _unwritten(file: Path, name: str, error: Exception) -> QabotError:
    said = (isinstance(error, OSError) and error.strerror) or str(error)
    return QabotError(f"{name} was not saved in {file}: {said}.", "Check the rights of the file.")
