"""How the app is left is how the next start finds it: the real program, left and started again."""

import os
import re
import shutil
import signal
from functools import partial
from pathlib import Path

import pytest

from builders import at
from cli.conftest import Ask
from pseudo_terminal import Playing, playing
from scale_tui.cli.habits import habits_before, habits_for_app, remember_how_left
from scale_tui.domain.habits import Habits, read_habits
from scale_tui.domain.position import Position
from scale_tui.storage.config import ScreenConfig
from scale_tui.storage.habits import leave, remember
from stage import app_on

BEFORE = ("--at", "2024-09-01T12:00")
NAME = "networking-scale-2024"
COLOURS = {"COLORTERM": "truecolor"}
EARLY = b"\x1b[?1049h\x1b[?25l\x1b[1;1H"
DARK, LIGHT, NORD = b"48;2;18;18;18", b"48;2;250;250;250", b"48;2;46;52;64"
"""The grounds of themes."""
SIZE = (80, 24)


def play(home: Path, *typed: str, keys: str = "", env: dict[str, str] | None = None) -> bytes:
    """Start the app, press keys, leave it; all that it wrote."""
    with playing(home, *typed, env=COLOURS | (env or {}), size=SIZE) as terminal:
        terminal.drawn()
        terminal.read_the_rest()
        if keys:
            terminal.type(keys)
            terminal.read_the_rest()
        terminal.type("q")
        assert terminal.ended() == 0
        return terminal.written


def choose(home: Path, theme: str, *typed: str, env: dict[str, str] | None = None) -> None:
    """Start the app, choose a theme by its name, and leave."""
    with playing(home, *BEFORE, *typed, env=COLOURS | (env or {}), size=SIZE) as terminal:
        terminal.drawn()
        terminal.type("t")
        terminal.until(lambda: "scale-contrast" in shown(terminal), "the themes")
        terminal.type(theme)
        terminal.until(lambda: "scale-contrast" not in shown(terminal) and theme in shown(terminal), theme)
        terminal.type("\r")
        terminal.until(lambda: "Agenda" in shown(terminal) and "solar" not in shown(terminal), "the agenda")
        terminal.read_the_rest()
        terminal.type("q")
        assert terminal.ended() == 0


def shown(terminal: Playing) -> str:
    return "\n".join(terminal.picture(*SIZE))


def kept(home: Path) -> Habits:
    path = home / "habits"
    return read_habits(path.read_bytes()) if path.exists() else Habits()


