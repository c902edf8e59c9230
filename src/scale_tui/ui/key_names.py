"""What keys are called: by people who write them down, and by Textual."""

import re

from textual.binding import Binding
from textual.keys import format_key

_OTHER_NAMES = {
    "esc": "escape",
    "return": "enter",
    "spacebar": "space",
    "del": "delete",
    "ins": "insert",
    "bs": "backspace",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "pgdown": "pagedown",
    "page_up": "pageup",
    "page_down": "pagedown",
    "backtab": "shift+tab",
    "comma": ",",
    "dot": ".",
    "period": ".",
    "hyphen": "-",
    "dash": "-",
    "equal": "=",
    "equals": "=",
    "hash": "#",
    "quote": '"',
    "pipe": "|",
}
_SENT_AS = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+h": "backspace",
    "ctrl+left_square_bracket": "escape",
    "ctrl+space": "ctrl+@",
    "ctrl+at": "ctrl+@",
}
"""Keys for which terminals send the same as for others, and what Textual calls both."""

_WITHOUT_A_CHARACTER = frozenset(
    (
        *(
            "up",
            "down",
            "left",
            "right",
            "home",
            "end",
            "pageup",
            "pagedown",
            "insert",
            "delete",
            "backspace",
        ),
        *("tab", "enter", "escape", "space", *(f"f{number}" for number in range(1, 25))),
    )
)
_MODIFIERS = {
    "ctrl": "ctrl",
    "control": "ctrl",
    "c": "ctrl",
    "^": "ctrl",
    "alt": "alt",
    "meta": "alt",
    "m": "alt",
    "shift": "shift",
    "super": "super",
    "cmd": "super",
}
_ORDER = ("alt", "ctrl", "shift", "super")
"""In which Textual writes them."""

_MODIFIED = re.compile(r"(\^|[a-z]+[+-])(?=.)", re.IGNORECASE)


def key_called(written: str) -> str | None:
    """Textual's name of a key that somebody has written down as ``?``, ``Esc``, ``ctrl+x``; None for none."""
    rest, modifiers = written.strip(), set()
    while len(rest) > 1 and (found := _MODIFIED.match(rest)):
        modifier = _MODIFIERS.get(found[1].rstrip("+-").lower())
        if modifier is None:
            break
        modifiers.add(modifier)
        rest = rest[found.end() :]
    key = _without_modifiers(rest)
    if key is None:
        return None
    if len(key) == 1 and key.isalpha() and modifiers:
        if modifiers == {"shift"}:
            return key.upper()
        key = key.lower()
    elif "shift" in modifiers and key not in _WITHOUT_A_CHARACTER and "ctrl" not in modifiers:
        return None  # Which character that is depends on the keyboard: the character itself is to be written.
    whole = "+".join([*(each for each in _ORDER if each in modifiers), key])
    return _SENT_AS.get(whole, whole)


def _without_modifiers(written: str) -> str | None:
    name = written if len(written) == 1 else written.lower().replace(" ", "_")
    name = _OTHER_NAMES.get(name, name)
    if name in _WITHOUT_A_CHARACTER or name == "shift+tab":
        return name
    character = name if len(name) == 1 else format_key(name)
    if len(character) != 1 or not character.isprintable():
        return None
    if character != name and not character.isascii():
        return None  # Unicode has a name for each picture: whoever writes "banana" means something else.
    return "space" if character == " " else key_of(character)


def key_of(character: str) -> str:
    """What Textual calls the key of a character: ``question_mark``."""
    if character == ",":
        return "comma"
    return next(iter(Binding.make_bindings([Binding(character, "none")]))).key


def writes(key: str) -> bool:
    """Whether a key writes a character where somebody types."""
    return key == "space" or (key not in _WITHOUT_A_CHARACTER and "+" not in key)
