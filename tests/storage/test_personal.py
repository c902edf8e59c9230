"""What a store promises while nothing is wrong."""

import sqlite3
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scale_tui.domain.errors import CannotSave
from scale_tui.domain.marks import Mark, Setting
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.storage.database import connect, number, writing
from scale_tui.storage.personal import PersonalStore
from storage.databases import AT, CONFERENCE, make_schedule, mode_of, names_in, run_sql, star, stars_at

LATER = AT + timedelta(minutes=5)
ROWS = "SELECT session, is_on, changed_at FROM marks ORDER BY session"


def test_nothing_is_made_before_the_first_mark(tmp_path: Path) -> None:
    path = tmp_path / "scale-tui" / "schedule.sqlite3"
    with PersonalStore.open(path, at=AT) as store:
        assert store.load(CONFERENCE) == PersonalSchedule()
        assert not store.has_changed()
        star(store)
        star(store, "never set", is_on=False)
        assert store.notice is None
        assert not store.is_read_only
    assert names_in(tmp_path) == set()


def test_a_mark_is_there_for_the_next_start(tmp_path: Path) -> None:
    with PersonalStore.open(tmp_path / "a" / "b" / "schedule.sqlite3", at=AT) as store:
        star(store, "one", "two")
        assert store.load(CONFERENCE).stars == {"one", "two"}
    assert stars_at(tmp_path / "a" / "b" / "schedule.sqlite3") == {"one", "two"}


def test_conferences_do_not_mix(tmp_path: Path) -> None:
    with PersonalStore.open(make_schedule(tmp_path), at=AT) as store:
        assert store.load("another").stars == set()


def test_a_mark_of_a_kind_unknown_here_is_no_star(tmp_path: Path) -> None:
    path = make_schedule(tmp_path)
    run_sql(path, "INSERT INTO marks VALUES ('conference', 'other', 'medal', 1, '', NULL)")
    assert stars_at(path) == {"kept"}


def test_a_star_taken_off_is_remembered_as_taken_off(tmp_path: Path) -> None:
    path = make_schedule(tmp_path)
    with PersonalStore.open(path, at=AT) as store:
        star(store, "kept", is_on=False, at=LATER)
        assert store.load(CONFERENCE).stars == set()
    assert run_sql(path, ROWS) == [("kept", 0, "2026-11-23T10:20:00.000000+00:00")]


def test_setting_what_is_set_changes_nothing_not_even_its_time(tmp_path: Path) -> None:
    path = make_schedule(tmp_path)
    with PersonalStore.open(path, at=AT) as store, PersonalStore.open(path, at=AT) as other:
        before = path.read_bytes()
        star(store, "kept", at=LATER)
        star(store, "never set", is_on=False, at=LATER)
        assert path.read_bytes() == before
        assert not other.has_changed()
        star(store, "kept", is_on=False, at=LATER)
        star(store, "kept", is_on=False, at=LATER + timedelta(hours=1))
    assert run_sql(path, ROWS) == [("kept", 0, "2026-11-23T10:20:00.000000+00:00")]


def test_the_time_of_a_mark_is_kept_in_utc(tmp_path: Path) -> None:
    path = make_schedule(tmp_path, ())
    with PersonalStore.open(path, at=AT) as store:
        star(store, "x", at=datetime(2026, 11, 23, 2, 15, tzinfo=timezone(-timedelta(hours=8))))
    assert run_sql(path, ROWS) == [("x", 1, "2026-11-23T10:15:00.000000+00:00")]


def test_a_time_without_zone_is_refused(tmp_path: Path) -> None:
    with PersonalStore.open(tmp_path / "schedule.sqlite3", at=AT) as store:
        with pytest.raises(ValueError, match="time zone"):
            star(store, "x", at=datetime(2026, 11, 23, 10, 15))  # noqa: DTZ001
        assert names_in(tmp_path) == set()


def test_all_sessions_of_one_call_are_marked_or_none(tmp_path: Path) -> None:
    path = make_schedule(tmp_path)
    with PersonalStore.open(path, at=AT) as store:
        with pytest.raises(CannotSave, match="half a character"):
            star(store, "good", "\ud800")
        assert store.load(CONFERENCE).stars == {"kept"}
        star(store, "next")
    assert stars_at(path) == {"kept", "next"}


def test_two_stores_see_each_other_by_has_changed(tmp_path: Path) -> None:
    path = tmp_path / "schedule.sqlite3"
    with PersonalStore.open(path, at=AT) as mine, PersonalStore.open(path, at=AT) as theirs:
        star(mine, "first")
        assert not mine.has_changed()
        assert theirs.has_changed()
        assert not theirs.has_changed()
        assert theirs.load(CONFERENCE).stars == {"first"}
        star(theirs, "second")
        star(mine, "third")
        assert mine.has_changed()
        assert not mine.has_changed()
        assert mine.load(CONFERENCE).stars == {"first", "second", "third"}


def test_a_star_that_another_store_was_the_first_to_set_can_be_taken_off(tmp_path: Path) -> None:
    path = tmp_path / "schedule.sqlite3"
    with PersonalStore.open(path, at=AT) as mine, PersonalStore.open(path, at=AT) as theirs:
        star(theirs, "first")
        star(mine, "first", is_on=False)
        assert theirs.load(CONFERENCE).stars == set()


