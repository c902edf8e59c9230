"""The quick way answers to the byte what the ordinary one does, or leaves it to that."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from builders import agenda, session
from pseudo_terminal import playing
from scale_tui import quick
from scale_tui.cli import main
from scale_tui.cli.conference import find_agenda
from scale_tui.domain.agenda import Agenda
from scale_tui.quick import place
from scale_tui.sources.bundled import bundled_agenda
from scale_tui.storage.library import Library
from scale_tui.storage.library_entry import Entry
from scale_tui.storage.paths import data_dir

SOURCE = Path(__file__).parents[2] / "src"
REAL = Path(os.environ.get("SCALE_TUI_SCHEDULES", "")) / "files"
AT = ("--at", "2024-09-11T12:20")
IDS = [each.id for each in bundled_agenda().sessions if "HPN" in each.title]
TWO_DAYS = """\
Clash Conf @Scale 2024

EVENT AGENDA

Event times below are displayed in PT.

September 11, 2024

09:00 AM - 10:00 AM
First talk
Speaker Bo Berg,Acme
09:30 AM - 10:30 AM
会場で夕食 and a title that is longer than the terminals of most people are wide today
Speaker Jürgen Ødegård,Universität

September 12, 2024

09:00 AM - 10:00 AM
Third talk
Speaker Bo Berg,Acme
"""
# What Python loads for itself, and what the quick way adds to that; nothing else may come in unnoticed.
OURS = {
    "scale_tui",
    "scale_tui.cli",
    "scale_tui.domain",
    "scale_tui.domain.figures",
    "scale_tui.quick",
    "scale_tui.quick.asked",
    "scale_tui.quick.book",
    "scale_tui.quick.columns",
    "scale_tui.quick.now",
    "scale_tui.quick.place",
    "scale_tui.quick.rows",
}
OWN = {"list": ("listing",), "mine": ("mine",), "show": ("page",)}
OTHERS = {"zlib", "unicodedata"}


@dataclass(frozen=True)
class Said:
    """What a command said, and its exit code."""

    code: int | None
    out: str
    err: str


class Attendee:
    """Types commands, each of which may be answered in one of both ways."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys = capsys
        self._monkeypatch = monkeypatch

    def types(self, *typed: str) -> Said:
        return self._said(lambda: main(typed))

    def quickly(self, *typed: str) -> Said:
        return self._said(lambda: quick.answer(list(typed)))

    def ordinarily(self, *typed: str) -> Said:
        with self._monkeypatch.context() as patch:
            patch.setenv(quick.SWITCH, quick.OFF)
            return self._said(lambda: main(typed))

    def _said(self, do: Callable[[], int | None]) -> Said:
        self._capsys.readouterr()
        code = do()
        captured = self._capsys.readouterr()
        return Said(code, captured.out, captured.err)

    def is_answered_the_same(self, *typed: str) -> None:
        """In both ways, the quick one among them."""
        found = self.quickly(*typed)
        assert found.code is not None, typed
        assert found == self.ordinarily(*typed)

    def is_left_to_the_ordinary_way(self, *typed: str) -> None:
        assert self.quickly(*typed) == Said(None, "", "")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("SCALE_TUI_NOW", "NO_COLOR", "COLUMNS", quick.SWITCH):
        monkeypatch.delenv(name, raising=False)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("SCALE_TUI_HOME", str(home))
    return home


