"""What a store promises when the file at its path is not what it should be."""

import os
from contextlib import AbstractContextManager, suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scale_tui.domain.errors import CannotRead, CannotSave
from scale_tui.storage.lock import hold
from scale_tui.storage.personal import PersonalStore
from storage.databases import AT, CONFERENCE, make_schedule, mode_of, names_in, run_sql, star, stars_at

UNREADABLE = "schedule.sqlite3.unreadable-2026-11-23T10-15-00"


def out_of_order(path: Path) -> None:
    make_schedule(path.parent, [f"session-{count}" for count in range(150)])
    content = path.read_bytes()
    where = content.index(b"conferencesession-7")
    path.write_bytes(content[:where] + b"a" + content[where + 1 :])


def with_a_broken_definition(path: Path) -> None:
    make_schedule(path.parent)
    path.write_bytes(path.read_bytes().replace(b"TABLE marks", b"TABL\x80 marks", 1))


def with_a_definition_of_nonsense(path: Path) -> None:
    make_schedule(path.parent)
    path.write_bytes(path.read_bytes().replace(b"typeof(topic)", b"tpyeof(topic)", 1))


def foreign(path: Path) -> None:
    run_sql(path, "CREATE TABLE photos (name)", "INSERT INTO photos VALUES ('holiday')")


def foreign_with_a_number(path: Path) -> None:
    run_sql(path, "PRAGMA application_id = 12345")


def foreign_but_alike(path: Path) -> None:
    make_schedule(path.parent)
    run_sql(path, "PRAGMA application_id = 12345")


def damaged(path: Path) -> None:
    make_schedule(path.parent, [f"session-{count}" for count in range(500)])
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(4096))


def cut_short(path: Path) -> None:
    make_schedule(path.parent, [f"session-{count}" for count in range(500)])
    os.truncate(path, 9000)


def without_its_table(path: Path) -> None:
    make_schedule(path.parent)
    run_sql(path, "DROP TABLE marks")


def without_a_column(path: Path) -> None:
    make_schedule(path.parent)
    run_sql(path, "ALTER TABLE marks RENAME COLUMN is_on TO was_on")


def text(path: Path) -> None:
    path.write_text("my favourite talks: all of them\n")


KINDS = [
    foreign,
    foreign_with_a_number,
    foreign_but_alike,
    damaged,
    out_of_order,
    cut_short,
    without_its_table,
    with_a_broken_definition,
    with_a_definition_of_nonsense,
    without_a_column,
    text,
]


@pytest.mark.parametrize("spoil", KINDS, ids=lambda kind: kind.__name__)
def test_a_file_that_cannot_be_read_is_set_aside_as_it_is(tmp_path: Path, spoil) -> None:
    path = tmp_path / "schedule.sqlite3"
    spoil(path)
    content = path.read_bytes()
    with PersonalStore.open(path, at=AT) as store:
        assert store.notice is not None
        assert UNREADABLE in store.notice
        assert "\n" not in store.notice
        assert not store.is_read_only
        assert store.load(CONFERENCE).stars == set()
        star(store, "new")
        assert UNREADABLE in store.notice
    assert (tmp_path / UNREADABLE).read_bytes() == content
    assert stars_at(path) == {"new"}
    assert names_in(tmp_path) == {"schedule.sqlite3", "schedule.sqlite3.lock", UNREADABLE}


def test_a_file_that_another_process_sets_aside_first_is_not_followed_by_its_successor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "schedule.sqlite3"
    text(path)

    def hold_a_moment_later(lock: Path, patience: float) -> AbstractContextManager[None]:
        monkeypatch.undo()
        make_schedule(tmp_path, ["theirs"])
        return hold(lock, patience)

    monkeypatch.setattr("scale_tui.storage.opening.hold", hold_a_moment_later)
    with PersonalStore.open(path, at=AT) as store:
        assert store.notice is None
        assert store.load(CONFERENCE).stars == {"theirs"}
    assert names_in(tmp_path) == {"schedule.sqlite3", "schedule.sqlite3.lock", UNREADABLE}


