"""Bytes to text: which encoding, or no text at all."""

from __future__ import annotations

import codecs
import re

from qabot.reading.source import Bad

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = {
    b"%PDF-": "a PDF document",
    b"PK\x03\x04": "a zip archive or office document",
    b"\x1f\x8b": "gzip data",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"SQLite format 3": "a database",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"{\\rtf": "an RTF document",
}
_SAMPLE = 64 * 1024
_CANDIDATES = [
    "cp1252", "gb18030", "cp932", "big5", "euc_jp", "euc_kr", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254",
    "cp1255", "cp1256", "iso8859_2",
]  # fmt: skip
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 26, 27})
# Windows-1250 read as 1252, which charset-normalizer cannot tell apart: Polish and
# Romanian show signs such as ³ between letters; Czech, Hungarian and Croatian show
# letters beside each other that no Western language has both of.
_SIGNS = re.compile(r"[^\W\d_][\u00b3\u00b9\u00ba\u00bc\u00be\u00bf][^\W\d_]")
_NEVER_BOTH = (("ø", "ìèùò"), ("õ", "û"), ("æè", "šž"))
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def decode(data: bytes, declared: str = "") -> str:
    """Return ``data`` as text.

    Tried in order: byte order mark, UTF-8, UTF-16 without mark, ``declared`` (a
    charset that the format states), the best guess of charset-normalizer. Raises
    ``Bad`` when it is no text.
    """
    encoding = bom(data) or _utf8(data) or _wide(data)
    if not encoding:
        refuse_binary(data)
        stated = _known(declared)
        # That it is no UTF-8 is known by now, whatever the page says.
        encoding = stated if stated and stated != "utf-8" else _guess(data)
    return join_surrogates(data.decode(encoding, "replace"))


def bom(data: bytes) -> str:
    """Return the encoding that a byte order mark states, or nothing."""
    return next((name for mark, name in _BOMS if data.startswith(mark)), "")


def refuse_binary(data: bytes) -> None:
    """Raise ``Bad`` when the beginning of ``data`` is plainly no text."""
    kind = next((kind for magic, kind in _MAGIC.items() if data.startswith(magic)), "")
    head = data[:_SAMPLE]
    controls = len(head) - len(head.translate(None, _CONTROL))
    if kind or controls > max(2, len(head) // 50):
        said = f"not text, but {kind}" if kind else "not text"
        raise Bad(said, "Give it the suffix of its real format, or delete it.")


def join_surrogates(text: str) -> str:
    """Join surrogate pairs to the characters they stand for. Unpaired ones stay."""
    return _PAIR.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)


def _utf8(data: bytes) -> str:
    """UTF-8, if it is; a few torn characters in plenty of good ones are forgiven."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
        torn = text.count("\ufffd")
        good = sum(character > "\x7f" for character in text) - torn
        if good < 10 * torn:
            return ""
    # UTF-16 of Latin letters is UTF-8 with null bytes; so are many binary files.
    if text.count("\0") > len(text) // 10:
        return ""
    refuse_binary(data)
    return "utf-8"


def _wide(data: bytes) -> str:
    """UTF-16 without mark: nearly every second byte is null, as in Latin text."""
    head = data[:_SAMPLE]
    half = len(head) // 2
    for first, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        nulls = head[first::2].count(0)
        if half >= 4 and nulls > 0.7 * half and head[1 - first :: 2].count(0) < 0.05 * half:
            return name
    return ""


def _known(declared: str) -> str:
    try:
        name = codecs.lookup(declared.strip()).name if declared else ""
    except (LookupError, ValueError):
        return ""
    # Pages that say Latin-1 mean Windows-1252 (so does the WHATWG standard), and
    # those that say GB2312 use its superset.
    return {
        "iso8859-1": "cp1252",
        "ascii": "cp1252",
        "gb2312": "gb18030",
        "gbk": "gb18030",
        "shift_jis": "cp932",
    }.get(name, name)


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    head = data[:_SAMPLE]
    found = from_bytes(head, cp_isolation=_CANDIDATES, enable_fallback=False)
    if not found:
        return "cp1252"
    # Equals are common in short texts: then the order of _CANDIDATES counts.
    ranked = sorted(
        found, key=lambda one: (round(one.chaos, 2), -round(one.coherence, 2), _rank(one.encoding))
    )
    best = ranked[0].encoding
    if best not in ("cp1252", "cp1250", "iso8859_2"):
        return best
    return "cp1250" if _is_eastern(head.decode("cp1252", "replace")) else "cp1252"


def _is_eastern(text: str) -> bool:
    if _SIGNS.search(text):
        return True
    counts = [[sum(map(text.count, letters)) for letters in pair] for pair in _NEVER_BOTH]
    return any(
        min(pair) > max(pair) / 10 for pair in counts
    )  # one word of another language is no proof


def _rank(encoding: str) -> int:
    return _CANDIDATES.index(encoding) if encoding in _CANDIDATES else len(_CANDIDATES)
