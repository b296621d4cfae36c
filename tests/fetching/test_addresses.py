"""Addresses: which are asked, and which are the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from qabot.fetching import Unfetched, clean, is_url
from qabot.fetching.address import checked, is_private, same_host


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("HTTPS://Example.org:443/A?utm_source=x&id=7&fbclid=y#top", "https://example.org/A?id=7"),
        ("http://example.org", "http://example.org/"),
        ("http://example.org:8080/a b", "http://example.org:8080/a%20b"),
        ("https://bücher.example/ä?q=ö", "https://xn--bcher-kva.example/%C3%A4?q=%C3%B6"),
        ("https://example.org/?a=1&b=&a=2", "https://example.org/?a=1&b=&a=2"),
        ("https://example.org/a%2Fb?x=%26", "https://example.org/a%2Fb?x=%26"),
    ],
)
def test_clean(url: str, same: str) -> None:
    # A blank inside is refused when asked, and left alone when compared.
    assert clean(url) == (same if " " not in url else url)
    assert clean(clean(url)) == clean(url)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "kind file://"),
        ("ftp://example.org/a", "kind ftp://"),
        ("javascript://x/%0aalert(1)", "kind javascript://"),
        ("http://", "not a valid"),
        ("http://exa mple.org/", "not a valid"),
        ("http://example.org:99999/", "not a valid"),
        ("http://[::1/", "not a valid"),
        ("http://user:secret@example.org/", "name or password"),
        ("http://" + "a" * 70 + ".org/", "host is not a valid name"),
        ("http://example.org/\r\nHost: other", "not a valid"),
    ],
)
def test_what_is_not_asked(url: str, reason: str) -> None:
    with pytest.raises(Unfetched) as caught:
        checked(url)
    assert reason in caught.value.reason


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("8.8.8.8", False),
        ("2606:4700:4700::1111", False),
        ("127.0.0.1", True),
        ("10.1.2.3", True),
        ("172.31.0.1", True),
        ("192.168.1.1", True),
        ("169.254.169.254", True),
        ("100.64.0.1", True),
        ("0.0.0.0", True),
        ("224.0.0.1", True),
        ("255.255.255.255", True),
        ("::1", True),
        ("::", True),
        ("fe80::1%eth0", True),
        ("fd00::1", True),
        ("::ffff:127.0.0.1", True),
        ("::ffff:8.8.8.8", False),
        ("2002:7f00:1::", True),
        ("64:ff9b::a00:1", True),
        ("64:ff9b:1::7f00:1", True),
        ("64:ff9b:1::808:808", False),
        ("64:ff9b:1:a00:0:100:808:808", True),
        ("::ffff:0:127.0.0.1", True),
        ("::ffff:0:8.8.8.8", False),
        ("192.0.0.8", True),
        ("192.88.99.1", True),
        ("3fff::1", True),
        ("5f00::1", True),
        ("::127.0.0.1", True),
        ("::8.8.8.8", True),
        ("fec0::1", True),
        ("ff02::1", True),
    ],
)
def test_private_addresses(address: str, private: bool) -> None:
    assert is_private(address) == private


def test_hosts_of_one_site() -> None:
    assert same_host("https://www.example.org/a", "http://m.example.org/b")
    assert not same_host("https://example.org.evil.test/", "https://example.org/")
    assert not same_host("", "")


def test_sources_that_are_addresses() -> None:
    assert is_url("https://example.org/a")
    assert is_url("ftp://example.org")
    assert not is_url("C:\\news\\a.txt")
    assert not is_url("news/a.txt")


@given(some.text(max_size=60))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    for url in (text, "http://" + text, "https://example.org/" + text):
        clean(url)
        try:
            asked = checked(url)
        except Unfetched:
            continue
        assert asked.isascii()
        assert not set(asked) & set(" \r\n\t\0")
        assert checked(asked) == asked
