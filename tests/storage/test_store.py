"""PassageStore through LangChain's own interface, with a small embedder that counts words."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings

from qabot.domain import Article, QabotError, Span
from qabot.storage.catalogue import Catalogue
from qabot.storage.store import PassageStore


class WordCounts(Embeddings):
    """Each word has a place among 64, by its hash."""

    def embed_query(self, text: str) -> list[float]:
        vector = np.zeros(64)
        for word in text.lower().split():
            place = hashlib.sha256(word.strip(".,").encode()).digest()[0] % 64
            vector[place] += 1.0
        return [float(value) for value in vector]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]


class Broken(WordCounts):
    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        raise RuntimeError("no model")


@pytest.fixture
def store(folder: Path) -> Iterator[PassageStore]:
    opened = PassageStore.open(folder, WordCounts())
    yield opened
    opened.close()


def add_corpus_article(catalogue: Catalogue) -> Article:
    text = "The union accepted the offer. Ships left the harbour at noon."
    article = Article(
        title="Strike ends",
        text=text,
        source="Gazette",
        published=date(2024, 5, 11),
        author="A. Writer",
        url="https://example.org/1",
        language="en",
        path="strike.md",
    )
    catalogue.put_article(article, [Span(0, 29), Span(30, len(text))])
    bare = catalogue.without_vector(9)
    words = [text[p.start : p.end] for p in bare]
    vectors = np.array(WordCounts().embed_documents(words), dtype=np.float32)
    catalogue.put_vectors([p.id for p in bare], vectors)
    return article


def test_articles_of_the_corpus_come_with_all_that_is_known(store: PassageStore) -> None:
    article = add_corpus_article(store.catalogue)
    (found,) = store.similarity_search("ships left the harbour", k=1)
    assert found == Document(
        id="passage/2",
        page_content="Ships left the harbour at noon.",
        metadata={
            "article": 1,
            "title": "Strike ends",
            "source": "Gazette",
            "published": "2024-05-11",
            "author": "A. Writer",
            "url": "https://example.org/1",
            "language": "en",
            "path": "strike.md",
            "start": 30,
            "end": 61,
        },
    )
    assert found.page_content == article.text[30:61]
    assert store.get_by_ids(["passage/2", "passage/9", "nobody", "passage/x"]) == [found]
    with pytest.raises(QabotError, match="corpus"):
        store.delete(["passage/2"])
    store.delete()
    assert store.get_by_ids(["passage/2"]) == [found]


def test_texts_keep_ids_and_metadata_and_are_found_by_words_too(store: PassageStore) -> None:
    metadatas = [
        {"title": "One", "source": "Courier", "published": "2023-06-19", "mine": [1, {"a": None}]},
        {},
    ]
    ids = store.add_texts(["Apples are red.", "Bananas are yellow."], metadatas, ids=["x", "y"])
    assert ids == ["x", "y"]
    one, two = store.get_by_ids(["x", "y"])
    assert one.page_content == "Apples are red." and one.metadata["mine"] == [1, {"a": None}]
    assert one.metadata["published"] == "2023-06-19" and one.metadata["path"] == "langchain:"
    assert two.metadata["title"] == "" and two.id == "y"
    row = store.catalogue.rows()[0]
    assert (row.title, row.source, row.published) == ("One", "Courier", date(2023, 6, 19))
    assert store.catalogue.search_words("banana", 5) and store.catalogue.without_vector(5) == []


def test_adding_again_replaces_and_deleting_deletes(store: PassageStore) -> None:
    first = store.add_documents([Document("old apples", id="x"), Document("pears")])
    assert first[0] == "x" and len(first[1]) == 36
    store.add_texts(["new cherries", "newer cherries"], ids=["x", "x"])
    (found,) = store.get_by_ids(["x"])
    assert found.page_content == "newer cherries"
    assert store.catalogue.counts().articles == 2
    assert store.similarity_search("old apples", k=9)[0].id in {"x", first[1]}
    store.delete(["x", "never"])
    assert store.get_by_ids(["x"]) == []
    assert [d.page_content for d in store.similarity_search("cherries", k=9)] == ["pears"]
    store.delete()
    assert store.similarity_search("pears", k=9) == []


def test_scores_are_cosines_before_and_in_chroma(store: PassageStore) -> None:
    store.add_texts(["red apples", "red pears", "blue sky today"], ids=["a", "b", "c"])
    for _ in range(2):
        hits = store.similarity_search_with_score("red apples", k=3)
        assert [d.id for d, _ in hits][:2] == ["a", "b"]
        assert [s for _, s in hits] == pytest.approx([1.0, 0.5, 0.0], abs=2e-3)
        relevant = store.similarity_search_with_relevance_scores("red apples", k=3)
        assert relevant[0][1] == pytest.approx(1.0, abs=2e-3) and relevant[0][1] <= 1.0
        vector = WordCounts().embed_query("red pears")
        assert store.similarity_search_by_vector(vector, k=1)[0].id == "b"
        assert store.index.drain() and store.index.state == "Chroma"


def test_filters(store: PassageStore) -> None:
    add_corpus_article(store.catalogue)
    store.add_texts(
        ["ships sank", "ships sailed", "ships"],
        [{"source": "Courier", "published": "2024-05-12"}, {"source": "gazette"}, {}],
        ids=["a", "b", "c"],
    )

    def found(**rules: object) -> set[str | None]:
        return {d.id for d in store.similarity_search("ships", k=9, filter=rules)}

    assert found(source="Gazette") == {"passage/1", "passage/2", "b"}
    assert found(source=["courier", "Gazette"], since="2024-05-12") == {"a"}
    assert found(until=date(2024, 5, 11)) == {"passage/1", "passage/2"}
    assert found(since="2024-05-12", undated=True) == {"a", "b", "c"}
    assert found(article=2) == {"a"} and found(article=[1, 4]) == {"passage/1", "passage/2", "c"}
    with pytest.raises(ValueError, match="sauce"):
        found(sauce="Gazette")
    with pytest.raises(ValueError, match="not a date"):
        found(since="yesterday")


def test_mmr_takes_the_different_one(store: PassageStore) -> None:
    store.add_texts(["red apples ripe", "red apples ripe", "red house"], ids=["a", "b", "c"])
    ids = [d.id for d in store.max_marginal_relevance_search("red apples", k=2, lambda_mult=0.3)]
    assert len(ids) == 2 and "c" in ids
    nearest = [d.id for d in store.similarity_search("red apples", k=2)]
    assert set(nearest) == {"a", "b"}


def test_as_retriever_and_async(store: PassageStore) -> None:
    store.add_texts(["red apples", "blue sky"], ids=["a", "b"])
    retriever = store.as_retriever(search_kwargs={"k": 1})
    assert [d.id for d in retriever.invoke("blue")] == ["b"]
    assert [d.id for d in asyncio.run(retriever.ainvoke("red"))] == ["a"]
    mmr = store.as_retriever(search_type="mmr", search_kwargs={"k": 2})
    assert {d.id for d in mmr.invoke("red")} == {"a", "b"}
    scored = store.as_retriever(
        search_type="similarity_score_threshold", search_kwargs={"score_threshold": 0.5}
    )
    assert [d.id for d in scored.invoke("blue sky")] == ["b"]


def test_from_texts_is_in_chroma_and_there_the_next_time(folder: Path) -> None:
    first = PassageStore.from_texts(["red apples", "blue sky"], WordCounts(), folder=folder)
    assert first.index.state == "Chroma"
    first.close()
    again = PassageStore.open(folder, WordCounts())
    again.index.warm()
    assert again.index.state == "Chroma"
    assert again.similarity_search("sky", k=1)[0].page_content == "blue sky"
    again.close()
    with pytest.raises(ValueError, match="folder"):
        PassageStore.from_texts(["a"], WordCounts())


def test_what_cannot_be_added_leaves_nothing(folder: Path, store: PassageStore) -> None:
    bad: list[tuple[list[str], list[dict[str, Any]] | None, list[str] | None, str]] = [
        (["a"], [{}, {}], None, "2 metadatas"),
        (["a"], None, ["1", "2"], "2 ids"),
        (["a", "b"], None, ["ok", "passage/7"], "passage/"),
        (["a"], [{"published": "someday"}], None, "not a date"),
    ]
    for texts, metadatas, ids, match in bad:
        with pytest.raises(ValueError, match=match):
            store.add_texts(texts, metadatas, ids=ids)
    with pytest.raises(TypeError):
        store.add_texts(["a"], [{"set": {1}}])
    with pytest.raises(RuntimeError, match="no model"):
        PassageStore(store.catalogue, store.index, Broken()).add_texts(["a"])
    assert store.add_texts([]) == []
    assert store.catalogue.counts().articles == 0
