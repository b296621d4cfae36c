from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qabot.domain import Article, Passage, Span
from qabot.storage.articles import BY_TEXT
from qabot.storage.catalogue import Catalogue
from qabot.storage.errors import NoSuchArticle
from qabot.storage.values import Counts, FileStamp, content_hash

Make = Callable[..., tuple[Article, list[Span]]]


def test_added_unchanged_changed(catalogue: Catalogue, make_article: Make) -> None:
    article, spans = make_article("a", 3)
    assert catalogue.put_article(article, spans) == ("added", 1)
    old = catalogue.passages_of(1)
    assert [(p.start, p.end) for p in old] == [(s.start, s.end) for s in spans]
    assert catalogue.put_article(article, spans) == ("unchanged", 1)
    assert catalogue.passages_of(1) == old

    changed = dataclasses.replace(article, author="someone")
    assert catalogue.put_article(changed, spans) == ("changed", 1)
    new = catalogue.passages_of(1)
    assert min(p.id for p in new) > max(p.id for p in old)
    assert catalogue.article(1) == dataclasses.replace(changed, number=1)
    assert catalogue.counts() == Counts(1, 3, 0)


def test_ids_and_numbers_are_never_given_twice(catalogue: Catalogue, make_article: Make) -> None:
    seen: set[int] = set()
    numbers: set[int] = set()
    for round_ in range(5):
        _, number = catalogue.put_article(*make_article("a", 2, seed=round_))
        ids = {p.id for p in catalogue.passages_of(number)}
        assert not ids & seen and number not in numbers
        seen |= ids
        numbers.add(number)
        catalogue.remove_article(number)
    assert catalogue.counts() == Counts(0, 0, 0)


def test_a_batch_says_what_each_was_even_twice_the_same(
    catalogue: Catalogue, make_article: Make
) -> None:
    first, again, other = make_article("a"), make_article("a", seed=1), make_article("b")
    said = catalogue.put_articles([first, other, again, again])
    assert said == [("added", 1), ("added", 2), ("changed", 1), ("unchanged", 1)]
    assert catalogue.article(1).text == again[0].text
    assert catalogue.check_words()


def test_a_batch_is_stored_whole_or_not_at_all(catalogue: Catalogue, make_article: Make) -> None:
    article, _ = make_article("b")
    with pytest.raises(ValueError, match="outside"):
        catalogue.put_articles([make_article("a"), (article, [Span(0, len(article.text) + 1)])])
    assert catalogue.counts() == Counts(0, 0, 0)
    assert catalogue.put_article(*make_article("c")) == ("added", 1)


def test_articles_of_one_file_are_told_apart_by_key(
    catalogue: Catalogue, make_article: Make
) -> None:
    for key in ("1", "2"):
        catalogue.put_article(*make_article("wire", key=key, seed=int(key)))
    assert catalogue.keys("wire.md") == {"1": 1, "2": 2}
    stamp = FileStamp("wire.md", 5, 6, "abc")
    catalogue.put_file(stamp)
    catalogue.put_file(FileStamp("bad.md", 1, 0, "", "empty"))
    assert catalogue.files() == {
        "wire.md": stamp,
        "bad.md": FileStamp("bad.md", 1, 0, "", "empty"),
    }
    assert catalogue.remove_file("wire.md") == 2
    assert set(catalogue.files()) == {"bad.md"}
    assert catalogue.rows() == []


def test_missing_articles_and_passages(catalogue: Catalogue, make_article: Make) -> None:
    with pytest.raises(NoSuchArticle, match=r"no article 7.*qabot list"):
        catalogue.article(7)
    with pytest.raises(NoSuchArticle):
        catalogue.remove_article(7)
    catalogue.put_article(*make_article("a", 1))
    assert list(catalogue.articles([1, 2])) == [1]
    assert catalogue.passages([1, 99]) == {1: Passage(1, 1, 0, catalogue.passages_of(1)[0].end)}


