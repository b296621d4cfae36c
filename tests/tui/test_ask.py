"""Asking by real keys: answers, sources, waiting, cancelling, errors."""

from __future__ import annotations

from driving import ask, chat_app, highlighted, ready, screen_text, type_text, wait_until
from standin import QUESTION, STRIKE, TALKS, Standin

from qabot.domain import Answer, Answered, Citation, Statement
from qabot.tui.conversation import Turn
from qabot.tui.wording import turn_content

SHIPS = "what did the authority say about ships and talks?"


async def test_an_answer_shows_quotes_outlets_and_dates() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, SHIPS)
        shown = screen_text(app)
        assert "forty ships were waiting" in shown
        assert "[1] Harbour Gazette · 12 May 2024" in shown
        assert "[2] Courier · 11 May 2024" in shown
        assert "0.2 s · 2 sources · newest 12 May 2024" in shown


async def test_a_digit_opens_the_source_at_the_highlighted_quote() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, SHIPS)
        await pilot.press("1")
        pane = app.chat.source
        await wait_until(pilot, lambda: pane.citation is not None and pane.view.has_focus)
        citation = pane.citation
        assert citation is not None
        assert citation.quote == STRIKE.text[citation.start : citation.end]
        assert highlighted(pane) == citation.quote
        assert STRIKE.title in screen_text(app)
        assert app.chat.prompt.text == ""


async def test_n_and_p_go_through_the_evidence_across_articles() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, SHIPS)
        pane = app.chat.source
        await pilot.press("1")
        await wait_until(pilot, lambda: pane.article == STRIKE)
        await pilot.press("n")
        await wait_until(pilot, lambda: pane.article == TALKS)
        assert highlighted(pane).startswith("The port authority withdrew")
        await pilot.press("n")
        await wait_until(pilot, lambda: pane.article == STRIKE)
        await pilot.press("p")
        await wait_until(pilot, lambda: pane.article == TALKS)


async def test_a_question_that_begins_with_a_digit_can_be_typed_after_an_answer() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, SHIPS)
        await type_text(pilot, "2023 bridge?")
        assert app.chat.prompt.text == "2023 bridge?"
        await pilot.press("ctrl+c")
        await type_text(pilot, "5 most")  # no source 5: typed at once
        assert app.chat.prompt.text == "5 most"


async def test_clicking_a_citation_opens_it() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, SHIPS)
        view = app.chat.transcript.turn_views()[0]
        lines = [strip.text for strip in app.screen._compositor.render_strips()]
        row = next(y for y, line in enumerate(lines) if line.strip().startswith("[2]"))
        column = lines[row].index("[2]")
        offset = (column + 1 - view.region.x, row - view.region.y)
        assert await pilot.click(view, offset=offset)
        await wait_until(pilot, lambda: app.chat.source.article == TALKS)


async def test_nothing_answers_shows_the_nearest_and_they_open() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, "who won the chess championship?")
        assert "Nothing in your articles answers this." in screen_text(app)
        assert "The nearest that they say" in screen_text(app)
        await pilot.press("2")
        await wait_until(pilot, lambda: app.chat.source.citation is not None)


async def test_typing_is_accepted_before_the_library_is_open() -> None:
    library = Standin()
    library.open_gate.clear()
    app = chat_app(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await type_text(pilot, QUESTION)
        await pilot.press("enter")
        await wait_until(pilot, lambda: "waiting for your articles" in screen_text(app))
        library.open_gate.set()
        await wait_until(pilot, lambda: "Dockers at the northern terminal" in screen_text(app))


async def test_a_second_question_waits_for_the_first() -> None:
    library = Standin()
    app = chat_app(library)
    async with app.run_test(size=(80, 36)) as pilot:
        await ready(pilot)
        library.ask_gate.clear()
        await type_text(pilot, QUESTION)
        await pilot.press("enter")
        await type_text(pilot, SHIPS)
        await pilot.press("enter")
        await wait_until(pilot, lambda: "waiting for the question before it" in screen_text(app))
        library.ask_gate.set()
        turns = app.chat.asking.conversation.turns
        await wait_until(pilot, lambda: all(turn.phase == "answered" for turn in turns))
        assert [turn.question for turn in turns] == [QUESTION, SHIPS]


async def test_esc_cancels_and_the_text_returns_to_the_prompt() -> None:
    library = Standin()
    app = chat_app(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        library.ask_gate.clear()
        await type_text(pilot, QUESTION)
        await pilot.press("enter")
        await wait_until(pilot, lambda: "searching" in screen_text(app))
        await pilot.press("escape")
        await wait_until(pilot, lambda: app.chat.prompt.text == QUESTION)
        assert app.chat.asking.conversation.turns == []
        library.ask_gate.set()
        await pilot.press("enter")  # and it can be asked again
        await wait_until(pilot, lambda: "Dockers at the northern" in screen_text(app))


async def test_cancelling_keeps_a_draft_that_was_begun_meanwhile() -> None:
    library = Standin()
    app = chat_app(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        library.ask_gate.clear()
        await type_text(pilot, QUESTION)
        await pilot.press("enter")
        await type_text(pilot, "and then")
        await pilot.press("escape")
        await wait_until(pilot, lambda: "cancelled" in screen_text(app))
        assert app.chat.prompt.text == "and then"
        library.ask_gate.set()


async def test_a_failure_shows_message_and_remedy() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await ask(pilot, "please fail")
        assert "The index does not fit the model." in screen_text(app)
        assert "Run: qabot rebuild" in screen_text(app)


async def test_an_unforeseen_error_is_shown_and_copied_with_its_traceback() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await ask(pilot, "please crash")
        assert "ZeroDivisionError: division by [zero]" in screen_text(app)
        await pilot.press("tab", "y")
        await wait_until(pilot, lambda: "Traceback" in app.clipboard)
        await ask_again(pilot, app)


async def ask_again(pilot: object, app: object) -> None:
    await ask(pilot, QUESTION)  # type: ignore[arg-type]
    assert "Dockers at the northern" in screen_text(app)


async def test_a_library_that_cannot_be_opened_is_said_and_fails_what_waits() -> None:
    def broken() -> Standin:
        library.open_gate.wait(20)
        raise PermissionError("[Errno 13] catalogue.db")

    library = Standin()
    library.open_gate.clear()
    app = chat_app(library)
    app._opener = broken
    async with app.run_test(size=(80, 24)) as pilot:
        await type_text(pilot, QUESTION)
        await pilot.press("enter")
        library.open_gate.set()
        await wait_until(pilot, lambda: "The articles could not be opened" in screen_text(app))
        turns = app.chat.asking.conversation.turns
        await wait_until(pilot, lambda: turns[0].phase == "failed")
        assert "[Errno 13] catalogue.db" in screen_text(app)
        assert "not ready" in screen_text(app)


def test_quotation_marks_of_the_article_stand_apart_from_ours() -> None:
    text = "The mayor said of the old bridge: “It will reopen in May.”"
    turn = Turn(1, "when?")
    cited = Citation(1, 1, "Bridge", "", None, "", "b.md", 0, len(text), text)
    turn.apply(Answered(Answer("when?", "when?", (Statement(text, (1,)),), (cited,), True)))
    assert f"“{text}\u202f” [1]" in turn_content(turn).plain
