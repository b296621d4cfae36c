"""The words of a question: which count, in what form the full-text index knows them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from qabot.domain import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

STOP_WORDS = frozenset(
    "a about above after again against all also am among an and any anybody anyone are as at be became because "
    "become been before being below between both but by can could did do does doing done down "
    "during each either else ever every few for from further get gets give given go goes got had "
    "happen happened happening happens has have having he her here hers herself him himself his "
    "how however i if in into is it its itself just know let like made make makes many may me "
    "might more most much must my myself near neither no nor not now of off on once one only onto "
    "or other our ours ourselves out over own per please put quite rather really s same say says "
    "said shall she should since so some someone something still such t take taken tell than that "
    "the their theirs them themselves then there these they this those though through thus to too "
    "toward towards under until up upon us very via was we well were what whatever when where "
    "whether which while who whole whom whose why will with within without would yet you your "
    "yours yourself "
    "ain aren couldn didn doesn don hadn hasn haven isn ll mustn needn re shan shouldn ve wasn "
    "weren won wouldn".split()
)
MAX_WORDS = 64
"""Content words of a question that are searched for; a longer question is cut."""
_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(
    '["\u201c\u201d\u00ab\u00bb]([^"\u201c\u201d\u00ab\u00bb]{2,200})["\u201c\u201d\u00ab\u00bb]'
)
# Hyphenated words, numbers with marks, dotted acronyms: searched as one phrase.
_TERM = re.compile(r"[^\W_]+(?:[-/'’&.,][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to look for: a word, or several in a row."""

    text: str
    span: Span
    """Where it stands in the question."""
    stems: tuple[str, ...]
    phrase: bool = False
    """Whether the user put it in quotation marks."""

    @property
    def match(self) -> str:
        """As an FTS5 expression: always quoted, so that no operator gets through."""
        return '"' + " ".join(_WORD.findall(self.text)) + '"'


_ONE_AT_A_TIME = Lock()
"""The stemmer holds the word that it is at: two threads would get parts of each other's."""


@lru_cache(maxsize=1)
def _stemmer() -> object:
    import snowballstemmer

    # The algorithm of FTS5's porter tokenizer.
    return snowballstemmer.stemmer("porter")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a word: lower case, Porter's algorithm (Porter 1980)."""
    with _ONE_AT_A_TIME:
        return str(_stemmer().stemWord(word.lower()))  # type: ignore[attr-defined]


def stems(text: str) -> list[str]:
    """Stems of all words of a text, in order."""
    return [stem(word) for word in _WORD.findall(text)]


@lru_cache(maxsize=1)
def stop_stems() -> frozenset[str]:
    """``STOP_WORDS`` as ``stems`` gives them: "any" is "ani" there."""
    return frozenset(map(stem, STOP_WORDS))


def terms(question: str) -> list[Term]:
    """The content words of a question, each once, and what it puts in quotation marks.

    With only stop words in it ("who are the Who?") these are the terms.
    """
    quoted = [match for match in _QUOTED.finditer(question) if _WORD.search(match[1])]
    found = [_term(match[1], match.start(1), phrase=True) for match in quoted]
    plain = [_term(match[0], match.start()) for match in _TERM.finditer(question)]
    content = [term for term in plain if not _is_stop(term)]
    chosen = found + (content or ([] if found else plain))
    unique = {(term.stems, term.phrase): term for term in reversed(chosen)}
    return sorted(unique.values(), key=lambda term: term.span.start)[:MAX_WORDS]


def _term(text: str, start: int, *, phrase: bool = False) -> Term:
    # The possessive is no word of its own: the index would look for "China s" as a phrase.
    bare = re.sub(r"['’]s?$", "", text)
    return Term(bare, Span(start, start + len(text)), tuple(stems(bare)), phrase)


def _is_stop(term: Term) -> bool:
    words = [word.lower() for word in _WORD.findall(term.text)]
    if len(words) == 1 and term.text.isupper() and 1 < len(term.text) <= 4:
        return False  # US, WHO, IT: written so, they are names
    return all(word in STOP_WORDS for word in words)


def match_expression(found: Sequence[Term]) -> str:
    """Any of the terms, as an FTS5 expression; empty if there are none."""
    return " OR ".join(term.match for term in found)
