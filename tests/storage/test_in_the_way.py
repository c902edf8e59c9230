"""What a store promises when something else is at its path, or somebody else is using it."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from scale_tui.domain.errors import CannotRead, CannotSave
from scale_tui.storage.personal import PersonalStore
from storage.databases import AT, CONFERENCE, make_schedule, mode_of, names_in, run_sql, star, stars_at
from storage.processes import told_by

UNREADABLE = "schedule.sqlite3.unreadable-2026-11-23T10-15-00"


def test_a_schedule_in_use_by_another_program_is_waited_for_and_not_set_aside(tmp_path: Path) -> None:
    path = make_schedule(tmp_path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with PersonalStore.open(path, at=AT, patience=0.05) as store:
            with pytest.raises(CannotRead, match="another program is using it"):
                store.load(CONFERENCE)
            with pytest.raises(CannotSave, match="another program is using it"):
                star(store, "new")
            other.execute("ROLLBACK")
            assert store.has_changed()
            assert store.load(CONFERENCE).stars == {"kept"}
            star(store, "new")
            assert not store.is_read_only
    assert stars_at(path) == {"kept", "new"}
    assert names_in(tmp_path) == {"schedule.sqlite3", "schedule.sqlite3.lock"}


def test_a_reader_of_another_program_only_delays_a_mark(tmp_path: Path) -> None:
    path = make_schedule(tmp_path)
    with PersonalStore.open(path, at=AT, patience=0.05) as store:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN")
            other.execute("SELECT * FROM marks").fetchall()
            with pytest.raises(CannotSave, match="another program is using it"):
                star(store, "new")
        assert store.load(CONFERENCE).stars == {"kept"}
        star(store, "new")
    assert stars_at(path) == {"kept", "new"}


def test_a_link_to_a_schedule_is_followed(tmp_path: Path) -> None:
    target = make_schedule(tmp_path / "dotfiles")
    target.chmod(0o644)
    link = tmp_path / "scale-tui" / "schedule.sqlite3"
    link.parent.mkdir()
    link.symlink_to("../dotfiles/schedule.sqlite3")
    with PersonalStore.open(link, at=AT) as store:
        star(store, "new")
    assert link.is_symlink()
    assert mode_of(target) == 0o600
    assert stars_at(target) == {"kept", "new"}


def test_of_a_link_to_an_unreadable_file_only_the_link_is_moved(tmp_path: Path) -> None:
    photos = tmp_path / "photos.sqlite3"
    run_sql(photos, "CREATE TABLE photos (name)")
    (tmp_path / "photos.sqlite3-journal").touch()
    content = photos.read_bytes()
    link = tmp_path / "scale-tui" / "schedule.sqlite3"
    link.parent.mkdir()
    link.symlink_to("../photos.sqlite3")
    with PersonalStore.open(link, at=AT) as store:
        star(store, "new")
    assert link.with_name(UNREADABLE).resolve() == photos
    assert photos.read_bytes() == content
    assert not link.is_symlink()
    assert stars_at(link) == {"new"}


def test_a_link_that_leads_nowhere_is_told_and_kept(tmp_path: Path) -> None:
    link = tmp_path / "schedule.sqlite3"
    link.symlink_to("unmounted/schedule.sqlite3")
    with PersonalStore.open(link, at=AT) as store:
        with pytest.raises(CannotRead, match=r"link to unmounted/schedule\.sqlite3, which is not there"):
            store.load(CONFERENCE)
        with pytest.raises(CannotSave, match="link to unmounted"):
            star(store, "x")
    assert names_in(tmp_path) == {"schedule.sqlite3"}


def test_a_link_to_itself_is_told(tmp_path: Path) -> None:
    link = tmp_path / "schedule.sqlite3"
    link.symlink_to(link)
    with PersonalStore.open(link, at=AT) as store, pytest.raises(CannotRead, match="symbolic links"):
        store.load(CONFERENCE)


def test_a_folder_in_the_way_is_told(tmp_path: Path) -> None:
    path = tmp_path / "schedule.sqlite3"
    path.mkdir()
    with PersonalStore.open(path, at=AT) as store:
        with pytest.raises(CannotRead, match="it is a folder"):
            store.load(CONFERENCE)
        with pytest.raises(CannotSave, match="it is a folder"):
            star(store, "x")
        path.rmdir()
        star(store, "x")
    assert stars_at(path) == {"x"}


def test_a_pipe_in_the_way_is_told_without_waiting_for_it(tmp_path: Path) -> None:
    path = tmp_path / "schedule.sqlite3"
    os.mkfifo(path)
    told = told_by("tell.py", path, "x")
    assert "not a regular file" in str(told["cannot_read"])
    assert "not a regular file" in str(told["cannot_save"])


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "scale-tui").touch()
    with PersonalStore.open(tmp_path / "scale-tui" / "schedule.sqlite3", at=AT) as store:
        with pytest.raises(CannotRead, match="not a directory"):
            store.load(CONFERENCE)
        with pytest.raises(CannotSave, match="not a directory"):
            star(store, "x")


def test_a_path_that_would_break_the_line_is_shown_without(tmp_path: Path) -> None:
    path = tmp_path / "a\nb\x1b[31m\udcff" / "schedule.sqlite3"
    path.parent.mkdir()
    path.mkdir()
    with PersonalStore.open(path, at=AT) as store, pytest.raises(CannotRead) as caught:
        store.load(CONFERENCE)
    assert str(caught.value).isprintable()
    path.rmdir()
    with PersonalStore.open(path, at=AT) as store:
        star(store, "works")
    assert stars_at(path) == {"works"}


def test_every_error_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "schedule.sqlite3"
    path.mkdir()
    with PersonalStore.open(path, at=AT) as store:
        with pytest.raises(CannotRead) as unread:
            store.load(CONFERENCE)
        with pytest.raises(CannotSave) as unsaved:
            star(store, "x")
    assert str(unread.value).startswith(f"{path}: ")
    assert str(unsaved.value).startswith(f"{path}: not saved, ")
