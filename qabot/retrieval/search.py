"""Searching: both legs, fused, the best reread closely."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from qabot.domain import Article, ArticleRow, Cancel, Hit, Passage, Ranking
from qabot.embedding.base import Encoded, TokenEncoder
from qabot.retrieval.copies import Text, copies
from qabot.retrieval.fuse import fuse
from qabot.retrieval.interaction import max_similarity, rarity, token_weights
from qabot.retrieval.recency import recency
from qabot.retrieval.words import Term, match_expression, terms
from qabot.text import embedded_text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qabot.storage.catalogue import Catalogue
    from qabot.storage.dense import DenseIndex

DEPTH = 100
"""Passages that each leg finds."""
REREAD = 10
"""Passages whose tokens are compared with the question's: what the time for an answer allows."""
INTERACTION_WEIGHT = 2.0
"""Weight of the late interaction score beside the fused one."""
TITLE_WEIGHT = 1.0
COMPARED = 20
"""Passages among which near-copies are looked for."""
AGAIN = 2
"""How often it is searched again where most of what was found is gone."""
SPARE = 10
"""Passages loaded beyond those wanted, to stand in for near-copies."""
_COUNT_UP_TO = 20_000


@dataclass(frozen=True, slots=True)
class Query:
    """A question as it is searched."""

    text: str
    terms: tuple[Term, ...]
    rarities: tuple[float, ...]
    """Of each term: inverse document frequency."""
    encoded: Encoded
    weights: NDArray[np.float32]
    """Of each token of ``encoded``; they sum to 1."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that was found; the best ones with their token vectors."""

    passage: Passage
    article: Article
    ranking: Ranking
    encoded: Encoded | None = None
    lead: int = 0
    """Characters in front of the passage in the text that was encoded: its title."""
    also_in: tuple[ArticleRow, ...] = ()
    """Articles that copy it, left out of the ranking."""
    copies: tuple[Article, ...] = ()
    """The same with their texts."""

    @property
    def hit(self) -> Hit:
        return Hit(self.passage, self.article, self.ranking, self.also_in)


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What a search found, best first."""

    query: Query
    candidates: tuple[Candidate, ...]
    timings: dict[str, float] = field(default_factory=dict)
    """Seconds by step."""
    covered: float = 1.0
    """Share of the passages that can be found by meaning: less while they are embedded."""


class Retriever:
    """Searches a catalogue by words and by meaning. May be used from several threads."""

    def __init__(self, catalogue: Catalogue, index: DenseIndex, embedder: TokenEncoder) -> None:
        self.catalogue = catalogue
        self.index = index
        self.embedder = embedder

    def search(
        self,
        question: str,
        *,
        limit: int = 40,
        articles: Collection[int] | None = None,
        reread: int = REREAD,
        newest: bool = False,
        today: date | None = None,
        cancel: Cancel | None = None,
    ) -> Retrieved:
        """The ``limit`` best passages, of ``articles`` only if given.

        The best ``reread`` come with token vectors and are ordered by late interaction too.
        Of passages that fit alike, those of articles shortly before ``today`` come first, the
        more so with ``newest``.
        Raises ``Cancelled``.
        """
        clock = _Clock(cancel)
        counts = self.catalogue.counts()
        found = terms(question)
        with ThreadPoolExecutor(1, thread_name_prefix="words") as beside:
            words = beside.submit(self._by_words, found, articles)
            query = self._query(question, found, max(1, counts.passages))
            clock.lap("understand")
            by_meaning = self.index.search(query.encoded.vector, DEPTH, articles)
            clock.lap("meaning")
            by_words = words.result()
        clock.lap("words")
        most = max(limit, reread) + SPARE
        ranked = fuse(by_words, by_meaning)[:most]
        candidates = self._load(ranked)
        for _ in range(AGAIN):
            if 2 * len(candidates) >= len(ranked):
                break
            # Another process made the index anew meanwhile: what was found has other numbers now.
            by_words = self._by_words(found, articles)
            by_meaning = self.index.search(query.encoded.vector, DEPTH, articles)
            ranked = fuse(by_words, by_meaning)[:most]
            candidates = self._load(ranked)
        candidates = newer_first(candidates, question, today or date.today(), newest=newest)
        clock.lap("load")
        candidates = self._collapsed(candidates)
        clock.lap("collapse")
        first = self._reread(query, candidates[:reread])
        clock.lap("reread")
        covered = counts.embedded / counts.passages if counts.passages else 1.0
        return Retrieved(query, tuple((first + candidates[reread:])[:limit]), clock.laps, covered)

    def _by_words(
        self, found: Sequence[Term], articles: Collection[int] | None
    ) -> list[tuple[int, float]]:
        match = match_expression(found)
        if not match:
            return []
        return self.catalogue.search_words(match, DEPTH, articles, title_weight=TITLE_WEIGHT)

    def _query(self, question: str, found: Sequence[Term], passages: int) -> Query:
        most = min(passages, _COUNT_UP_TO)
        rare = [rarity(self.catalogue.frequency(term.match, most), passages) for term in found]
        encoded = self.embedder.encode([question])[0]
        weights = token_weights(encoded.offsets, found, rare)
        return Query(question, tuple(found), tuple(rare), encoded, weights)

    def _load(self, ranked: Sequence[tuple[int, Ranking]]) -> list[Candidate]:
        passages = self.catalogue.passages([id_ for id_, _ in ranked])
        articles = self.catalogue.articles(list({p.article for p in passages.values()}))
        return [
            Candidate(passages[id_], articles[passages[id_].article], ranking)
            for id_, ranking in ranked
            # Gone since the search, with another process beside this one.
            if id_ in passages and passages[id_].article in articles
        ]

    def _collapsed(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Without near-copies; each is named by the candidate that it copies."""
        found = copies([Text(c.article, c.hit.text) for c in candidates[:COMPARED]])
        if not found:
            return list(candidates)
        numbers = {candidates[place].article.number for place in found}
        rows = {row.number: row for row in self.catalogue.rows(list(numbers))}
        named: dict[int, dict[int, ArticleRow]] = {}
        texts: dict[int, dict[int, Article]] = {}
        for place, before in found.items():
            article = candidates[place].article
            if article.number in rows:
                named.setdefault(before, {})[article.number] = rows[article.number]
                texts.setdefault(before, {})[article.number] = article
        return [
            replace(
                c,
                also_in=tuple(named.get(place, {}).values()),
                copies=tuple(texts.get(place, {}).values()),
            )
            for place, c in enumerate(candidates)
            if place not in found
        ]

    def _reread(self, query: Query, candidates: Sequence[Candidate]) -> list[Candidate]:
        texts = [embedded_text(found.article, found.passage) for found in candidates]
        encoded = self.embedder.encode([text for text, _ in texts])
        scored = []
        for found, tokens, (_, lead) in zip(candidates, encoded, texts, strict=True):
            best = max_similarity(query.encoded.tokens, tokens.tokens)
            score = float(best @ query.weights)
            ranking = replace(
                found.ranking,
                fused=found.ranking.fused + INTERACTION_WEIGHT * score,
                rerank=score,
            )
            scored.append(replace(found, ranking=ranking, encoded=tokens, lead=lead))
        return sorted(scored, key=lambda found: -found.ranking.fused)


def newer_first(
    candidates: Sequence[Candidate], question: str, today: date, *, newest: bool
) -> list[Candidate]:
    """Candidates again, with what their articles gain by being new."""
    gains = recency([c.article.published for c in candidates], today, question, newest=newest)
    moved = [
        replace(c, ranking=replace(c.ranking, fused=c.ranking.fused + gain))
        for c, gain in zip(candidates, gains, strict=True)
    ]
    return sorted(moved, key=lambda c: -c.ranking.fused)


class _Clock:
    """Seconds by step; checks for cancelling at each."""

    def __init__(self, cancel: Cancel | None) -> None:
        self.laps: dict[str, float] = {}
        self._cancel = cancel
        self._last = time.perf_counter()

    def lap(self, step: str) -> None:
        now = time.perf_counter()
        self.laps[step] = now - self._last
        self._last = now
        if self._cancel is not None:
            self._cancel.check()
