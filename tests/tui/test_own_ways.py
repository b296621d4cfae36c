"""What a user makes their own: keys, the theme; and the folder that is watched meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import ask, chat_app, command, ready, screen_text, type_text, wait_until
from standin import QUESTION, Standin

from qabot.domain import Failure, QabotError, Report
from qabot.tui.app import QabotApp
from qabot.tui.keymap import all_bindings, clashes
from qabot.tui.watching import news


async def test_a_key_of_the_users_replaces_ours_in_footer_and_help() -> None:
    keys = {"new": "ctrl+t", "source.find": "f", "prompt.newline": "alt+enter"}
    app = chat_app(Standin(), keys=keys)
    async with app.run_test(size=(120, 40)) as pilot:
        await ready(pilot)
        await ask(pilot, QUESTION)
        assert "ctrl+t new" in screen_text(app)
        assert "ctrl+n" not in screen_text(app)
        await pilot.press("1")
        await wait_until(pilot, lambda: app.chat.source.view.has_focus)
        await wait_until(pilot, lambda: "f find" in screen_text(app))
        await pilot.press("f")
        await wait_until(pilot, lambda: "find in this article" in screen_text(app))
        await pilot.press("escape", "escape", "ctrl+t")
        await wait_until(pilot, lambda: "Ask your news." in screen_text(app))


def test_a_key_for_what_there_is_not_is_named() -> None:
    with pytest.raises(QabotError, match=r"no action newe .*Did you mean new"):
        chat_app(Standin(), keys={"newe": "ctrl+t"})
    with pytest.raises(QabotError, match=r"There are .*threads"):
        chat_app(Standin(), keys={"zzzzzz": "ctrl+t"})
    with pytest.raises(QabotError, match=r"key of new is empty.*ctrl"):
        chat_app(Standin(), keys={"new": " "})


async def test_a_key_of_two_actions_is_told() -> None:
    app = chat_app(Standin(), keys={"new": "ctrl+o", "source.find": "f"})
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        shown = screen_text(app)
        assert "Two actions have the same key" in shown
        assert "ctrl+o is the key of new and of threads: only one of them acts." in shown
        assert "in [keys] of qabot.toml" in shown
        assert "source.find" not in shown


def test_keys_clash_where_both_can_be_pressed() -> None:
    assert clashes({"prompt.ask": "ctrl+n"}) == [
        "ctrl+n is the key of prompt.ask and of new: only one of them acts."
    ]
    assert "the text field" in clashes({"new": "ctrl+k"})[0]
    assert "articles.undo" in clashes({"articles.add": "ctrl+z"})[0]
    assert len(clashes({"back": "escape, ctrl+t", "new": "ctrl+t"})) == 1
    # Two that change places; keys of different screens; what is the same key of old.
    assert clashes({"new": "ctrl+o", "threads": "ctrl+n"}) == []
    assert clashes({"threads.delete": "ctrl+b", "source.next": "ctrl+f"}) == []
    assert clashes({name: binding.key for name, binding in all_bindings().items()}) == []


async def test_the_chosen_theme_is_that_of_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TERM", "xterm-256color")
    kept = tmp_path / "state" / "theme"
    app = QabotApp(Standin().open, themes_kept_in=kept)
    app.theme = "qabot-dark"
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        assert not kept.exists()
        await command(pilot, "/theme")
        await wait_until(pilot, kept.exists)
    assert kept.read_text() == "qabot-light\n"
    monkeypatch.setattr("qabot.tui.themes.choose", lambda *_: "qabot-dark")
    assert QabotApp(Standin().open, themes_kept_in=kept).theme == "qabot-light"
    assert QabotApp(Standin().open, themes_kept_in=kept, theme="nord").theme == "nord"
    kept.write_text("no-such-theme")
    assert QabotApp(Standin().open, themes_kept_in=kept).theme == "qabot-dark"
    # A terminal without colours is shown what it can show.
    monkeypatch.setattr("qabot.tui.themes.choose", lambda *_: "qabot-terminal")
    kept.write_text("qabot-light")
    assert QabotApp(Standin().open, themes_kept_in=kept).theme == "qabot-terminal"


async def test_new_files_are_noted_quietly_and_failures_stay() -> None:
    library = Standin()
    app = chat_app(library)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await ready(pilot)
        await type_text(pilot, "half")
        library.known += library.known[:2]
        library.changes.append(Report(added=(4, 5), failures=(Failure("x.pdf", "it is empty"),)))
        await wait_until(pilot, lambda: "2 new articles" in screen_text(app))
        await wait_until(pilot, lambda: "5 articles · 2 new" in screen_text(app))
        await wait_until(pilot, lambda: "x.pdf: it is empty" in screen_text(app))
        assert app.chat.prompt.text == "half"
        assert app.chat.prompt.has_focus


async def test_what_another_process_adds_is_counted() -> None:
    library = Standin()
    app = chat_app(library)
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        library.known = [*library.known, *library.known[:2]]  # without any news of it
        await wait_until(pilot, lambda: "5 articles · 2 new" in screen_text(app))
        library.known = []
        await wait_until(pilot, lambda: "There are no articles yet." in screen_text(app))
        library.known = Standin().known
        await wait_until(pilot, lambda: "3 articles" in screen_text(app))
        await wait_until(pilot, lambda: "why did the port strike end?" in screen_text(app))


async def test_a_folder_that_cannot_be_watched_is_told() -> None:
    class Blind(Standin):
        def watch(self, on_change: object, cancel: object) -> None:
            raise QabotError("corpus cannot be watched.", "New files are taken at the next sync.")

    app = chat_app(Blind())
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await wait_until(pilot, lambda: "taken at the next sync" in screen_text(app))
        await ask(pilot, QUESTION)


def test_news_in_few_words() -> None:
    assert news(Report(added=(1, 2))) == "2 new articles"
    assert news(Report(changed=(1,))) == "1 changed article"
    assert news(Report(added=(1,), removed=3)) == "1 new article, 3 gone"
    assert news(Report(removed=2)) == "2 articles gone"
    assert news(Report(unchanged=3)) == ""