def test_what_was_set_aside_before_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "schedule.sqlite3"
    for content in ("first", "second", "third"):
        path.write_text(content)
        with PersonalStore.open(path, at=AT):
            pass
    kept = [tmp_path / UNREADABLE, tmp_path / f"{UNREADABLE}-2", tmp_path / f"{UNREADABLE}-3"]
    assert [each.read_text() for each in kept] == ["first", "second", "third"]


def test_the_journal_of_a_file_goes_with_it(tmp_path: Path) -> None:
    path = tmp_path / "schedule.sqlite3"
    text(path)
    # Of zeros, as one that was played back to the end: any other, SQLite plays back or deletes on opening.
    (tmp_path / "schedule.sqlite3-journal").write_bytes(bytes(28))
    (tmp_path / f"{UNREADABLE}-wal").write_text("of another file")
    with PersonalStore.open(path, at=AT) as store:
        star(store, "new")
    assert (tmp_path / f"{UNREADABLE}-2-journal").read_bytes() == bytes(28)
    assert (tmp_path / f"{UNREADABLE}-wal").read_text() == "of another file"
    assert stars_at(path) == {"new"}


# From two bytes on: SQLite takes a file of one byte for an empty one.
@settings(max_examples=60, deadline=None)
@given(
    content=st.binary(min_size=2, max_size=3000) | st.binary(max_size=200).map(b"SQLite format 3\0".__add__)
)
def test_no_bytes_are_ever_lost(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    path = folder / "schedule.sqlite3"
    path.write_bytes(content)
    with PersonalStore.open(path, at=AT) as store:
        star(store, "new")
        assert store.load(CONFERENCE).stars == {"new"}
    assert (folder / UNREADABLE).read_bytes() == content


@settings(max_examples=150, deadline=None)
@given(
    spoilt=st.lists(st.tuples(st.integers(0, 120) | st.integers(0, 20479), st.integers(0, 255)), min_size=1)
)
def test_whatever_bytes_change_it_is_read_or_kept_or_told(
    tmp_path_factory: pytest.TempPathFactory, spoilt: list[tuple[int, int]]
) -> None:
    path = make_schedule(tmp_path_factory.mktemp("bits"), [f"session-{count}" for count in range(150)])
    content = bytearray(path.read_bytes())
    for where, value in spoilt:
        content[where % len(content)] = value
    path.write_bytes(content)
    with PersonalStore.open(path, at=AT) as store:
        is_set_aside = store.notice is not None and not store.is_read_only
        assert (path.with_name(UNREADABLE) if is_set_aside else path).read_bytes() == content
        with suppress(CannotRead, CannotSave):
            star(store, "new")
            assert "new" in store.load(CONFERENCE).stars


def test_an_empty_file_is_a_beginning_that_was_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "schedule.sqlite3"
    path.touch()
    with PersonalStore.open(path, at=AT) as store, PersonalStore.open(path, at=AT) as other:
        assert store.notice is None
        assert store.load(CONFERENCE).stars == set()
        star(store, "new")
        assert other.has_changed()
        assert other.load(CONFERENCE).stars == {"new"}
        assert not store.has_changed()
    assert mode_of(path) == 0o600
    assert names_in(tmp_path) == {"schedule.sqlite3", "schedule.sqlite3.lock"}


def test_a_mark_goes_to_the_new_file_when_another_process_set_the_old_one_aside(tmp_path: Path) -> None:
    path = make_schedule(tmp_path)
    with PersonalStore.open(path, at=AT) as mine:
        path.rename(tmp_path / UNREADABLE)
        with PersonalStore.open(path, at=AT) as theirs:
            star(theirs, "theirs")
        star(mine, "mine")
        assert mine.load(CONFERENCE).stars == {"theirs", "mine"}
        assert mine.has_changed()
        path.unlink()
        assert mine.has_changed()
        assert mine.load(CONFERENCE).stars == set()
        star(mine, "again")
    assert stars_at(path) == {"again"}
    assert stars_at(tmp_path / UNREADABLE) == {"kept"}
