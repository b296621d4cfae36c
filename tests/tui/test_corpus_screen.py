"""The table of articles: order, preview, states, failures, adding from there."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from driving import asked, chat_app, command, paste, ready, screen_text, type_text, wait_until
from standin import BRIDGE, STRIKE, TALKS, Standin
from textual.pilot import Pilot

from qabot.domain import ArticleRow, Failure, QabotError, Report
from qabot.tui.app import QabotApp
from qabot.tui.listing import COLUMNS, Filter, Order, ordered, state_of
from qabot.tui.picking import list_folder, size
from qabot.tui.screens.articles import ArticlesScreen
from qabot.tui.screens.failures import FailuresScreen
from qabot.tui.screens.picking import PickingScreen
from qabot.tui.widgets.article_table import ArticleTable


def row(number: int, **fields: Any) -> ArticleRow:
    known = ArticleRow(number, "", "", None, "", "", "", f"{number}.md", "", 0.0, 1, 1)
    return replace(known, **fields)


def numbers(rows: list[ArticleRow], order: Order, failures: dict[str, str] | None = None) -> str:
    return "".join(str(row.number) for row in ordered(rows, order, failures or {}))


def test_every_column_sorts_and_what_is_unknown_is_last() -> None:
    rows = [
        row(1, title="b", source="", published=date(2024, 1, 1), added=5.0, passages=2),
        row(2, title="A", source="courier", published=None, added=7.0, passages=9, embedded=3),
        row(3, title="c", source="Advertiser", published=date(2025, 1, 1), added=6.0, embedded=1),
    ]
    assert numbers(rows, Order("title")) == "213"
    assert numbers(rows, Order("title", True)) == "312"
    assert numbers(rows, Order("outlet")) == "321"
    assert numbers(rows, Order("outlet", True)) == "231"
    assert numbers(rows, Order("date")) == "312"
    assert numbers(rows, Order("date", True)) == "132"
    assert numbers(rows, Order("added")) == "231"
    assert numbers(rows, Order("passages")) == "213"
    rows[0] = replace(rows[0], embedded=2)
    assert numbers(rows, Order("state"), {"3.md": "torn"}) == "321"


def test_an_order_goes_on_and_turns_round() -> None:
    order = Order("title")
    for column in (*COLUMNS[2:], "number", "title"):
        order = order.beside(1)
        assert order == Order(column)
    assert order.beside(-2).column == "state"
    assert Order("date").falls
    assert not Order("date").by("date").falls
    assert Order("date", True).by("title") == Order("title")
    assert Order("date").turned().turned() == Order("date")


def test_a_file_of_many_that_fails_says_nothing_of_its_articles() -> None:
    failures = {"a.md": "torn"}
    assert state_of(row(1, path="a.md"), failures) == "outdated"
    assert state_of(row(1, path="a.md", key="7"), failures) == "ready"
    assert state_of(row(1, passages=3), {}) == "by words"


def test_the_filter_looks_at_changed_rows_anew() -> None:
    wanted = Filter()
    assert wanted([row(1, title="Ferry sails")], "ferry SAILS")
    assert wanted([row(1, title="Tram runs")], "ferry")  # remembered
    wanted.forget()
    assert not wanted([row(1, title="Tram runs")], "ferry")
    assert wanted([row(2, published=date(2024, 5, 1))], "may 2024-05")


async def opened(pilot: Pilot[Any], library: Standin) -> QabotApp:
    app = pilot.app
    await ready(pilot)
    await command(pilot, "/articles")
    await wait_until(pilot, lambda: f"{len(library.known)} in all" in screen_text(app))
    return app  # type: ignore[return-value]


def titles(app: QabotApp) -> list[str]:
    return [row.title for row in app.screen.query_one(ArticleTable).rows]


async def test_sorting_by_keys_and_by_clicks_on_the_head() -> None:
    library = Standin()
    async with chat_app(library).run_test(size=(120, 36)) as pilot:
        app = await opened(pilot, library)
        assert "date▾" in screen_text(app)
        assert titles(app) == [STRIKE.title, TALKS.title, BRIDGE.title]
        await pilot.press("left")
        await wait_until(pilot, lambda: "outlet▴" in screen_text(app))
        assert titles(app) == [TALKS.title, STRIKE.title, BRIDGE.title]
        await pilot.press("ctrl+r")
        await wait_until(pilot, lambda: "outlet▾" in screen_text(app))
        assert titles(app) == [STRIKE.title, TALKS.title, BRIDGE.title]
        head = next(line for line in screen_text(app).splitlines() if "title" in line)
        await pilot.click(offset=(head.index("title") + 1, 2))
        await wait_until(pilot, lambda: "title▴" in screen_text(app))
        assert titles(app) == [TALKS.title, BRIDGE.title, STRIKE.title]
        await pilot.click(offset=(head.index("passages") + 1, 2))
        await wait_until(pilot, lambda: "passages▾" in screen_text(app))
        await pilot.click(offset=(head.index("passages") + 1, 2))
        await wait_until(pilot, lambda: "passages▴" in screen_text(app))
        assert titles(app)[-1] == STRIKE.title
        # The cursor stays on its article, and a filter keeps the order.
        await pilot.press("right", "end")
        await type_text(pilot, "e")
        assert "state▾" in screen_text(app)


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 20)])
async def test_the_column_that_sorts_is_always_seen(size: tuple[int, int]) -> None:
    library = Standin()
    async with chat_app(library).run_test(size=size) as pilot:
        app = await opened(pilot, library)
        for column in ("added", "passages", "state", "#", "title", "outlet", "date"):
            await pilot.press("right")
            await wait_until(
                pilot,
                lambda column=column: (
                    f"{column}▾" in screen_text(app) or f"{column}▴" in screen_text(app)
                ),
            )
            assert max(map(len, screen_text(app).splitlines())) <= size[0]
        assert "Port strike ends" in screen_text(app)
        assert "Dockers at the" in screen_text(app)  # the preview
        assert "enter open" in screen_text(app)


async def test_the_preview_follows_the_cursor_and_can_be_read() -> None:
    long = replace(BRIDGE, text="\n\n".join(f"Span {n} was tested." for n in range(300)))
    library = Standin([STRIKE, TALKS, long])
    async with chat_app(library).run_test(size=(120, 36)) as pilot:
        app = await opened(pilot, library)
        await wait_until(pilot, lambda: "Dockers at the northern" in screen_text(app))
        assert "Harbour Gazette · 12 May 2024 · Ines Marlow" in screen_text(app)
        await pilot.press("down")
        await wait_until(pilot, lambda: "withdrew its plan for night" in screen_text(app))
        assert "wire/2024-05.jsonl 17" in screen_text(app)
        await pilot.press("down")
        await wait_until(pilot, lambda: "Span 0 was" in screen_text(app))
        await pilot.press("tab", "end")
        await wait_until(pilot, lambda: "Span 299 was" in screen_text(app))
        await pilot.press("escape")
        assert app.screen.query_one(ArticleTable).has_focus
        await pilot.press("ctrl+b")
        await wait_until(pilot, lambda: "Span" not in screen_text(app))
        await pilot.press("ctrl+b", "home")
        await wait_until(pilot, lambda: "Dockers at the northern" in screen_text(app))
        await type_text(pilot, "nosuchwords")
        await wait_until(pilot, lambda: "0 of 3" in screen_text(app))
        await wait_until(pilot, lambda: "Dockers" not in screen_text(app))


async def test_states_are_told() -> None:
    library = Standin(broken=[Failure(STRIKE.path, "not valid UTF-8")], pending={TALKS.number})
    async with chat_app(library).run_test(size=(120, 36)) as pilot:
        app = await opened(pilot, library)
        await wait_until(pilot, lambda: "is what it said before: not valid" in screen_text(app))
        assert "outdated" in screen_text(app)
        assert "1 could not be read: f4" in screen_text(app)
        await pilot.press("down")
        await wait_until(pilot, lambda: "Found by words so far" in screen_text(app))
        await pilot.press("up", "f5")
        await wait_until(pilot, lambda: library.reread_paths == [STRIKE.path])
        await wait_until(pilot, lambda: "outdated" not in screen_text(app))
        await wait_until(pilot, lambda: "it said before" not in screen_text(app))


async def test_failures_are_listed_copied_and_tried_again() -> None:
    nasty = "wire/[/b]\x1b[31m.pdf"
    reason = "it is encrypted, and nobody has said how it could be opened " * 4
    library = Standin(broken=[Failure("old.doc", "damaged"), Failure(nasty, reason)])
    async with chat_app(library).run_test(size=(80, 24)) as pilot:
        app = await opened(pilot, library)
        await pilot.press("f4")
        await wait_until(pilot, lambda: isinstance(app.screen, FailuresScreen))
        await wait_until(pilot, lambda: "2 files could not be read" in screen_text(app))
        assert "\x1b" not in screen_text(app)
        assert "wire/[/b]" in screen_text(app)
        await pilot.press("y")
        assert "old.doc: damaged" in app.clipboard
        await pilot.press("f1")
        await wait_until(pilot, lambda: "Read the file again" in screen_text(app))
        await pilot.press("escape", "down")
        await wait_until(pilot, lambda: screen_text(app).count("said how it could be") >= 3)
        await pilot.press("enter")
        await wait_until(pilot, lambda: library.reread_paths == [nasty])
        await wait_until(pilot, lambda: "1 could not be read: f4" in screen_text(app))
        await pilot.press("f4", "f6")
        await wait_until(pilot, lambda: library.reread_paths == [nasty, "old.doc"])
        await wait_until(pilot, lambda: "type to filter" in screen_text(app))
        assert isinstance(app.screen, ArticlesScreen)


async def test_an_error_while_bringing_back_is_told() -> None:
    class Emptied(Standin):
        def restore(self, number: int, **_: Any) -> Any:
            raise QabotError(".removed/a.md is gone.", "Add it again.")

    library = Emptied()
    async with chat_app(library).run_test(size=(120, 36), notifications=True) as pilot:
        app = await opened(pilot, library)
        await pilot.press("delete")
        await wait_until(pilot, lambda: "2 in all" in screen_text(app))
        await pilot.press("ctrl+z")
        await wait_until(pilot, lambda: ".removed/a.md is gone." in screen_text(app))
        app.clear_notifications()
        await pilot.press("escape")
        await wait_until(pilot, lambda: ".removed/a.md is gone." in screen_text(app))
        assert "Add it again." in screen_text(app)


async def test_how_to_bring_back_is_seen_on_a_small_screen() -> None:
    library = Standin()
    async with chat_app(library).run_test(size=(60, 20)) as pilot:
        app = await opened(pilot, library)
        await type_text(pilot, "bridge")
        await pilot.press("delete")
        await wait_until(pilot, lambda: "removed · ctrl+z brings it back" in screen_text(app))
        assert "No article matches." in screen_text(app)


async def test_what_comes_in_meanwhile_is_listed() -> None:
    library = Standin()
    async with chat_app(library).run_test(size=(120, 36)) as pilot:
        app = await opened(pilot, library)
        library._put(replace(BRIDGE, title="A new one", path="new.txt"))
        app.recount()
        await wait_until(pilot, lambda: "4 in all" in screen_text(app))
        assert "A new one" in screen_text(app)


async def test_help_tells_the_keys_of_the_table() -> None:
    library = Standin()
    async with chat_app(library).run_test(size=(120, 50)) as pilot:
        app = await opened(pilot, library)
        await pilot.press("f1")
        await wait_until(pilot, lambda: "Read its file again" in screen_text(app))
        assert "Sort by another column" in screen_text(app)
        assert "Turn the order round" in screen_text(app)


# Adding from there


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    here = tmp_path / "downloads"
    (here / "wire").mkdir(parents=True)
    (here / "wire" / "ferry.md").write_text("The ferry sails again on Monday.\n")
    (here / "bay [b]\x1b[31m.txt").write_text("The whales came back to the bay in June.\n")
    (here / "photo.jpg").write_bytes(b"x")
    (here / ".hidden.txt").write_text("no")
    (here / "nowhere").symlink_to(here / "none")
    monkeypatch.chdir(here)
    return here


async def picking(pilot: Pilot[Any], library: Standin) -> QabotApp:
    app = await opened(pilot, library)
    await pilot.press("f2")
    await wait_until(pilot, lambda: isinstance(app.screen, PickingScreen))
    await wait_until(pilot, lambda: "../" in screen_text(app))
    return app


@pytest.mark.parametrize("size", [(120, 36), (60, 20)])
async def test_a_file_is_picked_and_added(folder: Path, size: tuple[int, int]) -> None:
    library = Standin()
    async with chat_app(library).run_test(size=size) as pilot:
        app = await picking(pilot, library)
        shown = screen_text(app)
        assert "\x1b" not in shown
        assert "bay [b]" in shown
        assert "2 files of other kinds left out" in shown
        assert "hidden" not in shown
        await pilot.press("enter")  # into wire/
        await wait_until(pilot, lambda: "ferry.md" in screen_text(app))
        await pilot.press("left")
        await wait_until(pilot, lambda: "wire/" in screen_text(app))
        await type_text(pilot, "bay")
        await wait_until(pilot, lambda: "wire/" not in screen_text(app))
        await pilot.press("down", "enter")
        await wait_until(pilot, lambda: len(library.known) == 4)
        assert library.known[-1].text.startswith("The whales came back")
        await wait_until(pilot, lambda: "4 in all" in screen_text(app))


async def test_a_whole_folder_is_added_and_the_next_time_begins_there(folder: Path) -> None:
    added: list[str] = []

    class Noting(Standin):
        def add(self, sources: Any, **more: Any) -> Any:
            added.extend(sources)
            return super().add([], **more)

    library = Noting()
    async with chat_app(library).run_test(size=(120, 36)) as pilot:
        app = await picking(pilot, library)
        await pilot.press("f2")
        await wait_until(pilot, lambda: added == [str(folder / "wire")])
        os.chdir("/")
        await wait_until(pilot, lambda: isinstance(app.screen, ArticlesScreen))
        await pilot.press("f2")
        await wait_until(pilot, lambda: "wire/" in screen_text(app))
        await paste(pilot, "https://gazette.example/a")
        await wait_until(pilot, lambda: added[1:] == ["https://gazette.example/a"])


async def test_why_a_file_was_not_added_is_told_listed_and_tried_again(folder: Path) -> None:
    class Picky(Standin):
        ill = True

        def add(self, sources: Any, **more: Any) -> Any:
            if self.ill:
                return Report(failures=(Failure(sources[0], "it is encrypted", "Unlock it."),))
            return super().add(sources, **more)

    library = Picky()
    async with chat_app(library).run_test(size=(100, 30), notifications=True) as pilot:
        app = await opened(pilot, library)
        for _ in range(2):  # the second time it has failed before
            await pilot.press("f2")
            await wait_until(pilot, lambda: "bay [b]" in screen_text(app))
            await type_text(pilot, "bay")
            await pilot.press("down", "enter")
            await wait_until(pilot, lambda: "encrypted." in screen_text(app))
            await wait_until(pilot, lambda: "1 could not be read: f4" in screen_text(app))
            app.clear_notifications()
        await pilot.press("f4")
        await wait_until(pilot, lambda: "1 file could not be read" in screen_text(app))
        assert "it is encrypted" in screen_text(app)
        assert "Unlock it." in screen_text(app)
        library.ill = False
        await pilot.press("enter")
        await wait_until(pilot, lambda: "4 in all" in screen_text(app))
        await wait_until(pilot, lambda: "could not be read" not in screen_text(app))


async def test_a_path_is_typed_folder_by_folder(folder: Path) -> None:
    added: list[str] = []

    class Noting(Standin):
        def add(self, sources: Any, **more: Any) -> Any:
            added.extend(sources)
            return super().add([], **more)

    library = Noting()
    async with chat_app(library).run_test(size=(80, 24)) as pilot:
        app = await picking(pilot, library)
        await type_text(pilot, "wire/fe")
        await wait_until(pilot, lambda: "ferry.md" in screen_text(app))
        assert "path: wire/fe" in screen_text(app)
        assert "../" not in screen_text(app)
        await pilot.press("ctrl+u")
        await wait_until(pilot, lambda: "bay [b]" in screen_text(app))
        await type_text(pilot, f"{folder.parent}/")
        await wait_until(pilot, lambda: "downloads/" in screen_text(app))
        await pilot.press("tab")
        await wait_until(pilot, lambda: "bay [b]" in screen_text(app))
        await type_text(pilot, "wire/ferry.md")
        await wait_until(pilot, lambda: "photo" not in screen_text(app))
        await pilot.press("enter")
        await wait_until(pilot, lambda: added == [str(folder / "wire" / "ferry.md")])
        await pilot.press("f2")
        await wait_until(pilot, lambda: isinstance(app.screen, PickingScreen))
        await type_text(pilot, "nothing/of the kind")
        await wait_until(pilot, lambda: "cannot be read" in screen_text(app))
        await pilot.press("enter", "escape")
        await type_text(pilot, "https://gazette.example/a")
        await pilot.press("enter")
        await wait_until(pilot, lambda: added[1:] == ["https://gazette.example/a"])


async def test_a_pasted_path_is_offered_over_the_table(folder: Path) -> None:
    library = Standin()
    async with chat_app(library).run_test(size=(120, 36)) as pilot:
        app = await opened(pilot, library)
        await paste(pilot, str(folder / "wire" / "ferry.md"))
        await asked(pilot)
        await pilot.press("enter")
        await wait_until(pilot, lambda: "4 in all" in screen_text(app))
        await paste(pilot, "ferry")
        await wait_until(pilot, lambda: "1 of 4" in screen_text(app))


def test_folders_are_listed(folder: Path) -> None:
    listing = list_folder(folder)
    assert [place.kind for place in listing.places] == ["up", "folder", "file"]
    assert listing.others == 2
    assert "no such file" in list_folder(folder / "gone").error
    assert [place.kind for place in list_folder(Path("/")).places][:1] != ["up"]
    assert [size(n) for n in (5, 5_400, 5_400_000, 5_400_000_000)] == [
        "5 B",
        "5 kB",
        "5.4 MB",
        "5.4 GB",
    ]
