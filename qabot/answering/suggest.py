"""First questions for a corpus, made of its own articles."""

from __future__ import annotations

import re
from collections import Counter

from qabot.answering.kinds import names
from qabot.domain import Article
from qabot.storage.catalogue import Catalogue

MOST = 4
_LOOKED_AT = 40
_SPEECH = re.compile(r"\b(?:said|says|told|announced|warned|stated)\b")


def suggest(catalogue: Catalogue) -> list[str]:
    """Up to four questions, each about another article; newest articles first."""
    rows = catalogue.rows()[:_LOOKED_AT]
    articles = catalogue.articles([row.number for row in rows])
    asked: list[str] = []
    speakers: set[str] = set()
    for row in rows:
        article = articles.get(row.number)
        made = _question(article, speakers) if article else None
        if made is not None:
            speaker, question = made
            speakers.add(speaker)
            asked.append(question)
        if len(asked) == MOST:
            break
    return asked


def _question(article: Article, taken: set[str]) -> tuple[str, str] | None:
    """Who speaks most, about what is named most beside."""
    text = article.text[:6000]
    named = Counter(text[span.start : span.end] for span in names(text))
    named = Counter({name: count for name, count in named.items() if 2 < len(name) < 25})
    spoken: Counter[str] = Counter()
    for match in _SPEECH.finditer(text):
        near = text[max(0, match.start() - 40) : match.start()]
        before = [near[span.start : span.end] for span in names("x " + near)]
        spoken.update(name for name in before[-1:] if name in named)
    for speaker, _ in spoken.most_common(3):
        for topic, count in named.most_common(6):
            alike = set(topic.split()) & set(speaker.split())
            if topic != speaker and not alike and count > 1 and speaker not in taken:
                return speaker, f"What did {speaker} say about {topic}?"
    return None
