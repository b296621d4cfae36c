"""Quotes with outlet and date, and Markdown footnotes."""

from __future__ import annotations

import re

from qabot.domain import Citation

_STRAIGHT = '"'
_SINGLE = str.maketrans("“”„‟", "‘’‚‛")
_OPENING = re.compile(r'(?:(?<=[\s(\[{—–‘‚-])|^)"')


def attribution(citation: Citation) -> str:
    """``Gazette, 11 May 2024, p. 3``; the title where the outlet is not known."""
    published = citation.published
    day = f", {published.day} {published:%B %Y}" if published else ""
    page = f", p. {citation.page}" if citation.page else ""
    return f"{citation.source or citation.title}{day}{page}"


def quote_text(citation: Citation) -> str:
    """One quote, ready to be used: ``“…” (Gazette, 11 May 2024)``."""
    return f"{in_quotes(citation.quote)} ({attribution(citation)})"


def in_quotes(text: str) -> str:
    """``“…”``. Double quotation marks inside become single ones, as is usual: ``“‘No’, he said.”``

    Nothing else of the words changes.
    """
    return f"“{singled(text.strip())}”"


def singled(text: str) -> str:
    """Double quotation marks as single ones, character by character: offsets hold."""
    return _OPENING.sub("‘", text.translate(_SINGLE)).replace(_STRAIGHT, "’")


def footnote(citation: Citation) -> str:
    """``[^1]: Gazette, “Title”, 11 May 2024, p. 3, <https://…>``; the file if there is no address."""
    where = citation.url or citation.path
    published = citation.published
    parts = [
        citation.source,
        in_quotes(" ".join(citation.title.split())),
        f"{published.day} {published:%B %Y}" if published else "no date",
        f"p. {citation.page}" if citation.page else "",
        f"<{where}>" if citation.url else where,
    ]
    return f"[^{citation.number}]: {', '.join(part for part in parts if part)}"
