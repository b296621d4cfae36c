"""All checks of one sentence: first what is sure, then the signs, weighed together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qabot.grounding.aligned import paired
from qabot.grounding.amounts import check_numbers, loose_counts
from qabot.grounding.bindings import bindings
from qabot.grounding.certainty import certainty
from qabot.grounding.dated import check_dates
from qabot.grounding.deeds import untold
from qabot.grounding.figures import check_figures
from qabot.grounding.meaning import altered_words, meaning
from qabot.grounding.names import check_names
from qabot.grounding.outlets import check_outlets
from qabot.grounding.parity import parity
from qabot.grounding.polarity import polarity
from qabot.grounding.quantities import quantities
from qabot.grounding.quotes import check_quotes
from qabot.grounding.reading import UNREAD, Reader, reading, unreadable
from qabot.grounding.roles import roles
from qabot.grounding.settled import settled
from qabot.grounding.speech import speakers
from qabot.grounding.subjects import subjects
from qabot.grounding.values import Cited, Problem, Signal, Verdict
from qabot.grounding.weights import load_weights
from qabot.grounding.words import bare

if TYPE_CHECKING:
    from qabot.embedding.base import TokenEncoder


def check(
    sentence: str,
    cited: Sequence[Cited],
    encoder: TokenEncoder | None = None,
    reader: Reader | None = None,
) -> Verdict:
    """Whether the cited sentences support a written one. ``[1]`` in it does not count.

    Without an ``encoder`` the meaning is not compared, without a ``reader`` nothing is read.
    """
    if not cited:
        return Verdict(False, "uncited", "cites nothing", 0.0)
    said = bare(sentence)
    texts = [bare(one.text) for one in cited]
    problem = sure_problem(said, cited, texts) or unreadable(said, cited)
    similarity, signals = signs(said, texts, encoder)
    if problem is None:
        signals += reading(said, cited, reader) if reader else [UNREAD]
        problem = _weighed(signals)
    if problem:
        return Verdict(False, problem.kind, problem.remark, similarity)
    return Verdict(True, similarity=similarity)


def sure_problem(said: str, cited: Sequence[Cited], texts: Sequence[str]) -> Problem | None:
    """A quotation, number, date or name of a bare sentence that is not in the bare cited ones."""
    return (
        check_quotes(said, texts)
        or check_numbers(said, texts, [one.published for one in cited])
        or check_figures(said, texts)
        or check_dates(said, cited, texts)
        or check_names(said, cited, texts)
        or check_outlets(said, cited, texts)
    )


def signs(
    said: str, texts: Sequence[str], encoder: TokenEncoder | None
) -> tuple[float, list[Signal]]:
    """Cosine of a bare sentence and bare cited ones, and all signs that it says something else."""
    pair = paired(said, texts)
    found = [*polarity(pair), *roles(pair, said, texts), *subjects(pair), *bindings(pair)]
    found += [*speakers(pair), *certainty(pair), *loose_counts(said, texts)]
    found += [*untold(pair), *parity(pair), *settled(pair), *quantities(pair)]
    similarity = 1.0
    if encoder is not None:
        similarity, more = meaning(pair, said, texts, encoder)
        found += [*more, *altered_words(pair, encoder)]
    return similarity, found


def _weighed(signals: Sequence[Signal]) -> Problem | None:
    weights = load_weights()
    if weights.doubt(signals) <= weights.threshold:
        return None
    telling = [s for s in signals if s.remark]
    most = max(telling, key=lambda s: weights.signs[s.name] * s.value, default=None)
    if most is None:
        return Problem("meaning", "what it cites says something else")
    return Problem(most.kind, most.remark)
