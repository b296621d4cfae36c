"""Helpers for driving the chat by real keys."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

from standin import Standin
from textual.events import Key, Paste
from textual.keys import _character_to_key
from textual.pilot import Pilot

from qabot.tui.app import QabotApp
from qabot.tui.widgets.source_pane import SourcePane


def chat_app(library: Any, **options: Any) -> QabotApp:
    """The app over a library that is opened in a thread as in real life."""
    opener = library.open if isinstance(library, Standin) else (lambda: library)
    return QabotApp(opener, theme=options.pop("theme", "qabot-dark"), **options)


async def wait_until(
    pilot: Pilot[Any], predicate: Callable[[], object], seconds: float = 30.0
) -> None:
    """Let the app work until ``predicate`` holds; fail loudly if it never does."""
    end = time.monotonic() + seconds
    while not predicate():
        if time.monotonic() > end:
            raise AssertionError(f"waited in vain; the screen shows:\n{screen_text(pilot.app)}")
        await asyncio.sleep(0.01)
    await pilot.pause()


async def ready(pilot: Pilot[Any]) -> None:
    await wait_until(
        pilot, lambda: pilot.app.state.phase == "ready" and not pilot.app.board.running
    )


async def type_text(pilot: Pilot[Any], text: str) -> None:
    """Send a key for each character, as fast as a terminal hands them on."""
    for character in text:
        key = Key(_character_to_key(character), character)
        key.set_sender(pilot.app)
        pilot.app._driver.send_message(key)
    await pilot.pause()


async def burst(pilot: Pilot[Any], *keys: str) -> None:
    """Send keys at once, as they come in after the app was busy."""
    for name in keys:
        key = Key(name, name if len(name) == 1 else None)
        key.set_sender(pilot.app)
        pilot.app._driver.send_message(key)
    await pilot.pause()


async def ask(pilot: Pilot[Any], question: str) -> None:
    """Type a question, send it, and wait for its end."""
    await type_text(pilot, question)
    await pilot.press("enter")
    asking = pilot.app.chat.asking
    turns = asking.conversation.turns
    await wait_until(pilot, lambda: turns and turns[-1].finished and not asking.busy)


def screen_text(app: Any) -> str:
    """What stands on the screen now."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


def highlighted(pane: SourcePane, component: str = "article--quote") -> str:
    """The words drawn in the quote's style, as they stand on the screen now."""
    view = pane.view
    style = view.get_component_rich_style(component)
    words = []
    for y in range(view.size.height):
        for segment in view.render_line(y):
            if segment.style and segment.style.bgcolor == style.bgcolor:
                words.append(segment.text)
    return " ".join(words)


async def command(pilot: Pilot[Any], text: str) -> None:
    """Type a slash command and run it."""
    await type_text(pilot, text + " ")
    await pilot.press("enter")


async def asked(pilot: Pilot[Any], text: str = "") -> None:
    """Until a question is on the screen for so long that a key may answer it."""
    await wait_until(pilot, lambda: getattr(pilot.app.screen, "seen", False))
    assert text in screen_text(pilot.app)


async def paste(pilot: Pilot[Any], text: str) -> None:
    """Paste as a terminal with bracketed paste does."""
    event = Paste(text)
    event.set_sender(pilot.app)
    pilot.app._driver.send_message(event)
    await pilot.pause()
