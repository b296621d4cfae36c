"""Readable file names that every platform takes."""

from __future__ import annotations

import re
import unicodedata

from qabot.domain import Article

MAX_LENGTH = 80
"""Characters of a name without its suffix."""
MAX_BYTES = 200
"""Bytes of it in UTF-8: file systems take 255, and a number may be added."""
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d|conin|conout)(?:[-.]|$)")
_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"}
)


def file_name(article: Article) -> str:
    """Return a name like ``2023-06-19-title-words.md``.

    Lower case; accents and Latin letters are folded to ASCII, other scripts stay.
    Two articles may get one name: the caller adds a number.
    """
    day = f"{article.published.isoformat()}-" if article.published else ""
    words = day + (_words(article.title) or "article")
    if _RESERVED.match(words):
        words = f"article-{words}"
    return _cut(words) + ".md"


def _words(title: str) -> str:
    folded = unicodedata.normalize("NFKD", title.casefold()).casefold().translate(_LETTERS)
    # Marks over Latin letters go; in scripts such as Hindi they are vowels and stay.
    folded = re.sub(r"(?<=[\x00-\u024f])[\u0300-\u036f]+", "", folded)
    folded = unicodedata.normalize("NFC", re.sub(r"['’`ʼ]", "", folded))
    # Not \w: it leaves out the vowel marks of Indic scripts.
    letters = (c if unicodedata.category(c)[0] in "LMN" else "-" for c in folded)
    return re.sub("-+", "-", "".join(letters)).strip("-")


def _cut(words: str) -> str:
    if len(words) > MAX_LENGTH or len(words.encode()) > MAX_BYTES:
        head = words[:MAX_LENGTH].encode()[:MAX_BYTES].decode("utf-8", "ignore")
        at_word = head.rfind("-")
        words = head[:at_word] if at_word > len(head) // 2 else head
    return words.strip("-")
