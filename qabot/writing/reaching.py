"""Which models can be used now, and whether one can be."""

from __future__ import annotations

import urllib.error

from qabot.domain import QabotError
from qabot.writing.direct import is_here
from qabot.writing.models import (
    ask_json,
    key_for,
    ollama_models,
    ollama_url,
    parse_model,
    reachable_models,
    without_password,
)

_MOST = 200


def listed_models(present: str = "", base_url: str = "") -> list[str]:
    """Names of the models that can be used now: what Ollama has, and what the server of the
    ``present`` model, or the one at ``base_url``, lists. A server that does not answer has none.

    Raises ``QabotError`` if something else than Ollama answers at its address.
    """
    try:
        name = parse_model(present)
    except QabotError:
        name = None  # none, or a slip that the first question tells of
    ours = (name.url if name else "") or base_url
    found: list[str] = []
    if ours and (name is None or name.provider != "ollama"):
        suffix = "" if ours == base_url else f"@{ours}"
        found = [f"openai:{model}{suffix}" for model in _served(ours)]
    return [*found, *reachable_models()]


def _served(url: str) -> list[str]:
    """What a server that speaks OpenAI's protocol lists. Empty if it lists nothing."""
    try:
        said = ask_json(f"{url.rstrip('/')}/models", key=key_for("openai", url))
        return [str(one["id"]) for one in said["data"]][:_MOST]
    except (OSError, KeyError, TypeError, ValueError):
        return []


def check_reached(text: str, base_url: str = "") -> None:
    """Raise ``QabotError`` if the server of a model does not answer, or does not have it.

    Servers elsewhere than here are not asked, but for Ollama's: a proxy may stand between.
    """
    name = parse_model(text)
    url = name.url or base_url
    if name.provider == "ollama":
        url = url or ollama_url()
        try:
            known = ollama_models(url)
        except OSError:
            raise QabotError(
                f"No Ollama answers at {without_password(url)}.", "`ollama serve` starts it."
            ) from None
        if not {name.model, f"{name.model}:latest"} & set(known):
            raise QabotError(f"{name} is not there.", f"`ollama pull {name.model}` fetches it.")
    elif is_here(url):
        try:
            ask_json(f"{url.rstrip('/')}/models")
        except (urllib.error.HTTPError, ValueError):
            pass  # it answers; some list nothing
        except OSError:
            raise QabotError(
                f"No server answers at {without_password(url)}.", "Start it, or check its port."
            ) from None
