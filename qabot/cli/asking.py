"""`qabot ask` and `qabot search`."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Sequence
from typing import Any

from qabot.cli.output import bold, coloured, linked, say, say_error, say_json, where, write
from qabot.cli.working import catch_up
from qabot.domain import Answer, Answered, Failed, Hit, Span, Statement
from qabot.exporting import answer_json
from qabot.library import Library
from qabot.text import visible

_OK, _ERROR, _NOTHING = 0, 1, 3
NOTHING = "Nothing in your articles answers this."


def ask_once(library: Library, question: str, *, as_json: bool) -> int:
    """Ask and print; the exit code."""
    catch_up(library)
    for event in library.ask(question):
        if isinstance(event, Failed):
            say_error(event.message, event.remedy)
            return _ERROR
        if isinstance(event, Answered):
            if as_json:
                say_json(answer_json(event.answer))
            else:
                print_answer(event.answer)
            return _OK if event.answer.answered else _NOTHING
    return _ERROR


def print_answer(answer: Answer) -> None:
    """The answer as text: statements with their numbers, then the sources."""
    if answer.searched != answer.question:
        say(f"searched: {answer.searched}")
    for chip in answer.chips:
        say(f"{chip.kind}: {chip.label}")
    if answer.answered:
        for statement in answer.statements:
            _print_statement(statement, written=answer.mode == "writing")
    else:
        say(NOTHING)
        if answer.nearest:
            say("The nearest passages:")
        for citation in answer.nearest:
            _print_statement(Statement(citation.quote, (citation.number,)))
    say()
    for citation in answer.evidence:
        write(linked(where(citation), citation.url) + "\n")
        if citation.also_in:
            say(f"    also in {', '.join(citation.also_in)}")
    for notice in answer.notices:
        say(notice, sys.stderr)


def _print_statement(statement: Statement, *, written: bool = False) -> None:
    text = " ".join(statement.text.split("\n"))
    # What a model wrote has its numbers in it; what is quoted has none.
    said = text if written else f"“{text}”"
    numbers = [f"[{n}]" for n in statement.citations if not written or f"[{n}]" not in text]
    mark = f"(? {statement.remark})" if statement.remark else ""
    said = " ".join(part for part in (said, *numbers, mark) if part)
    if not sys.stdout.isatty():
        say(said)
        return
    width = min(shutil.get_terminal_size().columns, 100)
    lines = textwrap.wrap(visible(said), width) or [""]
    # Bold is put in after wrapping, word by word, so that escapes do not count as width.
    write("\n".join(_bolded(lines, _words(statement))) + "\n")


def _words(statement: Statement) -> list[str]:
    return [" ".join(statement.text[s.start : s.end].split()) for s in statement.bold]


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


def search_once(library: Library, words: str, limit: int, *, as_json: bool) -> int:
    """Search and print; the exit code."""
    catch_up(library)
    hits = library.search(words, limit)
    if as_json:
        say_json([hit_json(hit) for hit in hits])
    else:
        for number, hit in enumerate(hits, start=1):
            _print_hit(number, hit)
    return _OK if hits else _NOTHING


def hit_json(hit: Hit) -> dict[str, Any]:
    """The documented shape of a found passage."""
    return {
        "article": hit.article.number,
        "title": hit.article.title,
        "source": hit.article.source,
        "published": hit.article.published.isoformat() if hit.article.published else None,
        "url": hit.article.url,
        "path": hit.article.path,
        "start": hit.passage.start,
        "end": hit.passage.end,
        "text": hit.text,
        "score": hit.ranking.fused,
        "words": hit.ranking.words,
        "meaning": hit.ranking.meaning,
        "rerank": hit.ranking.rerank,
    }


def _print_hit(number: int, hit: Hit) -> None:
    ranking = hit.ranking
    parts = [f"score {ranking.fused:.2f}"]
    if ranking.words is not None:
        parts.append(f"words {ranking.words:.1f}")
    if ranking.meaning is not None:
        parts.append(f"meaning {ranking.meaning:.2f}")
    write(f"{number}. {bold(hit.article.title)}\n")
    day = hit.article.published.isoformat() if hit.article.published else "no date"
    say(f"   {hit.article.source or 'outlet unknown'} · {day} · {', '.join(parts)}")
    say("   " + textwrap.shorten(hit.text, 240, placeholder=" …"))
