"""Made articles with claims on their sentences, as ``train_support.py`` and ``fit_grounding.py`` read them.

An article is a line ``# date | outlet | title``, its numbered sentences, and claims on them, ``+``
borne out or ``-`` not, with the sentences that they cite and their kind::

    # 2024-05-12 | Harbour Gazette | Dockers end eleven-day strike
    1 Dockers in Rotholm went back to work on Sunday.
    + 1 | close | Work was resumed in Rotholm.
    - 1 | negation | Rotholm's dockers are still on strike.
"""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass, field
from pathlib import Path

_SENTENCE = re.compile(r"(\d)[.)]?\s+(.*)")
_CLAIM = re.compile(r"([+-])\s*([\d, ]+)\|\s*(\w+)\s*\|\s*(.*)")


@dataclass(frozen=True)
class Claim:
    text: str
    cited: tuple[int, ...]
    kind: str
    supported: bool


@dataclass
class Article:
    published: str
    source: str
    title: str
    sentences: dict[int, str] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)


def articles(path: Path) -> list[Article]:
    """Those of a gzipped file. Raises ``ValueError`` for a line of no known form."""
    found: list[Article] = []
    text = gzip.decompress(path.read_bytes()).decode("utf-8")
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("#"):
            published, source, title = (part.strip() for part in line[1:].split("|", 2))
            found.append(Article(published, source, title))
        elif match := _SENTENCE.match(line):
            found[-1].sentences[int(match[1])] = match[2]
        elif match := _CLAIM.match(line):
            cited = tuple(int(number) for number in re.findall(r"\d", match[2]))
            found[-1].claims.append(Claim(match[4], cited, match[3], match[1] == "+"))
        else:
            raise ValueError(f"{path}: {line}")
    return [article for article in found if article.claims]


def cases(path: Path) -> list[dict[str, object]]:
    """Each claim of a file, with what it cites, as ``grounding_cases.jsonl`` has it."""
    return [
        {
            "id": f"{path.name.split('.')[0]}-{number}-{place}",
            "round": 0,
            "kind": "paraphrase" if claim.supported else claim.kind,
            "supported": claim.supported,
            "sentence": claim.text,
            "cited": [
                {
                    "text": article.sentences[n],
                    "published": article.published,
                    "source": article.source,
                    "title": article.title,
                }
                for n in claim.cited
            ],
        }
        for number, article in enumerate(articles(path))
        for place, claim in enumerate(article.claims)
    ]
