"""The source pane: the article at the highlighted quote, moving on, copying, closing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from driving import ask, chat_app, command, highlighted, ready, screen_text, type_text, wait_until
from standin import STRIKE, TALKS, Standin

from qabot.domain import Article, QabotError

SHIPS = "what did the authority say about ships and talks?"


async def opened(pilot: object, app: object, key: str = "1") -> None:
    await pilot.press(key)  # type: ignore[attr-defined]
    pane = app.chat.source  # type: ignore[attr-defined]
    await wait_until(
        pilot,  # type: ignore[arg-type]
        lambda: pane.citation and str(pane.citation.number) == key and pane.has_focus_within,
    )


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 20), (40, 12)])
async def test_a_long_article_is_scrolled_to_the_quote(size: tuple[int, int]) -> None:
    long = "Nothing of note happened at the quay that day.\n\n" * 300
    library = Standin([replace(STRIKE, text=long + STRIKE.text + "\n\n" + long), TALKS])
    app = chat_app(library)
    async with app.run_test(size=size) as pilot:
        await ready(pilot)
        await ask(pilot, "how many ships were waiting in the bay for the authority?")
        await opened(pilot, app)
        assert highlighted(app.chat.source) == app.chat.source.citation.quote
        assert "The port authority said that" in screen_text(app)
        assert app.chat.source.view.scroll_y > 100


async def test_the_page_of_a_printed_article_is_named_and_copied() -> None:
    at = STRIKE.text.index("The port authority said that")
    app = chat_app(Standin([replace(STRIKE, pages=(0, 1, at))]))
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, "how many ships were waiting in the bay for the authority?")
        assert app.chat.asking.conversation.turns[0].evidence[0].page == 3
        await opened(pilot, app)
        assert screen_text(app).count(" · p. 3") == 2  # below the answer, and above the source
        quote, note = app.chat.source.copy_text(True).split("\n\n")
        assert quote.endswith(", p. 3)")
        assert ", p. 3, <" in note


async def test_the_quote_stays_in_view_when_the_terminal_is_resized() -> None:
    long = "Nothing of note happened at the quay that day.\n\n" * 100
    app = chat_app(Standin([replace(STRIKE, text=long + STRIKE.text + "\n\n" + long)]))
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, "how many ships were waiting in the bay?")
        await opened(pilot, app)
        for size in ((70, 20), (140, 30), (50, 15)):
            await pilot.resize_terminal(*size)
            quote = app.chat.source.citation.quote
            await wait_until(pilot, lambda q=quote: highlighted(app.chat.source) == q)


async def test_other_quotes_of_the_answer_are_marked_faintly() -> None:
    app = chat_app(Standin([STRIKE]))
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, "the union accepted; its members asked for nine; the port authority ships")
        assert len(app.chat.asking.conversation.turns[0].evidence) > 1
        await opened(pilot, app)
        faint = highlighted(app.chat.source, "article--cited")
        other = app.chat.asking.conversation.turns[0].evidence[1]
        assert " ".join(other.quote.split()) in faint


async def test_one_esc_closes_the_source_and_focus_returns_to_the_prompt() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, SHIPS)
        await opened(pilot, app)
        await pilot.press("escape")
        assert not app.chat.source.display
        assert app.chat.prompt.has_focus
        await pilot.press("ctrl+b")
        assert app.chat.source.display
        assert app.chat.source.has_focus_within
        await pilot.press("ctrl+b")
        assert not app.chat.source.display


async def test_ctrl_b_opens_the_first_source_or_says_that_there_is_none() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await ready(pilot)
        await pilot.press("ctrl+b")
        assert "No source yet" in screen_text(app)
        await ask(pilot, SHIPS)
        await pilot.press("ctrl+b")
        await wait_until(pilot, lambda: app.chat.source.citation)
        assert app.chat.source.citation.number == 1


async def test_wide_shows_chat_and_source_beside_each_other_narrow_only_the_source() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(100, 30)) as pilot:
        await ready(pilot)
        await ask(pilot, SHIPS)
        await opened(pilot, app)
        chat, pane = app.chat.transcript.region, app.chat.source.region
        assert chat.right <= pane.x
        assert "0.2 s" in screen_text(app)
        await pilot.resize_terminal(99, 30)
        await wait_until(pilot, lambda: app.chat.source.region.width == 99)
        assert "0.2 s" not in screen_text(app)
        assert highlighted(app.chat.source) == app.chat.source.citation.quote
        await pilot.press("escape")
        await wait_until(pilot, lambda: "0.2 s" in screen_text(app))


async def test_typing_beside_an_open_source_goes_to_the_prompt() -> None:
    seconds = [0.0]
    app = chat_app(Standin(), clock=lambda: seconds[0])
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, SHIPS)
        await opened(pilot, app)
        seconds[0] = 5  # the source was read for a while: the 1 is no part of what is typed
        await type_text(pilot, "w")
        await type_text(pilot, "hat of it?")
        assert app.chat.prompt.text == "what of it?"
        assert app.chat.source.display


async def test_a_key_of_the_source_that_does_not_apply_is_not_typed() -> None:
    app = chat_app(Standin([TALKS]))
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, SHIPS)
        await opened(pilot, app)
        await pilot.press("o")  # it has no link
        assert app.chat.prompt.text == ""
        assert app.chat.source.has_focus_within
        await type_text(pilot, "what")
        assert app.chat.prompt.text == "what"


async def test_y_copies_the_quote_and_Y_its_footnote_too() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, SHIPS)
        await opened(pilot, app)
        quote = app.chat.source.citation.quote
        await pilot.press("y")
        assert app.clipboard == f"“{quote}” (Harbour Gazette, 12 May 2024)"
        await pilot.press("Y")
        assert app.clipboard == (
            f"“{quote}” (Harbour Gazette, 12 May 2024)\n\n"
            "[^1]: Harbour Gazette, “Port strike ends after union accepts six per cent”, "
            "12 May 2024, <https://gazette.example/2024/05/12/port-strike-ends>"
        )


async def test_a_removed_article_still_shows_the_quoted_words() -> None:
    library = Standin()
    app = chat_app(library)
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, SHIPS)
        library.known.clear()
        await opened(pilot, app)
        assert "no longer among your articles" in screen_text(app)
        assert highlighted(app.chat.source) == app.chat.source.citation.quote


async def test_a_changed_article_says_so_unless_the_words_only_moved() -> None:
    library = Standin()
    app = chat_app(library)
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, SHIPS)
        library.known[0] = replace(STRIKE, text="A correction was added.\n\n" + STRIKE.text)
        await opened(pilot, app)
        assert highlighted(app.chat.source) == app.chat.source.citation.quote
        await pilot.press("escape")
        library.known[0] = replace(STRIKE, text="The article was withdrawn.")
        await pilot.press("1")
        await wait_until(pilot, lambda: "The article has changed. It said:" in screen_text(app))


async def test_an_article_that_cannot_be_read_is_an_error_in_the_chat() -> None:
    class Broken(Standin):
        def article(self, number: int) -> Article:
            raise QabotError("catalogue.db is damaged.", "Run: qabot rebuild")

    app = chat_app(Broken())
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await command(pilot, "/articles")
        await wait_until(pilot, lambda: "Night-shift" in screen_text(app))
        await pilot.press("enter")
        await wait_until(pilot, lambda: "catalogue.db is damaged." in screen_text(app))
        assert "Run: qabot rebuild" in screen_text(app)


async def test_fast_typing_of_a_number_never_opens_a_source() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, SHIPS)
        await type_text(pilot, "2 ships?")
        assert app.chat.prompt.text == "2 ships?"
        assert app.chat.prompt.has_focus


async def test_in_a_narrow_terminal_asking_again_uncovers_the_answer() -> None:
    app = chat_app(Standin())
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await ask(pilot, SHIPS)
        await pilot.press("1")
        await wait_until(pilot, lambda: app.chat.source.display)
        await pilot.press("tab")
        await ask(pilot, SHIPS)
        assert not app.chat.source.display


async def test_a_link_that_looks_like_another_host_shows_where_it_leads() -> None:
    url = "https://gazette.example@evil.example/story"
    app = chat_app(Standin([replace(STRIKE, url=url)]))
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, "how many ships were waiting in the bay?")
        await opened(pilot, app)
        await wait_until(pilot, lambda: "evil.example)" in screen_text(app))
        assert app.chat.source._url == "https://evil.example/story"
