"""Adding what a user names: each source placed in the corpus, then taken."""

from __future__ import annotations

import glob
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qabot.adding.pasted import place_text
from qabot.adding.place import Copies, Found, FromFeed, Placed, Placing, place
from qabot.adding.stamps import relative
from qabot.adding.take import Taker
from qabot.adding.tally import Tally
from qabot.adding.versions import Versions
from qabot.adding.web import Addresses
from qabot.domain import Article, Failure
from qabot.fetching import Policy, is_url
from qabot.reading import readable

PASTED = "the text"
"""What failures call a text that came without a name."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be added."""

    sources: Sequence[str] = ()
    """Files, folders, patterns with ``*``, web addresses."""
    texts: Sequence[str | bytes] = ()
    mapping: Mapping[str, str] = field(default_factory=dict)
    """Our field to the file's, for files with named fields."""
    policy: Policy = field(default_factory=Policy)


def add_wanted(wanted: Wanted, taker: Taker, tally: Tally) -> None:
    """Add all of it; failures go into ``tally``. Raises ``Cancelled``."""
    to = _placing(taker, wanted.mapping)
    with _addresses(taker, to, wanted.policy) as addresses:
        for text in wanted.texts:
            _take(place_text(text, to, PASTED), taker, tally, wanted.mapping)
        for source in wanted.sources:
            found = addresses.add(source) if is_url(source) else _files(source, to)
            _take(found, taker, tally, wanted.mapping)
    taker.flush()


def add_news(taker: Taker, tally: Tally, policy: Policy) -> None:
    """Add what is new in the feeds. Raises ``Cancelled``."""
    with _addresses(taker, _placing(taker, {}), policy) as addresses:
        _take(addresses.news(), taker, tally, {})
    taker.flush()


def _placing(taker: Taker, mapping: Mapping[str, str]) -> Placing:
    def twin(article: Article) -> str:
        path = taker.twin(article)
        return path if path and (taker.folder / path).exists() else ""

    versions = Versions(taker.catalogue, taker.folder)
    return Placing(taker.folder, twin, mapping, taker.undate, taker.notes, versions, taker.passed)


def _addresses(taker: Taker, to: Placing, policy: Policy) -> Addresses:
    return Addresses(taker.catalogue, to, policy, taker.progress, taker.cancel)


def _take(founds: Iterator[Found], taker: Taker, tally: Tally, mapping: Mapping[str, str]) -> None:
    try:
        for found in founds:
            if isinstance(found, Failure):
                tally.failures.append(found)
            elif isinstance(found, Copies):
                tally.copies.update(found.of)
            elif isinstance(found, FromFeed):
                tally.from_feed[found.shown] = found.reason
            else:
                _take_placed(found, taker, mapping)
    finally:
        taker.notes.save()


def _take_placed(found: Placed, taker: Taker, mapping: Mapping[str, str]) -> None:
    name = relative(found.path, taker.folder)
    taker.unsettled.add(found.path.parent)
    forgotten = found.named and taker.removed.forget(name)
    renamed = bool(mapping) and taker.notes.name_fields(name, mapping)
    taker.take(
        found.path,
        shown=found.shown,
        items=found.items,
        insist=True,
        again=forgotten or renamed,
    )


def _files(source: str, to: Placing) -> Iterator[Found]:
    if not source.strip():
        yield Failure(repr(source), "no name of a file", "Name a file, a folder or an address.")
        return
    # Shells do it as well, but not all, and the chat is no shell.
    pattern = re.search(r"[*?\[]", source)
    if not pattern or Path(source).expanduser().exists():
        yield from place(source, to)
        return
    matches = sorted(glob.glob(str(Path(source).expanduser()), recursive=True))
    if not matches:
        yield Failure(source, "no file fits this pattern", "Check the pattern.")
    for match in matches:
        if Path(match).is_dir() or readable(Path(match)):
            yield from place(match, to)
        elif not Path(match).name.startswith("."):
            to.passed(match)
