"""The result of a run as a file: figures under flat keys, and a record for each question."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any

from qabot.domain import QabotError
from qabot.evaluation.figures import Figures
from qabot.evaluation.metrics import Bin, reliability
from qabot.evaluation.records import FAULTS, Record


@dataclass(frozen=True, slots=True)
class Result:
    """All that came out of a run."""

    figures: Figures
    records: tuple[Record, ...]
    about: dict[str, Any] = field(default_factory=dict)
    """Questions file, version, embedder, threshold: what tells two runs apart."""
    notices: tuple[str, ...] = ()

    @property
    def curve(self) -> list[Bin]:
        """How often questions are answerable, by confidence."""
        return reliability(
            [record.confidence for record in self.records],
            [record.answerable for record in self.records],
        )

    @property
    def faults(self) -> dict[str, int]:
        """How many questions went wrong in which way."""
        count = Counter(record.fault for record in self.records)
        return {name: count[name] for name in FAULTS}


def result_json(result: Result) -> dict[str, Any]:
    """The documented shape of a result file."""
    return {
        **{name: _rounded(value) for name, value in result.figures.items()},
        "questions": len(result.records),
        "answerable": sum(record.answerable for record in result.records),
        "about": result.about,
        "notices": list(result.notices),
        "faults": result.faults,
        "reliability": [asdict(part) for part in result.curve],
        "records": [asdict(record) for record in result.records],
    }


def write_result(result: Result, path: Path) -> None:
    """Write a result file, whole or not at all. Raises ``QabotError``."""
    text = json.dumps(result_json(result), ensure_ascii=False, indent=1)
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_text(text, encoding="utf-8", errors="replace")
        os.replace(part, path)
    except OSError as error:
        raise QabotError(
            f"The figures cannot be written to {path}: {error.strerror or error}.",
            "Name a file in a folder that is there and writable.",
        ) from error


def is_result(path: Path) -> bool:
    """Whether a file begins as a result file does, and not as a question set."""
    try:
        with open(path, "rb") as file:
            head = file.read(400)
    except OSError:
        return False
    return head.lstrip().startswith(b"{") and b'"hit@1"' in head


def read_result(path: Path) -> Result:
    """Read a result file, without what was quoted. Raises ``QabotError``."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
        records = tuple(_record(item) for item in value["records"])
        figures = {
            name: number
            for name, number in value.items()
            if number is None or (isinstance(number, float) and not isinstance(number, bool))
        }
        return Result(figures, records, value.get("about", {}))
    except OSError as error:
        raise QabotError(
            f"The figures in {path} cannot be read: {error.strerror or error}.", "Check the path."
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise QabotError(
            f"{path} is no file of figures.", "Make one with `qabot eval … --json FILE`."
        ) from error


def _record(item: dict[str, Any]) -> Record:
    return Record(
        id=str(item["id"]),
        question=str(item["question"]),
        answerable=bool(item["answerable"]),
        answered=bool(item["answered"]),
        confidence=float(item["confidence"]),
        seconds=float(item["seconds"]),
        scores={str(name): float(value) for name, value in item["scores"].items()},
        fault=str(item["fault"]),
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def worst(records: Sequence[Record], most: int) -> list[Record]:
    """The questions that went most wrong, of each kind of fault in turn, so that all are seen."""

    def badness(record: Record) -> float:
        # Wrong and sure is worse than wrong and unsure; a refusal is worse the less sure.
        return record.confidence if record.fault != "refused" else -record.confidence

    kinds = [
        sorted((record for record in records if record.fault == name), key=badness, reverse=True)
        for name in FAULTS
    ]
    turns = zip_longest(*kinds)
    return [record for turn in turns for record in turn if record is not None][:most]
