"""Plain text and Markdown: headers, titles, encodings, and what is no text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_files import Reading, article, failure

from qabot.reading.compose import MADE_TITLE, made_title, shorten
from qabot.reading.encoding import decode
from qabot.text import normalise


def test_raw_header_gives_the_day_and_leaves_the_text(reading: Reading) -> None:
    found = article(reading("a.txt", " date 2023-06-19 The talks ended.\n\n\n\nNobody  spoke.\r\n"))
    assert found.published == date(2023, 6, 19)
    assert found.text == "The talks ended.\n\nNobody spoke."
    assert found.title == "The talks ended."
    assert (found.path, found.key, found.source) == ("a.txt", "", "")


def test_impossible_day_in_the_header_stays_text(reading: Reading) -> None:
    found = article(reading("a.txt", " date 2023-13-45 The talks ended."))
    assert found.published is None
    assert found.text.startswith("date 2023-13-45")


def test_title_is_cut_at_a_word(reading: Reading) -> None:
    found = article(reading("a.txt", "The harbour authority and the union went on talking " * 5))
    assert len(found.title) <= MADE_TITLE
    assert found.title.endswith(
        ("on…", "talking…", "union…", "went…", "the…", "authority…", "harbour…", "and…")
    )


def test_day_from_the_name_and_from_a_date_line(reading: Reading) -> None:
    assert article(reading("wire/2024-05-11-strike.txt", "A strike began.")).published == date(
        2024, 5, 11
    )
    headed = "A strike began\n\nBy Jo Doe | Published: June 3, 2021 10:15 GMT\n\nThe strike of 9 May 2020 is over."
    assert article(reading("x.txt", headed)).published == date(2021, 6, 3)
    assert article(reading("y.txt", "The strike of 9 May 2020 is over.")).published is None
    wire = "WASHINGTON, June 19, 2023 (Reuters) - The talks ended."
    assert article(reading("z.txt", wire)).published == date(2023, 6, 19)


def test_markdown_heading_is_the_title(reading: Reading) -> None:
    found = article(reading("a.md", "# Talks *end* #\n\nNobody spoke.\n\n## More\n\nNothing."))
    assert found.title == "Talks *end*"
    assert found.text == "Nobody spoke.\n\n## More\n\nNothing."


def test_heading_stays_where_the_title_is_known(reading: Reading) -> None:
    found = article(reading("a.md", "---\ntitle: Strike\n---\n# Talks end\n\nNobody spoke."))
    assert found.title == "Strike"
    assert found.text.startswith("# Talks end")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "Köln – „Brücke“ 😀 مرحبا"),
        ("utf-8-sig", "Köln – „Brücke“ 😀 مرحبا"),
        ("utf-16", "Köln – „Brücke“ 😀 北京"),
        ("utf-32", "Köln – „Brücke“ 😀 北京"),
        ("utf-16-le", "The talks ended – nobody spoke."),
        ("utf-16-be", "The talks ended – nobody spoke."),
        ("cp1252", "The café’s naïve owner said “no” — he’d paid £5."),
        (
            "cp1252",
            "Le président a déclaré que la réforme serait votée dès l’été, malgré les grèves à Paris.",
        ),
        (
            "cp1252",
            "As negociações não avançaram. As posições são opostas e há tensões, disse a União.",
        ),
        ("cp1250", "Prezydent powiedział, że świąteczne rozmowy zakończyły się niepowodzeniem."),
        (
            "cp1250",
            "Vláda oznámila, že jednání ztroskotala. Předseda řekl, že příští týden bude další schůzka.",
        ),
        ("gb18030", "中国外交部表示，中美关系的现状不符合两国人民的根本利益。"),
        ("cp932", "日本政府は月曜日、港湾労働者との交渉が決裂したと発表した。"),
        ("big5", "中國外交部表示，中美關係的現狀不符合兩國人民的根本利益。"),
        ("cp1251", "Министерство иностранных дел заявило, что переговоры завершились."),
    ],
)
def test_encodings(reading: Reading, encoding: str, text: str) -> None:
    assert article(reading("a.txt", text.encode(encoding))).text == text


def test_a_torn_character_does_not_spoil_good_utf8() -> None:
    data = "Größe und Übermut überall, für jeden süßen Bär, früh und spät".encode() + b"\xc3"
    assert decode(data).startswith("Größe und Übermut überall")


def test_unpaired_surrogates_and_nulls_go_pairs_are_joined(reading: Reading) -> None:
    data = b"Before " + b"\xed\xa0\xbd then\0 after, and so on in peace and quiet"
    text = article(reading("a.txt", data)).text
    assert text.startswith("Before")
    assert text.endswith("quiet")
    assert "\0" not in text
    line = '{"text": "one \\ud83d\\ude00 two \\ud83d three"}'
    assert article(reading("a.jsonl", line)).text == "one 😀 two three"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \r\n\t\0\n", "empty"),
        ("a.md", b"---\ntitle: x\n---\n", "no text"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "PNG"),
        ("a.txt", bytes(range(256)) * 40, "not text"),
        ("a.txt", b"%PDF-1.4 and so on", "PDF"),
        ("a.md", b"PK\x03\x04" + bytes(300), "zip"),
        ("a.jsonl", b"\x7fELF" + bytes(300), "a program"),
        ("a.exe", b"MZ", "not read"),
        ("noname", b"text", "no suffix"),
    ],
    ids=range(10),
)
def test_no_text_is_said(reading: Reading, name: str, data: bytes, said: str) -> None:
    found = failure(reading(name, data))
    assert said in found.reason
    assert found.path.startswith(name)


@given(st.binary(max_size=3000))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    from qabot.reading.source import Bad

    try:
        text = decode(data)
    except Bad as bad:
        assert bad.reason
    else:
        normalise(text).encode("utf-8")


@given(st.text(min_size=1), st.integers(10, 100))
def test_shortened_text_keeps_its_bound(text: str, length: int) -> None:
    short = shorten(text, length)
    assert len(short) <= length
    assert short == text or short.endswith("…")


@given(st.text())
def test_made_titles_are_one_bounded_line(text: str) -> None:
    text = normalise(text)
    if text:
        title = made_title(text)
        assert title
        assert len(title) <= MADE_TITLE
        assert "\n" not in title


def test_what_says_utf_8_and_is_none_is_guessed() -> None:
    text = "Die Polizei in Köln fand das Café nach dem Überfall geschlossen vor, größer als je. "
    assert decode((text * 3).encode("cp1252"), "utf-8") == text * 3
