"""Which models can be used now, asked of servers of this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from loopback import Server, serving

from qabot.domain import QabotError
from qabot.library import Library
from qabot.settings import Settings, Writing
from qabot.writing import check_reached, listed_models
from qabot.writing.models import ollama_url, parse_model

NOBODY = "http://127.0.0.1:9"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with serving() as made:
        monkeypatch.setenv("OLLAMA_HOST", made.url)
        yield made


def test_the_list_is_that_of_the_servers(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    ollama = ["ollama:llama3.2", "ollama:qwen3:4b"]
    v1 = f"{server.url}/v1"
    assert listed_models() == ollama
    assert listed_models("ollama:x") == ollama
    assert listed_models(base_url=v1) == ["openai:qwen3-4b", *ollama]
    assert listed_models(f"openai:x@{v1}") == [f"openai:qwen3-4b@{v1}", *ollama]
    monkeypatch.setenv("OLLAMA_HOST", NOBODY)
    assert listed_models(f"openai:x@{NOBODY}/v1") == []


def test_a_server_that_wants_a_key_lists_its_models_for_it(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OLLAMA_HOST", NOBODY)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-the-provider-only-1")
    monkeypatch.delenv("OPENAI_COMPATIBLE_API_KEY", raising=False)
    server.mode, v1 = "401", f"{server.url}/v1"
    assert listed_models(f"openai:x@{v1}") == []
    monkeypatch.setenv("OPENAI_COMPATIBLE_API_KEY", "sk-of-this-server-1")
    assert listed_models(f"openai:x@{v1}") == [f"openai:qwen3-4b@{v1}"]


def test_a_model_is_there_or_why_not(server: Server) -> None:
    check_reached("ollama:llama3.2")
    check_reached("ollama:qwen3:4b")
    check_reached(f"openai:anything@{server.url}/v1")
    check_reached("openai:anything@http://host.invalid/v1")  # elsewhere: not asked
    with pytest.raises(QabotError, match=r"ollama:other is not there.*ollama pull other"):
        check_reached("ollama:other")
    with pytest.raises(QabotError, match=r"No Ollama answers at http://127.0.0.1:9.*ollama serve"):
        check_reached(f"ollama:llama3.2@{NOBODY}")
    with pytest.raises(QabotError, match="holds a password") as caught:
        check_reached(f"ollama:llama3.2@http://ana:secret@{NOBODY[7:]}")
    assert "secret" not in str(caught.value)
    with pytest.raises(QabotError, match=r"No server answers at http://127.0.0.1:9/v1.*port"):
        check_reached(f"openai:x@{NOBODY}/v1")
    server.mode = "html"
    with pytest.raises(QabotError, match="gives no list"):
        check_reached("ollama:llama3.2")


@pytest.mark.parametrize(
    "typed", [f"{NOBODY}/v1", "HTTPS://ana:secret@host.invalid/v1", "  http://host"]
)
def test_an_address_alone_is_told_how_a_model_is_named(typed: str) -> None:
    with pytest.raises(QabotError, match=r"An address alone.*openai:NAME@http://HOST") as caught:
        check_reached(typed)
    assert "secret" not in str(caught.value)


def test_switching_and_what_stays(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("langchain_ollama")
    library = Library(tmp_path, Settings())
    assert library.model == ""
    assert library.use_model("ollama:llama3.2", reached=True) == "ollama:llama3.2"
    for name in ("ollama:other", f"openai:x@{NOBODY}/v1", "nobody:x"):
        with pytest.raises(QabotError):
            library.use_model(name, reached=True)
        assert library.model == "ollama:llama3.2"
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(QabotError, match="needs a key"):
        library.use_model("openai:gpt-x", reached=True)
    with pytest.raises(QabotError, match="no model called"):
        library.check_model("gpt")
    library.use_settings(Settings(writing=Writing(patience=3), embedder="other"))
    assert library.settings.writing.patience == 3
    assert library.settings.embedder == "minilm"
    writer, notice = library._ready_writer()
    assert (notice, writer and writer.patience) == ("", 3)
    assert library.use_model("") == library.model == ""
    library.close()


@pytest.mark.parametrize(
    "url",
    [
        "http://user:secret@[::1/v1", "http://host:secret", "http://host:99999/secret", "http:///v1",
    ],
)  # fmt: skip
def test_what_is_no_address_is_not_repeated(url: str) -> None:
    with pytest.raises(QabotError, match="The address of openai:x is no web address") as raised:
        parse_model(f"openai:x@{url}")
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    "host", ["http://me:secret@[::1", "http://local host:99999999", "x:port", "a b", "ftp://x"]
)
def test_ollamas_host_that_is_no_address(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    monkeypatch.setenv("OLLAMA_HOST", host)
    with pytest.raises(QabotError, match="OLLAMA_HOST is no address") as raised:
        ollama_url()
    assert "secret" not in f"{raised.value} {raised.value.__cause__}"


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("", "http://127.0.0.1:11434"),
        ("0.0.0.0", "http://127.0.0.1:11434"),
        ("box", "http://box:11434"),
        ("https://box:80/", "https://box:80"),
        ("[::1]:5000", "http://[::1]:5000"),
    ],
)
def test_ollamas_host(monkeypatch: pytest.MonkeyPatch, host: str, url: str) -> None:
    monkeypatch.setenv("OLLAMA_HOST", host)
    assert ollama_url() == url
