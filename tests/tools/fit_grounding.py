"""Fit the weights of the grounding check's signs, and write ``grounding/weights.json``.

    python tests/tools/fit_grounding.py [--write] [--errors] [--cases FILE] [--held FILE]

Cases: those of ``tests/data/grounding_cases.jsonl`` from round ``UNREAD`` on and those of
``tests/data/support_held.txt.gz``, for from the others the reader has learnt, and it knows them too
well; and made ones of the kind ``elsewhere``: a fine sentence that cites the other sentences of its
article, or another article. Those that a sure check marks (quotation, number, date, name) say
nothing of the signs and are left out of fitting, not out of the figures. Logistic regression with
L2 towards half of what is expected of a sign, for few cases show some of them and the reader knows
half of it; a sign may only speak against a sentence, so no weight is below zero. Both files count
alike, and the threshold is where ``FINE_MARKED`` of the fine sentences of each are marked, on
average. Figures are of five-fold cross-validation in which all cases of one article are in one
fold. They flatter: the checks were mended with these cases at hand. What an unseen round gives
stands in ``tests/benchmarks/README.md``.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from support_articles import cases as claims

import qabot.grounding.weights as weights_room
from qabot.embedding import load_embedder
from qabot.embedding.cross_reader import load_reader
from qabot.grounding import Cited
from qabot.grounding.check import signs, sure_problem
from qabot.grounding.reading import reading
from qabot.grounding.weights import NAMES, strongest
from qabot.grounding.words import bare, words

DATA = Path(__file__).parent.parent / "data"
CASES, HELD = DATA / "grounding_cases.jsonl", DATA / "support_held.txt.gz"
UNREAD = 15
"""Round from which on the reader has not learnt from the cases."""
FRESH = 26
"""Round from which on they are for measuring only."""
FOLDS, RIDGE, HALF = 5, 0.001, 0.5
FINE_MARKED = 0.09
"""Share of fine sentences that may be marked."""
ELSEWHERE = 0.15
"""What a made case weighs, where a written one weighs 1."""
EXPECTED = {
    "denied": 3.8, "undenied": 3.8, "opposite": 4.0, "exchanged": 3.8, "turned_over": 3.8,
    "crossed": 3.8, "speaker": 3.8, "speaker_new": 3.0, "other_doer": 3.2, "counted": 3.0,
    "sides": 3.0, "surer": 3.0, "less_sure": 2.5, "owners": 2.0, "duty": 2.0, "undone": 1.5,
    "surer_loosely": 1.2, "settled": 3.2, "done": 3.0, "done_loosely": 0.5, "quantity": 4.0,
    "opposite_loosely": 0.7, "denial_new": 1.0, "turned_here": 1.0, "turned_there": 3.5,
    "untold": 4.0, "altered_word": 1.0, "altered_noun": 1.0, "count": 0.7, "new": 1.0,
    "new_share": 1.5, "much_new": 2.0, "far": 1.0, "word_for_word": 1.5, "unread": 16.0,
}  # fmt: skip
Array = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass
class Seen:
    """Cases with their signs: one row each."""

    cases: list[dict[str, Any]]
    sure: Flags
    rows: Array
    bad: Array
    weight: Array
    fold: NDArray[np.int64]


def elsewhere(cases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Fine sentences that cite what does not bear them out."""
    found: list[dict[str, Any]] = []
    fine = [case for case in cases if case["supported"]]
    for number, case in enumerate(fine):
        said = {word.base for word in words(bare(case["sentence"])) if word.content}
        shared = [
            len(said & {w.base for w in words(bare(c["text"]))}) / max(1, len(said))
            for c in case["cited"]
        ]
        others = [c for c, s in zip(case["cited"], shared, strict=True) if s <= 0.2]
        if max(shared) < 0.5 or not others:
            others = fine[(number + 37) % len(fine)]["cited"]
        more = {"kind": "elsewhere", "supported": False, "cited": others, "group": case["cited"]}
        found.append({**case, **more})
    return found


def taken_apart(case: dict[str, Any], encoder: Any) -> tuple[bool, Array]:
    """Whether a sure check marks a case, and its signs."""
    cited = [
        Cited(c["text"], date.fromisoformat(c["published"]), c["source"], c["title"])
        for c in case["cited"]
    ]
    said, texts = bare(case["sentence"]), [bare(one.text) for one in cited]
    told = [*signs(said, texts, encoder)[1], *reading(said, cited, load_reader())]
    found = strongest(told)
    row = np.array([found.get(name, 0.0) for name in NAMES])
    return sure_problem(said, cited, texts) is not None, row


def seen(cases: list[dict[str, Any]]) -> Seen:
    encoder = load_embedder()
    cases = [*cases, *elsewhere(cases)]
    apart = [taken_apart(case, encoder) for case in cases]
    groups = [case.get("group", case["cited"])[0]["text"] for case in cases]
    order = {group: n for n, group in enumerate(dict.fromkeys(groups))}
    return Seen(
        cases,
        np.array([one for one, _ in apart]),
        np.array([row for _, row in apart]),
        np.array([not case["supported"] for case in cases], dtype=float),
        shares(cases),
        np.array([order[group] % FOLDS for group in groups]),
    )


