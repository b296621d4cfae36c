"""What an empty thread shows: where the articles are, how to add, how to ask, first questions."""

from __future__ import annotations

from typing import ClassVar

from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from qabot.tui.opening import LibraryState
from qabot.tui.safe import join, one_line, plain


class Welcome(Widget, can_focus=True):
    """Three lines and a few questions, which can be picked."""

    HELP = "Questions that your articles can answer. Pick one with up and down, ask with enter."
    BINDING_GROUP_TITLE = "First questions"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "ask_picked", "ask", tooltip="Ask the picked question", id="welcome.ask"),
        Binding("up,k", "pick(-1)", "Previous", show=False, id="welcome.previous"),
        Binding("down,j", "pick(1)", "Next", show=False, id="welcome.next"),
    ]
    state: reactive[LibraryState] = reactive(LibraryState, layout=True)
    index: reactive[int] = reactive(0)

    class Chosen(Message):
        """A question was picked."""

        def __init__(self, question: str) -> None:
            super().__init__()
            self.question = question

    def render(self) -> RenderResult:
        state = self.state
        blocks: list[Content] = [plain("Ask your news.", "bold"), Content("")]
        where = f"Your articles are files in {state.folder}." if state.folder else ""
        lines = [
            where or "Your articles are files in a folder of yours.",
            "To add more: /add and a path or a web address, or paste one here.",
            "To ask: type a question. Then press 1-9 to read a quote in its article.",
        ]
        blocks += [plain(line, "$text-muted") for line in lines]
        if state.articles == 0 and state.phase == "ready":
            blocks += [Content(""), plain("There are no articles yet.", "$accent")]
        if state.suggestions:
            hint = "  up, down, enter" if self.has_focus else "  tab to pick one, or click it"
            blocks += [
                Content(""),
                join([plain("For example", "bold"), plain(hint, "$text-muted")]),
            ]
            blocks += [self._suggestion(i, q) for i, q in enumerate(state.suggestions)]
        return join(blocks, "\n")

    def _suggestion(self, index: int, question: str) -> Content:
        picked = self.has_focus and index == self.index
        line = join(["› " if picked else "  ", one_line(question)])
        if picked:
            line = line.stylize("bold $accent")
        return line.stylize(Style.from_meta({"@click": f"ask({index})"}))

    def watch_has_focus(self, has_focus: bool) -> None:
        super().watch_has_focus(has_focus)
        self.refresh()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return bool(self.state.suggestions)

    def action_pick(self, by: int) -> None:
        self.index = (self.index + by) % len(self.state.suggestions)

    def action_ask_picked(self) -> None:
        self.action_ask(min(self.index, len(self.state.suggestions) - 1))

    def action_ask(self, index: int) -> None:
        self.post_message(self.Chosen(self.state.suggestions[index]))
