"""Earlier questions, gone through with up and down. The draft is kept at the young end."""

from __future__ import annotations

from collections.abc import Sequence

_LIMIT = 500


class History:
    """What was sent from the prompt, oldest first."""

    def __init__(self) -> None:
        self._sent: list[str] = []
        self._at = 0
        self._draft = ""

    def add(self, text: str) -> None:
        """Remember ``text``, once if it is sent twice in a row."""
        if text.strip() and (not self._sent or self._sent[-1] != text):
            self._sent = [*self._sent, text][-_LIMIT:]
        self._at = len(self._sent)
        self._draft = ""

    def begin_with(self, earlier: Sequence[str]) -> None:
        """Put questions of earlier times, oldest first, before those of this one."""
        before = len(self._sent)
        once = [text for i, text in enumerate(earlier) if text not in earlier[i + 1 : i + 2]]
        self._sent = [*once, *self._sent][-_LIMIT:]
        self._at += len(self._sent) - before

    def ending(self, typed: str) -> str:
        """How the youngest that begins with ``typed`` goes on; empty if none does."""
        if not typed.strip():
            return ""
        starts = (text for text in reversed(self._sent) if text.startswith(typed))
        found = next(starts, "")
        return "" if "\n" in found else found[len(typed) :]

    def back(self, current: str) -> str | None:
        """The one before, or None at the oldest. ``current`` is what the prompt holds."""
        if self._at == 0:
            return None
        if self._at == len(self._sent):
            self._draft = current
        self._at -= 1
        return self._sent[self._at]

    def forward(self) -> str | None:
        """The one after, at last the draft; None when there is nothing younger."""
        if self._at >= len(self._sent):
            return None
        self._at += 1
        return self._draft if self._at == len(self._sent) else self._sent[self._at]
