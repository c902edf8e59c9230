"""The bottom line: the keys that do something here, each of them clickable."""

from dataclasses import replace
from functools import partial
from typing import Any

from rich.style import Style
from textual.actions import parse
from textual.app import App
from textual.binding import ActiveBinding
from textual.message import Message
from textual.screen import Screen

from scale_tui.ui.keys_in_force import is_typed_in, keys_in_force
from scale_tui.ui.messages import Request
from scale_tui.ui.passing_time import is_only_later
from scale_tui.ui.scene import Scene
from scale_tui.ui.widgets.bar import Bar, Part

_HELP = "app.help"
_BACK = "move.back"
HELP_ANYWHERE = "f1"
"""The key for help that stays whatever is asked for, and that no text is written with."""


class KeyBar(Bar):
    """As many keys as fit, in the order of their bindings; the one for help always has a place.

    Where it ``names_all``, the last ones are named without words rather than not at all.
    """

    class Pressed(Message):
        """A key's place was clicked: it counts as that key."""

        def __init__(self, key: str) -> None:
            self.key = key
            super().__init__()

    def __init__(self, *, names_all: bool = False) -> None:
        super().__init__()
        self._names_all = names_all

    def on_mount(self) -> None:
        """Draw anew whenever other bindings are in force."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_updated)

    def _bindings_updated(self, _screen: Screen[Any]) -> None:
        self.refresh()

    def watch_scene(self, old: Scene, scene: Scene) -> None:
        """Paint anew, unless only time has passed."""
        if not is_only_later(scene, old):
            self.refresh()

    def parts(self, scene: Scene, width: int) -> tuple[list[Part], list[Part]]:
        """The keys that fit, and always the one for help."""
        keys = self._keys()
        help_key = keys.pop(_HELP, []) or self._help_anywhere()
        space = width - 1 - _width(help_key)
        if self._names_all:
            _leave_words_out(list(keys.values()), space)
        left: list[Part] = [] if scene.glyphs.is_words else [Part(" ")]
        for key in keys.values():
            space -= _width(key)
            if space < 0:
                break
            left.extend(key)
        keys_shown = [*left, *help_key]
        if keys_shown and scene.glyphs.is_words:
            keys_shown[-1] = replace(keys_shown[-1], text=keys_shown[-1].text.rstrip(", "))
        return keys_shown, []

    def _help_anywhere(self) -> list[Part]:
        if is_typed_in(self.screen) and not self._names_all:
            return []
        request: Request = partial(KeyBar.Pressed, HELP_ANYWHERE)
        return [
            Part(f"{HELP_ANYWHERE} ", (self.inks.key,), request),
            Part("keys" if self._names_all else "help", (), request),
        ]

    def _keys(self) -> dict[str, list[Part]]:
        found: dict[str, list[Part]] = {}
        is_typing = is_typed_in(self.screen)
        for active in keys_in_force(self.screen):
            binding = active.binding
            if not binding.show or binding.id is None or binding.id in found:
                continue
            if is_typing and isinstance(active.node, App | Screen):
                continue
            key = self.app.get_key_display(binding)
            if not key:
                continue
            request: Request = partial(KeyBar.Pressed, binding.key)
            styles = (self.inks.key,) if active.enabled else (self.inks.past,)
            found[binding.id] = [
                *self._halves(key, active, styles),
                Part(" ", styles, request),
                Part(f"{binding.description}{', ' if self.scene.glyphs.is_words else '  '}", (), request),
            ]
        if _BACK in found:
            # Behind the first: the way out is the last to fall off a narrow line.
            first = next(iter(found))
            found = (
                {first: found.pop(first), _BACK: found.pop(_BACK, []), **found} if first != _BACK else found
            )
        return found

    def _halves(self, display: str, active: ActiveBinding, styles: tuple[Style, ...]) -> list[Part]:
        """The key as it is written; where that names two, as ``+-`` does, each can be clicked for itself."""
        keys = dict.fromkeys([display], active.binding.key)
        if len(display) == 2:
            action = parse(active.binding.action)[1]
            others = (other for other in keys_in_force(self.screen) if other.node is active.node)
            kin = [other.binding for other in others if parse(other.binding.action)[1] == action]
            shown = {self.app.get_key_display(replace(each, key_display=None)): each.key for each in kin}
            if set(display) <= shown.keys():
                keys = {half: shown[half] for half in display}
        return [Part(half, styles, partial(KeyBar.Pressed, key)) for half, key in keys.items()]


def _leave_words_out(keys: list[list[Part]], space: int) -> None:
    for key in reversed(keys):
        if sum(map(_width, keys)) > space:
            key[-1] = replace(key[-1], text=" ")


def _width(key: list[Part]) -> int:
    return sum(part.width for part in key)
