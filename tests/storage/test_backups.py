"""What a store promises of the daily copies of the schedule."""

import os
import sqlite3
from collections import namedtuple
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from scale_tui.domain.errors import CannotSave
from scale_tui.domain.marks import note
from scale_tui.storage.backups import KEPT, back_up, copies
from scale_tui.storage.database import connect
from scale_tui.storage.personal import PersonalStore
from storage.databases import AT, CONFERENCE, make_schedule, mode_of, star, stars_at
from storage.processes import start_together, told_without_privileges

DAY = timedelta(days=1)


def days_at(path: Path) -> list[date]:
    return [copy.day for copy in copies(path)]


def mark_on(path: Path, at: datetime, *sessions: str) -> None:
    with PersonalStore.open(path, at=at) as store:
        star(store, *(sessions or (at.isoformat(),)), at=at)


def test_the_first_change_of_a_day_leaves_a_copy_of_how_it_was_before(tmp_path: Path) -> None:
    path = make_schedule(tmp_path)
    with PersonalStore.open(path, at=AT) as store:
        star(store, "new", at=AT + DAY)
        star(store, "newer", at=AT + DAY)
        store.keep(CONFERENCE, note("new", "text"), at=AT + DAY)
    (copy,) = copies(path)
    assert copy.day == date(2026, 11, 24)
    assert copy.path == tmp_path / "backups" / "schedule-2026-11-24.sqlite3"
    assert (mode_of(copy.path), mode_of(copy.path.parent)) == (0o600, 0o700)
    assert [each.name for each in copy.path.parent.iterdir()] == [copy.path.name]
    assert stars_at(copy.path) == {"kept"}
    assert stars_at(path) == {"kept", "new", "newer"}


def test_an_app_that_stays_open_makes_a_copy_on_each_day(tmp_path: Path) -> None:
    path = make_schedule(tmp_path)
    with PersonalStore.open(path, at=AT) as store:
        for day in (1, 2):
            star(store, str(day), at=AT + day * DAY)
    assert days_at(path) == [date(2026, 11, 25), date(2026, 11, 24)]
    assert stars_at(copies(path)[0].path) == {"kept", "1"}


def test_nothing_is_copied_before_there_is_something(tmp_path: Path) -> None:
    path = tmp_path / "schedule.sqlite3"
    with PersonalStore.open(path, at=AT) as store:
        star(store, "first")
        assert store.load(CONFERENCE).stars == {"first"}
        assert store.undo(CONFERENCE, at=AT) is not None
    assert days_at(path) == []


def test_the_latest_copies_are_kept(tmp_path: Path) -> None:
    path = make_schedule(tmp_path)
    for day in range(1, KEPT + 4):
        mark_on(path, AT + day * DAY)
    assert days_at(path) == [(AT + day * DAY).date() for day in range(KEPT + 3, 3, -1)]


def test_a_clock_that_was_wrong_does_not_cost_the_copies(tmp_path: Path) -> None:
    path = make_schedule(tmp_path)
    for day in range(1, KEPT + 1):
        mark_on(path, AT + day * DAY)
    mark_on(path, datetime(2099, 1, 1, tzinfo=UTC))
    mark_on(path, datetime(2001, 1, 1, tzinfo=UTC))
    assert len(days_at(path)) == KEPT
    assert date(2001, 1, 1) in days_at(path)
    for day in range(KEPT + 1, KEPT + 3):
        mark_on(path, AT + day * DAY)
    assert len(days_at(path)) == KEPT
    assert days_at(path)[:4] == [(AT + day * DAY).date() for day in range(KEPT + 2, KEPT - 2, -1)]


def test_a_clock_that_stays_wrong_for_long_still_leaves_room_for_the_copies_after(tmp_path: Path) -> None:
    path = make_schedule(tmp_path)
    for day in range(KEPT + 2):
        mark_on(path, datetime(2099, 1, 1, tzinfo=UTC) + day * DAY)
    for day in range(1, KEPT + 1):
        mark_on(path, AT + day * DAY)
        assert (AT + day * DAY).date() in days_at(path)
    assert days_at(path) == [(AT + day * DAY).date() for day in range(KEPT, 0, -1)]


def test_other_files_among_the_copies_are_left_alone(tmp_path: Path) -> None:
    path = make_schedule(tmp_path)
    others = ("notes.txt", "schedule-2026-1-1.sqlite3", "schedule-20261101.sqlite3", "schedule-.sqlite3")
    (tmp_path / "backups").mkdir()
    for name in others:
        (tmp_path / "backups" / name).write_text("mine")
    for day in range(1, KEPT + 3):
        mark_on(path, AT + day * DAY)
    assert {(tmp_path / "backups" / name).read_text() for name in others} == {"mine"}
    assert len(days_at(path)) == KEPT


def test_what_a_kill_has_left_of_a_copy_is_in_nobodys_way(tmp_path: Path) -> None:
    path = make_schedule(tmp_path)
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / ".schedule.sqlite3.new").write_text("half")
    mark_on(path, AT)
    assert [each.name for each in (tmp_path / "backups").iterdir()] == ["schedule-2026-11-23.sqlite3"]


def test_a_copy_that_cannot_be_made_stops_no_mark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_schedule(tmp_path)
    (tmp_path / "backups").write_text("in the way")
    mark_on(path, AT, "new")
    (tmp_path / "backups").unlink()
    room = namedtuple("room", "f_bavail f_frsize")
    monkeypatch.setattr(os, "statvfs", lambda folder: room(3 * path.stat().st_size, 1))
    mark_on(path, AT, "newer")
    assert days_at(path) == []
    assert stars_at(path) == {"kept", "new", "newer"}
    monkeypatch.undo()
    mark_on(path, AT, "newest")
    assert stars_at(copies(path)[0].path) == {"kept", "new", "newer"}


def test_a_folder_of_copies_that_may_not_be_written_stops_no_mark(tmp_path: Path) -> None:
    path = make_schedule(tmp_path)
    (tmp_path / "backups").mkdir(mode=0o500)
    told = told_without_privileges("tell.py", path, "new")
    assert told["cannot_save"] is None
    assert days_at(path) == []
    assert stars_at(path) == {"kept", "new"}


def test_a_damaged_file_becomes_no_copy(tmp_path: Path) -> None:
    path = make_schedule(tmp_path, [f"session-{count}" for count in range(500)])
    with path.open("r+b") as file:
        file.seek(5 * 4096)
        file.write(b"\xff" * 4096)
    with closing(connect(path, 1.0, is_writable=True)) as connection:
        with pytest.raises(sqlite3.DatabaseError):
            back_up(connection, path, AT.date())
        assert not connection.in_transaction
    assert list((tmp_path / "backups").iterdir()) == []


def test_another_program_in_the_file_delays_no_longer_than_patience(tmp_path: Path) -> None:
    path = make_schedule(tmp_path)
    with PersonalStore.open(path, at=AT, patience=0.05) as store:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            with pytest.raises(CannotSave, match="another program is using it"):
                star(store, "new")
        star(store, "new")
    assert stars_at(path) == {"kept", "new"}


def test_several_programs_make_one_copy_of_how_it_was_before_any_of_them(tmp_path: Path) -> None:
    path = make_schedule(tmp_path)
    start_together([("mark_many.py", path, name, 3) for name in range(4)])
    assert [each.name for each in (tmp_path / "backups").iterdir()] == ["schedule-2026-11-23.sqlite3"]
    assert stars_at(copies(path)[0].path) == {"kept"}
