"""The web: addresses to articles and feeds, fetched within limits and from public hosts only.

Importing this is cheap; httpcore comes with the first ``Web``.
"""

from __future__ import annotations

from qabot.fetching.address import clean, is_url
from qabot.fetching.policy import Policy, Unfetched

__all__ = ["Policy", "Unfetched", "clean", "is_url"]
