"""Pages that do nothing but lead on: ``<meta http-equiv="refresh">``."""

from __future__ import annotations

import re
from html import unescape

LATEST = 10.0
"""Seconds from which a page reloads itself, rather than leads on."""
_HEAD = 50_000
"""Bytes that are looked at."""
# For browsers without scripts only, or not at all.
_UNSEEN = re.compile(rb"<!--.*?-->|<(noscript|script|template)\b.*?</\1\s*>", re.I | re.S)
_META = re.compile(rb"<meta\b[^>]{0,3000}>", re.I)
_REFRESH = re.compile(rb"http-equiv\s*=\s*[\"']?\s*refresh\b", re.I)
_CONTENT = re.compile(rb"content\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.I)
_GOAL = re.compile(r"\s*(\d{1,4}(?:\.\d*)?)\s*[;,]?\s*(?:url\s*=)?\s*(.+)", re.I | re.S)


def leads_to(body: bytes) -> str:
    """The address that a page of HTML leads on to at once, as it writes it; or nothing."""
    head = body[:_HEAD]
    if b"refresh" not in head.lower():
        return ""
    for meta in _META.findall(_UNSEEN.sub(b"", head)):
        content = _CONTENT.search(meta)
        if not _REFRESH.search(meta) or content is None:
            continue
        said = unescape((content[1] or content[2] or content[3] or b"").decode("utf-8", "replace"))
        goal = _GOAL.fullmatch(said)
        if goal and float(goal[1]) <= LATEST:
            return goal[2].strip().strip("'\"").strip()
    return ""
