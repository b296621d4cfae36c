"""Markup, escape codes, bidi controls and emoji: shown as what they are, and nothing breaks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from driving import (
    ask,
    asked,
    chat_app,
    command,
    highlighted,
    paste,
    ready,
    screen_text,
    wait_until,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from standin import STRIKE, Standin
from textual.content import Content

from qabot.domain import Answer, Answered, AskEvent, Failed, QabotError, Statement
from qabot.text import visible
from qabot.tui.safe import marked, one_line, plain, shorten

NASTY = "[/a/b] [bold]x[/bold] [@click=quit]q[/] \x1b[31mred \x1b]8;;http://e\x07l 👩‍🚀🙂 \u202eabc"
SHOWN = "[/a/b] [bold]x[/bold] [@click=quit]q[/] ␛[31mred ␛]8;;http://e␇l"


def clean(text: str) -> bool:
    """Nothing in it acts on a terminal."""
    return visible(text) == text


async def test_hostile_text_in_title_outlet_text_and_question() -> None:
    text = f"The port {NASTY} authority said ships were waiting.\n\nMore {NASTY} text follows here."
    article = replace(STRIKE, title=f"T {NASTY}", source=f"S {NASTY}", text=text, author=NASTY)
    app = chat_app(Standin([article]))
    async with app.run_test(size=(160, 40)) as pilot:
        await ready(pilot)
        app.chat.prompt.put(f"authority ships waiting {NASTY}")
        assert clean(app.chat.prompt.text)
        await pilot.press("enter")
        turns = app.chat.asking.conversation.turns
        await wait_until(pilot, lambda: turns and turns[0].finished)
        await wait_until(pilot, lambda: f"authority ships waiting {SHOWN}" in screen_text(app))
        assert f"S {SHOWN}" in screen_text(app)
        assert f"“The port {SHOWN}" in screen_text(app)
        await pilot.press("1")
        await wait_until(pilot, lambda: app.chat.source.citation)
        assert " ".join(highlighted(app.chat.source).split()).startswith("The port [/a/b]")
        assert "␛[31mred" in screen_text(app)
        assert clean(screen_text(app))
        await pilot.press("escape")
        await command(pilot, "/articles")
        await wait_until(pilot, lambda: "1 in all" in screen_text(app))
        assert f"T {SHOWN[:30]}" in screen_text(app)
        await wait_until(pilot, lambda: "The port [/a/b]" in screen_text(app))  # the preview
        assert clean(screen_text(app))
        await pilot.press("escape")
        await command(pilot, "/remove port")
        await wait_until(pilot, lambda: "Remove this article?" in screen_text(app))
        assert f"T {SHOWN}" in screen_text(app)
        assert clean(screen_text(app))


async def test_hostile_text_in_errors_failures_and_notices() -> None:
    class Nasty(Standin):
        def ask(self, question: str, **more: Any) -> Any:
            if "again" in question:
                raise RuntimeError(NASTY)
            yield Failed(f"m {NASTY}", f"r {NASTY}")

        def add(self, sources: Any, **more: Any) -> Any:
            raise QabotError(f"e {NASTY}", f"f {NASTY}")

    app = chat_app(Nasty())
    async with app.run_test(size=(160, 40), notifications=True) as pilot:
        await ready(pilot)
        await ask(pilot, "x")
        assert f"m {SHOWN}" in screen_text(app)
        assert f"r {SHOWN}" in screen_text(app)
        await ask(pilot, "again")
        assert f"RuntimeError: {SHOWN}" in screen_text(app)
        await command(pilot, "/add [b].txt")
        await wait_until(pilot, lambda: f"e {SHOWN}" in screen_text(app))
        assert "Adding [b].txt failed" in screen_text(app)
        app.notify(NASTY)
        await wait_until(pilot, lambda: "[bold]x[/bold]" in screen_text(app))
        assert clean(screen_text(app))


async def test_hostile_file_names_are_offered_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "[bold]x[" / "a [red].txt"
    path.parent.mkdir()
    path.write_text("Something about [/x] kites. The kites flew.")
    library = Standin()
    app = chat_app(library)
    async with app.run_test(size=(160, 40)) as pilot:
        await ready(pilot)
        await paste(pilot, str(path))

        def shown() -> str:  # a long path is wrapped
            return "".join(screen_text(app).replace("█", "").split())

        await wait_until(pilot, lambda: "[bold]x[/a[red].txt" in shown())
        await asked(pilot)
        await pilot.press("enter")
        await wait_until(pilot, lambda: "Adding a [red].txt: 1 added" in screen_text(app))


async def test_model_text_with_brackets_links_only_what_is_a_source() -> None:
    text = "Talks [see /a/b] ended [1], [bold] and [2023] too [/]."

    class Writing(Standin):
        def ask(self, question: str, **more: Any) -> Any:
            events: list[AskEvent] = list(super().ask("why did the port strike end?"))
            answered = events[-1]
            assert isinstance(answered, Answered)
            answer: Answer = answered.answer
            statement = Statement(text, (1,), supported=False, remark="[x] not in source 1")
            yield Answered(replace(answer, statements=(statement,), mode="writing"))

    app = chat_app(Writing())
    async with app.run_test(size=(120, 36)) as pilot:
        await ready(pilot)
        await ask(pilot, "x")
        assert text in screen_text(app)
        assert "? [x] not in source 1" in screen_text(app)
        await pilot.press("1")
        await wait_until(pilot, lambda: app.chat.source.citation)


ANY = st.text(max_size=120)


@given(ANY)
@settings(max_examples=200, deadline=None)
def test_plain_keeps_every_character_and_lets_none_act(text: str) -> None:
    content = plain(text, "bold")
    assert isinstance(content, Content)
    assert content.plain == visible(text)
    assert clean(content.plain)


@given(ANY, st.lists(st.tuples(st.integers(-5, 130), st.integers(-5, 130)), max_size=4))
@settings(max_examples=200, deadline=None)
def test_marks_never_change_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    assert marked(text, [(a, b, "bold") for a, b in spans]).plain == visible(text)


@given(ANY, st.integers(2, 60))
@settings(max_examples=200, deadline=None)
def test_shortened_text_fits_and_titles_have_one_line(text: str, limit: int) -> None:
    assert len(shorten(text, limit)) <= limit
    assert "\n" not in one_line(text).plain


def test_a_mark_covers_what_a_control_was_made_into() -> None:
    content = marked("a\x1bb\u202ec", [(1, 4, "bold")])
    assert content.plain == "a␛b<U+202E>c"
    assert [(span.start, span.end) for span in content.spans] == [(1, 2), (2, 3), (3, 11)] or [
        (span.start, span.end) for span in content.spans
    ] == [(1, 11)]
    assert cell_len(content.plain) == 12
