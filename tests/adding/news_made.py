"""Made-up news for tests: short, each article with a word that only it has."""

from __future__ import annotations

import json
import random
from pathlib import Path

_WHO = ("The harbour board", "A court in Lund", "The ministry", "The union", "A survey", "The club")
_DID = ("rejected", "approved", "postponed", "published", "withdrew", "praised")
_WHAT = ("the ferry plan", "a ban on night flights", "the new budget", "its own report", "the deal")
CODES = "bcdfghjklmnprstvz"


def word(number: int) -> str:
    """A word that stands only in article ``number``."""
    draw = random.Random(number)
    return (
        "qu" + "".join(draw.choice(CODES) + draw.choice("aeiou") for _ in range(3)) + f"x{number}"
    )


def text(number: int, extra: str = "") -> str:
    """Two sentences that are a text of their own."""
    draw = random.Random(number)
    who, did, what = draw.choice(_WHO), draw.choice(_DID), draw.choice(_WHAT)
    return (
        f"{who} {did} {what} on Tuesday. The spokesman {word(number)} called it necessary.{extra}"
    )


def row(number: int, **fields: object) -> dict[str, object]:
    """An article as a line of a .jsonl file."""
    day = f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}"
    made = {"id": f"a{number}", "title": f"Report {number}", "text": text(number)}
    return {**made, "published": day, "source": "Gazette", **fields}


def jsonl(path: Path, numbers: range) -> Path:
    """Write a file of many."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row(number)) + "\n" for number in numbers))
    return path


def folder(path: Path, numbers: range) -> Path:
    """Write a folder of files of one."""
    path.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        (path / f"report-{number}.txt").write_text(text(number))
    return path
