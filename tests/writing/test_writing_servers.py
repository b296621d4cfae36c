"""Models at servers of this machine: both protocols, and all that goes wrong with them."""

import json
import os
import time
from collections.abc import Iterator

import pytest
from extras import needs
from loopback import FINE, Server, serving
from scripted import answered, events, streamed

from qabot.answering.asking import Thread
from qabot.domain import Cancel, QabotError, Text
from qabot.exporting import answer_json
from qabot.retrieval.search import Retriever
from qabot.settings import Quoting
from qabot.writing import open_writer, reachable_models, write_events
from qabot.writing.direct import ask_directly
from qabot.writing.failures import explained, redacted
from qabot.writing.models import Writer, parse_model

QUESTION = "why was the trip postponed?"
KEY = "sk-verysecret-0123456789abcdef"
PROVIDERS_KEYS = ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN")
needs("langchain_anthropic", "langchain_ollama", "langchain_openai")


@pytest.fixture(params=["openai", "anthropic", "ollama"])
def provider(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", *PROVIDERS_KEYS):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("OPENAI_COMPATIBLE_API_KEY", KEY)
    with serving() as made:
        yield made


def opened(server: Server, provider: str, patience: float = 20.0) -> Writer:
    url = server.url + ("/v1" if provider == "openai" else "")
    return open_writer(f"{provider}:test@{url}", patience=patience)


def test_a_reply_is_written_with_its_tokens(
    retriever: Retriever, server: Server, provider: str
) -> None:
    listed = events(retriever, QUESTION, opened(server, provider))
    answer = answered(listed)
    assert answer.mode == "writing", answer.notices
    assert [s.text for s in answer.statements] == [f"{FINE} [1]."]
    assert streamed(listed) == f"{FINE} [1]."
    assert any("1,234 tokens read and 56 written" in notice for notice in answer.notices)


def test_ollama_is_told_to_take_the_whole_prompt(retriever: Retriever, server: Server) -> None:
    events(retriever, QUESTION, opened(server, "ollama"))
    assert server.asked[0]["options"]["num_ctx"] == 4096
    assert len(json.dumps(server.asked[0]["messages"])) / 3 < 4096


def test_words_come_while_a_slow_server_writes(
    retriever: Retriever, server: Server, provider: str
) -> None:
    server.mode = "slow"
    by = opened(server, provider)
    at: list[float] = []
    for event in write_events(retriever, QUESTION, Thread(), Quoting(), Cancel(), by):
        if isinstance(event, Text):
            at.append(time.perf_counter())
    assert len(at) > 5 and at[-1] - at[0] > 0.5


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        ("broken", "The model broke off"),
        ("truncated", "The model broke off"),
        ("malformed", "The model"),
        ("html", "The model"),
        ("500", "failed (status 500)"),
        ("401", "does not accept the key"),
        ("404", "is not there"),
        ("429 long", "no more questions for now"),
        ("quota", "no credit left"),
    ],
)
def test_what_goes_wrong_is_said_and_the_articles_are_quoted(
    retriever: Retriever, server: Server, provider: str, mode: str, said: str
) -> None:
    server.mode = mode
    started = time.perf_counter()
    answer = answered(events(retriever, QUESTION, opened(server, provider)))
    assert time.perf_counter() - started < 15
    assert answer.mode == "quoting"
    notices = [notice for notice in answer.notices if said in notice]
    assert notices and "\n" not in notices[0], answer.notices
    assert KEY not in json.dumps(answer_json(answer)) and KEY not in repr(answer)
    assert "Bearer" not in repr(answer.notices)


def test_a_server_that_asks_to_wait_a_little_is_asked_again(
    retriever: Retriever, server: Server, provider: str
) -> None:
    server.mode = "429 once"
    started = time.perf_counter()
    answer = answered(events(retriever, QUESTION, opened(server, provider)))
    assert answer.mode == "writing" and server.times == 2
    assert time.perf_counter() - started >= 1.0


def test_room_for_thinking_is_given_up_before_articles(
    retriever: Retriever, server: Server, provider: str
) -> None:
    if provider == "ollama":
        pytest.skip("it says how large its window is")
    server.mode = "window"
    answer = answered(events(retriever, QUESTION, opened(server, provider)))
    assert answer.mode == "writing"
    first, second, third = server.asked
    assert first["messages"] == second["messages"] != third["messages"]
    assert server.times == 3