@pytest.fixture
def attendee(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Attendee:
    return Attendee(capsys, monkeypatch)


@pytest.fixture
def visitor(attendee: Attendee) -> Attendee:
    """Somebody who asked before, and has marks of all kinds."""
    attendee.types("star", "hpn", "reliability", "breakfast")
    attendee.types("backup", "lunch")
    attendee.types("hide", "opening remarks")
    attendee.types("note", "hpn", "ask about optics\nand about 会場")
    for command in COMMANDS:
        attendee.types(*command)
    return attendee


COMMANDS = (("mine",), ("show", "lunch"), ("list",), ("now", *AT))


def instants(of: Agenda) -> list[str]:
    """A few times at which something changes, and some before and after all, on the conference's clock."""
    assert of.start
    assert of.end
    edges = sorted({edge for each in of.sessions for edge in (each.start, each.end)})
    moments = edges[:: max(1, len(edges) // 12)]
    moments += [edge - timedelta(seconds=1) for edge in moments[:3]]
    moments += [of.start + timedelta(days=days) for days in (-400, -31, -1)]
    moments += [of.end + timedelta(days=days, minutes=7) for days in (0, 1, 700)]
    shown = {f"{of.local(moment).replace(tzinfo=None, microsecond=0)}" for moment in moments}
    return [moment.replace(" ", "T") for moment in sorted(shown)]


OPTIONS = (
    (),
    ("--mine",),
    ("--next",),
    ("--mine", "--next"),
    ("-q",),
    ("--quiet", "--mine"),
    *(("--width", str(width)) for width in (1, 2, 20, 59, 60, 80, 200)),
)


def is_the_same_at_all_times(attendee: Attendee, *conference: str) -> None:
    found = find_agenda(conference[1] if conference else None)
    ids = [each.id for each in found.sessions]
    for number, moment in enumerate(instants(found)):
        at = ("--at", moment, *conference)
        for options in ((), *OPTIONS[number % 3 :: 3]):
            attendee.is_answered_the_same("now", *at, *options)
        attendee.is_answered_the_same("mine", *at)
        attendee.is_answered_the_same("show", *ids[number % len(ids) :: max(1, len(ids) // 5)], *at)
        if number % 5 == 0:
            attendee.is_answered_the_same("list", *at)


def test_the_bundled_agenda_is_answered_the_same_at_all_times(visitor: Attendee) -> None:
    is_the_same_at_all_times(visitor)


def test_a_conference_of_several_days_is_answered_the_same(attendee: Attendee, tmp_path: Path) -> None:
    (tmp_path / "clash.txt").write_text(TWO_DAYS, encoding="utf-8")
    attendee.types("add", str(tmp_path / "clash.txt"), "--name", "clash")
    attendee.types("star", "first", "third", "-c", "clash")
    attendee.types("star", "longer", "-c", "clash")
    for command in COMMANDS:
        attendee.types(*(word.replace("lunch", "first") for word in command), "-c", "clash")
    is_the_same_at_all_times(attendee, "-c", "clash")


def test_what_is_cancelled_takes_no_time_in_either_way(attendee: Attendee, home: Path) -> None:
    sessions = (
        session("09:00", 60, "Off", id="off", is_cancelled=True),
        session("09:30", 60, "On", id="on", room="Hall"),
        session("09:45", 20, "Also on", id="also", url="https://a.example/1", track="AI"),
    )
    library, then = Library(home / "conferences"), datetime(2024, 9, 1, tzinfo=UTC)
    library.save(Entry("made-up", "", None, None, 0, "-", then, then, ""), b"", agenda(*sessions))
    of = ("-c", "made-up")
    attendee.types("star", "off", "on", "also", *of)
    for command in (("now",), ("list",), ("mine",), ("show", "off")):
        attendee.types(*command, *of)
    is_the_same_at_all_times(attendee, *of)
    assert "with Off" not in attendee.quickly("show", "on", *of).out
    assert "clashes 20 min with Also on" in attendee.quickly("show", "on", *of).out


@pytest.mark.skipif("SCALE_TUI_SCHEDULES" not in os.environ, reason="needs schedules of real conferences")
@pytest.mark.parametrize("name", ["fosdem-2025.xml", "36c3-2019.json", "emf-2024.ics", "debconf-2017.xml"])
def test_a_real_conference_is_answered_the_same(attendee: Attendee, name: str) -> None:
    attendee.types("add", str(REAL / name), "--name", "real")
    ids = [each.id for each in find_agenda("real").sessions]
    attendee.types("star", *ids[::20], "-c", "real")
    attendee.types("backup", *ids[3::50], "-c", "real")
    attendee.types("note", ids[7], "a note", "-c", "real")
    for command in ("now", "list", "mine"):
        attendee.types(command, "-c", "real")
    attendee.types("show", ids[0], "-c", "real")
    is_the_same_at_all_times(attendee, "-c", "real")


def test_the_time_in_the_environment_counts(visitor: Attendee, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCALE_TUI_NOW", "2024-09-11T13:30")
    visitor.is_answered_the_same("now")
    assert "Lunch" in visitor.quickly("now").out
    visitor.is_answered_the_same("now", "--at", "2024-09-11")
    monkeypatch.setenv("SCALE_TUI_NOW", "")
    assert visitor.quickly("now").code == 1


@pytest.mark.parametrize(
    "typed",
    [
        ("now", "--json"),
        ("now", "--plain"),
        ("now", "--help"),
        ("now", "--at", "noon"),
        ("now", "--at", "2024-09-11T12:20-07:00"),
        ("now", "--at", "2024-09-31"),
        ("now", "--at", "2024-09-11 12:20"),
        ("now", "--at", "20240911"),
        ("now", "--at", "２０２４-09-11"),
        ("now", "--at=2024-09-11"),
        ("now", "--at"),
        ("now", "--at", "--mine"),
        ("now", "--width", "0"),
        ("now", "--width", "10001"),
        ("now", "--width", "wide"),
        ("now", "-c", "another"),
        ("now", "-c", "../quick/networking-scale-2024"),
        ("now", "-c", "NETWORKING-scale-2024"),
        ("now", "now"),
        ("now", "lunch"),
        ("list", "now"),
        ("list", "hpn"),
        ("list", "filter:rust"),
        ("list", "--like", "hpn"),
        ("filters",),
        ("list", "--starred"),
        ("list", "--json"),
        ("list", "--csv"),
        ("list", "--width", "60"),
        ("mine", "--check"),
        ("mine", "--md"),
        ("mine", "mine"),
        ("show",),
        ("show", "hpn", "--json"),
        ("show", "alibaba"),
        ("show", "no-such-session"),
        ("people",),
        (),
    ],
)
def test_everything_else_is_left_to_the_ordinary_way(visitor: Attendee, typed: tuple[str, ...]) -> None:
    visitor.is_left_to_the_ordinary_way(*typed)


def test_nothing_is_kept_where_nothing_is_kept_yet(attendee: Attendee, home: Path, tmp_path: Path) -> None:
    home.rmdir()
    attendee.types("now", *AT)
    assert not home.exists()


def test_a_file_that_was_not_added_leaves_no_book(attendee: Attendee, home: Path, tmp_path: Path) -> None:
    (tmp_path / "clash.txt").write_text(TWO_DAYS, encoding="utf-8")
    attendee.types("now", "-c", str(tmp_path / "clash.txt"))
    assert not list(home.rglob("*.book"))


def test_it_can_be_switched_off(attendee: Attendee, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(quick.SWITCH, quick.OFF)
    attendee.types("now", *AT)
    assert not list(home.rglob("*.book"))
    monkeypatch.delenv(quick.SWITCH)
    attendee.types("now", *AT)
    assert attendee.quickly("now", *AT).code == 0
    monkeypatch.setenv(quick.SWITCH, quick.OFF)
    attendee.is_left_to_the_ordinary_way("now", *AT)


def test_only_the_attendee_can_read_it(visitor: Attendee, home: Path) -> None:
    found = [home / "quick", *(home / "quick").iterdir()]
    assert len(found) == 5
    assert all(path.stat().st_mode & 0o077 == 0 for path in found)


# What has changed since


@pytest.mark.parametrize("command", ["star", "unstar", "backup", "hide"])
def test_a_mark_counts_from_the_moment_it_is_set(visitor: Attendee, command: str) -> None:
    """By another process, which leaves the answers to the quick way too."""
    for title in ("hpn", "lunch", "reliability"):
        visitor.types(command, title)
        visitor.is_answered_the_same("now", *AT)
        visitor.is_answered_the_same("mine", *AT)
        visitor.is_answered_the_same("show", *IDS, *AT)
        visitor.is_answered_the_same("list", *AT)
    said = visitor.quickly("now", *AT).out
    assert ("★  12:15" in said, "☆  12:15" in said) == (command == "star", command == "backup")


def test_a_mark_set_by_whoever_leaves_no_book_is_left_to_the_ordinary_way(
    visitor: Attendee, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.ordinarily("unstar", "hpn")
    for command in COMMANDS[2:]:
        visitor.is_left_to_the_ordinary_way(*command)
    visitor.is_left_to_the_ordinary_way("show", *IDS)
    visitor.is_left_to_the_ordinary_way("mine")
    assert "★  12:15" not in visitor.types("now", *AT).out
    visitor.is_answered_the_same("now", *AT)


def test_a_star_set_within_a_tick_of_the_clock_counts(visitor: Attendee, home: Path) -> None:
    database = home / "schedule.sqlite3"
    before = database.stat()
    visitor.ordinarily("unstar", "hpn")
    os.utime(database, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = database.stat()
    assert (before.st_mtime_ns, before.st_size, before.st_ino) == (
        after.st_mtime_ns,
        after.st_size,
        after.st_ino,
    )
    visitor.is_left_to_the_ordinary_way("now", *AT)


def test_another_version_of_the_agenda_counts(attendee: Attendee, tmp_path: Path) -> None:
    source = tmp_path / "clash.txt"
    source.write_text(TWO_DAYS, encoding="utf-8")
    attendee.types("add", str(source), "--name", "clash")
    at = ("--at", "2024-09-11T09:10", "-c", "clash")
    attendee.types("now", *at)
    assert "First talk" in attendee.quickly("now", *at).out
    source.write_text(TWO_DAYS.replace("First talk", "Other talk"), encoding="utf-8")
    attendee.ordinarily("refresh", "clash")
    attendee.is_left_to_the_ordinary_way("now", *at)
    assert "Other talk" in attendee.types("now", *at).out
    assert "Other talk" in attendee.quickly("now", *at).out


def test_another_conference_that_is_used_counts(visitor: Attendee, home: Path, tmp_path: Path) -> None:
    (tmp_path / "clash.txt").write_text(TWO_DAYS, encoding="utf-8")
    visitor.ordinarily("add", str(tmp_path / "clash.txt"), "--name", "clash")
    (home / "conferences" / ".last-used").write_text("clash\n")
    visitor.is_left_to_the_ordinary_way("now", *AT)
    visitor.types("now", *AT)
    assert visitor.quickly("now", *AT).out.startswith("Clash Conf")
    visitor.types("remove", "clash")
    assert not list((home / "quick").glob("clash*"))
    visitor.is_left_to_the_ordinary_way("now", *AT)


def test_another_version_of_the_program_counts(visitor: Attendee, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "__version__", "99.0")
    visitor.is_left_to_the_ordinary_way("now", *AT)


def test_what_another_writes_while_it_is_read_is_in_no_book(
    attendee: Attendee, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A star that is set between the looks at the disk must not hide behind an older one."""
    from scale_tui.cli import now as now_module

    attendee.types("star", "hpn")
    whole = now_module.situation

    def situation_and_then_a_star(arguments):
        found = whole(arguments)
        attendee.types("star", "reliability")
        return found

    monkeypatch.setattr(now_module, "situation", situation_and_then_a_star)
    attendee.types("now", *AT)
    assert not list(home.rglob("*.book"))


# What is not as usual


@pytest.mark.parametrize("suffix", ["book", "marks", "mine", "pages"])
@pytest.mark.parametrize("data", [b"", b"\0" * 4096, b"scale-tui quick 2 little 0 0 0\n", b"\xff" * 9])
def test_a_damaged_file_is_left_and_written_anew(
    visitor: Attendee, home: Path, suffix: str, data: bytes
) -> None:
    (path,) = (home / "quick").glob(f"*.{suffix}")
    path.write_bytes(data)
    typed = {"mine": ("mine", *AT), "pages": ("show", IDS[0], *AT)}.get(suffix, ("now", *AT))
    visitor.is_left_to_the_ordinary_way(*typed)
    assert visitor.types(*typed).code == 0
    visitor.is_answered_the_same(*typed)


def test_a_file_that_others_can_write_is_left(visitor: Attendee, home: Path) -> None:
    (path,) = (home / "quick").glob("*.book")
    path.chmod(0o666)
    visitor.is_left_to_the_ordinary_way("now", *AT)


def test_while_the_marks_are_written_the_ordinary_way_waits(visitor: Attendee, home: Path) -> None:
    (home / "schedule.sqlite3-journal").write_bytes(b"")
    visitor.is_left_to_the_ordinary_way("now", *AT)


def test_marks_with_rights_that_the_ordinary_way_would_take_are_left(visitor: Attendee, home: Path) -> None:
    (home / "schedule.sqlite3").chmod(0o644)
    visitor.is_left_to_the_ordinary_way("now", *AT)


def test_marks_of_a_newer_program_are_complained_of_each_time(visitor: Attendee, home: Path) -> None:
    with closing(sqlite3.connect(home / "schedule.sqlite3")) as database:
        database.execute("PRAGMA user_version = 99")
    for _ in range(2):
        said = visitor.types("now", *AT)
        assert "written by a newer scale-tui" in said.err


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_marks_that_cannot_be_changed_are_complained_of_each_time(visitor: Attendee, home: Path) -> None:
    (home / "schedule.sqlite3").chmod(0o400)
    for _ in range(2):
        assert "cannot be changed" in visitor.types("now", *AT).err


def test_it_looks_where_the_ordinary_way_keeps(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert sys.platform in ("linux", "darwin")
    for environ in ({"HOME": str(tmp_path)}, {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "d")}):
        with monkeypatch.context() as patch:
            patch.delenv("SCALE_TUI_HOME", raising=False)
            patch.delenv("XDG_DATA_HOME", raising=False)
            for name, value in environ.items():
                patch.setenv(name, value)
            if sys.platform == "linux":
                assert Path(place.home()) == data_dir()


# In a terminal, and what it costs


@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize("env", [{}, {"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_in_a_terminal_both_ways_write_the_same(
    visitor: Attendee, home: Path, columns: int, env: dict[str, str]
) -> None:
    for command in (("now", *AT), ("list", *AT), ("mine", *AT), ("show", "x", *AT)):
        typed = [IDS[0] if word == "x" else word for word in command]
        written = []
        for switch in ("on", quick.OFF):
            environ = {"TERM": "xterm", quick.SWITCH: switch} | env
            with playing(home, *typed, env=environ, size=(columns, 24)) as terminal:
                assert terminal.ended() == 0
                written.append(terminal.written)
        assert written[0] == written[1]
        assert (b"\x1b[" in written[0]) is (not env)


def test_what_is_configured_counts(visitor: Attendee, home: Path) -> None:
    (home / "config.toml").write_text("[schedule]\nchange_minutes = 40\n")
    visitor.is_left_to_the_ordinary_way("mine")
    visitor.types("mine")
    visitor.is_answered_the_same("mine")
    (home / "config.toml").write_text("[schedule]\nchange_minutes = 'soon'\n")
    for _ in range(2):
        assert "minutes from 0" in visitor.types("mine").err


@pytest.mark.parametrize("command", COMMANDS)
def test_each_leaves_what_it_answers_from(attendee: Attendee, command: tuple[str, ...]) -> None:
    typed = ["show", IDS[0]] if command[0] == "show" else list(command)
    attendee.ordinarily("star", "hpn")
    attendee.is_left_to_the_ordinary_way(*typed)
    first = attendee.types(*typed)
    assert attendee.quickly(*typed) == first


@pytest.mark.parametrize("is_there", [True, False])
def test_who_never_asked_is_answered_of_the_bundled_agenda(
    attendee: Attendee, home: Path, *, is_there: bool
) -> None:
    """Its book comes with the program, and nothing is marked in it."""
    if not is_there:
        home.rmdir()
    for moment in instants(bundled_agenda()):
        for typed in (("now",), ("now", "--mine"), ("list",)):
            attendee.is_answered_the_same(*typed, "--at", moment)
    assert home.exists() is is_there


def test_where_nothing_can_be_kept_the_ordinary_way_says_so(
    attendee: Attendee, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.rmdir()
    monkeypatch.setattr(os, "access", lambda path, *_, **__: Path(path) != home.parent)
    attendee.is_left_to_the_ordinary_way("now", *AT)


def test_what_was_just_added_is_answered(attendee: Attendee, tmp_path: Path) -> None:
    """With what was marked in it while it was kept before."""
    source = tmp_path / "clash.txt"
    source.write_text(TWO_DAYS, encoding="utf-8")
    at = ("--at", "2024-09-11T09:10", "-c", "clash")
    attendee.types("add", str(source), "--name", "clash")
    attendee.is_answered_the_same("now", *at)
    attendee.types("star", "First talk", "-c", "clash")
    attendee.types("remove", "clash")
    attendee.types("add", str(source), "--name", "clash")
    attendee.is_answered_the_same("now", *at)
    assert "★" in attendee.quickly("now", *at).out


def test_what_was_just_refreshed_is_answered(attendee: Attendee, tmp_path: Path) -> None:
    source = tmp_path / "clash.txt"
    source.write_text(TWO_DAYS, encoding="utf-8")
    attendee.types("add", str(source), "--name", "clash")
    source.write_text(TWO_DAYS.replace("First talk", "Other talk"), encoding="utf-8")
    attendee.types("refresh", "clash")
    at = ("--at", "2024-09-11T09:10", "-c", "clash")
    attendee.is_answered_the_same("now", *at)
    assert "Other talk" in attendee.quickly("now", *at).out


def test_a_book_of_before_does_not_stand_in_the_way_of_the_bundled_one(
    attendee: Attendee, home: Path
) -> None:
    attendee.types("now", *AT)
    attendee.types("star", "hpn")
    book = home / "quick" / f"{place.BUNDLED}.book"
    book.parent.mkdir(exist_ok=True)
    book.write_bytes(b"scale-tui quick 1 of a version that is no more\n")
    book.chmod(0o600)
    attendee.is_answered_the_same("now", *AT)


def modules_of(home: Path, *typed: str) -> set[str]:
    """What a new Python has loaded after a command, but for what it loads anyway."""
    program = "import sys; from scale_tui.cli import main; main(); print(); print(*sys.modules)"
    environ = os.environ | {"PYTHONPATH": str(SOURCE), "SCALE_TUI_HOME": str(home), "PYTHONUTF8": "1"}
    bare = subprocess.run(
        [sys.executable, "-c", "import sys; print(*sys.modules)"],
        env=environ,
        capture_output=True,
        check=True,
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *typed], env=environ, capture_output=True, check=False
    )
    assert done.stderr == b""
    return set(done.stdout.decode().splitlines()[-1].split()) - set(bare.stdout.decode().split())


@pytest.mark.parametrize(
    "typed",
    [
        ("now", *AT),
        ("now", *AT, "--mine"),
        ("now", *AT, "--next", "--width", "60"),
        ("now", *AT, "-q"),
        ("list", *AT),
        ("mine", *AT),
        ("show", *IDS, *AT),
    ],
)
def test_each_imports_these_modules_and_no_others(
    visitor: Attendee, home: Path, typed: tuple[str, ...]
) -> None:
    own = {f"scale_tui.quick.{each}" for each in OWN.get(typed[0], ())}
    loaded = modules_of(home, *typed)
    assert OURS | own <= loaded <= OURS | own | OTHERS


def test_the_first_time_and_every_time_it_is_switched_off_it_is_the_ordinary_way(
    visitor: Attendee, home: Path
) -> None:
    for path in (home / "quick").iterdir():
        path.unlink()
    assert "scale_tui.cli.now" in modules_of(home, "now", *AT)
    assert "scale_tui.cli.now" not in modules_of(home, "now", *AT)


def test_what_it_says_is_what_programs_are_told(visitor: Attendee) -> None:
    document = json.loads(visitor.types("now", "--json", *AT).out)
    said = visitor.quickly("now", *AT).out
    for each in (*document["running"], *document["next"]):
        assert each["title"] in said
    assert datetime.fromisoformat(document["now"]).strftime("%H:%M") in said
