"""The registry of commands and what is made from it: slash, popup, palette, help, footer."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import ask, chat_app, command, ready, screen_text, type_text, wait_until
from standin import QUESTION, Standin

from qabot.tui.commands import BY_NAME, COMMANDS, bindings, matching, parse
from qabot.tui.completing import path_choices
from qabot.tui.pasted import recognise, sources_in
from qabot.tui.screens.articles import ArticlesScreen
from qabot.tui.screens.chat_commands import ChatCommands
from qabot.tui.screens.help import HelpScreen


def test_each_command_has_its_method_and_names_are_unique() -> None:
    assert len(BY_NAME) == len(COMMANDS)
    for one in COMMANDS:
        assert callable(getattr(ChatCommands, f"command_{one.name}"))
    keys = [binding.key for binding in bindings()]
    assert len(set(keys)) == len(keys)
    # Terminals cannot tell these from tab, enter and backspace.
    assert not {"ctrl+i", "ctrl+m", "ctrl+h"} & set(keys)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("/add a b", ("add", "a b")),
        (" /HELP ", ("help", "")),
        ("/home/ana/x.md", None),
        ("/2023", None),
        ("why /add", None),
        ("/", None),
    ],
)
def test_parse(text: str, wanted: tuple[str, str] | None) -> None:
    assert parse(text) == wanted


def test_matching_starts_with_then_holds_in_order() -> None:
    assert [c.name for c in matching("/re")] == ["remove", "rename", "threads", "articles"]
    assert [c.name for c in matching("/a")][:2] == ["add", "articles"]
    assert matching("/add x") == []
    assert matching("add") == []


async def test_the_popup_completes_and_runs() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await type_text(pilot, "/")
        slashes = [c for c in COMMANDS if c.slash]
        assert all(c.usage in screen_text(app) for c in slashes[:10])
        await pilot.press("up")
        await wait_until(pilot, lambda: all(c.usage in screen_text(app) for c in slashes[-10:]))
        await pilot.press("down")
        await type_text(pilot, "ad")
        await pilot.press("tab")
        assert app.chat.prompt.text == "/add "
        await pilot.press("ctrl+c")
        await type_text(pilot, "/")
        await pilot.press("down", "enter")
        assert app.chat.prompt.text == "/articles "
        await pilot.press("ctrl+c")
        await type_text(pilot, "/he")
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, HelpScreen))


async def test_esc_closes_the_popup_first() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await type_text(pilot, "/th")
        assert app.chat.completions.is_open
        await pilot.press("escape")
        assert not app.chat.completions.is_open
        assert app.chat.prompt.text == "/th"


async def test_tab_completes_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "strike one.md").touch()
    (tmp_path / "strike two.md").touch()
    (tmp_path / "wire").mkdir()
    monkeypatch.chdir(tmp_path)
    app = chat_app(Standin())
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await type_text(pilot, "/add w")
        await pilot.press("tab")
        assert app.chat.prompt.text == "/add wire/"
        await pilot.press("ctrl+c")
        await type_text(pilot, "/add st")
        await pilot.press("tab", "down", "enter")
        assert app.chat.prompt.text == "/add strike two.md"
    assert path_choices("/add nowhere/x") == []


async def test_an_unknown_command_is_said_and_a_path_is_not_one() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await ready(pilot)
        await command(pilot, "/frobnicate")
        await wait_until(pilot, lambda: "There is no command /frobnicate." in screen_text(app))
        assert app.chat.asking.conversation.turns == []


async def test_the_palette_lists_what_the_registry_holds() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(100, 70)) as pilot:
        await ready(pilot)
        await pilot.press("ctrl+p")
        await wait_until(pilot, lambda: "Remove an article" in screen_text(app))
        assert all(c.title in screen_text(app) for c in COMMANDS)


async def test_the_palette_opens_articles_and_puts_add_into_the_prompt() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(100, 70)) as pilot:
        await ready(pilot)
        for typed, holds in (
            ("articles", lambda: isinstance(app.screen, ArticlesScreen)),
            ("add", lambda: app.chat.prompt.text == "/add "),
        ):
            await pilot.press("ctrl+p")
            await wait_until(pilot, lambda: "Search for commands" in screen_text(app))
            await type_text(pilot, typed)
            await wait_until(pilot, lambda: "New thread" not in screen_text(app))
            await pilot.press("enter")
            await wait_until(pilot, holds)
            await pilot.press("escape")
            await wait_until(pilot, lambda: app.screen is app.chat)


async def test_help_shows_the_live_keys_of_the_pane_and_all_commands() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(100, 70)) as pilot:
        await ready(pilot)
        await ask(pilot, QUESTION)
        await pilot.press("f1")
        await wait_until(pilot, lambda: isinstance(app.screen, HelpScreen))
        shown = screen_text(app)
        assert all(c.usage in shown and c.help in shown for c in COMMANDS if c.slash)
        assert "Read that source of the latest answer" in shown
        assert "Copy what is selected, else clear the prompt, else quit" in shown
        await pilot.press("escape")
        await pilot.press("1")
        await wait_until(pilot, lambda: app.chat.source.has_focus_within)
        await pilot.press("f1")
        await wait_until(pilot, lambda: "Next quote" in screen_text(app))
        assert "Open the web page" in screen_text(app)


async def test_the_footer_names_the_keys_of_the_pane_and_a_click_presses_one() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        foot = screen_text(app).splitlines()[-1]
        assert "enter ask" in foot
        assert "1-9" not in foot
        assert foot.endswith("f1 help  ctrl+p all")
        await ask(pilot, QUESTION)
        assert "1-9 source" in screen_text(app).splitlines()[-1]
        await pilot.press("1")
        await wait_until(pilot, lambda: "n next" in screen_text(app).splitlines()[-1])
        foot = screen_text(app).splitlines()[-1]
        await pilot.click(offset=(foot.index("esc close") + 1, 35))
        await wait_until(pilot, lambda: not app.chat.source.display)


async def test_new_clears_the_chat_and_stops_what_is_asked() -> None:
    library = Standin()
    app = chat_app(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await ask(pilot, QUESTION)
        library.ask_gate.clear()
        await type_text(pilot, "another question")
        await pilot.press("enter")
        await pilot.press("ctrl+n")
        await wait_until(pilot, lambda: "Ask your news." in screen_text(app))
        assert "Dockers" not in screen_text(app)
        assert not app.chat.source.display
        library.ask_gate.set()
        await ask(pilot, QUESTION)  # and the next question is answered
        assert len(app.chat.asking.conversation.turns) == 1


async def test_copy_theme_and_quit() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await ready(pilot)
        await command(pilot, "/copy")
        await wait_until(pilot, lambda: "There is nothing to copy yet." in screen_text(app))
        await ask(pilot, QUESTION)
        await command(pilot, "/copy sources")
        await wait_until(pilot, lambda: "[^1]: Harbour Gazette" in app.clipboard)
        await type_text(pilot, "/theme")
        await pilot.press("enter")
        assert app.theme == "qabot-light"
        await command(pilot, "/theme Nord")
        assert app.theme == "nord"
        await command(pilot, "/theme gruvbux")
        await wait_until(pilot, lambda: "Did you mean gruvbox?" in screen_text(app))
        assert app.theme == "nord"
        await command(pilot, "/theme Drac")  # the only one that begins so
        assert app.theme == "dracula"
        await command(pilot, "/theme textual-")  # one of two: neither
        await wait_until(pilot, lambda: "There is no theme textual-." in screen_text(app))
        assert app.theme == "dracula"
        await type_text(pilot, "/quit")
        await pilot.press("enter")
        assert app._exit is True


def test_what_is_pasted_is_recognised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    first, second = tmp_path / "a b.txt", tmp_path / "c.txt"
    first.touch()
    second.touch()
    assert sources_in(str(first)) == [str(first)]
    assert sources_in(f"'{first}' '{second}'") == [str(first), str(second)]
    assert sources_in(str(first).replace(" ", "\\ ")) == [str(first)]
    assert sources_in(first.as_uri()) == [str(first)]
    assert sources_in(f"{first}\n{second}\n") == [str(first), str(second)]
    assert sources_in("c.txt") == ["c.txt"]
    assert sources_in("missing.txt") == []
    assert sources_in(f"what is in {second}?") == []
    address = "https://gazette.example/a?b=[1]"
    offer = recognise(f"{address}\n{first}")
    assert offer is not None
    assert (offer.kind, offer.sources) == ("both", (address, str(first)))
    assert recognise("why did the port strike end?") is None
    assert recognise("\x00" * 3) is None
    long = recognise("word " * 400)
    assert long is not None
    assert long.kind == "text"


def test_a_short_article_of_some_paragraphs_is_offered_too() -> None:
    short = "Dock strike ends\n\n" + "The union accepted six per cent on Sunday. " * 6
    article = (
        f"{short}\n\nShips left the bay within hours, the authority said.\n" + "It was calm. " * 15
    )
    assert recognise(article) is not None
    assert recognise(article).kind == "text"  # type: ignore[union-attr]
    assert recognise("why did it end?\nand who paid?\nand when?") is None
