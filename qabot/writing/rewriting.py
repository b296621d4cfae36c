"""A follow-up made complete by the model: one call, and only where there is something before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from qabot.domain import Answer, Cancel, QabotError
from qabot.retrieval.words import STOP_WORDS, stems
from qabot.writing.cleaning import LINK, shown
from qabot.writing.models import Writer
from qabot.writing.pieces import Cutter
from qabot.writing.prompt import REWRITE, rewrite_prompt
from qabot.writing.streaming import Usage, stream

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

_LONGEST = 300


def rewritten(
    writer: Writer, question: str, history: Sequence[Answer], cancel: Cancel, usage: Usage
) -> tuple[str | None, str]:
    """The complete question, or None with a notice that says why there is none.

    Raises ``Cancelled``.
    """
    from langchain_core.messages import HumanMessage, SystemMessage

    messages: list[BaseMessage] = [
        SystemMessage(REWRITE),
        HumanMessage(rewrite_prompt(question, history)),
    ]
    cutter = Cutter()
    try:
        said = cutter.add("".join(stream(writer, messages, cancel, usage)))
    except QabotError as error:
        return None, f"The question was not completed by the model: {error.message}"
    text = " ".join([*said, *cutter.finish()])
    text = re.sub(
        r"^(?:complete |standalone |rewritten )?question:\s*", "", text, flags=re.IGNORECASE
    )
    text = shown(text, ()).strip("\"'\u201c\u201d ")
    if _is_sound(text, question, history):
        return text, ""
    return None, "The model did not complete the question; it was completed by rule."


def _is_sound(text: str, question: str, history: Sequence[Answer]) -> bool:
    """Whether it is one question about what was spoken of, and not something else."""
    if not text or len(text) > _LONGEST or LINK.search(text):
        return False
    spoken = [question, *(a.question + " " + a.searched for a in history[-3:])]
    spoken += [statement.text for a in history[-3:] for statement in a.statements]
    known = {word for one in spoken for word in stems(one)}
    words = [word for word in stems(text) if word not in STOP_WORDS]
    own = [word for word in stems(question) if word not in STOP_WORDS]
    new = [word for word in words if word not in known]
    kept = [word for word in own if word in words]
    return bool(words) and len(new) <= len(words) / 2 and 2 * len(kept) >= len(own)
