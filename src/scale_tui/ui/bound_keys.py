"""All keys of the app, as they are declared, and by the places where they are in force together."""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from itertools import chain
from pkgutil import walk_packages

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, TextArea

import scale_tui.ui.screens
import scale_tui.ui.widgets
from scale_tui.ui.app import ScaleTuiApp
from scale_tui.ui.key_names import writes
from scale_tui.ui.own_keys import has_key
from scale_tui.ui.screens.main import MainScreen
from scale_tui.values import dataclass

Node = type[DOMNode]


@dataclass(frozen=True, slots=True)
class Bound:
    """A binding of this house, on one class of widgets, screens or apps; ``keys`` as Textual calls them."""

    node: Node
    binding: Binding
    keys: tuple[str, ...]

    @property
    def name(self) -> str:
        """The id of the binding."""
        return self.binding.id or ""


@cache
def bound() -> tuple[Bound, ...]:
    """Every binding, as it is declared, class by class."""
    return tuple(one for node in _nodes() for one in _declared(node))


Place = tuple[Bound, ...]
"""What can have the keys together, the focused widget's bindings first: a list's, its screen's, the app's."""


def all_places() -> tuple[Place, ...]:
    """Every place there is."""
    nodes = _nodes()
    return _places([node for node in nodes if issubclass(node, Screen) and _is_last(node, nodes)])


def main_places() -> tuple[Place, ...]:
    """Those of the screen that is always there; no other is imported for them."""
    return _places([MainScreen])


def _places(screens: Iterable[Node]) -> tuple[Place, ...]:
    # A screen shows the widgets that its module knows, and those that the modules of its parts do.
    found = []
    for screen in screens:
        is_modal = issubclass(screen, ModalScreen)
        everywhere = tuple(one for one in all_of(ScaleTuiApp) if one.binding.priority or not is_modal)
        below = (*all_of(screen), *everywhere)
        widgets = [node for node in _known_to(screen) if all_of(node) and not issubclass(node, App | Screen)]
        found += [(*all_of(node), *below) for node in widgets if _is_last(node, widgets)] or [below]
    return tuple(found)


@cache
def all_of(node: Node) -> tuple[Bound, ...]:
    """The bindings that are in force on a class, those of what it derives from included."""
    taken: dict[str, Bound] = {}
    bases = [base for base in reversed(node.__mro__) if issubclass(base, DOMNode)]
    for one in chain.from_iterable(map(_declared, bases)):
        # One without a key is by its name what no other replaces.
        taken |= dict.fromkeys(one.keys or (one.name,), one)
    return tuple(dict.fromkeys(taken.values()))


def is_written_in(node: Node) -> bool:
    """Whether one types there, so that what writes or edits a text is no key of an action.

    A screen that one types on has no letters for its own keys, unless it has some while nobody types.
    """
    if issubclass(node, Input | TextArea):
        return True
    if not issubclass(node, ModalScreen):
        return False
    has_letters = any(writes(key) for one in all_of(node) for key in one.keys)
    return not has_letters and any(issubclass(one, Input | TextArea) for one in _known_to(node))


@cache
def editing_keys() -> frozenset[str]:
    """What text fields need, beside what writes a character."""
    found = (Binding.make_bindings(field.BINDINGS) for field in (Input, TextArea))
    return frozenset(each.key for bindings in found for each in bindings) | {"enter"}


def _nodes() -> list[Node]:
    found = dict.fromkeys(base for base in ScaleTuiApp.__mro__ if issubclass(base, DOMNode))
    for package in (scale_tui.ui.screens, scale_tui.ui.widgets):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            found |= dict.fromkeys(_in_module(module.name))
    return [node for node in found if node.__module__.startswith("scale_tui.")]


def _in_module(name: str) -> Iterator[Node]:
    for node in vars(import_module(name)).values():
        if isinstance(node, type) and issubclass(node, DOMNode):
            yield node


def _known_to(screen: Node) -> list[Node]:
    bases = [base for base in screen.__mro__ if base.__module__.startswith("scale_tui")]
    later = chain.from_iterable(base.__dict__.get("BROUGHT_LATER", ()) for base in bases)
    modules = dict.fromkeys(chain((base.__module__ for base in bases), later))
    return list(dict.fromkeys(node for module in modules for node in _in_module(module)))


def _is_last(node: Node, among: Iterable[Node]) -> bool:
    """Whether no other derives from it: it is no part of another."""
    return not any(other is not node and issubclass(other, node) for other in among)


def _declared(node: Node) -> Iterator[Bound]:
    for binding in node.__dict__.get("BINDINGS", ()):
        if isinstance(binding, Binding) and binding.id:
            keys = tuple(each.key for each in Binding.make_bindings([binding]) if has_key(each))
            yield Bound(node, binding, keys)
