"""``[keys]`` of the configuration: on which keys an attendee wants an action, as they write it.

An action is named by the id of its binding, with its dot: ``"mark.star" = "s"``, or ``mark.star = "s"``, of
which TOML makes a table in a table.
"""

from collections.abc import Callable, Iterator, Mapping

AskedKeys = tuple[tuple[str, tuple[str, ...]], ...]
"""The id of a binding, and the keys that it shall be on; none to switch them off."""

Complain = Callable[[str, str], None]
"""Takes note of what is wrong: with what, and why."""

_DEEPEST = 4


def asked_keys(table: Mapping[str, object], complain: Complain) -> AskedKeys:
    """What each line asks for. What is no key, and what is there twice, is complained of and left out."""
    found: dict[str, tuple[str, ...]] = {}
    seen = set()
    for name, value in _lines(table, "", _DEEPEST):
        keys = _keys(value)
        if name in seen:
            complain(f"keys.{name}", "this is there twice")
            found.pop(name, None)
        elif keys is None:
            complain(f"keys.{name}", 'a key or several were expected, such as "s" or ["s", "ctrl+s"]')
        else:
            found[name] = keys
        seen.add(name)
    return tuple(found.items())


def _lines(table: Mapping[str, object], within: str, deepest: int) -> Iterator[tuple[str, object]]:
    for name, value in table.items():
        if isinstance(value, dict) and value and deepest:
            yield from _lines(value, f"{within}{name}.", deepest - 1)
        else:
            yield f"{within}{name}", value


def _keys(value: object) -> tuple[str, ...] | None:
    """Keys from a list, or from a text with commas between them; a comma alone is the key."""
    if isinstance(value, str):
        value = [value] if value.strip() == "," else value.split(",")
    if not isinstance(value, list):
        return None
    if not all(isinstance(key, str) and (key.strip() or key == " ") for key in value):
        return None
    return tuple(dict.fromkeys(key.strip() or "space" for key in value))