@pytest.fixture(scope="module")
def chosen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home where a theme was chosen, and the cursor moved three down."""
    home = tmp_path_factory.mktemp("chosen")
    choose(home, "nord")
    play(home, *BEFORE, keys="jjj")
    return home


@pytest.fixture
def home_of(chosen: Path, tmp_path: Path) -> Path:
    """The same, to be changed."""
    home = tmp_path / "home"
    shutil.copytree(chosen, home)
    return home


def test_a_theme_that_was_chosen_is_that_of_the_next_start(chosen: Path) -> None:
    assert (kept(chosen).theme, kept(chosen).configured) == ("nord", "")
    written = play(chosen, *BEFORE)
    assert NORD in written
    assert DARK not in written


def test_the_cursor_stands_where_it_was_left(chosen: Path) -> None:
    before = kept(chosen).positions[NAME]
    written = play(chosen, *BEFORE)
    assert kept(chosen).positions == {NAME: before}
    assert "▌" in written.decode()
    with playing(chosen, *BEFORE, env=COLOURS, size=SIZE) as terminal:
        terminal.drawn()
        terminal.read_the_rest()
        rows = [line for line in terminal.picture(*SIZE)[4:-1] if line.startswith("▌")]
        assert len(rows) == 2
        assert "11:05" in rows[0]


def test_the_first_picture_is_in_the_theme_and_at_the_place(chosen: Path) -> None:
    play(chosen, *BEFORE)
    with playing(chosen, *BEFORE, env=COLOURS, size=SIZE) as terminal:
        terminal.until(lambda: EARLY in terminal.written and b"help" in terminal.written, "the first picture")
        early = terminal.written
        rows = [line for line in terminal.picture(*SIZE)[4:-1] if line.startswith("▌")]
    assert NORD in early
    assert DARK not in early
    assert "11:05" in rows[0]


def test_a_theme_of_the_command_line_is_for_one_run(home_of: Path) -> None:
    written = play(home_of, *BEFORE, "--theme", "scale-light")
    assert LIGHT in written
    assert NORD not in written
    assert kept(home_of).theme == "nord"
    assert EARLY in play(home_of, *BEFORE)


def test_a_theme_chosen_in_a_run_with_another_is_kept(home_of: Path) -> None:
    choose(home_of, "monokai", "--theme", "scale-light")
    assert kept(home_of).theme == "monokai"


def test_a_theme_that_there_is_no_longer_is_the_usual_one_and_nothing_is_said(home_of: Path) -> None:
    text = (home_of / "habits").read_text()
    (home_of / "habits").write_text(text.replace("nord", "gone"))
    for is_early in (False, True):
        written = play(home_of, *BEFORE)
        assert DARK in written
        assert b"gone" not in written
        assert (EARLY in written) is is_early


@pytest.mark.parametrize(("glyphs", "arrow"), [("ascii", False), ("unicode", True)])
def test_characters_are_as_configured(home_of: Path, glyphs: str, *, arrow: bool) -> None:
    (home_of / "config.toml").write_text(f'[screen]\nglyphs = "{glyphs}"\n')
    for _ in range(2):
        assert ("▌".encode() in play(home_of, *BEFORE)) is arrow
    assert "▌".encode() in play(home_of, *BEFORE, "--glyphs", "unicode")
    assert "▌".encode() not in play(home_of, *BEFORE, "--glyphs", "ascii")


def test_the_newest_wish_is_the_theme(tmp_path: Path) -> None:
    """What was chosen in the app counts until the configuration asks for another theme."""
    config = tmp_path / "config.toml"
    config.write_text('screen.theme = "scale-light"\n')
    assert LIGHT in play(tmp_path, *BEFORE)
    choose(tmp_path, "nord")
    assert NORD in play(tmp_path, *BEFORE)
    config.write_text('screen.theme = "scale-light"\nscreen.reader = false\n')
    assert NORD in play(tmp_path, *BEFORE)
    config.write_text('screen.theme = "scale-dark"\n')
    for _ in range(2):
        written = play(tmp_path, *BEFORE)
        assert DARK in written
        assert NORD not in written


def test_a_theme_that_is_configured_and_is_none_is_said(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('screen.theme = "nordd"\n')
    written = play(tmp_path, *BEFORE)
    assert b"screen.theme: there is no theme of this name, so it does not count" in written
    assert DARK in written


def test_onlookers_see_the_theme_and_leave_nothing(home_of: Path) -> None:
    before = (home_of / "habits").read_bytes()
    written = play(home_of, *BEFORE, "--kiosk", keys="jjjj")
    assert NORD in written
    choose(home_of, "monokai", "--kiosk")
    assert (home_of / "habits").read_bytes() == before


def test_onlookers_begin_at_the_beginning(home_of: Path) -> None:
    with playing(home_of, *BEFORE, "--kiosk", env=COLOURS, size=SIZE) as terminal:
        terminal.drawn()
        terminal.read_the_rest()
        row = next(line for line in terminal.picture(*SIZE)[4:-1] if line.startswith("▌"))
    assert "11:05" not in row


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_closed_window_leaves_it_too(tmp_path: Path, number: signal.Signals) -> None:
    with playing(tmp_path, *BEFORE, env=COLOURS, size=SIZE) as terminal:
        terminal.drawn()
        terminal.type("jj")
        terminal.read_the_rest()
        terminal.process.send_signal(number)
        terminal.ended()
    assert list(kept(tmp_path).positions) == [NAME]


def test_what_other_programs_left_meanwhile_stays(home_of: Path) -> None:
    with playing(home_of, *BEFORE, env=COLOURS, size=SIZE) as terminal:
        terminal.drawn()
        terminal.type("j")
        terminal.read_the_rest()
        text = (home_of / "habits").read_text()
        (home_of / "habits").write_text(text.replace("nord", "monokai") + "position\tother\t7\ta\n")
        terminal.type("q")
        assert terminal.ended() == 0
    assert kept(home_of).theme == "monokai"
    assert set(kept(home_of).positions) == {NAME, "other"}


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is forbidden to this user")
def test_where_nothing_may_be_written_nobody_is_told(home_of: Path) -> None:
    home_of.chmod(0o500)
    written = play(home_of, *BEFORE, keys="j")
    home_of.chmod(0o700)
    assert not re.search(rb"habits", written)


def test_a_folder_in_its_place_is_not_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "habits").mkdir()
    assert b"habits" not in play(tmp_path, *BEFORE, keys="j")
    assert EARLY in play(tmp_path, *BEFORE)


def test_stars_are_no_reason_for_a_book_to_be_old(chosen: Path) -> None:
    """Where the attendee was is kept beside the database: its quick answers stay as they are."""
    play(chosen, *BEFORE)
    books = {path.name: path.stat().st_mtime_ns for path in (chosen / "quick").iterdir()}
    play(chosen, *BEFORE, keys="k")
    assert {path.name: path.stat().st_mtime_ns for path in (chosen / "quick").iterdir()} == books
    play(chosen, *BEFORE, keys="j")


def test_a_conference_that_is_removed_is_forgotten(ask: Ask, clash_conf: str, home: Path) -> None:
    assert ask("add", clash_conf, "--name", "clash").code == 0
    (home / "habits").write_text("theme\tnord\t\nposition\tclash\t7\ta\nposition\tother\t7\ta\n")
    assert ask("remove", "clash").code == 0
    assert (home / "habits").read_text() == "theme\tnord\t\nposition\tother\t7\ta\n"


def test_doctor_tells_of_a_theme_that_there_is_not(ask: Ask, home: Path) -> None:
    home.mkdir(parents=True, exist_ok=True)
    (home / "config.toml").write_text('screen.theme = "nordd"\n')
    told = "Configuration: screen.theme: there is no theme of this name, so it does not count"
    assert f"WRONG: {told}; correct it in {home / 'config.toml'}" in ask("doctor").lines


def test_after_a_crash_the_next_start_is_not_at_the_same_place(ask: Ask, home: Path) -> None:
    """What is shown there may be what it crashed of."""
    remember(home / "habits", partial(leave, conference=NAME, position=Position("a", at("12:20"))))
    habits = habits_for_app(habits_before())
    app = app_on(habits=habits)
    app.crashed_of = ValueError()
    habits.positions["other"] = Position("b", at("12:20"))
    remember_how_left(app, habits, ScreenConfig())
    assert set(kept(home).positions) == {"other"}


def test_doctor_tells_what_is_remembered(ask: Ask, home: Path) -> None:
    path = home / "habits"
    assert f"Remembered: nothing yet; it would be in {path}" in ask("doctor").lines
    home.mkdir(parents=True, exist_ok=True)
    path.write_text("theme\tnord\t\nposition\tother\t7\ta\n")
    path.chmod(0o600)
    assert f"Remembered: theme nord, the place in 1 conference, in {path}" in ask("doctor").lines
    path.unlink()
    path.mkdir()
    answer = ask("doctor")
    assert f"WRONG: Remembered: nothing, as {path} is no file; take it away" in answer.lines
