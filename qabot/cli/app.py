"""The chat, and all commands together; each is a few lines on ``Library``."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from qabot import __version__
from qabot.cli.chosen import Chosen
from qabot.cli.keeping import app as keeping
from qabot.cli.opening import opened
from qabot.cli.options import Corpus, Model, Resume
from qabot.cli.reading import app as reading
from qabot.evaluation.command import add_to as add_eval

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
    Chosen.corpus, Chosen.model = corpus, model
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
    if plain:
        from qabot.cli.plain import run_plain
        from qabot.cli.working import catch_up

        Chosen.model = model or Chosen.model
        with opened(corpus) as library:
            catch_up(library)
            raise typer.Exit(run_plain(library, resume=resume))
    from qabot.cli.chatting import ChatOptions, run_chat

    raise typer.Exit(run_chat(ChatOptions(corpus, model, theme, resume)))


@app.command()
def serve(
    corpus: Corpus = None,
    model: Model = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port; 0 takes any that is free.")
    ] = 8000,
    token: Annotated[
        str,
        typer.Option(
            envvar="QABOT_SERVE_TOKEN",
            show_envvar=True,
            help="What every request must bring; `new` makes one. Needed beyond this machine.",
            show_default=False,
        ),
    ] = "",
    url: Annotated[
        str,
        typer.Option(
            help="Address of a server with https that passes requests on.", show_default=False
        ),
    ] = "",
) -> None:
    """Show the chat in a web browser, a tab a chat. Needs the extra `serve`.

    Only this machine is served unless there is a token. Whoever has it can read what you can
    read: any path can be added as an article.
    """
    from qabot.cli.serving import run_serve
    from qabot.serving import Access

    access = Access(host, token, url)
    run_serve(corpus or Chosen.corpus, model or Chosen.model, port, access)


app.add_typer(reading)
app.add_typer(keeping)
add_eval(app, lambda: Chosen.corpus)
