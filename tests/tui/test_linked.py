"""Answer and source are linked both ways: statement to passage, passage to statement."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from driving import ask, chat_app, highlighted, ready, screen_text, wait_until
from standin import STRIKE, TALKS, Standin
from textual.pilot import Pilot

from qabot.domain import Answered, Statement
from qabot.tui.app import QabotApp
from qabot.tui.widgets.turn_view import TurnView

SHIPS = "the union accepted; its members asked for nine; the port authority ships"


def lit(app: QabotApp, index: int = -1) -> str:
    """The words of an answer that are drawn as marked, as they stand on the screen."""
    view = app.chat.query(TurnView)[index]
    style = app.chat.get_component_rich_style("chat--lit")
    words = []
    for y in range(view.size.height):
        for segment in view.render_line(y):
            marked = segment.style and segment.style.bgcolor == style.bgcolor
            if marked and segment.style.reverse == style.reverse:
                words.append(segment.text)
    return " ".join(" ".join(words).split())


async def answered(pilot: Pilot[Any]) -> QabotApp:
    await ready(pilot)
    await ask(pilot, SHIPS)
    return pilot.app  # type: ignore[return-value]


def quotes(app: QabotApp) -> list[str]:
    return [c.quote for c in app.chat.asking.conversation.turns[-1].evidence]


async def test_the_passage_that_is_read_marks_its_statement() -> None:
    async with chat_app(Standin()).run_test(size=(120, 36)) as pilot:
        app = await answered(pilot)
        assert lit(app) == ""
        first, second, third = quotes(app)
        await pilot.press("1")
        await wait_until(pilot, lambda: lit(app) == f"“{first}” [1]")
        for key, quote, number in (("n", second, 2), ("n", third, 3), ("n", first, 1)):
            await pilot.press(key)
            await wait_until(
                pilot, lambda q=quote, n=number: f"“{q}” [{n}]" == " ".join(lit(app).split())
            )
            assert highlighted(app.chat.source) == quote
        await pilot.press("escape")
        await wait_until(pilot, lambda: lit(app) == "")


async def test_the_statement_gone_to_lights_its_passage_and_keeps_the_focus() -> None:
    async with chat_app(Standin()).run_test(size=(120, 36)) as pilot:
        app = await answered(pilot)
        first, second, third = quotes(app)
        await pilot.press("tab", "n")
        await wait_until(pilot, lambda: app.chat.source.display)
        await wait_until(pilot, lambda: highlighted(app.chat.source) == first)
        assert isinstance(app.focused, TurnView)
        assert lit(app) == f"“{first}” [1]"
        await pilot.press("p")
        await wait_until(pilot, lambda: highlighted(app.chat.source) == third)
        assert lit(app) == f"“{third}” [3]"
        await pilot.press("n", "n")
        await wait_until(pilot, lambda: highlighted(app.chat.source) == second)
        await pilot.press("enter")  # reads what is marked
        await wait_until(pilot, lambda: app.chat.source.view.has_focus)
        assert app.chat.source.citation.number == 2
        # On from there in the source, and back in the answer from where the source is.
        await pilot.press("n")
        await wait_until(pilot, lambda: lit(app) == f"“{third}” [3]")
        await pilot.press("shift+tab", "p")
        await wait_until(pilot, lambda: lit(app) == f"“{second}” [2]")


async def test_in_a_narrow_terminal_the_answer_stays_uncovered() -> None:
    async with chat_app(Standin()).run_test(size=(60, 20)) as pilot:
        app = await answered(pilot)
        await pilot.press("tab", "n", "n")
        await wait_until(pilot, lambda: quotes(app)[1].split()[0] in lit(app))
        assert not app.chat.source.display
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.chat.source.view.has_focus)
        assert app.chat.source.citation.number == 2
        await pilot.press("escape")
        await wait_until(pilot, lambda: lit(app) == "")
        await pilot.press("n")
        await wait_until(pilot, lambda: lit(app) != "")
        await pilot.press("escape")
        await wait_until(pilot, lambda: lit(app) == "")
        assert app.chat.prompt.has_focus


class Twice(Standin):
    """Both statements cite 1; the second cites 2 as well."""

    def ask(self, question: str, **more: Any) -> Any:
        for event in super().ask(question, **more):
            if isinstance(event, Answered):
                said = (Statement("Ships wait. [1]", (1,)), Statement("They do. [1][2]", (1, 2)))
                event = Answered(replace(event.answer, statements=said, mode="writing"))
            yield event


async def test_a_source_of_two_statements_marks_both_and_one_statement_only_itself() -> None:
    async with chat_app(Twice()).run_test(size=(120, 36)) as pilot:
        app = await answered(pilot)
        await pilot.press("1")
        await wait_until(pilot, lambda: lit(app) == "Ships wait. [1] They do. [1] [2] [1]")
        await pilot.press("escape", "tab", "n")
        await wait_until(pilot, lambda: lit(app) == "Ships wait. [1] [1]")
        await pilot.press("n")
        await wait_until(pilot, lambda: lit(app) == "They do. [1] [2] [1]")
        await pilot.press("n")
        await wait_until(pilot, lambda: lit(app) == "They do. [1] [2] [2]")
        assert app.chat.source.citation.number == 2
        await pilot.press("n")
        await wait_until(pilot, lambda: lit(app) == "Ships wait. [1] [1]")


async def test_only_the_answer_that_is_read_is_marked() -> None:
    async with chat_app(Standin([STRIKE, TALKS])).run_test(size=(120, 50)) as pilot:
        app = await answered(pilot)
        await ask(pilot, "who won the chess championship?")  # nothing answers: nearest passages
        await pilot.press("1")
        await wait_until(pilot, lambda: lit(app, 1).startswith("[1] “"))
        assert lit(app, 0) == ""
        await pilot.press("shift+tab", "up", "n")
        await wait_until(pilot, lambda: lit(app, 0))
        await wait_until(pilot, lambda: lit(app, 1) == "")
        await pilot.press("ctrl+n")
        await wait_until(pilot, lambda: "Ask your news." in screen_text(app))


@pytest.mark.parametrize("theme", ["qabot-light", "nord", ""])
async def test_marks_are_seen_in_every_theme(theme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if not theme:
        monkeypatch.setenv("NO_COLOR", "1")
    async with chat_app(Standin(), theme="qabot-dark" if theme else "").run_test(
        size=(120, 36)
    ) as pilot:
        app = await answered(pilot)
        await pilot.press("1")
        await wait_until(pilot, lambda: lit(app) == f"“{quotes(app)[0]}” [1]")
        if theme:
            app.theme = theme
            await wait_until(pilot, lambda: lit(app) == f"“{quotes(app)[0]}” [1]")
