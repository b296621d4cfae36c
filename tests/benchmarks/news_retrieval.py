"""Whether the right article comes first on a news question set; a gate for releases.

    python tests/benchmarks/news_retrieval.py --data DIR/news_dev [--keep DIR]

``--data`` holds ``articles.jsonl.gz`` and ``questions.jsonl`` in the format that
``qabot eval --help`` describes. The articles go through ``Library.add``. Prints article hit@1 and
MRR@10 over the answerable questions; exits 1 if either is below its floor.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from platformdirs import user_cache_path

from qabot.domain import Progress, QabotError
from qabot.evaluation.metrics import mean, reciprocal_rank
from qabot.evaluation.names import Names
from qabot.evaluation.questions import read_questions, spread
from qabot.library import Library
from qabot.settings import Settings

PASSAGES = 60
"""Asked for, so that ten articles are among them."""


def main() -> int:
    """Run; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--keep", type=Path, help="corpus folder; default: in the user's cache")
    parser.add_argument("--hit1", type=float, default=0.80, help="floor")
    parser.add_argument("--mrr", type=float, default=0.87, help="floor")
    parser.add_argument("--limit", type=int, help="ask so many, spread evenly")
    given = parser.parse_args()
    keep = given.keep or user_cache_path("qabot") / "benchmarks" / given.data.resolve().name
    keep.mkdir(parents=True, exist_ok=True)
    library = Library(keep, Settings())
    try:
        return _run(library, given)
    except QabotError as error:
        print(error, file=sys.stderr)
        return 2
    finally:
        library.close()


def _run(library: Library, given: argparse.Namespace) -> int:
    started = time.perf_counter()
    report = library.add([str(given.data / "articles.jsonl.gz")], progress=_said)
    if report.failures:
        raise QabotError(f"Not all articles could be read: {report.failures[0]}.")
    counts = library.counts()
    print(
        f"{counts.articles:,} articles, {counts.passages:,} passages, "
        f"{len(report.added):,} added in {time.perf_counter() - started:.0f} s"
    )
    names = Names.of(library.rows())
    asked = read_questions(given.data / "questions.jsonl").questions
    questions = spread([q for q in asked if q.answerable and q.grades], given.limit)
    if notice := names.check(questions):
        print(notice)
    ranks = []
    for question in questions:
        grades = names.grades(question)
        hits = library.search(question.text, PASSAGES)
        articles = dict.fromkeys(hit.article.number for hit in hits)
        ranks.append(reciprocal_rank([grades.get(number, 0.0) for number in articles]))
    hit1, mrr = mean([float(rank == 1.0) for rank in ranks]), mean(ranks)
    if hit1 is None or mrr is None:
        raise QabotError("No question names an article.", "See `qabot eval --help`.")
    print(f"{len(ranks):,} questions: hit@1 {hit1:.4f}, mrr@10 {mrr:.4f}")
    below = [
        f"{name} {value:.4f} is below {floor}"
        for name, value, floor in (("hit@1", hit1, given.hit1), ("mrr@10", mrr, given.mrr))
        if value < floor
    ]
    print("\n".join(below) or "both floors hold")
    return 1 if below else 0


def _said(step: Progress) -> None:
    if sys.stderr.isatty():
        total = f" of {step.total:,}" if step.total else ""
        print(f"\r{step.step} {step.done:,}{total}   ", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
