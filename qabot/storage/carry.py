"""Bringing into a catalogue that is made anew what no file holds, and vectors that still fit."""

from __future__ import annotations

import json
from collections.abc import Sequence

from qabot.domain import Cancel, Span
from qabot.storage.catalogue import Catalogue
from qabot.storage.documents import PATH
from qabot.storage.earlier import Earlier

_AT_ONCE = 500
_IN = "IN (SELECT value FROM json_each(?))"


def carry_texts(live: Catalogue, fresh: Catalogue, cancel: Cancel) -> int:
    """Bring the texts over that were added through LangChain; how many."""
    numbers = sorted(live.keys(PATH).values())
    for at in range(0, len(numbers), _AT_ONCE):
        cancel.check()
        some = numbers[at : at + _AT_ONCE]
        articles, added = live.articles(some), live.documents_of(some)
        fresh.put_documents(
            [
                (added[number].id, article, added[number].metadata)
                for number, article in articles.items()
                if number in added
            ]
        )
        # The doctor speaks of those without an entry; they are not for us to drop.
        bare = [article for number, article in articles.items() if number not in added]
        fresh.put_articles([(article, [Span(0, len(article.text))]) for article in bare])
    return len(numbers)


def carry_vectors(earlier: Earlier, fresh: Catalogue, cancel: Cancel) -> int:
    """Bring the vectors over of passages that kept their ids; how many."""
    done, last = 0, 0
    while earlier.vectors and (waiting := fresh.without_vector(_AT_ONCE, last)):
        cancel.check()
        last = waiting[-1].id
        kept = [p.id for p in waiting if p.id <= earlier.base["passages"]]
        if not kept:
            break  # ids ascend: all others are new
        done += _copy(earlier.catalogue, fresh, kept)
    return done


def _copy(live: Catalogue, fresh: Catalogue, ids: Sequence[int]) -> int:
    bound = (json.dumps(list(ids)),)
    with live.reading() as db:
        rows = db.execute(
            f"SELECT seq, passage, vector FROM vectors WHERE passage {_IN}", bound
        ).fetchall()
    # With their ``seq``: whoever has them in memory need not read them again. And the vector
    # store is not told: it has them, or hears of them from what waits for it.
    with fresh.writing() as db:
        db.executemany("INSERT INTO vectors (seq, passage, vector) VALUES (?, ?, ?)", rows)
        db.executemany("UPDATE passages SET embedded = 1 WHERE id = ?", [(row[1],) for row in rows])
    return len(rows)
