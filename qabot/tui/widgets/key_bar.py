"""The footer: the keys of the pane that has the focus. One widget, where Textual's has ten."""

from __future__ import annotations

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.style import Style
from textual.widget import Widget

from qabot.tui.safe import join, plain
from qabot.tui.widgets.status_line import spread

_GAP = "  "
_PINNED = ("f1", "ctrl+p")


class KeyBar(Widget):
    """One line of keys. A click on a key presses it."""

    ALLOW_SELECT = False
    keys: reactive[tuple[tuple[str, str, str], ...]] = reactive(())
    """Key, how it is written, what it does."""

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._changed)
        self._changed(self.screen)

    def _changed(self, screen: Screen[object]) -> None:
        seen: dict[str, tuple[str, str, str]] = {}
        for _node, binding, enabled, _tooltip in screen.active_bindings.values():
            if binding.show and enabled and binding.action not in seen:
                written = self.app.get_key_display(binding)
                seen[binding.action] = (binding.key, written, binding.description)
        self.keys = tuple(seen.values())

    def render(self) -> RenderResult:
        # These stay at the right whatever else must go.
        pinned = [key for key in self.keys if key[0] in _PINNED]
        pinned.sort(key=lambda key: _PINNED.index(key[0]))
        others = [key for key in self.keys if key[0] not in _PINNED]
        right = join([_key(key) for key in pinned], _GAP)
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


def _key(key: tuple[str, str, str]) -> Content:
    name, written, does = key
    content = join([plain(written, "bold"), plain(f" {does}", "$text-muted")])
    return content.stylize(Style.from_meta({"@click": f"press('{name}')"}))
