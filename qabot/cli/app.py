"""All commands in one place; each is a few lines on ``Library``."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from qabot import __version__
from qabot.cli.ending import guarded
from qabot.domain import QabotError
from qabot.evaluation.command import add_to as add_eval
from qabot.quiet import quiet

app = typer.Typer(
    name="qabot",
    help="Answers questions about the news articles in a folder, every sentence cited.",
    epilog="Without a command: the chat. Exit codes: 0 answered or done, 1 error, 2 usage, "
    "3 nothing found, 130 stopped. Set with qabot.toml, QABOT_* or options.",
    no_args_is_help=False,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

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


class _Chosen:
    """Options given before the command."""

    corpus: Path | None = None
    model: str | None = None


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"qabot {__version__}\n")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    corpus: Corpus = None,
    model: Model = None,
    theme: Annotated[str | None, typer.Option(help="Theme of the chat.")] = None,
    resume: Resume = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """Answers questions about the news articles in a folder, every sentence cited."""
    _Chosen.corpus, _Chosen.model = corpus, model
    if context.invoked_subcommand is None:
        chat(theme=theme, resume=resume)


@app.command()
def chat(
    corpus: Corpus = None,
    model: Model = None,
    theme: Annotated[str | None, typer.Option(help="Theme of the chat.")] = None,
    resume: Resume = False,
    plain: Annotated[
        bool, typer.Option("--plain", help="Line by line: for screen readers and pipes.")
    ] = False,
) -> None:
    """Ask and read in the terminal. This is what `qabot` alone does."""
    _Chosen.model = model or _Chosen.model
    if plain:
        from qabot.cli.plain import run_plain
        from qabot.cli.working import catch_up

        with _opened(corpus) as library:
            catch_up(library)
            raise typer.Exit(run_plain(library, resume=resume))
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise QabotError(
            "The chat needs a terminal.", 'Use `qabot ask "…"` or `qabot chat --plain` in scripts.'
        )
    from qabot.tui import run

    looks = _looks()
    if theme:
        looks["theme"] = theme
    raise typer.Exit(run(lambda: _library(corpus), resume=resume, **looks))


@app.command()
def ask(
    question: Annotated[list[str], typer.Argument(help="The question.")],
    corpus: Corpus = None,
    model: Model = None,
    as_json: AsJson = False,
) -> None:
    """Answer one question.

    Exit code 0 if it is answered, 3 if nothing in the articles answers it.

    \b
    --json: {question, searched, answered, confidence, mode, timings, notices[],
      statements: [{text, citations[], bold[[start, end]], supported, remark?}],
      citations, nearest: [{number, article, title, source, published, url,
        path, start, end, quote, also_in[]}],
      filters: [{kind, label, words, since, until, source}]}
    start and end count characters of the text that `show --json` gives.
    """
    from qabot.cli.asking import ask_once

    _Chosen.model = model or _Chosen.model
    with _opened(corpus) as library:
        raise typer.Exit(ask_once(library, " ".join(question), as_json=as_json))


@app.command()
def add(
    sources: Annotated[
        list[str],
        typer.Argument(help="Files, folders, web addresses, feeds; - reads from a pipe."),
    ],
    corpus: Corpus = None,
    mapping: Annotated[
        str, typer.Option("--map", help="Names of fields: text=body,published=date.")
    ] = "",
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from private networks too.")
    ] = False,
    quietly: Quiet = False,
) -> None:
    """Add articles. What lies outside the corpus folder is copied into it.

    A web page is written into it as Markdown. A feed is followed from then on: `qabot sync`
    fetches what is new in it.

    Read are .txt, .md, .html, .mhtml, .pdf, .docx, .epub, .jsonl, .json, .csv, .tsv, and,
    with extras, .parquet and .warc. Exit code 1 if anything failed; the rest is added.
    """
    from qabot.cli.working import fields, run_add

    names = fields(mapping)
    with _opened(corpus) as library:
        code = run_add(library, sources, names, allow_private=allow_private, quietly=quietly)
        raise typer.Exit(code)


@app.command()
def export(
    words: Annotated[
        list[str] | None,
        typer.Argument(help="Words of the thread; without: the last one. Or FILE.zip."),
    ] = None,
    corpus: Corpus = None,
    as_json: AsJson = False,
    quietly: Quiet = False,
) -> None:
    """Write a saved thread to standard output: Markdown with all quotes and links.

    With FILE.zip the whole corpus is written there: articles, threads, feeds, and settings
    without keys and passwords. `qabot import` takes it back, on any machine.

    \b
    --json: {title, exchanges: [{question, asked, failure, answer}]}; an answer
      as `ask --json` has it.
    """
    if words is not None and len(words) == 1 and words[0].lower().endswith(".zip"):
        from qabot.cli.moving import run_export_corpus

        raise typer.Exit(run_export_corpus(_settings(corpus), Path(words[0]), quietly=quietly))
    from qabot.cli.exporting import run_export

    with _opened(corpus) as library:
        raise typer.Exit(run_export(library, " ".join(words or ()), as_json=as_json))


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="What `qabot export FILE.zip` wrote.")],
    corpus: Corpus = None,
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Let it replace the corpus, which is moved aside."),
    ] = False,
    quietly: Quiet = False,
) -> None:
    """Bring articles, threads and feeds of another corpus into this one.

    Nothing is overwritten or deleted: files whose names are taken get a number. With --replace
    other articles are moved to .removed and other threads set aside. Settings are shown, not
    applied.
    """
    from qabot.cli.moving import run_import

    raise typer.Exit(run_import(_settings(corpus), file, replace=replace, quietly=quietly))


@app.command()
def sync(
    corpus: Corpus = None,
    no_feeds: Annotated[bool, typer.Option("--no-feeds", help="Files only.")] = False,
    quietly: Quiet = False,
) -> None:
    """Take new, changed and deleted files into the index, and fetch what is new in feeds."""
    from qabot.cli.working import run_sync

    with _opened(corpus) as library:
        raise typer.Exit(run_sync(library, feeds=not no_feeds, quietly=quietly))


@app.command()
def feeds(
    corpus: Corpus = None,
    remove: Annotated[
        str, typer.Option("--remove", help="Address or title of a feed to follow no longer.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """List the feeds that are followed. Add one with `qabot add ADDRESS`.

    \b
    --json: [{url, title, checked}]
    """
    from qabot.cli.listing import run_feeds

    with _opened(corpus) as library:
        raise typer.Exit(run_feeds(library, remove, as_json=as_json))


@app.command()
def rebuild(corpus: Corpus = None, quietly: Quiet = False) -> None:
    """Make the whole index anew from the articles' files."""
    from qabot.cli.working import run_rebuild

    with _opened(corpus, anew=True) as library:
        raise typer.Exit(run_rebuild(library, quietly=quietly))


