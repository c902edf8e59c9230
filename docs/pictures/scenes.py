"""What is typed for each picture, and what has to be seen."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docs.pictures.conference import DURING, NAME

ESC = "\x1b"
_BUNDLED, _BUNDLED_AT = "networking-scale-2024", "2024-09-11T12:20"


@dataclass(frozen=True, slots=True)
class Step:
    """Keys that are typed at once, and how long what comes of it is looked at, in a recording.

    ``key`` and ``told`` stand below the recording; ``expects`` has to be on the screen then.
    """

    keys: str
    seconds: float = 0.0
    key: str = ""
    told: str = ""
    expects: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture or a recording: the size of the window, what was done beforehand, what is typed.

    ``conference`` is empty for the one that nobody has held.
    """

    name: str
    size: tuple[int, int]
    steps: tuple[Step, ...]
    commands: tuple[tuple[str, ...], ...] = ()
    conference: str = ""
    at: str = DURING
    options: tuple[str, ...] = ()


def _picture(name: str, keys: tuple[str, ...], expects: str, **fields: Any) -> Scene:
    """A scene whose last step is the picture; its name ends with the size of the window."""
    width, _, height = name.rpartition("-")[2].partition("x")
    steps = [Step(""), *map(Step, keys)]
    steps[-1] = Step(steps[-1].keys, expects=expects)
    return Scene(name, (int(width), int(height)), tuple(steps), **fields)


_AT_SCALE: dict[str, Any] = {
    "conference": _BUNDLED,
    "at": _BUNDLED_AT,
    "commands": (("star", "hpn", "faster than fast", "evolving", "debuggability", "-c", _BUNDLED),),
}
_CLASH = (("star", "1141445", "1011440", "1011500", "1011520", "-c", NAME),)
_PLANNED = (
    ("star", "1001055", "1011220", "1011345", "1141445", "1011520", "1171645", "-c", NAME),
    ("backup", "1111345", "-c", NAME),
    ("note", "1141445", "Ask: does it run without a kernel?", "-c", NAME),
)
_LUNCH = ("3", "i", "Lunch at the quay", "\t", "13:00", "\t", "13:40", "\r")

PICTURES = (
    _picture("agenda-120x35", (), "12:20 now", **_AT_SCALE),
    _picture("agenda-40x20", (), "12:20 now", **_AT_SCALE),
    _picture("search-80x24", ("/", "kernel"), "of 446"),
    _picture("filters-80x24", ("f",), "Tracks"),
    _picture("settle-80x24", ("3", "c"), "What fits together", commands=_CLASH),
    _picture("mine-120x35", _LUNCH, "Lunch at the quay", commands=_PLANNED),
    _picture("rooms-120x31", ("2",), "20 rooms", commands=_PLANNED),
    _picture("now-80x24", ("5",), "On now", commands=_PLANNED),
    _picture("people-80x24", ("4",), "Meta", **_AT_SCALE),
    _picture("qr-80x24", ("Q",), "█", commands=_PLANNED),
)

BROWSER = Scene("browser", (0, 0), (), options=(_BUNDLED,), **_AT_SCALE)
"""As large as a browser's window makes it."""


def _typed(letters: str, rest: str, told: str, expects: str) -> Iterator[Step]:
    """A search typed letter by letter, and the rest of it at once."""
    for letter in letters:
        yield Step(letter, 0.15, "/", told)
    yield Step(rest, 1.4, "/", told, expects)


def _starred(times: int) -> Iterator[Step]:
    """Stars for the row of the cursor and those below it, so many in all."""
    for number in range(times):
        if number:
            yield Step("j", 0.3, "↓", "the next")
        yield Step(" ", 0.7, "space", "star it", "★")


RECORDING = Scene(
    "recording",
    (100, 28),
    (
        Step("", 2.2, "", "Saturday, 14:20: what is on, what comes next", "14:20 now"),
        *_typed("/rust", " after:14", "search as you type", "of 446"),
        Step("\r", 0.6, "enter", "keep what is found"),
        Step("j", 0.5, "↓", "this one"),
        Step(" ", 1.0, "space", "star it", "★"),
        Step(ESC, 0.3, "esc", "all of it again"),
        *_typed("/", "#maps after:14", "and what is there of maps?", "of 446"),
        Step("\r", 0.6, "enter", "these three"),
        *_starred(3),
        Step(ESC, 0.3, "esc", "all of it again"),
        Step("3", 2.2, "3", "my day: four talks, and they overlap", "clash"),
        Step("c", 2.8, "c", "what of it fits together?", "What fits"),
        Step("1", 2.0, "1", "keep the largest set; the rest is second choice"),
        Step("2", 1.6, "2", "every room, across the day", "20 rooms"),
        *(Step(key, 0.5, "→", "from talk to talk") for key in "ll"),
        Step("+", 0.9, "+", "less time, more of it"),
        Step("Q", 2.6, "Q", "to a phone", "█"),
        Step(ESC, 0.4, "esc", "back"),
        Step("1", 0.4, "1", "the agenda"),
        Step("n", 2.2, "n", "what is on now; all of it offline", "14:20 now"),
    ),
)
