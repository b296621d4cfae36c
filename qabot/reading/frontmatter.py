"""Markdown front matter: metadata in YAML between lines of ``---``, both ways."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qabot.domain import Article
from qabot.reading.dates import parse_date
from qabot.reading.pages import FIELD, written
from qabot.reading.source import Bad

if TYPE_CHECKING:
    import yaml

MAX_CHARACTERS = 64 * 1024
_OPEN = re.compile(r"\s*---[ \t]*\n")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_KEY = re.compile(r"^\s*(?:- +)?[\w-]+[ \t]*:", re.MULTILINE)
_LIST = re.compile(r"(?:[ \t]*-[ \t][^\n]*\n|[ \t]*\n)+")
_NAME = r"^([\w-]+:[ \t]+)"
_BLOCK = r"[|>][+-]?\d?[+-]?[ \t]*(?:#[^\n]*)?$"
_LINE = re.compile(
    rf"{_NAME}((?!{_BLOCK})[^\s\[{{][^\n]*|\[[^\]\n]*\][^\n]+|\{{[^}}\n]*\}}[^\n]+)$(?!\n[ \t]+\S)",
    re.MULTILINE,
)
"""A name with its value on one line; no text below it, nor a list: "[Update] Floods" is none."""
_PLAIN = re.compile(rf"{_NAME}([^\s'\"\[{{|>][^\n]*)$", re.MULTILINE)
"""The same where no mark tells that the value is other than plain text."""
_TAG = re.compile(r"!!(?:str|int|float|bool|null|timestamp|binary|seq|map|set|omap)\b|!<")
_HASH = re.compile(r"(?:^|[ \t])#(?=\S)")
_EXACT = re.compile(r"[-+]?\d[\d.,:]*%?|\w+://\S+")
_REMEDY = "Write front matter as lines of “name: value” between two lines of ---."


def split(text: str) -> tuple[dict[str, object], str]:
    """Return the fields (text, or lists of text) and the body of a Markdown file.

    Raises ``Bad`` naming the line when front matter is malformed. A rule of ``---``
    at the top of a text without front matter is left as it is.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    opened = _OPEN.match(text)
    if not opened:
        return {}, text
    first = text.count("\n", 0, opened.end())
    closed = _CLOSE.search(text, opened.end())
    if not closed or closed.start() - opened.end() > MAX_CHARACTERS:
        if not _KEY.match(text, opened.end()):
            return {}, text
        fault = "front matter is too long" if closed else "front matter is opened but not closed"
        raise Bad(fault, _REMEDY, where=f"line {first}")
    block = text[opened.end() : closed.start()]
    if block.strip() and not _KEY.search(block) and not _LIST.fullmatch(block):
        return {}, text
    return _fields(block, first), text[closed.end() :]


def _fields(block: str, lines_before: int) -> dict[str, object]:
    # Nodes, not values: in values `no` is False, and 2023-13-45 an error without a line.
    import yaml

    try:
        root = _composed(block)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = lines_before + 1 + (mark.line if mark else 0)
        said = error.problem or error.context or "not YAML"
        raise Bad(f"malformed front matter ({said})", _REMEDY, where=f"line {line}") from None
    except yaml.reader.ReaderError as error:
        line = lines_before + 1 + block.count("\n", 0, error.position)
        raise Bad(
            "a control character in the front matter", "Delete it.", where=f"line {line}"
        ) from None
    except RecursionError:
        raise Bad("front matter nested too deeply", _REMEDY, where=f"line {lines_before}") from None
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode):
        line = lines_before + 1 + root.start_mark.line
        raise Bad("malformed front matter (no “name: value”)", _REMEDY, where=f"line {line}")
    return {str(key.value): _value(value) for key, value in root.value}


def _composed(block: str) -> yaml.Node | None:
    """The tree of a block; values that only lack quotation marks, as "Floods: what we know", get them."""
    import yaml

    block = _PLAIN.sub(lambda line: _quoted(line) if _loses(line[2], block) else line[0], block)
    try:
        return yaml.compose(block, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        quoted = _LINE.sub(lambda line: line[0] if _reads(line[0]) else _quoted(line), block)
        if quoted == block:
            raise
        try:
            return yaml.compose(quoted, yaml.SafeLoader)
        except yaml.MarkedYAMLError:
            raise error from None


def _loses(value: str, block: str) -> bool:
    """Whether YAML would silently leave out a part of a text: "&Beyond", "!bang", "win #1 spot".

    A mark and a space begin a comment ("Gazette # checked"), as a mark does behind a date, a
    number or an address.
    """
    if value.startswith("&"):
        return f"*{value.split()[0][1:]}" not in block
    if value.startswith("!"):
        return _TAG.match(value) is None
    mark = _HASH.search(value)
    if mark is None:
        return False
    before = value[: mark.start()].strip()
    return _EXACT.fullmatch(before) is None and parse_date(before) is None


def _reads(line: str) -> bool:
    import yaml

    try:
        yaml.compose(line, yaml.SafeLoader)
    except yaml.MarkedYAMLError:
        return False
    return True


def _quoted(line: re.Match[str]) -> str:
    value = line[2].rstrip().replace("'", "''")
    return f"{line[1]}'{value}'"


def _value(node: yaml.Node) -> object:
    if node.id == "scalar":
        return "" if node.tag == "tag:yaml.org,2002:null" else str(node.value)
    if node.id == "sequence":
        return [str(part.value) for part in node.value if part.id == "scalar"]
    return None


def front_matter(article: Article) -> str:
    """Return ``article`` as Markdown with front matter; reading it gives the same article."""
    import yaml

    fields = {
        "title": article.title,
        "source": article.source,
        "published": article.published,
        "author": article.author,
        "url": article.url,
        "language": article.language,
        FIELD: written(article),
    }
    head = yaml.safe_dump(
        {name: value for name, value in fields.items() if value},
        allow_unicode=True,
        sort_keys=False,
        width=10**6,
    )
    return f"---\n{head}---\n\n{article.text}\n"
