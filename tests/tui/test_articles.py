"""Adding, listing, opening and removing articles by real keys."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from driving import ask, asked, chat_app, command, paste, ready, screen_text, type_text, wait_until
from standin import STRIKE, TALKS, Standin

from qabot.domain import ArticleRow, Cancel, Progress, ProgressCallback, QabotError, Report

WHALES = "The whales came back to the bay in June. Fishermen counted eleven whales.\n"


@pytest.fixture
def whales(tmp_path: Path) -> Path:
    path = tmp_path / "whales in the bay.txt"
    path.write_text(WHALES)
    return path


async def test_add_shows_progress_then_the_article_answers(whales: Path) -> None:
    library = Standin()
    app = chat_app(library)
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        library.add_gate.clear()
        await command(pilot, f"/add {whales}")
        await wait_until(pilot, lambda: "12 of 40 passages" in screen_text(app))
        assert "adding whales in the bay.txt" in screen_text(app)
        assert "30%" in screen_text(app)
        library.add_gate.set()
        await wait_until(pilot, lambda: "Adding whales in the bay.txt: 1 added" in screen_text(app))
        await wait_until(pilot, lambda: "4 articles · 1 new" in screen_text(app))
        assert "esc stop" not in screen_text(app)
        await ask(pilot, "how many whales came back to the bay?")
        assert "“The whales came back to the bay in June.” [1]" in screen_text(app)
        await pilot.press("1")
        await wait_until(pilot, lambda: app.chat.source.article)
        assert app.chat.source.article.text == WHALES


async def test_a_question_is_answered_while_articles_are_added(whales: Path) -> None:
    library = Standin()
    app = chat_app(library)
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        library.add_gate.clear()
        await command(pilot, f"/add {whales}")
        await ask(pilot, "why did the port strike end?")
        assert "Dockers at the northern terminal" in screen_text(app)
        assert "12 of 40 passages" in screen_text(app)
        library.add_gate.set()


async def test_esc_stops_adding_and_says_so(whales: Path) -> None:
    library = Standin()
    app = chat_app(library)
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        library.add_gate.clear()
        await command(pilot, f"/add {whales}")
        await wait_until(pilot, lambda: "12 of 40" in screen_text(app))
        await pilot.press("escape")
        await wait_until(pilot, lambda: "stopped" in screen_text(app))
        assert len(library.known) == 3


async def test_who_stops_the_check_at_start_is_told_how_it_goes_on() -> None:
    class Slow(Standin):
        def sync(
            self, *, progress: ProgressCallback | None = None, cancel: Cancel | None = None
        ) -> Report:
            assert progress is not None
            assert cancel is not None
            progress(Progress("embedding", 3, 90, "passages"))
            while True:
                cancel.check()
                time.sleep(0.01)

    app = chat_app(Slow())
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "3 of 90" in screen_text(app))
        await pilot.press("escape")
        await wait_until(pilot, lambda: "Checking your articles: stopped" in screen_text(app))
        assert "done at the next start, or with the next article" in screen_text(app)


async def test_failures_are_listed_with_reason_and_copied() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await command(pilot, "/add nowhere.txt [/b]/gone.md")
        await wait_until(pilot, lambda: "2 failed" in screen_text(app))
        assert "! nowhere.txt: there is no such file. Check the path." in screen_text(app)
        assert "! [/b]/gone.md: there is no such file" in screen_text(app)
        await pilot.press("tab", "y")
        assert "[/b]/gone.md: there is no such file" in app.clipboard


async def test_an_error_while_adding_is_shown_with_its_remedy() -> None:
    class Full(Standin):
        def add(self, *args: object, **more: object) -> None:  # type: ignore[override]
            raise QabotError("The disk is full.", "Free some space.")

    app = chat_app(Full())
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await command(pilot, "/add x.txt")
        await wait_until(pilot, lambda: "Adding x.txt failed" in screen_text(app))
        assert "The disk is full." in screen_text(app)
        assert "Free some space." in screen_text(app)


async def test_a_pasted_path_is_offered_and_added(whales: Path) -> None:
    library = Standin()
    app = chat_app(library)
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await paste(pilot, f"'{whales}'\n")
        await asked(pilot)
        assert "Add this to your articles?" in screen_text(app)
        await pilot.press("enter")
        await wait_until(pilot, lambda: len(library.known) == 4)


async def test_a_pasted_address_refused_goes_into_the_prompt() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await paste(pilot, "https://gazette.example/a")
        await asked(pilot)
        await pilot.press("escape")
        await wait_until(pilot, lambda: app.chat.prompt.text == "https://gazette.example/a")


async def test_a_pasted_article_is_offered_and_becomes_one() -> None:
    library = Standin()
    app = chat_app(library)
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await paste(pilot, WHALES * 30)
        await asked(pilot)
        assert "Add this text of" in screen_text(app)
        await pilot.press("enter")
        await wait_until(pilot, lambda: len(library.known) == 4)
        assert library.known[-1].text == WHALES * 30


async def test_a_pasted_question_just_stands_in_the_prompt() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await paste(pilot, "who\x1b[31m won\r\nthe match?")
        assert app.chat.prompt.text == "who␛[31m won\nthe match?"


async def test_articles_lists_filters_and_opens() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await command(pilot, "/articles")
        await wait_until(pilot, lambda: "3 in all" in screen_text(app))
        shown = screen_text(app)
        assert STRIKE.title in shown
        assert "Old bridge to reopen [again] in autumn" in shown
        assert "no date" not in shown
        assert f"{STRIKE.number}  {STRIKE.title[:40]}" in shown  # the number that `/remove` takes
        await type_text(pilot, "courier 2024")
        await wait_until(pilot, lambda: "1 of 3" in screen_text(app))
        await wait_until(pilot, lambda: STRIKE.title not in screen_text(app))
        await pilot.press("escape")
        await wait_until(pilot, lambda: "3 in all" in screen_text(app))
        await pilot.press("home", "down", "enter")
        await wait_until(pilot, lambda: app.chat.source.article == TALKS)
        assert "withdrew its plan" in screen_text(app)
        assert app.screen is app.chat


async def test_delete_removes_an_article_and_ctrl_z_brings_it_back() -> None:
    library = Standin()
    app = chat_app(library)
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await command(pilot, "/articles")
        await wait_until(pilot, lambda: "3 in all" in screen_text(app))
        assert "ctrl+z" not in screen_text(app)
        await pilot.press("delete")
        await wait_until(pilot, lambda: "2 in all" in screen_text(app))
        assert "removed “Port strike ends after union…” · ctrl+z brings it back" in screen_text(app)
        assert library.removed == [STRIKE.number]
        await type_text(pilot, "bridge")  # the filter does not hide what was done for long
        await pilot.press("delete")
        await wait_until(pilot, lambda: "0 of 1   filter: bridge" in screen_text(app))
        assert "No article matches. esc shows all." in screen_text(app)
        await pilot.press("ctrl+z")
        await wait_until(pilot, lambda: "1 of 2   filter: bridge" in screen_text(app))
        assert "No article matches." not in screen_text(app)
        await pilot.press("escape", "escape")
        await wait_until(pilot, lambda: "2 articles" in screen_text(app))
        await command(pilot, "/articles")  # left and come back to, it can still be undone
        await wait_until(pilot, lambda: "ctrl+z undo" in screen_text(app))
        await pilot.press("ctrl+z")
        await wait_until(pilot, lambda: "3 in all" in screen_text(app))
        await wait_until(pilot, lambda: STRIKE.title in screen_text(app))
        await wait_until(pilot, lambda: "ctrl+z" not in screen_text(app))
        await pilot.press("escape")
        await wait_until(pilot, lambda: "Bringing back “Port strike" in screen_text(app))


async def test_remove_with_words_asks_about_the_one_match() -> None:
    library = Standin()
    app = chat_app(library)
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await command(pilot, "/remove night-shift")
        await asked(pilot, "Entry 17 of wire/2024-05.jsonl is left out")
        assert f"{TALKS.number}  {TALKS.title}" in screen_text(app)
        await pilot.press("enter")
        await wait_until(pilot, lambda: library.removed == [TALKS.number])
        await wait_until(pilot, lambda: "0 of 2   filter: night-shift" in screen_text(app))


async def test_remove_means_the_open_article() -> None:
    library = Standin()
    app = chat_app(library)
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, "what did the authority say about ships and talks?")
        await pilot.press("2")
        await wait_until(pilot, lambda: app.chat.source.article == TALKS)
        await pilot.press("tab")  # in the article / finds; in the prompt it begins a command
        await command(pilot, "/remove")
        await asked(pilot, "Remove this article?")
        assert TALKS.title in screen_text(app)


async def test_an_error_while_removing_is_told() -> None:
    class ReadOnly(Standin):
        def remove(self, number: int) -> ArticleRow:
            raise QabotError("corpus is read-only.", "Change its permissions.")

    app = chat_app(ReadOnly())
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await ready(pilot)
        await command(pilot, "/remove night-shift")
        await asked(pilot)
        await pilot.press("enter")
        await wait_until(pilot, lambda: "corpus is read-only." in screen_text(app))
        await pilot.press("escape", "escape")
        await wait_until(pilot, lambda: "Change its permissions." in screen_text(app))


async def test_an_empty_corpus_says_how_to_begin(whales: Path) -> None:
    library = Standin([])
    app = chat_app(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await wait_until(pilot, lambda: "There are no articles yet." in screen_text(app))
        assert "For example" not in screen_text(app)
        await command(pilot, f"/add {whales}")
        await wait_until(pilot, lambda: "1 article · 1 new" in screen_text(app))
        assert "There are no articles yet." not in screen_text(app)


async def test_a_table_of_many_articles_scrolls_with_the_cursor() -> None:
    many = [replace(TALKS, title=f"Story {n}", number=n) for n in range(1, 5001)]
    app = chat_app(Standin(many))
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await command(pilot, "/articles")
        await wait_until(pilot, lambda: "5,000 in all" in screen_text(app))
        await pilot.press("end")
        await wait_until(pilot, lambda: "Story 5000" in screen_text(app))
        await pilot.press("home")
        await wait_until(pilot, lambda: "Story 1 " in screen_text(app))
