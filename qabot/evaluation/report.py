"""Results as tables for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from qabot.evaluation.compare import Difference
from qabot.evaluation.records import FAULTS, Record
from qabot.evaluation.result import Result
from qabot.text import visible

_LABELS = {
    "hit@1": "right article first",
    "hit@3": "right article among 3",
    "hit@5": "right article among 5",
    "hit@10": "right article among 10",
    "mrr@10": "mean reciprocal rank, first 10",
    "ndcg@10": "nDCG, first 10",
    "answer_in_first": "answer words in the first sentence",
    "answer_in_shown": "answer words in the sentences shown",
    "gold_first": "evidence sentence first",
    "gold_shown": "evidence sentence among those shown",
    "answered_share": "answerable questions answered",
    "abstention_auroc": "confidence tells answerable from not (AUROC)",
    "refusal_precision": "refused questions that are unanswerable",
    "refusal_recall": "unanswerable questions that are refused",
    "calibration_error": "mean gap of confidence and truth",
    "quotes_verbatim": "quotes verbatim at their offsets",
    "latency_p50_s": "seconds to an answer, median",
    "latency_p95_s": "seconds to an answer, 95 of 100",
    "embed_200_tokens_s": "seconds to embed 200 tokens",
    "latency_p50_in_embeddings": "median answer in such embeddings",
    "failed": "questions that failed with an error",
}
_PLAIN = {"latency_p50_in_embeddings": "{:.1f}", "failed": "{:.0f}"}


def print_result(console: Console, result: Result) -> None:
    """The figures, the kinds of error and the reliability curve."""
    table = Table("figure", "value", "meaning", title=_title(result), title_justify="left")
    table.columns[1].justify = "right"
    for name, value in result.figures.items():
        table.add_row(Text(name), _number(name, value), Text(_LABELS.get(name, "")))
    console.print(table)
    _print_faults(console, result)
    _print_curve(console, result)
    for notice in result.notices:
        console.print(Text(visible(f"Note: {notice}")))


def _title(result: Result) -> Text:
    yes = sum(record.answerable for record in result.records)
    return Text(f"{len(result.records):,} questions, {yes:,} of them answerable")


def _number(name: str, value: float | None) -> Text:
    return Text("–" if value is None else _PLAIN.get(name, "{:.3f}").format(value))


def _print_faults(console: Console, result: Result) -> None:
    table = Table("what went wrong", "questions", title="Errors by kind", title_justify="left")
    table.columns[1].justify = "right"
    for name, count in result.faults.items():
        if count:
            table.add_row(Text(FAULTS[name]), Text(f"{count:,}"))
    if table.row_count:
        console.print(table)


def _print_curve(console: Console, result: Result) -> None:
    table = Table(
        *("confidence", "questions", "mean", "answerable"),
        title="Does confidence mean something?",
        title_justify="left",
    )
    for column in table.columns[1:]:
        column.justify = "right"
    for part in result.curve:
        if part.count:
            table.add_row(
                Text(f"{part.low:.1f} to {part.high:.1f}"),
                Text(f"{part.count:,}"),
                _number("", part.confidence),
                _number("", part.answerable),
            )
    console.print(table)


def print_differences(console: Console, differences: Sequence[Difference]) -> None:
    """What changed between two runs; what is sure is in bold and starred."""
    table = Table(
        *("figure", "questions", "before", "after", "change", "95 % interval", ""),
        title="Compared question by question (* the interval leaves out 0)",
        title_justify="left",
    )
    for column in table.columns[1:]:
        column.justify = "right"
    for item in differences:
        table.add_row(
            *(Text(item.name), Text(f"{item.count:,}")),
            *(Text(f"{item.before:.3f}"), Text(f"{item.after:.3f}")),
            Text(f"{item.change:+.3f}"),
            Text(f"{item.low:+.3f} to {item.high:+.3f}"),
            Text("*" if item.sure else ""),
            style="bold" if item.sure else "",
        )
    console.print(table)


def print_worst(console: Console, records: Iterable[Record]) -> None:
    """The questions that went most wrong, with what was quoted."""
    for record in records:
        console.print()
        head = f"[{record.id}] {record.question}"
        console.print(Text(visible(" ".join(head.split())), style="bold"))
        said = "answered" if record.answered else "nothing answers"
        what = (
            record.error or f"{FAULTS[record.fault]} ({said}, confidence {record.confidence:.2f})"
        )
        console.print(Text(visible(f"  {what}")))
        for item in record.quoted:
            mark = "+" if item.answer or item.gold else "-"
            line = f"  {mark} {item.article}: {' '.join(item.quote.split())}"
            console.print(Text(visible(line)))
