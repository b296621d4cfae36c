"""Why an answer is as it is, line by line."""

from __future__ import annotations

from qabot.cli.output import say
from qabot.domain import Answer, Hit, outlet_and_day
from qabot.exporting import singled

_MOST = 10
"""Passages that are told: each is a line to listen to."""


def print_why(answer: Answer) -> None:
    """What was searched and found, and why each passage stands where it does."""
    say(f"Searched: {answer.searched}")
    for chip in answer.chips:
        words = f", from “{chip.words}”" if chip.words else ""
        say(f"Only: {chip.label}{words}")
    said = "answered" if answer.answered else "nothing answers"
    say(f"Confidence: {answer.confidence:.2f} of 1: {said}, by {answer.mode}")
    if answer.timings:
        say("Time: " + ", ".join(f"{step} {took:.3f} s" for step, took in answer.timings.items()))
    for statement, quotes in answer.marked:
        say(f"Marked: {statement.text.strip()}")
        say(f"    ? {statement.mark}")
        for citation in quotes:
            outlet = outlet_and_day(citation.source, citation.published, page=citation.page)
            say(f"    cites [{citation.number}] {outlet}: “{singled(citation.quote.strip())}”")
        if not quotes:
            say("    cites nothing")
    articles = len({hit.article.number for hit in answer.hits})
    more = f"; the best {_MOST}:" if len(answer.hits) > _MOST else ""
    say(f"Found: {len(answer.hits):,} passages in {articles:,} articles{more}")
    for place, hit in enumerate(answer.hits[:_MOST], start=1):
        cited = "".join(f"[{number}] " for number in answer.cited_in(hit))
        page = hit.article.page_at(hit.passage.start)
        outlet = outlet_and_day(hit.article.source, hit.article.published, page=page)
        say(f"{place}. {cited}{hit.article.title}, {outlet}: {_scores(hit)}")


def _scores(hit: Hit) -> str:
    ranking = hit.ranking
    legs = {
        "by words": ranking.words,
        "by meaning": ranking.meaning,
        "word by word": ranking.rerank,
    }
    scores = [f"{name} {score:.2f}" for name, score in legs.items() if score is not None]
    return ", ".join([f"all together {ranking.fused:.2f}", *scores])
