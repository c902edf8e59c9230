"""However the app ends, the terminal is as it was, and what was asked for is on the disk."""

import os
import select
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

import stage
from pseudo_terminal import PATIENCE, PROGRAM, Playing

Play = Callable[..., Playing]
SLOW_DISK = f"""
import pathlib, threading
from scale_tui.storage.personal import PersonalStore
keep = PersonalStore.keep
home = pathlib.Path({{home!r}})

def keep_slowly(self, *given, **named):
    (home / "asked").touch()
    while not (home / "go").exists():
        threading.Event().wait(0.01)
    keep(self, *given, **named)

PersonalStore.keep = keep_slowly
{PROGRAM}
"""
DEAF = f"""
import threading
from scale_tui.ui.app import ScaleTuiApp

def never_ends(self):
    print("\\x1b]0;deaf\\x07", file=__import__("sys").__stderr__, flush=True)
    threading.Event().wait()

ScaleTuiApp.action_help = never_ends
{PROGRAM}
"""


def test_q_gives_the_terminal_back(play: Play) -> None:
    app = play().drawn()
    app.type("q")
    assert app.ended() == 0
    assert app.is_as_before()


@pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGHUP", 129), ("SIGINT", 130)])
def test_a_signal_gives_the_terminal_back_and_is_the_exit_code(play: Play, name: str, code: int) -> None:
    app = play().drawn()
    app.process.send_signal(signal.Signals[name])
    assert app.ended() == code
    assert app.is_as_before()
    assert b"Traceback" not in app.written


def test_several_signals_at_once_are_one(play: Play) -> None:
    app = play().drawn()
    for name in (signal.SIGTERM, signal.SIGCONT, signal.SIGHUP):
        app.process.send_signal(name)
    assert app.ended() in {143, 129}
    assert app.is_as_before()


def test_a_closed_window_ends_the_app(play: Play) -> None:
    app = play().drawn()
    app.close_window()
    assert app.ended() == 129


def test_a_closed_window_ends_an_app_that_is_told_to_ignore_it(play: Play) -> None:
    ignoring = f"import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN); {PROGRAM}"
    app = play(program=ignoring).drawn()
    app.process.send_signal(signal.SIGHUP)
    app.type("?")
    app.until_written("keys")
    app.close_window()
    assert app.ended() == 129


def test_a_mark_asked_for_before_the_signal_is_on_the_disk(play: Play, tmp_path: Path) -> None:
    app = play(program=SLOW_DISK.format(home=str(tmp_path))).drawn()
    app.type(" ")
    app.until((tmp_path / "asked").exists)
    app.process.send_signal(signal.SIGTERM)
    # The terminal does not wait for the disk.
    app.until(app.is_as_before)
    (tmp_path / "go").touch()
    assert app.ended() == 143
    with stage.opened(tmp_path / "schedule.sqlite3") as store:
        assert len(store.load("networking-scale-2024").stars) == 1


def test_an_app_that_does_not_hear_can_be_ended_all_the_same(play: Play) -> None:
    app = play(program=DEAF).drawn()
    app.type("?")
    app.until_written("deaf")

    def has_ended() -> bool:
        if app.process.poll() is None:
            os.kill(app.process.pid, signal.SIGTERM)
        return app.process.poll() is not None

    app.until(has_ended, "its end")
    assert app.ended() == -signal.SIGTERM
    assert app.is_as_before()


def test_a_terminal_that_takes_nothing_does_not_keep_the_app_alive(play: Play) -> None:
    app = play().drawn()
    app.hold()

    def has_ended() -> bool:
        if app.process.poll() is None:
            os.kill(app.process.pid, signal.SIGTERM)
        return app.process.poll() is not None

    app.until(has_ended, "its end")
    assert app.attributes == app.before


def test_an_app_whose_window_is_ended_from_without_ends_too(play: Play, tmp_path: Path) -> None:
    """What leads the session, a shell or the window itself, is killed, and cannot tell anybody."""
    alive = tmp_path / "alive"
    os.mkfifo(alive)
    reading = os.open(alive, os.O_RDONLY | os.O_NONBLOCK)
    app_with_pipe = f"import os; os.open({str(alive)!r}, os.O_WRONLY); {PROGRAM}"
    shell = f"import subprocess, sys; subprocess.call([sys.executable, '-c', {app_with_pipe!r}])"
    app = play(program=shell).drawn()
    app.type(" ")
    app.until(lambda: "★" in "".join(app.picture(120, 35)), "a star")
    assert not select.select([reading], [], [], 0)[0]
    app.process.kill()
    # The pipe ends with whoever holds its other end.
    assert select.select([reading], [], [], PATIENCE)[0], "it goes on"
    os.close(reading)
    with stage.opened(tmp_path / "schedule.sqlite3") as store:
        assert len(store.load("networking-scale-2024").stars) == 1
