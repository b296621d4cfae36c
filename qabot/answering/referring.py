"""What "the two countries" are, where the question does not say: those of the article found."""

from __future__ import annotations

import re
from collections import Counter

from qabot.answering.kinds import names
from qabot.answering.places import COUNTRIES
from qabot.domain import Article

_BOTH = re.compile(
    r"\b(?:the two|both|the 2) (?:countries|nations|powers|sides|governments|capitals)\b(?!\s+(?:of|in)\b)",
    re.IGNORECASE,
)
_ALSO = {
    "US": "United States", "U.S": "United States", "USA": "United States", "American": "United States",
    "Americans": "United States", "Washington": "United States", "Chinese": "China", "Beijing": "China",
    "UK": "Britain", "British": "Britain", "Russian": "Russia", "Russians": "Russia", "Moscow": "Russia",
    "Ukrainian": "Ukraine", "Ukrainians": "Ukraine", "Kyiv": "Ukraine", "French": "France",
    "German": "Germany", "Japanese": "Japan", "Indian": "India", "Pakistani": "Pakistan",
    "Israeli": "Israel", "Iranian": "Iran", "Turkish": "Turkey", "Syrian": "Syria", "Canadian": "Canada",
    "Mexican": "Mexico", "Australian": "Australia", "Finnish": "Finland", "Swedish": "Sweden",
}  # fmt: skip
_NOT_ONE = frozenset(("Hong Kong", "Macau", "Puerto Rico", "Greenland"))


def named_pair(question: str, article: Article) -> str | None:
    """The question with "the two countries" named, by the two that the article names most.

    None if it does not ask so, names a country itself, or the article has not two.
    """
    match = _BOTH.search(question)
    if match is None or _countries(f"x {question}"):
        return None
    common = [name for name, _ in _countries(f"{article.title}\n{article.text}").most_common(2)]
    if len(common) < 2:
        return None
    first, second = (f"the {name}" if name.startswith("United") else name for name in common)
    return f"{question[: match.start()]}{first} and {second}{question[match.end() :]}"


def _countries(text: str) -> Counter[str]:
    found = (text[span.start : span.end] for span in names(text))
    bare = (name.removesuffix("'s").removesuffix("’s").rstrip(".") for name in found)
    full = (_ALSO.get(name, name) for name in bare)
    return Counter(name for name in full if name in COUNTRIES and name not in _NOT_ONE)
