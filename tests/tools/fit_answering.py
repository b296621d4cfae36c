"""Fit the weights of sentence choice and of confidence, and write ``answering/weights.json``.

    python tests/tools/fit_answering.py --data DIR --kept DIR [--write] SET[:LABEL] ...

``DIR/SET`` of ``--data`` holds ``questions.jsonl``, that of ``--kept`` the corpus which ``qabot
eval --keep`` made. ``LABEL``: what a right sentence is, ``answer`` (it holds the answer words) or
``gold`` (it is a sentence of the evidence). Sentence choice: softmax over a question's sentences,
the probability of the right ones maximised (Adam, L2); first over all sentences by their features,
then over those that the reader has read. Confidence: logistic regression on answerable against
unanswerable questions. Every set counts alike. Figures are of five-fold cross-validation, and of
each set with the weights fitted on the others.
"""

from __future__ import annotations

import argparse
import functools
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import qabot.answering.weights as weights_room
from qabot.answering.candidates import Sentence, candidates_of
from qabot.answering.closely import READ_NAMES, Marked, best_first, read_features, scored
from qabot.answering.confidence import SIGNALS, signals
from qabot.answering.features import NAMES, feature_rows, take_apart
from qabot.embedding.cross_reader import CrossReader, load_reader
from qabot.evaluation.matching import holds, same_sentence
from qabot.evaluation.metrics import auroc
from qabot.library import Library
from qabot.retrieval.search import Retrieved

Array = NDArray[np.float64]
FOLDS, SHRUNK = 5, 2.0
SHARES = {"news_dev": 2.0, "starter": 0.5}
"""What a set weighs in sentence choice, where others weigh 1: news is what qabot is for."""


@dataclass
class Asked:
    """A question with the features of its sentences, and which of them are right."""

    part: str
    answerable: bool
    rows: Array
    answer: NDArray[np.bool_]
    gold: NDArray[np.bool_]
    right: NDArray[np.bool_]
    question: str
    listed: list[Sentence]
    signs: Callable[[NDArray[np.float32], float | None], dict[str, float]]
    """Signals of confidence, given the scores of the sentences and what the reader says."""


@dataclass
class Read:
    """A question's sentences that were read, and what is made of them."""

    whole: Asked
    asked: Asked
    """Only those that were read, with ``READ_NAMES``."""
    rows: list[int]
    highest: float
    """What the reader says of the best of them."""
    first: Array


def questions(data: Path, part: str) -> list[dict[str, object]]:
    lines = (data / part / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line]


def each(data: Path, kept: Path, part: str) -> Iterator[tuple[dict[str, object], Retrieved]]:
    """Each question with what is found for it, as asked on its day."""
    library = Library(kept / part)
    library.warm()
    retriever = library._parts().retriever
    for question in questions(data, part):
        day = question.get("asked")
        today = date.fromisoformat(str(day)) if day else None
        yield question, retriever.search(str(question["question"]), today=today)
    library.close()


def read(data: Path, kept: Path, part: str, label: str) -> list[Asked]:
    found = []
    for question, retrieved in each(data, kept, part):
        taken = take_apart(retrieved.query)
        listed = candidates_of(retrieved.candidates)
        rows = feature_rows(taken, listed).astype(np.float64)
        answer = np.array([holds(s.text, question.get("answers") or ()) for s in listed], bool)  # type: ignore[arg-type]
        gold = np.array(
            [same_sentence(s.text, question.get("evidence") or ()) for s in listed], bool
        )  # type: ignore[arg-type]
        right = answer if label == "answer" else gold
        signs = functools.partial(signals, taken, listed, rows.astype(np.float32))
        text = retrieved.query.text
        found.append(
            Asked(
                part, bool(question["answerable"]), rows, answer, gold, right, text, listed, signs
            )
        )
    print(part, len(found), flush=True)
    return found


