"""What a store promises about a database of another version of this program."""

import errno
import os
import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import pytest

from scale_tui.domain.errors import CannotRead, CannotSave
from scale_tui.domain.marks import note
from scale_tui.storage import migrations
from scale_tui.storage.backups import copies
from scale_tui.storage.lock import hold
from scale_tui.storage.personal import PersonalStore
from storage.databases import AT, CONFERENCE, make_schedule, names_in, run_sql, star, stars_at
from storage.processes import IS_FULL_SIZE, start_together, told_by

KILLS = 1000 if IS_FULL_SIZE else 30
ROWS = "SELECT conference, session, mark, is_on, changed_at FROM marks ORDER BY 1, 2, 3"


def test_a_newer_schedule_is_shown_and_never_written(tmp_path: Path) -> None:
    path = make_schedule(tmp_path)
    run_sql(path, "PRAGMA user_version = 3", "ALTER TABLE marks ADD COLUMN device TEXT")
    content = path.read_bytes()
    with PersonalStore.open(path, at=AT) as store:
        assert store.is_read_only
        assert store.notice is not None
        assert "newer scale-tui" in store.notice
        assert store.load(CONFERENCE).stars == {"kept"}
        with pytest.raises(CannotSave, match="newer scale-tui"):
            star(store, "new")
        with pytest.raises(CannotSave, match="newer scale-tui"):
            star(store, "newer")
        assert not store.has_changed()
    assert path.read_bytes() == content
    assert not any("unreadable" in name for name in names_in(tmp_path))


def test_a_newer_schedule_whose_marks_cannot_be_found_says_so(tmp_path: Path) -> None:
    path = make_schedule(tmp_path)
    run_sql(path, "PRAGMA user_version = 3", "DROP TABLE marks")
    content = path.read_bytes()
    with PersonalStore.open(path, at=AT) as store, pytest.raises(CannotRead):
        store.load(CONFERENCE)
    assert path.read_bytes() == content


def test_a_newer_schedule_that_this_sqlite_cannot_read_is_not_set_aside(tmp_path: Path) -> None:
    path = make_schedule(tmp_path)
    run_sql(path, "PRAGMA user_version = 3")
    path.write_bytes(path.read_bytes().replace(b"TABLE marks", b"TABL\x80 marks", 1))
    content = path.read_bytes()
    with PersonalStore.open(path, at=AT) as store:
        assert store.notice is not None
        assert "newer scale-tui" in store.notice
        with pytest.raises(CannotRead):
            store.load(CONFERENCE)
        with pytest.raises(CannotSave, match="newer scale-tui"):
            star(store, "new")
    assert path.read_bytes() == content
    assert names_in(tmp_path) == {"schedule.sqlite3", "schedule.sqlite3.lock"}


def test_a_schedule_that_a_newer_program_updates_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = make_schedule(tmp_path)
    with PersonalStore.open(path, at=AT) as store:
        run_sql(path, "PRAGMA user_version = 3")
        with pytest.raises(CannotSave, match="newer scale-tui"):
            star(store, "new")
        assert store.has_changed()
        assert store.load(CONFERENCE).stars == {"kept"}


def test_an_older_schedule_is_brought_up_to_date_with_its_marks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_schedule(tmp_path)
    steps = (*migrations.STEPS, ("CREATE TABLE medals (text TEXT)", "INSERT INTO medals VALUES ('once')"))
    monkeypatch.setattr(migrations, "STEPS", steps)
    monkeypatch.setattr("scale_tui.storage.opening.LATEST", len(steps))
    for _ in range(2):
        with PersonalStore.open(path, at=AT) as store:
            assert store.load(CONFERENCE).stars == {"kept"}
    assert run_sql(path, "PRAGMA user_version") == [(3,)]
    assert run_sql(path, "SELECT text FROM medals") == [("once",)]


def test_a_step_that_fails_leaves_the_older_layout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_schedule(tmp_path)
    steps = (*migrations.STEPS, ("CREATE TABLE medals (text TEXT)", "INSERT INTO nowhere VALUES (1)"))
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "STEPS", steps)
        patch.setattr("scale_tui.storage.opening.LATEST", len(steps))
        with PersonalStore.open(path, at=AT) as store:
            assert store.load(CONFERENCE).stars == {"kept"}
            assert store.is_read_only
            with pytest.raises(CannotSave, match="not saved"):
                star(store, "new")
    assert run_sql(path, "PRAGMA user_version") == [(2,)]
    assert ("medals",) not in run_sql(path, "SELECT name FROM sqlite_master")
    assert stars_at(path) == {"kept"}


def first_layout(path: Path) -> None:
    """A database as the first version made it, with a star set and one taken off."""
    (create,) = migrations.STEPS[0]
    run_sql(
        path,
        create,
        "INSERT INTO marks VALUES ('conference', 'kept', 'star', 1, '2026-11-23T10:15:00.000000+00:00')",
        "INSERT INTO marks VALUES ('conference', 'off', 'star', 0, '2026-11-23T10:16:00.000000+00:00')",
        f"PRAGMA application_id = {migrations.APPLICATION_ID}",
        "PRAGMA user_version = 1",
    )


def full_first_layout(path: Path) -> set[str]:
    """The same with many marks of two conferences; the stars of the one."""
    first_layout(path)
    stars = {f"session-{count} ✨'\n" for count in range(300)}
    values = ", ".join(
        f"('{of}', '{name.replace(chr(39), chr(39) * 2)}', 'star', 1, '2026-11-22T10:15:00.000000+00:00')"
        for of in (CONFERENCE, "other")
        for name in stars
    )
    run_sql(path, f"INSERT INTO marks VALUES {values}")
    run_sql(path, "INSERT INTO marks VALUES ('conference', 'x', 'medal', 1, '')")
    return stars | {"kept"}


