"""What adding or syncing has done so far."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import PurePath

from qabot.domain import Article, Failure, Report
from qabot.reading.language import is_foreign

NAMED = 3
"""Files named in a notice; of the rest it says how many."""
KINDS = 6
"""The same of kinds of files."""
_PACKED = (".gz", ".bz2", ".xz", ".zst")


@dataclass
class Tally:
    """Grows during the work; becomes a ``Report``."""

    added: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    unchanged: int = 0
    removed: int = 0
    failures: list[Failure] = field(default_factory=list)
    copies: dict[str, str] = field(default_factory=dict)
    """What was not added because the same article is there: its place and theirs."""
    still: list[Failure] = field(default_factory=list)
    """Files that failed before and have not changed since."""
    foreign: Counter[str] = field(default_factory=Counter)
    """New articles in languages other than English, by language."""
    untold: int = 0
    """New articles that are not English, in what language is not known."""
    undated: dict[str, dict[str, str]] = field(default_factory=dict)
    """What stands for a date and is none, by file and part of it."""
    from_feed: dict[str, str] = field(default_factory=dict)
    """Entries of feeds that were taken from the feed, and why their pages were not."""
    passed: list[str] = field(default_factory=list)
    """Files in folders that were passed over, because their kind is not read."""
    notices: list[str] = field(default_factory=list)

    @property
    def articles(self) -> int:
        return len(self.added) + len(self.changed) + self.unchanged + len(self.copies)

    def undate(self, shown: str, where: str, stated: str) -> None:
        """Note a date that is none."""
        self.undated.setdefault(shown, {})[where] = stated

    def speak(self, article: Article) -> None:
        """Note the language of a new article, if the embedder may not know it."""
        if article.language not in ("", "en"):
            self.foreign[article.language] += 1
        elif not article.language and is_foreign(article.text):
            self.untold += 1

    def report(self) -> Report:
        notices = list(self.notices)
        if self.copies:
            pairs = [f"{new} is the same as {old}" for new, old in self.copies.items()]
            notices.append(f"Not added again: {_some(pairs)}.")
        if self.from_feed:
            said = [f"{shown} ({reason})" for shown, reason in self.from_feed.items()]
            notices.append(
                f"Taken as the feed has it, because the page could not be read: {_some(said)}."
            )
        if self.still:
            said = [f"{failure.path} ({failure.reason})" for failure in self.still]
            word = "file has" if len(said) == 1 else "files have"
            notices.append(
                f"{len(said):,} {word} failed before and not changed since: {_some(said)}."
            )
        if self.passed:
            word = "file" if len(self.passed) == 1 else "files"
            kinds = Counter(_kind(name) for name in self.passed).most_common()
            said = [f"{count:,} {kind}" for kind, count in kinds]
            named = sorted(self.passed, key=lambda name: not PurePath(name).suffix)
            notices.append(
                f"Passed over {len(self.passed):,} {word} of kinds that are not read "
                f"({_some(said, KINDS, ', ')}): {_some(named)}."
            )
        if self.undated:
            notices.append(f"Added without a date: {_some(_undated(self.undated))}.")
        if self.foreign:
            count, names = self.foreign.total(), ", ".join(sorted(self.foreign))
            word = "article is" if count == 1 else "articles are"
            notices.append(
                f"{count:,} {word} not in English ({names}): found by words, by meaning only roughly."
            )
        if self.untold:
            word = "article is" if self.untold == 1 else "articles are"
            notices.append(
                f"{self.untold:,} {word} in a language that is not recognised: "
                "found by words, by meaning only roughly."
            )
        return Report(
            tuple(self.added),
            tuple(self.changed),
            self.unchanged + len(self.copies),
            self.removed,
            tuple(self.failures),
            tuple(notices),
        )


def _undated(found: dict[str, dict[str, str]]) -> list[str]:
    said = []
    for shown, parts in found.items():
        where, stated = next(iter(parts.items()))
        place = f"{shown}:{where}" if where else shown
        more = f", and {len(parts) - 1:,} more in it" if len(parts) > 1 else ""
        said.append(f"{place} (“{stated}” is no day{more})")
    return said


def _kind(name: str) -> str:
    """``.zip``, ``.md.gz``; or that there is none."""
    path = PurePath(name)
    ends = path.suffixes[-2:] if path.suffix.lower() in _PACKED else path.suffixes[-1:]
    return "".join(ends).lower() or "without suffix"


def _some(parts: list[str], most: int = NAMED, joint: str = "; ") -> str:
    rest = len(parts) - most
    return joint.join(parts[:most]) + (f"{joint}and {rest:,} more" if rest > 0 else "")
