"""What is promised of a damaged schedule: what can be read of it comes back, and nothing is deleted."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scale_tui.domain.errors import CannotSave
from scale_tui.domain.marks import Mark, note, put, take_off
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.storage.backups import copies
from scale_tui.storage.examining import State, examine, overview
from scale_tui.storage.lock import hold
from scale_tui.storage.paths import lock_path
from scale_tui.storage.personal import PersonalStore
from scale_tui.storage.repairing import Repaired, is_repairable, repair
from storage.databases import AT, CONFERENCE, make_schedule, mode_of, names_in, run_sql, star, stars_at
from storage.processes import IS_FULL_SIZE, told_by

LATER = AT + timedelta(days=1)
MANY = {f"session-{count:03}" for count in range(500)}
UNREADABLE = "schedule.sqlite3.unreadable-2026-11-25T10-15-00"


def mend(path: Path) -> Repaired:
    return repair(path, AT + timedelta(days=2), 1.0)


def lived(folder: Path) -> Path:
    """A schedule that was used on two days, so that there is a copy of the first day's marks."""
    path = make_schedule(folder, MANY)
    with PersonalStore.open(path, at=LATER) as store:
        store.keep(CONFERENCE, (*put(Mark.STAR, "zz-later"), *note("zz-later", "text")), at=LATER)
        store.keep(CONFERENCE, take_off(Mark.STAR, "session-000"), at=LATER)
        store.remember(CONFERENCE, "topic", {"a": "1"}, at=LATER)
    return path


def star_later(path: Path) -> None:
    """Another day's first mark, before which a copy is made."""
    with PersonalStore.open(path, at=LATER) as store:
        star(store, "later", at=LATER)


def overwrite(path: Path, page: int, pages: int = 1) -> None:
    with path.open("r+b") as file:
        file.seek(page * 4096)
        file.write(os.urandom(4096 * pages))


