"""The bottom line: the keys that do something here, each of them clickable."""

from functools import partial
from typing import Any

from textual.app import App
from textual.message import Message
from textual.screen import Screen

from scale_tui.ui.messages import Request
from scale_tui.ui.scene import Scene
from scale_tui.ui.widgets.bar import Bar, Part

_HELP = "app.help"


class KeyBar(Bar):
    """As many keys as fit, in the order of their bindings; the one for help always has a place."""

    class Pressed(Message):
        """A key's place was clicked: it counts as that key."""

        def __init__(self, key: str) -> None:
            self.key = key
            super().__init__()

    def on_mount(self) -> None:
        """Draw anew whenever other bindings are in force."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_updated)

    def _bindings_updated(self, _screen: Screen[Any]) -> None:
        self.refresh()

    def parts(self, scene: Scene, width: int) -> tuple[list[Part], list[Part]]:  # noqa: ARG002
        """The keys that fit, and always the one for help."""
        keys = self._keys()
        help_key = keys.pop(_HELP, [])
        space = width - 1 - _width(help_key)
        left: list[Part] = [Part(" ")]
        for key in keys.values():
            space -= _width(key)
            if space < 0:
                break
            left.extend(key)
        return [*left, *help_key], []

    def _keys(self) -> dict[str, list[Part]]:
        found: dict[str, list[Part]] = {}
        is_typing = self._is_typing()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if not binding.show or binding.id is None or binding.id in found:
                continue
            if is_typing and isinstance(active.node, App | Screen):
                continue
            request: Request = partial(KeyBar.Pressed, binding.key)
            key = self.app.get_key_display(binding)
            styles = (self.inks.key,) if active.enabled else (self.inks.past,)
            found[binding.id] = [
                Part(f"{key} ", styles, request),
                Part(f"{binding.description}  ", (), request),
            ]
        return found

    def _is_typing(self) -> bool:
        """Whether letters go into a text, so that they are no keys."""
        focused = self.screen.focused
        return focused is not None and focused.check_consume_key("a", "a")


def _width(key: list[Part]) -> int:
    return sum(part.width for part in key)
