"""How a turn is written on the screen: from values to styled content. No widgets here."""

from __future__ import annotations

import re
from dataclasses import dataclass

from textual.content import Content
from textual.style import Style

from qabot.domain import Answer, Citation, Statement, outlet_and_day, true_name
from qabot.tui.conversation import Turn
from qabot.tui.safe import Mark, first_words, join, limited, marked, one_line, plain, shorten

NOTHING = "Nothing in your articles answers this."
_MARKS = ("“", "”", '"')
_NARROW = "\u202f"
_TOOK = re.compile(
    r"[\d,]+ tokens read and [\d,]+ written(?:\.| · [\d,.]+ s)|Written in [\d,.]+ s\."
)
"""How a written answer says what it cost."""
_NUMBER = re.compile(r"\[(\d{1,3})\]")


@dataclass(frozen=True, slots=True)
class Lit:
    """What of an answer is marked: the statements that cite a source which is being read."""

    number: int
    """Of the citation."""
    statement: int | None
    """Only this statement, by its place."""
    style: Style


def turn_content(turn: Turn, *, ready: bool = True, lit: Lit | None = None) -> Content:
    """Everything of a turn. ``ready`` is false while the library is still being opened."""
    blocks = [plain(limited(turn.question, 20_000), "bold $accent")]
    if turn.answer is not None:
        blocks += _answer_blocks(turn, turn.answer, lit)
    elif turn.failure is not None:
        blocks.append(plain(limited(turn.failure.message), "bold $error"))
        if turn.failure.remedy:
            blocks.append(plain(limited(turn.failure.remedy)))
    elif turn.phase == "cancelled":
        blocks.append(plain("cancelled", "$text-muted italic"))
    else:
        blocks.append(plain(_under_way(turn, ready), "$text-muted italic"))
        if turn.text:
            blocks += [Content(""), _linked(turn.text)]
    return join(blocks, "\n")


def _under_way(turn: Turn, ready: bool) -> str:
    if turn.phase == "stopping":
        return "stopping"
    if turn.phase == "waiting":
        return "waiting for the question before it" if ready else "waiting for your articles"
    if turn.found is not None:
        passages, articles = turn.found.passages, turn.found.articles
        return f"reading {_count(passages, 'passage')} of {_count(articles, 'article')}"
    return "searching"


def _answer_blocks(turn: Turn, answer: Answer, lit: Lit | None) -> list[Content]:
    blocks = [_facts(turn, answer)]
    if answer.searched and answer.searched.strip() != answer.question.strip():
        blocks.append(plain(f"searched: {answer.searched}", "$text-muted italic"))
    blocks += [_notice(notice) for notice in answer.notices]
    if answer.answered:
        for place, statement in enumerate(answer.statements):
            meant = lit if lit and lit.statement in (None, place) else None
            quoting = answer.mode == "quoting"
            blocks += [Content(""), _statement(statement, quoting=quoting, lit=meant)]
    else:
        blocks += [Content(""), plain(NOTHING, "bold")]
        if answer.nearest:
            blocks.append(plain("The nearest that they say:", "$text-muted"))
    if answer.evidence:
        blocks.append(Content(""))
        references = [_reference(c, excerpt=not answer.answered, lit=lit) for c in answer.evidence]
        blocks.append(join(references, "\n" if answer.answered else "\n\n"))
    elif not answer.answered:
        blocks.append(plain("Ask in other words, or /add articles about it.", "$text-muted"))
    return blocks


def _notice(notice: str) -> Content:
    """A warning, or calmly what the answer took."""
    if _TOOK.fullmatch(notice):
        return plain(notice, "$text-muted")
    return plain(f"! {limited(notice)}", "$warning")


def _facts(turn: Turn, answer: Answer) -> Content:
    """``0.2 s · 3 sources · newest 12 May 2024 · only June 2023 ×``. A click drops a filter."""
    parts = [f"{turn.seconds:.1f} s"]
    if answer.answered:
        parts.append(_count(len({c.article for c in answer.citations}), "source"))
        days = [c.published for c in answer.citations if c.published]
        if days:
            parts.append(f"newest {max(days).day} {max(days):%b %Y}")
    parts += [f"without {shorten(chip.label, 40)}" for chip in turn.without]
    facts = [plain(part, "$text-muted") for part in parts]
    for index, chip in enumerate(answer.chips):
        drop = Style.from_meta({"@click": f"drop_chip({index})"})
        facts.append(plain(f"only {shorten(chip.label, 40)} ×", drop))
    return join(facts, " · ")


def _statement(statement: Statement, *, quoting: bool, lit: Lit | None) -> Content:
    bold: list[Mark] = [(span.start, span.end, "bold") for span in statement.bold]
    text = marked(statement.text.rstrip(), bold)
    # Model text carries its own [1]; verbatim sentences do not.
    shown = {int(n) for n in _NUMBER.findall(statement.text)} if not quoting else set()
    # A narrow blank keeps quotation marks of the article apart from ours.
    before = _NARROW if statement.text.startswith(_MARKS) else ""
    after = _NARROW if statement.text.rstrip().endswith(_MARKS) else ""
    quoted = join(["“", before, text, after, "”"])
    body = quoted if quoting else _linked(statement.text, bold)
    if lit is not None and lit.number in statement.citations:
        body = body.stylize(lit.style)
    numbers = [link(number) for number in statement.citations if number not in shown]
    parts: list[Content | str] = [body, *(join([" ", number]) for number in numbers)]
    if statement.remark or not statement.supported:
        parts.append(plain(f"\n  ? {statement.mark}", "$warning"))
    return join(parts)


def _linked(text: str, bold: list[Mark] | None = None) -> Content:
    """Text in which every ``[n]`` opens its source."""
    marks: list[Mark] = list(bold or [])
    marks += [(m.start(), m.end(), _open_style(int(m[1]))) for m in _NUMBER.finditer(text)]
    return marked(text, marks)


def link(number: int) -> Content:
    """``[n]``, which opens source n when it is clicked."""
    return Content.styled(f"[{number}]", _open_style(number))


def _open_style(number: int) -> Style:
    return Style.from_meta({"@click": f"open_source({number})"})


def _reference(citation: Citation, *, excerpt: bool, lit: Lit | None) -> Content:
    head = outlet_and_day(citation.source, citation.published, page=citation.page)
    meant = lit is not None and lit.number == citation.number
    number = link(citation.number)
    parts: list[Content | str] = [
        number.stylize(lit.style) if lit is not None and meant else number,
        " ",
        one_line(first_words(head, 120)),
        " · ",
        one_line(true_name(first_words(citation.title, 120)), "$text-muted"),
    ]
    if citation.also_in:
        parts += [
            " · ",
            one_line(
                first_words(f"also in {', '.join(map(true_name, citation.also_in))}", 300),
                "$text-muted",
            ),
        ]
    if excerpt:
        said = plain(f"“{first_words(citation.quote, 220)}”", "$text-muted")
        parts += ["\n", said.stylize(lit.style) if lit is not None and meant else said]
    return join(parts)


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
