"""The queue of writers."""

import fcntl
import os
import threading
from pathlib import Path

import pytest

from scale_tui.domain.errors import CannotSave
from scale_tui.storage.lock import hold
from scale_tui.storage.personal import PersonalStore
from storage.databases import AT, make_schedule, mode_of, star, stars_at


def is_free(path: Path) -> bool:
    descriptor = os.open(path, os.O_RDWR)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True


def join_waiting() -> None:
    for thread in threading.enumerate():
        if thread.name == "waiting-for-lock":
            thread.join(30)


def test_the_lock_is_held_inside_and_free_outside(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with hold(path, 1.0):
        assert mode_of(path) == 0o600
        assert not is_free(path)
    assert is_free(path)


def test_the_lock_is_free_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), hold(tmp_path / "lock", 1.0):
        raise ZeroDivisionError
    assert is_free(tmp_path / "lock")


def test_a_lock_file_left_behind_is_harmless(tmp_path: Path) -> None:
    (tmp_path / "lock").write_text("1234")
    with hold(tmp_path / "lock", 1.0):
        assert not is_free(tmp_path / "lock")


def test_who_waited_in_vain_does_not_take_the_lock_later(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with hold(path, 1.0):
        for _ in range(3):
            with pytest.raises(TimeoutError), hold(path, 0.01):
                pytest.fail("two hold it")
    join_waiting()
    assert is_free(path)


def test_who_waits_gets_it_when_it_is_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "lock"
    first = hold(path, 1.0)
    first.__enter__()
    real = fcntl.flock

    def flock(descriptor: int, operation: int) -> None:
        if operation == fcntl.LOCK_EX:  # the one that waits
            first.__exit__(None, None, None)
        real(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", flock)
    with hold(path, 60.0):
        monkeypatch.undo()
        assert not is_free(path)


def test_who_gets_it_at_the_very_moment_of_giving_up_lets_it_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "lock"
    first = hold(path, 1.0)
    first.__enter__()
    real = threading.Event.wait

    def wait(self: threading.Event, timeout: float | None = None) -> bool:
        if timeout is None:  # a thread that starts
            return real(self)
        first.__exit__(None, None, None)
        assert real(self, 30)
        return False

    monkeypatch.setattr("threading.Event.wait", wait)
    with pytest.raises(TimeoutError), hold(path, 60.0):
        pytest.fail("it was given up")
    monkeypatch.undo()
    join_waiting()
    assert is_free(path)


def test_a_lock_file_deleted_while_waiting_is_not_taken_for_the_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "lock"
    real = fcntl.flock

    def flock_one_that_is_deleted(descriptor: int, operation: int) -> None:
        monkeypatch.undo()
        path.unlink()
        real(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", flock_one_that_is_deleted)
    with hold(path, 1.0):
        assert path.exists()
        assert not is_free(path)


def test_an_error_of_the_system_while_waiting_is_raised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def flock(descriptor: int, operation: int) -> None:
        if operation & fcntl.LOCK_NB:
            raise BlockingIOError
        raise OSError(37, "No locks available")

    monkeypatch.setattr(fcntl, "flock", flock)
    with pytest.raises(OSError, match="No locks available"), hold(tmp_path / "lock", 60.0):
        pytest.fail("nobody holds it")


@pytest.mark.parametrize("operation", ["link", "pipe", "folder"])
def test_something_else_in_place_of_the_lock_is_told(tmp_path: Path, operation: str) -> None:
    path = make_schedule(tmp_path / "scale-tui")
    in_the_way = path.with_name("schedule.sqlite3.lock")
    in_the_way.unlink()
    if operation == "link":
        in_the_way.symlink_to(tmp_path / "elsewhere")
    elif operation == "pipe":
        os.mkfifo(in_the_way)
    else:
        in_the_way.mkdir()
    with (
        PersonalStore.open(path, at=AT) as store,
        pytest.raises(CannotSave, match=r"schedule\.sqlite3\.lock"),
    ):
        star(store, "x")
    assert not (tmp_path / "elsewhere").exists()
    assert stars_at(path) == {"kept"}


def test_a_writer_that_takes_too_long_is_named_and_then_not_in_the_way(tmp_path: Path) -> None:
    path = make_schedule(tmp_path)
    with PersonalStore.open(path, at=AT, patience=0.05) as store:
        with hold(path.with_name("schedule.sqlite3.lock"), 1.0):
            with pytest.raises(CannotSave, match="another scale-tui is writing"):
                star(store, "x")
            assert stars_at(path) == {"kept"}
        path.with_name("schedule.sqlite3.lock").unlink()
        star(store, "x")
    assert stars_at(path) == {"kept", "x"}


def test_who_is_interrupted_while_waiting_does_not_take_the_lock_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "lock"

    real = threading.Event.wait

    def wait(self: threading.Event, timeout: float | None = None) -> bool:
        if timeout is None:  # a thread that starts
            return real(self)
        raise KeyboardInterrupt

    with hold(path, 1.0):
        monkeypatch.setattr("threading.Event.wait", wait)
        with pytest.raises(KeyboardInterrupt), hold(path, 60.0):
            pytest.fail("two hold it")
        monkeypatch.undo()
    join_waiting()
    assert is_free(path)
