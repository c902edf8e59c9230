"""What a store promises of every kind of mark, of undoing, and of what it remembers beside them."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import session
from scale_tui.domain.agenda import Agenda, Kind, Link, Role, Speaker
from scale_tui.domain.errors import CannotRead, CannotSave
from scale_tui.domain.marks import Change, Mark, Setting, note, own_entry, put, take_off
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.storage.history import KEPT, LARGEST
from scale_tui.storage.looking_store import LookingStore
from scale_tui.storage.personal import PersonalStore
from storage.databases import AT, CONFERENCE, run_sql, star
from strategies import agendas

LUNCH = session("13:00", 60, title="Lunch with Ada", id="own-1", kind=Kind.OTHER)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "schedule.sqlite3"


@pytest.fixture
def store(path: Path) -> PersonalStore:
    return PersonalStore.open(path, at=AT)


def keep(store: PersonalStore, *changes: tuple[Setting, ...]) -> None:
    for change in changes:
        store.keep(CONFERENCE, change, at=AT)


def test_every_kind_of_mark_is_there_for_the_next_start(store: PersonalStore, path: Path) -> None:
    gone = replace(
        session("10:00", title="Gone", room="Hall", track="Net"),
        speakers=(Speaker("Ada", "Acme", Role.MODERATOR), Speaker("Bo")),
        links=(Link("https://example.org", "Slides"),),
        abstract="All\n\nof it ✨",
        url="https://example.org/gone",
        is_cancelled=True,
    )
    keep(
        store,
        put(Mark.STAR, "a"),
        put(Mark.BACKUP, "b"),
        put(Mark.HIDDEN, "c"),
        put(Mark.HIDDEN_ROOM, "Cellar"),
        put(Mark.HIDDEN_TRACK, "Legal"),
        note("a", "  ask about\x1b[2J optics\r\n\r\nand trees \u202e "),
        own_entry(LUNCH),
        (Setting("gone", Mark.GONE, gone),),
    )
    with PersonalStore.open(path, at=AT) as again:
        assert again.load(CONFERENCE) == PersonalSchedule(
            stars=frozenset("a"),
            backups=frozenset("b"),
            hidden=frozenset("c"),
            hidden_rooms=frozenset({"Cellar"}),
            hidden_tracks=frozenset({"Legal"}),
            notes={"a": "ask about[2J optics\n\nand trees"},
            own=(LUNCH,),
            gone=(gone,),
        )


def test_of_star_backup_and_hidden_a_session_has_the_one_that_was_set_last(store: PersonalStore) -> None:
    keep(store, put(Mark.STAR, "a"), put(Mark.BACKUP, "a"))
    assert store.load(CONFERENCE) == PersonalSchedule(backups=frozenset("a"))
    keep(store, put(Mark.HIDDEN, "a"))
    assert store.load(CONFERENCE) == PersonalSchedule(hidden=frozenset("a"))
    keep(store, put(Mark.STAR, "a"))
    assert store.load(CONFERENCE) == PersonalSchedule(stars=frozenset("a"))


def test_an_own_entry_that_cannot_be_read_hides_nothing_else(store: PersonalStore, path: Path) -> None:
    keep(store, put(Mark.STAR, "a"), own_entry(LUNCH))
    run_sql(path, "UPDATE marks SET value = '[1' WHERE mark = 'own'")
    assert store.load(CONFERENCE) == PersonalSchedule(stars=frozenset("a"))


def test_what_was_marked_together_is_undone_together(store: PersonalStore) -> None:
    keep(store, put(Mark.BACKUP, "a"), (*put(Mark.STAR, "a"), *put(Mark.BACKUP, "b")))
    assert store.undo(CONFERENCE, at=AT) is not None
    assert store.load(CONFERENCE) == PersonalSchedule(backups=frozenset("a"))
    assert store.redo(CONFERENCE, at=AT) is not None
    assert store.load(CONFERENCE) == PersonalSchedule(frozenset("a"), backups=frozenset("b"))


def test_undo_tells_what_it_set(store: PersonalStore) -> None:
    keep(store, note("a", "first"), note("a", "second"), own_entry(LUNCH))
    assert store.undo(CONFERENCE, at=AT) == Change((Setting("own-1", Mark.OWN, None),))
    assert store.undo(CONFERENCE, at=AT) == Change((Setting("a", Mark.NOTE, "first"),))
    assert store.redo(CONFERENCE, at=AT) == Change((Setting("a", Mark.NOTE, "second"),))
    assert store.redo(CONFERENCE, at=AT) == Change((Setting("own-1", Mark.OWN, LUNCH),))


def test_undo_goes_on_after_a_restart_and_from_another_program(store: PersonalStore, path: Path) -> None:
    keep(store, put(Mark.STAR, "a"), put(Mark.STAR, "b"))
    with PersonalStore.open(path, at=AT) as another:
        assert another.undo(CONFERENCE, at=AT) is not None
    assert store.load(CONFERENCE).stars == {"a"}
    assert store.undo(CONFERENCE, at=AT) is not None
    assert store.load(CONFERENCE).stars == frozenset()
    with PersonalStore.open(path, at=AT) as another:
        assert another.redo(CONFERENCE, at=AT) is not None
    assert store.load(CONFERENCE).stars == {"a"}


def test_what_was_not_done_by_hand_is_not_undone_by_hand(store: PersonalStore) -> None:
    keep(store, put(Mark.STAR, "a"))
    store.keep(CONFERENCE, put(Mark.STAR, "b"), at=AT, is_undoable=False)
    store.undo(CONFERENCE, at=AT)
    assert store.load(CONFERENCE).stars == {"b"}


def test_what_somebody_else_changed_since_is_not_overwritten_by_an_undo(store: PersonalStore) -> None:
    keep(store, put(Mark.STAR, "a"), note("b", "mine"))
    store.keep(CONFERENCE, note("b", "theirs"), at=AT, is_undoable=False)
    store.undo(CONFERENCE, at=AT)
    assert store.load(CONFERENCE) == PersonalSchedule(notes={"b": "theirs"})


def test_each_conference_is_undone_for_itself(store: PersonalStore) -> None:
    keep(store, put(Mark.STAR, "a"))
    store.keep("other", put(Mark.STAR, "b"), at=AT)
    store.undo(CONFERENCE, at=AT)
    assert store.load(CONFERENCE).stars == frozenset()
    assert store.load("other").stars == {"b"}


def test_with_nothing_done_there_is_nothing_to_undo_and_no_file_is_made(
    store: PersonalStore, path: Path
) -> None:
    assert store.undo(CONFERENCE, at=AT) is None
    assert store.redo(CONFERENCE, at=AT) is None
    assert not path.exists()


def test_the_history_does_not_grow_for_ever(store: PersonalStore, path: Path) -> None:
    for count in range(KEPT + 5):
        keep(store, note("a", str(count)))
    store.keep("other", put(Mark.STAR, "b"), at=AT)
    assert run_sql(path, "SELECT count(*) FROM history") == [(KEPT + 1,)]
    store.undo(CONFERENCE, at=AT)
    assert store.load(CONFERENCE).notes == {"a": str(KEPT + 3)}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(list(Mark)[:3]), st.booleans()), max_size=8))
def test_undoing_everything_brings_back_the_start_and_redoing_everything_the_end(
    tmp_path_factory: pytest.TempPathFactory, asked: list[tuple[str, Mark, bool]]
) -> None:
    with PersonalStore.open(tmp_path_factory.mktemp("law") / "schedule.sqlite3", at=AT) as store:
        star(store, "a")
        store.undo(CONFERENCE, at=AT)
        states = [store.load(CONFERENCE)]
        for subject, mark, is_on in asked:
            keep(store, put(mark, subject) if is_on else take_off(mark, subject))
            if store.load(CONFERENCE) != states[-1]:
                states.append(store.load(CONFERENCE))
        for state in states[-2::-1]:
            assert store.undo(CONFERENCE, at=AT)
            assert store.load(CONFERENCE) == state
        assert store.undo(CONFERENCE, at=AT) is None
        for state in states[1:]:
            assert store.redo(CONFERENCE, at=AT)
            assert store.load(CONFERENCE) == state
        assert len(states) == 1 or store.redo(CONFERENCE, at=AT) is None


@settings(max_examples=30, deadline=None)
@given(agendas())
def test_any_session_comes_back_from_the_disk_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, conference: Agenda
) -> None:
    with PersonalStore.open(tmp_path_factory.mktemp("law") / "schedule.sqlite3", at=AT) as store:
        keep(store, tuple(Setting(each.id, Mark.GONE, each) for each in conference.sessions))
        assert {each.id: each for each in store.load(CONFERENCE).gone} == dict(conference.by_id)


def test_the_log_has_what_was_taken_off_too_and_when(store: PersonalStore) -> None:
    keep(store, put(Mark.STAR, "a"), note("a", "text"))
    store.keep(CONFERENCE, take_off(Mark.STAR, "a"), at=AT + timedelta(minutes=3))
    logged = {each.mark: (each.value, each.changed_at) for each in store.log(CONFERENCE)}
    assert logged == {Mark.STAR: (None, AT + timedelta(minutes=3)), Mark.NOTE: ("text", AT)}


def test_what_is_remembered_is_there_for_the_next_start_and_can_be_forgotten(
    store: PersonalStore, path: Path
) -> None:
    store.remember(CONFERENCE, "topic", {"a": "1", "b": "2"}, at=AT)
    store.remember(CONFERENCE, "topic", {"a": "3", "b": None}, at=AT)
    with PersonalStore.open(path, at=AT) as again:
        assert again.remembered(CONFERENCE, "topic") == {"a": "3"}
        assert again.remembered(CONFERENCE, "other") == {}
        assert again.remembered("other", "topic") == {}


def test_saved_filters_are_there_at_every_conference_until_they_are_removed(
    store: PersonalStore, path: Path
) -> None:
    store.keep_filters({"Rust": "rust", "b": "is:star"}, at=AT)
    with PersonalStore.open(path, at=AT) as other:
        other.keep_filters({"b": None, "Sunday": "day:sun"}, at=AT)
        assert other.load("elsewhere").filters == {"Rust": "rust", "Sunday": "day:sun"}
    assert store.has_changed()
    assert store.load(CONFERENCE).filters == {"Rust": "rust", "Sunday": "day:sun"}
    assert LookingStore(path, "no").load(CONFERENCE).filters == {"Rust": "rust", "Sunday": "day:sun"}
    assert store.undo(CONFERENCE, at=AT) is None


def test_once_is_once_for_all_who_ask(store: PersonalStore, path: Path) -> None:
    with PersonalStore.open(path, at=AT) as other:
        assert store.remember_once(CONFERENCE, "topic", "key", "", at=AT)
        assert not other.remember_once(CONFERENCE, "topic", "key", "", at=AT)
        assert other.remember_once(CONFERENCE, "topic", "another", "", at=AT)
        assert not store.remember_once(CONFERENCE, "topic", "another", "", at=AT)


def test_an_undo_does_not_take_a_choice_away_that_another_program_made_since(store: PersonalStore) -> None:
    keep(store, put(Mark.STAR, "a"), take_off(Mark.STAR, "a"))
    store.keep(CONFERENCE, put(Mark.HIDDEN, "a"), at=AT, is_undoable=False)
    store.undo(CONFERENCE, at=AT)
    assert store.load(CONFERENCE) == PersonalSchedule(hidden=frozenset("a"))


def test_an_undo_does_not_bring_half_a_choice_back(store: PersonalStore, path: Path) -> None:
    keep(store, put(Mark.BACKUP, "a"), put(Mark.STAR, "a"))
    store.keep(CONFERENCE, put(Mark.HIDDEN, "a"), at=AT, is_undoable=False)
    store.undo(CONFERENCE, at=AT)
    assert store.load(CONFERENCE) == PersonalSchedule(hidden=frozenset("a"))
    assert run_sql(path, "SELECT mark FROM marks WHERE is_on") == [("hidden",)]


def test_of_a_change_that_was_changed_in_part_since_the_rest_is_undone(store: PersonalStore) -> None:
    keep(store, (*put(Mark.STAR, "a"), *put(Mark.STAR, "b"), *note("a", "text")))
    store.keep(CONFERENCE, put(Mark.BACKUP, "b"), at=AT, is_undoable=False)
    store.undo(CONFERENCE, at=AT)
    assert store.load(CONFERENCE) == PersonalSchedule(backups=frozenset("b"))


def test_a_mark_set_and_taken_off_in_one_change_is_as_before_when_that_is_undone(
    store: PersonalStore,
) -> None:
    keep(
        store, (*put(Mark.STAR, "a"), *take_off(Mark.STAR, "a"), *put(Mark.STAR, "b"), *put(Mark.BACKUP, "b"))
    )
    assert store.load(CONFERENCE) == PersonalSchedule(backups=frozenset("b"))
    store.undo(CONFERENCE, at=AT)
    assert store.load(CONFERENCE) == PersonalSchedule()
    store.redo(CONFERENCE, at=AT)
    assert store.load(CONFERENCE) == PersonalSchedule(backups=frozenset("b"))


BROKEN_STEPS = (
    "",
    "[",
    "{}",
    "null",
    "[[]]",
    '["abcd"]',
    '[["a", "star"]]',
    '[["a", "star", null, 1]]',
    '[["a", "star", {}, ""]]',
    '[["a", "star", false, ""]]',
    '[[["a"], "star", null, ""]]',
    '[["a", "star", "\\ud800", ""]]',
    '[["\\udfff", "star", null, ""]]',
    "[" * 100_000,
)


@pytest.mark.parametrize("steps", BROKEN_STEPS, ids=lambda steps: steps[:30].replace("\\", ""))
def test_a_change_that_cannot_be_read_is_passed_by_undo(store: PersonalStore, path: Path, steps: str) -> None:
    keep(store, put(Mark.STAR, "b"), put(Mark.STAR, "a"))
    quoted = steps.replace("'", "''")
    run_sql(path, f"UPDATE history SET steps = '{quoted}' WHERE number = 2")
    assert store.undo(CONFERENCE, at=AT) == Change((Setting("b", Mark.STAR, None),))
    assert store.load(CONFERENCE).stars == {"a"}
    assert store.undo(CONFERENCE, at=AT) is None


def test_the_history_of_large_changes_is_bounded_by_its_size(store: PersonalStore, path: Path) -> None:
    texts = [f"{count}{'x' * 9000}\n{'é' * 900}" for count in range(KEPT)]
    for text in texts:
        keep(store, (*note("a", text), *note("b", text)))
    ((size,),) = run_sql(path, "SELECT sum(length(steps)) FROM history")
    assert isinstance(size, int)
    assert LARGEST < size < LARGEST * 1.2
    assert store.undo(CONFERENCE, at=AT) is not None
    assert store.load(CONFERENCE).notes == dict.fromkeys("ab", texts[-2])


def test_a_change_larger_than_the_history_can_be_undone_all_the_same(store: PersonalStore) -> None:
    keep(store, put(Mark.STAR, "before"), tuple(note(f"{count}", "x" * 9000)[0] for count in range(150)))
    assert store.undo(CONFERENCE, at=AT) is not None
    assert store.load(CONFERENCE) == PersonalSchedule(frozenset({"before"}))
    assert store.undo(CONFERENCE, at=AT) is not None


def test_a_clock_that_goes_back_changes_neither_marks_nor_the_order_of_undoing(store: PersonalStore) -> None:
    keep(store, put(Mark.STAR, "a"))
    store.keep(CONFERENCE, put(Mark.STAR, "b"), at=AT - timedelta(days=400))
    store.keep(CONFERENCE, take_off(Mark.STAR, "a"), at=AT - timedelta(days=800))
    assert store.load(CONFERENCE).stars == {"b"}
    store.undo(CONFERENCE, at=AT - timedelta(days=1200))
    assert store.load(CONFERENCE).stars == {"a", "b"}
    store.undo(CONFERENCE, at=AT)
    assert store.load(CONFERENCE).stars == {"a"}


def test_a_newer_schedule_with_tables_of_its_own_is_read_and_not_undone(
    store: PersonalStore, path: Path
) -> None:
    keep(store, put(Mark.STAR, "a"), note("a", "text"))
    run_sql(
        path,
        "CREATE TABLE devices (name TEXT)",
        "DROP TABLE history",
        "DROP TABLE remembered",
        "PRAGMA user_version = 9",
    )
    content = path.read_bytes()
    assert store.load(CONFERENCE) == PersonalSchedule(frozenset("a"), notes={"a": "text"})
    with pytest.raises(CannotRead):
        store.remembered(CONFERENCE, "topic")
    for change in (store.undo, store.redo):
        with pytest.raises(CannotSave, match="newer scale-tui"):
            change(CONFERENCE, at=AT)
    with pytest.raises(CannotSave, match="newer scale-tui"):
        store.remember_once(CONFERENCE, "topic", "key", "", at=AT)
    assert path.read_bytes() == content
