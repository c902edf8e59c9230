"""Where the attendee's data lies."""

import os
from pathlib import Path

import pytest

from scale_tui.storage.paths import data_dir, lock_path, make_private_file, make_private_folder, schedule_path
from storage.databases import mode_of


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("SCALE_TUI_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def test_it_lies_in_the_users_application_data(home: Path) -> None:
    folder = data_dir()
    assert folder is not None
    assert folder.name == "scale-tui"
    assert folder.is_relative_to(home)
    assert schedule_path() == folder / "schedule.sqlite3"


def test_the_environment_names_another_folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCALE_TUI_HOME", str(home / "stick"))
    assert schedule_path() == home / "stick" / "schedule.sqlite3"
    monkeypatch.chdir(home)
    monkeypatch.setenv("SCALE_TUI_HOME", "stick")
    assert schedule_path() == home / "stick" / "schedule.sqlite3"


def test_an_empty_variable_counts_as_none(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = data_dir()
    monkeypatch.setenv("SCALE_TUI_HOME", "")
    assert data_dir() == expected


def test_a_user_without_a_home_has_no_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME")
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    assert data_dir() is None
    assert schedule_path() is None


def test_asking_makes_nothing(home: Path) -> None:
    schedule_path()
    assert list(home.iterdir()) == []


def test_what_is_made_is_private_from_its_first_moment(home: Path) -> None:
    before = os.umask(0)
    try:
        make_private_folder(home / "a" / "b")
        make_private_file(home / "file")
    finally:
        os.umask(before)
    assert (mode_of(home / "a" / "b"), mode_of(home / "file")) == (0o700, 0o600)


def test_what_is_there_is_not_made_again(home: Path) -> None:
    (home / "file").write_text("there")
    make_private_folder(home)
    with pytest.raises(FileExistsError):
        make_private_file(home / "file")
    assert (home / "file").read_text() == "there"


def test_the_lock_lies_beside_the_database(home: Path) -> None:
    assert lock_path(home / "schedule.sqlite3") == home / "schedule.sqlite3.lock"
