"""What a store for looking only promises: it shows what is there, and leaves everything as it was."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from scale_tui.domain.errors import CannotRead, CannotSave
from scale_tui.domain.marks import note
from scale_tui.storage.looking_store import LookingStore
from scale_tui.storage.migrations import APPLICATION_ID, STEPS
from scale_tui.storage.personal import PersonalStore
from storage.databases import AT, CONFERENCE, make_schedule, run_sql, star

Snapshot = dict[str, tuple[int, int, bytes]]


def snapshot(folder: Path) -> Snapshot:
    found = {}
    for path in (folder, *folder.rglob("*")):
        status = path.stat()
        found[str(path)] = (status.st_mode, status.st_mtime_ns, b"" if path.is_dir() else path.read_bytes())
    return found


def looked_at(path: Path) -> set[str]:
    with LookingStore(path, "no") as store:
        return set(store.load(CONFERENCE).stars)


def test_what_is_marked_is_shown_and_followed(tmp_path: Path) -> None:
    path = make_schedule(tmp_path)
    looking = LookingStore(path, "no")
    assert looking.load(CONFERENCE).stars == {"kept"}
    assert not looking.has_changed()
    with PersonalStore.open(path, at=AT) as mine:
        star(mine, "another")
        assert looking.has_changed()
        assert not looking.has_changed()
        assert looking.load(CONFERENCE).stars == {"kept", "another"}
    assert {logged.subject for logged in looking.log(CONFERENCE)} == {"kept", "another"}


def test_where_nothing_is_kept_nothing_is_made(tmp_path: Path) -> None:
    assert looked_at(tmp_path / "none" / "schedule.sqlite3") == set()
    assert list(tmp_path.iterdir()) == []
    assert LookingStore(None, "no").load(CONFERENCE).stars == frozenset()


def test_everything_that_would_write_is_refused_with_the_reason(tmp_path: Path) -> None:
    path = make_schedule(tmp_path)
    before = snapshot(tmp_path)
    store = LookingStore(path, "for looking only")
    for ask in (
        lambda: store.keep(CONFERENCE, note("kept", "mine"), at=AT),
        lambda: store.undo(CONFERENCE, at=AT),
        lambda: store.redo(CONFERENCE, at=AT),
        lambda: store.remember_once(CONFERENCE, "reminders", "key", "value", at=AT),
        lambda: store.keep_filters({"rust": "rust"}, at=AT),
    ):
        with pytest.raises(CannotSave, match="for looking only"):
            ask()
    assert store.remembered(CONFERENCE, "reminders") == {}
    assert snapshot(tmp_path) == before


def of_the_first_layout(path: Path) -> None:
    row = f"INSERT INTO marks VALUES ('{CONFERENCE}', 'kept', 'star', 1, '{AT.isoformat()}')"
    run_sql(path, *STEPS[0], row, f"PRAGMA application_id = {APPLICATION_ID}", "PRAGMA user_version = 1")


def of_a_newer_layout(path: Path) -> None:
    make_schedule(path.parent)
    run_sql(path, "PRAGMA user_version = 99")


def for_others_to_read(path: Path) -> None:
    make_schedule(path.parent)
    path.chmod(0o644)


@pytest.mark.parametrize("made", [of_the_first_layout, of_a_newer_layout, for_others_to_read])
def test_whatever_could_be_mended_is_read_as_it_is(tmp_path: Path, made: Callable[[Path], None]) -> None:
    made(tmp_path / "schedule.sqlite3")
    before = snapshot(tmp_path)
    assert looked_at(tmp_path / "schedule.sqlite3") == {"kept"}
    assert snapshot(tmp_path) == before


def foreign(path: Path) -> None:
    run_sql(path, "CREATE TABLE photos (name)", "INSERT INTO photos VALUES ('holiday')")


def nonsense(path: Path) -> None:
    path.write_bytes(b"no database at all, but a text")


def a_folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize("made", [foreign, nonsense, a_folder])
def test_what_cannot_be_read_is_told_and_stays_where_it_is(
    tmp_path: Path, made: Callable[[Path], None]
) -> None:
    made(tmp_path / "schedule.sqlite3")
    before = snapshot(tmp_path)
    with pytest.raises(CannotRead, match="your schedule cannot be read, it is"):
        looked_at(tmp_path / "schedule.sqlite3")
    assert snapshot(tmp_path) == before


def test_a_write_that_was_cut_off_is_not_undone_on_the_disk(tmp_path: Path) -> None:
    path = make_schedule(tmp_path, [f"session-{count}" for count in range(300)])
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("PRAGMA cache_size = 1")
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE marks SET is_on = 0")
        journal, half = (tmp_path / "schedule.sqlite3-journal").read_bytes(), path.read_bytes()
        writer.execute("ROLLBACK")
    path.write_bytes(half)
    (tmp_path / "schedule.sqlite3-journal").write_bytes(journal)
    before = snapshot(tmp_path)
    assert len(looked_at(path)) == 300
    assert snapshot(tmp_path) == before
