"""Adding what a user names: each source placed in the corpus, then taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from qabot.adding.pasted import place_text
from qabot.adding.place import Copies, Found, Placing, place
from qabot.adding.take import Taker, relative
from qabot.adding.tally import Tally
from qabot.domain import Article, Failure
from qabot.storage.values import content_hash

PASTED = "the text"
"""What failures call a text that came without a name."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be added."""

    sources: Sequence[str] = ()
    texts: Sequence[str | bytes] = ()
    mapping: Mapping[str, str] = field(default_factory=dict)
    """Our field to the file's, for files with named fields."""


def add_wanted(wanted: Wanted, taker: Taker, tally: Tally) -> None:
    """Add all of it; failures go into ``tally``. Raises ``Cancelled``."""

    def twin(article: Article) -> str:
        path = taker.twin(content_hash(article))
        return path if path and (taker.folder / path).exists() else ""

    for found in _found(wanted, Placing(taker.folder, twin, wanted.mapping)):
        if isinstance(found, Failure):
            tally.failures.append(found)
        elif isinstance(found, Copies):
            tally.copies.update(found.of)
        else:
            name = relative(found.path, taker.folder)
            again = found.named and taker.removed.forget(name)
            taker.take(
                found.path,
                shown=found.shown,
                items=found.items,
                mapping=wanted.mapping,
                insist=True,
                again=again,
            )
    taker.flush()


def _found(wanted: Wanted, to: Placing) -> Iterator[Found]:
    for text in wanted.texts:
        yield from place_text(text, to, PASTED)
    for source in wanted.sources:
        yield from place(source, to)
