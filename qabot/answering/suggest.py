"""First questions for a corpus, made of its own articles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from qabot.answering.kinds import names
from qabot.domain import Article
from qabot.storage.catalogue import Catalogue

_LOOKED_AT = 40
_SPEECH = re.compile(r"\b(?:said|says|told|announced|warned|stated)\b")

_OWNER = re.compile("['\u2019]s?$")
_PLACED = re.compile(r"\b(?:in|at|of|from|near|to|the) $")
_PEOPLE = re.compile(r"(?:ese|ish|ians?|icans?)$|^(?:Swiss|French|Dutch|Greek)$")
_DAYS = re.compile(
    r"^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December)\b"
)


def suggest(catalogue: Catalogue) -> Iterator[tuple[int, str]]:
    """Questions with the number of the article that they were made from; newest articles first.

    What somebody said comes first, then what the titles name. Whether they are answered is for
    the caller to find out.
    """
    rows = catalogue.rows()[:_LOOKED_AT]
    articles = catalogue.articles([row.number for row in rows])
    taken: set[str] = set()
    for make in (_said, _about):
        for row in rows:
            question = make(articles[row.number], taken) if row.number in articles else None
            if question:
                yield row.number, question


def _named(article: Article) -> Counter[str]:
    text = article.text[:6000]
    counted = Counter(_OWNER.sub("", text[span.start : span.end]) for span in names(text))
    return Counter(
        {
            name: count
            for name, count in counted.items()
            if 2 < len(name) < 25 and not _DAYS.match(name) and not _PEOPLE.search(name)
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
                the = "the " if f"the {speaker} " in text or f"The {speaker} " in text else ""
                return f"What did {the}{speaker} say about {topic}?"
    return None


def _about(article: Article, taken: set[str]) -> str | None:
    """Two names that the text has most, one of them in the title."""
    common = [name for name, count in _named(article).most_common(6) if count > 1]
    for name in common:
        others = [other for other in common if not set(other.split()) & set(name.split())]
        if name in article.title and others and name not in taken:
            taken.add(name)
            return f"What about {name} and {others[0]}?"
    return None
