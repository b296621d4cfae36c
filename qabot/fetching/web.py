"""Addresses to articles and feeds: client, robots and readers together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from urllib.parse import urljoin

from qabot.domain import Article
from qabot.fetching.address import clean, same_host
from qabot.fetching.client import Client, Response
from qabot.fetching.feeds import Entry, Feed, is_feed, parse_feed
from qabot.fetching.files import magic, name_of
from qabot.fetching.policy import Policy, Unfetched
from qabot.fetching.robots import Robots
from qabot.reading.compose import compose, outlet
from qabot.reading.encoding import decode
from qabot.reading.html import from_html, page_text
from qabot.reading.markup import parse
from qabot.reading.registry import readable
from qabot.reading.source import NoArticle

_FEEDS = ("application/rss+xml", "application/atom+xml", "application/feed+json")
_PAGES = ("text/html", "application/xhtml+xml", "")


@dataclass(frozen=True, slots=True)
class FeedAnswer:
    """A feed, and what to ask with the next time."""

    feed: Feed
    url: str
    etag: str
    modified: str


@dataclass(frozen=True, slots=True)
class FileAnswer:
    """Something else that may be read as a file: a PDF, a list of articles."""

    data: bytes
    url: str
    name: str
    """A file name, with the suffix by which it is read if that is known."""


Answer = Article | FeedAnswer | FileAnswer


class Web:
    """Fetches within a policy. A context manager, for its connections."""

    def __init__(self, policy: Policy, check: Callable[[], None]) -> None:
        """``check`` is called while waiting and may raise, to cancel."""
        self._client = Client(policy, check)
        self._robots = Robots(self._client)

    def __enter__(self) -> Web:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def fetch(self, url: str) -> Answer:
        """What lies at an address. Raises ``Bad`` with the reason if nothing of use does."""
        response = self._get(url, {})
        if is_feed(response):
            return _feed_answer(response)
        if magic(response.body):  # servers call documents pages, and pages documents
            return FileAnswer(response.body, response.url, name_of(response))
        if response.kind in _PAGES or b"<html" in response.body[:1000].lower():
            try:
                return page(response)
            except NoArticle as bad:
                raise Unfetched(bad.reason, _offered(response) or bad.remedy) from None
        if response.kind == "text/plain":
            text = decode(response.body, response.charset)
            return compose(text, url=clean(response.url))
        if response.kind.startswith(("image/", "video/", "audio/", "font/")):
            raise Unfetched(f"no article, but {response.kind}", "Name the page it belongs to.")
        name = name_of(response)
        if b"\0" in response.body[:1000] and not readable(Path(name)):
            raise Unfetched(
                f"no article, but {response.kind}", "Download it, and add what it holds."
            )
        return FileAnswer(response.body, response.url, name)

    def feed(self, url: str, etag: str = "", modified: str = "") -> FeedAnswer | None:
        """A feed that was fetched before; None if it has not changed since."""
        headers = {"If-None-Match": etag, "If-Modified-Since": modified}
        response = self._get(url, {name: value for name, value in headers.items() if value})
        if response.status == 304:
            return None
        if not is_feed(response):
            raise Unfetched("there is no feed at this address any more", "See `qabot feeds`.")
        return _feed_answer(response)

    def entry(self, entry: Entry, feed: Feed) -> Article | FileAnswer:
        """The article of a feed's entry: its own text, or the page or document it points to."""
        if entry.text:
            return own_article(entry, feed)
        if not entry.url:
            raise Unfetched("the entry has neither a text nor an address", "")
        found = self.fetch(entry.url)
        if isinstance(found, FileAnswer):
            return found
        if not isinstance(found, Article):
            raise Unfetched("the entry leads to a feed, not to an article", "")
        # A page knows itself best; the feed fills what it leaves out.
        return replace(
            found,
            published=found.published or entry.published,
            author=found.author or entry.author,
        )

    def _get(self, url: str, headers: Mapping[str, str]) -> Response:
        return self._client.get(url, headers, self._robots.check)


def own_article(entry: Entry, feed: Feed) -> Article:
    """The article of a feed's entry as the feed itself gives it. Raises ``Bad`` without text."""
    return compose(
        entry.own,
        title=entry.title,
        source=feed.title or outlet(entry.url),
        published=entry.published,
        author=entry.author,
        url=clean(entry.url),
        language=feed.language,
    )


def _feed_answer(response: Response) -> FeedAnswer:
    headers = response.headers
    return FeedAnswer(
        parse_feed(response),
        response.url,
        headers.get("etag", "")[:500],
        headers.get("last-modified", "")[:100],
    )


def _offered(response: Response) -> str:
    """A word on the feed that a page offers, as the front pages of news sites do."""
    root = parse(page_text(response.body, response.charset)[:200_000])
    for link in root.iter("link") if root is not None else ():
        kind = (link.get("type") or "").lower()
        if "alternate" in (link.get("rel") or "").lower() and kind in _FEEDS:
            url = urljoin(response.url, link.get("href") or "")
            return f"It offers a feed: qabot add {url}"
    return ""


def page(response: Response) -> Article:
    """The article of a web page. Raises ``Bad``."""
    article = from_html(page_text(response.body, response.charset), url=response.url)
    # A page may name another address as its own, but not another site's: it would take the
    # place of that site's article.
    if same_host(article.url, response.url):
        return replace(article, url=clean(article.url))
    named = "" if article.source == outlet(article.url) else article.source
    return replace(article, url=clean(response.url), source=named or outlet(response.url))
