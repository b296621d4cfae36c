"""Keys that were typed before what they would go to could be seen."""

from __future__ import annotations

from functools import partial

from textual.app import App
from textual.events import Event, Key, Paste

_LONGEST = 0.3
"""Seconds that a key may take till it acts. Then the next go on: a pane may have stopped it."""


class TypedAhead(App[None]):
    """An app in which no question is answered by who just types on, and nothing typed is lost.

    Textual gives a key to the focused pane, and runs the bindings of screen and app only once it
    has come up to the app. What was typed after it would be in the pane by then: a word after
    ctrl+o would be asked, not filter the threads. So it waits until that key has acted.
    """

    _acting: Key | None = None
    """A key with a binding that is on its way up."""
    _held: tuple[Key | Paste, ...] = ()
    """What was typed since."""

    async def on_event(self, event: Event) -> None:
        if not isinstance(event, Key | Paste):
            await super().on_event(event)
        elif event.is_forwarded:
            await super().on_event(event)
            if event is self._acting:
                await self.acted(event)
        elif self._acting is not None:
            self._held = (*self._held, event)
        else:
            await self._typed(event)

    async def _typed(self, event: Key | Paste) -> None:
        # A question's own; its module is imported only when there is one.
        keeps = getattr(self.screen, "keeps", None)
        if keeps is not None and keeps(event):
            return
        if keeps is None and isinstance(event, Key) and self._goes_up(event):
            self._acting = event
            self.set_timer(_LONGEST, partial(self.acted, event))
        await super().on_event(event)

    def _goes_up(self, event: Key) -> bool:
        """Whether its binding is run by the app, not by a text field in order (``InOrder``)."""
        if event.is_printable:
            return False
        bindings = self.screen.active_bindings
        found = next((bindings[key] for key in event.aliases if key in bindings), None)
        return found is not None and not found.binding.priority and not hasattr(found.node, "act")

    async def acted(self, key: Key) -> None:
        """Go on with what was typed after a key, till the next that is waited for."""
        if self._acting is not key:
            return
        self._acting = None
        while self._held and self._acting is None:
            first, *rest = self._held
            self._held = tuple(rest)
            await self._typed(first)
