"""A thread as Markdown: every statement with the numbers of its sources, and below each answer
the sources with their whole quotes."""

from __future__ import annotations

import re
import time
from urllib.parse import quote

from qabot.domain import Answer, Citation, Statement, true_name
from qabot.exporting.quotes import in_quotes
from qabot.exporting.values import Exchange, Exported
from qabot.text import true_link, visible

NOTHING = "Nothing in the articles answers this."
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&])")
_LINE_START = re.compile(r"^([ \t]*)([-+=]|\d+[.)])", re.MULTILINE)


def thread_markdown(thread: Exported) -> str:
    """The whole thread. Nothing in questions, titles or quotes acts as Markdown."""
    blocks = [f"# {_line(thread.title)}"]
    for exchange in thread.exchanges:
        blocks += _exchange(exchange)
    return "\n\n".join(blocks) + "\n"


def _exchange(exchange: Exchange) -> list[str]:
    blocks = [f"## {_line(exchange.question)}"]
    if exchange.asked:
        blocks.append(time.strftime("Asked %Y-%m-%d %H:%M.", time.localtime(exchange.asked)))
    answer = exchange.answer
    if answer is None:
        return [*blocks, _text(exchange.failure or "Not answered.")]
    if answer.searched.strip() != answer.question.strip():
        blocks.append(f"Searched: {_line(answer.searched)}")
    if answer.chips:
        blocks.append("Only: " + ", ".join(_line(chip.label) for chip in answer.chips))
    blocks += [_line(notice) for notice in answer.notices]
    if answer.answered:
        blocks += [_statement(s, answer) for s in answer.statements]
    else:
        blocks.append(NOTHING + (" The nearest passages:" if answer.nearest else ""))
    if answer.evidence:
        blocks.append("\n".join(_source(c) for c in answer.evidence))
    return blocks


def _statement(statement: Statement, answer: Answer) -> str:
    text = _text(statement.text.strip())
    if answer.mode == "quoting":
        text = in_quotes(text)
    numbers = [n for n in statement.citations if f"\\[{n}\\]" not in text]
    said = text + "".join(f" \\[{n}\\]" for n in numbers)
    if statement.remark or not statement.supported:
        said += f" (? {_line(statement.remark or 'not supported by what it cites')})"
    return said


def _source(citation: Citation) -> str:
    published = citation.published
    day = f"{published.day} {published:%B %Y}" if published else "no date"
    title = _line(true_name(citation.title))
    if citation.url.lower().startswith(("http://", "https://")):
        address = quote(visible(true_link(citation.url)), safe="!#$%&'*+,/:;=?@[]~")
        title = f"[{title}](<{address}>)"
    page = f"p. {citation.page}" if citation.page else ""
    parts = [part for part in (_line(true_name(citation.source)), day, page) if part]
    if not citation.url and citation.path:
        parts.append(_line(citation.path))
    if citation.also_in:
        parts.append("also in " + ", ".join(_line(true_name(name)) for name in citation.also_in))
    head = f"- \\[{citation.number}\\] {title}, {', '.join(parts)}"
    quoted = [f"  > {line}".rstrip() for line in _text(citation.quote.strip()).split("\n")]
    return "\n".join([head, *quoted])


def _text(text: str) -> str:
    escaped = _SPECIAL.sub(r"\\\1", visible(text))
    # Signs that make lists and rules only at the start of a line.
    return _LINE_START.sub(lambda m: f"{m[1]}{m[2][:-1]}\\{m[2][-1]}", escaped)


def _line(text: str) -> str:
    return _text(" ".join(text.split()))
