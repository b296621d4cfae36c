"""Commands that ask, search, list, show and remove."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import Annotated

import typer

from qabot.cli.chosen import Chosen
from qabot.cli.opening import opened
from qabot.cli.options import AsJson, Corpus, Model

app = typer.Typer()


@app.command()
def ask(
    question: Annotated[list[str], typer.Argument(help="The question; - reads it from input.")],
    corpus: Corpus = None,
    model: Model = None,
    asked: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help='The day from which "last week" counts, instead of today.',
            show_default=False,
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Answer one question.

    Exit code 0 if it is answered, 3 if nothing in the articles answers it.

    \b
    --json: {question, searched, answered, confidence, mode, timings, notices[],
      statements: [{text, citations[], bold[[start, end]], supported, remark?}],
      citations, nearest: [{number, article, title, source, published, url,
        path, start, end, page, quote, also_in[]}],
      filters: [{kind, label, words, since, until, source}]}
    start and end count characters of the text that `show --json` gives.
    """
    from qabot.cli.asking import ask_once

    Chosen.model = model or Chosen.model
    text = sys.stdin.read() if question == ["-"] else " ".join(question)
    day = asked.date() if asked else None
    with opened(corpus) as library:
        raise typer.Exit(ask_once(library, text, asked=day, as_json=as_json))


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

    with opened(corpus) as library:
        raise typer.Exit(run_list(library, containing, as_json=as_json))


@app.command()
def show(
    article: Annotated[str, typer.Argument(help="Number, file or part of the title.")],
    corpus: Corpus = None,
    as_json: AsJson = False,
) -> None:
    """Show one article. --json: one entry of `list --json` with its text."""
    from qabot.cli.listing import run_show

    with opened(corpus) as library:
        raise typer.Exit(run_show(library, article, as_json=as_json))


@app.command()
def remove(
    articles: Annotated[list[str], typer.Argument(help="Numbers, files or parts of titles.")],
    corpus: Corpus = None,
) -> None:
    """Remove articles. Their files are moved to .removed in the corpus folder."""
    from qabot.cli.listing import run_remove

    with opened(corpus) as library:
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
    --json: [{article, title, source, published, url, path, start, end, page, text,
      score, words, meaning, rerank}]
    """
    from qabot.cli.asking import search_once

    with opened(corpus) as library:
        raise typer.Exit(search_once(library, " ".join(words), limit, as_json=as_json))
