"""Keys that act in the order in which they were typed."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.events import Key
from textual.screen import Screen

from qabot.tui.ahead import TypedAhead


class InOrder:
    """A text widget whose own bindings act when their key comes.

    Textual runs bindings only after a key has gone up to the app. Letters that were typed after
    it are in the text by then, if the app was busy: what is rubbed out is not what was meant.
    """

    # Of the widget that this is a part of. It is none itself: Textual looks at the first base.
    screen: Screen[Any]
    app: App[Any]

    async def _on_key(self, event: Key) -> None:
        await self.act(event)

    async def act(self, event: Key) -> bool:
        """Run the binding of this widget for a key that is no letter; False if there is none."""
        if event.is_printable:
            return False
        bindings = self.screen.active_bindings
        found = next((bindings[key] for key in event.aliases if key in bindings), None)
        owner: object = found.node if found is not None else None
        if found is None or owner is not self or not found.enabled:
            return False
        if not await self.app.run_action(found.binding.action, found.node):
            return False  # it had nothing to do, as copying without a selection
        event.stop()
        event.prevent_default()
        if isinstance(self.app, TypedAhead):
            self.app.call_later(self.app.acted, event)
        return True
