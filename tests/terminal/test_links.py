"""Links and the clipboard, the real program: what the terminal, tmux, GNU screen and the opener get."""

import json
import os
import re
import shutil
import subprocess
import sys
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from pseudo_terminal import SOURCE, Playing, playing

Play = Callable[..., Playing]
PAGE = "https://example.org/2024/event/1/?a=b&c=$(touch%20harmed)"
START = "import os, sys; os.execv(sys.argv[1], sys.argv[1:])"
SIZE = (100, 30)
AGENDA = f"""\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:test
BEGIN:VEVENT
UID:1
DTSTART:20240911T190000Z
DTEND:20240911T200000Z
SUMMARY:A talk with a page {"and a long title " * 30}
LOCATION:Hall 1
URL:{PAGE}
END:VEVENT
END:VCALENDAR
"""
XDG_OPEN = """\
#!{python}
import json, os, sys
print("on the screen")
print("on the screen", file=sys.stderr)
with open({noted!r} + ".new", "w") as file:
    json.dump(sys.argv[1:], file)
os.replace({noted!r} + ".new", {noted!r})
sys.exit({code})
"""


@pytest.fixture
def conference(tmp_path: Path) -> str:
    path = tmp_path / "conference.ics"
    path.write_text(AGENDA, encoding="utf-8")
    return str(path)


def opener(folder: Path, code: int = 0) -> tuple[str, Path]:
    """A folder with an opener that notes what it is given, for the path; and where it notes it."""
    programs, noted = folder / "programs", folder / "noted"
    programs.mkdir()
    (programs / "xdg-open").write_text(
        XDG_OPEN.format(python=sys.executable, noted=str(noted), code=code), encoding="utf-8"
    )
    (programs / "xdg-open").chmod(0o755)
    return f"{programs}:{os.environ['PATH']}", noted


def sent_to_clipboard(written: bytes) -> list[str]:
    """What a terminal takes into its clipboard of what is written to it."""
    return [
        b64decode(found).decode()
        for found in re.findall(rb"\x1b\]52;c?;([A-Za-z0-9+/=]+)(?:\x07|\x1b\\)", written)
    ]


def test_y_and_capital_y_write_the_sequence_that_terminals_know(play: Play, conference: str) -> None:
    app = play(conference, env={"SSH_CONNECTION": "::1 1 ::1 22", "DISPLAY": ":0"}).drawn()
    app.type("y")
    app.until(lambda: sent_to_clipboard(app.written) == [PAGE], "the link")
    app.until_written("clipboard")
    app.type("Y")
    app.until(lambda: len(sent_to_clipboard(app.written)) == 2, "the text")
    lines = sent_to_clipboard(app.written)[1].split("\n")
    assert lines[0].startswith("A talk with a page and a long title")
    assert lines[2:] == ["Wed 11 Sep 2024", "19:00–20:00 UTC", "Hall 1", PAGE]
    app.type("q")
    assert app.ended() == 0


def test_o_starts_the_opener_with_the_address_and_none_of_its_output_is_seen(
    play: Play, conference: str, tmp_path: Path
) -> None:
    path, noted = opener(tmp_path)
    app = play(conference, env={"PATH": path, "DISPLAY": ":0"}).drawn()
    app.type("o")
    app.until(noted.exists, "the opener")
    app.until_written("Opening")
    assert json.loads(noted.read_text()) == [PAGE]
    app.type("q")
    assert app.ended() == 0
    assert b"on the screen" not in app.written


@pytest.mark.parametrize(
    ("env", "code", "said"),
    [
        ({"DISPLAY": ":0", "SSH_TTY": "/dev/pts/7"}, 0, "over SSH"),
        ({}, 0, "no desktop"),
        ({"DISPLAY": ":0"}, 3, "found no browser"),
    ],
)
def test_where_none_opens_it_the_address_is_on_the_screen(
    play: Play, conference: str, tmp_path: Path, env: dict[str, str], code: int, said: str
) -> None:
    path, noted = opener(tmp_path, code)
    app = play(conference, env={"PATH": path, **env}, size=SIZE).drawn()
    app.type("o")
    app.until(lambda: said in "\n".join(app.picture(*SIZE)), said)
    assert PAGE[:30] in "\n".join(app.picture(*SIZE))
    assert noted.exists() == (code != 0)
    app.type("\x1b[27u")
    app.type("q")
    assert app.ended() == 0


# Within others


@contextmanager
def within(home: Path, *command: str, env: dict[str, str] | None = None) -> Iterator[Playing]:
    """A multiplexer in a terminal; the app is started in it as ``scale-tui``."""
    programs = home.with_name("bin")
    programs.mkdir()
    start = programs / "scale-tui"
    given = f"SCALE_TUI_NOW=2024-09-11T19:20 PYTHONPATH='{SOURCE}'"
    start.write_text(f"#!/bin/sh\n{given} exec '{sys.executable}' -m scale_tui \"$@\"\n")
    start.chmod(0o755)
    around = {"PATH": f"{programs}:/usr/local/bin:/usr/bin:/bin", "SHELL": "/bin/sh"}
    with playing(home, *command, program=START, size=SIZE, env=around | (env or {})) as played:
        yield played


@pytest.mark.skipif(shutil.which("tmux") is None, reason="there is no tmux")
@pytest.mark.parametrize("setting", ["external", "on"])
def test_within_tmux_its_buffer_has_the_link_and_the_terminal_around_it_gets_it(
    tmp_path: Path, conference: str, setting: str
) -> None:
    config = tmp_path / "tmux.conf"
    config.write_text(f"set -s set-clipboard {setting}\nset -g status off\n")
    with TemporaryDirectory(prefix="tmux") as place:
        tmux = [str(shutil.which("tmux")), "-u", "-S", f"{place}/s", "-f", str(config)]
        try:
            with within(tmp_path / "home", *tmux, "new", f"scale-tui {conference}") as played:
                played.until_written("help")
                played.type("y")
                played.until(lambda: PAGE in sent_to_clipboard(played.written), "the link")
                played.until(lambda: "In tmux's buffer" in "\n".join(played.picture(*SIZE)), "what was done")
                shown = subprocess.run([*tmux, "show-buffer"], check=True, capture_output=True)
                assert shown.stdout.decode() == PAGE
        finally:
            subprocess.run([*tmux, "kill-server"], check=False, capture_output=True)


@pytest.mark.skipif(shutil.which("screen") is None, reason="there is no GNU screen")
def test_within_gnu_screen_a_long_text_reaches_the_terminal_and_not_the_window(
    tmp_path: Path, conference: str
) -> None:
    config = tmp_path / "screenrc"
    config.write_text("startup_message off\ndefutf8 on\n")
    with TemporaryDirectory(prefix="screen") as place:
        screen = [str(shutil.which("screen")), "-U", "-c", str(config)]
        env = {"SCREENDIR": place}
        with within(tmp_path / "home", *screen, "scale-tui", conference, env=env) as played:
            played.until_written("help")
            played.type("Y")
            played.until(lambda: sent_to_clipboard(played.written), "the text")
            assert sent_to_clipboard(played.written)[0].endswith(PAGE)
            played.until(lambda: "Sent to the terminal" in "\n".join(played.picture(*SIZE)), "what was done")
            assert not re.search(r"[A-Za-z0-9+/=]{60}", "\n".join(played.picture(*SIZE)))
            played.type("q")
            assert played.ended() == 0
