"""Keys: newline, history, esc, ctrl+c, moving between panes, copying answers."""

from __future__ import annotations

import pytest
from driving import ask, burst, chat_app, command, ready, screen_text, type_text, wait_until
from standin import QUESTION, Standin

from qabot.domain import Failure
from qabot.settings.editor import SettingsEditor
from qabot.tui.history import History
from qabot.tui.screens.help import HelpScreen
from qabot.tui.screens.threads import ThreadsScreen
from qabot.tui.screens.why import WhyScreen
from qabot.tui.widgets.hit_list import HitList
from qabot.tui.widgets.turn_view import TurnView
from qabot.tui.widgets.welcome import Welcome

SHIPS = "what did the authority say about ships and talks?"

SLOW_SIZES = [pytest.param(size, marks=pytest.mark.slow) for size in ((120, 36), (40, 14))]


async def test_ctrl_j_begins_a_line_and_enter_asks_all_of_it() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await type_text(pilot, "why did")
        await pilot.press("ctrl+j")
        await type_text(pilot, "the strike end?")
        assert app.chat.prompt.text == "why did\nthe strike end?"
        assert app.chat.prompt.size.height == 2
        await pilot.press("enter")
        turns = app.chat.asking.conversation.turns
        await wait_until(pilot, lambda: turns and turns[0].finished)
        assert turns[0].question == "why did\nthe strike end?"


async def test_keys_act_in_the_order_in_which_they_were_typed() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        keys = "a b backspace c left d home x end y ctrl+j z enter q"
        await burst(pilot, *keys.split())
        turns = app.chat.asking.conversation.turns
        await wait_until(pilot, lambda: turns)
        assert turns[0].question == "xadcy\nz"
        assert app.chat.prompt.text == "q"
        await pilot.press("ctrl+c")
        # The popup is that of the text as it is when the key comes.
        await burst(pilot, *"/hel", "enter")
        await wait_until(pilot, lambda: isinstance(app.screen, HelpScreen))
        await pilot.press("escape")
        await burst(pilot, *"/n", "tab", "x")
        assert app.chat.prompt.text == "/newx"


async def test_what_is_typed_after_a_key_that_leads_away_goes_there() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await ask(pilot, "why did the port strike end?")
        await burst(pilot, "ctrl+o", *"strike")
        await wait_until(pilot, lambda: "filter: strike" in screen_text(app))
        assert app.chat.prompt.text == ""
        await pilot.press("escape")
        drawer = app.screen
        assert isinstance(drawer, ThreadsScreen)
        # A thread can be renamed once it is listed, some thousandths of a second later.
        await wait_until(pilot, lambda: drawer._shown == drawer._request)
        await burst(pilot, "f2", "ctrl+u", *"New", "enter")
        await wait_until(pilot, lambda: app.chat.asking.conversation.title == "New")
        await burst(pilot, "escape", "ctrl+n", *"when will the old bridge reopen?", "enter")
        await wait_until(pilot, lambda: len(app.chat.asking.conversation.turns) == 1)
        assert app.chat.asking.conversation.title == "when will the old bridge reopen?"


async def test_a_key_of_the_users_acts_in_order_too() -> None:
    app = chat_app(Standin(), keys={"prompt.ask": "f9"})
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await burst(pilot, "a", "enter", "b", "f9", "c")
        turns = app.chat.asking.conversation.turns
        await wait_until(pilot, lambda: turns)
        assert turns[0].question == "ab"
        assert app.chat.prompt.text == "c"


async def test_the_prompt_never_takes_more_than_a_third_of_the_screen() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(60, 20)) as pilot:
        await ready(pilot)
        for _ in range(15):
            await pilot.press("ctrl+j")
        assert app.chat.prompt.size.height <= 7
        assert "enter ask" in screen_text(app)


@pytest.mark.parametrize("size", [(80, 24), *SLOW_SIZES])
async def test_the_line_of_the_cursor_is_seen_in_a_long_prompt(size: tuple[int, int]) -> None:
    app = chat_app(Standin())
    async with app.run_test(size=size) as pilot:
        await ready(pilot)
        await type_text(pilot, "a1")
        for n in range(2, 15):
            await pilot.press("ctrl+j")
            await type_text(pilot, f"a{n}")
            assert f"a{n}" in screen_text(app).split()
        assert "a1" not in screen_text(app).split()
        assert "enter ask" in screen_text(app)
        assert app.chat.prompt.region.right == size[0] - 1
        await pilot.press(*["up"] * 13)
        assert "a1" in screen_text(app).split()
        assert "a14" not in screen_text(app).split()


