"""The language model, where one is set: installed, with its key, and its server answering.

Nothing but the question whether it is there is sent: no key, no text.
"""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from urllib.parse import urlsplit

from qabot.domain import QabotError
from qabot.health.findings import Finding
from qabot.health.look import Look

CHECK = "model"
_SECONDS = 5.0
_SERVERS = {"openai": "https://api.openai.com/v1", "anthropic": "https://api.anthropic.com/v1"}


def check_model(look: Look) -> Iterator[Finding]:
    """Whether the model that the settings name can be asked."""
    wanted, base = look.settings.model, look.settings.writing.base_url
    if not wanted:
        yield Finding(CHECK, "ok", "None is set: the articles are quoted.")
        return
    from qabot.writing.models import open_writer, parse_model, reachable_models

    try:
        name = parse_model(wanted)
        writer = open_writer(wanted, base_url=base, patience=look.settings.writing.patience)
    except QabotError as error:
        yield Finding(CHECK, "error", error.message, error.remedy)
        return
    url = name.url or base
    if name.provider == "ollama":
        try:
            known = reachable_models(url)
        except QabotError as error:
            yield Finding(CHECK, "error", error.message, error.remedy)
            return
        ours = f"ollama:{name.model.removesuffix(':latest')}"
        if not known:
            told = f"{writer.name}: no Ollama answers, or it has no model."
            yield Finding(CHECK, "error", told, f"Start it, then `ollama pull {name.model}`.")
        elif ours not in known:
            told = f"Ollama answers, but does not have {name.model}."
            yield Finding(
                CHECK, "error", told, f"Run `ollama pull {name.model}`.", details=tuple(known)
            )
        else:
            yield Finding(CHECK, "ok", f"{writer.name} is there.")
        return
    url = url or _SERVERS[name.provider]
    trouble = _unreachable(url)
    if trouble:
        told = f"{writer.name}: {urlsplit(url).hostname} does not answer ({trouble})."
        yield Finding(CHECK, "error", told, "Check the address and the network.")
    else:
        yield Finding(CHECK, "ok", f"{writer.name}: its server answers.")


def _unreachable(url: str) -> str:
    """Why a server does not answer at all; empty if it says anything, a refusal included."""
    parts = urlsplit(url)
    local = parts.hostname in ("127.0.0.1", "localhost", "::1")
    # A proxy of the environment knows nothing of servers on this machine.
    opener = urllib.request.build_opener(*([urllib.request.ProxyHandler({})] if local else []))
    place = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    port = f":{parts.port}" if parts.port else ""
    try:
        with opener.open(f"{parts.scheme}://{place}{port}{parts.path}/models", timeout=_SECONDS):
            return ""
    except urllib.error.HTTPError:
        return ""
    except urllib.error.URLError as error:
        return str(error.reason)
    except (OSError, ValueError) as error:
        return str(error)