def read_closely(asked: Asked, sentence: Array, reader: CrossReader) -> Read:
    first = asked.rows @ sentence
    read = best_first(first.astype(np.float32))
    marks = Marked(reader, asked.question, asked.listed).of(read)
    scores = first.astype(np.float32)
    table = read_features(asked.rows.astype(np.float32), scores, read, marks).astype(np.float64)
    only = replace(
        asked, rows=table, answer=asked.answer[read], gold=asked.gold[read], right=asked.right[read]
    )
    return Read(asked, only, read, float(marks.own.max()), first)


def descend(
    grow: Callable[[Array], Array],
    size: int,
    bounds: tuple[Array, Array] | None = None,
    steps: int = 400,
    rate: float = 0.05,
) -> Array:
    """Minimise by Adam (Kingma and Ba, 2015), given the gradient, within bounds."""
    weights, mean, square = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, steps + 1):
        slope = grow(weights)
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
        if bounds is not None:
            weights = np.clip(weights, *bounds)
    return weights


def spread(listed: Sequence[Asked]) -> tuple[Array, Array]:
    rows = np.concatenate([asked.rows for asked in listed])
    return rows.mean(0), rows.std(0) + 1e-3


def decay(l2: float, size: int) -> Array:
    """L2 of each feature. Once a sentence was read, its own features are in its first score: they
    may add little, for they are alike, and with the few questions each would undo others' work.
    """
    shrunk = len(NAMES) if size == len(READ_NAMES) else 0
    return np.array([SHRUNK] * shrunk + [l2] * (size - shrunk))


def fit_sentences(listed: Sequence[Asked], scale: tuple[Array, Array], l2: float) -> Array:
    used = [a for a in listed if a.answerable and a.right.any()]
    counts = {part: sum(a.part == part for a in used) for part in {a.part for a in used}}
    longest = max(len(a.rows) for a in used)
    rows = np.zeros((len(used), longest, used[0].rows.shape[1]))
    right = np.zeros((len(used), longest))
    mask = np.full((len(used), longest), -1e9)
    for place, asked in enumerate(used):
        n = len(asked.rows)
        rows[place, :n] = (asked.rows - scale[0]) / scale[1]
        right[place, :n] = asked.right
        mask[place, :n] = 0.0
    share = np.array([SHARES.get(a.part, 1.0) / counts[a.part] for a in used])
    share /= share.sum()

    def grow(weights: Array) -> Array:
        scores = rows @ weights + mask
        chance = np.exp(scores - scores.max(1, keepdims=True))
        chance /= chance.sum(1, keepdims=True)
        wanted = chance * right
        wanted /= wanted.sum(1, keepdims=True) + 1e-12
        slope: Array = np.einsum("qs,qsf->f", (chance - wanted) * share[:, None], rows)
        return slope + decays * weights / len(weights)

    size = used[0].rows.shape[1]
    decays = decay(l2, size)
    return descend(grow, size) / scale[1]


def figures(listed: Sequence[Asked], weights: Array) -> dict[str, float]:
    used = [a for a in listed if a.answerable]
    tops = [np.argsort(-(a.rows @ weights))[:4] for a in used]
    pairs = list(zip(used, tops, strict=True))
    total = max(1, len(used))
    return {
        "answer_first": sum(bool(len(t)) and bool(a.answer[t[0]]) for a, t in pairs) / total,
        "answer_four": sum(bool(a.answer[t].any()) for a, t in pairs) / total,
        "gold_first": sum(bool(len(t)) and bool(a.gold[t[0]]) for a, t in pairs) / total,
        "gold_four": sum(bool(a.gold[t].any()) for a, t in pairs) / total,
    }


def fit_confidence(rows: Array, labels: Array, parts: Sequence[str], l2: float = 0.1) -> Array:
    """Weights of the signals, and the bias last."""
    mean, width = rows.mean(0), rows.std(0) + 1e-3
    scaled = np.concatenate([(rows - mean) / width, np.ones((len(rows), 1))], axis=1)
    kinds = [f"{part}{label}" for part, label in zip(parts, labels, strict=True)]
    share = np.array([1.0 / kinds.count(kind) for kind in kinds])
    share /= share.sum()

    def grow(weights: Array) -> Array:
        chance = 1 / (1 + np.exp(-(scaled @ weights)))
        slope: Array = scaled.T @ ((chance - labels) * share)
        decay = l2 * weights
        decay[-1] = 0.0
        return slope + decay / len(weights)

    # More of a good sign must never make it less sure: else chance in the sets decides.
    free = ("asks_kind", "terms", "passages_agree")
    missing = ("number_missing", "rare_missing", "names_missing")
    low = [-9.0 if name in free or name in missing else 0.0 for name in SIGNALS]
    high = [0.0 if name in missing else 9.0 for name in SIGNALS]
    found = descend(grow, scaled.shape[1], (np.array([*low, -99.0]), np.array([*high, 99.0])))
    plain = found[:-1] / width
    return np.append(plain, found[-1] - float(plain @ mean))


