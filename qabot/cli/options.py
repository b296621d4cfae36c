"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Corpus = Annotated[
    Path | None,
    typer.Option("--corpus", "-c", help="Folder of articles.", show_default=False),
]
Model = Annotated[
    str | None,
    typer.Option(
        "--model",
        "-m",
        help="Model that writes the answers: ollama:NAME, openai:NAME, anthropic:NAME, or "
        "openai:NAME@http://HOST:PORT/v1. Without it the articles are quoted.",
        show_default=False,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]
Resume = Annotated[bool, typer.Option("--resume", "-r", help="Go on with the last thread.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")]
