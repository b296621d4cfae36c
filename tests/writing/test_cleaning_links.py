"""Which words of a model are links: those that no source has are not shown."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qabot.writing.cleaning import LINK, REMOVED, links_in, shown

FOREIGN = [
    "https://evil.example/a",
    "http:\\\\evil.example",
    "http:/evil.example",
    "https:evil.example",
    "//evil.example/a",
    "//localhost/a",
    "\\\\evil\\share",
    "goals.news/live",
    "evil.shop/pay",
    "evil.shop:8080",
    "evil.shop:8080/pay",
    "evil.shop?to=me",
    "evil.example./pay",
    "EVIL.SHOP/pay",
    "m\u00fcnze.example/pay",
    "-evil.shop/pay",
    "xn--80ak.xn--p1ai/pay",
    "evil.com",
    "WWW.evil",
    "pay@evil.example",
    "pay.me+now@mail.evil.example",
    "user:word@evil.example/a",
    "pay@203.0.113.5",
    "203.0.113.5:8080/pay",
    "203.0.113.5:8080",
    "203.0.113.5/pay",
    "evil.**shop**/pay",
    "evil.`shop`/pay",
    "evil.<b>shop</b>/pay",
]
KEPT = [
    "The U.S. and e.g. the U.K. met at 5 p.m. on 3.5. to talk.",
    "It rose by 1.5 to 2.25/3 and 1.5:1, or 12.30/13.00.",
    "The U.S./China talks ended at 9 a.m./10 a.m. sharp.",
    "The talks ended.The ministers left.To meet again, he said.Why?Nobody knows.",
    "The talks ended.US officials left.Me too.",
    "AC/DC and/or TCP/IP at 90 km/h, 24/7, on 13/05/2024.",
    "Follow @gazette for version 10.2.3.4 of it: 3@1.50 each.",
    "Mr.Ruiz and J.K.Rowling met Dr.No.",
    "Really?Yes: it was 3:0. So: 4 of 5.",
]


@pytest.mark.parametrize("link", FOREIGN)
@pytest.mark.parametrize("around", ["{}", "Pay at {} now.", "Pay ({}).", "Pay: {}.", "So\u2014{}!"])
def test_a_link_that_no_source_has_is_removed(link: str, around: str) -> None:
    said = shown(around.format(link), ())
    assert REMOVED in said and "evil" not in said.lower() and "pay@" not in said, said
    assert not LINK.search(said.replace(REMOVED, ""))


@pytest.mark.parametrize("text", KEPT)
def test_what_is_no_link_stays(text: str) -> None:
    assert shown(text, ()) == text


@pytest.mark.parametrize(
    "link",
    ["https://gazette.example/a", "goals.news/live", "desk@gazette.example", "Amazon.com", "gazette.example:80/a"],
)  # fmt: skip
def test_a_link_that_a_source_has_stays(link: str) -> None:
    known = links_in(f"Write to {link}, they said.")
    for around in ("It is {}.", "It is **{}**, he said.", "({})"):
        said = around.format(link).replace("**", "")
        assert shown(around.format(link), known) == said
        assert shown(f"{around.format(link)} or {link[:-1]}x/b", known) == f"{said} or {REMOVED}"


@given(st.lists(st.sampled_from("ab1.-/:@\\?#=* "), max_size=40).map("".join))
def test_nothing_that_is_shown_is_a_link(text: str) -> None:
    assert not LINK.search(shown(text, ()).replace(REMOVED, " "))


@pytest.mark.parametrize("part", ["a", "a.", "a-", "a@", "1.", "//", "a:", "\\"])
def test_long_words_take_no_long_time(part: str) -> None:
    started = time.perf_counter()
    shown(part * (12_000 // len(part)), ())
    assert time.perf_counter() - started < 2