EARLIER: dict[int, Callable[[Path], set[str]]] = {1: full_first_layout}


def test_every_earlier_version_is_tested() -> None:
    assert EARLIER.keys() == set(range(1, migrations.LATEST))


@pytest.mark.parametrize("version", EARLIER)
def test_a_schedule_of_an_earlier_version_keeps_every_row_and_a_copy_of_how_it_was(
    tmp_path: Path, version: int
) -> None:
    path = tmp_path / "schedule.sqlite3"
    stars = EARLIER[version](path)
    rows = run_sql(path, ROWS)
    with PersonalStore.open(path, at=AT) as store:
        assert not store.is_read_only
        assert store.notice is None
        assert store.load(CONFERENCE).stars == stars
        assert store.load("other").stars == stars - {"kept"}
    assert run_sql(path, ROWS) == rows
    assert run_sql(path, "PRAGMA integrity_check") == [("ok",)]
    (copy,) = copies(path)
    assert run_sql(copy.path, "PRAGMA user_version") == [(version,)]
    assert run_sql(copy.path, ROWS) == rows


def test_a_schedule_survives_a_kill_at_any_moment_of_bringing_it_up_to_date(tmp_path: Path) -> None:
    told = told_by("kill_migrations.py", tmp_path, KILLS, 20261123)
    print(told)
    assert (told["kills"], told["unreadable"], told["lost"]) == (KILLS, 0, 0)
    assert told["goes_on"] == told["latest"]


def test_several_programs_bring_one_schedule_up_to_date_together(tmp_path: Path) -> None:
    for turn in range(2):
        path = tmp_path / f"{turn}" / "schedule.sqlite3"
        path.parent.mkdir()
        stars = full_first_layout(path)
        start_together([("mark_many.py", path, name, 2) for name in range(5)])
        assert stars_at(path) == stars | {f"{name}-{each}" for name in range(5) for each in range(2)}
        assert run_sql(path, "PRAGMA user_version") == [(migrations.LATEST,)]


def test_what_an_older_program_writes_while_a_newer_one_brings_it_up_to_date_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "schedule.sqlite3"
    stars = full_first_layout(path)
    programs: list[tuple[object, ...]] = [
        ("mark_as_first_version.py", path, f"old{name}", 20) for name in "ab"
    ]
    start_together([*programs, *(("mark_many.py", path, f"new{name}", 20) for name in "ab")])
    marked = {f"{age}{name}-{each}" for age in ("old", "new") for name in "ab" for each in range(20)}
    assert stars_at(path) == stars | marked


@pytest.mark.parametrize("is_in_use", [True, False])
def test_an_older_schedule_that_cannot_be_brought_up_to_date_now_is_read_and_later_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_in_use: bool
) -> None:
    path = tmp_path / "schedule.sqlite3"
    stars = full_first_layout(path)
    with ExitStack() as until:
        if is_in_use:
            until.enter_context(hold(path.with_name("schedule.sqlite3.lock"), 1.0))
        else:
            patch = until.enter_context(monkeypatch.context())
            patch.setattr("scale_tui.storage.opening.migrate", full_disk)
        store = until.enter_context(PersonalStore.open(path, at=AT, patience=0.05))
        held = until.pop_all()
        assert store.load(CONFERENCE).stars == stars
        assert store.notice is not None
        assert ("another scale-tui" if is_in_use else "no space left") in store.notice
        with pytest.raises(CannotSave):
            star(store, "new")
    with held:
        pass
    with PersonalStore.open(path, at=AT) as store:
        star(store, "new")
    assert stars_at(path) == stars | {"new"}


def full_disk(connection: sqlite3.Connection) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_an_older_schedule_that_is_replaced_meanwhile_is_not_the_one_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "schedule.sqlite3"
    first_layout(path)

    def hold_a_moment_later(lock: Path, patience: float) -> AbstractContextManager[None]:
        monkeypatch.undo()
        path.rename(tmp_path / "aside")
        make_schedule(tmp_path, ["theirs"])
        return hold(lock, patience)

    monkeypatch.setattr("scale_tui.storage.opening.hold", hold_a_moment_later)
    with PersonalStore.open(path, at=AT) as store:
        assert store.load(CONFERENCE).stars == {"theirs"}
    assert run_sql(tmp_path / "aside", "PRAGMA user_version") == [(1,)]
    assert copies(path) == ()


def test_a_schedule_of_the_first_version_goes_on_with_all_that_is_new(tmp_path: Path) -> None:
    path = tmp_path / "schedule.sqlite3"
    first_layout(path)
    with PersonalStore.open(path, at=AT) as store:
        assert store.load(CONFERENCE).stars == {"kept"}
        assert [(each.subject, each.value) for each in store.log(CONFERENCE)] == [("kept", ""), ("off", None)]
        store.keep(CONFERENCE, note("kept", "ask about optics"), at=AT)
        assert store.load(CONFERENCE).notes == {"kept": "ask about optics"}
        assert store.undo(CONFERENCE, at=AT) is not None
    assert run_sql(path, "PRAGMA user_version") == [(migrations.LATEST,)]


def test_a_schedule_of_the_first_version_that_may_only_be_read_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "schedule.sqlite3"
    first_layout(path)
    content = path.read_bytes()
    monkeypatch.setattr("scale_tui.storage.paths.can_write", lambda path: False)
    with PersonalStore.open(path, at=AT) as store:
        assert store.load(CONFERENCE).stars == {"kept"}
        assert store.log(CONFERENCE) == ()
        assert store.remembered(CONFERENCE, "topic") == {}
        with pytest.raises(CannotSave):
            store.undo(CONFERENCE, at=AT)
    assert path.read_bytes() == content
