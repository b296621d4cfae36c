"""Of whom a text says "he" and of whom "she"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from qabot.retrieval.understand.people import likely, people

Sex = Literal["he", "she"]

_HERS = (
    "mrs|ms|madam|dame|lady|queen|princess|duchess|baroness|wife|widow|mother|grandmother|daughter|sister|girl|woman|"
    "actress|spokeswoman|chairwoman|businesswoman|businesswomen|congresswoman"
)
_HIS = (
    "mr|sir|lord|king|prince|duke|baron|husband|widower|father|grandfather|son|brother|boy|man|actor|spokesman|"
    "chairman|businessman|congressman"
)
# "Queen Ada", "a girl of seven, Ada Lind"; then "Ada, the wife of".
_BEFORE = re.compile(
    rf"\b(?:(?P<she>{_HERS})|(?P<he>{_HIS}))(?:,|\s+of\s+(?:\d+|[a-z]+),)?\s+$", re.IGNORECASE
)
_AFTER = re.compile(
    r",\s+(?:(?:the|an?|his|her|their|its)\s+)?(?:[a-z-]+\s+){0,2}"
    rf"(?:(?P<she>{_HERS})|(?P<he>{_HIS}))\b(?!\s+[A-Z])"
)
_SUBJECT = re.compile(r"\b(he|she)\b", re.IGNORECASE)


def sexes(texts: Iterable[str]) -> list[tuple[str, Sex]]:
    """Names with the sex that titles, words of kinship and pronouns tell; the first are surest."""
    told: list[tuple[str, Sex]] = []
    guessed: list[tuple[str, Sex]] = []
    for text in texts:
        named = people(text)
        for name, _ in named:
            match = _BEFORE.search(text[: name.span.start]) or _AFTER.match(text[name.span.end :])
            if match:
                told.append((name.text, "she" if match["she"] else "he"))
        alone = likely(text)
        if len(alone) == 1 and len(named) == 1:
            later = _SUBJECT.search(text[alone[0][0].span.end :])
            if later:
                guessed.append((alone[0][0].text, "she" if later[1].lower() == "she" else "he"))
    return told + guessed