async def test_up_and_down_go_through_history_and_keep_the_draft() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await ask(pilot, QUESTION)
        await ask(pilot, "second question here")
        await type_text(pilot, "draft")
        await pilot.press("up")
        assert app.chat.prompt.text == "second question here"
        await pilot.press("up")
        assert app.chat.prompt.text == QUESTION
        await pilot.press("up")
        assert app.chat.prompt.text == QUESTION
        await pilot.press("down", "down")
        assert app.chat.prompt.text == "draft"


async def test_up_moves_inside_a_text_of_several_lines_first() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await ask(pilot, QUESTION)
        await type_text(pilot, "one")
        await pilot.press("ctrl+j")
        await type_text(pilot, "two")
        await pilot.press("up")
        assert app.chat.prompt.text == "one\ntwo"
        assert app.chat.prompt.cursor_location[0] == 0
        await pilot.press("home", "up")
        assert app.chat.prompt.text == QUESTION


async def test_a_command_from_the_history_opens_no_popup() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await ask(pilot, QUESTION)
        await type_text(pilot, "/help")
        await pilot.press("enter", "escape")
        await pilot.press("up")
        assert app.chat.prompt.text == "/help"
        assert not app.chat.completions.is_open
        await pilot.press("up")
        assert app.chat.prompt.text == QUESTION


async def test_ctrl_c_clears_then_asks_then_quits() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await ready(pilot)
        await type_text(pilot, "half a question")
        await pilot.press("ctrl+c")
        assert app.chat.prompt.text == ""
        await pilot.press("up")
        assert app.chat.prompt.text == "half a question"
        await pilot.press("ctrl+c", "ctrl+c")
        await wait_until(pilot, lambda: "Press ctrl+c again to quit." in screen_text(app))
        assert app._exit is False
        await pilot.press("ctrl+c")
        assert app._exit is True


async def test_ctrl_c_copies_a_selection_and_keeps_the_draft() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await ask(pilot, QUESTION)
        await type_text(pilot, "draft")
        app.screen.text_select_all()
        await pilot.pause()
        await pilot.press("ctrl+c")
        assert "Dockers at the northern terminal" in app.clipboard
        assert app.chat.prompt.text == "draft"
        await pilot.press("ctrl+c")
        assert app.chat.prompt.text == ""


async def test_tab_goes_round_prompt_answer_source() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, SHIPS)
        await pilot.press("tab")
        assert isinstance(app.focused, TurnView)
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.chat.source.has_focus_within)
        await pilot.press("tab")
        assert app.chat.prompt.has_focus
        await pilot.press("shift+tab")
        assert app.chat.source.has_focus_within


async def test_a_suggested_question_is_picked_by_tab_and_enter() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        assert QUESTION in screen_text(app)
        await pilot.press("tab")
        assert isinstance(app.focused, Welcome)
        await pilot.press("down", "enter")
        await wait_until(pilot, lambda: "reopen to trams" in screen_text(app))
        assert app.chat.prompt.has_focus


async def test_a_suggested_question_is_picked_by_a_click() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        row = screen_text(app).splitlines().index(f"     {QUESTION}")
        await pilot.click(offset=(8, row))
        await wait_until(pilot, lambda: "Dockers at the northern" in screen_text(app))


async def test_an_older_answer_opens_its_own_sources() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(120, 50)) as pilot:
        await ready(pilot)
        await ask(pilot, SHIPS)
        await ask(pilot, "when will the old bridge reopen?")
        await pilot.press("tab", "up", "2")
        await wait_until(pilot, lambda: app.chat.source.article)
        assert app.chat.source.article.source == "Courier"
        await pilot.press("escape")
        assert isinstance(app.focused, TurnView)
        await pilot.press("down", "down")
        assert app.chat.prompt.has_focus


async def test_y_copies_an_answer_and_Y_with_footnotes() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, SHIPS)
        await pilot.press("tab", "y")
        assert app.clipboard == (
            "“The port authority said that forty ships were waiting in the bay.” "
            "(Harbour Gazette, 12 May 2024)\n\n"
            "“The port authority withdrew its plan for night shifts after two days of talks with "
            "the dockers' union.” (Courier, 11 May 2024)"
        )
        await pilot.press("Y")
        assert app.clipboard.endswith(
            "[^2]: Courier, “Night-shift plan dropped in harbour talks”, 11 May 2024, "
            "wire/2024-05.jsonl"
        )
        assert "waiting in the bay.”[^1]" in app.clipboard


