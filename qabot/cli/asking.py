"""`qabot ask` and `qabot search`."""

from __future__ import annotations

import sys
import textwrap
from datetime import date
from typing import Any

from qabot.cli.ending import STOPPED
from qabot.cli.output import bold, say, say_error, say_json, write
from qabot.cli.printing import print_answer
from qabot.cli.streaming import Stream
from qabot.cli.working import catch_up, interruptible
from qabot.domain import Answered, Failed, Hit, Searching, Text, true_name
from qabot.exporting import answer_json
from qabot.library import Library

_OK, _ERROR, _NOTHING = 0, 1, 3


def ask_once(library: Library, question: str, *, asked: date | None = None, as_json: bool) -> int:
    """Ask, as if on the day ``asked``, and print; the exit code.

    On a terminal what a model writes comes sentence by sentence.
    ctrl+c keeps what has come, marked as unfinished.
    """
    catch_up(library)
    stream = Stream(question) if sys.stdout.isatty() and not as_json else None
    with interruptible() as stop:
        for event in library.ask(question, cancel=stop, asked=asked):
            if isinstance(event, Searching) and stream:
                stream.searching(event)
            elif isinstance(event, Text) and stream:
                stream.add(event.text, event.takes_back)
            elif isinstance(event, Failed):
                say_error(event.message, event.remedy)
                return _ERROR
            elif isinstance(event, Answered):
                if as_json:
                    say_json(answer_json(event.answer))
                elif stream:
                    stream.finish(event.answer)
                else:
                    print_answer(event.answer)
                if stop.is_set:
                    return STOPPED
                return _OK if event.answer.answered else _NOTHING
    return _ERROR


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
        "page": hit.article.page_at(hit.passage.start),
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
    write(f"{number}. {bold(true_name(hit.article.title))}\n")
    day = hit.article.published.isoformat() if hit.article.published else "no date"
    say(f"   {true_name(hit.article.source) or 'outlet unknown'} · {day} · {', '.join(parts)}")
    say("   " + textwrap.shorten(hit.text, 240, placeholder=" …"))
