"""Finds every place in qabot that makes an error which a user can meet.

    python error_scan.py [RECORD]

writes ``table.tsv`` anew: rows that are still right keep what is noted in them. RECORD is what
``recorder.py`` wrote beside the tests: from it new rows learn which test provokes them.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "qabot"
TABLE = Path(__file__).with_name("table.tsv")
HEAD = "where\tmessage\tremedy\tprovoked by"
_ADAPTED = {
    # Classes that fill in what their callers leave out: message and remedy.
    "NoSuchArticle": (
        "There is no article {number}.",
        "`qabot list` shows the articles and their numbers.",
    ),
}


@dataclass(frozen=True)
class Place:
    """One construction of an error."""

    where: str
    line: int
    message: str
    remedy: str

    @property
    def row(self) -> tuple[str, str, str]:
        return self.where, self.message, self.remedy


def room(path: str) -> str:
    """The room of a module: errors may move within it."""
    return path.partition("/")[0].removesuffix(".py")


@cache
def trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}


def error_classes() -> dict[str, str]:
    """``QabotError`` and all below it, with the remedy that each adds by itself."""
    known = {"QabotError": ""}
    while True:
        before = len(known)
        for tree in trees().values():
            for node in ast.walk(tree):
                if not isinstance(node, ast.ClassDef) or node.name in known:
                    continue
                bases = [base for base in map(_name, node.bases) if base in known]
                if bases:
                    known[node.name] = _default(node) or known[bases[0]]
        if len(known) == before:
            return known


def _default(node: ast.ClassDef) -> str:
    for inner in node.body:
        if isinstance(inner, ast.FunctionDef) and inner.name == "__init__":
            for value in inner.args.defaults:
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    return value.value
    return ""


def _name(node: ast.expr) -> str:
    return getattr(node, "id", getattr(node, "attr", ""))


def _constants(tree: ast.Module) -> dict[str, ast.expr]:
    found: dict[str, ast.expr] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found[node.targets[0].id] = node.value
    return found


def said(node: ast.expr, constants: dict[str, ast.expr]) -> str:
    """An expression of text as it reads, with ``{…}`` for what is filled in."""
    match node:
        case ast.Constant(value=str(text)):
            return " ".join(text.split())
        case ast.JoinedStr(values=parts):
            return "".join(_part(part) for part in parts)
        case ast.Name(id=name) if name in constants:
            return said(constants[name], {})
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return said(left, constants) + said(right, constants)
    return "{" + ast.unparse(node) + "}"


def _part(node: ast.expr) -> str:
    if isinstance(node, ast.FormattedValue):
        return "{" + ast.unparse(node.value) + "}"
    assert isinstance(node, ast.Constant)
    return str(node.value).replace("\n", " ").replace("\t", " ")


@cache
def places() -> tuple[Place, ...]:
    """All constructions, in order."""
    return tuple(_places())


def _places() -> Iterator[Place]:
    classes = error_classes()
    for path, tree in trees().items():
        constants = _constants(tree)
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or _name(node.func) not in classes:
                continue
            kind, given = _name(node.func), list(node.args)
            if kind in _ADAPTED:
                message, remedy = _ADAPTED[kind]
            else:
                message = said(given[0], constants)
                named = [k.value for k in node.keywords if k.arg == "remedy"] + given[1:]
                remedy = said(named[0], constants) if named else classes[kind]
            where = room(path.relative_to(PACKAGE).as_posix())
            yield Place(where, node.lineno, message, remedy)


def read_table() -> dict[tuple[str, str, str], str]:
    """Where, message and remedy -> which test provokes it, or why none does."""
    lines = TABLE.read_text("utf-8").splitlines() if TABLE.exists() else []
    rows = [line.split("\t") for line in lines[1:]]
    return {(row[0], row[1], row[2]): row[3] for row in rows}


def fits(template: str, text: str) -> bool:
    """Whether a text is a template with its holes filled in."""
    pieces = re.split(r"\{(?:[^{}]|\{[^{}]*\})*\}", template)
    pattern = r"(.|\n)*?".join(re.escape(piece) for piece in pieces)
    return re.fullmatch(pattern, text) is not None


def write_table(record: Path | None) -> None:
    """Bring the table in step with the code."""
    known, notes = read_table(), _recorded(record) if record else []
    lines = {}
    for row in sorted({place.row for place in places()}):
        provoked = known.get(row, "?")
        if provoked == "?":
            found = [
                t
                for where, said, test in notes
                if where == row[0]
                for t in [test]
                if fits(row[1], said)
            ]
            provoked = min(found, key=lambda test: (len(test), test), default="?")
        lines[row] = "\t".join([*row, provoked])
    TABLE.write_text("\n".join([HEAD, *lines.values()]) + "\n", "utf-8")


def _recorded(record: Path) -> list[tuple[str, str, str]]:
    rows = [json.loads(line) for line in record.read_text("utf-8").splitlines()]
    return [
        (room(where), " ".join(said.split()), test.partition("[")[0].removeprefix("tests/"))
        for where, _, test, said, _ in rows
        if test
    ]


if __name__ == "__main__":
    write_table(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    for row, provoked in read_table().items():
        if provoked == "?":
            print("not provoked by any test:", *row, sep="\n  ")
