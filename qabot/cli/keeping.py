"""Commands that add, fetch, move and mend: all that changes a corpus or its index."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qabot.cli.chosen import Chosen
from qabot.cli.opening import opened, settings_of
from qabot.cli.options import AsJson, Corpus, Quiet

app = typer.Typer()


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
    with opened(corpus) as library:
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

        raise typer.Exit(run_export_corpus(settings_of(corpus), Path(words[0]), quietly=quietly))
    from qabot.cli.exporting import run_export

    with opened(corpus) as library:
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

    raise typer.Exit(run_import(settings_of(corpus), file, replace=replace, quietly=quietly))


@app.command()
def sync(
    corpus: Corpus = None,
    no_feeds: Annotated[bool, typer.Option("--no-feeds", help="Files only.")] = False,
    quietly: Quiet = False,
) -> None:
    """Take new, changed and deleted files into the index, and fetch what is new in feeds."""
    from qabot.cli.working import run_sync

    with opened(corpus) as library:
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

    with opened(corpus) as library:
        raise typer.Exit(run_feeds(library, remove, as_json=as_json))


@app.command()
def rebuild(
    corpus: Corpus = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Compute all vectors again too: takes longest.")
    ] = False,
    quietly: Quiet = False,
) -> None:
    """Make the whole index anew from the articles' files.

    The old one goes on serving until the new one is whole; articles keep their numbers, and
    passages that are the same their vectors. Stopped or killed, it leaves the old one.
    """
    from qabot.cli.working import run_rebuild

    with opened(corpus, anew=True) as library:
        raise typer.Exit(run_rebuild(library, reuse=not everything, quietly=quietly))


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
        corpus or Chosen.corpus,
        Chosen.model,
        fix=fix,
        remove_damaged=remove_damaged,
        as_json=as_json,
        quietly=quietly,
    )
    raise typer.Exit(code)
