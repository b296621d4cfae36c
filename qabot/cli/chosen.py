"""Options given before the command. Apart from ``options``, which needs typer."""

from __future__ import annotations

from pathlib import Path


class Chosen:
    """What every command falls back on."""

    corpus: Path | None = None
    model: str | None = None
