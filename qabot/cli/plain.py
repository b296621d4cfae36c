"""`qabot chat --plain`: the chat line by line, for screen readers, dumb terminals and pipes.

Nothing is drawn, moved or redrawn: each answer is text that follows its question.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from qabot.cli.kept import Kept
from qabot.cli.output import say, say_error, write
from qabot.cli.printing import print_answer
from qabot.cli.quoted import print_quoted
from qabot.cli.why import print_why
from qabot.domain import (
    Answer,
    Answered,
    Cancel,
    Cancelled,
    Failed,
    QabotError,
    summary,
)
from qabot.exporting import Exchange, Exported, file_name, thread_json, thread_markdown, unquoted
from qabot.library import Library
from qabot.tui.pasted import meant

_OK, _ERROR, _NOTHING = 0, 1, 3
HELP = """\
A question is answered. A number reads that source of the last answer.
/why tells what was searched and found for it.  /add PATH or URL adds articles.
/new begins a new thread.  /threads WORDS lists saved ones.  /open NUMBER goes on with one.
/export FILE writes this one, as JSON if FILE ends in .json; /export - prints it.
/model lists models, /model NAME lets one write the answers, /model none quotes.
/help says this.  /quit leaves."""
_COMMANDS = ("add", "exit", "export", "help", "model", "new", "open", "quit", "threads", "why")


class PlainChat:
    """One conversation of lines in and lines out."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._kept = Kept(library)
        self._thread: int | None = None
        self._title = ""
        self._exchanges: list[Exchange] = []
        self.code = _OK
        """The exit code: that of the last question."""

    def open(self, *, resume: bool) -> None:
        """Say how the threads were found, and go on with the last one if wanted."""
        self._kept.open()
        if resume:
            self.resume()

    def resume(self, thread: int | None = None) -> None:
        """Go on with a saved thread; without a number with the last one."""
        rows = [row for row in self._library.threads.rows() if thread in (None, row.id)]
        if not rows:
            say("There is no such thread.", sys.stderr)
            return
        self._thread, self._title = rows[0].id, rows[0].title
        turns = self._library.threads.turns(rows[0].id)
        self._exchanges = [Exchange(t.question, t.answer, t.failure, t.asked) for t in turns]
        say(f"Going on with: {self._title}", sys.stderr)

    def run(self, lines: Iterator[str]) -> int:
        """Take lines until they end or /quit; the exit code of the last question."""
        for line in lines:
            text = line.strip()
            if text in ("/quit", "/exit"):
                break
            try:
                self._take(text)
            except QabotError as error:
                say_error(error.message, error.remedy)
                self.code = _ERROR
            sys.stdout.flush()
        return self.code

    def _take(self, text: str) -> None:
        command, _, rest = text.partition(" ")
        rest = rest.strip()
        if not text:
            return
        if text.isdecimal():
            print_quoted(self._library, self._last(), int(text))
        elif command == "/add":
            self._add(rest)
        elif command == "/new":
            self._thread, self._title, self._exchanges = None, "", []
            say("A new thread.")
        elif command == "/threads":
            for row in self._library.threads.rows(rest):
                say(f"{row.id}  {row.title} ({row.turns})")
        elif command == "/open":
            if not rest.isdecimal():
                raise QabotError(
                    "The command /open needs a number.", "/threads lists threads with theirs."
                )
            self.resume(int(rest))
        elif command == "/why":
            self._why()
        elif command == "/model":
            self._model(rest)
        elif command == "/export":
            self._export(rest)
        elif command == "/help":
            say(HELP)
        elif command.startswith("/") and command[1:].isalpha():
            raise QabotError(f"There is no command {command}.", _meant(command[1:].lower()))
        else:
            self._ask(text)

    def _add(self, argument: str) -> None:
        if not argument:
            raise QabotError(
                "Nothing to add was named.", "Name a path or a web address: /add strike.html."
            )
        report = self._library.add(meant(argument))
        say(summary(report))
        for failure in report.failures:
            say_error(str(failure), failure.remedy)

    def _why(self) -> None:
        answer = self._last()
        if answer is None:
            say("There is no answer yet: ask something first.", sys.stderr)
        else:
            print_why(answer)

    def _ask(self, question: str) -> None:
        if not sys.stdin.isatty():
            say(f"> {question}")  # What nobody typed here stands nowhere else.
        self._thread = self._kept.begin(self._thread, question)
        self._title = self._title or question
        history = [one.answer for one in self._exchanges if one.answer is not None]
        cancel = Cancel()
        try:
            for event in self._library.ask(question, cancel=cancel, history=history):
                if isinstance(event, Failed):
                    self._kept.fail(event.message, event.remedy)
                    self._exchanges.append(Exchange(question, None, event.message))
                    say_error(event.message, event.remedy)
                    self.code = _ERROR
                elif isinstance(event, Answered):
                    seconds = sum(event.answer.timings.values())
                    self._kept.finish(event.answer, seconds)
                    self._exchanges.append(Exchange(question, event.answer))
                    print_answer(event.answer)
                    self.code = _OK if event.answer.answered else _NOTHING
        except (KeyboardInterrupt, Cancelled):
            cancel.set()
            self._kept.drop()
            say("Stopped.", sys.stderr)

    def _last(self) -> Answer | None:
        answers = (one.answer for one in reversed(self._exchanges) if one.answer is not None)
        return next(answers, None)

    def _model(self, name: str) -> None:
        """Let a model write, or none; without a name list what can be reached."""
        if name:
            full = self._library.use_model("" if name == "none" else name, reached=True)
            say(f"{full} writes the answers." if full else "The articles are quoted.")
            return
        for listed in self._library.models():
            say(listed)
        present = self._library.model
        say(f"Now writes {present}." if present else "Now the articles are quoted.")

    def _export(self, name: str) -> None:
        if not self._exchanges:
            say("There is no thread yet: ask something first.", sys.stderr)
            return
        thread = Exported(self._title, tuple(self._exchanges))
        if name == "-":
            write(thread_markdown(thread))
            return
        path = Path(unquoted(name) or file_name(self._title, ".md")).expanduser()
        if path.suffix.lower() == ".json":
            text = json.dumps(thread_json(thread), ensure_ascii=False, indent=2) + "\n"
        else:
            text = thread_markdown(thread)
        try:
            with path.open("x", encoding="utf-8", errors="replace") as file:
                file.write(text)
        except OSError as error:
            raise QabotError(
                f"{path}: {(error.strerror or str(error)).lower()}.", "Give another name."
            ) from error
        say(f"Written: {path}")


def _meant(name: str) -> str:
    """What to do about a command that there is not."""
    near = get_close_matches(name, _COMMANDS, 1, 0.5)
    return f"Did you mean /{near[0]}? /help tells all." if near else "/help tells all."


def run_plain(library: Library, *, resume: bool) -> int:
    """Chat by lines of standard input; the exit code of the last question."""
    chat = PlainChat(library)
    count = library.counts().articles
    say(f"{count:,} articles in {library.folder}. /help tells what there is.", sys.stderr)
    chat.open(resume=resume)
    return chat.run(_lines())


def _lines() -> Iterator[str]:
    """Lines of standard input, with a prompt where somebody types them."""
    if not sys.stdin.isatty():
        yield from sys.stdin
        return
    while True:
        try:
            yield input("> ")
        except (EOFError, KeyboardInterrupt):
            sys.stdout.write("\n")
            return
        except UnicodeDecodeError:
            say("That line is no text in the encoding of this terminal.", sys.stderr)