def test_a_change_that_loading_met_first_is_still_told(tmp_path: Path) -> None:
    path = tmp_path / "schedule.sqlite3"
    with PersonalStore.open(path, at=AT) as mine, PersonalStore.open(path, at=AT) as theirs:
        star(mine, "first")
        assert theirs.load(CONFERENCE).stars == {"first"}
        assert theirs.has_changed()
        star(mine, "second")
        assert theirs.load(CONFERENCE).stars == {"first", "second"}
        star(theirs, "third")
        assert theirs.has_changed()


def test_a_store_belongs_to_the_thread_that_opened_it(tmp_path: Path) -> None:
    caught: list[BaseException] = []

    def load() -> None:
        try:
            store.load(CONFERENCE)
        except sqlite3.ProgrammingError as error:
            caught.append(error)

    with PersonalStore.open(make_schedule(tmp_path), at=AT) as store:
        elsewhere = threading.Thread(target=load)
        elsewhere.start()
        elsewhere.join()
    assert len(caught) == 1


def test_a_closed_store_is_refused(tmp_path: Path) -> None:
    path = make_schedule(tmp_path)
    store = PersonalStore.open(path, at=AT)
    store.close()
    store.close()
    for use in (lambda: store.load(CONFERENCE), lambda: star(store, "x"), store.has_changed):
        with pytest.raises(ValueError, match="closed"):
            use()


def test_only_the_attendee_can_read_what_is_made(tmp_path: Path) -> None:
    path = make_schedule(tmp_path / "scale-tui")
    assert mode_of(path.parent) == 0o700
    assert names_in(path.parent) == {"schedule.sqlite3", "schedule.sqlite3.lock"}
    assert {mode_of(each) for each in path.parent.iterdir()} == {0o600}
    connection = connect(path, 1.0, is_writable=True)
    with writing(connection):
        connection.execute("DELETE FROM marks")
        assert mode_of(path.with_name("schedule.sqlite3-journal")) == 0o600
    connection.close()


def test_rights_of_others_are_taken_off_an_existing_schedule(tmp_path: Path) -> None:
    path = make_schedule(tmp_path / "scale-tui")
    for each in (path, path.with_name("schedule.sqlite3.lock")):
        each.chmod(0o644)
    path.parent.chmod(0o755)
    with PersonalStore.open(path, at=AT) as store:
        assert (mode_of(path), mode_of(path.parent)) == (0o600, 0o700)
        star(store, "x")
    assert mode_of(path.with_name("schedule.sqlite3.lock")) == 0o600


def test_a_folder_not_named_for_this_program_keeps_its_rights(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o755)
    path = make_schedule(shared)
    assert (mode_of(path), mode_of(shared)) == (0o600, 0o755)
    assert stars_at(path) == {"kept"}
    assert mode_of(shared) == 0o755


def test_a_mark_is_synced_before_it_counts_as_set(tmp_path: Path) -> None:
    connection = connect(make_schedule(tmp_path), 1.0, is_writable=True)
    with writing(connection):
        extra = 3
        assert number(connection, "synchronous") == extra
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    connection.close()


def test_the_layout_is_numbered_and_the_file_says_whose_it_is(tmp_path: Path) -> None:
    path = make_schedule(tmp_path)
    assert run_sql(path, "PRAGMA user_version") == [(2,)]
    assert run_sql(path, "PRAGMA application_id") == [(int.from_bytes(b"SCTU"),)]


SESSIONS = st.sampled_from(["a", "b", "c", "'; DROP TABLE marks; --", "é\u0301\n", "\x00", ""])
CALLS = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from(["one", "two"]),
        st.lists(SESSIONS, max_size=4),
        st.booleans(),
        st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(calls=CALLS)
def test_the_last_write_wins_whichever_store_made_it(
    tmp_path_factory: pytest.TempPathFactory, calls: list[tuple[int, str, list[str], bool, datetime]]
) -> None:
    path = tmp_path_factory.mktemp("law") / "schedule.sqlite3"
    model: dict[tuple[str, str], tuple[bool, str]] = {}
    with PersonalStore.open(path, at=AT) as first, PersonalStore.open(path, at=AT) as second:
        stores = (first, second)
        for who, conference, sessions, is_on, at in calls:
            is_news = False
            for session in sessions:
                if model.get((conference, session), (False, ""))[0] != is_on:
                    model[conference, session] = (is_on, at.isoformat(timespec="microseconds"))
                    is_news = True
            wanted = (Setting(session, Mark.STAR, "" if is_on else None) for session in sessions)
            stores[who].keep(conference, wanted, at=at)
            assert stores[1 - who].has_changed() == is_news
            assert not stores[who].has_changed()
            for store in stores:
                for each in ("one", "two"):
                    starred = {session for (of, session), (on, _) in model.items() if of == each and on}
                    assert store.load(each).stars == starred
    if model:
        rows = run_sql(path, "SELECT conference, session, is_on, changed_at FROM marks")
        assert {(of, session): (bool(on), at) for of, session, on, at in rows} == model
