"""What the commands of the registry do in the chat. Names: ``command_<name>``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from qabot.domain import Hit, QabotError
from qabot.tui.commands import BY_NAME
from qabot.tui.conversation import Turn
from qabot.tui.exporting import exported, write_export
from qabot.tui.pasted import Offer, is_url, meant
from qabot.tui.protocol import Copyable, LibraryLike
from qabot.tui.safe import first_words, shorten
from qabot.tui.screens.choosing_commands import ChoosingCommands
from qabot.tui.screens.thread_commands import ThreadCommands
from qabot.tui.widgets.prompt import PASTE_LIMIT
from qabot.tui.widgets.turn_view import TurnView

if TYPE_CHECKING:
    from qabot.tui.screens.chat import ChatScreen

_LISTED = 6
_OF_THREAD = ("export", "rename", "why", "copy", "widen", "again")
"""Commands about the thread that is shown: they wait for one that is being opened."""
_MORE_KEYS = [
    ("up, down", "Earlier questions, at the ends of what is typed"),
    ("ctrl+c", "Copy what is selected, else clear the prompt, else quit"),
    ("ctrl+q", "Quit"),
]
"""Keys that Textual's own widgets and app bind."""


class ChatCommands(ThreadCommands, ChoosingCommands):
    """The commands, for one chat screen."""

    def __init__(self, chat: ChatScreen) -> None:
        self._chat = chat

    def run(self, name: str, argument: str) -> None:
        """Do a command, or say that there is none of that name."""
        if name not in BY_NAME:
            self._chat.notify(
                f"There is no command /{name}. Type / to see them all.", severity="warning"
            )
            return
        if name in _OF_THREAD and self._chat.threading.holds(f"/{name} {argument}"):
            return
        command: Callable[[str], None] = getattr(self, f"command_{name}")
        command(argument)

    def from_palette(self, name: str) -> None:
        """A command without its argument: one that needs it is put into the prompt."""
        if name == "add":
            self._chat.prompt.focus()
            self._chat.prompt.put("/add ")
        else:
            self.run(name, "")

    # Adding

    def command_add(self, argument: str) -> None:
        if not argument:
            self._chat.notify("Say what to add: /add and a path or a web address.")
            return
        self.add(meant(argument))

    def add(self, sources: list[str]) -> None:
        library = self._library()
        if library is not None:
            self._chat.qabot.start_task(
                f"adding {named(sources)}",
                lambda progress, cancel: library.add(sources, progress=progress, cancel=cancel),
                sources=sources,
            )

    def add_text(self, text: str) -> None:
        """Add pasted text as an article of its own."""
        library = self._library()
        if library is not None:
            self._chat.qabot.start_task(
                f"adding “{first_words(text, 40)}”",
                lambda progress, cancel: library.add(
                    [], texts=[text], progress=progress, cancel=cancel
                ),
            )

    def offer(self, offer: Offer, text: str) -> None:
        """Ask whether what was pasted is to be added."""
        from qabot.tui.screens.confirm import ConfirmScreen

        if offer.kind == "text":
            question = f"Add this text of {len(text):,} characters to your articles?"
            lines = [f"“{first_words(text, 120)}”"]
        else:
            count = len(offer.sources)
            question = f"Add {'this' if count == 1 else f'these {count:,}'} to your articles?"
            lines = [shorten(source, 160) for source in offer.sources[:_LISTED]]
            if count > _LISTED:
                lines.append(f"… and {count - _LISTED:,} more")

        begins = self._chat.is_current  # what was typed since is behind it

        def answered(yes: bool | None) -> None:
            self._chat.prompt.offering = False
            if not yes:
                self._chat.prompt.take_paste(text, begins=begins)
            elif offer.kind == "text":
                self.add_text(text)
            else:
                self.add(list(offer.sources))

        self._chat.app.push_screen(
            ConfirmScreen(question, lines, yes="add", no="put it into the prompt"), answered
        )

    def missing(self, path: str, text: str) -> None:
        """Say that there is no such file, and give back what was typed."""
        self._chat.notify(f"There is no file {shorten(path, 300)}.", severity="warning")
        if not self._chat.prompt.text:
            self._chat.prompt.put(text)

    def _library(self) -> LibraryLike | None:
        library = self._chat.qabot.library
        if library is None:
            self._chat.notify("Your articles are still being opened; try again in a moment.")
        return library

    # Articles

    def command_articles(self, argument: str) -> None:
        self.open_articles(argument, removing=False)

    def command_remove(self, argument: str) -> None:
        article = self._chat.source.article if self._chat.source.display else None
        words = argument or (article.title if article else "")
        library = self._library()
        if argument and library is not None:
            self._chat.removing.find(library, argument)
        else:
            self.open_articles(words, removing=True)

    def open_articles(self, words: str, *, removing: bool) -> None:
        """The screen of articles, those with these words. ``removing``: the only one is offered
        for removal."""
        from qabot.tui.screens.articles import ArticlesScreen

        if self._library() is None:
            return

        def closed(number: int | None) -> None:
            if number is not None:
                self._chat.sourcing.open_article(number)

        self._chat.app.push_screen(ArticlesScreen(words, removing=removing), closed)

    # Answers

    def command_copy(self, argument: str) -> None:
        latest = self._chat.transcript.latest()
        if isinstance(latest, Copyable):
            self._chat.app.copy_to_clipboard(latest.copy_text(argument == "sources"))
        else:
            self._chat.notify("There is nothing to copy yet.")

    def command_why(self, argument: str) -> None:
        turns = self._chat.asking.conversation.turns
        turn = next((turn for turn in reversed(turns) if turn.answer is not None), None)
        if turn is None:
            self._chat.notify("There is no answer yet: ask something first.")
        else:
            self.show_why(turn)

    def show_why(self, turn: Turn) -> None:
        """What was searched and found for an answer."""
        from qabot.tui.screens.why import WhyScreen

        def closed(hit: Hit | None) -> None:
            if hit is not None:
                self._chat.sourcing.open_hit(hit)

        if turn.answer is not None:
            self._chat.app.push_screen(WhyScreen(turn, turn.answer), closed)

    def command_again(self, argument: str) -> None:
        turns = self._chat.asking.conversation.turns
        turn = next((turn for turn in reversed(turns) if turn.finished), None)
        if turn is None:
            self._chat.notify("There is no answer yet: ask something first.")
        else:
            self._chat.post_message(TurnView.Again(turn))

    def command_widen(self, argument: str) -> None:
        turns = self._chat.asking.conversation.turns
        turn = next((turn for turn in reversed(turns) if turn.answer is not None), None)
        if turn is None or turn.answer is None or not turn.answer.chips:
            self._chat.notify("The last answer was not limited to a date or an outlet.")
        else:
            self._chat.post_message(TurnView.Widened(turn, turn.answer.chips))

    def command_export(self, argument: str) -> None:
        conversation = self._chat.asking.conversation
        if not conversation.turns:
            self._chat.notify("There is no thread yet: ask something first.")
            return
        thread = exported(conversation)
        self._chat.run_worker(
            lambda: self._chat.post_message(write_export(thread, argument)),
            thread=True,
            group="export",
            exit_on_error=False,
        )

    # The rest

    def command_source(self, argument: str) -> None:
        self._chat.sourcing.toggle()

    def command_edit(self, argument: str) -> None:
        from textual.app import SuspendNotSupported

        from qabot.tui.editing import edit, editor

        prompt = self._chat.prompt
        try:
            command = editor()
            with self._chat.app.suspend():
                text = edit(prompt.text, command)
        except QabotError as error:
            self._chat.notify(str(error), severity="warning")
        except SuspendNotSupported:
            self._chat.notify("This terminal cannot be lent to an editor.", severity="warning")
        else:
            prompt.focus()
            prompt.put(text[:PASTE_LIMIT])

    def command_help(self, argument: str) -> None:
        from qabot.tui.screens.help import help_of

        self._chat.app.push_screen(help_of(self._chat, _MORE_KEYS))

    def command_quit(self, argument: str) -> None:
        self._chat.app.exit()


def named(sources: list[str]) -> str:
    """What is being added, in a few words."""
    first = sources[0] if is_url(sources[0]) else Path(sources[0]).name or sources[0]
    more = f" and {len(sources) - 1:,} more" if len(sources) > 1 else ""
    return shorten(first, 50) + more
