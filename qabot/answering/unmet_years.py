"""A year in a question that is no filter: said where nothing quoted is of it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from qabot.domain import Answer
from qabot.retrieval.understand.wording import EDGE, GOES_ON

if TYPE_CHECKING:
    from qabot.storage.catalogue import Catalogue

_YEAR = r"(?P<year>(?:19|20)\d\d)(?![\w%]|[-–/]\w|[.,:]\d)"
_IN = re.compile(
    rf"\b(?:in|during|throughout|of)\s+(?:(?:early|mid|late)[\s-]+)?{_YEAR}", re.IGNORECASE
)
# "The 2022 earthquake", not "the 2000 soldiers".
_NAMED = re.compile(
    rf"(?:\b(?:the|his|her|its|our|their|this|that|which|what)|['’]s)\s+{_YEAR}(?<!00)(?=\s+[^\W\d])",
    re.IGNORECASE,
)
_LATER = 31
"""Days into the next year in which a year's events are still reported."""


def years_said(question: str) -> list[int]:
    """Years that a question places its matter in: "in 2022", "the 2022 earthquake"."""
    placed = [
        match
        for match in _IN.finditer(question)
        if EDGE.match(question, match.end()) or GOES_ON.match(question, match.end())
    ]
    found = sorted((*placed, *_NAMED.finditer(question)), key=lambda match: match.start())
    return list(dict.fromkeys(int(match["year"]) for match in found))


def said_of_years(
    question: str, answer: Answer, catalogue: Catalogue, today: date
) -> tuple[str, ...]:
    """A notice of the first past year that is no filter and that nothing cited is of or names."""
    for year in years_said(question):
        if year <= today.year and not _told(year, answer, catalogue):
            if catalogue.numbers_where(since=date(year, 1, 1), until=date(year, 12, 31)):
                return (
                    (f"Nothing quoted is from {year} or names that year.",)
                    if answer.answered
                    else ()
                )
            rest = "; those of other years are quoted." if answer.answered else "."
            return (f"No article is from {year}{rest}",)
    return ()


def _told(year: int, answer: Answer, catalogue: Catalogue) -> bool:
    """Whether an article that is cited came out in a year or speaks of it."""
    cited = {citation.article: citation.published for citation in answer.citations}
    for number, article in catalogue.articles(list(cited)).items():
        day = cited[number]
        if day and (day.year == year or 0 <= (day - date(year, 12, 31)).days <= _LATER):
            return True
        if re.search(rf"(?<!\d){year}(?!\d)", f"{article.title} {article.text}"):
            return True
        if (
            day
            and day.year == year + 1
            and re.search(r"\blast year\b", article.text, re.IGNORECASE)
        ):
            return True
    return False
