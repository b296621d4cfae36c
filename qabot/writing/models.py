"""Language models by name: ``ollama:llama3.2``, ``openai:gpt-5``, ``openai:any@http://host:1234/v1``."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import urllib.error
import urllib.request
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urlsplit, urlunsplit

from qabot.domain import QabotError
from qabot.writing.direct import ask_directly
from qabot.writing.failures import OTHER_KEY, explained
from qabot.writing.room import BUDGET, LONGEST_ANSWER, THINKING, answer_room, budget, less

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

OLLAMA = "http://127.0.0.1:11434"
_EXTRAS = {
    "ollama": "langchain_ollama",
    "openai": "langchain_openai",
    "anthropic": "langchain_anthropic",
}
_KEYS = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY"}
_NAME = re.compile(r"(?P<provider>[a-z_]+):(?P<model>[^\s@][^\s]*?)(?:@(?P<url>https?://\S+))?")
_KNOWN = "ollama:NAME, openai:NAME, anthropic:NAME, or openai:NAME@http://HOST:PORT/v1"


@dataclass(frozen=True, slots=True)
class ModelName:
    """Which model, of which provider, at which server."""

    provider: str
    model: str
    url: str = ""

    def __str__(self) -> str:
        """For the user; a password in the address is left out."""
        return f"{self.provider}:{self.model}" + (
            f"@{without_password(self.url)}" if self.url else ""
        )


@dataclass(frozen=True, slots=True)
class Writer:
    """A chat model that answers, and what it can take."""

    model: BaseChatModel
    name: str
    """For the user."""
    budget: int = BUDGET
    """Tokens of article text in a prompt."""
    patience: float = 300.0
    """Seconds to wait for the first word; a fifth of it between words."""
    whole: bool = False
    """Whether the model says why it ends: if it does not say so, the reply was cut off."""

    def shorter(self) -> Writer | None:
        """One that takes less of the model's window; None if there is none.

        First the room for thinking is given up, then articles.
        """
        if (getattr(self.model, "max_tokens", None) or 0) > LONGEST_ANSWER:
            model = self.model.model_copy(update={"max_tokens": LONGEST_ANSWER})
            return replace(self, model=model)
        smaller = less(self.budget)
        return replace(self, budget=smaller) if smaller < self.budget else None


def parse_model(text: str) -> ModelName:
    """Read the name of a model. Raises ``QabotError``."""
    match = _NAME.fullmatch(text.strip())
    if match is None or match["provider"] not in _EXTRAS:
        # The text may hold a password: only what stands before an address is repeated.
        said = re.split(r"@|://", text.strip())[0][:60]
        if re.match(r"https?://", text.strip(), re.IGNORECASE):
            raise QabotError(
                "An address alone names no model.",
                "Put the model's name before it: openai:NAME@http://HOST:PORT/v1, or "
                "ollama:NAME@http://HOST:PORT.",
            )
        raise QabotError(f"There is no model called {said!r}.", f"Models are named {_KNOWN}.")
    name = ModelName(match["provider"], match["model"], match["url"] or "")
    _without_key(name)
    return name


def address_parts(url: str) -> SplitResult:
    """A web address taken apart. Raises ``ValueError`` where it is none."""
    parts = urlsplit(url)
    if (
        parts.scheme not in ("http", "https")
        or re.search(r"[\s\x00-\x1f\x7f]", url)
        or parts.port == 0
    ):
        raise ValueError("no web address")
    return parts


def _without_key(name: ModelName) -> None:
    """Raise ``QabotError`` if an address is none or holds a key: that would be shown and kept with the name."""
    if not name.url:
        return
    try:
        parts = address_parts(name.url)
        if not parts.hostname:
            raise ValueError("no host")
    except ValueError:  # the address may hold a password: it is not repeated
        raise QabotError(
            f"The address of {name.provider}:{name.model} is no web address.",
            "Write it as http://HOST:PORT/v1.",
        ) from None
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise QabotError(
            f"The address of {name} holds a password or a key.", f"Set {OTHER_KEY} instead."
        )


def open_writer(text: str, *, base_url: str = "", patience: float = 300.0) -> Writer:
    """Make the model of a name ready. No server is asked yet, but for an Ollama window.

    Keys come from the environment alone (``OPENAI_API_KEY``, ``ANTHROPIC_API_KEY``); other servers
    get ``OPENAI_COMPATIBLE_API_KEY``, never those.
    Raises ``QabotError``: unknown name, missing extra, missing key.
    """
    name = parse_model(text)
    url = name.url or base_url
    name = ModelName(name.provider, name.model, url)
    _without_key(name)
    if importlib.util.find_spec(_EXTRAS[name.provider]) is None:
        raise QabotError(
            f"{name} needs what is not installed.", f'Run `pip install "qabot[{name.provider}]"`.'
        )
    options: dict[str, Any] = {}
    window = 0
    if name.provider == "ollama":
        url = url or ollama_url()
        window = _ollama_window(url, name.model)
        fits = min(window or 8192, 8192)
        # Without num_ctx Ollama cuts the prompt to a few thousand tokens and says nothing.
        options |= {"base_url": url, "num_ctx": fits, "num_predict": answer_room(fits)}
        options["temperature"] = 0
        options["client_kwargs"] = {"timeout": patience, "trust_env": False}
        window = fits
    else:
        options |= {"max_retries": 0, "timeout": patience, "max_tokens": THINKING}
        # Some hosted models refuse a temperature.
        options |= {"temperature": 0} if url else {}
        key = key_for(name.provider, url)
        if url:
            options["base_url"] = url
        elif not key:
            raise QabotError(f"{name} needs a key.", f"Set {_KEYS[name.provider]}.")
        options["api_key"] = key or "none"
        if name.provider == "openai":
            options["stream_usage"] = True
    ask_directly(url)
    from langchain.chat_models import init_chat_model

    try:
        model = init_chat_model(name.model, model_provider=name.provider, **options)
    except Exception as error:  # noqa: BLE001 - each provider's own kinds
        raise explained(error, str(name)) from None
    profile = getattr(model, "profile", None) or {}
    window = window or int(profile.get("max_input_tokens") or 0)
    return Writer(model, str(name), budget(window), patience, whole=True)


def key_for(provider: str, url: str) -> str:
    """The key for a server, of the environment: the provider's own only goes to the provider."""
    own = not url or _trusted(url, provider)
    return os.environ.get(_KEYS[provider] if own else OTHER_KEY, "")


