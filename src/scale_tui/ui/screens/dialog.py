"""A box over the screen below it: how the mouse leaves it, and which keys it tells of on its border."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar, TypeVar

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.style import Style
from textual.widgets import Static

from scale_tui.ui.keys_in_force import is_typed_in
from scale_tui.ui.scene import Scene
from scale_tui.ui.widgets.choice_list import ChoiceList
from scale_tui.ui.widgets.key_bar import HELP_ANYWHERE

Hint = tuple[str, str]
"""What a key does here, in words with the key; and the action of the screen that a click on it is."""

Told = tuple[str, str, str]
"""The id of a binding, or ``=`` and a key; what it does here; and the action of a click, empty for none."""

_HELP: Told = ("app.help", "keys", "app.help")
_ROOM_FOR_WORDS = ((9, 9), (0, 9), (0, 2), (0, 0))
"""How many of the hints have all their words, and how many some; the others are the key alone."""

BORDER = 6
"""Cells of a border's line that no words can have."""

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer]):
    """A click beside the box closes it, unless something that was typed would be lost.

    The border tells of the keys in ``HINTS`` that are in force where the focus is, in fewer words where there
    is less room.
    """

    DEFAULT_CSS = """
    Dialog Input > .input--placeholder { color: $dim; text-style: italic; }
    """
    HINTS: ClassVar[tuple[Told, ...]] = ()

    _between = ""

    @property
    def may_be_left(self) -> bool:
        """Whether nothing is lost by closing it."""
        return True

    def leave(self) -> None:
        """Close it without an answer."""
        self.dismiss(None)

    def on_mount(self) -> None:
        """Leave what can be clicked as it is written: Textual would underline it."""
        for text in self.query(Static):
            text.auto_links = False
        if self.HINTS:
            self.watch(self.app, "scene", self._follow_glyphs)
            self.bindings_updated_signal.subscribe(self, self._bindings_updated)

    def on_resize(self) -> None:
        """Tell of the keys in as many words as there is room for."""
        self.tell_keys()

    def on_click(self, event: events.Click) -> None:
        """Close it where the click was beside the box."""
        if self.get_widget_at(*event.screen_offset)[0] is self and self.may_be_left:
            self.leave()

    def keys_in_force(self) -> dict[str, str]:
        """What the keys are called that do something here, by the ids of their bindings."""
        bindings = [active.binding for active in self.active_bindings.values()]
        return {each.id: self.app.get_key_display(each) for each in reversed(bindings) if each.id}

    def hints(self) -> Iterable[Told]:
        """What the border tells of, the most useful first."""
        return self.HINTS

    def _follow_glyphs(self, scene: Scene) -> None:
        if scene.glyphs.between != self._between:
            self._between = scene.glyphs.between
            self.tell_keys()

    def _bindings_updated(self, _: Screen[Any]) -> None:
        self.tell_keys()

    def tell_keys(self) -> None:
        """Name the keys in force on the border."""
        boxes = self.query("Dialog > Vertical")
        if not (self.HINTS and self._between and boxes):
            return
        box, keys, few = boxes.first(), self.keys_in_force(), self._descriptions()
        told = [(self._key(hint[0], keys), *hint) for hint in (*self.hints(), _HELP)]
        told = [hint for hint in told if hint[0]]
        for whole, some in _ROOM_FOR_WORDS:
            texts = [
                words if index < whole else few.get(name, words) if index < some else ""
                for index, (_, name, words, _) in enumerate(told)
            ]
            parts = ((f"{hint[0]} {text}".rstrip(), hint[3]) for hint, text in zip(told, texts, strict=True))
            line = clickable(*parts, between=self._between)
            if line.cell_length <= box.outer_size.width - BORDER:
                break
        box.border_subtitle = line

    def _descriptions(self) -> Mapping[str, str]:
        found = (active.binding for active in self.active_bindings.values())
        return {each.id: each.description for each in found if each.id}

    def _key(self, name: str, keys: Mapping[str, str]) -> str:
        if name.startswith("="):
            return self.app.get_key_display(Binding(name[1:], ""))
        if name != _HELP[0]:
            key = keys.get(name, "")
            return key.replace("^", "ctrl+") if len(key) > 1 else key
        if is_typed_in(self):
            return HELP_ANYWHERE
        return self.app.get_key_display(Binding("question_mark", "help", id=name))

    def action_choose_selected(self) -> None:
        """Do what enter does on the list."""
        self.query_one(ChoiceList).action_choose()


def clickable(*hints: Hint, between: str = "") -> Content:
    """Hints behind each other, those without words left out; each can be clicked."""
    return Content.assemble(*_parts(hints, between))


def _parts(hints: tuple[Hint, ...], between: str) -> Iterator[str | tuple[str, Style]]:
    is_first = True
    for words, action in hints:
        if words:
            if not is_first:
                yield between
            place = "" if "." in action else "screen."
            yield (words, Style.from_meta({"@click": f"{place}{action}"})) if action else words
            is_first = False
