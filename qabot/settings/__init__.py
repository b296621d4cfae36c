"""What a user can set: the tree of settings, and changing it in a ``qabot.toml``."""

from qabot.settings.tree import (
    FILE,
    PREFIX,
    SERVE_TOKEN,
    Quoting,
    Settings,
    Writing,
    corpus_folder,
    load_settings,
    setting_files,
)

__all__ = [
    "FILE",
    "PREFIX",
    "SERVE_TOKEN",
    "Quoting",
    "Settings",
    "Writing",
    "corpus_folder",
    "load_settings",
    "setting_files",
]
