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

_PLACED = re.compile(r"\b(?:in|at|of|from|near|to|the) $")
_DAYS = re.compile(
    r"^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December)\b"
)


def suggest(catalogue: Catalogue) -> list[str]:
    """Up to four questions, each about another article and name; newest articles first.

    What somebody said comes first, then what the titles name.
    """
    rows = catalogue.rows()[:_LOOKED_AT]
    articles = catalogue.articles([row.number for row in rows])
    listed = [articles[row.number] for row in rows if row.number in articles]
    taken: set[str] = set()
    asked: dict[int, str] = {}
    for make in (_said, _about):
        for article in listed:
            wanted = MOST if make is _about else MOST - 1
            if len(asked) < wanted and article.number not in asked:
                question = make(article, taken)
                if question:
                    asked[article.number] = question
    return list(asked.values())


def _named(article: Article) -> Counter[str]:
    text = article.text[:6000]
    counted = Counter(text[span.start : span.end] for span in names(text))
    return Counter(
        {
            name: count
            for name, count in counted.items()
            if 2 < len(name) < 25 and not _DAYS.match(name)
        }
    )


def _said(article: Article, taken: set[str]) -> str | None:
    """Who speaks, about what is named most beside."""
    text, named = article.text[:6000], _named(article)
    spoken: Counter[str] = Counter()
    for match in _SPEECH.finditer(text):
        near = text[max(0, match.start() - 30) : match.start()].rstrip()
        spans = names("x " + near)
        if (
            spans
            and spans[-1].end == len(near) + 2
            and not _PLACED.search(near[: spans[-1].start - 2])
        ):
            spoken[near[spans[-1].start - 2 : spans[-1].end - 2]] += 1
    for speaker, _ in spoken.most_common(3):
        for topic, _ in named.most_common(4):
            if speaker not in taken and not set(topic.split()) & set(speaker.split()):
                taken.update((speaker, topic))
                return f"What did {speaker} say about {topic}?"
    return None


def _about(article: Article, taken: set[str]) -> str | None:
    """The name of the title that the text names most."""
    named = _named(article)
    title = article.title
    for span in names(f"x {title}"):
        name = title[span.start - 2 : span.end - 2]
        if named[name] > 1 and name not in taken:
            taken.add(name)
            return f"What do my articles say about {name}?"
    return None
