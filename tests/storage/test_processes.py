"""What a store promises to processes that use it at once, or are killed."""

from pathlib import Path

from scale_tui.storage.backups import copies
from scale_tui.storage.personal import PersonalStore
from storage.databases import AT, CONFERENCE, make_schedule, names_in, stars_at
from storage.processes import IS_FULL_SIZE, start_together, told_by

MARKS_EACH = 500 if IS_FULL_SIZE else 60
KILLS = 1000 if IS_FULL_SIZE else 40


def marks_of_all(path: Path, processes: int, marks_each: int) -> set[str]:
    """Have that many processes mark at once; the marks that must be there afterwards."""
    said = start_together([("mark_many.py", path, name, marks_each) for name in range(processes)])
    print(f"{processes} processes x {marks_each}: longest wait {max(map(float, said)):.3f} s")
    return {f"{name}-{each}" for name in range(processes) for each in range(marks_each)}


def test_no_mark_of_eight_processes_is_lost(tmp_path: Path) -> None:
    path = make_schedule(tmp_path)
    expected = marks_of_all(path, 8, MARKS_EACH)
    with PersonalStore.open(path, at=AT) as store:
        schedule = store.load(CONFERENCE)
        assert schedule.stars == expected | {"kept"}
        assert schedule.notes == {mark: f"about {mark}" for mark in expected}
        assert schedule.hidden_rooms == expected
        assert store.remembered(CONFERENCE, "topic") == {mark: mark.partition("-")[0] for mark in expected}
        # One answer each, of whoever asked first.
        assert len(store.remembered(CONFERENCE, "race")) == MARKS_EACH
    (copy,) = copies(path)
    assert stars_at(copy.path) == {"kept"}


def test_undo_takes_back_what_eight_processes_did_whole_change_by_whole_change(tmp_path: Path) -> None:
    path = make_schedule(tmp_path)
    marks_of_all(path, 8, 2)
    with PersonalStore.open(path, at=AT) as store:
        for left in range(15, -1, -1):
            assert store.undo(CONFERENCE, at=AT) is not None
            schedule = store.load(CONFERENCE)
            assert schedule.stars - {"kept"} == schedule.notes.keys() == schedule.hidden_rooms
            assert len(schedule.notes) == left


def test_several_first_starts_at_once_make_one_schedule(tmp_path: Path) -> None:
    for turn in range(2):
        path = tmp_path / f"{turn}" / "scale-tui" / "schedule.sqlite3"
        assert marks_of_all(path, 6, 2) == stars_at(path)
        assert names_in(path.parent) == {"schedule.sqlite3", "schedule.sqlite3.lock"}


def test_several_starts_at_once_set_a_damaged_file_aside_once(tmp_path: Path) -> None:
    path = tmp_path / "schedule.sqlite3"
    path.write_text("no database")
    assert marks_of_all(path, 6, 2) == stars_at(path)
    aside = [each for each in tmp_path.iterdir() if "unreadable" in each.name]
    assert [each.read_text() for each in aside] == ["no database"]


def test_what_was_saved_survives_a_kill_at_any_moment(tmp_path: Path) -> None:
    told = told_by("kill_writers.py", tmp_path, KILLS, 20261123)
    print(told)
    assert told["kills"] == KILLS
    for fault in ("lost", "halved", "set_aside", "history_broken", "copies_damaged"):
        assert told[fault] == 0, fault
    assert told["saved"]
    assert told["copies"]
