"""The keys that do something where the user is, in the order in which they were declared."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from textual.binding import ActiveBinding, Binding
from textual.dom import DOMNode
from textual.keys import format_key
from textual.screen import Screen

from scale_tui.ui.hints import TOLD, Hints
from scale_tui.ui.own_keys import NO_KEY, OwnKeys
from scale_tui.ui.switched_off import SwitchedOff

_IN_PROSE = {"⏎": "enter", "⌫": "backspace", "↑": "up", "↓": "down", "←": "left", "→": "right"}


def keys_in_force(screen: Screen[Any]) -> Iterator[ActiveBinding]:
    """What can be done there, key by key, and what has been left without one."""
    found = list(screen.active_bindings.values())
    # Textual puts what is on another key than usual behind all others of its widget.
    if any(not _is_usual(active) for active in found):
        nodes = list(dict.fromkeys(active.node for active in found))
        found.sort(key=lambda active: (nodes.index(active.node), _position(active)))
    yield from found


def is_typed_in(screen: Screen[Any]) -> bool:
    """Whether letters go into a text there, so that they are no keys."""
    focused = screen.focused
    return focused is not None and focused.check_consume_key("a", "a")


def _is_usual(active: ActiveBinding) -> bool:
    usual = _declared(type(active.node)).get(active.binding.id or "")
    return usual is None or active.binding.key in usual[1]


def _position(active: ActiveBinding) -> int:
    declared = _declared(type(active.node))
    return declared.get(active.binding.id or "", (len(declared), ()))[0]


@cache
def _declared(node: type[DOMNode]) -> Mapping[str, tuple[int, tuple[str, ...]]]:
    """The place of each binding among those of its class, and its usual keys."""
    found: dict[str, tuple[int, tuple[str, ...]]] = {}
    for base in reversed(node.__mro__):
        for binding in base.__dict__.get("BINDINGS", ()):
            if isinstance(binding, Binding) and binding.id and binding.id not in found:
                keys = tuple(each.key for each in Binding.make_bindings([binding]))
                found[binding.id] = (len(found), keys)
    return found


def hints_for(keys: OwnKeys, off: SwitchedOff) -> Hints:
    """What texts call the keys, where these are in force and that is switched off."""
    changed = {}
    for name, (usual, action) in TOLD.items():
        if action in off:
            changed[name] = ""
        elif name in keys.keymap:
            first = keys.keymap[name].partition(",")[0]
            told = "" if first.startswith(NO_KEY) else in_prose(first)
            if told != usual:
                changed[name] = told
    return Hints(changed)


def in_prose(key: str) -> str:
    """A key in the midst of a sentence: ``space``, ``?``, ``ctrl+o``."""
    *modifiers, last = key.split("+")
    shown = format_key(last)
    return "+".join([*modifiers, _IN_PROSE.get(shown, shown)])
