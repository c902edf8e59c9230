"""What a store promises about a database of another version of this program."""

from pathlib import Path

import pytest

from scale_tui.domain.errors import CannotRead, CannotSave
from scale_tui.domain.marks import note
from scale_tui.storage import migrations
from scale_tui.storage.personal import PersonalStore
from storage.databases import AT, CONFERENCE, make_schedule, names_in, run_sql, star, stars_at


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
        with PersonalStore.open(path, at=AT) as store, pytest.raises(CannotRead):
            store.load(CONFERENCE)
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
