"""A public screen, the real program: whatever is pressed, not a byte of the disk changes."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pseudo_terminal import PROGRAM, SOURCE, Playing
from storage.test_looking_store import snapshot

Play = Callable[..., Playing]

ESCAPE = "\x1b[27u"  # as kitty sends it: never the start of what comes next
PRESSED = [
    *" bxXeicu\x12EOrCa",
    ESCAPE,
    *"= b",
    ESCAPE,
    *"fx",
    ESCAPE,
    "t",
    ESCAPE,
    *"\x1aoyYQ",
    ESCAPE,
    *"12 x3 45zvps",
    "/hpn\r",
    " ",
    ESCAPE,
    ":star, unstar\r",
    ":export\r",
    ESCAPE,
]


def run(home: Path, *typed: str) -> None:
    subprocess.run(
        [sys.executable, "-c", PROGRAM, *typed],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(SOURCE), "SCALE_TUI_HOME": str(home)},
        check=True,
        capture_output=True,
    )


@pytest.mark.parametrize("is_used", [False, True])
def test_whatever_is_pressed_the_disk_stays_as_it_is(play: Play, tmp_path: Path, is_used: bool) -> None:
    if is_used:
        run(tmp_path, "star", "hpn")
        run(tmp_path, "note", "hpn", "mine")
        (tmp_path / "config.toml").write_text("[schedule]\nchange_minutes = 4\n", encoding="utf-8")
        mine = play().drawn()
        mine.type("q")
        assert mine.ended() == 0
        assert (tmp_path / "quick").is_dir()
    before = snapshot(tmp_path)
    app = play("--kiosk").drawn()
    for keys in PRESSED:
        app.type(keys)
        app.read(0.1)
    app.read_the_rest()
    assert app.process.poll() is None
    app.type("\x11")
    assert app.ended() == 0
    assert app.is_as_before()
    assert snapshot(tmp_path) == before


def test_it_says_so_and_q_ends_it(play: Play) -> None:
    app = play("open", "--kiosk").drawn()
    app.type(" ")
    app.until_written("This screen is for looking")
    app.type("\x1a")
    app.until(lambda: app.written.count(b"This screen is for looking") > 1, "once more")
    assert app.process.poll() is None
    app.type("q")
    assert app.ended() == 0


def test_a_click_on_a_star_is_refused_too(play: Play) -> None:
    app, talk = play("--kiosk").drawn(), "Scheduler and Sharding"

    def place() -> tuple[int, int] | None:
        found = (
            (line.index(talk) - 1, number) for number, line in enumerate(app.picture(120, 35)) if talk in line
        )
        return next(found, None)

    app.until(place, talk)
    column, row = place() or (0, 0)
    app.type(f"\x1b[<0;{column};{row + 1}M\x1b[<0;{column};{row + 1}m")
    app.until_written("Not saved")
    app.type("q")
    assert app.ended() == 0


def test_no_first_picture_is_drawn_from_what_the_attendee_left(play: Play, tmp_path: Path) -> None:
    run(tmp_path, "star", "hpn")
    for _ in range(2):
        app = play().drawn()
        app.type("q")
        assert app.ended() == 0
    app = play("open", "--kiosk").drawn()
    # The first picture takes the terminal before the app does, and once more with it.
    assert app.written.count(b"\x1b[?1049h") == 1
    app.type("q")
    assert app.ended() == 0


def test_an_address_that_is_not_kept_is_not_fetched(play: Play) -> None:
    app = play("http://127.0.0.1:9/schedule.xml", "--kiosk")
    assert app.ended() == 3
    assert b"is not kept here" in app.written
