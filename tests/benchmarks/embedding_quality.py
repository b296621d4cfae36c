"""Does the small model find as well as the original? Articles at rank 1, dense search only.

Embeds question sets with the model in float32, 8 bits and 7 bits, and looks whether the
passage nearest to a question belongs to a right article. Make the models first, in the
environment that ``tests/tools/export_minilm.py`` describes::

    for p in fp32 int8 int7; do python tests/tools/export_minilm.py DIR/$p --precision $p; done
    python tests/benchmarks/embedding_quality.py --data DATA --models DIR --set news_dev

DATA holds a folder for each set, with ``articles.jsonl.gz`` and ``questions.jsonl``.
Differences to the first model are paired, with a 95 % interval of 10,000 bootstrap samples.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qabot.quiet import quiet
from qabot.text import normalise, passages, sentences


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Titled passages with the ids of their articles, and questions with the right ids."""

    texts: list[str]
    owners: NDArray[np.str_]
    questions: list[str]
    right: list[set[str]]


def read_set(folder: Path, every: int) -> QuestionSet:
    """Read a set; of its answerable questions, only each ``every``-th."""
    texts, owners = [], []
    with gzip.open(folder / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            text = normalise(article["text"])
            for span in passages(text, sentences(text)):
                texts.append(f"{article['title']}\n{text[span.start : span.end]}")
                owners.append(article["id"])
    with (folder / "questions.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    rows = [row for row in rows if row["answerable"] and row["articles"]][::every]
    right = [set(row["articles"]) for row in rows]
    return QuestionSet(texts, np.array(owners), [row["question"] for row in rows], right)


def measure(folder: Path, asked: QuestionSet) -> dict[str, NDArray[np.float64]]:
    """For each question: whether a right article is first, and 1 / its rank among passages."""
    from qabot.embedding.minilm import MiniLM

    minilm = MiniLM(folder)
    matrix = minilm.embed_array(asked.texts)
    hits, reciprocal = [], []
    for question, right in zip(asked.questions, asked.right, strict=True):
        order = np.argsort(-(matrix @ minilm.embed_array([question])[0]), kind="stable")[:10]
        ranks = [rank for rank, place in enumerate(order, 1) if asked.owners[place] in right]
        hits.append(bool(ranks) and ranks[0] == 1)
        reciprocal.append(1 / ranks[0] if ranks else 0)
    return {"hit@1": np.array(hits, dtype=float), "MRR@10": np.array(reciprocal)}


def compared(values: NDArray[np.float64], base: NDArray[np.float64]) -> str:
    """Mean paired difference in points, with its interval."""
    pair = 100 * (values - base)
    draws = np.random.default_rng(0).integers(len(pair), size=(10_000, len(pair)))
    low, high = np.percentile(pair[draws].mean(axis=1), [2.5, 97.5])
    return f"{pair.mean():+.2f} [{low:+.2f}, {high:+.2f}]"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--set", dest="sets", nargs="+", default=["news_dev"])
    parser.add_argument("--precisions", nargs="+", default=["fp32", "int8", "int7"])
    parser.add_argument("--every", type=int, default=1, help="take only each n-th question")
    options = parser.parse_args()
    quiet()
    for name in options.sets:
        asked = read_set(options.data / name, options.every)
        print(f"{name}: {len(asked.texts)} passages, {len(asked.questions)} questions", flush=True)
        base: dict[str, NDArray[np.float64]] = {}
        for precision in options.precisions:
            began = time.perf_counter()
            found = measure(options.models / precision, asked)
            base = base or found
            said = [
                f"{measured} {100 * values.mean():.2f} ({compared(values, base[measured])})"
                for measured, values in found.items()
            ]
            print(f"  {precision:6} {', '.join(said)}, {time.perf_counter() - began:.0f} s")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
