"""One key changed in a file of the user's: all else stays to the letter."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qabot.settings.toml_edit import Value, key, with_value, written

FILE = """\
# My settings.
model = "ollama:llama3.2"   # small, but quick

# How quotes are chosen.
[quoting]
  statements = 2 # few
threshold = 0.1

[keys] # mine
"prompt.ask" = "ctrl+j"
"""


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        (("model",), "x # y", '"ollama:llama3.2"', '"x # y"'),
        (("quoting", "statements"), 3, "= 2", "= 3"),
        (("quoting", "threshold"), 0.5, "0.1", "0.5"),
        (("keys", "prompt.ask"), "f9", '"ctrl+j"', '"f9"'),
        (("quoting", "threshold"), None, "threshold = 0.1\n", ""),
        (("theme",), "nord", "quick\n", 'quick\ntheme = "nord"\n'),
        (("quoting", "x"), True, "0.1\n", "0.1\nx = true\n"),
        (("keys", "new"), "f8", 'j"\n', 'j"\nnew = "f8"\n'),
        (("writing", "patience"), 5.0, 'j"\n', 'j"\n\n[writing]\npatience = 5.0\n'),
    ],
)
def test_only_that_changes(path: tuple[str, ...], value: Value | None, old: str, new: str) -> None:
    assert FILE.count(old) == 1
    assert with_value(FILE, path, value) == FILE.replace(old, new)
    crlf = FILE.replace("\n", "\r\n")
    assert with_value(crlf, path, value) == FILE.replace(old, new).replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("text", "path", "value", "wanted"),
    [
        ("", ("model",), "m", 'model = "m"\n'),
        ("", ("quoting", "statements"), 2, "[quoting]\nstatements = 2\n"),
        ("model = 'x'", ("theme",), "t", "model = 'x'\ntheme = \"t\"\n"),
        ("quoting.threshold = 0.1\n", ("quoting", "threshold"), 0.2, "quoting.threshold = 0.2\n"),
        (
            "quoting.threshold = 0.1\n",
            ("quoting", "statements"),
            2,
            "quoting.threshold = 0.1\nquoting.statements = 2\n",
        ),
        (
            "quoting = { threshold = 0.1 } # x\n",
            ("quoting", "statements"),
            2,
            "quoting = { threshold = 0.1, statements = 2 } # x\n",
        ),
        ("# a\n\n# of it\n[t]\n", ("x",), 1, "# a\n\nx = 1\n# of it\n[t]\n"),
        (
            'a = """\nmodel = 1\n"""\nmodel = 2\n',
            ("model",),
            3,
            'a = """\nmodel = 1\n"""\nmodel = 3\n',
        ),
        ("[[a]]\nb = 1\n", ("b",), 2, "b = 2\n\n[[a]]\nb = 1\n"),
        ("[quoting]\nstatements = 2\n", ("quoting", "statements"), None, "[quoting]\n"),
        ("[t]\n", ("gone",), None, None),
    ],
)
def test_other_ways_of_writing_it(
    text: str, path: tuple[str, ...], value: Value | None, wanted: str | None
) -> None:
    if wanted is None:
        with pytest.raises(ValueError, match="cannot be changed"):
            with_value(text, path, value)
    else:
        assert with_value(text, path, value) == wanted


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("model = [\n 'a',\n]\n", ("model",)),  # over several lines
        ("quoting = 3\n", ("quoting", "statements")),
        ("model = \n", ("theme",)),
    ],
)
def test_what_cannot_be_changed_alone_is_refused(text: str, path: tuple[str, ...]) -> None:
    with pytest.raises(ValueError):
        with_value(text, path, "x")


NAMES = st.sampled_from(["a", "b c", "quoting", 'q"', "d.e", "é"])
VALUES = st.one_of(
    st.booleans(),
    st.integers(-5, 5),
    st.floats(allow_nan=False),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
)
TREES = st.dictionaries(NAMES, st.one_of(VALUES, st.dictionaries(NAMES, VALUES, max_size=3)))


@settings(max_examples=150, deadline=None)
@given(tree=TREES, path=st.lists(NAMES, min_size=1, max_size=2).map(tuple), value=VALUES)
def test_any_file_reads_as_before_but_for_the_key(
    tree: dict[str, object], path: tuple[str, ...], value: Value
) -> None:
    text = "".join(
        f"{key(k)} = {written(v)}  # kept {n}\n"
        for n, (k, v) in enumerate(tree.items())
        if not isinstance(v, dict)
    )
    for name, below in tree.items():
        if isinstance(below, dict):
            text += f"# of it\n[{key(name)}]\n"
            text += "".join(f"{key(k)} = {written(v)}\n" for k, v in below.items())
    wanted = dict(tree)
    if len(path) == 2:
        below = tree.get(path[0], {})
        if not isinstance(below, dict):
            return
        wanted[path[0]] = {**below, path[1]: value}
    elif isinstance(tree.get(path[0]), dict):
        return
    else:
        wanted[path[0]] = value
    changed = with_value(text, path, value)
    assert tomllib.loads(changed) == wanted
    assert changed.count("# kept") == text.count("# kept")
    assert changed.count("# of it") == text.count("# of it")
