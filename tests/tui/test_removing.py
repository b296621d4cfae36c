"""``/remove`` by number, and paths that are not there."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import asked, chat_app, command, paste, ready, screen_text, type_text, wait_until
from standin import Standin

from qabot.domain import ArticleRow, QabotError
from qabot.tui.pasted import missing_path
from qabot.tui.screens.articles import ArticlesScreen
from qabot.tui.screens.removing import named


async def test_a_number_is_the_article_of_that_number() -> None:
    library = Standin()
    app = chat_app(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await ready(pilot)
        await command(pilot, "/remove 3")
        await asked(pilot)
        shown = screen_text(app)
        assert "Remove this article?" in shown
        assert "3  Old bridge to reopen [again] in autumn" in shown
        assert "bridge.txt is moved to the folder .removed" in shown
        await pilot.press("escape")
        await wait_until(pilot, lambda: app.screen is app.chat)
        assert library.removed == []
        await command(pilot, "/remove 3")
        await asked(pilot)
        await pilot.press("enter")
        await wait_until(pilot, lambda: "ctrl+z in /articles brings it back." in screen_text(app))
        assert library.removed == [3]
        await wait_until(pilot, lambda: "2 articles" in screen_text(app))
        await command(pilot, "/articles")
        await wait_until(pilot, lambda: "2 in all" in screen_text(app))
        await pilot.press("ctrl+z")
        await wait_until(pilot, lambda: "3 in all" in screen_text(app))


async def test_who_types_on_removes_nothing() -> None:
    library = Standin()
    app = chat_app(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await ready(pilot)
        await command(pilot, "/remove 3")
        await asked(pilot)
        await pilot.press("w")
        await wait_until(pilot, lambda: app.chat.prompt.text == "w")
        await type_text(pilot, "hy?")
        assert app.chat.prompt.text == "why?"
        assert library.removed == []


async def test_several_numbers_a_file_and_words() -> None:
    library = Standin()
    app = chat_app(library)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await ready(pilot)
        await command(pilot, "/remove 3 1")
        await asked(pilot, "Remove these 2 articles?")
        await pilot.press("enter")
        await wait_until(pilot, lambda: library.removed == [3, 1])
        await command(pilot, "/remove night")
        await asked(pilot, "Remove this article?")
        await pilot.press("escape", "escape", "escape")
        await wait_until(pilot, lambda: app.screen is app.chat)
        await command(pilot, "/remove 77")
        await wait_until(pilot, lambda: "There is no article 77." in screen_text(app))
        assert isinstance(app.screen, ArticlesScreen)
        assert library.removed == [3, 1]


async def test_one_that_cannot_be_removed_is_told_with_what_was() -> None:
    class Stuck(Standin):
        def remove(self, number: int) -> ArticleRow:
            if number == 1:
                raise QabotError("The file is locked.", "Close what holds it.")
            return super().remove(number)

    library = Stuck()
    app = chat_app(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await ready(pilot)
        await command(pilot, "/remove 3 1 2")
        await asked(pilot, "Remove these 3 articles?")
        await pilot.press("enter")
        await wait_until(pilot, lambda: "Close what holds it." in screen_text(app))
        assert library.removed == [3]


def test_what_is_meant() -> None:
    rows = Standin().rows()
    assert [row.number for row in named(rows, "2")] == [2]
    assert [row.number for row in named(rows, "bridge.txt")] == [3]
    assert named(rows, "2 bridge") == named(rows, "04") == named(rows, "") == []


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("/no/such/file.md", "/no/such/file.md"),
        ("/nowhere/at/all", "/nowhere/at/all"),
        ("~/nothing here.pdf", "~/nothing here.pdf"),
        ("./a.md", "./a.md"),
        ("../no-such-x", "../no-such-x"),
        (r"C:\news\a.html", r"C:\news\a.html"),
        (r"/no/my\ file.md", "/no/my file.md"),
        ("'/no/my file'", "/no/my file"),
        ("/no/a.md /no/b.md", "/no/a.md"),
        ("file:///no/such", "file:///no/such"),
        ("/no/such thing as a free lunch?", ""),
        ("why did the strike end?", ""),
        ("~20 people came", ""),
        ("...and then?", ""),
        ("a.md", ""),
        ("", ""),
        ("/a\n/b", ""),
        ("https://x.example/a.md", ""),
    ],
)
def test_what_plainly_is_a_path(text: str, path: str) -> None:
    assert missing_path(text) == path


def test_a_path_that_is_there_is_not_missing(tmp_path: Path) -> None:
    (tmp_path / "a b.md").touch()
    assert missing_path(str(tmp_path)) == ""
    assert missing_path(f"{tmp_path}/a b.md") == ""
    assert missing_path(f"{tmp_path} {tmp_path}/c.md") == f"{tmp_path}/c.md"


async def test_a_missing_path_is_said_and_given_back() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await ready(pilot)
        await paste(pilot, "/no/such/file.md")
        await pilot.press("enter")
        await wait_until(pilot, lambda: "There is no file /no/such/file.md." in screen_text(app))
        assert app.chat.prompt.text == "/no/such/file.md"
        assert app.chat.asking.conversation.turns == []
        await pilot.press("ctrl+c")
        await type_text(pilot, "~/none.txt and why?")
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.chat.asking.conversation.turns)
