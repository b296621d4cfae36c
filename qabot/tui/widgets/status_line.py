"""The header: what is open, how much it holds, and whether it can be asked."""

from __future__ import annotations

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from qabot.tui.opening import LibraryState
from qabot.tui.safe import first_words, join, plain

_SAYS = {
    "opening": "opening your articles",
    "preparing": "getting ready",
    "ready": "",
    "failed": "not ready",
}


class StatusLine(Widget):
    """One line on top of the chat."""

    ALLOW_SELECT = False
    state: reactive[LibraryState] = reactive(LibraryState)
    thread: reactive[str] = reactive("")
    """The title of the thread that is shown."""
    model: reactive[str] = reactive("")
    """The model that writes the answers; empty: the articles are quoted."""

    def render(self) -> RenderResult:
        state = self.state
        left = [plain("qabot", "bold $accent")]
        if state.articles is not None:
            count = f"{state.articles:,} article{'' if state.articles == 1 else 's'}"
            left.append(plain(f"   {count}"))
            if state.new:
                left.append(plain(f" · {state.new:,} new", "$accent"))
        if self.model:
            left.append(plain(f"   {first_words(self.model, 32)}", "$text-muted"))
        says = _SAYS[state.phase] or first_words(self.thread, 44) or state.folder
        right = plain(says, "$error" if state.phase == "failed" else "$text-muted")
        return spread(join(left), right, self.content_size.width)


def spread(left: Content, right: Content, width: int) -> Content:
    """Two contents at both ends of a line; the right one gives way."""
    gap = width - left.cell_length - right.cell_length
    if gap < 2:
        return left.truncate(width, ellipsis=True)
    return join([left, " " * gap, right])
