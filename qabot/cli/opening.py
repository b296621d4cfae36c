"""Opening the library that the options name. Heavy parts are imported when first used."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from qabot.cli.chosen import Chosen


def looks() -> dict[str, Any]:
    """Theme and keys of the settings; read before the first paint only if there are any."""
    import platformdirs

    files = (platformdirs.user_config_path("qabot") / "qabot.toml", Path("qabot.toml"))
    given = "QABOT_THEME" in os.environ or "QABOT_KEYS" in os.environ
    if not given and not any(file.exists() for file in files):
        return {}
    from qabot.settings import load_settings

    settings = load_settings()
    return {"theme": settings.theme, "keys": settings.keys}


def settings_of(corpus: Path | None) -> Any:
    from qabot.settings import load_settings

    return load_settings(corpus=corpus or Chosen.corpus, model=Chosen.model)


def open_settings(corpus: Path | None, theme: str | None) -> Any:
    """The settings to be shown and changed; what options set is told apart."""
    from qabot.settings.editor import SettingsEditor

    given = {"corpus": corpus or Chosen.corpus, "model": Chosen.model, "theme": theme}
    return SettingsEditor(given)


def open_library(corpus: Path | None, *, anew: bool = False) -> Any:
    from qabot.library import HIDDEN, Library
    from qabot.settings import corpus_folder

    settings = settings_of(corpus)
    folder, _ = corpus_folder(settings)
    if not any((folder / HIDDEN).glob("import-*")):  # nearly always; moving takes its time to load
        return Library.open(settings, anew=anew)
    from qabot.cli.moving import take_broken_off

    return take_broken_off(folder, lambda: Library.open(settings, anew=anew))


class opened:
    """The library, closed at the end whatever happens."""

    def __init__(self, corpus: Path | None, *, anew: bool = False) -> None:
        self._corpus = corpus
        self._anew = anew
        self._library: Any = None

    def __enter__(self) -> Any:
        from qabot.cli.output import say

        self._library = open_library(self._corpus, anew=self._anew)
        if self._library.starter:
            say(f"Made {self._library.folder} with articles to start with.", sys.stderr)
        for notice in self._library.notices:
            say(notice, sys.stderr)
        return self._library

    def __exit__(self, *error: object) -> None:
        self._library.close()
