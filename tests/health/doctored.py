"""Looking at a corpus and mending it, as ``qabot doctor`` does."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from qabot.health import Done, Finding, diagnose, treat
from qabot.library import HIDDEN, Library
from qabot.settings import Settings

SETTINGS = Settings.model_construct()
ARTICLES = 12


def look(corpus: Path, settings: Settings = SETTINGS) -> list[Finding]:
    """What the doctor finds, but for what is in order."""
    found = list(diagnose(corpus, settings, HIDDEN))
    return [finding for finding in found if finding.severity != "ok"]


def told(findings: list[Finding]) -> set[tuple[str, str]]:
    """Check and severity."""
    return {(finding.check, finding.severity) for finding in findings}


def mend(corpus: Path, findings: list[Finding], *, leftovers: bool = False) -> list[Done]:
    """Mend, and expect nothing to fail."""
    done = list(treat(corpus, SETTINGS, HIDDEN, findings, leftovers=leftovers))
    assert not [each for each in done if each.failed]
    return done


def assert_well(corpus: Path, articles: int = ARTICLES) -> None:
    """Nothing is left to find but what was set aside; and a library agrees."""
    assert told(look(corpus)) <= {("set aside", "note")}
    with closing(Library(corpus, SETTINGS)) as library:
        assert len(library.rows()) == articles
        library.warm()
        assert library._parts().index.state == "Chroma"
        for row in library.rows():
            article = library.article(row.number)
            hits = library.search(article.text.split(". ")[1], 1)
            assert hits[0].article.text == article.text
