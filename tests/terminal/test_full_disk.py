"""On a disk that is full or read-only a mark says that it is not kept, and the agenda can be browsed."""

from collections.abc import Callable
from pathlib import Path

import stage
from pseudo_terminal import Playing
from small_disk import fill, make_read_only, small_disk

Play = Callable[..., Playing]


def test_a_mark_that_does_not_fit_is_told_and_the_next_one_that_does_is_kept(
    play: Play, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "disk") as disk:
        filler = fill(disk)
        app = play(env={"SCALE_TUI_HOME": str(disk / "home")}).drawn()
        app.type(" ")
        app.until(lambda: "not saved" in "".join(app.picture(120, 35)), "why it is not kept")
        filler.unlink()
        app.type("j ")
        app.until(lambda: "★" in "".join(app.picture(120, 35)[4:]), "a star")
        app.type("q")
        assert app.ended() == 0
        with stage.opened(disk / "home" / "schedule.sqlite3") as store:
            assert len(store.load("networking-scale-2024").stars) == 1


def test_where_nothing_may_be_written_the_agenda_can_be_browsed(play: Play, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        make_read_only(disk)
        app = play(env={"SCALE_TUI_HOME": str(disk / "home")}).drawn()
        app.type(" ")
        app.until(lambda: "not saved" in "".join(app.picture(120, 35)), "why it is not kept")
        app.type("4")
        app.until(lambda: "Baldonado" in "".join(app.picture(120, 35)), "the people")
        app.type("q")
        assert app.ended() == 0
        assert app.is_as_before()
        assert list(disk.iterdir()) == []
