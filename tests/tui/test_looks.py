"""Themes, NO_COLOR and the clipboard's honest account."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from driving import ask, chat_app, ready, wait_until
from standin import QUESTION, Standin

from qabot.domain import QabotError
from qabot.tui import clipboard, themes
from qabot.tui.clipboard import Tool, copy_native, native_tool, sent


@pytest.mark.parametrize(
    ("environ", "colours", "wanted"),
    [
        ({}, "truecolor", "qabot-dark"),
        ({"COLORFGBG": "15;0"}, "256", "qabot-dark"),
        ({"COLORFGBG": "0;15"}, "truecolor", "qabot-light"),
        ({"COLORFGBG": "0;default;15"}, "truecolor", "qabot-light"),
        ({"NO_COLOR": ""}, "truecolor", "qabot-terminal"),
        ({}, "standard", "qabot-terminal"),
        ({}, None, "qabot-terminal"),
    ],
)
def test_the_theme_fits_the_terminal(
    environ: dict[str, str], colours: str | None, wanted: str
) -> None:
    assert themes.choose(environ, colours) == wanted


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [themes.DARK, themes.LIGHT], ids=lambda theme: theme.name)
def test_text_can_be_read(theme: Any) -> None:
    """WCAG 2.1, success criterion 1.4.3: 4.5 to 1 for text."""
    ground, variables = theme.background, theme.variables
    assert _contrast(theme.foreground, ground) >= 7
    for colour in (theme.accent, theme.error, variables["text-muted"]):
        assert _contrast(colour, ground) >= 4.5
        assert _contrast(colour, theme.surface) >= 4.5
    assert _contrast(variables["quote-foreground"], variables["quote-background"]) >= 4.5


@pytest.mark.parametrize("theme", ["qabot-terminal", "textual-light", "nord", "ansi-light"])
async def test_the_quote_is_marked_in_any_theme(theme: str) -> None:
    app = chat_app(Standin(), theme=theme)
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, QUESTION)
        await pilot.press("1")
        view = app.chat.source.view
        await wait_until(pilot, lambda: view.quote)
        style = view.get_component_rich_style("article--quote")
        assert style.reverse or style.bgcolor != view.rich_style.bgcolor


async def test_no_color_sends_no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = chat_app(Standin(), theme="")
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await ask(pilot, QUESTION)
        await pilot.press("1")
        await wait_until(pilot, lambda: app.chat.source.view.quote)
        assert app.theme == "qabot-terminal"
        strips = app.screen._compositor.render_strips()
        styles = [segment.style for strip in strips for segment in strip if segment.style]
        assert {style.color.name for style in styles if style.color} <= {"default"}
        assert {style.bgcolor.name for style in styles if style.bgcolor} <= {"default"}
        assert any(style.reverse for style in styles)


def _which(*names: str) -> Any:
    return lambda name: f"/usr/bin/{name}" if name in names else None


def test_the_native_tool_is_that_of_the_desktop_and_none_over_ssh() -> None:
    wayland = {"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"}
    tool = native_tool(wayland, "linux", _which("wl-copy", "xclip"))
    assert tool is not None
    assert tool.name == "wl-copy"
    tool = native_tool(wayland, "linux", _which("xsel"))
    assert tool is not None
    assert tool.name == "xsel"
    assert native_tool({}, "linux", _which("xclip")) is None
    assert native_tool({**wayland, "SSH_TTY": "/dev/pts/1"}, "linux", _which("xclip")) is None
    tool = native_tool({}, "darwin", _which("pbcopy"))
    assert tool is not None
    assert tool.name == "pbcopy"


def _python(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


def test_copying_says_what_happened(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    board = tmp_path / "board"
    write = _python(f"import sys; open({str(board)!r}, 'wb').write(sys.stdin.buffer.read())")
    read = _python(f"import sys; sys.stdout.buffer.write(open({str(board)!r}, 'rb').read())")
    assert (
        copy_native("a “b”", Tool("t", write, read)) == "Copied 5 characters with t, and checked."
    )
    assert copy_native("a", Tool("t", write)) == "Copied 1 character with t."
    other = Tool("t", write, _python("print('something else')"))
    assert "holds something else" in copy_native("a", other)
    assert "did not take the text" in copy_native("a", Tool("t", _python("raise SystemExit(3)")))
    assert "did not take the text" in copy_native("a", Tool("t", ("no-such-program",)))
    monkeypatch.setattr(clipboard, "_SECONDS", 0.2)
    assert "did not take the text" in copy_native("a", Tool("t", _python("input(); input()")))


def test_osc_52_gets_no_answer_and_that_is_said() -> None:
    assert sent("abc", {}) == "Sent 3 characters to the terminal's clipboard; it cannot confirm."
    assert "tmux" in sent("abc", {"TMUX": "x"})


def test_a_theme_that_does_not_exist_is_named_with_those_that_do() -> None:
    with pytest.raises(QabotError, match=r"no theme named solar\..*qabot-light"):
        chat_app(Standin(), theme="solar")
