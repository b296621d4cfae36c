"""The figures of a whole run, from its records.

All figures are means over the questions on which they can be measured, 0 to 1.

Retrieval, over answerable questions that name articles; ranked are the distinct articles in the
order in which the answer's passages name them, near-copies that are shown as one at one place:

``hit@1`` ``hit@3`` ``hit@5`` ``hit@10``  a right article is among the first so many
``mrr@10``   1 / rank of the first right article among the first ten, else 0
``ndcg@10``  normalised discounted cumulative gain of the first ten, graded where grades are given

Sentences, over answerable questions with ``answers`` or with ``evidence``. What is measured is
the choice of sentences and not whether the answer was withheld: where nothing was answered, the
sentences shown as nearest count, of which there may be fewer.

``answer_in_first`` ``answer_in_shown``  an answer occurs in the first sentence, in any of them
``gold_first`` ``gold_shown``  the first sentence is one of the evidence, any of them is

Refusing; refused is what was not answered:

``answered_share``     answerable questions that are answered
``refusal_precision``  of the refused questions, those that are unanswerable
``refusal_recall``     of the unanswerable questions, those that are refused
``abstention_auroc``   how often an answerable question has more confidence than an unanswerable one
``calibration_error``  mean gap between confidence and share of answerable questions, ten bins

And: ``quotes_verbatim`` (quotes that stand in their article at their offsets), ``latency_p50_s``
and ``latency_p95_s`` (seconds from asking to the whole answer, one question after the other),
``embed_200_tokens_s`` (median seconds to embed one passage of about 200 tokens, sampled between
the questions of the same run), ``latency_p50_in_embeddings`` (the ratio of the two), ``failed``
(questions on which asking failed with an error: a count).
"""

from __future__ import annotations

from collections.abc import Sequence

from qabot.evaluation.metrics import (
    auroc,
    calibration_error,
    mean,
    percentile,
    precision_recall,
    reliability,
)
from qabot.evaluation.records import RETRIEVAL, SENTENCES, Record

Figures = dict[str, float | None]


def figures(records: Sequence[Record], embed_seconds: Sequence[float]) -> Figures:
    """All figures by name; None where the questions do not measure it."""
    result: Figures = {
        name: mean([record.scores[name] for record in records if name in record.scores])
        for name in (*RETRIEVAL, *SENTENCES)
    }
    confidences = [record.confidence for record in records]
    answerable = [record.answerable for record in records]
    precision, recall = precision_recall(
        [not record.answered for record in records], [not flag for flag in answerable]
    )
    both = any(answerable) and not all(answerable)
    result["answered_share"] = mean([float(r.answered) for r in records if r.answerable])
    result["abstention_auroc"] = auroc(confidences, answerable)
    # Without unanswerable questions every refusal is wrong; that says nothing about the class.
    result["refusal_precision"] = precision if not all(answerable) else None
    result["refusal_recall"] = recall
    result["calibration_error"] = (
        calibration_error(reliability(confidences, answerable)) if both else None
    )
    result["quotes_verbatim"] = mean([float(q.verbatim) for r in records for q in r.quoted])
    seconds = [record.seconds for record in records if not record.error]
    result["latency_p50_s"] = percentile(seconds, 0.5)
    result["latency_p95_s"] = percentile(seconds, 0.95)
    embed = percentile(embed_seconds, 0.5)
    result["embed_200_tokens_s"] = embed
    middle = result["latency_p50_s"]
    result["latency_p50_in_embeddings"] = middle / embed if middle and embed else None
    result["failed"] = float(sum(bool(record.error) for record in records))
    return result
