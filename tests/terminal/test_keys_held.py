"""Keys that come faster than frames, and frames of which only a part is sent."""

from collections.abc import Callable

import pytest

from pseudo_terminal import Playing

Play = Callable[..., Playing]
LAST = "Happy Hour"
LAST_IN_DETAIL = "Wed 11 Sep 16:00"


def shows(app: Playing, *texts: str) -> bool:
    picture = app.picture(120, 35)
    return all(any(text in line for line in picture) for text in texts)


def test_keys_that_wait_are_taken_together_and_drawn_once(play: Play) -> None:
    # A frame a second at most, but for the first: each key that is drawn by itself would be another.
    app = play(env={"TEXTUAL_FPS": "1"}).drawn()
    app.read_the_rest()
    before = len(app.written)
    app.type("j" * 120)
    app.until(lambda: shows(app, LAST_IN_DETAIL), "the last session")
    app.type("k" * 60 + "j" * 60)
    app.read_the_rest()
    app.until(lambda: shows(app, LAST_IN_DETAIL), "the last session again")
    assert len(app.written) - before < 40 * 1_000
    app.type("q")
    assert app.ended() == 0


@pytest.mark.parametrize("keys", ["jjk", "3j1jj", "2", "/llama\x1b", "?\x1bj", "Gkk", "\rJ\x1b"])
def test_the_picture_is_the_same_however_much_of_it_is_sent(play: Play, keys: str) -> None:
    pictures, lengths = [], []
    for whole in ("", "1"):
        app = play(env={"SCALE_TUI_WHOLE_FRAMES": whole}).drawn()
        app.read_the_rest()
        before = len(app.written)
        for key in keys:
            app.type(key)
            app.read_the_rest()
        pictures.append(app.picture(120, 35))
        lengths.append(len(app.written) - before)
        app.type("\x1b")
        app.read_the_rest()
        app.type("q")
        assert app.ended() == 0
    assert pictures[0] == pictures[1]
    assert lengths[0] <= lengths[1]
