"""He and she in questions, and whom those of a question before were taken for."""

from __future__ import annotations

import re

from qabot.domain import COMPLETED, Answer
from qabot.retrieval.understand.anaphora import LEAD
from qabot.retrieval.understand.names import names
from qabot.retrieval.understand.sexes import Sex

HE = re.compile(
    r"\b(?P<subject>he|she)\b|\b(?P<object>him)\b|\b(?P<own>his|hers)\b|\b(?P<her>her)\b",
    re.IGNORECASE,
)


def meant(answer: Answer) -> tuple[Sex, str] | None:
    """Whom a pronoun of a question before was taken for, None if for nobody."""
    lead = LEAD.match(answer.question)
    core = answer.question[lead.end() if lead else 0 :].strip()
    match = HE.search(core)
    before = core[: match.start()] if match else ""
    if match is None or not answer.searched.lower().startswith(before.lower()):
        return None
    left = answer.searched.partition(COMPLETED)[0][len(before) :]
    following = re.match(r"\s*([^\W_]+)", core[match.end() :])
    stop = re.search(rf"(?:['’]s)?\s+{re.escape(following[1])}\b", left) if following else None
    name = (left[: stop.start()] if stop else left).strip(" ?!.…,")
    name = re.sub(r"['’]s$", "", name)
    named = [one.text for one in names(f"x {name}")]
    return (sex_of(match), name) if named == [name] else None


def sex_of(match: re.Match[str]) -> Sex:
    """Of whom a pronoun that ``HE`` found speaks."""
    return "she" if match[0].lower() in ("she", "her", "hers") else "he"
