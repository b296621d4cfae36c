"""The chat in a real browser: drawn, typed into, and closed to other pages."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("aiohttp", reason="the extra serve is not installed")
pytest.importorskip("textual_serve", reason="the extra serve is not installed")

import chromium
from served import serving

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(chromium.browser() is None, reason="no Chromium on this machine"),
]
TOKEN = "correct-horse-battery"
QUOTE = "#5a4517"
"""The background of quoted words in the dark theme."""
TRY_SOCKET = """new Promise((done) => {
  const socket = new WebSocket("%s");
  socket.onopen = () => done("open");
  socket.onerror = () => done("refused");
})"""


async def test_a_question_and_its_source_in_a_browser(tmp_path: Path) -> None:
    with serving(tmp_path) as served:
        async with chromium.opened(tmp_path / "profile") as page:
            rights = ["clipboardReadWrite", "clipboardSanitizedWrite"]
            await page.call("Browser.grantPermissions", origin=served.base, permissions=rights)
            await page.go(served.address)
            await page.until("document.body.classList.contains('-first-byte')")
            await page.see("ask, or /add")
            # Typed without a click first.
            await page.type("when does the ferry sail again?\r")
            await page.see("sails again on Monday")
            assert QUOTE not in await page.colours()
            await page.type("1")
            await page.see("Ferry back after the storm")
            for _ in range(50):
                if (await page.colours()).get(QUOTE, 0) > 2000:
                    break
            else:
                raise AssertionError("the quote is not lit on the screen")
            await page.type("y")
            await page.see("the browser's clipboard")
            copied = "navigator.clipboard.readText().then((text) => text.includes('%s'))"
            await page.until(copied % "sails again on Monday")
            (tmp_path / "shown.png").write_bytes(await page.picture())
            ours = ("data:", served.base, served.base.replace("http", "ws"))
            assert [address for address in page.requests if not address.startswith(ours)] == []
            assert page.complaints == []
            served.process.terminate()
            await page.until("document.body.classList.contains('-closed')")


async def test_the_token_in_a_browser(tmp_path: Path) -> None:
    with serving(tmp_path, QABOT_SERVE_TOKEN=TOKEN) as served:
        async with chromium.opened(tmp_path / "profile") as page:
            await page.go(served.base)
            await page.until("document.body.innerText.includes('needs its token')")
            socket = served.base.replace("http", "ws") + "/ws"
            assert await page.evaluate(TRY_SOCKET % socket) == "refused"
            await page.call("Page.navigate", url=served.address)
            await page.until("document.body.classList.contains('-first-byte')")
            assert await page.evaluate("location.href") == served.base + "/"
            assert await page.evaluate("document.cookie") == ""  # out of the reach of scripts
            await page.see("ask, or /add")
            # Another page of the same browser, cookie and all.
            await page.call("Page.navigate", url="about:blank")
            assert await page.evaluate(TRY_SOCKET % socket) == "refused"


async def test_other_pages_of_the_browser_are_refused(tmp_path: Path) -> None:
    with serving(tmp_path) as served:
        port = served.base.rpartition(":")[2]
        rules = "--host-resolver-rules=MAP evil.example 127.0.0.1"
        async with chromium.opened(tmp_path / "profile", rules) as page:
            await page.go("about:blank")
            socket = f"ws://127.0.0.1:{port}/ws"
            assert await page.evaluate(TRY_SOCKET % socket) == "refused"
            # A name of someone else's that points here.
            await page.call("Page.navigate", url=f"http://evil.example:{port}/")
            await page.until("document.body.innerText.includes('its own machine only')")
            assert await page.evaluate(TRY_SOCKET % f"ws://evil.example:{port}/ws") == "refused"
            assert await page.evaluate(TRY_SOCKET % socket) == "refused"
        assert served.children() == []
