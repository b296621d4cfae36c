"""Which article a question set means by an id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from qabot.domain import Article, ArticleRow, QabotError
from qabot.evaluation.questions import Question


def name_of(article: Article | ArticleRow) -> str:
    """The id of an article in results: its key in a file of many, else its file without suffix."""
    return article.key or PurePosixPath(article.path).stem


@dataclass(frozen=True, slots=True)
class Names:
    """The articles of a corpus by every name that a question set may use."""

    numbers: Mapping[str, int]
    """Ids, file stems and paths to article numbers."""

    @classmethod
    def of(cls, rows: Iterable[ArticleRow]) -> Names:
        """All names of the articles. An id counts before a stem, a stem before a path."""
        listed = list(rows)
        numbers: dict[str, int] = {}
        for row in listed:
            if not row.key:
                numbers[row.path] = row.number
        for row in listed:
            if not row.key:
                numbers[PurePosixPath(row.path).stem] = row.number
        for row in listed:
            if row.key:
                numbers[row.key] = row.number
        return cls(numbers)

    def grades(self, question: Question) -> dict[int, float]:
        """Grades of the articles that answer a question, by number.

        Those that the corpus lacks have numbers below 0: they count, and cannot be found.
        """
        return {
            self.numbers.get(name, -place): grade
            for place, (name, grade) in enumerate(question.grades.items(), start=1)
        }

    def check(self, questions: Iterable[Question]) -> str:
        """A notice if some of the articles named are not in the corpus, else nothing.

        Raises ``QabotError`` if none of them is: then the corpus is another one.
        """
        named = {name for question in questions for name in question.grades}
        missing = sorted(named - set(self.numbers))
        if not missing:
            return ""
        if len(missing) == len(named):
            raise QabotError(
                f"None of the {len(named):,} articles that the questions name is in the corpus, "
                f"for example {missing[0]!r}.",
                "Name the articles that belong to the questions with --articles or --corpus.",
            )
        return (
            f"{len(missing):,} of {len(named):,} articles that the questions name are not in the "
            f"corpus, for example {missing[0]!r}."
        )
