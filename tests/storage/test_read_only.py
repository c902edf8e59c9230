"""What a store promises where it may not write, or there is no room."""

import os
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from scale_tui.domain.errors import CannotSave
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.storage.database import connect, reason
from scale_tui.storage.personal import PersonalStore
from storage.databases import AT, CONFERENCE, make_schedule, names_in, star, stars_at
from storage.processes import start, told_by, told_without_privileges


def leave_hot_journal(path: Path) -> None:
    """Have a program killed in the middle of writing to the file, behind its journal."""
    before = path.read_bytes()
    with start("stop_while_writing.py", path) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "written\n"
        writer.send_signal(signal.SIGKILL)
    assert path.read_bytes() != before
    assert path.with_name("schedule.sqlite3-journal").stat().st_size > 0


def test_a_write_cut_off_by_a_kill_is_undone_at_the_next_start(tmp_path: Path) -> None:
    path = make_schedule(tmp_path, [f"session-{count}" for count in range(300)])
    leave_hot_journal(path)
    with PersonalStore.open(path, at=AT) as store:
        assert store.notice is None
        assert store.load(CONFERENCE).stars == {f"session-{count}" for count in range(300)}
        star(store, "next")
    assert "next" in stars_at(path)
    assert names_in(tmp_path) == {"schedule.sqlite3", "schedule.sqlite3.lock"}


def test_a_write_cut_off_is_undone_in_what_is_shown_of_a_folder_that_is_read_only(tmp_path: Path) -> None:
    path = make_schedule(tmp_path / "scale-tui", [f"session-{count}" for count in range(300)])
    leave_hot_journal(path)
    before = {each.name: each.read_bytes() for each in path.parent.iterdir()}
    path.parent.chmod(0o500)
    told = told_without_privileges("tell.py", path, "new")
    assert told["stars"] == sorted(f"session-{count}" for count in range(300))
    assert told["is_read_only"]
    assert "not saved, " in str(told["cannot_save"])
    assert {each.name: each.read_bytes() for each in path.parent.iterdir()} == before


@pytest.mark.parametrize(("folder_mode", "file_mode"), [(0o500, 0o600), (0o700, 0o400), (0o500, 0o400)])
def test_what_may_only_be_read_is_shown(tmp_path: Path, folder_mode: int, file_mode: int) -> None:
    path = make_schedule(tmp_path / "scale-tui")
    path.chmod(file_mode)
    path.parent.chmod(folder_mode)
    told = told_without_privileges("tell.py", path, "new")
    assert told["stars"] == ["kept"]
    assert told["is_read_only"]
    assert "may only be read" in str(told["notice"])
    assert str(told["cannot_save"]).startswith(f"{path}: not saved, ")
    assert "may only be read" in str(told["cannot_save"])
    path.parent.chmod(0o700)
    path.chmod(0o600)
    assert stars_at(path) == {"kept"}


def test_a_link_to_a_schedule_in_a_folder_that_is_read_only_is_read_only(tmp_path: Path) -> None:
    target = make_schedule(tmp_path / "dotfiles")
    link = tmp_path / "schedule.sqlite3"
    link.symlink_to(target)
    target.parent.chmod(0o500)
    told = told_without_privileges("tell.py", link, "new")
    assert told["stars"] == ["kept"]
    assert told["is_read_only"]
    assert "may only be read" in str(told["cannot_save"])


def test_no_schedule_in_a_folder_that_may_only_be_read_is_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir(mode=0o500)
    told = told_without_privileges("tell.py", tmp_path / "home" / "scale-tui" / "schedule.sqlite3", "new")
    assert told["stars"] == []
    assert told["is_read_only"]
    assert "may only be read" in str(told["notice"])
    assert "may only be read" in str(told["cannot_save"])


@pytest.mark.parametrize("closed", ["scale-tui/schedule.sqlite3", "scale-tui"])
def test_a_schedule_that_may_not_be_read_is_told_and_not_set_aside(tmp_path: Path, closed: str) -> None:
    path = make_schedule(tmp_path / "scale-tui")
    (tmp_path / closed).chmod(0)
    told = told_without_privileges("tell.py", path, "new")
    assert "permission denied" in str(told["cannot_read"])
    assert "permission denied" in str(told["cannot_save"])
    (tmp_path / closed).chmod(0o700)
    assert names_in(path.parent) == {"schedule.sqlite3", "schedule.sqlite3.lock"}


