"""What is said beside an answer of what was asked for and is not told by it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from qabot.answering.since import said_of_event
from qabot.answering.unmet_years import said_of_years
from qabot.answering.when import said_beyond, said_of_preference
from qabot.domain import Answer, Chip

if TYPE_CHECKING:
    from qabot.answering.asked import Thread
    from qabot.retrieval.understand import Understood
    from qabot.storage.catalogue import Catalogue

_NO_ARTICLE_OF = "None of your articles is from {}"


def notices(
    question: str,
    asked: Understood,
    outside: Sequence[Chip],
    answer: Answer,
    catalogue: Catalogue,
    thread: Thread,
) -> tuple[str, ...]:
    """Times and outlets asked for that are no filters, or that are not those of the answer."""
    today = thread.today or date.today()
    beyond = said_beyond(outside, answer, *catalogue.span_of_days())
    dated = any(chip.kind == "date" for chip in (*asked.chips, *answer.chips))
    spoken_of = dated or bool(outside) or asked.preferred is not None
    of_others = any(chip.kind == "source" for chip in answer.chips)
    searched = "." if of_others else ": all were searched."
    return (
        *beyond,
        *said_of_preference(asked.preferred, answer),
        *(() if spoken_of else said_of_years(question, answer, catalogue, today)),
        *said_of_event(asked, answer, thread.without),
        *(_NO_ARTICLE_OF.format(name) + searched for name in asked.unknown),
        *(f"“{name}” is short for each of: {', '.join(of)}." for name, of in asked.shared),
    )
