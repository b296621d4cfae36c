"""Links are shown with the host that they lead to."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qabot.text import shown_link, true_link


@pytest.mark.parametrize(
    ("url", "true", "shown"),
    [
        ("https://bbc.com/a?b=c#d", "https://bbc.com/a?b=c#d", None),
        ("HTTPS://BBC.com/A", "https://bbc.com/A", None),
        (
            "https://bbc.com@evil.example/x",
            "https://evil.example/x",
            "https://bbc.com@evil.example/x (leads to evil.example)",
        ),
        ("https://u:p@evil.example:81/", "https://evil.example:81/", " (leads to evil.example)"),
        # The first letter is Cyrillic.
        ("https://аpple.com/", "https://xn--pple-43d.com/", " (leads to xn--pple-43d.com)"),
        ("https://größe.example/ä", "https://xn--gre-6ka8i.example/ä", "xn--gre-6ka8i.example)"),
        ("http://[::1]:8/", "http://[::1]:8/", None),
        ("https://a\u202eb.example/", None, "(leads to "),
        ("mailto:a@b.example", "mailto:a@b.example", None),
        ("https://[broken", "https://[broken", None),
        ("https://x.example:port/", "https://x.example/", None),
        ("", "", None),
    ],
)
def test_where_it_leads(url: str, true: str | None, shown: str | None) -> None:
    if true is not None:
        assert true_link(url) == true
    assert shown_link(url) == url if shown is None else shown in shown_link(url)


@given(st.text(max_size=40), st.text(max_size=20))
def test_any_host(host: str, path: str) -> None:
    for url in (f"https://{host}/{path}", host, f"http://a.example@{host}"):
        shown_link(url)
        led = true_link(url)
        if led != url:
            assert urlsplit(led).netloc.isascii() and "@" not in urlsplit(led).netloc
