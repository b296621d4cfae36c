"""Which embedder this is, and that a damaged one is not loaded."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from qabot.domain import QabotError
from qabot.embedding import EmbedderIdentity, load_embedder
from qabot.embedding.minilm import BUNDLED, MiniLM

FILES = ("model.onnx", "tokenizer.json")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BUNDLED, tmp_path / "minilm"))


def flip_a_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_identity_says_name_dimension_and_short_checksum(minilm: MiniLM) -> None:
    identity = minilm.identity
    assert (identity.name, identity.dimension) == ("minilm", 384)
    assert str(identity) == f"minilm/384/{identity.checksum[:12]}"
    assert identity == MiniLM().identity


def test_identity_changes_with_a_file(copy: Path, minilm: MiniLM) -> None:
    tokenizer = copy / "tokenizer.json"
    tokenizer.write_bytes(tokenizer.read_bytes() + b"\n")
    sums = json.loads((copy / "checksums.json").read_text())
    sums["tokenizer.json"] = hashlib.sha256(tokenizer.read_bytes()).hexdigest()
    (copy / "checksums.json").write_text(json.dumps(sums))
    assert MiniLM(copy).identity != minilm.identity


def test_short_checksum_has_twelve_digits() -> None:
    assert str(EmbedderIdentity("x", 3, "0123456789abcdef")) == "x/3/0123456789ab"


@pytest.mark.parametrize("name", FILES)
def test_flipped_byte_is_an_error_that_names_the_file(copy: Path, name: str) -> None:
    flip_a_byte(copy / name)
    with pytest.raises(QabotError, match="checksum") as error:
        MiniLM(copy)
    assert str(copy / name) in error.value.message
    assert "einstall" in error.value.remedy


@pytest.mark.parametrize("name", [*FILES, "checksums.json"])
def test_missing_file_is_an_error_that_names_it(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(QabotError) as error:
        MiniLM(copy)
    assert str(copy / name) in error.value.message


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"model.onnx": 5}', "\x00\xff"])
def test_spoilt_list_of_checksums_is_an_error(copy: Path, content: str) -> None:
    (copy / "checksums.json").write_text(content, encoding="latin-1")
    with pytest.raises(QabotError) as error:
        MiniLM(copy)
    assert str(copy) in error.value.message


def test_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(QabotError, match="maxilm") as error:
        load_embedder("maxilm")
    assert "minilm" in error.value.remedy


def test_model_card_and_licence_are_there() -> None:
    card = (BUNDLED / "MODEL_CARD.md").read_text(encoding="utf-8")
    for checksum in json.loads((BUNDLED / "checksums.json").read_text()).values():
        assert checksum in card
    assert "Apache License" in (BUNDLED / "LICENSE").read_text(encoding="utf-8")


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_importing_the_room_loads_nothing_heavy() -> None:
    code = "import sys, qabot.embedding; print(*sys.modules)"
    loaded = set(run(code).split())
    assert not loaded & {"numpy", "onnxruntime", "tokenizers", "langchain_core"}


def test_loading_and_embedding_opens_no_socket_and_no_vector_store() -> None:
    code = """
import socket, sys
def refuse(*args, **kwargs):
    raise AssertionError("a socket was opened")
socket.socket.__init__ = refuse
socket.getaddrinfo = socket.create_connection = refuse
from qabot.quiet import quiet
quiet()
from qabot.embedding import load_embedder
minilm = load_embedder()
minilm.embed_documents(["one", "two", "three"])
minilm.encode(["one"])
assert "langchain_core.vectorstores" not in sys.modules
assert "langsmith" not in sys.modules
try:
    socket.socket()
except AssertionError:
    print("guarded")
"""
    assert run(code) == "guarded\n"
