"""All settings, as one tree: defaults, then qabot.toml, then ``QABOT_*``, then flags.

``qabot.toml`` is looked for in the user's configuration folder and then in the working folder;
the later one wins. A key that is not known is an error.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from qabot.domain import QabotError

FILE = "qabot.toml"


class Quoting(BaseModel):
    """How answers are made of the articles' own sentences."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    statements: int = Field(default=4, ge=1, le=10)
    """At most this many sentences."""
    threshold: float = Field(default=0.5, ge=0.0, le=1.0)
    """Confidence below which the answer is that nothing answers."""


class Settings(BaseSettings):
    """What a user can set."""

    model_config = SettingsConfigDict(
        env_prefix="QABOT_", env_nested_delimiter="__", extra="forbid", frozen=True
    )

    corpus: Path | None = None
    """The folder of articles; without it see ``corpus_folder``."""
    embedder: str = "minilm"
    theme: str = ""
    """Theme of the chat; empty: chosen from what the terminal can show."""
    tracing: bool = False
    """Whether LangChain may send traces to a service named by LANGSMITH_* variables."""
    quoting: Quoting = Quoting()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, setting_files())


def setting_files() -> list[Path]:
    """Where ``qabot.toml`` may lie, the one that wins last."""
    return [platformdirs.user_config_path("qabot") / FILE, Path(FILE)]


def load_settings(**flags: Any) -> Settings:
    """Read all settings; ``flags`` that are None are left out. Raises ``QabotError``."""
    given = {name: value for name, value in flags.items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"]) or "settings"
        raise QabotError(
            f"The setting {name} is wrong: {first['msg']}.",
            f"Look at {_places()} and at QABOT_* in the environment.",
        ) from error
    except (ValueError, OSError) as error:
        raise QabotError(
            f"The settings cannot be read: {error}.", f"Look at {_places()}."
        ) from error


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
