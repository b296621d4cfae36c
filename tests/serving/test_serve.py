"""The chat over real HTTP and a real websocket on loopback."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

aiohttp = pytest.importorskip("aiohttp", reason="the extra serve is not installed")
pytest.importorskip("textual_serve", reason="the extra serve is not installed")

from served import START, Served, Tab, environment, run, serving  # noqa: E402

TOKEN = "correct-horse-battery"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Served:  # type: ignore[misc]
    with serving(tmp_path_factory.mktemp("served")) as running:
        yield running


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Served:  # type: ignore[misc]
    with serving(tmp_path_factory.mktemp("guarded"), QABOT_SERVE_TOKEN=TOKEN) as running:
        yield running


async def test_a_question_is_asked_and_answered(served: Served) -> None:
    async with aiohttp.ClientSession() as browser:
        page = await (await browser.get(served.address)).text()
        socket = re.search(r'data-session-websocket-url="([^"]+)"', page)
        assert socket is not None
        async with browser.ws_connect(
            f"{socket[1]}?width=120&height=36", origin=served.base
        ) as opened:
            tab = Tab(opened)
            await tab.see("ask, or /add")
            await tab.type("when does the ferry sail again?")
            await tab.send(json.dumps(["stdin", "\r"]))
            await tab.see("sails again on Monday", "[1]", "Gazette")
            for nonsense in ("{", "[]", '["resize", {"width": 1e99}]', '["stdin", 7]', "[[]]"):
                await tab.send(nonsense)
            await tab.send(json.dumps(["resize", {"width": 60, "height": 20}]))
            await tab.see("f1", "help")
            await tab.send(json.dumps(["stdin", "\x11"]))  # ctrl+q
            await tab.closed()
    end = time.monotonic() + 20
    while served.children() and time.monotonic() < end:
        time.sleep(0.1)
    assert served.children() == []


async def test_the_page_needs_nothing_from_elsewhere(served: Served) -> None:
    async with aiohttp.ClientSession() as browser:
        answer = await browser.get(served.address)
        page = await answer.text()
        foreign = re.findall(r"(?:https?:|//)[^\"' ]*", page.replace(served.base, ""))
        assert [found for found in foreign if not found.startswith("//127")] == []
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        for part in re.findall(r'(?:src|href)="((?:static/|focus)[^"]+)"', page):
            assert (await browser.get(f"{served.base}/{part}")).status == 200, part
        assert (await browser.get(f"{served.base}/static/")).status == 403
        assert (await browser.get(f"{served.base}/download/x")).status == 404
        assert (await browser.get(f"{served.base}/static/..%2f..%2fserver.py")).status in (403, 404)


async def test_other_pages_and_other_names_are_refused(served: Served) -> None:
    async with aiohttp.ClientSession() as browser:
        for headers in ({"Origin": "https://evil.example"}, {"Host": "evil.example"}):
            assert (await browser.get(served.address, headers=headers)).status == 403
            with pytest.raises(aiohttp.WSServerHandshakeError) as error:
                await browser.ws_connect(f"{served.base}/ws", headers=headers)
            assert error.value.status == 403
    assert served.children() == []


async def test_without_the_token_nothing_is_served(guarded: Served) -> None:
    assert guarded.address.endswith(f"/?token={TOKEN}")
    async with aiohttp.ClientSession() as browser:
        for path in ("/", "/static/js/textual.js", "/focus.js", "/download/x", "/nothing"):
            for bad in ("", "?token=", f"?token={TOKEN}x"):
                answer = await browser.get(guarded.base + path + bad, allow_redirects=False)
                assert answer.status == 401, path
        with pytest.raises(aiohttp.WSServerHandshakeError) as error:
            await browser.ws_connect(f"{guarded.base}/ws")
        assert error.value.status == 401
    assert guarded.children() == []


async def test_a_browser_brings_the_token_once(guarded: Served) -> None:
    # A jar that takes cookies of plain addresses, as browsers do.
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as browser:
        answer = await browser.get(guarded.address)
        assert answer.status == 200
        assert str(answer.url) == guarded.base + "/"  # the token has left the address
        (cookie,) = answer.history[0].cookies.values()
        assert TOKEN not in cookie.value
        assert cookie["httponly"]
        assert cookie["samesite"] == "Strict"
        assert (await browser.get(f"{guarded.base}/static/js/textual.js")).status == 200
        async with browser.ws_connect(f"{guarded.base}/ws", origin=guarded.base) as opened:
            tab = Tab(opened)
            await tab.see("ask, or /add")
            (child, *_) = guarded.children()
            variables = Path(f"/proc/{child}/environ")
            if variables.exists():  # the token goes no further
                assert b"SERVE_TOKEN" not in variables.read_bytes()
        # The tab was closed: its process ends.
    end = time.monotonic() + 20
    while guarded.children() and time.monotonic() < end:
        time.sleep(0.1)
    assert guarded.children() == []
    async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {TOKEN}"}) as script:
        assert (await script.get(guarded.base)).status == 200


def test_strangers_need_a_token(tmp_path: Path) -> None:
    for arguments in (("--host", "0.0.0.0"), ("--host", "::"), ("--url", "https://news.example")):
        said = run(tmp_path, *arguments)
        assert said.returncode == 1
        assert "needs a token" in said.stderr
        assert "QABOT_SERVE_TOKEN" in said.stderr
    assert "16 characters" in run(tmp_path, "--host", "0.0.0.0", "--token", "letmein").stderr
    assert not list(tmp_path.iterdir())


def test_a_token_is_made_and_the_way_is_named(tmp_path: Path) -> None:
    with serving(tmp_path, "--host", "0.0.0.0", "--token", "new") as served:
        assert re.fullmatch(r"http://0\.0\.0\.0:\d+/\?token=[\w-]{32}", served.address)
    assert any("https" in line for line in served.errors)


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        said = run(tmp_path, "-c", "news", "--port", port)
    assert said.returncode == 1
    assert f"port {port}, cannot be used: address already in use" in said.stderr.lower()
    assert "--port" in said.stderr
    assert "Traceback" not in said.stderr


@pytest.mark.parametrize(("port", "limit"), [("99999", "65535"), ("65536", "65535"), ("-1", "0")])
def test_a_port_that_cannot_be_is_a_usage_error(tmp_path: Path, port: str, limit: str) -> None:
    (tmp_path / "news").mkdir()
    said = run(tmp_path, "-c", "news", "--port", port)
    assert said.returncode == 2
    assert "Invalid value for '--port'" in said.stderr
    assert limit in said.stderr.partition("--port")[2]
    assert "Traceback" not in said.stderr


def test_a_corpus_that_is_not_there_is_named_before_serving(tmp_path: Path) -> None:
    said = run(tmp_path, "-c", "nowhere")
    assert said.returncode == 1
    assert "nowhere" in said.stderr


def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    code = (
        "import sys, importlib.util as u; find = u.find_spec\n"
        "u.find_spec = lambda name, *a: None if name == 'textual_serve' else find(name, *a)\n"
        "sys.argv[1:] = ['serve']\n" + START
    )
    said = subprocess.run(
        [sys.executable, "-c", code], env=environment(tmp_path), capture_output=True, text=True
    )
    assert said.returncode == 1
    assert said.stderr.splitlines() == [
        "qabot: Serving the chat in a browser needs textual-serve.",
        '       Run `pip install "qabot[serve]"`.',
    ]


async def test_ending_the_server_ends_its_tabs(tmp_path: Path) -> None:
    with serving(tmp_path) as served:
        async with (
            aiohttp.ClientSession() as browser,
            browser.ws_connect(f"{served.base}/ws") as opened,
        ):
            await Tab(opened).see("ask, or /add")
            children = served.children()
            assert children
            served.process.terminate()
            await Tab(opened).closed()
            assert served.process.wait(30) == 0
    end = time.monotonic() + 20
    while time.monotonic() < end and any(Path(f"/proc/{pid}").exists() for pid in children):
        time.sleep(0.1)
    assert not any(Path(f"/proc/{pid}").exists() for pid in children)
    assert "Traceback" not in "".join(served.errors)
