"""What a host's robots.txt lets us ask (RFC 9309)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from qabot.fetching.client import Client
from qabot.fetching.policy import TOKEN, Unfetched

MAX_BYTES = 500 * 1024
"""Of a robots.txt, as the RFC has it; the rest is not read."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Allowed and disallowed patterns of paths for us."""

    lines: tuple[tuple[bool, str], ...] = ()
    """Whether allowed, and the pattern."""

    def allow(self, url: str) -> bool:
        """Whether the address may be asked: the longest pattern decides, of equals the kinder."""
        parts = urlsplit(url)
        path = unquote(parts.path or "/") + (f"?{unquote(parts.query)}" if parts.query else "")
        matching = [
            (len(pattern), allowed) for allowed, pattern in self.lines if _matches(pattern, path)
        ]
        return max(matching)[1] if matching else True


def _matches(pattern: str, path: str) -> bool:
    end = pattern.endswith("$")
    parts = [re.escape(unquote(part)) for part in pattern.removesuffix("$").split("*")]
    return bool(re.match(".*?".join(parts) + ("$" if end else ""), path, re.DOTALL))


def rules(text: str, token: str = TOKEN) -> Rules:
    """Parse a robots.txt: the groups that name us, else those for all."""
    groups: dict[str, list[tuple[bool, str]]] = {}
    agents: list[str] = []
    in_rules = True
    for line in text.splitlines():
        name, sign, value = line.partition("#")[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if not sign:
            continue
        if name == "user-agent":
            agents = [] if in_rules else agents
            agents.append(re.split(r"[/\s]", value.lower())[0])
            groups.setdefault(agents[-1], [])
            in_rules = False
        elif name in ("allow", "disallow"):
            in_rules = True
            for agent in agents:
                # More stars than any site needs make matching slow.
                if value and value.count("*") < 20:
                    groups[agent].append((name == "allow", value))
    return Rules(tuple(groups.get(token, groups.get("*", []))))


class Robots:
    """Rules of hosts, each asked once."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._known: dict[str, Rules] = {}

    def check(self, url: str) -> None:
        """Raise ``Unfetched`` if the host does not want the address asked by programs."""
        scheme, _, rest = url.partition("://")
        host = f"{scheme}://{rest.partition('/')[0]}"
        if host not in self._known:
            self._known[host] = self._ask(host)
        if not self._known[host].allow(url):
            raise Unfetched(
                "the site's robots.txt does not allow programs to fetch it",
                "Save the page from a browser and add the file.",
            )

    def _ask(self, host: str) -> Rules:
        try:
            answer = self._client.get(host + "/robots.txt")
        except Unfetched as error:
            if error.passing:  # as the RFC has it: no answer is no permission
                raise
            return Rules()
        return rules(answer.body[:MAX_BYTES].decode("utf-8", "replace").removeprefix("\ufeff"))