def _trusted(url: str, provider: str) -> bool:
    """Whether the provider's own key may be sent there: to nobody else."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    return parts.scheme == "https" and (
        host == f"{provider}.com" or host.endswith(f".{provider}.com")
    )


def ollama_url() -> str:
    """Where Ollama listens, as OLLAMA_HOST says it. Raises ``QabotError`` if that is no address."""
    host = os.environ.get("OLLAMA_HOST", "").strip()
    if not host:
        return OLLAMA
    url = host if "://" in host else f"http://{host}"
    try:
        parts = address_parts(url)
        name, port = parts.hostname or "0.0.0.0", parts.port or 11434
    except ValueError:  # it may hold a password: it is not repeated
        raise QabotError("OLLAMA_HOST is no address.", "Set it to HOST or HOST:PORT.") from None
    name = "127.0.0.1" if name == "0.0.0.0" else f"[{name}]" if ":" in name else name
    return f"{parts.scheme}://{name}:{port}"


def ask_json(
    url: str, body: dict[str, Any] | None = None, timeout: float = 2.0, key: str = ""
) -> Any:
    """What a server answers. Raises ``OSError`` and ``ValueError``."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    if key:  # kept from wherever the server may send us on to
        request.add_unredirected_header("Authorization", f"Bearer {key}")
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=timeout) as reply:
        return json.loads(reply.read(4_000_000))


def _ollama_window(url: str, model: str) -> int:
    """Tokens that an Ollama model takes at most; 0 if it does not say."""
    try:
        said = ask_json(f"{url.rstrip('/')}/api/show", {"model": model})
        info = said.get("model_info", {}) if isinstance(said, dict) else {}
        return max((int(v) for k, v in info.items() if k.endswith(".context_length")), default=0)
    except (OSError, ValueError, TypeError, AttributeError):
        return 0  # the first question says what is wrong with the server


def ollama_models(url: str) -> list[str]:
    """Names of the models that an Ollama has, with their tags.

    Raises ``OSError`` if nothing answers, and ``QabotError`` if something else does.
    """
    try:
        said = ask_json(f"{url.rstrip('/')}/api/tags")
        return [str(one["name"]) for one in said["models"]]
    except urllib.error.HTTPError as error:
        raise QabotError(
            f"{without_password(url)} answers {error.code}.", "Is it Ollama?"
        ) from None
    except (KeyError, TypeError, ValueError):
        raise QabotError(f"{without_password(url)} gives no list.", "Is it Ollama?") from None


def reachable_models(base_url: str = "") -> list[str]:
    """Names of the models that can be used now: Ollama's own list. Empty without a server.

    Raises ``QabotError`` if something else answers at its address.
    """
    try:
        names = ollama_models(base_url or ollama_url())
    except OSError:
        return []
    return [f"ollama:{name.removesuffix(':latest')}" for name in names]


def without_password(url: str) -> str:
    """An address without user and password, and without what may be a key."""
    parts = urlsplit(url)
    try:
        host = (parts.hostname or "") + (f":{parts.port}" if parts.port else "")
    except ValueError:
        host = parts.hostname or ""
    return urlunsplit((parts.scheme, host, parts.path, "", ""))
