"""What qabot knows about files of the corpus and cannot see from them: ``.qabotnotes.json``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qabot.adding.atomic import write_file
from qabot.domain import QabotError

FILE = ".qabotnotes.json"


class Notes:
    """Where files were copied from, and how their fields are called."""

    def __init__(self, folder: Path) -> None:
        """Read the notes of a corpus. Raises ``QabotError`` if they are damaged."""
        self._file = folder / FILE
        self._changed = False
        try:
            value = json.loads(self._file.read_text(encoding="utf-8"))
            self._origins: dict[str, Any] = dict(value.get("origins", {}))
            self._fields: dict[str, Any] = dict(value.get("fields", {}))
        except FileNotFoundError:
            self._origins, self._fields = {}, {}
        except (OSError, ValueError, TypeError, AttributeError) as error:
            raise QabotError(
                f"{self._file} cannot be read: {error}.",
                "Mend or delete it; it holds where files came from.",
            ) from error

    def copy_of(self, origin: Path) -> tuple[str, str]:
        """File of the corpus that was copied from ``origin``, and its SHA-256 then; or nothing."""
        found = self._origins.get(str(origin))
        return (str(found[0]), str(found[1])) if isinstance(found, list) else ("", "")

    def came_from(self, origin: Path, name: str, sha256: str) -> None:
        """Note a copy."""
        if self._origins.get(str(origin)) != [name, sha256]:
            self._origins[str(origin)] = [name, sha256]
            self._changed = True

    def fields(self, name: str) -> dict[str, str]:
        """Our field to the file's, as the user gave it with ``--map``."""
        found = self._fields.get(name)
        return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}

    def name_fields(self, name: str, mapping: Mapping[str, str]) -> bool:
        """Note the names of fields; whether they are news."""
        if self._fields.get(name) == dict(mapping):
            return False
        self._fields[name] = dict(mapping)
        self._changed = True
        return True

    def save(self) -> None:
        """Write what was noted."""
        if self._changed:
            value = {"origins": self._origins, "fields": self._fields}
            write_file(self._file, json.dumps(value, ensure_ascii=False, indent=1) + "\n")
            self._changed = False
