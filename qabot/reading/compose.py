"""Found text and metadata to an article: the rules that all formats share."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

from qabot.domain import Article
from qabot.reading.dates import date_in_name, date_in_text, take_header
from qabot.reading.encoding import join_surrogates
from qabot.reading.language import guess_language
from qabot.reading.source import Bad
from qabot.reading.tracking import untracked
from qabot.text import normalise, sentences

MADE_TITLE = 80
"""Characters of a title that is made from the first sentence."""
MAX_FIELD = 300
"""Characters of any other title, outlet or author."""
_LANGUAGES = {
    "english": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it", "portuguese": "pt",
    "dutch": "nl", "russian": "ru", "ukrainian": "uk", "polish": "pl", "czech": "cs", "turkish": "tr", "arabic": "ar",
    "hebrew": "he", "hindi": "hi", "chinese": "zh", "japanese": "ja", "korean": "ko", "swedish": "sv",
    "norwegian": "no", "danish": "da", "finnish": "fi", "greek": "el",
}  # fmt: skip


def compose(
    text: str,
    *,
    title: str = "",
    source: str = "",
    published: date | None = None,
    author: str = "",
    url: str = "",
    language: str = "",
    path: str = "",
    key: str = "",
) -> Article:
    """Return the article. Raises ``Bad`` when it has no text.

    What is not given is looked for: the day in the raw header, at the head of the
    text, then in the name of a file of one article (never the day of adding); the
    outlet in the URL's host; the title in the first sentence; the language in
    the text.
    """
    published, text = take_header(join_surrogates(text), published)
    text = normalise(text)
    if not text:
        raise Bad("no text in it", "Put some text into it, or delete it.")
    published = published or date_in_text(text) or (None if key else date_in_name(path))
    url, source = web_address(url), one_line(source)
    if not url and web_address(source):
        url, source = web_address(source), ""
    return Article(
        title=one_line(title) or made_title(text),
        text=text,
        source=source or outlet(url),
        published=published,
        author=one_line(author),
        url=untracked(url),
        language=language_code(language) or guess_language(text),
        path=path,
        key=key,
    )


def made_title(text: str) -> str:
    """Return the first sentence of normalised ``text``, cut at a word."""
    text = re.sub(r"(?:[\W_]*\n)+", "", text, count=1) if re.match(r"[\W_]*\n", text) else text
    head = text[: 4 * MADE_TITLE]
    spans = sentences(head)
    first = head[spans[0].start : spans[0].end] if spans else head
    return shorten(" ".join(first.split()), MADE_TITLE)


def drop_title(text: str, title: str) -> str:
    """Return ``text`` without ``title`` as its first line, unless that is all of it."""
    first, _, rest = text.lstrip().partition("\n")
    same = " ".join(first.split()).casefold() == " ".join(title.split()).casefold()
    return rest if same and rest.strip() else text


def one_line(text: str) -> str:
    """Return a metadata value as one clean line of bounded length."""
    return shorten(" ".join(normalise(join_surrogates(text[: 8 * MAX_FIELD])).split()), MAX_FIELD)


def shorten(text: str, length: int) -> str:
    """Cut ``text`` at a word so that it has at most ``length`` characters, with … at the end."""
    if len(text) <= length:
        return text
    head = text[: length - 1]
    word_end = head.rfind(" ")
    if word_end > length // 2:  # else one long word, or a script without spaces
        head = head[:word_end]
    return head.rstrip(" ,;:–—-") + "…"


def web_address(url: str) -> str:
    """Return ``url`` if it is a plain http(s) address, else nothing."""
    url = url.strip()
    return (
        url
        if re.fullmatch(r"(?i:https?)://[^\s\x00-\x20\x7f-\x9f\ud800-\udfff]{1,2000}", url)
        else ""
    )


def outlet(url: str) -> str:
    """Return the host of ``url`` without ``www.``, the outlet of last resort."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return one_line(host.removeprefix("www."))


def language_code(language: str) -> str:
    """Return the two or three letters of a language tag or English name, else nothing."""
    name = language.strip().lower()
    if name in _LANGUAGES:
        return _LANGUAGES[name]
    match = re.fullmatch(r"([a-z]{2,3})(?:[-_][a-z0-9_-]*)?", name)
    return match[1] if match else ""
