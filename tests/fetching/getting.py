"""One address fetched, or refused."""

from __future__ import annotations

import pytest

from qabot.fetching import Policy, Unfetched
from qabot.fetching.client import Client


def get(url: str, policy: Policy) -> bytes:
    client = Client(policy, lambda: None)
    try:
        return client.get(url).body
    finally:
        client.close()


def refusal(url: str, policy: Policy) -> Unfetched:
    with pytest.raises(Unfetched) as caught:
        get(url, policy)
    return caught.value