def test_rows_newest_first_undated_last(catalogue: Catalogue, make_article: Make) -> None:
    days = {"a": date(2020, 1, 1), "b": None, "c": date(2023, 5, 5), "d": date(2020, 1, 1)}
    for name, day in days.items():
        catalogue.put_article(*make_article(name, published=day, source=f"outlet {name}"))
    rows = catalogue.rows()
    assert [row.path for row in rows] == ["c.md", "d.md", "a.md", "b.md"]
    assert rows[0].published == date(2023, 5, 5) and rows[3].published is None
    assert rows[0].passages == 2 and rows[0].embedded == 0 and rows[0].added > 0
    assert [row.number for row in catalogue.rows([1, 3])] == [3, 1]
    assert catalogue.sources() == {f"outlet {name}": 1 for name in days}


def test_numbers_where(catalogue: Catalogue, make_article: Make) -> None:
    for name, day, source in (
        ("a", date(2023, 6, 1), "Gazette"),
        ("b", date(2023, 6, 30), "Courier"),
        ("c", None, "Gazette"),
        ("d", date(2023, 7, 1), "Gazette"),
    ):
        catalogue.put_article(*make_article(name, published=day, source=source))
    since, until = date(2023, 6, 1), date(2023, 6, 30)
    assert catalogue.numbers_where() == {1, 2, 3, 4}
    assert catalogue.numbers_where(since, until) == {1, 2}
    assert catalogue.numbers_where(since, until, undated=True) == {1, 2, 3}
    assert catalogue.numbers_where(since) == {1, 2, 4}
    assert catalogue.numbers_where(sources=["gazette"]) == {1, 3, 4}
    assert catalogue.numbers_where(since, until, ["Gazette", "nobody"], undated=True) == {1, 3}


def test_finding_the_same_content_or_address(catalogue: Catalogue, make_article: Make) -> None:
    article, spans = make_article("a", url="https://example.org/1")
    catalogue.put_article(article, spans)
    elsewhere = dataclasses.replace(article, path="copy.md", key="9")
    assert catalogue.find_content(content_hash(elsewhere)) == 1
    assert catalogue.find_content(content_hash(dataclasses.replace(article, title="x"))) is None
    assert catalogue.find_url("https://example.org/1") == 1
    assert catalogue.find_url("") is None


def test_the_hash_keeps_fields_apart() -> None:
    one, other = Article(title="ab", text="c"), Article(title="a", text="bc")
    assert content_hash(one) != content_hash(other)


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(title=texts, text=texts, source=texts, cuts=st.lists(st.integers(0, 60), max_size=6))
def test_any_text_comes_back_as_it_was(
    catalogue: Catalogue, title: str, text: str, source: str, cuts: list[int]
) -> None:
    points = sorted({0, len(text), *(min(cut, len(text)) for cut in cuts)})
    spans = [Span(a, b) for a, b in pairwise(points)]
    article = Article(title=title, text=text, source=source, path="p", key="k")
    _, number = catalogue.put_article(article, spans)
    assert catalogue.article(number) == dataclasses.replace(article, number=number)
    assert [Span(p.start, p.end) for p in catalogue.passages_of(number)] == spans
    assert catalogue.check_words()


def test_a_text_is_found_by_an_index(catalogue: Catalogue) -> None:
    texts = ["Ships wait.", "Ships left.", "Ships wait."]
    for number, said in enumerate(texts):
        article = Article(title="t", text=said, path=f"{number}.md")
        catalogue.put_article(article, [Span(0, len(said))])
    assert catalogue.find_text("Ships wait.") == [1, 3]
    assert catalogue.find_text("Ships") == []
    with catalogue.reading() as db:
        plan = db.execute(f"EXPLAIN QUERY PLAN {BY_TEXT}", ("x",)).fetchall()
    assert "USING INDEX bodies_length" in str(plan)
