"""Into the background and back: the shell gets its terminal, and the picture comes back whole."""

import os
import signal
from collections.abc import Callable

import pytest

from pseudo_terminal import TAKEN, Playing

Play = Callable[..., Playing]


def stopped(app: Playing) -> bool:
    pid, status = os.waitpid(app.process.pid, os.WUNTRACED | os.WNOHANG)
    return pid != 0 and os.WIFSTOPPED(status)


@pytest.mark.parametrize("how", ["ctrl+z", "SIGTSTP"])
def test_the_shell_gets_the_terminal_and_the_app_takes_it_again(play: Play, how: str) -> None:
    app = play().drawn()
    for _ in range(2):
        if how == "ctrl+z":
            app.type("\x1a")
        else:
            app.process.send_signal(signal.SIGTSTP)
        app.until(lambda: stopped(app), "its stop")
        app.until(app.is_as_before)
        since = len(app.written)
        app.process.send_signal(signal.SIGCONT)
        app.until(lambda since=since: "help" in app.picture(120, 35, since)[-1], "the picture")
        app.until(lambda since=since: "Networking" in app.picture(120, 35, since)[0], "the picture")
        assert app.modes >= TAKEN
    app.type("q")
    assert app.ended() == 0
    assert app.is_as_before()


@pytest.mark.parametrize("is_stopped", [True, False])
def test_going_on_without_having_gone_behind_draws_anew(play: Play, is_stopped: bool) -> None:
    app = play().drawn()
    if is_stopped:
        app.process.send_signal(signal.SIGSTOP)
        app.until(lambda: stopped(app), "its stop")
    since = len(app.written)
    app.process.send_signal(signal.SIGCONT)
    app.until(lambda: "help" in app.picture(120, 35, since)[-1], "the picture")
    app.type("q")
    assert app.ended() == 0
    assert app.is_as_before()


def test_it_can_be_ended_while_it_is_behind(play: Play) -> None:
    app = play().drawn()
    app.process.send_signal(signal.SIGTSTP)
    app.until(lambda: stopped(app), "its stop")
    app.process.send_signal(signal.SIGTERM)
    app.process.send_signal(signal.SIGCONT)
    assert app.ended() == 143
    assert app.is_as_before()
