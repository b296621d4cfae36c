"""Addresses that a user names, and news of the feeds: fetched and written into the corpus."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from qabot.adding.feeds import Feeds, FollowedFeed, corrected, progress_of
from qabot.adding.pasted import place_text, write_article
from qabot.adding.place import Copies, Found, FromFeed, Placed, Placing
from qabot.adding.removed import Removed, set_aside
from qabot.adding.versions import Versions
from qabot.domain import Article, Cancel, Failure, Progress, ProgressCallback
from qabot.fetching import Policy, Unfetched, clean
from qabot.reading.compose import outlet
from qabot.reading.source import Bad
from qabot.storage.catalogue import Catalogue

if TYPE_CHECKING:
    from qabot.fetching.feeds import Entry, Feed
    from qabot.fetching.web import FeedAnswer, FileAnswer, Web

PAUSED = 3
"""Entries in a row that the server did not answer, after which the rest of a feed waits."""


class Addresses:
    """Fetches addresses into a corpus. A context manager; nothing is opened before it is used."""

    def __init__(
        self,
        catalogue: Catalogue,
        to: Placing,
        policy: Policy,
        progress: ProgressCallback,
        cancel: Cancel,
    ) -> None:
        self._catalogue = catalogue
        self._to = to
        self._policy = policy
        self._progress = progress
        self._cancel = cancel
        self._feeds = Feeds(to.folder)
        self._versions = Versions(catalogue, to.folder)
        self._stack = ExitStack()
        self._webs: dict[bool, Web] = {}

    def __enter__(self) -> Addresses:
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def _web(self, private: bool) -> Web:
        if private not in self._webs:
            from qabot.fetching.web import Web

            policy = replace(self._policy, allow_private=private)
            web = Web(policy, self._cancel.check)
            self._webs[private] = self._stack.enter_context(web)
        return self._webs[private]

    def add(self, given: str) -> Iterator[Found]:
        """What an address leads to: an article, a file, or a feed, which is followed from now."""
        from qabot.fetching.web import FeedAnswer

        self._progress(Progress("fetching", 0, 1, given))
        private = self._policy.allow_private
        try:
            answer = self._web(private).fetch(given)
        except Bad as bad:
            yield Failure(given, bad.reason, bad.remedy)
            return
        self._progress(Progress("fetching", 1, 1, given))
        if isinstance(answer, Article):
            yield from self._put(answer, given)
        elif isinstance(answer, FeedAnswer):
            known = self._feeds.find(given) or FollowedFeed(given)
            yield from self._entries(replace(known, private=private), answer)
        else:
            yield from self._file(answer, given)

    def news(self) -> Iterator[Found]:
        """What is new in all feeds that are followed."""
        for known in self._feeds.all():
            self._cancel.check()
            self._progress(Progress("fetching", 0, 0, known.title or known.url))
            try:
                answer = self._web(known.private).feed(known.url, known.etag, known.modified)
            except Bad as bad:
                yield Failure(known.url, bad.reason, bad.remedy)
                continue
            if answer is None:
                self._feeds.put(replace(known, checked=_now()))
            else:
                yield from self._entries(known, answer)

    def _entries(self, known: FollowedFeed, answer: FeedAnswer) -> Iterator[Found]:
        entries = {entry.id: entry for entry in answer.feed.entries}
        known = replace(
            known,
            title=answer.feed.title,
            etag=answer.etag,
            modified=answer.modified,
            checked=_now(),
        )
        done = set(known.seen)
        marks = {clean(entry.url): entry.stamp for entry in entries.values() if entry.url}
        # What was removed since is not fetched again, whatever became of it.
        changed = {url for url in corrected(known, marks) if self._versions.at(url)}
        done -= {id_ for id_, entry in entries.items() if clean(entry.url) in changed}
        fresh = [entry for id_, entry in entries.items() if id_ not in done]
        silent = 0
        try:
            for count, entry in enumerate(fresh):
                self._progress(Progress("fetching", count, len(fresh), entry.title))
                shown = entry.url or f"{known.url}: {entry.title}"
                again = clean(entry.url) in changed
                older = None if again else self._versions.at(clean(entry.url))
                if older is not None:
                    done.add(entry.id)
                    yield Copies({shown: older.path})
                    continue
                if silent >= PAUSED and (again or not entry.own):
                    continue
                try:
                    article, bad = self._entry(entry, answer.feed, known, silent < PAUSED, again)
                except Bad as error:
                    yield Failure(shown, error.reason, error.remedy)
                    silent = silent + 1 if _passes(error) else 0
                    if not _passes(error):
                        done.add(entry.id)  # it would fail the same way each time
                    continue
                if bad is not None:
                    silent += _passes(bad)
                    yield FromFeed(shown, bad.reason)
                elif not entry.text:
                    silent = 0
                if isinstance(article, Article):
                    found = self._put(article, shown)
                else:
                    found = self._file(article, shown, entry.published)
                # A new mark on the same text is nothing to tell.
                yield from (one for one in found if not (again and isinstance(one, Copies)))
                done.add(entry.id)
            self._progress(Progress("fetching", len(fresh), len(fresh), known.title))
        finally:
            stamps = {
                url: entry.stamp if entry.id in done else known.stamps.get(url, "")
                for entry in entries.values()
                if (url := clean(entry.url))
            }
            self._feeds.put(replace(progress_of(known, list(entries), done), stamps=stamps))

    def _entry(
        self, entry: Entry, feed: Feed, known: FollowedFeed, ask: bool, again: bool
    ) -> tuple[Article | FileAnswer, Bad | None]:
        """The article of an entry; if its page gives none, the entry's own text and the reason.

        But not in the place of what the page gave before (``again``). Raises ``Bad``.
        """
        from qabot.fetching.web import own_article

        if not ask:
            return own_article(entry, feed), Bad("the server does not answer")
        try:
            return self._web(known.private).entry(entry, feed), None
        except Bad as bad:
            if again or not entry.own:
                raise
            return own_article(entry, feed), bad

    def _file(
        self, answer: FileAnswer, shown: str, published: date | None = None
    ) -> Iterator[Found]:
        """Write what a document or a list of articles holds; it does not know where it lies."""
        url = clean(answer.url)

        def write(article: Article, to: Placing, shown: str) -> Iterator[Found]:
            known = replace(
                article,
                url=article.url or url,
                source=article.source or outlet(url),
                published=article.published or published,
            )
            yield from self._put(known, shown)

        yield from place_text(answer.data, self._to, shown, answer.name, write)

    def _put(self, article: Article, shown: str) -> Iterator[Found]:
        """Write a fetched article; a new version takes the place of the old one."""
        twin = self._to.twin(article)
        if twin:
            yield Copies({shown: twin})
            return
        older = self._versions.at(article.url)
        if older is None:
            yield write_article(article, self._to, shown)
            return
        folder = self._to.folder
        goal = folder / older.path
        if older.key or not goal.exists():
            yield write_article(article, self._to, shown)
        elif goal.suffix == ".md":
            # The user may have worked on it: the old version is not thrown away.
            kept = set_aside(folder, older.path)
            found = write_article(article, self._to, shown, over=goal)
            if isinstance(found, Failure):
                kept.replace(goal)
            yield found
        else:
            found = write_article(article, self._to, shown)
            if isinstance(found, Placed):
                self._versions.replace(older, found.path)
            yield found
        if older.key:
            Removed(folder).add(older.path, older.key)
            self._catalogue.remove_article(older.number)


def _passes(bad: Bad) -> bool:
    return isinstance(bad, Unfetched) and bad.passing


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
