"""When two articles are one: under another address, from another file, or a new version."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from qabot.domain import Article, ArticleRow
from qabot.fetching.address import same_host
from qabot.reading.compose import outlet

LONG = 300
"""Characters of a text from which it is known without its title."""
VERSION = 0.3
"""Share of the shorter text's runs of words that a version of it has too."""


def one_article(known: ArticleRow | Article, new: Article) -> bool:
    """Whether a new article with the text of one that is there is the same one.

    A text that two outlets printed is two articles. What knows more of itself (outlet, day,
    address) is not left out for what knows less.
    """
    if known.url and known.url == new.url:  # else it is a new version; a language is but a guess
        return (known.title, known.source, known.published, known.author) == (
            new.title,
            new.source,
            new.published,
            new.author,
        )
    if len(new.text) < LONG and known.title.casefold() != new.title.casefold():
        return False
    if new.published and known.published != new.published:
        return False
    if new.url and not known.url:
        return False
    ours, theirs = _outlet(known), _outlet(new)
    return not theirs or ours == theirs or same_host(known.url, new.url)


def is_version(old: Article, new: Article) -> bool:
    """Whether an article with the address of another is a version of it.

    Saved pages may name the address of a whole site as their own.
    """
    if not urlsplit(new.url).path.strip("/"):
        return False
    if old.title.casefold() == new.title.casefold():
        return True
    from qabot.retrieval.copies import runs  # its room loads numpy, which opening does not need

    one, other = runs(old.text), runs(new.text)
    return len(one & other) >= VERSION * max(1, min(len(one), len(other)))


def _outlet(article: ArticleRow | Article) -> str:
    """The outlet; nothing where only a machine is named."""
    if article.source == outlet(article.url) and _is_machine(article.source):
        return ""
    return article.source.casefold()


def _is_machine(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return "." not in host
    return True
