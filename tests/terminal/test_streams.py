"""Streams and terminals of every kind: what cannot be shown is replaced, and what cannot work is one line."""

import os
import threading
import tty
from collections.abc import Callable
from pathlib import Path

import pytest

from pseudo_terminal import PROGRAM, Playing, cut_sequences
from scale_tui.ui.terminal_stream import TerminalStream, as_it_is

Play = Callable[..., Playing]
STRANGE = """\
Strange Conf @Scale 2024

EVENT AGENDA

Event times below are displayed in PT.

September 11, 2024

09:00 AM - 10:00 AM
Café “Ω” 漢字 talk
Speaker Łukasz Çelik,Acme
"""


@pytest.mark.parametrize("term", ["dumb", "unknown"])
def test_a_terminal_without_a_cursor_is_told_in_a_line(play: Play, term: str) -> None:
    app = play(env={"TERM": term})
    assert app.ended() == 2
    assert app.written.count(b"\n") == 1
    assert b"\x1b" not in app.written
    assert b"'scale-tui now'" in app.written


@pytest.mark.parametrize("term", ["", "linux", "vt100", "no-such-terminal"])
def test_every_other_terminal_shows_the_app(play: Play, term: str) -> None:
    app = play(env={"TERM": term}).drawn()
    app.type("q")
    assert app.ended() == 0
    assert app.is_as_before()


def test_what_goes_to_a_file_is_not_drawn_there(play: Play, tmp_path: Path) -> None:
    with (tmp_path / "out").open("wb") as out:
        app = play(redirected={"stdout": out}, size=(100, 40)).drawn()
    app.until(lambda: "help" in app.picture(100, 40)[-1], "the whole window")
    app.type("q")
    assert app.ended() == 0
    assert (tmp_path / "out").read_bytes() == b""


def test_a_pipe_that_nobody_reads_does_no_harm(play: Play) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    app = play(redirected={"stdout": writing})
    os.close(writing)
    app.drawn().type("q")
    assert app.ended() == 0
    assert app.is_as_before()


@pytest.mark.parametrize("stream", ["stdin", "stderr"])
def test_without_a_terminal_there_is_a_line_and_no_screen(play: Play, tmp_path: Path, stream: str) -> None:
    with (tmp_path / "else").open("w+b") as elsewhere:
        app = play(redirected={stream: elsewhere})
        assert app.ended() == 2
        elsewhere.seek(0)
        said = app.written + elsewhere.read()
    assert said.count(b"\n") == 1
    assert b"the app needs a terminal" in said


ASCII = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}


def test_letters_that_the_encoding_lacks_are_replaced_where_they_stand(play: Play, tmp_path: Path) -> None:
    schedule = tmp_path / "strange.txt"
    schedule.write_text(STRANGE, encoding="utf-8")
    app = play("open", str(schedule), env=ASCII).drawn()
    assert app.written.isascii()
    assert b"\\u" not in app.written
    app.read_the_rest()
    picture = app.picture(120, 35)
    assert any('Cafe "?" ???? talk' in line for line in picture), picture[:12]
    assert any("Celik" in line for line in picture)
    app.type("q")
    assert app.ended() == 0
    assert app.is_as_before()


def test_what_the_system_takes_in_pieces_arrives_whole() -> None:
    master, slave = os.openpty()
    tty.setraw(slave)
    os.set_blocking(slave, False)
    sent = "\x1b[38;5;253m★" * 100_000
    stream = TerminalStream(slave, "utf-8", as_it_is, lambda: None)

    def write() -> None:
        stream.write(sent)
        stream.flush()
        os.close(slave)

    writer = threading.Thread(target=write)
    writer.start()
    arrived = b""
    try:
        while data := os.read(master, 65536):
            arrived += data
    except OSError:  # how Linux says that the other end was closed
        pass
    writer.join()
    os.close(master)
    assert arrived.decode() == sent


def test_after_the_terminal_has_gone_nothing_is_written_and_it_is_told_once() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    gone: list[str] = []
    stream = TerminalStream(writing, "utf-8", as_it_is, lambda: gone.append("gone"))
    for _ in range(3):
        stream.write("x")
        stream.flush()
    os.close(writing)
    assert gone == ["gone"]


@pytest.mark.parametrize("unbuffered", ["1", ""])
def test_no_escape_sequence_is_cut_by_a_signal(play: Play, unbuffered: str) -> None:
    app = play(env={"PYTHONUNBUFFERED": unbuffered}, size=(300, 100)).drawn()
    # Frames larger than what the system takes at once, and signals while it takes them.
    for width in range(200, 240):
        app.resize(width, 100)
        app.read(0.001)
    app.type("q")
    assert app.ended() == 0
    assert app.is_as_before()
    assert cut_sequences(app.written) == []


def test_a_non_blocking_terminal_gets_everything(play: Play) -> None:
    app = play(program="import os; os.set_blocking(2, False)\n" + PROGRAM, size=(300, 100)).drawn()
    app.until(lambda: "help" in app.picture(300, 100)[-1], "the whole picture")
    app.type("q")
    assert app.ended() == 0
    assert cut_sequences(app.written) == []
