"""How far fetching goes, and how it says that it does not."""

from __future__ import annotations

from dataclasses import dataclass

from qabot import __version__
from qabot.reading.source import Bad

TOKEN = "qabot"
"""The name by which a robots.txt speaks to us."""
USER_AGENT = f"Mozilla/5.0 (compatible; {TOKEN}/{__version__}; personal news reader)"


class Unfetched(Bad):
    """Why an address gave nothing. ``passing``: it may work another time."""

    def __init__(self, reason: str, remedy: str = "", *, passing: bool = False) -> None:
        super().__init__(reason, remedy)
        self.passing = passing


@dataclass(frozen=True, slots=True)
class Policy:
    """Limits of fetching."""

    allow_private: bool = False
    """Whether loopback, private and link-local addresses may be asked."""
    max_bytes: int = 10 * 1024 * 1024
    """Largest answer, in bytes, packed and unpacked."""
    seconds: float = 30.0
    """For one address, redirects not included."""
    connect_seconds: float = 10.0
    redirects: int = 6
    pause: float = 1.0
    """Seconds between two requests to one host."""
