"""``doctor``: says what is wrong and what to do, and puts right what it can, with things broken for real."""

import json
import os
import sqlite3
import sys
import tomllib
from contextlib import closing
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError
from io import StringIO
from pathlib import Path

import pytest

from cli.conftest import CLASH_CONF, Answer, Ask
from scale_tui.storage.paths import lock_path

OK, WRONG, USAGE, NOT_SAVED = 0, 1, 2, 73


def wrong(answer: Answer) -> list[str]:
    return [line.removeprefix("WRONG: ") for line in answer.lines if line.startswith("WRONG: ")]


@pytest.fixture
def database(home: Path, ask: Ask) -> Path:
    """A schedule with three marks, the first of which is in the copy of the day too."""
    for title in ("hpn", "opening remarks"):
        assert ask("star", title).code == OK
    assert ask("note", "hpn", "ask about optics").code == OK
    return home / "schedule.sqlite3"


@pytest.fixture
def conference(ask: Ask, clash_conf: str, home: Path) -> Path:
    """A saved conference."""
    assert ask("add", clash_conf, "--name", "clash").code == OK
    return home / "conferences" / "clash"


def content_of(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {
        str(path): (path.stat().st_mode, path.read_bytes() if path.is_file() else b"")
        for path in sorted(folder.rglob("*"))
    }


def test_on_a_new_machine_all_is_well_and_nothing_is_made(ask: Ask, home: Path) -> None:
    answer = ask("doctor")
    assert (answer.code, answer.err) == (OK, "")
    assert answer.lines[-1] == "All is well."
    assert "Database: none yet, made with the first mark" in answer.lines
    assert f"Configuration: none; it would be {home}/config.toml" in answer.lines
    assert not home.exists()


def test_what_there_is_is_told_a_fact_a_line(ask: Ask, database: Path, conference: Path) -> None:
    before = content_of(database.parent)
    answer = ask("doctor", "--plain")
    assert answer.code == OK, wrong(answer)
    today = datetime.now(UTC).date()
    assert f"Database: {database}, sound, layout 2" in answer.lines
    assert "Marks: 3 on networking-scale-2024" in answer.lines
    assert f"Copies: 1 of 7, the latest of {today} with 1 mark" in answer.lines
    assert "Conference: clash, 4 sessions, checked just now" in answer.lines
    assert "encoding: utf-8" in answer.out.casefold().splitlines()
    assert any(line.startswith("Library: textual ") for line in answer.lines)
    assert answer.lines[-1] == "All is well."
    assert answer.out.isascii()
    assert content_of(database.parent) == before


def test_as_json_for_programs(ask: Ask, database: Path) -> None:
    document = json.loads(ask("doctor", "--json").out)
    assert document["schema"] == 1
    assert document["is_well"] is True
    fact = {"subject": "Marks", "text": "3 on networking-scale-2024", "advice": None}
    assert fact in document["facts"]
    database.write_text("no database")
    answer = ask("doctor", "--json")
    assert answer.code == WRONG
    document = json.loads(answer.out)
    assert document["is_well"] is False
    assert [fact["subject"] for fact in document["facts"] if fact["advice"]] == ["Database"]
    document = json.loads(ask("doctor", "--repair", "--yes", "--json").out)
    assert document["is_well"] is True
    assert "Brought back 1 mark." in document["repaired"]


def test_a_damaged_database_is_told_and_comes_back_from_its_copy(ask: Ask, database: Path) -> None:
    database.write_text("no database")
    before = content_of(database.parent)
    answer = ask("doctor")
    (line,) = wrong(answer)
    assert answer.code == WRONG
    assert line.startswith(f"Database: {database} is damaged, or not of this program; ")
    assert "takes the copy of" in line
    assert answer.lines[-1] == "1 thing to see to."
    assert content_of(database.parent) == before
    answer = ask("doctor", "--repair", "--yes")
    assert answer.code == OK, wrong(answer)
    assert "Brought back 1 mark." in answer.lines
    assert "Alibaba HPN" in ask("mine").out
    (aside,) = [path for path in database.parent.iterdir() if "unreadable" in path.name]
    assert aside.read_text() == "no database"
    assert f"Set aside: {aside}, no mark in it can be read" in answer.lines


def test_saved_filters_are_counted_lost_and_brought_back_too(ask: Ask, database: Path) -> None:
    assert ask("filters", "save", "rust", "rust kind:talk").code == OK
    assert "Filters: 1 saved" in ask("doctor").lines
    database.rename(database.with_name("schedule.sqlite3.unreadable-2026-11-25T10-15-00"))
    assert ask("star", "hpn").code == OK
    told = [line for line in wrong(ask("doctor")) if line.startswith("Lost")]
    assert [line.partition(" in a copy")[0] for line in told] == [
        "Lost marks: 2 that are",
        "Lost filters: 1 that is",
    ]
    answer = ask("doctor", "--repair", "--yes")
    assert "Brought back 2 marks and 1 filter." in answer.lines
    assert ask("filters").lines == ["rust  rust kind:talk"]


def test_marks_in_a_file_that_a_command_has_set_aside_are_told_and_brought_back(
    ask: Ask, database: Path
) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("DROP TABLE history")
    answer = ask("list", "hpn")
    assert "see 'scale-tui doctor'" in answer.err
    (line,) = wrong(ask("doctor"))
    assert line.startswith("Lost marks: 3 that are in a copy or a file set aside")
    assert ask("doctor", "--repair", "--yes").code == OK
    assert ask("note", "hpn").out.strip() == "ask about optics"
    assert "Opening Remarks" in ask("mine").out
    answer = ask("doctor", "--repair", "--yes")
    assert answer.code == OK
    assert answer.lines[0] == "Nothing to repair."
    assert any(
        line.endswith("3 marks in it can be read, all of which the database has") for line in answer.lines
    )


class Keyboard(StringIO):
    """A terminal at which somebody answers."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("typed", "is_repaired"), [("y\n", True), ("n\n", False), ("", False)])
def test_at_a_terminal_it_asks_before_it_repairs(
    ask: Ask, database: Path, monkeypatch: pytest.MonkeyPatch, typed: str, is_repaired: bool
) -> None:
    database.write_text("no database")
    monkeypatch.setattr(sys, "stdin", Keyboard(typed))
    monkeypatch.setattr("scale_tui.cli.doctoring.is_at_terminal", lambda _: True)
    answer = ask("doctor", "--repair")
    assert "Repair? [y/N] " in answer.out
    assert answer.lines[0].startswith(f"To do: set {database} aside")
    assert answer.code == (OK if is_repaired else WRONG)
    assert (database.read_bytes() != b"no database") == is_repaired
    assert ("Nothing is repaired." in answer.out) != is_repaired


def test_without_a_terminal_nothing_is_repaired_unasked(ask: Ask, database: Path) -> None:
    database.write_text("no database")
    answer = ask("doctor", "--repair")
    assert answer.code == WRONG
    assert "--yes repairs it" in answer.err
    assert database.read_text() == "no database"


@pytest.mark.parametrize("typed", [("--yes",), ("--repair", "--json")])
def test_options_that_make_no_sense_are_refused(ask: Ask, typed: tuple[str, ...]) -> None:
    assert ask("doctor", *typed).code == USAGE


def test_a_newer_database_is_told_and_never_touched(ask: Ask, database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA user_version = 9")
    content = database.read_bytes()
    (line,) = wrong(ask("doctor", "--repair", "--yes"))
    assert "of a newer scale-tui (layout 9)" in line
    assert line.endswith("; update this scale-tui")
    assert database.read_bytes() == content


def test_a_damaged_database_that_says_it_is_newer_is_told_and_repaired_when_asked(
    ask: Ask, database: Path
) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA user_version = 9")
    damaged = database.read_bytes()[:-8192] + b"\xff" * 8192
    database.write_bytes(damaged)
    (line,) = wrong(ask("doctor"))
    assert "is damaged, and says that it is of a newer scale-tui (layout 9)" in line
    assert (
        "; if there is a newer one, repair with that; else 'scale-tui doctor --repair' sets it aside" in line
    )
    assert database.read_bytes() == damaged
    done = ask("doctor", "--repair", "--yes")
    assert done.code == OK
    (kept_as,) = database.parent.glob("*unreadable*")
    assert kept_as.read_bytes() == damaged
    assert f"Kept the damaged database as {kept_as}." in done.lines


def test_a_folder_in_the_place_of_the_database_is_told(ask: Ask, home: Path) -> None:
    (home / "schedule.sqlite3").mkdir(parents=True)
    (line,) = wrong(ask("doctor", "--repair", "--yes"))
    assert "it is a folder, not a file: move it away" in line


def test_rights_of_others_are_told_and_taken_off(ask: Ask, database: Path, conference: Path) -> None:
    (copy,) = (database.parent / "backups").iterdir()
    loose = [database, copy, conference, conference / "conference.json"]
    for path in loose:
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert {line.partition(";")[0] for line in wrong(ask("doctor"))} == {
        f"Rights: other users have rights on {path}" for path in loose
    }
    assert loose[0].stat().st_mode & 0o777 == 0o644
    answer = ask("doctor", "--repair", "--yes")
    assert answer.code == OK, wrong(answer)
    assert all(not path.stat().st_mode & 0o077 for path in loose)


def test_half_written_files_are_told_and_removed_and_others_left(
    ask: Ask, database: Path, conference: Path
) -> None:
    home = database.parent
    begun = home / "conferences" / "begun"
    begun.mkdir()
    (begun / "source-0123").write_text("half")
    (begun / "source-0123").chmod(0o600)
    half = [
        home / "backups" / ".schedule.sqlite3.new",
        home / "conferences" / "..last-used.new",
        conference / ".conference.json.new",
        home / "conferences" / ".gone.removed",
    ]
    for path in half[:3]:
        path.write_text("half")
        path.chmod(0o600)
    half[3].mkdir()
    begun.chmod(0o700)
    (half[3] / "source-4567").write_text("half")
    mine = [home / "notes.txt", home / "backups" / "notes.txt", conference.parent / "notes.txt"]
    for path in mine:
        path.write_text("mine")
        path.chmod(0o600)
    answer = ask("doctor")
    assert len(wrong(answer)) == 5
    assert all(
        line.endswith("was never finished; 'scale-tui doctor --repair' removes it") for line in wrong(answer)
    )
    answer = ask("doctor", "--repair", "--yes")
    assert answer.code == OK, wrong(answer)
    assert not any(path.exists() for path in (*half, begun))
    assert all(path.read_text() == "mine" for path in mine)
    assert ask("list", "-c", "clash").code == OK


def test_half_written_files_stay_while_another_program_may_be_writing_them(
    ask: Ask, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from scale_tui.storage.lock import hold

    half = database.parent / "backups" / ".schedule.sqlite3.new"
    half.write_text("half")
    monkeypatch.setattr("scale_tui.cli.doctoring._PATIENCE", 0.05)
    with hold(lock_path(database), 1.0):
        answer = ask("doctor", "--repair", "--yes")
    assert answer.code == NOT_SAVED
    assert answer.err == "scale-tui: not repaired, another scale-tui is writing, try again in a moment\n"
    assert half.exists()


def test_saved_conferences_that_cannot_be_read_are_told(ask: Ask, conference: Path) -> None:
    (conference / "conference.json").write_text("{")
    (line,) = wrong(ask("doctor"))
    assert line.startswith("Conference: clash: what is saved of it is damaged")
    assert line.endswith("'scale-tui remove clash', then add it again")


def test_a_saved_conference_whose_agenda_is_damaged_is_read_from_its_source(
    ask: Ask, conference: Path
) -> None:
    (agenda,) = conference.glob("agenda-*")
    (source,) = conference.glob("source-*")
    agenda.write_text("spoilt")
    answer = ask("doctor")
    assert answer.code == OK, wrong(answer)
    assert (
        "Conference: clash, 4 sessions, checked just now, read from its source at the next use"
        in answer.lines
    )
    assert agenda.read_text() == "spoilt"
    source.write_text("spoilt too")
    (line,) = wrong(ask("doctor"))
    assert line.startswith("Conference: ")


def test_a_saved_conference_whose_source_is_damaged_is_to_be_refreshed(ask: Ask, conference: Path) -> None:
    (source,) = conference.glob("source-*")
    source.write_text(CLASH_CONF + "\n")
    (line,) = wrong(ask("doctor"))
    assert line == (
        "Conference: clash, 4 sessions, checked just now, but its source as it came is damaged; "
        "'scale-tui refresh clash'"
    )


def test_a_folder_among_the_conferences_that_is_none_is_told_and_left(ask: Ask, conference: Path) -> None:
    photos = conference.with_name("photos")
    photos.mkdir()
    (photos / "holiday.jpg").touch()
    assert wrong(ask("doctor", "--repair", "--yes")) == [f"Conference: {photos} is none; move it away"]
    assert (photos / "holiday.jpg").exists()


def test_a_copy_that_is_damaged_is_told(ask: Ask, database: Path) -> None:
    (copy,) = (database.parent / "backups").iterdir()
    copy.write_text("no database")
    (line,) = wrong(ask("doctor"))
    assert line == f"Copies: that of {datetime.now(UTC).date()} is damaged; delete {copy}"


def test_that_no_copy_can_be_made_is_told(ask: Ask, database: Path) -> None:
    folder = database.parent / "backups"
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    folder.write_text("in the way")
    folder.chmod(0o600)
    assert wrong(ask("doctor")) == [f"Copies: none can be made: {folder} is no folder; move it away"]


def test_each_complaint_of_the_configuration_is_told(ask: Ask, home: Path) -> None:
    home.mkdir()
    (home / "config.toml").write_text("colour = 3\n[sync.caldav]\nurl = 4\n")
    lines = wrong(ask("doctor"))
    assert len(lines) == 2
    assert all(line.endswith(f"; correct it in {home}/config.toml") for line in lines)


def test_each_key_that_cannot_be_had_is_told(ask: Ask, home: Path) -> None:
    home.mkdir()
    (home / "config.toml").write_text('[keys]\nmark.star = "s"\nmark.note = "N1"\nmark.hide = "f7"\n')
    lines = wrong(ask("doctor"))
    assert [line.partition(":")[2].partition(",")[0] for line in lines] == [
        ' keys.mark.note: there is no key called "N1"',
        " keys.mark.star: s is already the key of find.stars (only my stars",
    ]
    assert all(line.endswith(f"; correct it in {home}/config.toml") for line in lines)


def test_a_library_that_is_missing_is_told(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    def version(name: str) -> str:
        if name in ("pydantic", "keyring"):
            raise PackageNotFoundError(name)
        return "1"

    monkeypatch.setattr("scale_tui.cli.diagnosis.version", version)
    answer = ask("doctor")
    assert wrong(answer) == ["Library: pydantic is missing; install scale-tui again"]
    assert any(line.startswith("Optional: keyring is not installed: ") for line in answer.lines)


@pytest.mark.parametrize(
    ("term", "size", "expected"),
    [
        ("xterm-256color", (80, 24), []),
        ("dumb", (80, 24), ["Terminal type: dumb"]),
        ("xterm", (30, 8), []),
        ("xterm", (29, 10), ["Terminal: 29 columns, 10 rows"]),
        ("xterm", (80, 7), ["Terminal: 80 columns, 7 rows"]),
    ],
)
def test_a_terminal_that_the_app_cannot_use_is_told(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, term: str, size: tuple[int, int], expected: list[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys.stderr, "fileno", lambda: 2, raising=False)
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size(size))
    monkeypatch.setenv("TERM", term)
    answer = ask("doctor")
    assert [line.partition(";")[0] for line in wrong(answer)] == expected


def test_a_user_without_a_home_is_told_what_to_do(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scale_tui.storage.paths.data_dir", lambda: None)
    (line,) = wrong(ask("doctor", "--repair", "--yes"))
    assert "SCALE_TUI_HOME" in line


def test_reports_of_crashes_are_named_and_nothing_is_wrong_with_that(ask: Ask, database: Path) -> None:
    assert "Crashes" not in ask("doctor").out
    reports = [database.with_name(f"crash-0123abc{number}.txt") for number in range(3)]
    for number, path in enumerate(reports):
        path.write_text("scale-tui 1.0")
        os.utime(path, (1795428000 - 3600 * number,) * 2)
    (database.with_name("crash-course.txt")).write_text("of the attendee's own")
    answer = ask("doctor")
    assert answer.code == OK
    latest = f"the latest, of 2026-11-23 10:00 UTC, is {reports[0]}"
    assert f"Crashes: 3 reports for the makers, or to delete; {latest}" in answer.lines


@pytest.mark.parametrize(
    ("env", "expected"),
    [
        ({"TERM": "xterm-256color"}, {"Colours": "256"}),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, {"Colours": "16 million"}),
        ({"TERM": "linux"}, {"Colours": "16 at least", "Drawn with": "plain ASCII characters"}),
        ({"TERM": "dumb"}, {"Colours": "none in such a terminal"}),
        ({"TERM": "xterm", "NO_COLOR": "1"}, {"Colours": "none, as NO_COLOR is set"}),
        (
            {
                "TERM_PROGRAM": "\x1b[31mtmux",
                "TERM_PROGRAM_VERSION": "3.3a",
                "TMUX": "/tmp/x",
                "SSH_CONNECTION": "a",
            },
            {"Terminal program": "tmux 3.3a, within tmux, over SSH"},
        ),
    ],
)
def test_the_terminal_is_told_as_the_environment_has_it(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, env: dict[str, str], expected: dict[str, str]
) -> None:
    for name in (
        "TERM",
        "COLORTERM",
        "TERM_PROGRAM",
        "TERM_PROGRAM_VERSION",
        "TMUX",
        "STY",
        "SSH_CONNECTION",
    ):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    facts = dict(line.split(": ", 1) for line in ask("doctor").lines if ": " in line)
    assert {subject: facts[subject] for subject in expected} == expected
    assert ("Terminal program" in facts) == ("TERM_PROGRAM" in env)


def test_the_saved_conferences_are_counted(ask: Ask, home: Path, clash_conf: str) -> None:
    assert "Conferences: none added, only the one that is always there" in ask("doctor").lines
    ask("add", clash_conf, "--name", "clash")
    assert f"Conferences: 1 added, in {home}/conferences" in ask("doctor").lines


def test_every_library_that_is_used_is_told_of(ask: Ask) -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["project"]
    for_makers = {"fuzz", "bench", "pictures", "test", "test-caldav"}
    extras = [
        each
        for name, extra in project["optional-dependencies"].items()
        if name not in for_makers
        for each in extra
    ]
    told = {line.split()[1] for line in ask("doctor").lines if line.startswith(("Library: ", "Optional: "))}
    assert told == {wanted.split(">=")[0].split("[")[0] for wanted in (*project["dependencies"], *extras)}
