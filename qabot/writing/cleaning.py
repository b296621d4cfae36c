"""Text that goes into a model and text that comes out of one: nothing in it acts on anything."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

# Marks that show nothing: variation selectors, fillers, tags. Other invisible ones are "Cf".
_HIDDEN = re.compile(
    "[\ufe00-\ufe0f\u115f\u1160\u3164\uffa0\u034f\u17b4\u17b5\U000e0000-\U000e01ef]"
)
_SEQUENCE = re.compile(
    "\x1b\\[[0-?]*[ -/]*[@-~]|\x1b\\][^\x07\x1b]*(?:\x07|\x1b\\\\)?|\x1b.?|\x9b[0-?]*[@-~]"
)
_NUMBERED = re.compile(r"\[\s*(\d[\d\s,;\u2013-]*)\]")
_TLD = "com|org|net|edu|gov|info|biz|io|co|ai|app|dev|xyz|top|site|online|ru|cn|uk|de|fr|eu|us|ly|me|tv|to|link|click"
_ON = r"[^\s<>\"\u201d)\]]"
_HOST = r"(?<![\w-])(?<![\w-]\.)(?:[\w-]+\.)+"
"""What is in front of the last part of a host. Tried once a host, so that long ones stay linear."""
_LAST = r"[^\W\d_](?:[\w-]{0,22}[^\W_])"
_IP = r"\d{1,3}(?:\.\d{1,3}){3}"
_LINKS = (
    rf"[a-z][a-z0-9+.-]{{1,20}}:[/\\]{{2}}{_ON}*",
    rf"\b(?:https?|ftps?|mailto|javascript|vbscript|data|tel|file):{_ON}+",
    rf"(?<!\w)[/\\]{{2}}(?=\w){_ON}+",
    rf"\bwww\.{_ON}+",
    rf"(?<![\w.+%~-])[\w.+%~-]+@(?:(?:[\w-]+\.)+{_LAST}|{_IP})(?:[/:?#]{_ON}*)?",
    # What follows tells a host from a sentence that begins without a space: "ended.The".
    rf"{_HOST}{_LAST}\.?(?:(?::\d{{1,5}})?[/\\]|:\d{{1,5}}\b|\?[\w%.-]+=|#\w){_ON}*",
    rf"(?<![\w.-]){_IP}(?:/|:\d){_ON}*",
    rf"{_HOST}(?-i:{_TLD}|COM|ORG|NET)\b(?:[/?#:]{_ON}*)?",
)
LINK = re.compile("|".join(_LINKS), re.IGNORECASE)
_CLOSING = ".,;:!?*`'\u2019"
REMOVED = "(link removed)"
_MARKDOWN_LINK = re.compile(r"!?\[([^\]\[]*)\]\(([^()\s]*(?:\([^()]*\)[^()\s]*)?)[^()]*\)")
_TAG = re.compile(r"</?[A-Za-z!][^<>]*>")
_EMPHASIS = re.compile(r"\*\*|__|`+|(?<!\w)\*(?=\w)|(?<=[\w.!?])\*(?!\w)")
_LEAD = re.compile(r"^\s*(?:#{1,6}\s+|[-*\u2022\u2013\u2014]\s+|\d{1,2}[.)]\s+|>\s*)+")


def invisible_removed(text: str) -> str:
    """The text without control sequences and characters that show nothing; line ends stay."""
    text = _HIDDEN.sub("", _SEQUENCE.sub("", text))
    kept = (
        c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs")
    )
    return "".join(kept).replace("\t", " ")


def as_data(text: str) -> str:
    """Article text for a prompt: on one line, without our fence, our numbers and hidden marks."""
    text = invisible_removed(text.replace("\u2028", "\n").replace("\u2029", "\n"))
    text = text.replace("<", "\u2039").replace(">", "\u203a")
    return " ".join(_NUMBERED.sub(r"(\1)", text).split())


def shown(text: str, known_links: Collection[str], *, begins: bool = True) -> str:
    """A model's text as it may be shown: plain words, and only links that the sources have.

    ``begins``: whether it stands at the beginning of a line, where a dash or a number marks an item.
    """
    text = invisible_removed(text)
    text = _MARKDOWN_LINK.sub(lambda m: f"{m[1]} {m[2]}" if m[2] in known_links else m[1], text)
    text = _TAG.sub("", text)
    for _ in range(2):  # again: "evil.**example**/a" is a link only without its marks
        text = LINK.sub(lambda match: _link(match[0], known_links), text)
        text = _EMPHASIS.sub("", _LEAD.sub("", text) if begins else text)
    return " ".join(text.split())


def _link(found: str, known: Collection[str]) -> str:
    bare = found.rstrip(_CLOSING)
    return found if bare in known or bare.rstrip("/") in known else REMOVED + found[len(bare) :]


def links_in(text: str) -> set[str]:
    """The links that a text has, without the marks that close a sentence."""
    return {match[0].rstrip(_CLOSING).rstrip("/") for match in LINK.finditer(text)}