def middle(path: Path) -> None:
    overwrite(path, path.stat().st_size // 4096 // 2)


def beginning(path: Path) -> None:
    overwrite(path, 0)


def end(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def all_of_it(path: Path) -> None:
    path.write_text("no database")


def nonsense(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"typeof(topic)", b"tpyeof(topic)", 1))


@pytest.mark.parametrize(
    "spoil", [middle, beginning, end, all_of_it, nonsense], ids=lambda kind: kind.__name__
)
@pytest.mark.parametrize("is_set_aside", [False, True], ids=["in its place", "set aside"])
def test_a_damaged_schedule_comes_back_from_its_copy_and_what_can_be_read(
    tmp_path: Path, spoil: Callable[[Path], None], is_set_aside: bool
) -> None:
    path = lived(tmp_path)
    spoil(path)
    content = path.read_bytes()
    if is_set_aside:
        with PersonalStore.open(path, at=AT + timedelta(days=2)) as store:
            star(store, "new")
    else:
        assert overview(path).database.state is State.DAMAGED
    assert is_repairable(overview(path))
    repaired = mend(path)
    assert (repaired.kept_as is None) == is_set_aside
    assert (tmp_path / UNREADABLE).read_bytes() == content
    assert repaired.marks >= len(MANY) - 1
    assert stars_at(path) >= MANY - {"session-000"}
    assert ("new" in stars_at(path)) == is_set_aside
    assert mode_of(path) == 0o600
    assert not is_repairable(overview(path))
    assert mend(path) == Repaired()


def test_what_the_damaged_file_says_of_a_later_time_counts_more_than_the_copy(tmp_path: Path) -> None:
    path = lived(tmp_path)
    # The index alone is damaged: every mark can still be read.
    run_sql(path, "PRAGMA writable_schema = ON", "DELETE FROM sqlite_master WHERE name LIKE 'history%'")
    assert examine(path).state is State.DAMAGED
    repaired = mend(path)
    assert repaired.taken is not None
    assert repaired.taken.day == LATER.date()
    with PersonalStore.open(path, at=LATER) as store:
        schedule = store.load(CONFERENCE)
        assert schedule.stars == (MANY - {"session-000"}) | {"zz-later"}
        assert schedule.notes == {"zz-later": "text"}
        # The copy was taken whole, with what could be undone that day.
        assert store.undo(CONFERENCE, at=LATER) is not None


def test_without_a_copy_what_can_be_read_begins_a_new_schedule(tmp_path: Path) -> None:
    path = make_schedule(tmp_path, MANY)
    middle(path)
    repaired = mend(path)
    assert repaired.taken is None
    assert 0 < repaired.marks < len(MANY)
    assert stars_at(path) < MANY
    assert len(stars_at(path)) == repaired.marks
    # From both sides of the damage.
    assert {min(MANY), max(MANY)} <= stars_at(path)
    assert names_in(tmp_path) == {"schedule.sqlite3", "schedule.sqlite3.lock", UNREADABLE}


def test_a_damaged_copy_is_passed_for_the_one_before(tmp_path: Path) -> None:
    path = lived(tmp_path)
    with PersonalStore.open(path, at=LATER + timedelta(days=1)) as store:
        star(store, "third", at=LATER + timedelta(days=1))
    all_of_it(copies(path)[0].path)
    all_of_it(path)
    repaired = mend(path)
    assert repaired.taken is not None
    assert repaired.taken.day == LATER.date()
    assert stars_at(path) == MANY


def test_a_schedule_that_went_on_without_its_marks_keeps_what_was_set_since(tmp_path: Path) -> None:
    path = lived(tmp_path)
    all_of_it(path)
    with PersonalStore.open(path, at=AT + timedelta(days=2)) as store:
        store.keep(CONFERENCE, put(Mark.HIDDEN, "session-001"), at=AT)
        store.keep(CONFERENCE, (*put(Mark.STAR, "session-002"), *note("session-003", "new")), at=AT)
        store.keep(CONFERENCE, take_off(Mark.STAR, "session-002"), at=AT)
    mend(path)
    with PersonalStore.open(path, at=LATER) as store:
        schedule = store.load(CONFERENCE)
        assert schedule.stars == MANY - {"session-001", "session-002"}
        assert schedule.hidden == {"session-001"}
        assert schedule.notes == {"session-003": "new"}
    assert not is_repairable(overview(path))


def test_a_mark_taken_off_since_the_copy_is_not_lost_and_not_brought_back(tmp_path: Path) -> None:
    path = lived(tmp_path)
    assert "session-000" in stars_at(copies(path)[0].path)
    assert not is_repairable(overview(path))
    assert mend(path) == Repaired()
    assert "session-000" not in stars_at(path)


def test_a_schedule_that_was_deleted_comes_back_from_its_copy(tmp_path: Path) -> None:
    path = lived(tmp_path)
    path.unlink()
    assert mend(path).marks == len(MANY)
    assert stars_at(path) == MANY


def test_a_copy_of_an_older_layout_is_brought_up_to_date(tmp_path: Path) -> None:
    path = make_schedule(tmp_path)
    (tmp_path / "backups").mkdir()
    run_sql(
        path,
        "DROP TABLE history",
        "DROP TABLE remembered",
        "ALTER TABLE marks DROP COLUMN value",
        "PRAGMA user_version = 1",
    )
    path.rename(tmp_path / "backups" / "schedule-2026-11-22.sqlite3")
    path.write_text("no database")
    assert mend(path).marks == 1
    assert stars_at(path) == {"kept"}


def filters_at(path: Path) -> dict[str, str]:
    with PersonalStore.open(path, at=AT) as store:
        return dict(store.load(CONFERENCE).filters)


def keep_filters(path: Path, *, at: datetime = LATER, **queries: str | None) -> None:
    with PersonalStore.open(path, at=at) as store:
        store.keep_filters(queries, at=at)


def spoil_marks(path: Path) -> None:
    """Have the table of the marks unreadable, and no other."""
    ((page,),) = run_sql(path, "SELECT rootpage FROM sqlite_master WHERE name = 'marks'")
    overwrite(path, int(str(page)) - 1)


def test_saved_filters_come_back_as_marks_do(tmp_path: Path) -> None:
    path = make_schedule(tmp_path)
    keep_filters(path, at=AT, old="rust", mine="kind:talk")
    star_later(path)
    keep_filters(path, old=None, mine="kind:talk lang:en", new="day:sun")
    spoil_marks(path)
    repaired = mend(path)
    assert (repaired.marks, repaired.filters) == (1, 2)
    assert filters_at(path) == {"mine": "kind:talk lang:en", "new": "day:sun"}


def test_a_filter_removed_since_the_copy_is_not_lost_and_not_brought_back(tmp_path: Path) -> None:
    path = make_schedule(tmp_path)
    keep_filters(path, at=AT, old="rust")
    star_later(path)
    keep_filters(path, old=None)
    assert not is_repairable(overview(path))
    assert mend(path) == Repaired()
    assert filters_at(path) == {}


def test_filters_of_a_schedule_that_was_begun_anew_are_lost_until_it_is_repaired(tmp_path: Path) -> None:
    path = make_schedule(tmp_path, ())
    keep_filters(path, mine="rust", other="go")
    path.rename(path.with_name(UNREADABLE))
    keep_filters(path, mine="zig")
    assert [(row.key[1], row.is_filter) for row in overview(path).lost] == [("other", True)]
    assert mend(path) == Repaired(filters=1)
    assert filters_at(path) == {"mine": "zig", "other": "go"}


def test_a_newer_schedule_and_one_that_is_no_file_are_left_alone(tmp_path: Path) -> None:
    path = lived(tmp_path)
    run_sql(path, "PRAGMA user_version = 9", "DELETE FROM marks")
    content = path.read_bytes()
    assert mend(path) == Repaired()
    assert path.read_bytes() == content
    path.unlink()
    path.mkdir()
    assert mend(path) == Repaired()
    assert path.is_dir()


def says_newer(path: Path, version: int = 3) -> None:
    """Have the file say that it is of this layout, whatever else is wrong with it."""
    with path.open("r+b") as file:
        file.seek(60)
        file.write(version.to_bytes(4, "big"))


def last_page(path: Path) -> None:
    overwrite(path, path.stat().st_size // 4096 - 1)


@pytest.mark.parametrize("spoil", [middle, last_page], ids=lambda kind: kind.__name__)
def test_a_damaged_schedule_that_says_it_is_newer_is_set_aside_only_by_a_repair(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    path = lived(tmp_path)
    spoil(path)
    says_newer(path)
    content = path.read_bytes()
    with PersonalStore.open(path, at=LATER) as store, pytest.raises(CannotSave, match="newer scale-tui"):
        star(store, "new")
    assert path.read_bytes() == content
    repaired = mend(path)
    assert repaired.taken is not None
    assert repaired.kept_as is not None
    assert repaired.kept_as.read_bytes() == content
    assert MANY - {"session-000"} <= stars_at(path)
    assert examine(path).state is State.GOOD


def test_a_number_that_no_layout_will_ever_have_is_damage(tmp_path: Path) -> None:
    path = lived(tmp_path)
    says_newer(path, 2 << 24)
    assert examine(path).state is State.DAMAGED
    mend(path)
    assert stars_at(path) == (MANY - {"session-000"}) | {"zz-later"}


def unknown_statement(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE history", b"CREATE TABLE \x80istory", 1))


def unknown_order(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.create_collation("unknown", lambda one, other: (one > other) - (one < other))
        connection.execute("CREATE TABLE stickers (session TEXT COLLATE unknown PRIMARY KEY)")


@pytest.mark.parametrize("change", [unknown_statement, unknown_order], ids=lambda kind: kind.__name__)
def test_a_newer_schedule_that_this_sqlite_makes_no_sense_of_is_not_taken_for_damaged(
    tmp_path: Path, change: Callable[[Path], None]
) -> None:
    path = lived(tmp_path)
    change(path)
    says_newer(path)
    content = path.read_bytes()
    assert examine(path).state is State.NEWER
    assert mend(path) == Repaired()
    assert path.read_bytes() == content


def test_looking_changes_nothing(tmp_path: Path) -> None:
    path = lived(tmp_path)
    middle(path)
    path.chmod(0o644)
    before = {each: each.stat().st_mtime_ns for each in tmp_path.rglob("*")}
    content = path.read_bytes()
    assert overview(path).database.state is State.DAMAGED
    assert {each: each.stat().st_mtime_ns for each in tmp_path.rglob("*")} == before
    assert path.read_bytes() == content
    assert mode_of(path) == 0o644


def test_a_repair_while_another_program_writes_says_so(tmp_path: Path) -> None:
    path = lived(tmp_path)
    all_of_it(path)
    with hold(lock_path(path), 1.0), pytest.raises(CannotSave, match="another scale-tui is writing"):
        repair(path, AT, 0.05)
    assert path.read_text() == "no database"


def test_a_file_of_another_program_gives_no_marks(tmp_path: Path) -> None:
    path = make_schedule(tmp_path)
    run_sql(path, "PRAGMA application_id = 12345")
    assert examine(path).rows == {}
    mend(path)
    assert stars_at(path) == set()


def test_an_app_that_is_open_goes_on_with_the_repaired_schedule(tmp_path: Path) -> None:
    path = lived(tmp_path)
    with PersonalStore.open(path, at=LATER) as store:
        path.write_text("no database")
        mend(path)
        star(store, "after", at=LATER)
        assert store.load(CONFERENCE).stars == MANY | {"after"}
        assert store.has_changed()
    assert stars_at(path) == MANY | {"after"}


def test_a_repair_that_is_killed_at_any_moment_can_be_done_again(tmp_path: Path) -> None:
    kills = 200 if IS_FULL_SIZE else 20
    told = told_by("kill_repairs.py", tmp_path, kills, 20261123)
    print(told)
    assert (told["kills"], told["lost"], told["gone"]) == (kills, 0, 0)


@settings(max_examples=60, deadline=None)
@given(
    spoilt=st.lists(st.tuples(st.integers(0, 40_000), st.integers(0, 255)), min_size=1, max_size=60),
)
def test_whatever_bytes_change_a_repair_leaves_a_sound_schedule_with_the_marks_of_the_copy(
    tmp_path_factory: pytest.TempPathFactory, spoilt: list[tuple[int, int]]
) -> None:
    path = make_schedule(tmp_path_factory.mktemp("bits"), {f"session-{count}" for count in range(100)})
    with PersonalStore.open(path, at=LATER) as store:
        star(store, "later", at=LATER)
    content = bytearray(path.read_bytes())
    for where, value in spoilt:
        content[where % len(content)] = value
    path.write_bytes(content)
    state = examine(path).state
    mend(path)
    if state is State.NEWER:
        # Whole but for its number, or of tables that this SQLite makes no sense of.
        assert path.read_bytes() == content
        return
    if state in (State.DAMAGED, State.MISSING):
        assert {f"session-{count}" for count in range(100)} <= stars_at(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with PersonalStore.open(path, at=LATER) as store:
        assert isinstance(store.load(CONFERENCE), PersonalSchedule)