def shares(cases: list[dict[str, Any]]) -> Array:
    """What a case weighs: those of both files alike in sum."""
    held = [case["round"] == 0 for case in cases]
    count = {own: held.count(own) for own in (True, False)}
    made = [ELSEWHERE if case["kind"] == "elsewhere" else 1.0 for case in cases]
    return np.array([m / count[own] for m, own in zip(made, held, strict=True)])


def fitted(rows: Array, bad: Array, weight: Array) -> tuple[Array, float]:
    """Weights and bias by projected gradient (Adam)."""
    drawn = HALF * np.array([EXPECTED.get(name, 0.0) for name in NAMES])
    theta, bias = drawn.copy(), -3.0
    m, v = np.zeros(len(NAMES) + 1), np.zeros(len(NAMES) + 1)
    for step in range(1, 4001):
        miss = (1 / (1 + np.exp(-(rows @ theta + bias))) - bad) * weight / weight.sum()
        slope = np.append(rows.T @ miss + RIDGE * (theta - drawn), miss.sum())
        m, v = 0.9 * m + 0.1 * slope, 0.999 * v + 0.001 * slope**2
        move = 0.05 * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
        theta, bias = np.maximum(0.0, theta - move[:-1]), bias - move[-1]
    return theta, float(bias)


def crossed(all_: Seen) -> Array:
    """The doubt of each case by weights fitted without its fold."""
    doubt = np.zeros(len(all_.cases))
    for part in range(FOLDS):
        use, there = ~all_.sure & (all_.fold != part), all_.fold == part
        theta, bias = fitted(all_.rows[use], all_.bad[use], all_.weight[use])
        doubt[there] = 1 / (1 + np.exp(-(all_.rows[there] @ theta + bias)))
    return doubt


def best_threshold(all_: Seen, doubt: Array) -> float:
    """The lowest at which few fine sentences are marked."""
    held = np.array([case["round"] == 0 for case in all_.cases])
    written = np.array([case["kind"] != "elsewhere" for case in all_.cases])

    def fine_marked(threshold: float) -> float:
        marked = all_.sure | (doubt > threshold)
        of = [(all_.bad == 0) & written & (held == own) for own in (True, False)]
        return float(np.mean([marked[rows].mean() for rows in of if rows.any()]))

    return float(next(t for t in np.arange(0.2, 0.98, 0.01) if fine_marked(t) <= FINE_MARKED))


def report(all_: Seen, marked: Flags, doubt: Array, *, errors: bool) -> None:
    kinds, found = Counter[str](), Counter[str]()
    for case, mark in zip(all_.cases, marked, strict=True):
        kinds[case["kind"]] += 1
        found[case["kind"]] += int(mark)
    print({kind: f"{found[kind]}/{kinds[kind]}" for kind in kinds})
    bad = all_.bad > 0
    rounds = np.array([case["round"] for case in all_.cases])
    written = np.array([case["kind"] != "elsewhere" for case in all_.cases])
    for number in sorted(set(rounds)):
        own = written & (rounds == number)
        right, wrong = marked[bad & own].sum(), marked[~bad & own].sum()
        print(
            f"round {number}: recall {right / (bad & own).sum():.3f}, precision"
            f" {right / (right + wrong):.3f}, fine marked {wrong / (~bad & own).sum():.3f}"
        )
    if errors:
        rows = zip(all_.cases, all_.sure, all_.rows, marked, doubt, strict=True)
        for case, sure, row, mark, d in rows:
            if mark == case["supported"]:
                told = {n: round(float(v), 2) for n, v in zip(NAMES, row, strict=True) if v}
                cited = " / ".join(c["text"] for c in case["cited"])
                what = "FALSE" if case["supported"] else "MISS"
                how = "sure" if sure else f"{d:.2f}"
                print(what, case["id"], case["kind"], how, "|", case["sentence"], "||", cited, told)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", action="store_true", help="write the weights")
    parser.add_argument("--errors", action="store_true", help="tell what goes wrong")
    parser.add_argument("--cases", type=Path, default=CASES)
    parser.add_argument("--held", type=Path, default=HELD)
    options = parser.parse_args()
    lines = options.cases.read_text(encoding="utf-8").splitlines()
    told = [case for case in map(json.loads, lines) if UNREAD <= case["round"] < FRESH]
    all_ = seen([*told, *claims(options.held)])
    doubt = crossed(all_)
    threshold = best_threshold(all_, doubt)
    report(all_, all_.sure | (doubt > threshold), doubt, errors=options.errors)
    theta, bias = fitted(all_.rows[~all_.sure], all_.bad[~all_.sure], all_.weight[~all_.sure])
    found = {name: round(float(w), 3) for name, w in zip(NAMES, theta, strict=True)}
    data = {"bias": round(bias, 3), "threshold": round(threshold, 2), "signs": found}
    print(json.dumps(data, indent=1))
    if options.write:
        path = Path(weights_room.__file__).with_name(weights_room.FILE)
        path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
