"""Servers of this machine are asked directly, whatever proxy leads out of it."""

from __future__ import annotations

import os
from urllib.parse import urlsplit
from urllib.request import getproxies_environment

HERE = ("localhost", "127.0.0.1", "::1")


def is_here(url: str) -> bool:
    """Whether an address is of this machine."""
    return (urlsplit(url).hostname or "") in HERE


def ask_directly(url: str) -> None:
    """Let no proxy of the environment stand between if the server is here.

    httpx, by which the providers' libraries ask, knows of it by ``no_proxy`` alone.
    """
    proxies = getproxies_environment()
    if not proxies or not is_here(url):
        return
    known = [host.strip() for host in proxies.get("no", "").split(",") if host.strip()]
    if "*" not in known:
        exempt = ",".join([*known, *(host for host in HERE if host not in known)])
        os.environ["no_proxy"] = os.environ["NO_PROXY"] = exempt
