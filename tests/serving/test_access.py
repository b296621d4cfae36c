"""Who is let in, as rules; over HTTP in ``test_serve``."""

from __future__ import annotations

import pytest

from qabot.domain import QabotError
from qabot.serving.access import Access, Refused, is_loopback

TOKEN = "0123456789abcdef"


def refused(access: Access, headers: dict[str, str], **more: str) -> int:
    """The status of a request, 200 if it is admitted."""
    query = {"token": more["token"]} if "token" in more else {}
    try:
        access.admit({"Host": "127.0.0.1:8000", **headers}, query, more.get("cookie"))
    except Refused as error:
        return error.status
    return 200


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("::1", True),
        ("[::1]", True),
        ("localhost", True),
        ("LOCALHOST.", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.1.4", False),
        ("localhost.evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("evil.example", False),
        ("", False),
        ("::ffff:192.168.1.4", False),
    ],
)
def test_loopback(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback
    if loopback:
        Access(host).check()
    else:
        with pytest.raises(QabotError, match="needs a token"):
            Access(host).check()
    Access(host, TOKEN).check()


@pytest.mark.parametrize("token", ["short", "x" * 15, "é" * 20])
def test_tokens_that_can_be_guessed_are_refused(token: str) -> None:
    with pytest.raises(QabotError, match="16 characters"):
        Access("127.0.0.1", token).check()


def test_a_server_before_it_needs_a_token_and_an_address() -> None:
    with pytest.raises(QabotError, match="needs a token"):
        Access(url="https://news.example").check()
    with pytest.raises(QabotError, match="no address"):
        Access(token=TOKEN, url="news.example").check()
    Access(token=TOKEN, url="https://news.example").check()


def test_without_a_token_only_pages_from_here_are_served() -> None:
    access = Access()
    assert refused(access, {}) == 200
    assert refused(access, {"Origin": "http://127.0.0.1:8000"}) == 200
    assert refused(access, {"Origin": "http://127.0.0.1:9000"}) == 403
    assert refused(access, {"Origin": "https://evil.example"}) == 403
    assert refused(access, {"Origin": "null"}) == 403
    assert refused(access, {"Host": "evil.example:8000"}) == 403
    assert refused(access, {"Host": ""}) == 403
    evil = {"Host": "evil.example:8000", "Origin": "http://evil.example:8000"}
    assert refused(access, evil) == 403  # a name pointed at this machine


def test_with_a_token_every_request_brings_it() -> None:
    access = Access("0.0.0.0", TOKEN)
    assert refused(access, {}) == 401
    assert refused(access, {}, token="") == 401
    assert refused(access, {}, token=TOKEN + "x") == 401
    assert refused(access, {}, token=TOKEN) == 200
    assert refused(access, {"Authorization": f"Bearer {TOKEN}"}) == 200
    assert refused(access, {"Authorization": f"Basic {TOKEN}"}) == 401
    assert refused(access, {"Authorization": "Bearer é"}) == 401
    assert refused(access, {}, cookie=access.session) == 200
    assert refused(access, {}, cookie=TOKEN) == 401
    assert refused(access, {}, cookie="") == 401
    assert refused(access, {"Origin": "https://evil.example"}, cookie=access.session) == 403
    assert refused(access, {"Host": "news.example"}, token=TOKEN) == 200
    assert TOKEN not in repr(access.session)
    assert Access("0.0.0.0", TOKEN).session != access.session


def test_behind_another_server_its_address_is_ours() -> None:
    access = Access(token=TOKEN, url="https://news.example/")
    headers = {"Origin": "https://news.example", "Host": "127.0.0.1:8000"}
    assert refused(access, headers, token=TOKEN) == 200
    assert refused(access, {"Origin": "http://news.example"}, token=TOKEN) == 403
    assert access.base("127.0.0.1:8000") == "https://news.example"
