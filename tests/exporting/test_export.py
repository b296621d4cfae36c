"""Threads as Markdown and JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qabot.domain import Answer, Chip, Citation, Span, Statement
from qabot.exporting import Exchange, Exported, file_name, quote_text, thread_json, thread_markdown
from qabot.tui.copying import answer_text

ONE = Citation(
    1,
    4,
    "Strike [ends]",
    "Gazette",
    date(2024, 5, 12),
    "https://g.example/a_(1)",
    "a.md",
    10,
    40,
    "The union accepted.\n\n# Not a heading",
    ("Courier", "B_C_"),
)
TWO = replace(ONE, number=2, url="", title="Talks", source="", published=None, path="w/b.jsonl")
ANSWER = Answer(
    "why?",
    "why strike",
    (Statement(ONE.quote, (1,), (Span(0, 3),)), Statement(TWO.quote, (2,), (), False, "odd")),
    (ONE, TWO),
    True,
    chips=(Chip("date", "May 2024"),),
    confidence=0.9,
)
THREAD = Exported(
    "Why *this*?",
    (
        Exchange("why?", ANSWER, asked=1715500000.0),
        Exchange("and\nthen?", Answer("and then?", "and then?", nearest=(ONE,))),
        Exchange("broken?", None, "It broke."),
    ),
)


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("“No,” she said. “Not yet.”", "“‘No,’ she said. ‘Not yet.’”"),
        ('"No," she said. "Not yet."', "“‘No,’ she said. ‘Not yet.’”"),
        ('They call it "the ("new") rule" here.', "“They call it ‘the (‘new’) rule’ here.”"),
        ("„Nein“, sagte sie.", "“‚Nein‘, sagte sie.”"),
        ("It’s the dockers’ «day».", "“It’s the dockers’ «day».”"),
        ("Plain.", "“Plain.”"),
    ],
)
def test_quotation_marks_inside_a_quote_are_single(quote: str, said: str) -> None:
    citation = replace(ONE, quote=quote)
    assert quote_text(citation) == f"{said} (Gazette, 12 May 2024)"
    answer = replace(ANSWER, statements=(Statement(quote, (1,)),), citations=(citation,))
    written = thread_markdown(Exported("t", (Exchange("q", answer),)))
    assert f"{said} \\[1\\]" in written
    assert f"  > {quote}" in written  # as it is in the article
    assert answer_text(answer, sources=False).startswith(f"{said} (Gazette")
    assert answer_text(answer, sources=True).startswith(f"{said}[^1]")


def test_markdown_has_every_quote_and_link() -> None:
    said = thread_markdown(THREAD)
    assert said.startswith("# Why \\*this\\*?\n\n## why?\n\nAsked 2024-05-1")
    assert "Searched: why strike" in said
    assert "Only: May 2024" in said
    assert "“The union accepted.\n\n\\# Not a heading” \\[1\\]" in said
    assert "\\[2\\] (? odd)" in said
    assert (
        "- \\[1\\] [Strike \\[ends\\]](<https://g.example/a_%281%29>), Gazette, 12 May 2024, "
        "also in Courier, B\\_C\\_\n  > The union accepted.\n  >\n  > \\# Not a heading"
    ) in said
    assert "- \\[2\\] Talks, no date, w/b.jsonl, also in" in said
    assert "## and then?" in said
    assert "Nothing in the articles answers this. The nearest passages:" in said
    assert said.endswith("## broken?\n\nIt broke.\n")


def test_titles_that_deceive_are_marked() -> None:
    answer = Answer("why?", "why?", citations=(replace(ONE, title="P\u0430ypal"),))
    said = thread_markdown(Exported("T", (Exchange("why?", answer),)))
    assert "P\u0430ypal (Cyrillic and Latin letters)" in said


def test_model_text_keeps_its_own_numbers() -> None:
    statement = Statement("Talks ended [1], they said [2].", (1, 2))
    said = thread_markdown(
        Exported("t", (Exchange("q", replace(ANSWER, statements=(statement,), mode="writing")),))
    )
    assert "\nTalks ended \\[1\\], they said \\[2\\].\n" in said


def test_json_can_be_read_again() -> None:
    shape = json.loads(json.dumps(thread_json(THREAD)))
    assert shape["title"] == "Why *this*?"
    first, second, third = shape["exchanges"]
    assert first["asked"] == "2024-05-12T07:46:40+00:00"
    assert first["answer"]["citations"][0]["quote"] == ONE.quote
    assert first["answer"]["citations"][0]["also_in"] == ["Courier", "B_C_"]
    assert second["answer"]["nearest"][0]["url"] == ONE.url
    assert (third["answer"], third["failure"], third["asked"]) == (None, "It broke.", None)


@given(st.text(max_size=60))
def test_no_text_of_an_article_acts_as_markdown(text: str) -> None:
    quote = replace(ONE, quote=text, title=text, source=text, also_in=())
    answer = replace(ANSWER, citations=(quote,), statements=(Statement(text, (1,)),), chips=())
    said = thread_markdown(Exported(text, (Exchange(text, answer),)))
    assert "\x1b" not in said
    heads = [line for line in said.split("\n") if line.startswith("#")]
    assert len(heads) == 2
    assert not [line for line in said.split("\n") if line.startswith(("```", "~~~", "<", "|"))]


@given(st.text(max_size=200))
def test_file_names_are_plain(title: str) -> None:
    name = file_name(title, ".md")
    assert name.endswith(".md")
    assert not set(name) & set('/\\:*?"<>|\0\n ')
    assert 3 < len(name) <= 70
    assert not name.startswith((".", "-"))


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://bbc.com@evil.example/a", "(<https://evil.example/a>)"),
        ("https://аpple.com/", "(<https://xn--pple-43d.com/>)"),
        ("https://bbc.com/a?b=c", "(<https://bbc.com/a?b=c>)"),
    ],
)
def test_links_lead_to_the_host_that_is_shown(url: str, link: str) -> None:
    from qabot.exporting.markdown import _source

    cited = Citation(
        number=1,
        article=1,
        title="Talks",
        source="BBC",
        published=None,
        url=url,
        path="a.md",
        start=0,
        end=2,
        quote="No",
    )
    assert link in _source(cited)
