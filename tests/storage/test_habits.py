"""What is remembered of how the app was left: a small file that never stands in anybody's way."""

import os
import stat
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import at
from scale_tui.domain.habits import LARGEST, MOST_POSITIONS, Habits, read_habits
from scale_tui.domain.position import Position
from scale_tui.storage.habits import habits_at, leave, positions_in, remember
from scale_tui.storage.paths import habits_path

WHEN = at("12:20")


def theme(name: str, configured: str = "") -> partial[None]:
    return partial(_choose, name=name, configured=configured)


def _choose(habits: Habits, *, name: str, configured: str) -> None:
    habits.choose_theme(name, configured)


def left(conference: str, session: str) -> partial[None]:
    return partial(leave, conference=conference, position=Position(session, WHEN))


def said(habits: Habits) -> tuple[str, str, dict[str, tuple[str, int]]]:
    return habits.theme, habits.configured, habits.positions


NOTHING = said(Habits())


def test_what_is_remembered_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "new" / "habits"
    remember(path, theme("nord", "scale-light"))
    remember(path, left("democon", "a-1"))
    found = habits_at(path)
    assert (found.theme, found.configured) == ("nord", "scale-light")
    assert positions_in(found) == {"democon": Position("a-1", WHEN)}
    assert path.read_text() == "theme\tnord\tscale-light\nposition\tdemocon\t1726082400000000\ta-1\n"


def test_it_is_the_attendees_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "habits"
    remember(path, theme("nord"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert list(path.parent.iterdir()) == [path]


def test_of_two_programs_each_keeps_what_the_other_has_left(tmp_path: Path) -> None:
    path = tmp_path / "habits"
    remember(path, left("one", "first"))
    remember(path, left("two", "second"))
    remember(path, theme("nord"))
    remember(path, left("one", "third"))
    found = habits_at(path)
    assert found.theme == "nord"
    assert {name: session for name, (session, _) in found.positions.items()} == {
        "one": "third",
        "two": "second",
    }


def test_a_conference_is_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "habits"
    remember(path, left("one", "a"))
    remember(path, left("two", "b"))
    remember(path, lambda habits: habits.forget("one"))
    remember(path, lambda habits: habits.forget("three"))
    assert set(habits_at(path).positions) == {"two"}


def test_where_nothing_has_changed_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "habits"
    remember(path, lambda _: None)
    assert not path.exists()
    remember(path, left("one", "a"))
    before = path.stat().st_ino, path.stat().st_mtime_ns
    remember(path, left("one", "a"))
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == before


def test_of_very_many_conferences_those_left_last_are_known() -> None:
    habits = Habits()
    for number in range(MOST_POSITIONS + 20):
        habits.leave(f"c{number}", "a", 0)
    habits.leave("c20", "b", 1)
    habits.leave("new", "a", 0)
    assert len(habits.positions) == MOST_POSITIONS
    assert habits.positions["c20"] == ("b", 1)
    assert "c21" not in habits.positions
    longest = Habits()
    for number in range(MOST_POSITIONS):
        longest.leave(f"{number}".ljust(200, "\U0001f4a9"), "\U0001f4a9" * 200, -1)
    assert len(longest.written()) < 200_000


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"theme",
        b"theme\n",
        b"theme\tnord\n",
        b"theme\t\t\n",
        b"theme\tnord\t",
        b"theme\tnord\t\tmore\n",
        b"theme\tno\x1brd\t\n",
        b"theme\t" + b"n" * 201 + b"\t\n",
        b"position\tone\t\ta\n",
        b"position\tone\t1.5\ta\n",
        b"position\tone\t--1\ta\n",
        b"position\tone\t" + b"9" * 150 + b"\ta\n",
        b"position\tone\t999999999999999999\ta\n",
        b"position\t\t1\ta\n",
        b"position\tone\t1\n",
        b"position\tone\t1\t\x1b]0;a\x07\n",
        b"position\tone\t1\ta",
        "position\tone\t１\ta\n".encode(),
        b"position\tone\t1\t" + b"a" * 201 + b"\n",
        b"\xff\xfe\x00\x00",
        b"SQLite format 3\x00",
        b'{"theme": "nord"}\n',
        b"theme\tnord\t\n" + b"\n" * LARGEST,
    ],
)
def test_what_makes_no_sense_is_passed_over(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "habits"
    path.write_bytes(data)
    assert said(habits_at(path)) == NOTHING
    path.write_bytes(b"theme\tnord\t\n" + data[:1000] + b"\nposition\tone\t7\ta\n")
    found = habits_at(path)
    assert found.theme == "nord"
    assert found.positions["one"] == ("a", 7)


@given(st.binary(max_size=200), st.binary(max_size=50))
def test_anything_can_be_read_and_written_again(data: bytes, more: bytes) -> None:
    theme, position = b"theme\t%b\t%b\n" % (data, more), b"position\t%b\t7\t%b\n" % (data, more)
    for text in (data, theme, position):
        found = read_habits(text)
        again = read_habits(found.written())
        assert said(again) == said(found)
        positions_in(found)


def test_what_cannot_be_a_line_is_not_written() -> None:
    habits = Habits()
    habits.choose_theme("no\trd", "")
    habits.leave("one", "a\nb", 1)
    habits.leave("two", "a" * 201, 1)
    habits.leave("thr\x1bee", "a", 1)
    habits.leave("four", "\udc80", 1)
    habits.leave("five", "Żółć", 1)
    assert said(read_habits(habits.written())) == ("", "", {"five": ("Żółć", 1)})


def test_the_ends_of_the_calendar_are_instants_too(tmp_path: Path) -> None:
    path = tmp_path / "habits"
    path.write_text("position\tone\t-62135596800000000\ta\nposition\ttwo\t253402300799999999\ta\n")
    assert {position.start.year for position in positions_in(habits_at(path)).values()} == {1, 9999}


def test_without_a_home_nothing_is_remembered() -> None:
    remember(None, theme("nord"))
    assert said(habits_at(None)) == NOTHING


def test_a_folder_in_its_place_is_nobodys_trouble(tmp_path: Path) -> None:
    path = tmp_path / "habits"
    path.mkdir()
    (path / "something").touch()
    remember(path, theme("nord"))
    assert said(habits_at(path)) == NOTHING
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_in_the_place_of_the_folder_is_nobodys_trouble(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    remember(tmp_path / "home" / "habits", theme("nord"))
    assert said(habits_at(tmp_path / "home" / "habits")) == NOTHING


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_nobody_waits_at_a_pipe(tmp_path: Path) -> None:
    path = tmp_path / "habits"
    os.mkfifo(path)
    assert said(habits_at(path)) == NOTHING


def test_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCALE_TUI_HOME", str(tmp_path))
    assert habits_path() == tmp_path / "habits"


def test_a_session_of_another_time_zone_is_found_at_its_instant(tmp_path: Path) -> None:
    path = tmp_path / "habits"
    local = WHEN.astimezone() + timedelta(microseconds=3)
    remember(path, partial(leave, conference="one", position=Position("a", local)))
    assert positions_in(habits_at(path))["one"].start == local
