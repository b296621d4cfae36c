"""What an import is about to do, written down first: whoever finds it broken off can finish it."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass, field
from pathlib import Path

from qabot.adding.atomic import settle, write_file
from qabot.domain import QabotError
from qabot.moving.unpack import Unpacked
from qabot.storage.place import IMPORT_PLAN, IMPORTS


@dataclass(frozen=True, slots=True)
class Plan:
    """Names are safe ones; what was unpacked lies under numbers in the folder of the plan."""

    archive: str
    files: dict[str, tuple[str, str]]
    """Safe name -> name in the archive, and its number."""
    others: dict[str, str]
    """The other parts and their numbers."""
    aside: list[str] = field(default_factory=list)
    """Files of the corpus that the archive's take the place of."""
    threads: list[int] | None = None
    """Threads that the archive's take the place of; None: it is merged."""

    def unpacked(self, staging: Path) -> Unpacked:
        """The files, where they lie."""
        files = {name: (own, staging / number) for name, (own, number) in self.files.items()}
        return Unpacked(files, {name: staging / number for name, number in self.others.items()})


def write_plan(staging: Path, plan: Plan) -> None:
    """From here on the import will be done, by whomever. Raises ``OSError``."""
    settle(staging)
    write_file(staging / IMPORT_PLAN, json.dumps(asdict(plan), ensure_ascii=False))
    settle(staging.parent)


def read_plan(staging: Path) -> Plan:
    """Raises ``QabotError``."""
    try:
        value = json.loads((staging / IMPORT_PLAN).read_text("utf-8"))
        files = {name: (own, number) for name, (own, number) in value["files"].items()}
        threads = None if value["threads"] is None else [int(id_) for id_ in value["threads"]]
        return Plan(str(value["archive"]), files, dict(value["others"]), value["aside"], threads)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise QabotError(
            f"An import was broken off, and its plan {staging / IMPORT_PLAN} cannot be read.",
            f"Import the archive again, and delete {staging}.",
        ) from error


def planned(hidden: Path) -> list[Path]:
    """Folders of imports that were broken off, or are under way."""
    return sorted(path.parent for path in hidden.glob(f"{IMPORTS}/{IMPORT_PLAN}"))


def forget_plan(staging: Path) -> None:
    """The import is done."""
    (staging / IMPORT_PLAN).unlink(missing_ok=True)  # first: the rest alone means nothing
    shutil.rmtree(staging, ignore_errors=True)
