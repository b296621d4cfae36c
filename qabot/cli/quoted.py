"""A source of an answer as lines: the quote between arrows, with what stands around it."""

from __future__ import annotations

import sys

from qabot.cli.output import say
from qabot.domain import Answer, Citation, QabotError, outlet_and_day
from qabot.library import Library

_AROUND = 400
"""Characters of the article before and after a quote."""


def print_quoted(library: Library, answer: Answer | None, number: int) -> None:
    """Print the words around the quote with this number."""
    evidence: tuple[Citation, ...] = answer.evidence if answer else ()
    citation = next((c for c in evidence if c.number == number), None)
    if citation is None:
        say(f"The last answer has no source {number}.", sys.stderr)
        return
    say(citation.title)
    say(outlet_and_day(citation.source, citation.published, page=citation.page))
    if citation.url:
        say(citation.url)
    say()
    say(_around(library, citation))


def _around(library: Library, citation: Citation) -> str:
    quoted = f">>> {citation.quote} <<<"
    try:
        text = library.cited(citation).text
    except QabotError:
        return f"{quoted}\n(The article is no longer among your articles.)"
    at = citation.start
    if text[at : citation.end] != citation.quote:
        at = text.find(citation.quote)
    if at < 0:
        return f"{quoted}\n(The article has changed since.)"
    end = at + len(citation.quote)
    before = text[max(0, at - _AROUND) : at]
    after = text[end : end + _AROUND]
    return f"{'…' if at > _AROUND else ''}{before}{quoted}{after}"
