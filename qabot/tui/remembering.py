"""The theme that was chosen last, remembered between starts."""

from __future__ import annotations

from pathlib import Path

import platformdirs


def theme_file() -> Path:
    """Where it is kept: state of the program, not a setting of the user's."""
    return platformdirs.user_state_path("qabot") / "theme"


def remembered_theme(file: Path) -> str:
    """The name of the theme, or nothing if none was chosen."""
    try:
        return file.read_text(encoding="utf-8").strip()[:80]
    except (OSError, UnicodeError):
        return ""


def remember_theme(file: Path, theme: str) -> None:
    """Keep the theme's name. Raises ``OSError``."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.write_text(theme + "\n", encoding="utf-8")
