"""The tree of settings as a list: what each is for, what it may be, and where its value is from."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, get_origin

from pydantic import BaseModel, SecretStr, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from qabot.settings.tree import PREFIX, Settings

_SECRET = re.compile(r"(?:^|_)(?:key|token|secret|password)$")
_PASSWORD = re.compile(r"(?<=://)[^/\s@]+@")
MASK = "…"


@dataclass(frozen=True, slots=True)
class Entry:
    """One setting as it is shown."""

    name: str
    """With its table: ``quoting.statements``."""
    path: tuple[str, ...]
    help: str
    wanted: str
    """What it may be: ``a whole number from 1 to 10``."""
    value: str
    """As it is written, secrets masked; empty: not set."""
    default: str
    origin: str
    """``default``, a variable, an option, or the path of a file."""
    fixed: str = ""
    """Why it cannot be changed in a file now; empty: it can."""
    masked: bool = False
    """Whether something of ``value`` is hidden."""
    switch: bool = False
    """True for yes or no."""
    problem: str = ""
    """What is wrong with the value that is set."""


@dataclass(frozen=True, slots=True)
class Field:
    """A leaf of the tree, or (``table``) a table of names that the user chooses."""

    path: tuple[str, ...]
    info: FieldInfo
    table: bool

    @property
    def name(self) -> str:
        return ".".join(self.path)

    @property
    def kind(self) -> Any:
        return str if self.table else self.info.annotation

    @property
    def wanted(self) -> str:
        kinds = {bool: "yes or no", int: "a whole number", float: "a number"}
        said = kinds.get(self.kind, "a folder" if self.path == ("corpus",) else "text")
        bounds = {
            name: getattr(one, name)
            for one in self.info.metadata
            for name in ("ge", "gt", "le", "lt")
            if getattr(one, name, None) is not None
        }
        if "ge" in bounds and "le" in bounds:
            return f"{said} from {bounds['ge']:g} to {bounds['le']:g}"
        words = {"ge": "at least", "gt": "above", "le": "at most", "lt": "below"}
        return " ".join([said, *(f"{words[name]} {bound:g}" for name, bound in bounds.items())])

    @property
    def default(self) -> Any:
        if self.table:
            return ""
        found = self.info.get_default(call_default_factory=True)
        return "" if found in (None, PydanticUndefined) else found

    @property
    def secret(self) -> bool:
        return self.kind is SecretStr or bool(_SECRET.search(self.path[-1]))

    def read(self, text: str) -> Any:
        """The value that a text means. Raises ``ValueError`` that says what is wanted."""
        text = text.strip()
        if self.kind in (str, SecretStr):
            return text
        if not text:
            raise ValueError(f"It must be {self.wanted}.")
        kind = Path if self.path == ("corpus",) else self.kind
        metadata = tuple(self.info.metadata)
        checked: Any = Annotated[(kind, *metadata)] if metadata else kind
        try:
            value = TypeAdapter(checked).validate_python(text)
        except ValidationError:
            raise ValueError(f"It must be {self.wanted}.") from None
        if isinstance(value, Path):
            value = Path(os.path.abspath(value.expanduser()))
            if not value.is_dir():
                raise ValueError("There is no such folder.")
            return str(value)
        return value


def fields() -> Iterator[Field]:
    """All leaves, in the order of the tree."""
    yield from _fields(Settings, ())


def _fields(model: type[BaseModel], above: tuple[str, ...]) -> Iterator[Field]:
    for name, info in model.model_fields.items():
        kind = info.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from _fields(kind, (*above, name))
        else:
            yield Field((*above, name), info, get_origin(kind) is dict)


def field_of(path: tuple[str, ...]) -> Field:
    """The leaf at a path. Raises ``KeyError``."""
    for field in fields():
        if field.path == path:
            return field
        if field.table and field.path == path[:-1]:
            return Field(path, field.info, True)
    raise KeyError(".".join(path))


def shown(value: Any) -> str:
    """A value as the user writes it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def masked(field: Field, text: str) -> str:
    """A text without what is secret: keys wholly, passwords in addresses."""
    if field.secret:
        return MASK if text else ""
    return _PASSWORD.sub(f"{MASK}@", text)


def in_table(values: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    """The value at a path; None if it is not set."""
    found: Any = values
    for name in path:
        if not isinstance(found, Mapping) or name not in found:
            return None
        found = found[name]
    return found


def variable(path: tuple[str, ...], environ: Mapping[str, str]) -> str:
    """The name of the variable that sets this; empty if none does."""
    wanted = {PREFIX + "__".join(path[:depth]).upper() for depth in range(1, len(path) + 1)}
    found = [name for name in environ if name.upper() in wanted]
    return max(found, key=len, default="")