@pytest.mark.parametrize(
    ("question", "keys"), [("zebras in winter?", "xY"), ("please fail", "nwxY")]
)
async def test_keys_of_an_answer_that_do_not_apply_are_not_typed(question: str, keys: str) -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, question)
        await pilot.press("tab")
        for key in keys:
            await pilot.press(key)
            assert app.chat.prompt.text == ""
            assert isinstance(app.focused, TurnView)
        await type_text(pilot, "9 lives")
        assert app.chat.prompt.text == "9 lives"


async def test_the_newest_answer_is_in_view_until_the_user_scrolls() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(60, 20)) as pilot:
        await ready(pilot)
        for _ in range(3):
            await ask(pilot, SHIPS)
        await ask(pilot, "when will the old bridge reopen?")
        await wait_until(pilot, lambda: "3 Feb 2023 · Old bridge" in screen_text(app))
        await pilot.press("pageup")
        await wait_until(pilot, lambda: "Old bridge" not in screen_text(app))
        await pilot.press("pagedown", "pagedown")
        await wait_until(pilot, lambda: "3 Feb 2023 · Old bridge" in screen_text(app))


def test_history_remembers_once_and_ends_at_both_ends() -> None:
    past = History()
    assert past.back("") is None
    assert past.forward() is None
    for text in ("a", "a", "b", "  "):
        past.add(text)
    assert [past.back("draft"), past.back(""), past.back("")] == ["b", "a", None]
    assert [past.forward(), past.forward(), past.forward()] == ["b", "draft", None]


@pytest.mark.parametrize("size", [(60, 20), *SLOW_SIZES])
async def test_the_way_back_is_always_seen(size: tuple[int, int]) -> None:
    app = chat_app(Standin(), settings=SettingsEditor)

    def foot() -> str:
        return screen_text(app).splitlines()[-1]

    async with app.run_test(size=size) as pilot:
        await ready(pilot)
        assert "esc" not in foot()
        await ask(pilot, SHIPS)
        await pilot.press("1")
        await wait_until(pilot, lambda: app.chat.source.view.has_focus)
        await wait_until(pilot, lambda: "esc close" in foot())
        await pilot.press("shift+tab", "shift+tab")
        assert app.chat.prompt.has_focus
        await wait_until(pilot, lambda: "esc back" in foot())  # out of the source
        await pilot.press("escape")
        await wait_until(pilot, lambda: "esc" not in foot())
        await pilot.press("shift+tab")
        await wait_until(pilot, lambda: "esc back" in foot())
        for way in ("/articles", "/threads", "/why", "/settings", "/model"):
            await pilot.press("escape")
            await command(pilot, way)
            await wait_until(pilot, lambda: app.screen is not app.chat)
            await wait_until(pilot, lambda: "esc back" in foot())
            if way == "/articles":
                await pilot.press("f2")
                await wait_until(pilot, lambda: "f2 add it" in foot() or size[0] < 60)
                await wait_until(pilot, lambda: "esc back" in foot())
                await pilot.press("escape")
        assert max(map(len, screen_text(app).splitlines())) <= size[0]


async def test_help_names_the_letters_that_move_and_they_do() -> None:
    app = chat_app(Standin(broken=[Failure(f"{n}.pdf", "it is empty") for n in range(4)]))
    async with app.run_test(size=(100, 50)) as pilot:
        await ready(pilot)
        await ask(pilot, SHIPS)
        await pilot.press("1")
        await wait_until(pilot, lambda: app.chat.source.view.has_focus)
        await pilot.press("f1")
        await wait_until(pilot, lambda: "up, k   " in screen_text(app))
        assert "pgdn, space   " in screen_text(app)
        assert "end, G   " in screen_text(app)
        await pilot.press("escape", "escape")
        await command(pilot, "/why")
        await wait_until(pilot, lambda: isinstance(app.screen, WhyScreen))
        hits = app.screen.query_one(HitList)
        await pilot.press("j", "j", "k")
        assert hits.cursor == 1
        await pilot.press("G")
        assert hits.cursor == len(hits.rows) - 1 > 1
        await pilot.press("g")
        assert hits.cursor == 0
        await pilot.press("f1")
        await wait_until(pilot, lambda: "end, G   " in screen_text(app))
        await pilot.press("escape", "escape", "ctrl+o")
        await wait_until(pilot, lambda: "f1 help" in screen_text(app))
        await pilot.press("f1")
        await wait_until(pilot, lambda: "Delete it; ctrl+z brings it back" in screen_text(app))
