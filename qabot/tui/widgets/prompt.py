"""Where the user types: several lines, history, completion, pasted sources."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Key, Paste
from textual.message import Message

from qabot.text import visible
from qabot.tui.history import History
from qabot.tui.pasted import Offer, recognise
from qabot.tui.widgets.completing_area import CompletingArea
from qabot.tui.widgets.completions import Completions

_DIGITS = tuple("123456789")
_TYPED_ON = 1.0
"""Seconds in which what is typed after a source's number makes that a part of a question."""
_SUGGESTED = 500
"""Characters up to which earlier questions are suggested."""
PASTE_LIMIT = 20_000
"""Characters that are taken into the prompt at once: more is no question."""


class Prompt(CompletingArea):
    """Enter asks, ctrl+j begins a new line; up and down reach the history at the text's ends."""

    HELP = (
        "Ask in plain words. Or paste a path or a web address to add it. "
        "A number opens that source of the latest answer while nothing else is typed."
    )
    BINDING_GROUP_TITLE = "Prompt"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "ask", tooltip="Ask, or run the command", id="prompt.ask"),
        *(
            Binding(
                str(n),
                f"open_source({n})",
                "source",
                show=n == 1,
                key_display="1-9",
                tooltip="Read that source of the latest answer",
                id=f"prompt.source{n}",
            )
            for n in range(1, 10)
        ),
        Binding(
            "ctrl+j,shift+enter", "newline", "newline", tooltip="New line", id="prompt.newline"
        ),
        Binding(
            "pageup",
            "screen.scroll_chat(-1)",
            show=False,
            tooltip="Scroll the chat",
            id="prompt.page_up",
        ),
        Binding(
            "pagedown",
            "screen.scroll_chat(1)",
            show=False,
            tooltip="Scroll the chat",
            id="prompt.page_down",
        ),
        Binding("tab", "complete", "Complete", show=False, id="prompt.complete"),
    ]

    class Submitted(Message):
        """The user sent the text."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class PasteOffered(Message):
        """Something was pasted that can be added."""

        def __init__(self, offer: Offer, text: str) -> None:
            super().__init__()
            self.offer, self.text = offer, text

    class Edited(Message):
        """What is typed has changed: the draft is to be kept."""

    class OpenSource(Message):
        """A digit was pressed in the empty prompt."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    class NoSource(Message):
        """The digit was the beginning of a question: its source is not wanted."""

    def __init__(
        self, completions: Completions, clock: Callable[[], float], *, id: str | None = None
    ) -> None:
        super().__init__(completions, id=id)
        self.past = History()
        self.sources: frozenset[int] = frozenset()
        """Numbers that open a source of the latest answer."""
        self._clock = clock
        self._digit = ""
        """The digit that was just taken as a source number, till the next key."""
        self._digit_at = 0.0
        self._recalled = ""
        self.offering = False
        """Whether it is being asked if what was pasted is to be added: till then nothing is sent,
        as what was pasted may be a part of it."""

    def offer_sources(self, numbers: frozenset[int]) -> None:
        self.sources = numbers
        self.refresh_bindings()

    def _recall(self, text: str) -> None:
        self._recalled = visible(text)
        self.put(text)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "open_source":
            return not self.text and parameters[0] in self.sources
        if action == "complete":
            return self.can_complete
        return True

    async def on_key(self, event: Key) -> None:
        digit = self.take_digit(event.character)
        if digit and event.is_printable and not self.text:
            # Typed on before the source came up: it was the start of “2023 …” after all.
            self.insert(digit)
            self.post_message(self.NoSource())
        if not event.is_printable:
            self.settle()
        if await self.act(event):
            return
        if event.key == "enter":
            event.prevent_default()  # or the text area puts a line end in
        elif not self.text and event.character in _DIGITS and int(event.key) in self.sources:
            # Not by the binding, which would look at the prompt only after the next keys.
            event.prevent_default()
            event.stop()
            self._digit, self._digit_at = event.key, self._clock()
            self.action_open_source(int(event.key))

    def take_digit(self, then: str | None = None) -> str:
        """The number that opened a source a moment ago, if ``then`` goes on from it; it is
        forgotten."""
        digit, self._digit = self._digit, ""
        goes_on = then not in (None, "/") and self._clock() - self._digit_at <= _TYPED_ON
        return digit if goes_on else ""

    def on_text_area_changed(self) -> None:
        self.settle()
        if len(self.text) <= 1:
            self.refresh_bindings()
        self.post_message(self.Edited())

    @property
    def wants_completions(self) -> bool:
        # A command from the history opens no popup, or up and down would be caught in it.
        return not self._recalled or self.text != self._recalled

    def update_suggestion(self) -> None:
        """Show how an earlier question that begins like this one went on; right takes it."""
        text = self.text
        at_end = len(text) <= _SUGGESTED and self.cursor_at_end_of_text
        self.suggestion = visible(self.past.ending(text)) if at_end else ""

    def action_open_source(self, number: int) -> None:
        self.post_message(self.OpenSource(number))

    def action_submit(self) -> None:
        if self.offering or self.accept_picked():
            return
        text = self.text.strip()
        if text:
            self.past.add(text)
            self.load_text("")
            self._completions.offer(())
            self.post_message(self.Submitted(text))

    def action_newline(self) -> None:
        self.insert("\n")

    def action_cursor_up(self, select: bool = False) -> None:
        if self._completions.is_open:
            self._completions.move(-1)
            return
        at_end = self.cursor_at_start_of_text or self.cursor_at_end_of_text
        if not select and at_end and self.navigator.is_first_wrapped_line(self.cursor_location):
            earlier = self.past.back(self.text)
            if earlier is not None:
                self._recall(earlier)
            return
        super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        if self._completions.is_open:
            self._completions.move(1)
            return
        if not select and self.cursor_at_end_of_text:
            later = self.past.forward()
            if later is not None:
                self._recall(later)
            return
        super().action_cursor_down(select)

    async def _on_paste(self, event: Paste) -> None:
        event.stop()
        event.prevent_default()
        text = event.text.replace("\r\n", "\n").replace("\r", "\n")
        offer = recognise(text) if not self.text.strip() else None
        if offer is not None:
            self.offering = True
            self.post_message(self.PasteOffered(offer, text))
        else:
            self.take_paste(text)

    def take_paste(self, text: str, *, begins: bool = False) -> None:
        """Put pasted text in at the cursor, or where the text ``begins``; what is too long is cut
        off and said."""
        if len(text) > PASTE_LIMIT:
            self.notify(
                f"Only the first {PASTE_LIMIT:,} characters were taken into the prompt.",
                severity="warning",
                markup=False,
            )
        taken = visible(text[:PASTE_LIMIT])
        if begins:
            self.insert(taken, (0, 0), maintain_selection_offset=True)
        else:
            self.replace(taken, *self.selection)