def told_of(parts: dict[str, list[Asked]], l2: float, stage: str) -> Array:
    """Weights fitted on everything; prints what they would give on questions held out."""
    everything = [asked for listed in parts.values() for asked in listed if len(asked.rows)]
    scale = spread(everything)
    fold = np.random.default_rng(0).integers(0, FOLDS, len(everything))
    for part in parts:
        held = [0.0] * 4
        count = sum(a.part == part and a.answerable for a in everything)
        for k in range(FOLDS):
            train = [a for a, f in zip(everything, fold, strict=True) if f != k]
            test = [a for a, f in zip(everything, fold, strict=True) if f == k and a.part == part]
            got = figures(test, fit_sentences(train, scale, l2))
            n = sum(a.answerable for a in test)
            held = [h + n * g / count for h, g in zip(held, got.values(), strict=True)]
        print(stage, part, "cross-validated", [round(h, 3) for h in held], flush=True)
        others = [a for a in everything if a.part != part]
        if others:
            unseen = figures(parts[part], fit_sentences(others, scale, l2))
            print(stage, part, "fitted on the others", {k: round(v, 3) for k, v in unseen.items()})
    return fit_sentences(everything, scale, l2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--kept", type=Path, required=True)
    parser.add_argument("--l2", type=float, default=0.02)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("sets", nargs="+")
    options = parser.parse_args()
    labels = dict((*name.split(":"), "gold")[:2] for name in options.sets)
    parts = {part: read(options.data, options.kept, part, labels[part]) for part in labels}
    sentence = told_of(parts, options.l2, "by features")
    reader = load_reader()
    closely = {
        part: [read_closely(asked, sentence, reader) for asked in listed if len(asked.rows)]
        for part, listed in parts.items()
    }
    closer = told_of(
        {p: [r.asked for r in listed] for p, listed in closely.items()}, options.l2, "read"
    )
    rows, answerable, where = [], [], []
    for found in (found for listed in closely.values() for found in listed):
        first = found.first.astype(np.float32)
        second = (found.asked.rows @ closer).astype(np.float32)
        known = found.whole.signs(scored(first, found.rows, second), found.highest)
        rows.append([known[name] for name in SIGNALS])
        answerable.append(found.whole.answerable)
        where.append(found.whole.part)
    table, truth = np.array(rows), np.array(answerable, float)
    fold = np.random.default_rng(1).integers(0, FOLDS, len(table))
    held_out = np.zeros(len(table))
    for k in range(FOLDS):
        train = np.flatnonzero(fold != k)
        fitted = fit_confidence(table[train], truth[train], [where[i] for i in train])
        held_out[fold == k] = 1 / (1 + np.exp(-(table[fold == k] @ fitted[:-1] + fitted[-1])))
    for part in parts:
        own = [i for i, name in enumerate(where) if name == part]
        print(part, "AUROC", auroc(held_out[own].tolist(), [answerable[i] for i in own]))
    final = fit_confidence(table, truth, where)
    if options.write:
        written = {
            "sentence": {n: round(float(w), 4) for n, w in zip(NAMES, sentence, strict=True)},
            "read": {n: round(float(w), 4) for n, w in zip(READ_NAMES, closer, strict=True)},
            "confidence": {
                n: round(float(w), 4) for n, w in zip((*SIGNALS, "bias"), final, strict=True)
            },
        }
        goal = Path(weights_room.__file__).with_name(weights_room.FILE)
        goal.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
