"""JSON as a tree, read with what the standard library has and with bounds on what a document could abuse.

Depth and size are found before anything is made of a document; a number has no more digits than it can need.
"""

import json
from itertools import accumulate

from scale_tui.sources.reading import unreadable

_DEEPEST = 64
_MOST_CONTAINERS = 500_000
_LONGEST_NUMBER = 30
_NOT_BRACKETS = bytes(byte for byte in range(256) if byte not in b"[]{}")


def json_tree(data: bytes, source: str) -> object:
    """What a document holds, an object as a dictionary.

    Raises UnreadableAgenda for what is no JSON, is nested deeper than 64, or has more than 500,000 parts.
    """
    return _parsed(_decoded(data, source), source)


def _decoded(data: bytes, source: str) -> str:
    try:
        # As RFC 8259 has it, UTF-8; older ones allowed UTF-16 and UTF-32, which can be told from it.
        return data.decode(json.detect_encoding(data))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise unreadable(
            source, "is not the UTF-8 that JSON has to be; save it anew as UTF-8", line
        ) from None


def _parsed(document: str, source: str) -> object:
    brackets = _brackets(document)
    if _depth(brackets) > _DEEPEST:
        raise unreadable(source, f"expected JSON nested at most {_DEEPEST} deep")
    if brackets.count(b"[") + brackets.count(b"{") > _MOST_CONTAINERS:
        raise unreadable(source, f"expected at most {_MOST_CONTAINERS:,} lists and objects")
    try:
        found: object = json.loads(
            document,
            # Line ends inside of strings are forbidden, but harmless.
            strict=False,
            parse_int=_integer,
            parse_constant=lambda _: None,
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as error:
        raise unreadable(source, f"is no JSON: {error.msg}", error.lineno) from None
    return found


def _brackets(document: str) -> bytes:
    """The brackets outside of its strings, found before anything is made of them."""
    outside = "".join(document.replace("\\\\", "").replace('\\"', "").split('"')[::2])
    return outside.encode("utf-8", "replace").translate(None, _NOT_BRACKETS)


def _depth(brackets: bytes) -> int:
    """How deep lists and objects are nested."""
    return max(accumulate(1 if bracket in b"[{" else -1 for bracket in brackets), default=0)


def _integer(digits: str) -> int | str:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object; lists under one key, such as two rooms of a name, are joined, else the last one wins."""
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    found = {}
    for key, value in pairs:
        earlier = found.get(key)
        if isinstance(earlier, list) and isinstance(value, list):
            # In place: there may be as many of them as the document is long.
            earlier.extend(value)
        else:
            found[key] = value
    return found
