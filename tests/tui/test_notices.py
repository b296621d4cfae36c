"""Notices never hide what one types."""

from __future__ import annotations

import pytest
from driving import chat_app, command, ready, screen_text, type_text, wait_until
from standin import Standin

SIZES = [(120, 36), (80, 24), (60, 20)]
LONG = "A notice of many words that takes some lines, as an error with its remedy does. " * 2


@pytest.mark.parametrize("size", SIZES)
async def test_a_notice_leaves_the_prompt_and_its_popup_to_be_seen(size: tuple[int, int]) -> None:
    app = chat_app(Standin())
    async with app.run_test(size=size, notifications=True) as pilot:
        await ready(pilot)
        await type_text(pilot, "/")
        for n in range(4):
            app.notify(f"{n} {LONG}")
        await wait_until(pilot, lambda: "3 A notice" in screen_text(app))
        shown = screen_text(app)
        assert "❯ /" in shown
        popup = app.chat.completions.choices
        assert all(choice.label in shown for choice in popup[:8])
        await pilot.press("ctrl+c")
        for n in range(12):
            await type_text(pilot, f"line{n}")
            await pilot.press("ctrl+j")
        await type_text(pilot, "the last of a long draft")
        assert "the last of a long draft" in screen_text(app)
        assert "enter ask" in screen_text(app)
        assert "3 A notice" in screen_text(app)
        words = f"{'x' * 30} end"
        await pilot.press("ctrl+c")
        await type_text(pilot, words)
        assert f"❯ {words}" in screen_text(app)


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_a_notice_leaves_filters_to_be_seen(size: tuple[int, int]) -> None:
    app = chat_app(Standin())
    async with app.run_test(size=size, notifications=True) as pilot:
        await ready(pilot)
        await command(pilot, "/articles")
        await wait_until(pilot, lambda: "3 in all" in screen_text(app))
        await type_text(pilot, "harbour")
        app.notify(LONG)
        await wait_until(pilot, lambda: "A notice" in screen_text(app))
        assert "filter: harbour" in screen_text(app)
        await pilot.press("escape", "escape", "ctrl+o")
        await type_text(pilot, "bridge")
        await wait_until(pilot, lambda: "filter: bridge" in screen_text(app))
        assert "A notice" in screen_text(app)
        await pilot.press("escape", "escape", "ctrl+p")
        await wait_until(pilot, lambda: "Search for commands" in screen_text(app))
        await type_text(pilot, "thr")
        await wait_until(pilot, lambda: "thr" in screen_text(app).split())
        assert "A notice" in screen_text(app)
