"""A file while its articles are taken, and what is remarked of it in the catalogue."""

from __future__ import annotations

from dataclasses import dataclass, field

from qabot.domain import Failure
from qabot.storage.values import FileStamp

COPY = "the same as "
"""Begins the remark on a file whose articles another file holds too."""


@dataclass
class File:
    """A file being taken."""

    name: str
    stamp: FileStamp
    shown: str
    old: dict[str, int]
    kept: set[str] = field(default_factory=set)
    hashes: set[str] = field(default_factory=set)
    failures: list[Failure] = field(default_factory=list)
    copy_of: str = ""

    def remarks(self) -> str:
        """What is wrong with it, and whose copy it is."""
        said = [_reasons(self.failures)] if self.failures else []
        return "; ".join([*said, COPY + self.copy_of] if self.copy_of else said)


def _reasons(failures: list[Failure]) -> str:
    first = failures[0].reason
    return first if len(failures) == 1 else f"{first}, and {len(failures) - 1:,} more"


def without_copies(error: str) -> str:
    """What is wrong with a file, without the remark that another holds the same."""
    return error.partition(COPY)[0].removesuffix("; ")
