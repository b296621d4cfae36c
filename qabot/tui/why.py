"""Why an answer is as it is, in lines: what was searched, found, how long it took. No widgets."""

from __future__ import annotations

from textual.content import Content

from qabot.domain import Answer, outlet_and_day
from qabot.tui.conversation import Turn
from qabot.tui.safe import first_words, join, one_line, plain


def why_content(turn: Turn, answer: Answer) -> Content:
    """Everything but the passages."""
    muted = "$text-muted"
    lines = [plain(turn.question, "bold $accent"), _row("searched", answer.searched)]
    for chip in answer.chips:
        words = f", from “{chip.words}”" if chip.words else ""
        lines.append(_row("only", f"{chip.label}{words}"))
    for chip in turn.without:
        lines.append(_row("not only", f"{chip.label}, which you dropped"))
    said = "answered" if answer.answered else "nothing answers"
    lines.append(_row("confidence", f"{answer.confidence:.2f} of 1: {said}, by {answer.mode}"))
    if answer.timings:
        steps = " · ".join(f"{step} {took:.3f} s" for step, took in answer.timings.items())
        lines.append(_row("time", steps))
    for statement, cited in answer.marked:
        lines += [_row("marked", statement.text), _row("because", statement.mark)]
        for citation in cited:
            outlet = outlet_and_day(citation.source, citation.published, page=citation.page)
            lines.append(_row("cites", f"[{citation.number}] {outlet}: “{citation.quote.strip()}”"))
        if not cited:
            lines.append(_row("cites", "nothing"))
    articles = len({hit.article.number for hit in answer.hits})
    lines.append(_row("found", f"{len(answer.hits):,} passages in {articles:,} articles"))
    lines += [_row("note", notice) for notice in answer.notices]
    lines += [
        Content(""),
        plain("Scores: all together, by words (BM25), by meaning (cosine), word by word.", muted),
    ]
    return join(lines, "\n")


def _row(name: str, text: str) -> Content:
    return join([plain(name.ljust(12), "$text-muted"), one_line(first_words(text, 1000))])
