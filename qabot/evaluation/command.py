"""``qabot eval``. Importing this loads nothing heavy."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qabot.domain import QabotError
from qabot.evaluation.help import HELP

if TYPE_CHECKING:
    from rich.console import Console

    from qabot.evaluation.result import Result


def add_to(app: typer.Typer, corpus_before: Callable[[], Path | None] = lambda: None) -> None:
    """Register ``eval``. ``corpus_before``: the corpus named before the command, if any."""

    @app.command("eval", help=HELP)
    def evaluate(
        questions: Annotated[
            Path,
            typer.Argument(
                metavar="QUESTIONS",
                help="Questions, or results to compare.",
                show_default=False,
            ),
        ],
        articles: Annotated[
            Path | None,
            typer.Option(metavar="PATH", help="File or folder of articles.", show_default=False),
        ] = None,
        corpus: Annotated[
            Path | None,
            typer.Option(
                "--corpus", "-c", metavar="DIR", help="Folder of articles.", show_default=False
            ),
        ] = None,
        keep: Annotated[
            Path | None,
            typer.Option(
                metavar="DIR",
                help="Folder for the corpus of --articles: the next run starts at once.",
                show_default=False,
            ),
        ] = None,
        json_out: Annotated[
            Path | None,
            typer.Option(
                "--json",
                metavar="FILE",
                help="Write figures and records there.",
                show_default=False,
            ),
        ] = None,
        compare: Annotated[
            Path | None,
            typer.Option(metavar="FILE", help="Results of an earlier run.", show_default=False),
        ] = None,
        worst: Annotated[
            int, typer.Option(min=0, metavar="N", help="Show so many questions that went wrong.")
        ] = 0,
        limit: Annotated[
            int | None,
            typer.Option(
                "--limit",
                "-n",
                min=1,
                metavar="N",
                help="Ask so many, spread evenly.",
                show_default=False,
            ),
        ] = None,
        quietly: Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")] = False,
    ) -> None:
        code = run_eval(
            questions,
            articles,
            corpus=corpus or corpus_before(),
            keep=keep,
            json_out=json_out,
            compare=compare,
            worst=worst,
            limit=limit,
            progress=not quietly,
        )
        raise typer.Exit(code)


def run_eval(
    questions: Path,
    articles: Path | None = None,
    *,
    corpus: Path | None = None,
    keep: Path | None = None,
    json_out: Path | None = None,
    compare: Path | None = None,
    worst: int = 0,
    limit: int | None = None,
    progress: bool = True,
) -> int:
    """Ask, print, write; the exit code: 1 if a question failed or a quote is not verbatim.

    Raises ``QabotError``.
    """
    from rich.console import Console

    from qabot.evaluation.evaluate import evaluate_set
    from qabot.evaluation.result import is_result, read_result, write_result
    from qabot.progress import progress_bar

    before = read_result(compare) if compare is not None else None
    console = Console(soft_wrap=not sys.stdout.isatty(), highlight=False)
    if is_result(questions):
        result = read_result(questions)
        if before is None:
            raise QabotError(
                f"{questions} is a file of figures, not of questions.",
                "Name the file to compare it with by --compare.",
            )
    else:
        _check_options(articles, corpus, keep, json_out)
        with progress_bar(progress) as said:
            result = evaluate_set(questions, articles, corpus, keep, limit, said)
        if json_out is not None:
            write_result(result, json_out)
    _print(console, result, before, worst)
    wrong = result.figures.get("failed") or result.figures.get("quotes_verbatim", 1.0) != 1.0
    return 1 if wrong and result.records else 0


def _check_options(
    articles: Path | None, corpus: Path | None, keep: Path | None, json_out: Path | None
) -> None:
    if articles is not None and corpus is not None:
        raise QabotError(
            "Both --articles and --corpus are given.",
            "--articles makes a corpus of its own; name one of the two.",
        )
    if keep is not None and articles is None:
        raise QabotError("--keep is for the corpus of --articles.", "Name --articles too.")
    if json_out is not None and not json_out.absolute().parent.is_dir():
        # Said before the questions are asked and not after.
        raise QabotError(
            f"There is no folder {json_out.absolute().parent} for the figures.", "Make it first."
        )


def _print(console: Console, result: Result, before: Result | None, worst: int) -> None:
    from qabot.evaluation.report import print_differences, print_result, print_worst
    from qabot.evaluation.result import worst as pick

    if before is None or result.about:
        print_result(console, result)
    if before is not None:
        from qabot.evaluation.compare import compare

        print_differences(console, compare(before.records, result.records))
    if worst:
        print_worst(console, pick(result.records, worst))
