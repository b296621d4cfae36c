"""Copying: the terminal's clipboard (OSC 52) and the native tool, with an honest account."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Tool:
    """A clipboard program: how to write with it and, where it can, how to read back."""

    name: str
    write: tuple[str, ...]
    read: tuple[str, ...] = ()
    encoding: str = "utf-8"


def native_tool(
    environ: Mapping[str, str] | None = None,
    platform: str = sys.platform,
    which: Callable[[str], str | None] = shutil.which,
) -> Tool | None:
    """The clipboard tool of this desktop, if there is one.

    None over SSH: the tool would fill the clipboard of the far machine.
    """
    env = os.environ if environ is None else environ
    if env.get("SSH_CONNECTION") or env.get("SSH_TTY"):
        return None
    candidates: list[Tool] = []
    if platform == "darwin":
        candidates.append(Tool("pbcopy", ("pbcopy",), ("pbpaste",)))
    if env.get("WAYLAND_DISPLAY"):
        candidates.append(Tool("wl-copy", ("wl-copy",), ("wl-paste", "--no-newline")))
    if env.get("DISPLAY"):
        xclip = ("xclip", "-selection", "clipboard")
        candidates.append(Tool("xclip", xclip, (*xclip, "-o")))
        candidates.append(Tool("xsel", ("xsel", "-ib"), ("xsel", "-ob")))
    if platform == "win32" or env.get("WSL_DISTRO_NAME"):
        candidates.append(Tool("clip.exe", ("clip.exe",), encoding="utf-16-le"))
    return next((tool for tool in candidates if which(tool.write[0])), None)


def copy_native(text: str, tool: Tool) -> str:
    """Give ``text`` to the tool and read it back where possible; one line that says what
    happened. Takes up to a few seconds: call it in a thread."""
    try:
        subprocess.run(
            tool.write,
            input=text.encode(tool.encoding, "replace"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        return f"{tool.name} did not take the text ({error}). {sent(text)}"
    if not tool.read:
        return f"Copied {size(text)} with {tool.name}."
    try:
        back = subprocess.run(tool.read, capture_output=True, timeout=_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError):
        return f"Copied {size(text)} with {tool.name}; reading it back failed."
    same = back.stdout.decode(tool.encoding, "replace").rstrip("\n") == text.rstrip("\n")
    if same:
        return f"Copied {size(text)} with {tool.name}, and checked."
    return f"{tool.name} took the text, but the clipboard holds something else."


def sent(text: str, environ: Mapping[str, str] | None = None, *, to: str = "terminal") -> str:
    """What can be said when only the terminal was asked (OSC 52): it gives no answer."""
    env = os.environ if environ is None else environ
    said = f"Sent {size(text)} to the {to}'s clipboard; it cannot confirm."
    if env.get("TMUX") and to == "terminal":
        said += " tmux passes it on if set-clipboard is on."
    return said


def size(text: str) -> str:
    return f"{len(text):,} character{'' if len(text) == 1 else 's'}"
