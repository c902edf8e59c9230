"""The terminal's own cursor, which screen readers, braille displays and magnifiers follow; reader mode."""

import os
import re
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from pseudo_terminal import Playing

Play = Callable[..., Playing]

DOWN, UP, ESCAPE, ENTER = "\x1b[B", "\x1b[A", "\x1b[27u", "\r"
SIZE = (80, 24)
TWO_ROOMS = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//two rooms//EN
X-WR-CALNAME:Two Rooms
{events}END:VCALENDAR
"""
EVENT = """\
BEGIN:VEVENT
UID:{name}
DTSTAMP:20240901T000000Z
DTSTART:20240911T{start}00Z
DTEND:20240911T{end}00Z
SUMMARY:{name}
LOCATION:{room}
END:VEVENT
"""
EVENTS = (
    ("Alpha", "1000", "1100", "Attic"),
    ("Beta", "1030", "1130", "Barn"),
    ("Gamma", "1400", "1500", "Attic"),
)
WALKS: dict[str, tuple[tuple[str, str], ...]] = {
    "agenda": (
        ("", "Alibaba HPN"),
        (DOWN, "High Network"),
        (DOWN, "Live Q&A Session 2"),
        (UP, "High Network"),
    ),
    "first rows": (("g", "Breakfast"), (DOWN, "Opening Remarks"), ("n", "Alibaba HPN")),
    "detail": (
        (ENTER, "Alibaba HPN"),
        (DOWN, "Wed 11 Sep, 12:15 to 12:35"),
        (DOWN, "on now, 15 minutes left"),
    ),
    "detail and back": ((ENTER, "Alibaba HPN"), (ESCAPE, "Alibaba HPN")),
    "mine": ((" 3", "Alibaba HPN"),),
    "one room": (("2", "Networking @Scale 2024 has one room"),),
    "people": (("4g", "Abishek Gopalan"), (DOWN, "Adi Gangidi")),
    "now": (("5", "Alibaba HPN"), (DOWN, "High Network")),
    "search": (("/", "search: |"), ("llama", "llama|"), (DOWN, "Network"), (UP, "Faster"), ("x", "llamax|")),
    "filters": (("f", "talk"), (DOWN, "qa"), (" ", "qa, chosen"), ("bre", "bre|"), (DOWN, "break")),
    "export": (("E", "ics"), (DOWN, "md"), (DOWN + DOWN + DOWN, "2024.json|")),
    "conferences": (("O", "Networking @Scale 2024"),),
    "changes": (("C", "Nothing has changed"),),
    "palette": ((":", "Search for commands"), ("undo", "undo|"), (DOWN, "Redo what was undone")),
    "own entry": (("i", "Lunch with Ada"), (DOWN, "From  12:35|"), (DOWN, "To    13:35|")),
    "help": (("?", "Move:"), (DOWN, "down or j: next session"), (DOWN, "up or k")),
}

WALKS_OF_TWO_ROOMS: dict[str, tuple[tuple[str, str], ...]] = {
    "rooms": (("2", "Attic: Alpha"), (DOWN, "Attic: next: Gamma"), (DOWN, "Barn: Beta"), (ENTER, "Beta")),
    "settle": (
        (" ", "Alpha, starred"),
        (DOWN, "Beta"),
        (" ", "Beta, starred, clashes with Alpha, on now, 10:30 to 11:30"),
        ("3c", "1 keeps Alpha"),
        (DOWN, "2 keeps Beta"),
        (ENTER, "Beta, starred, on now"),
    ),
    "sessions": (("=", "Beta"), (" ", "Beta, starred, on now"), (ESCAPE, "Alpha")),
    "notice": (("u", "Nothing to undo"), (DOWN, "Beta")),
}


def is_cursor_seen(app: Playing) -> bool:
    return 25 in app.modes


def stands_at(app: Playing, text: str) -> bool:
    """Whether the cursor stands before this text, or behind it where that ends with a bar."""
    lines = app.picture(*SIZE)
    line, cell = app.cursor(*SIZE)
    return lines[line][:cell].endswith(text[:-1]) if text[-1:] == "|" else lines[line][cell:].startswith(text)


@pytest.mark.parametrize("name", WALKS)
def test_the_cursor_stands_where_the_keys_act(play: Play, name: str) -> None:
    app = play("--reader", size=SIZE).drawn()
    for keys, expected in WALKS[name]:
        app.type(keys)
        app.until(lambda wanted=expected: stands_at(app, wanted), f"{expected} after {keys!r}")
    assert is_cursor_seen(app)


@pytest.mark.parametrize("name", WALKS_OF_TWO_ROOMS)
def test_it_does_so_where_there_are_several_rooms(play: Play, tmp_path: Path, name: str) -> None:
    events = (EVENT.format(name=name, start=start, end=end, room=room) for name, start, end, room in EVENTS)
    source = tmp_path / "two.ics"
    source.write_text(TWO_ROOMS.format(events="".join(events)))
    app = play("open", str(source), "--reader", "--at", "2024-09-11T10:40", size=SIZE).drawn()
    for keys, expected in WALKS_OF_TWO_ROOMS[name]:
        app.type(keys)
        app.until(lambda wanted=expected: stands_at(app, wanted), f"{expected} after {keys!r}")


@pytest.mark.parametrize("keys", ["jjjkk", DOWN + DOWN + UP])
def test_to_move_the_cursor_is_all_that_a_cursor_key_sends(play: Play, keys: str) -> None:
    app = play("--reader", size=SIZE).drawn()
    app.until(lambda: stands_at(app, "Alibaba HPN"))
    app.read_the_rest()
    since = len(app.written)
    app.type(keys)
    app.until(lambda: stands_at(app, "High Network"))
    app.read_the_rest()
    sent = app.written[since:]
    # The minute may have passed meanwhile, and one digit of the clock with it.
    moves = re.sub(rb"\x1b\[[\d;]*m|(?<=H)[\d:]{1,5}", b"", sent)
    assert re.fullmatch(rb"(?:\x1b\[\d+;\d+H|\x1b\[\d+H|\x1b\[\?2026[hl])+", moves), sent


def test_a_star_is_all_that_starring_changes(play: Play) -> None:
    app = play("--reader", size=SIZE).drawn()
    app.until(lambda: stands_at(app, "Alibaba HPN"))
    before = app.picture(*SIZE)
    app.type(" ")
    app.until(lambda: "starred" in " ".join(app.picture(*SIZE)[3:]))
    line = app.cursor(*SIZE)[0]
    after = app.picture(*SIZE)
    # The row has two lines; the bar above tells of my schedule too.
    changed = [number for number in range(SIZE[1]) if before[number] != after[number]]
    assert set(changed) <= {1, line, line + 1}, "\n".join(after)


def test_without_reader_mode_the_cursor_is_where_the_keys_act_too_but_not_seen(play: Play) -> None:
    app = play(size=SIZE).drawn()
    app.until(lambda: stands_at(app, "\N{LEFT HALF BLOCK}12:15 "))
    app.type("f")
    app.until(lambda: stands_at(app, "\N{LEFT HALF BLOCK} \N{WHITE SQUARE} talk"))
    app.type(DOWN)
    app.until(lambda: stands_at(app, "\N{LEFT HALF BLOCK} \N{WHITE SQUARE} qa"))
    assert not is_cursor_seen(app)


def test_the_cursor_is_seen_again_when_the_app_has_its_terminal_back(play: Play) -> None:
    app = play("--reader", size=SIZE).drawn()
    app.type("\x1a")
    app.until(lambda: os.waitid(os.P_PID, app.process.pid, os.WSTOPPED | os.WNOHANG | os.WNOWAIT))
    app.until(app.is_as_before)
    since = len(app.written)
    app.process.send_signal(signal.SIGCONT)
    app.until(lambda: "help" in app.picture(*SIZE, since)[-1], "the picture")
    assert is_cursor_seen(app)
    app.type("q")
    assert app.ended() == 0
    assert app.is_as_before()


@pytest.mark.parametrize(
    ("typed", "config", "is_reader"),
    [
        (("--plain",), "", True),
        ((), "[screen]\nreader = true\n", True),
        (("--no-reader",), "[screen]\nreader = true\n", False),
        ((), "", False),
    ],
)
def test_how_reader_mode_is_switched_on(
    play: Play, tmp_path: Path, typed: tuple[str, ...], config: str, is_reader: bool
) -> None:
    (tmp_path / "config.toml").write_text(config)
    app = play(*typed, size=SIZE).drawn()
    app.until(lambda: "Networking" in app.picture(*SIZE)[0])
    app.read_the_rest()
    assert app.picture(*SIZE)[0].startswith("Agenda, Wed 11 Sep. It is") is is_reader
    assert is_cursor_seen(app) is is_reader
    if is_reader:
        assert app.written.isascii()


def test_no_picture_comes_before_the_app_in_reader_mode(play: Play, tmp_path: Path) -> None:
    for config in ("", "[screen]\nreader = true\n", "[screen]\nreader = true\n"):
        (tmp_path / "config.toml").write_text(config)
        app = play(size=SIZE).drawn()
        app.type("q")
        assert app.ended() == 0
    assert b"\xe2" not in app.written
