"""Names of files that are written into the corpus folder."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qabot.domain import Article
from qabot.reading import file_name, readable


def _name(title: str, published: date | None = None) -> str:
    return file_name(Article(title=title, text="x", published=published))


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Blinken in Beijing: talks!", "blinken-in-beijing-talks.md"),
        ("Größe & Übermut in Łódź, Ærø", "grosse-ubermut-in-lodz-aero.md"),
        ("It’s the U.S.’s 6% rise", "its-the-u-s-s-6-rise.md"),
        ("../../etc/passwd", "etc-passwd.md"),
        ("CON", "article-con.md"),
        ("com1.news", "article-com1-news.md"),
        ("concert", "concert.md"),
        ("", "article.md"),
        ("???", "article.md"),
        ("习近平 访问", "习近平-访问.md"),
        ("हिन्दी समाचार", "हिन्दी-समाचार.md"),
        ("ﬁve ① ½", "five-1-1-2.md"),
    ],
)
def test_names(title: str, name: str) -> None:
    assert _name(title) == name


def test_day_first_and_length() -> None:
    name = _name("word " * 100, date(2023, 6, 19))
    assert name.startswith("2023-06-19-word-word")
    assert name.endswith("word.md")
    assert len(name) <= 83


@given(st.text(), st.one_of(st.none(), st.dates()))
def test_any_title_gives_a_safe_name(title: str, day: date | None) -> None:
    from pathlib import Path

    name = _name(title, day)
    assert readable(Path(name))
    assert len(name.encode()) <= 204
    assert name == name.lower() == name.strip(" .")
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f\s]', name)
    assert not re.fullmatch(r"(con|prn|aux|nul|com\d|lpt\d)\..*", name)
