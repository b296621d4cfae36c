"""`qabot doctor`."""

from __future__ import annotations

import sys
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import Any

from qabot import __version__
from qabot.cli.moving import finished
from qabot.cli.output import say, say_json
from qabot.cli.working import interruptible
from qabot.domain import QabotError
from qabot.health import LEFTOVERS, Done, Finding, diagnose, treat
from qabot.health.findings import EXAMPLES, count
from qabot.health.lock import other_owner
from qabot.library import HIDDEN
from qabot.moving import finish_imports
from qabot.moving.place import LOCK
from qabot.moving.plan import planned, read_plan
from qabot.progress import progress_bar
from qabot.settings import Settings, corpus_folder, load_settings

_WIDTH = 9


def run_doctor(
    corpus: Path | None,
    model: str | None,
    *,
    fix: bool,
    remove_damaged: bool,
    as_json: bool,
    quietly: bool,
) -> int:
    """Diagnose, mend if asked, and say so; the exit code."""
    settings, first = _settings(corpus, model)
    folder, default = corpus_folder(settings)
    there = folder.is_dir() or not default
    if not there:
        first.append(Finding("corpus", "note", "There is no corpus yet.", "Run `qabot`."))
    done: list[Done] = []
    with interruptible() as stop:
        if there and fix:
            for each in _finished(folder):
                done.append(each)
                if not as_json:
                    _tell_done(each)
        first += broken_off(folder / HIDDEN) if there else []

        def look() -> list[Finding]:
            found = diagnose(folder, settings, HIDDEN, stop) if there else iter(())
            return [_told(finding, as_json) for finding in chain(first, found)]

        findings = look()
        wanted = findings if fix else [f for f in findings if f.mend == LEFTOVERS]
        if there and (fix or remove_damaged):
            with progress_bar(not quietly) as said:
                for each in treat(
                    folder,
                    settings,
                    HIDDEN,
                    wanted,
                    leftovers=remove_damaged,
                    progress=said,
                    cancel=stop,
                ):
                    done.append(each)
                    if not as_json:
                        _tell_done(each)
        if done:
            findings = look()
    return _end(folder, findings, done, fix=fix, as_json=as_json)


def _settings(corpus: Path | None, model: str | None) -> tuple[Settings, list[Finding]]:
    """The settings, or plain ones and what is wrong with the user's."""
    try:
        return load_settings(corpus=corpus, model=model), []
    except QabotError as error:
        wrong = Finding("settings", "error", error.message, error.remedy)
        return Settings.model_construct(corpus=corpus, model=model or ""), [wrong]


def broken_off(hidden: Path) -> list[Finding]:
    """Imports that wait to be finished; not those that are under way."""
    if other_owner(hidden, LOCK) is not None:
        return []
    remedy = "Run `qabot sync`, or `qabot doctor --fix`: it is finished then."
    return [
        Finding("import", "warning", f"An import of {_archive(staging)} was broken off.", remedy)
        for staging in planned(hidden)
    ]


def _archive(staging: Path) -> str:
    try:
        return read_plan(staging).archive
    except QabotError:
        return f"an archive (its plan in {staging.name} cannot be read)"


def _finished(folder: Path) -> list[Done]:
    try:
        return [Done("import", finished(each)) for each in finish_imports(folder, HIDDEN)]
    except (QabotError, OSError) as error:
        return [Done("import", f"it cannot be finished: {error}", failed=True)]


def _told(finding: Finding, as_json: bool) -> Finding:
    if not as_json:
        margin = " " * _WIDTH
        say(f"{finding.severity:<{_WIDTH}}{finding.check}: {finding.what}")
        for line in finding.details[:EXAMPLES]:
            say(f"{margin}  {line}")
        if len(finding.details) > EXAMPLES:
            say(f"{margin}  and {len(finding.details) - EXAMPLES:,} more (--json has them)")
        if finding.remedy:
            say(f"{margin}{finding.remedy}")
        sys.stdout.flush()
    return finding


def _tell_done(each: Done) -> None:
    word = "failed" if each.failed else "mended"
    say(f"{word:<{_WIDTH}}{each.mend}: {each.what}")


def _end(
    folder: Path, findings: list[Finding], done: list[Done], *, fix: bool, as_json: bool
) -> int:
    errors = sum(finding.severity == "error" for finding in findings)
    warnings = sum(finding.severity == "warning" for finding in findings)
    if as_json:
        say_json(
            {
                "qabot": __version__,
                "corpus": str(folder),
                "errors": errors,
                "warnings": warnings,
                "mended": [asdict(each) for each in done],
                "findings": [_shape(finding) for finding in findings],
            }
        )
        return 1 if errors else 0
    mendable = [f for f in findings if f.mend not in ("", LEFTOVERS)]
    said = f"{count(errors, 'error')}, {count(warnings, 'warning')}."
    if mendable and not fix:
        said += f" `qabot doctor --fix` can mend {len(mendable)}."
    say(said)
    return 1 if errors else 0


def _shape(finding: Finding) -> dict[str, Any]:
    """The documented shape of a finding."""
    shape = asdict(finding)
    del shape["subjects"]
    return shape