def test_an_unreadable_file_that_cannot_be_moved_stays_and_is_told(tmp_path: Path) -> None:
    path = tmp_path / "scale-tui" / "schedule.sqlite3"
    path.parent.mkdir()
    path.write_text("no database")
    path.parent.chmod(0o500)
    told = told_without_privileges("tell.py", path, "new")
    assert "cannot be set aside: permission denied" in str(told["cannot_read"])
    assert "cannot be set aside: permission denied" in str(told["cannot_save"])
    assert names_in(path.parent) == {"schedule.sqlite3"}
    assert path.read_text() == "no database"


def test_a_lock_of_another_user_is_named(tmp_path: Path) -> None:
    path = make_schedule(tmp_path / "scale-tui")
    path.with_name("schedule.sqlite3.lock").chmod(0)
    told = told_without_privileges("tell.py", path, "new")
    assert told["stars"] == ["kept"]
    assert told["cannot_save"] == f"{path}: not saved, permission denied ({path}.lock)"


def test_a_user_without_a_home_reads_and_is_told_what_to_do() -> None:
    with PersonalStore.open(None, at=AT) as store:
        assert store.load(CONFERENCE) == PersonalSchedule()
        assert store.is_read_only
        assert store.notice is not None
        assert "SCALE_TUI_HOME" in store.notice
        assert not store.has_changed()
        with pytest.raises(CannotSave, match="SCALE_TUI_HOME"):
            star(store, "x")


@pytest.mark.parametrize("limit", [0, 2000, 30_000])
def test_a_full_disk_is_told_and_leaves_the_schedule_as_it_was(tmp_path: Path, limit: int) -> None:
    path = make_schedule(tmp_path)
    told = told_by("fill_the_disk.py", path, limit)
    assert str(told["cannot_save"]).startswith(f"{path}: not saved, ")
    assert told["stars_meanwhile"] == ["kept"]
    assert told["stars_afterwards"] == 2001
    assert len(stars_at(path)) == 2001


def test_a_full_disk_at_the_first_mark_is_told_and_the_next_one_works(tmp_path: Path) -> None:
    path = tmp_path / "schedule.sqlite3"
    told = told_by("fill_the_disk.py", path, 0)
    assert str(told["cannot_save"]).startswith(f"{path}: not saved, ")
    assert told["stars_meanwhile"] == []
    assert told["stars_afterwards"] == 2000


def test_a_full_disk_is_called_so(tmp_path: Path) -> None:
    path = make_schedule(tmp_path)
    with closing(connect(path, 1.0, is_writable=True)) as connection:
        connection.execute("PRAGMA max_page_count = 1")
        with pytest.raises(sqlite3.OperationalError) as caught:
            connection.executemany(
                "INSERT INTO marks VALUES ('c', ?, 'star', 1, '', NULL)",
                ((str(each),) for each in range(1000)),
            )
    assert reason(caught.value, path) == "the disk is full, make some room"


def test_reasons_are_the_systems_words_or_ours_never_the_databases(tmp_path: Path) -> None:
    path = make_schedule(tmp_path)
    with closing(sqlite3.connect(path)) as connection, pytest.raises(sqlite3.OperationalError) as caught:
        connection.execute("SELECT secret FROM marks")
    assert reason(caught.value, path) == "the database refused (SQLITE_ERROR)"
    assert reason(OSError(28, "whatever", os.fspath(path)), path) == "no space left on device"


def test_a_disk_that_may_be_written_again_needs_no_restart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_schedule(tmp_path)
    monkeypatch.setattr("scale_tui.storage.paths.can_write", lambda path: False)
    with PersonalStore.open(path, at=AT) as store:
        with pytest.raises(CannotSave, match="may only be read"):
            star(store, "x")
        monkeypatch.undo()
        star(store, "x")
        assert not store.is_read_only
    assert stars_at(path) == {"kept", "x"}
