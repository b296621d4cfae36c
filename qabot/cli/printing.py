"""An answer as text: statements with their numbers, then the sources."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Sequence

from qabot.cli.output import coloured, linked, say, where, write
from qabot.domain import Answer, Chip, Citation, Span, Statement, true_name
from qabot.exporting import singled
from qabot.text import visible

LONGEST_SEARCHED = 300
"""Characters of what was searched that are said: a pasted text is known to who pasted it."""
NOTHING = "Nothing in your articles answers this."


def print_answer(answer: Answer) -> None:
    """The answer as text: statements with their numbers, then the sources."""
    print_header(answer.question, answer.searched, answer.chips)
    print_rest(answer)


def print_header(question: str, searched: str, chips: Sequence[Chip]) -> None:
    """What was searched, if it is not the question itself, and its filters."""
    if searched.split() != question.split():
        say(f"searched: {textwrap.shorten(searched, LONGEST_SEARCHED, placeholder=' …')}")
    for chip in chips:
        say(f"{chip.kind}: {chip.label}")


def print_rest(answer: Answer) -> None:
    """The answer below its header; what limits it is said before it, on standard error."""
    print_notices(answer)
    if answer.answered:
        for statement in answer.statements:
            _print_statement(statement, written=answer.mode == "writing")
    else:
        say(NOTHING)
        if answer.nearest:
            say("The nearest passages:")
        for citation in answer.nearest:
            _print_statement(Statement(citation.quote, (citation.number,)))
    print_sources(answer)


def print_sources(answer: Answer) -> None:
    """The sources of an answer, those of one article on one line."""
    say()
    listed: dict[tuple[str, int], list[Citation]] = {}
    for citation in answer.evidence:
        listed.setdefault((where(citation), citation.article), []).append(citation)
    for (place, _), own in listed.items():
        write(linked(f"{_numbers(own)} {place}", own[0].url) + "\n")
        for also_in in dict.fromkeys(citation.also_in for citation in own if citation.also_in):
            # Of a copy only what it has, too: it may lack the other sentences.
            copied = [citation for citation in own if citation.also_in == also_in]
            which = "" if len(copied) == len(own) else f"{_numbers(copied)} "
            say(f"    {which}also in {', '.join(map(true_name, also_in))}")


def _numbers(listed: Sequence[Citation]) -> str:
    return "".join(f"[{citation.number}]" for citation in listed)


def print_notices(answer: Answer) -> None:
    """On standard error, what else there is to say of an answer."""
    for notice in answer.notices:
        say(notice, sys.stderr)


def print_text(text: str) -> None:
    """A sentence, wrapped on a terminal."""
    if sys.stdout.isatty():
        write("\n".join(_wrapped(text)) + "\n")
    else:
        say(text)
    sys.stdout.flush()


def _wrapped(text: str) -> list[str]:
    width = min(shutil.get_terminal_size().columns, 100)
    return textwrap.wrap(visible(text), width) or [""]


def _print_statement(statement: Statement, *, written: bool = False) -> None:
    text = " ".join(_inside(statement, written).split("\n"))
    # What a model wrote has its numbers in it; what is quoted has none.
    said = text if written else f"“{text.strip()}”"
    numbers = [f"[{n}]" for n in statement.citations if not written or f"[{n}]" not in text]
    mark = f"(? {statement.remark})" if statement.remark else ""
    said = " ".join(part for part in (said, *numbers, mark) if part)
    if not sys.stdout.isatty():
        say(said)
        return
    lines = _wrapped(said)
    # Bold is put in after wrapping, word by word, so that escapes do not count as width.
    write("\n".join(_bolded(lines, _words(statement, written))) + "\n")


def _inside(statement: Statement, written: bool) -> str:
    """The text as it stands between our own quotation marks, if it is a quote."""
    return statement.text if written else singled(statement.text)


def _words(statement: Statement, written: bool) -> list[str]:
    text = _inside(statement, written)
    return [" ".join(text[s.start : s.end].split()) for s in statement.bold]


def _bolded(lines: Sequence[str], phrases: Sequence[str]) -> list[str]:
    if not coloured():
        return list(lines)
    joined = "\n".join(lines)
    spans: list[Span] = []
    for phrase in phrases:
        at = joined.replace("\n", " ").find(visible(phrase))
        if at >= 0:
            spans.append(Span(at, at + len(visible(phrase))))
    for span in sorted(spans, key=lambda span: -span.start):
        inner = joined[span.start : span.end].replace("\n", "\x1b[0m\n\x1b[1m")
        joined = f"{joined[: span.start]}\x1b[1m{inner}\x1b[0m{joined[span.end :]}"
    return joined.split("\n")
