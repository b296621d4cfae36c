"""An answer given before can be asked again, of the articles as they are now."""

from __future__ import annotations

from dataclasses import replace

import pytest
from driving import ask, chat_app, command, ready, screen_text, type_text, wait_until
from standin import QUESTION, Standin

from qabot.domain import Answer, Report
from qabot.retrieval.understand.followup import complete
from qabot.tui.conversation import Turn


@pytest.mark.parametrize("way", ["command", "key"])
async def test_the_last_question_is_asked_again(way: str) -> None:
    library = Standin()
    app = chat_app(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await ready(pilot)
        await ask(pilot, QUESTION)
        if way == "command":
            await command(pilot, "/again")
        else:
            await pilot.press("shift+tab")
            await wait_until(pilot, lambda: app.chat.transcript.has_focus_within)
            await type_text(pilot, "r")
        turns = app.chat.asking.conversation.turns
        await wait_until(pilot, lambda: len(turns) == 2 and turns[1].finished)
        assert [turn.question for turn in turns] == [QUESTION, QUESTION]
        assert app.chat.prompt.has_focus


async def test_news_of_articles_tell_how_once_something_was_asked() -> None:
    library = Standin()
    app = chat_app(library)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await ready(pilot)
        await command(pilot, "/again")
        await wait_until(pilot, lambda: "There is no answer yet" in screen_text(app))
        library.changes.append(Report(added=(4,)))
        await wait_until(pilot, lambda: "1 new article" in screen_text(app))
        assert "/again" not in screen_text(app)
        await ask(pilot, QUESTION)
        library.changes.append(Report(changed=(1,)))
        await wait_until(pilot, lambda: "1 changed article · /again" in screen_text(app))


def test_a_follow_up_is_asked_again_as_it_was_completed() -> None:
    turn = Turn(1, "why?", answer=Answer("why?", "why — strike, port"))
    assert turn.standing == "why — strike, port"
    assert Turn(1, "in May?", answer=Answer("in May?", "strike")).standing == "in May?"
    other = Answer("who won?", "who won the cup?", answered=True)
    assert complete(turn.standing, [other]) is None
    assert complete("why?", [replace(other, question="who won the cup?")]) is not None
