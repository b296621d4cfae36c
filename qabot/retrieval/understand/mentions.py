"""Where a question names outlets of the corpus."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from qabot.domain import Span
from qabot.retrieval.understand.outlet_names import (
    DOMAIN,
    MOST_WORDS,
    PLAIN,
    index,
    is_outlet,
    key,
    keys,
)

_PROVENANCE = re.compile(
    r"\b(?:according\s+to|as\s+reported\s+by)\s+((?:the\s+)?[^\W_][\w.'’&-]*(?:\s+[^\W_][\w.'’&-]*){0,4})",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\W_]+(?:[.'’&-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Mention:
    """An outlet of the corpus named in a question."""

    span: Span
    sources: tuple[str, ...]
    key: str
    plain: bool
    """Whether the words can hardly mean anything else."""


def find_mentions(question: str, sources: Collection[str]) -> list[Mention]:
    """Where a question names outlets of the corpus, longest names first."""
    known = index(sources)
    if not known:
        return []
    words = list(_TOKEN.finditer(question))
    found: list[Mention] = []
    at = 0
    while at < len(words):
        for count in range(min(MOST_WORDS, len(words) - at), 0, -1):
            start, end = words[at].start(), words[at + count - 1].end()
            if mention := _mention(question, start, end, known):
                found.append(mention)
                at += count - 1
                break
        at += 1
    return found


def without_articles(question: str, sources: Collection[str]) -> list[str]:
    """Outlets that a question names as where the news should come from, and none of it does."""
    known = index(sources)
    found: list[str] = []
    for match in _PROVENANCE.finditer(question):
        words = match[1].split()
        for count in range(len(words), 0, -1):
            name = re.sub(r"(?:['’]s?|[.,])$", "", " ".join(words[:count]))
            if is_outlet(name):
                if not keys(name) & set(known):
                    found.append(name)
                break
    return list(dict.fromkeys(found))


def _mention(
    question: str, start: int, end: int, known: dict[str, tuple[str, ...]]
) -> Mention | None:
    written = question[start:end]
    if possessive := re.search(r"['’]s?$", written):
        written = written[: possessive.start()]
    form = key(written)
    if "." in written and DOMAIN.fullmatch(written):
        form = next((one for one in keys(written) if one in known), form)
    if form not in known or written.lower() == "the":
        return None
    bare = re.sub(r"(?i)^the\s+", "", written)
    single = not re.search(r"[\s.]", bare)
    plain = form in PLAIN or not single
    if not plain and not (
        bare[:1].isupper() and (len(bare) > 4 or bare.isupper() or bare.istitle())
    ):
        return None  # "in time", "the week": words, not names
    the = re.search(r"(?i)\bthe\s+$", question[:start])
    return Mention(
        Span(the.start() if the else start, start + len(written)),
        known[form],
        form,
        plain or bool(the) or bare != written,
    )
