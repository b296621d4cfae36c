"""What roles, subjects and speech ask of a verb: its voice, what leads on from it, who shares it."""

from __future__ import annotations

from collections.abc import Sequence

from qabot.grounding.words import Word, base

BE = frozenset("was were is are been being be".split())
# "A met B" is "B met A".
MUTUAL = frozenset(
    base(w) for w in "meet talk agree speak marry merge share include join cost total".split()
)
_LEADING = frozenset("from in into on onto at over".split())


def passive(listed: Sequence[Word], at: int) -> bool:
    """Whether a verb is done to what stands before it: ``was shot and wounded``, ``led by``."""
    reach = 4 if at and listed[at - 1].text.lower() == "and" else 2
    before = [w.text.lower() for w in listed[max(0, at - reach) : at]]
    following = listed[at + 1].text.lower() if at + 1 < len(listed) else ""
    return following == "by" or any(w in BE for w in before)


def led_on(listed: Sequence[Word], at: int) -> bool:
    """Whether a verb goes on with where to or from: ``oil leaked from``."""
    return at + 1 < len(listed) and listed[at + 1].text.lower() in _LEADING
