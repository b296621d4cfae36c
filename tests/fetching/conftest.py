"""A site and a client that may ask it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from web_made import Site, serving

from qabot.fetching import Policy
from qabot.fetching.web import Web

OURS = Policy(allow_private=True, pause=0.0, seconds=3.0, max_bytes=1_000_000)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of the machine that runs the tests does not count."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as made:
        yield made


@pytest.fixture
def policy() -> Policy:
    """Loopback allowed, small limits."""
    return OURS


@pytest.fixture
def web(policy: Policy) -> Iterator[Web]:
    with Web(policy, lambda: None) as made:
        yield made