@pytest.mark.parametrize("key", ["max_tokens", "max_completion_tokens", "num_predict"])
def test_thinking_has_room(retriever: Retriever, server: Server, key: str) -> None:
    """A model that thinks before it answers takes some thousand tokens for that."""
    providers = {"max_tokens": "anthropic", "max_completion_tokens": "openai"}
    server.window = 131_072
    events(retriever, QUESTION, opened(server, providers.get(key, "ollama")))
    asked = server.asked[0]
    assert asked.get("options", asked)[key] >= 4000


def test_a_server_of_this_machine_is_asked_past_a_proxy(
    retriever: Retriever, server: Server, provider: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.setenv(name, "intranet.example")
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    answer = answered(events(retriever, QUESTION, opened(server, provider)))
    assert answer.mode == "writing", answer.notices
    assert "intranet.example" in os.environ["no_proxy"]


def test_proxies_of_servers_elsewhere_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    ask_directly("https://models.example/v1")
    assert os.environ["no_proxy"] == ""
    ask_directly("http://localhost:8080/v1")
    assert os.environ["no_proxy"] == "localhost,127.0.0.1,::1"


def test_a_silent_server_is_given_up(retriever: Retriever, server: Server, provider: str) -> None:
    server.mode = "silent"
    answer = answered(events(retriever, QUESTION, opened(server, provider, patience=0.5)))
    assert any("did not answer in time" in notice for notice in answer.notices)


def test_a_reply_that_ends_for_its_length_is_said_to(
    retriever: Retriever, server: Server, provider: str
) -> None:
    server.mode = "length"
    answer = answered(events(retriever, QUESTION, opened(server, provider)))
    assert any("too long" in notice for notice in answer.notices)


def test_without_a_server_the_articles_are_quoted(retriever: Retriever, provider: str) -> None:
    by = open_writer(f"{provider}:test@http://127.0.0.1:9/v1")
    answer = answered(events(retriever, QUESTION, by))
    assert answer.mode == "quoting"
    assert any("cannot be reached" in notice for notice in answer.notices)


def test_the_providers_key_goes_to_nobody_else(
    retriever: Retriever, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in PROVIDERS_KEYS:
        monkeypatch.setenv(name, "sk-of-the-provider-only-1")
    for provider in ("openai", "anthropic"):
        events(retriever, QUESTION, opened(server, provider))
    assert server.keys == [f"Bearer {KEY}"] * 2


def test_ollamas_list(server: Server) -> None:
    assert reachable_models(server.url) == ["ollama:llama3.2", "ollama:qwen3:4b"]
    assert reachable_models("http://127.0.0.1:9") == []
    server.mode = "html"
    with pytest.raises(QabotError):
        reachable_models(server.url)


@pytest.mark.parametrize(
    "name",
    ["", "llama", "nobody:x", "openai:", "openai:a b", "https://u:pw123456@h/v1", "a\x1b[31m:x"],
)
def test_a_name_that_is_none(name: str) -> None:
    with pytest.raises(QabotError) as caught:
        parse_model(name)
    assert "ollama:NAME" in caught.value.remedy and "pw123456" not in str(caught.value)
    assert "\x1b" not in str(caught.value)


def test_a_missing_key_and_a_missing_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(QabotError, match="OPENAI_API_KEY"):
        open_writer("openai:any")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(QabotError, match=r'pip install "qabot\[anthropic\]"'):
        open_writer("anthropic:any")


def test_what_a_server_says_of_its_error_acts_on_no_terminal() -> None:
    said = explained(RuntimeError("bad \x1b[31mred\x1b[0m\u202e\x07 thing"), "openai:x")
    assert str(said) == "openai:x failed: bad red thing. Ask again, or choose another model."


def test_keys_are_taken_out_of_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_API_KEY", "plainlooking12345")
    said = redacted(f"key {KEY}, plainlooking12345, Bearer abc.def, http://u:pw@host/x")
    for secret in (KEY, "plainlooking12345", "abc.def", "pw@"):
        assert secret not in said


@pytest.mark.parametrize(
    "url",
    [
        "http://user:hunter2222@127.0.0.1:9/v1",
        "http://hunter2222@127.0.0.1:9/v1",
        "http://127.0.0.1:9/v1?api_key=hunter2222",
        "http://127.0.0.1:9/v1#hunter2222",
    ],
)
def test_an_address_holds_no_key(url: str, provider: str) -> None:
    """It would be shown and kept with the model's name; it is not even repeated."""
    for tried in (lambda: parse_model(f"{provider}:test@{url}"), lambda: open_writer(f"{provider}:test", base_url=url)):  # fmt: skip
        with pytest.raises(QabotError) as caught:
            tried()
        assert "hunter2222" not in str(caught.value) + repr(caught.value)
        assert "OPENAI_COMPATIBLE_API_KEY" in caught.value.remedy
