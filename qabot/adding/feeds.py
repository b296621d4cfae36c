"""The feeds that a corpus follows: ``.qabotfeeds.json`` in its folder, for the user to read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from qabot.adding.atomic import write_file
from qabot.domain import QabotError

FILE = ".qabotfeeds.json"
SEVERAL = 4
"""Entries from which most are not corrected at once."""


@dataclass(frozen=True, slots=True)
class FollowedFeed:
    """A feed, and how far it has been read."""

    url: str
    title: str = ""
    etag: str = ""
    modified: str = ""
    """What the server wants to hear back, to say that nothing is new."""
    checked: str = ""
    """Day and time, UTC, of the last answer."""
    private: bool = False
    """Whether addresses of private networks may be asked for it."""
    seen: tuple[str, ...] = ()
    """Entries of the last answer that are done with, by their ids."""
    stamps: Mapping[str, str] = field(default_factory=dict)
    """What each address of it was marked with: another mark means that the article was changed."""


class Feeds:
    """The list, as it is in the file."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE

    def all(self) -> list[FollowedFeed]:
        """All feeds, in the order in which they were added. Raises ``QabotError``."""
        try:
            value = json.loads(self._file.read_text(encoding="utf-8"))
            return [_feed(item) for item in value["feeds"]]
        except FileNotFoundError:
            return []
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise QabotError(
                f"{self._file} cannot be read: {error}.", "Mend or delete it; it lists your feeds."
            ) from error

    def find(self, url: str) -> FollowedFeed | None:
        """The feed of this address."""
        return next((feed for feed in self.all() if feed.url == url), None)

    def put(self, feed: FollowedFeed) -> None:
        """Add or replace a feed."""
        feeds = self.all()
        places = [place for place, known in enumerate(feeds) if known.url == feed.url]
        if places:
            feeds[places[0]] = feed
        else:
            feeds.append(feed)
        self._write(feeds)

    def remove(self, wanted: str) -> FollowedFeed:
        """Follow a feed no longer: by address or title. Raises ``QabotError``."""
        feeds = self.all()
        named = [feed for feed in feeds if wanted in (feed.url, feed.title)]
        found = named or [feed for feed in feeds if wanted.casefold() in feed.url.casefold()]
        if len(found) != 1:
            how = "no feed" if not found else f"{len(found)} feeds"
            raise QabotError(f"{wanted!r} is {how}.", "`qabot feeds` lists them.")
        self._write([feed for feed in feeds if feed != found[0]])
        return found[0]

    def _write(self, feeds: list[FollowedFeed]) -> None:
        value = {"feeds": [asdict(feed) for feed in feeds]}
        write_file(self._file, json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def _feed(item: dict[str, object]) -> FollowedFeed:
    seen, stamps = item.get("seen"), item.get("stamps")
    if not isinstance(item["url"], str):
        raise TypeError("a feed without an address")
    return FollowedFeed(
        item["url"],
        str(item.get("title", "")),
        str(item.get("etag", "")),
        str(item.get("modified", "")),
        str(item.get("checked", "")),
        item.get("private") is True,
        tuple(map(str, seen)) if isinstance(seen, list) else (),
        {str(k): str(v) for k, v in stamps.items()} if isinstance(stamps, dict) else {},
    )


def progress_of(feed: FollowedFeed, present: list[str], done: set[str]) -> FollowedFeed:
    """The feed after an answer with the ``present`` entries, of which some are ``done`` with.

    While some are not, the server's marks are forgotten: it would say that nothing is new.
    """
    seen = tuple(id_ for id_ in present if id_ in done)
    if len(seen) < len(present):
        return replace(feed, seen=seen, etag="", modified="")
    return replace(feed, seen=seen)


def corrected(feed: FollowedFeed, present: Mapping[str, str]) -> frozenset[str]:
    """Addresses whose mark is another than before; ``present``: the marks of an answer.

    Where most of several are marked anew, the feed marks them with each answer.
    """
    known = [url for url in present if feed.stamps.get(url)]
    other = frozenset(url for url in known if feed.stamps[url] != present[url])
    return frozenset() if len(known) >= SEVERAL and len(other) > len(known) / 2 else other
