"""How such a zip file is made up, and what it may not exceed."""

from __future__ import annotations

from dataclasses import dataclass, field

FORMAT, VERSION = "qabot-corpus", 2
MANIFEST = "qabot-corpus.json"
"""First in the file: {format, version, qabot, made}."""
ARTICLES = "articles/"
"""The corpus's files lie under it, under their own names."""
LISTS = "lists.json"
"""{removed: [[path, key]], fields: {path: {ours: theirs}}, feeds: [{url, title}]}."""
THREADS = "threads.jsonl"
"""A thread a line: {title, named, created, changed, turns: [{question, asked, seconds, answer,
failure, remedy}]}; times in seconds since the epoch."""
TEXTS = "texts.jsonl"
"""Texts that came through LangChain and are in no file, one a line: {id, text, metadata}."""
SETTINGS = "settings.toml"
"""Settings that differ from the defaults, without keys, passwords and places on this machine."""

NAMES, NAMED = "names.jsonl", 2
"""The names of all other parts, one a line, and the version since when they are there. A damaged
directory of a zip file may leave parts out without a word."""

MAX_FILES = 2_000_000
MAX_FILE = 4 * 1024**3
"""Bytes of one article file, unpacked."""
MAX_LINE = 64 * 1024**2
"""Bytes of one line of threads or texts, and of the small parts."""
MAX_RATIO = 200
"""Text packs to a third or a tenth; what grows more than this is made to fill the disk."""
SMALL = 10 * 1024**2
"""Bytes that anything may have, however well it was packed."""


@dataclass(frozen=True, slots=True)
class Packed:
    """What was written into a zip file."""

    files: int
    threads: int
    texts: int
    notices: list[str] = field(default_factory=list)
    """What is not in it, and why."""
