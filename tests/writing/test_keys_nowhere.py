"""A key is nowhere but in its environment variable: whatever a server answers, wherever one looks."""

from __future__ import annotations

import json
import shutil
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
from extras import needs
from loopback import Server, serving

from qabot.domain import Answered, Failed
from qabot.exporting import Exchange, Exported, answer_json, thread_json, thread_markdown
from qabot.library import HIDDEN, Library
from qabot.moving import export_corpus
from qabot.settings import load_settings
from qabot.starting import starter_folder
from qabot.writing import open_writer
from qabot.writing.failures import explained, redacted

needs("langchain_openai", "langchain_anthropic", "langchain_ollama")
# One that looks like a key, and one that looks like nothing.
KEYS = ["sk-ant-verysecret-0123456789", "correcthorsebatterystaple"]
MODES = ["fine", "400", "401", "404", "422", "429 long", "500", "broken", "malformed", "html"]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keys") / "corpus"
    folder.mkdir()
    for file in sorted(starter_folder().glob("*.md"))[:3]:
        shutil.copy(file, folder)
    return folder


@pytest.fixture(scope="module")
def library(corpus: Path) -> Iterator[Library]:
    made = Library(corpus)
    made.sync()
    yield made
    made.close()


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as made:
        yield made


@pytest.mark.parametrize("key", [KEYS[0], pytest.param(KEYS[1], marks=pytest.mark.slow)])
@pytest.mark.parametrize("provider", ["openai", "anthropic", "ollama"])
def test_whatever_a_server_answers(
    library: Library, server: Server, monkeypatch: pytest.MonkeyPatch, provider: str, key: str,
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture, tmp_path: Path,
) -> None:  # fmt: skip
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "OPENAI_COMPATIBLE_API_KEY"):
        monkeypatch.setenv(name, key)
    caplog.set_level("DEBUG")
    suffix = "/v1" if provider == "openai" else ""
    library.use_model(f"{provider}:test@{server.url}{suffix}")
    exchanges: list[Exchange] = []
    thread = None
    for mode in MODES:
        server.mode, question = mode, f"why was the trip postponed? ({mode})"
        thread, turn = library.threads.begin(thread, question)
        *_, last = library.ask(question)
        if isinstance(last, Answered):
            library.threads.finish(turn, last.answer, 1.0)
            exchanges.append(Exchange(question, last.answer))
            assert mode == "fine" or last.answer.notices, mode
            seen = json.dumps(answer_json(last.answer)) + repr(last.answer)
        else:
            assert isinstance(last, Failed)
            library.threads.fail(turn, last.message, last.remedy)
            seen = last.message + last.remedy
        assert key not in seen, mode
    told = Exported("Keys", tuple(exchanges))
    exported = thread_markdown(told) + json.dumps(thread_json(told), default=str)
    assert "postponed" in exported and key not in exported
    export_corpus(library.folder, HIDDEN, tmp_path / "out.zip", library.settings)
    shutil.unpack_archive(tmp_path / "out.zip", tmp_path / "out")
    kept = [*library.folder.rglob("*"), *(tmp_path / "out").rglob("*")]
    files = [path for path in kept if path.is_file()]
    assert any(path.name == "threads.db" for path in files)
    for path in files:
        assert key.encode() not in path.read_bytes(), path
    assert server.keys and (provider == "ollama" or any(key in sent for sent in server.keys))
    out = capfd.readouterr()
    assert key not in out.out + out.err + caplog.text + library.model


@pytest.mark.parametrize("key", KEYS)
def test_neither_in_errors_nor_in_what_is_printed_of_a_model(
    key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", key)
    monkeypatch.setenv("OPENAI_API_KEY", key)
    for name in ("openai:gpt-5", "anthropic:claude-sonnet-4-5"):
        writer = open_writer(name)
        assert key not in repr(writer) + str(writer) + str(writer.model) + writer.name
    try:
        try:
            raise ConnectionError(f"https://host/v1?api_key={key} refused Bearer {key}")
        except ConnectionError as error:
            raise explained(error, "openai:gpt-5") from None
    except Exception as error:
        told = "".join(traceback.format_exception(error))
        assert key not in told.split("raise explained")[-1] and key not in str(error)


@pytest.mark.parametrize(
    ("said", "secret"),
    [
        ('{"error": "Incorrect API key provided: sk-proj-abc***xyz9"}', "abc***xyz9"),
        ("GET https://h/v1?api_key=abc.def%2Bg failed", "abc.def"),
        ("GET https://h/v1?key=AIzaSyD-1234567890abcdefg failed", "AIzaSyD"),
        ("https://user:pass%40word@h/v1 failed", "pass%40word"),
        ('{"x-api-key": "abcdefgh12345678"}', "abcdefgh12345678"),
        ("Authorization: Basic dXNlcjpwYXNz", "dXNlcjpwYXNz"),
        ("token=ya29.a0AfH6SMBx-yz", "ya29"),
    ],
)
def test_what_looks_like_a_key_is_taken_out(said: str, secret: str) -> None:
    assert secret not in redacted(said) and "…" in redacted(said)


def test_settings_hold_no_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keys are read from the environment by the providers' own names alone."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "qabot.toml").write_text('model = "openai:x"\n', encoding="utf-8")
    monkeypatch.setenv("OPENAI_API_KEY", KEYS[1])
    assert KEYS[1] not in repr(load_settings()) + load_settings().model_dump_json()
