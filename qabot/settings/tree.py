"""All settings, as one tree: defaults, then qabot.toml, then ``QABOT_*``, then flags.

``qabot.toml`` is looked for in the user's configuration folder and then in the working folder;
the later one wins, key by key. A key that is not known is an error.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from qabot.domain import QabotError

FILE = "qabot.toml"
PREFIX = "QABOT_"
SERVE_TOKEN = "QABOT_SERVE_TOKEN"
"""No setting: ``qabot serve`` reads it, and no file is to hold it."""


class Quoting(BaseModel):
    """How answers are made of the articles' own sentences."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    statements: int = Field(default=4, ge=1, le=10)
    """At most this many sentences."""
    threshold: float = Field(default=0.34, ge=0.0, le=1.0)
    """Confidence below which the answer is that nothing answers."""


class Writing(BaseModel):
    """How answers are written, where a ``model`` is set."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    base_url: str = ""
    """Address of the model's server; without it the provider's own."""
    patience: float = Field(default=300.0, gt=0)
    """Seconds to wait for the first word of an answer."""


class Settings(BaseSettings):
    """What a user can set."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        use_attribute_docstrings=True,
    )

    corpus: Path | None = None
    """The folder of articles. Without it: ``./corpus`` if it is there, else one in your data
    folder. In a qabot.toml it counts from the folder of that file."""
    embedder: str = "minilm"
    """What turns text into vectors. Another one needs `qabot rebuild`."""
    theme: str = ""
    """Theme of the chat; empty: the one chosen last, else what the terminal can show."""
    keys: dict[str, str] = Field(default_factory=dict)
    """Keys of the chat by action, for example ``new = "ctrl+t"``. F1 shows keys and actions."""
    tracing: bool = False
    """Whether LangChain may send traces to a service named by LANGSMITH_* variables."""
    model: str = ""
    """Language model that writes the answers, for example ``ollama:llama3.2``; empty: quoting."""
    quoting: Quoting = Quoting()
    writing: Writing = Writing()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, InitSettingsSource(settings_cls, _from_files())


def setting_files() -> list[Path]:
    """Where ``qabot.toml`` may lie, the one that wins last."""
    return [platformdirs.user_config_path("qabot") / FILE, Path(FILE)]


def load_settings(**flags: Any) -> Settings:
    """Read all settings; ``flags`` that are None are left out. Raises ``QabotError``."""
    given = {name: value for name, value in flags.items() if value is not None}
    _refuse_unknown_variables()
    try:
        return Settings(**given)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"]) or "settings"
        if first["type"] == "extra_forbidden":
            said = f"There is no setting {name}."
        else:
            said = f"The setting {name} is wrong: {first['msg']}."
        variable = PREFIX + name.replace(".", "__").upper()
        raise QabotError(said, f"Look at {_places()}, and at {variable}.") from error


def _from_files() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for path in setting_files():
        _merge(found, read_setting_file(path))
    return found


def read_setting_file(path: Path) -> dict[str, Any]:
    """What a file sets; nothing if it is not there. Raises ``QabotError``."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        said = error.strerror if isinstance(error, OSError) else str(error)
        raise QabotError(f"{path} cannot be read: {said}.", "Mend or delete it.") from error
    corpus = values.get("corpus")
    if isinstance(corpus, str):
        values["corpus"] = str(path.parent / os.path.expanduser(corpus))
    return values


def _merge(into: dict[str, Any], values: dict[str, Any]) -> None:
    for name, value in values.items():
        known = into.get(name)
        if isinstance(known, dict) and isinstance(value, dict):
            _merge(known, value)
        else:
            into[name] = value


def _refuse_unknown_variables() -> None:
    """Raise ``QabotError`` for a ``QABOT_`` variable that sets nothing: it is a slip."""
    for variable in os.environ:
        if not variable.upper().startswith(PREFIX) or variable.upper() == SERVE_TOKEN:
            continue
        name = variable[len(PREFIX) :].lower().partition("__")[0]
        if name not in Settings.model_fields:
            known = ", ".join(PREFIX + field.upper() for field in Settings.model_fields)
            raise QabotError(f"{variable} is no setting.", f"There are {known}.")


def _places() -> str:
    return " and ".join(str(path) for path in setting_files())


def corpus_folder(settings: Settings) -> tuple[Path, bool]:
    """The folder of articles, and whether it is the user's default one.

    The setting, else ``./corpus`` if it is there, else ``corpus`` in the user data folder.
    """
    if settings.corpus is not None:
        return Path(os.path.expanduser(settings.corpus)), False
    here = Path("corpus")
    if here.is_dir():
        return here, False
    return platformdirs.user_data_path("qabot") / "corpus", True
