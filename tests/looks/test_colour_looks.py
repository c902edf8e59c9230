"""The real program in terminals of 256 colours, of 16, and told to use none: what it sends, what is seen."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

import pyte
import pytest

from builders import many_rooms
from looks.test_looks import compare
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.export.edition import Edition
from scale_tui.export.forms import Form, written
from scale_tui.ui.colours import Colours, colours_of

if os.name == "nt":
    pytest.skip("there are no such terminals", allow_module_level=True)

from pseudo_terminal import Playing, playing

SIZE = (80, 24)
TERMINALS: dict[str, dict[str, str]] = {
    "256": {"TERM": "xterm-256color"},
    "16": {"TERM": "xterm-16color"},
    "none": {"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"},
}
STEPS = (
    ("agenda", "", "Ten years of"),
    ("rooms", "2 k ", "clashes with"),
    ("mine", "3", "clash"),
    ("search", "/radio", "radio"),
    ("help", "\x1b\x1b?", "Keys"),
)
"""What each picture is called, what is typed for it, and what is seen when that was understood."""

_STYLE = re.compile(rb"\x1b\[([\d;]*)m")
_NAMED = ("black", "red", "green", "brown", "blue", "magenta", "cyan", "white")
_ATTRIBUTES = {"bold": "1", "italics": "3", "underscore": "4", "reverse": "7", "strikethrough": "9"}


def picture(screen: pyte.Screen) -> str:
    """What a terminal shows, as text with colours."""
    lines = []
    for y in range(screen.lines):
        line, last = "", ""
        for x in range(screen.columns):
            cell = screen.buffer[y][x]
            codes = [code for name, code in _ATTRIBUTES.items() if getattr(cell, name)]
            codes += [_code(cell.fg, 30), _code(cell.bg, 40)]
            if cell.data == " " and not (cell.reverse or cell.underscore or cell.strikethrough):
                # Which ink a blank has is not seen, and depends on what stood there before.
                codes = [_code(cell.bg, 40)]
            style = ";".join(filter(None, ("0", *codes)))
            line += (f"\x1b[{style}m" if style != last else "") + cell.data
            last = style
        lines.append(f"{line}\x1b[0m")
    return "\n".join(lines) + "\n"


def _code(colour: str, first: int) -> str:
    if colour == "default":
        return ""
    name = colour.removeprefix("bright")
    if name in _NAMED:
        return str(first + _NAMED.index(name) + (60 if name != colour else 0))
    return f"{first + 8};2;" + ";".join(str(int(colour[at : at + 2], 16)) for at in (0, 2, 4))


def show(app: Playing, text: str) -> pyte.Screen:
    """What the terminal shows once this can be read in it, and nothing more comes."""
    app.until(lambda: any(text in line for line in app.picture(*SIZE)), text)
    quiet = 0
    while quiet < 5:
        quiet = 0 if app.read(0.05) else quiet + 1
    screen = pyte.Screen(*SIZE)
    pyte.ByteStream(screen).feed(re.sub(rb"\x1b\[\?\d+\$p|\x1b\[[<>]\d*u", b"", app.written))
    return screen


@pytest.fixture(params=TERMINALS)
def walked(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, dict[str, str], bytes]:
    """Which terminal, its pictures, and all that it was sent."""
    schedule = tmp_path / "many-rooms.json"
    made = written(
        Form.JSON, many_rooms(), PersonalSchedule(), Edition(many_rooms().sessions[0].start), is_all=True
    )
    schedule.write_bytes(made.data)
    env = {"SCALE_TUI_NOW": "2024-09-11T14:20", **TERMINALS[request.param]}
    found = {}
    with playing(tmp_path, "open", str(schedule), env=env, size=SIZE) as app:
        app.drawn()
        for name, typed, seen in STEPS:
            for key in typed:
                app.type(key)
                app.read(0.1)
            found[name] = picture(show(app, seen))
        written_to_it = app.written
    return request.param, found, written_to_it


def test_terminals_with_fewer_colours(walked: tuple[str, dict[str, str], bytes]) -> None:
    terminal, pictures, sent = walked
    codes = {code for found in _STYLE.findall(sent) for code in re.split(rb"(?<!\d);|;(?!\d)|;", found)}
    if terminal == "none":
        assert codes <= {b"", b"0", b"1", b"3", b"4", b"7", b"9", b"22", b"23", b"24", b"27", b"29"}
    if terminal == "16":
        assert not any(found.startswith((b"38", b"48")) for found in _STYLE.findall(sent))
        assert not codes & {str(ground).encode() for ground in (*range(40, 48), *range(100, 108))}
    for name, text in pictures.items():
        # Its keys change more often than its colours.
        start = "help-colours" if name == "help" else f"colours-{name}"
        compare(f"{start}-{terminal}-{SIZE[0]}x{SIZE[1]}", text, text)


@pytest.mark.parametrize(
    ("env", "expected"),
    [
        ({"TERM": "xterm-256color"}, Colours.MANY),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, Colours.MANY),
        ({"TERM": "xterm-kitty"}, Colours.MANY),
        ({"TERM": "xterm-16color"}, Colours.FEW),
        ({"TERM": "xterm"}, Colours.FEW),
        ({"TERM": "linux"}, Colours.FEW),
        ({}, Colours.FEW),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, Colours.NONE),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, Colours.MANY),
    ],
)
def test_what_a_terminal_says_of_its_colours(env: Mapping[str, str], expected: Colours) -> None:
    assert colours_of(env, "auto") is expected


@pytest.mark.parametrize(
    "term", ["xterm", "xterm-256color", "xterm-kitty", "screen", "tmux-256color", "vt100", "linux"]
)
def test_it_is_what_the_library_that_draws_makes_of_it(term: str) -> None:
    from rich.console import Console

    system = Console(force_terminal=True, _environ={"TERM": term}).color_system
    assert colours_of({"TERM": term}, "auto") is (Colours.FEW if system == "standard" else Colours.MANY)
