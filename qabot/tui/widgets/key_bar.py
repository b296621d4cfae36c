"""The footer: the keys of the pane that has the focus. One widget, where Textual's has ten."""

from __future__ import annotations

from textual.app import RenderResult
from textual.binding import Binding
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.style import Style
from textual.widget import Widget

from qabot.tui.safe import join, plain
from qabot.tui.widgets.status_line import spread

_GAP = "  "
_PINNED = ("back", "close", "leave", "no", "help", "here", "palette")
"""Last parts of the names of actions that stay at the right whatever else must go: the way back
first."""


class KeyBar(Widget):
    """One line of keys. A click on a key presses it."""

    ALLOW_SELECT = False
    keys: reactive[tuple[tuple[str, str, str, str], ...]] = reactive(())
    """Key, how it is written, what it does, the last part of the name of its action."""

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._changed)
        self._changed(self.screen)

    def _changed(self, screen: Screen[object]) -> None:
        seen: dict[str, tuple[str, str, str, str]] = {}
        for _node, binding, enabled, _tooltip in screen.active_bindings.values():
            shown = binding.show or self._leads_back(screen, binding)
            if shown and enabled and binding.action not in seen:
                written = self.app.get_key_display(binding)
                name = (binding.id or "").rpartition(".")[2]
                seen[binding.action] = (binding.key, written, binding.description, name)
        self.keys = tuple(seen.values())

    @staticmethod
    def _leads_back(screen: Screen[object], binding: Binding) -> bool:
        return binding.id == "back" and getattr(screen, "leads_back", False)

    def render(self) -> RenderResult:
        pinned = [key for key in self.keys if key[3] in _PINNED]
        pinned.sort(key=lambda key: _PINNED.index(key[3]))
        others = [key for key in self.keys if key[3] not in _PINNED]
        right = join([_key(key) for key in pinned], _GAP)
        while len(pinned) > 1 and right.cell_length + 2 > self.content_size.width:
            right = join([_key(key) for key in pinned[:-1]], _GAP)
            pinned.pop()
        width = self.content_size.width - right.cell_length
        left: list[Content] = []
        used = 0
        for key in others:
            part = _key(key)
            if used + part.cell_length + 2 * len(_GAP) > width:
                break
            used += part.cell_length + len(_GAP)
            left.append(part)
        return spread(join(left, _GAP), right, self.content_size.width)

    def action_press(self, key: str) -> None:
        self.app.simulate_key(key)


def _key(key: tuple[str, str, str, str]) -> Content:
    name, written, does, _ = key
    content = join([plain(written, "bold"), plain(f" {does}", "$text-muted")])
    return content.stylize(Style.from_meta({"@click": f"press('{name}')"}))
