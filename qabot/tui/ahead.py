"""Keys that were typed before what they would go to could be seen."""

from __future__ import annotations

from textual.app import App
from textual.events import Event, Key, Paste


class TypedAhead(App[None]):
    """An app in which no question is answered by who just types on, and nothing typed is lost."""

    async def on_event(self, event: Event) -> None:
        if isinstance(event, Key | Paste) and not event.is_forwarded:
            # A question's own; its module is imported only when there is one.
            keeps = getattr(self.screen, "keeps", None)
            if keeps is not None and keeps(event):
                return
        await super().on_event(event)
