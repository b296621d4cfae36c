from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from qabot.domain import Article, QabotError, Span
from qabot.storage.catalogue import Catalogue

Make = Callable[..., tuple[Article, list[Span]]]


def put(catalogue: Catalogue, path: str, title: str, *passages: str) -> list[int]:
    spans, text = [], ""
    for passage in passages:
        spans.append(Span(len(text), len(text) + len(passage)))
        text += passage + " "
    article = Article(title=title, text=text.strip(), path=path)
    _, number = catalogue.put_article(article, spans)
    return [p.id for p in catalogue.passages_of(number)]


def found(catalogue: Catalogue, match: str) -> set[int]:
    return {id_ for id_, _ in catalogue.search_words(match, 100)}


def test_words_are_stemmed_and_accents_dropped(catalogue: Catalogue) -> None:
    one, two = put(catalogue, "a", "Harbour", "The cafés were striking.", "Nobody came.")
    assert found(catalogue, "cafe") == {one}
    assert found(catalogue, "strikes") == {one}
    assert found(catalogue, "harbour") == {one, two}
    assert found(catalogue, '"nobody came"') == {two}


def test_a_changed_or_removed_article_leaves_no_ghosts(catalogue: Catalogue) -> None:
    put(catalogue, "a", "Oldtitle", "oldwords here", "morewords there")
    keep = put(catalogue, "b", "Other", "keptwords stay")
    new = put(catalogue, "a", "Newtitle", "newwords here")
    assert found(catalogue, "oldtitle OR oldwords OR morewords") == set()
    assert found(catalogue, "newtitle") == set(new)
    assert catalogue.check_words()
    catalogue.remove_article(catalogue.passages(new)[new[0]].article)
    assert found(catalogue, "newtitle OR newwords") == set()
    assert found(catalogue, "keptwords") == set(keep)
    assert catalogue.check_words()


def test_higher_is_better_and_titles_weigh(catalogue: Catalogue) -> None:
    (title,) = put(catalogue, "a", "harbour talks", "one two three four five")
    (text,) = put(catalogue, "b", "one two", "harbour three four five six")
    for n in range(20):
        put(catalogue, f"n{n}", "other", "nothing of interest to anybody")
    light = dict(catalogue.search_words("harbour", 9, title_weight=0.1))
    heavy = dict(catalogue.search_words("harbour", 9, title_weight=5.0))
    assert light[text] > light[title] > 0
    assert heavy[title] > heavy[text] > 0
    assert [id_ for id_, _ in catalogue.search_words("harbour", 1, title_weight=5.0)] == [title]


def test_a_mask_lets_only_its_articles_through(catalogue: Catalogue, make_article: Make) -> None:
    for n in range(10):
        catalogue.put_article(*make_article(f"a{n}"))
    hits = catalogue.search_words("title", 100, {2, 5, 77})
    assert {catalogue.passages([id_])[id_].article for id_, _ in hits} == {2, 5}
    free = dict(catalogue.search_words("title", 100))
    assert all(free[id_] == pytest.approx(score) for id_, score in hits)
    assert catalogue.search_words("title", 100, set()) == []


def test_a_malformed_expression_is_an_error_not_a_crash(catalogue: Catalogue) -> None:
    with pytest.raises(QabotError):
        catalogue.search_words('"open', 5)


def test_a_lost_index_is_seen_and_made_anew(catalogue: Catalogue, make_article: Make) -> None:
    article, spans = make_article("a")
    catalogue.put_article(article, spans)
    assert catalogue.check_words()
    with catalogue.writing() as db:  # damage that a bug could do
        db.execute("UPDATE articles SET title = 'something else'")
    assert not catalogue.check_words()
    catalogue.rebuild_words()
    assert catalogue.check_words()
    assert len(catalogue.search_words("something", 5)) == 2
    back = dataclasses.replace(article, title="back")
    assert catalogue.put_article(back, spans)[0] == "changed"
    assert catalogue.check_words()