@app.command()
def doctor(
    corpus: Corpus = None,
    fix: Annotated[bool, typer.Option("--fix", help="Mend what can be mended.")] = False,
    remove_damaged: Annotated[
        bool, typer.Option("--remove-damaged", help="Delete what was set aside as damaged.")
    ] = False,
    as_json: AsJson = False,
    quietly: Quiet = False,
) -> None:
    """Check corpus and index for damage, and mend it with --fix.

    Looked at: versions, rights, disk space, the lock, every file against the catalogue, every
    text, offset and vector, both indexes, the embedding model, threads, and the language model
    if one is set. Without --fix nothing is changed. Exit code 0 if no error remains, else 1.

    \b
    --json: {qabot, corpus, errors, warnings, mended: [{mend, what, failed}],
      findings: [{check, severity, what, remedy, mend, details[]}]}
    severity is ok, note, warning or error; mend is empty where --fix cannot help.
    With --fix the findings are those that remain.
    """
    from qabot.cli.doctoring import run_doctor

    code = run_doctor(
        corpus or _Chosen.corpus,
        _Chosen.model,
        fix=fix,
        remove_damaged=remove_damaged,
        as_json=as_json,
        quietly=quietly,
    )
    raise typer.Exit(code)


@app.command("list")
def list_articles(
    corpus: Corpus = None,
    as_json: AsJson = False,
    containing: Annotated[
        str, typer.Option("--match", "-m", help="Only titles, outlets or files with this in them.")
    ] = "",
) -> None:
    """List the articles, newest first.

    \b
    --json: [{number, title, source, published, author, url, language, path,
      key, passages, embedded}]
    """
    from qabot.cli.listing import run_list

    with _opened(corpus) as library:
        raise typer.Exit(run_list(library, containing, as_json=as_json))


@app.command()
def show(
    article: Annotated[str, typer.Argument(help="Number, file or part of the title.")],
    corpus: Corpus = None,
    as_json: AsJson = False,
) -> None:
    """Show one article. --json: one entry of `list --json` with its text."""
    from qabot.cli.listing import run_show

    with _opened(corpus) as library:
        raise typer.Exit(run_show(library, article, as_json=as_json))


@app.command()
def remove(
    articles: Annotated[list[str], typer.Argument(help="Numbers, files or parts of titles.")],
    corpus: Corpus = None,
) -> None:
    """Remove articles. Their files are moved to .removed in the corpus folder."""
    from qabot.cli.listing import run_remove

    with _opened(corpus) as library:
        raise typer.Exit(run_remove(library, articles))


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(help="What to look for.")],
    corpus: Corpus = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=100, help="How many.")] = 10,
    as_json: AsJson = False,
) -> None:
    """List the passages that a question finds, with scores.

    \b
    --json: [{article, title, source, published, url, path, start, end, text,
      score, words, meaning, rerank}]
    """
    from qabot.cli.asking import search_once

    with _opened(corpus) as library:
        raise typer.Exit(search_once(library, " ".join(words), limit, as_json=as_json))


def _looks() -> dict[str, Any]:
    """Theme and keys of the settings; read before the first paint only if there are any."""
    import platformdirs

    files = (platformdirs.user_config_path("qabot") / "qabot.toml", Path("qabot.toml"))
    given = "QABOT_THEME" in os.environ or "QABOT_KEYS" in os.environ
    if not given and not any(file.exists() for file in files):
        return {}
    from qabot.settings import load_settings

    settings = load_settings()
    return {"theme": settings.theme, "keys": settings.keys}


add_eval(app, lambda: _Chosen.corpus)


def _settings(corpus: Path | None) -> Any:
    from qabot.settings import load_settings

    return load_settings(corpus=corpus or _Chosen.corpus, model=_Chosen.model)


def _library(corpus: Path | None, *, anew: bool = False) -> Any:
    from qabot.library import Library

    return Library.open(_settings(corpus), anew=anew)


class _opened:
    """The library, closed at the end whatever happens."""

    def __init__(self, corpus: Path | None, *, anew: bool = False) -> None:
        self._corpus = corpus
        self._anew = anew
        self._library: Any = None

    def __enter__(self) -> Any:
        from qabot.cli.output import say

        self._library = _library(self._corpus, anew=self._anew)
        if self._library.starter:
            say(f"Made {self._library.folder} with articles to start with.", sys.stderr)
        return self._library

    def __exit__(self, *error: object) -> None:
        self._library.close()


def main() -> None:
    """The console script ``qabot``."""
    quiet()
    raise SystemExit(guarded(lambda: app(prog_name="qabot")))
