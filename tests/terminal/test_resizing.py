"""Windows of every size, and many of them in no time."""

import random
import signal
from collections.abc import Callable

import pytest

from pseudo_terminal import Playing

Play = Callable[..., Playing]


FIRST, NEXT = "Jiaqi Gao  Alibaba", "Jose Leitao  Meta"
"""As the detail writes them, and the list does not."""


def shows(app: Playing, width: int, height: int, *, speaker: str = FIRST, since: int = 0) -> bool:
    picture = app.picture(width, height, since)
    # Of each pane something: they are not always drawn in one go.
    told = ("Networking @Scale", "Lunch Break", speaker, "? help")
    return all(any(text in line for line in picture) for text in told)


@pytest.mark.parametrize("seed", range(2))
def test_after_a_storm_of_resizing_the_picture_is_right(play: Play, seed: int) -> None:
    app = play().drawn()
    chance = random.Random(seed)
    sizes = [(1, 1), (500, 200), (1, 200), (500, 1)]
    sizes += [(chance.randint(1, 500), chance.randint(1, 200)) for _ in range(200)]
    for size in sizes:
        app.resize(*size)
        app.read(0.0)
    app.resize(100, 40)
    app.until(lambda: shows(app, 100, 40), "the last size")
    # The next talk comes after all that: what still was on its way has been drawn.
    app.type("j")
    app.until(lambda: shows(app, 100, 40, speaker=NEXT), "the next talk")
    app.read_the_rest()
    # What came of many changes is what is drawn from nothing.
    before = app.picture(100, 40)
    since = len(app.written)
    app.process.send_signal(signal.SIGCONT)
    app.until(lambda: shows(app, 100, 40, speaker=NEXT, since=since), "the picture anew")
    app.read_the_rest()
    assert app.picture(100, 40, since) == before
    app.type("q")
    assert app.ended() == 0
    assert app.is_as_before()


@pytest.mark.parametrize("size", [(1, 1), (2, 1), (1, 50), (29, 7), (500, 200)])
def test_a_window_of_any_size_opens_and_closes(play: Play, size: tuple[int, int]) -> None:
    app = play(size=size)
    app.until(lambda: 2004 in app.modes, "the app")
    app.type("q")
    assert app.ended() == 0
    assert app.is_as_before()


def test_the_size_is_that_of_the_window_not_of_the_environment(play: Play) -> None:
    app = play(env={"COLUMNS": "44", "LINES": "22"}).drawn()
    app.until(lambda: shows(app, 120, 35), "the whole window")
    app.resize(100, 40)
    app.until(lambda: shows(app, 100, 40), "the whole window")
