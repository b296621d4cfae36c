"""Files that could not be read or added, with the reasons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from qabot.domain import Failure
from qabot.tui.safe import join, limited, plain
from qabot.tui.widgets.failure_list import FailureList
from qabot.tui.widgets.key_bar import KeyBar


class FailuresScreen(Screen[Sequence[str] | None]):
    """Ends with the paths of files to read again, or None."""

    CSS_PATH = "failures.tcss"
    BINDING_GROUP_TITLE = "Failures"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "back", id="failures.back"),
        Binding("f6", "all", "try all again", id="failures.all"),
    ]

    def __init__(self, failures: Sequence[Failure]) -> None:
        super().__init__()
        self._failures = failures

    def compose(self) -> ComposeResult:
        count = len(self._failures)
        head = f"   {count:,} file{'' if count == 1 else 's'} could not be read"
        yield Static(
            join([plain("Articles", "bold $accent"), plain(head, "$text-muted")]),
            id="failures-head",
            markup=False,
        )
        yield FailureList(id="failures-list")
        yield Static(id="failures-one", markup=False)
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        self.query_one(FailureList).show(self._failures)
        self.pointed()

    @on(FailureList.Pointed)
    def pointed(self) -> None:
        """The whole reason of the one under the cursor."""
        failure = self.query_one(FailureList).picked
        if failure is not None:
            parts = [plain(limited(failure.path), "bold"), plain(limited(failure.reason))]
            if failure.remedy:
                parts.append(plain(limited(failure.remedy), "$text-muted"))
            self.query_one("#failures-one", Static).update(join(parts, "\n"))

    @on(FailureList.Opened)
    def opened(self, message: FailureList.Opened) -> None:
        self.dismiss([message.row.path])

    @on(FailureList.Copied)
    def copied(self) -> None:
        self.app.copy_to_clipboard("\n".join(map(str, self._failures)))

    def action_all(self) -> None:
        self.dismiss([failure.path for failure in self._failures])
