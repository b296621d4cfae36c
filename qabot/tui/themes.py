"""Our themes: one accent colour, and one theme made of the terminal's own colours."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import get_close_matches

from textual.theme import Theme

DARK = Theme(
    name="qabot-dark",
    dark=True,
    primary="#e2b25b",
    secondary="#e2b25b",
    accent="#e2b25b",
    warning="#e2b25b",
    error="#ef7f78",
    success="#8fbf8a",
    foreground="#dcdad5",
    background="#16171b",
    surface="#1e2025",
    panel="#26282f",
    variables={
        "text-muted": "#96979d",
        "text-disabled": "#6b6d74",
        "quote-background": "#5a4517",
        "quote-foreground": "#fff3d6",
        "quote-style": "none",
        "cited-background": "#2f2a1f",
        "cited-style": "none",
        "line": "#34363e",
        "border": "#e2b25b",
        "border-blurred": "#34363e",
        "block-cursor-background": "#3a3323",
        "block-cursor-foreground": "#fff3d6",
        "input-selection-background": "#5a4517",
        "screen-selection-background": "#3d4a63",
        "scrollbar": "#3a3c45",
        "scrollbar-hover": "#565963",
        "scrollbar-active": "#e2b25b",
        "scrollbar-background": "#16171b",
        "scrollbar-background-hover": "#16171b",
        "scrollbar-background-active": "#16171b",
    },
)

LIGHT = Theme(
    name="qabot-light",
    dark=False,
    primary="#8a5200",
    secondary="#8a5200",
    accent="#8a5200",
    warning="#8a5200",
    error="#a8271f",
    success="#2f6b2f",
    foreground="#26251f",
    background="#fbf9f4",
    surface="#f1eee6",
    panel="#e7e3d8",
    variables={
        "text-muted": "#66645b",
        "text-disabled": "#8f8d83",
        "quote-background": "#ffdf94",
        "quote-foreground": "#26251f",
        "quote-style": "none",
        "cited-background": "#f6ecd2",
        "cited-style": "none",
        "line": "#d6d1c3",
        "border": "#8a5200",
        "border-blurred": "#d6d1c3",
        "block-cursor-background": "#ffe9b8",
        "block-cursor-foreground": "#26251f",
        "input-selection-background": "#ffdf94",
        "screen-selection-background": "#c9daf3",
        "scrollbar": "#cfc9ba",
        "scrollbar-hover": "#b3ac9a",
        "scrollbar-active": "#8a5200",
        "scrollbar-background": "#fbf9f4",
        "scrollbar-background-hover": "#fbf9f4",
        "scrollbar-background-active": "#fbf9f4",
    },
)

# For 16 colours and NO_COLOR: what is marked is marked by attributes, so it needs no colour.
TERMINAL = Theme(
    name="qabot-terminal",
    ansi=True,
    dark=True,
    primary="ansi_magenta",
    secondary="ansi_magenta",
    accent="ansi_magenta",
    warning="ansi_magenta",
    error="ansi_red",
    success="ansi_green",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables={
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "quote-background": "ansi_default",
        "quote-foreground": "ansi_default",
        "quote-style": "reverse",
        "cited-background": "ansi_default",
        "cited-style": "underline",
        "line": "ansi_default",
        "text-muted": "ansi_default",
        "text-disabled": "ansi_default",
        "border-blurred": "ansi_default",
        "block-cursor-background": "ansi_default",
        "block-cursor-foreground": "ansi_default",
        "block-cursor-text-style": "reverse",
        "input-selection-background": "ansi_default",
        "screen-selection-background": "ansi_default",
        "screen-selection-foreground": "ansi_default",
        "scrollbar": "ansi_magenta",
        "scrollbar-background": "ansi_default",
        "scrollbar-background-hover": "ansi_default",
        "scrollbar-background-active": "ansi_default",
    },
)

ALL = (DARK, LIGHT, TERMINAL)


def choose(environ: Mapping[str, str], color_system: str | None) -> str:
    """The theme for this terminal. ``color_system`` is Rich's name of what it can show.

    COLORFGBG is set by some terminals (rxvt, Konsole, iTerm) to ``foreground;background``;
    7 and 15 are white backgrounds.
    """
    if "NO_COLOR" in environ or color_system in (None, "standard", "windows"):
        return TERMINAL.name
    background = environ.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT.name if background in ("7", "15") else DARK.name


def theme_meant(typed: str, known: Collection[str]) -> str:
    """The theme of this name, else the only one whose name begins so; empty if there is none."""
    name = typed.casefold()
    begun = [name] if name in known else [theme for theme in known if theme.startswith(name)]
    return begun[0] if len(begun) == 1 else ""


def no_theme(name: str, known: Collection[str]) -> str:
    """What is said of a theme that there is not: those of a name like it, and how to see all."""
    near = get_close_matches(name, known, 3, 0.5)
    meant = f" Did you mean {' or '.join(near)}?" if near else ""
    return f"There is no theme {name}.{meant} “/theme ” with a blank lists all {len(known)}."


def defaults(theme: Theme) -> dict[str, str]:
    """Our extra variables for a theme that is not ours."""
    accent = theme.accent or theme.primary
    return {
        "quote-background": f"{accent} 35%",
        "quote-foreground": "auto 95%",
        "quote-style": "none",
        "cited-background": f"{accent} 12%",
        "cited-style": "none",
        "line": f"{accent} 30%",
    }
