"""What went wrong with a model, in one line, with a remedy and without any key."""

from __future__ import annotations

import os
import re
from typing import Any

from qabot.domain import QabotError
from qabot.writing.cleaning import invisible_removed

OTHER_KEY = "OPENAI_COMPATIBLE_API_KEY"
"""Where the key of a server that is not the provider's own stands, if it needs one."""


class TooLong(QabotError):
    """A prompt that the model's window does not hold."""


_KEYS = re.compile(
    r"\b(?:sk|pk|key|xai|gsk|hf|or)[-_][\w-]{6,}(?:\*+[\w-]*)?|\bAIza[\w-]{20,}"
    r"|\b(?:Bearer|Basic)\s+[^\s\"',;]+|(?<=://)[^/\s@]+@",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"((?<![a-z])(?:x-)?(?:api[_-]?key|key|token|secret|password)[\"']?\s*[=:]\s*[\"']?)"
    r"(?!\u2026)[^\s\"'&,;}]{5,}",
    re.IGNORECASE,
)
_SECRET = re.compile(r"(?:KEY|TOKEN|SECRET|PASSWORD)$")
_LONGEST = 200


def redacted(text: str) -> str:
    """The text without keys: those of the environment, and what looks like one."""
    for variable, value in os.environ.items():
        if len(value) >= 8 and _SECRET.search(variable.upper()):
            text = text.replace(value, "…")
    return _NAMED.sub(r"\1…", _KEYS.sub("…", text))


def status_of(error: BaseException) -> int:
    """The HTTP status of an error; 0 without one."""
    for one in _chain(error):
        for source in (one, getattr(one, "response", None)):
            status = getattr(source, "status_code", None)
            if isinstance(status, int) and status > 0:
                return status
    return 0


def retry_after(error: BaseException) -> float | None:
    """Seconds that a server asks to wait; None if it does not."""
    for one in _chain(error):
        headers: Any = getattr(getattr(one, "response", None), "headers", None)
        said = headers.get("retry-after") if headers is not None else None
        if said is not None:
            try:
                return max(0.0, float(said))
            except ValueError:
                return None  # a date: too long to wait for
    return None


def explained(error: BaseException, name: str) -> QabotError:
    """An error of a model's library as one for the user."""
    if isinstance(error, QabotError):
        return error
    status, kind = status_of(error), " ".join(type(one).__name__ for one in _chain(error))
    provider = name.partition(":")[0]
    server = (
        "Is it running? `ollama serve` starts it." if provider == "ollama" else "Is it running?"
    )
    if status in (401, 403) or "Authentication" in kind or "PermissionDenied" in kind:
        other = "@" in name or provider == "ollama"
        key = OTHER_KEY if other else f"{provider.upper()}_API_KEY"
        return QabotError(f"{name} does not accept the key.", f"Check {key}.")
    if status == 404 or "NotFound" in kind:
        pull = f"`ollama pull {name.partition(':')[2].partition('@')[0]}` fetches it."
        return QabotError(
            f"{name} is not there.", pull if provider == "ollama" else "Check the model's name."
        )
    told = " ".join(f"{one} {getattr(one, 'code', '')}" for one in _chain(error))
    if re.search(r"insufficient_quota|credit balance is too low", told):
        return QabotError(f"{name} has no credit left.", "Add to it, or choose another model.")
    if status == 429 or "RateLimit" in kind:
        wait = retry_after(error)
        later = f"Ask again in {wait:.0f} s." if wait else "Ask again later."
        return QabotError(f"{name} takes no more questions for now.", later)
    if "ContextOverflow" in kind or re.search(r"context.{0,20}(?:length|window|size)", str(error)):
        return TooLong(f"The articles are too long for {name}.", "Choose a model with more room.")
    if "Timeout" in kind:
        return QabotError(f"{name} did not answer in time.", "Ask again, or set a longer patience.")
    if status >= 500:
        return QabotError(f"{name} failed (status {status}).", "Ask again later.")
    if re.search(r"Connect|Network", kind):
        return QabotError(f"The server of {name} cannot be reached.", server)
    if re.search(r"JSON|Decode|Validation|Protocol", kind) or "No generation chunks" in str(error):
        return QabotError(f"The server of {name} sends what is no reply.", "Is its address right?")
    said = (
        redacted(" ".join(invisible_removed(str(error)).split()))[:_LONGEST].rstrip(".")
        or type(error).__name__
    )
    return QabotError(f"{name} failed: {said}.", "Ask again, or choose another model.")


def _chain(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found and len(found) < 6:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found
