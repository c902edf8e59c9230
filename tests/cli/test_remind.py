"""``remind``: tells of each star before it starts, whatever happens around it."""

import contextlib
import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from builders import at
from scale_tui.cli import desktop, main, reminding
from scale_tui.cli.desktop import Desktop

SOURCE = Path(__file__).parents[2] / "src"
SCHEDULE = """\
<?xml version="1.0"?>
<schedule>
  <conference><title>Little Conf</title><time_zone_name>UTC</time_zone_name></conference>
  <day date="{start:%Y-%m-%d}" index="1"><room name="Blue">
    <event guid="alpha" id="1">
      <date>{start:%Y-%m-%dT%H:%M:%S+00:00}</date><start>{start:%H:%M}</start><duration>{length}</duration>
      <room>Blue</room><title>Alpha</title>
    </event>
  </room></day>
</schedule>
"""
AGENDA = """\
Little Conf @Scale 2024

EVENT AGENDA

Event times below are displayed in PT.

September 11, 2024

{alpha}
Alpha
Speaker Bo Berg,Acme
12:40 PM - 01:00 PM
Beta
"""


@dataclass
class Day:
    """A day at the conference: the waiting is acted, and what is planned for a time is done then."""

    now: datetime
    plans: list[tuple[datetime, Callable[[], object]]] = field(default_factory=list)
    longest_wait: float = 0.0

    def clock(self, start: datetime, started: datetime) -> Callable[[], datetime]:
        return lambda: self.now

    def wait(self, seconds: float) -> None:
        self.longest_wait = max(self.longest_wait, seconds)
        self.now += timedelta(seconds=seconds)
        while self.plans and self.plans[0][0] <= self.now:
            self.plans.pop(0)[1]()

    def at(self, clock: str, do: Callable[[], object]) -> None:
        self.plans.append((at(clock), do))

    def sleep_until(self, clock: str) -> None:
        self.now = at(clock)


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch) -> Day:
    day = Day(at("11:40"))
    monkeypatch.setattr(reminding, "clock_from", day.clock)
    monkeypatch.setattr(reminding.time, "sleep", day.wait)
    monkeypatch.setattr(desktop, "desktop_for", lambda environ: Desktop(None, None))
    for variable in ("SCALE_TUI_REMIND", "SCALE_TUI_NOW"):
        monkeypatch.delenv(variable, raising=False)
    return day


@pytest.fixture
def little(tmp_path: Path) -> Path:
    path = tmp_path / "little.txt"
    write(path, "12:00 PM - 12:30 PM")
    return path


def write(path: Path, alpha: str) -> None:
    fresh = path.with_suffix(".new")
    fresh.write_text(AGENDA.format(alpha=alpha), encoding="utf-8")
    fresh.replace(path)


@pytest.fixture
def remind(little: Path, day: Day, ask: Callable[..., Any]) -> Callable[..., Any]:
    """Runs the command on the little conference until the day there is over."""
    return lambda *options: ask("remind", "-c", str(little), *options)


def star(path: Path, *ids: str, command: str = "star") -> None:
    with contextlib.redirect_stdout(io.StringIO()):
        assert main([command, "-c", str(path), "--at", "2024-09-11T08:00", *ids]) == 0


def test_each_star_is_a_line_ten_and_two_minutes_before(remind: Callable[..., Any], little: Path) -> None:
    star(little, "alpha", "beta")
    answer = remind()
    assert answer.code == 0
    assert answer.lines == [
        "11:50  In 10 min: Alpha  12:00 · Bo Berg · Acme",
        "11:58  In 2 min: Alpha  12:00 · Bo Berg · Acme",
        "12:30  In 10 min: Beta  12:40",
        "12:38  In 2 min: Beta  12:40",
    ]
    assert answer.err.splitlines() == [
        (
            "scale-tui: Little Conf @Scale 2024: reminding of 2 sessions, 10 and 2 min before each; "
            "next Alpha in 20 min"
        ),
        "scale-tui: Little Conf @Scale 2024: no more stars ahead; a new one is told 10 and 2 min before",
        "scale-tui: Little Conf @Scale 2024 ended 11 Sep 2024: nothing more to remind of",
    ]


def test_other_minutes_are_an_option_a_variable_or_configured(
    remind: Callable[..., Any], little: Path, monkeypatch: pytest.MonkeyPatch, day: Day, home: Path
) -> None:
    star(little, "alpha")
    (home / "config.toml").write_text("[reminders]\nbefore = [3]\n", encoding="utf-8")
    assert [line[:5] for line in remind().lines] == ["11:57"]
    day.now = at("11:40")
    monkeypatch.setenv("SCALE_TUI_REMIND", "7")
    assert [line[:5] for line in remind().lines] == ["11:53"]
    day.now = at("11:40")
    lines = remind("--before", "5,15,1").lines
    assert [line[:5] for line in lines] == ["11:45", "11:55", "11:59"]


def test_plain_is_one_sentence_without_glyphs(remind: Callable[..., Any], little: Path) -> None:
    star(little, "alpha")
    assert remind("--plain").lines[0] == "Reminder: In 10 min: Alpha, 12:00, Bo Berg, Acme"


@pytest.mark.parametrize("minutes", ["", "ten", "-1", "10;2", "9999"])
def test_minutes_that_are_none_are_refused(
    ask: Callable[..., Any], minutes: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = ask("remind", f"--before={minutes}")
    assert (answer.code, answer.err.count("\n")) == (2, 1)
    if minutes:
        monkeypatch.setenv("SCALE_TUI_REMIND", minutes)
        answer = ask("remind")
        assert (answer.code, answer.err.count("\n")) == (2, 1)


def test_with_nothing_starred_it_says_so_and_waits_for_a_star(
    remind: Callable[..., Any], little: Path, day: Day
) -> None:
    day.at("11:45", lambda: star(little, "alpha"))
    answer = remind()
    assert "nothing starred yet; a new one is told 10 and 2 min before\n" in answer.err
    assert "reminding of 1 session, 10 and 2 min before each; next Alpha in 15 min\n" in answer.err
    assert [line[:18] for line in answer.lines] == ["11:50  In 10 min: ", "11:58  In 2 min: A"]


def test_a_star_taken_off_is_not_told(remind: Callable[..., Any], little: Path, day: Day) -> None:
    star(little, "alpha")
    day.at("11:55", lambda: star(little, "alpha", command="unstar"))
    assert [line[:5] for line in remind().lines] == ["11:50"]


def test_a_talk_that_another_program_learns_has_moved_is_told_for_its_new_start(
    ask: Callable[..., Any], day: Day, tmp_path: Path
) -> None:
    day.now = datetime(2026, 11, 23, 9, 40, tzinfo=UTC)
    path = tmp_path / "schedule.xml"
    path.write_text(SCHEDULE.format(start=datetime(2026, 11, 23, 10, tzinfo=UTC), length="01:00"))
    assert ask("add", str(path)).code == 0
    star("little-conf", "alpha")

    def move() -> None:
        path.write_text(SCHEDULE.format(start=datetime(2026, 11, 23, 10, 15, tzinfo=UTC), length="01:00"))
        with contextlib.redirect_stdout(io.StringIO()):
            assert main(["refresh", "little-conf"]) == 0

    day.plans.append((datetime(2026, 11, 23, 9, 51, tzinfo=UTC), move))
    assert [line.split("  ") for line in ask("remind", "-c", "little-conf").lines] == [
        ["09:50", "In 10 min: Alpha", "10:00 · Blue"],
        ["10:05", "In 10 min: Alpha", "10:15 · Blue"],
        ["10:13", "In 2 min: Alpha", "10:15 · Blue"],
    ]


def test_an_agenda_that_cannot_be_read_meanwhile_is_said_once_and_the_old_one_stays(
    remind: Callable[..., Any], little: Path, day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    star(little, "alpha")
    reads = []
    read = reminding.find_conference
    monkeypatch.setattr(reminding, "find_conference", lambda choice: reads.append(choice) or read(choice))
    day.at("11:45", lambda: little.write_text("nothing"))
    answer = remind()
    assert [line[:5] for line in answer.lines] == ["11:50", "11:58"]
    assert answer.err.count("reminding by the agenda as it was") == 1
    assert len(reads) == 2


def test_a_machine_that_slept_is_told_on_waking(remind: Callable[..., Any], little: Path, day: Day) -> None:
    star(little, "alpha", "beta")
    day.at("11:49", lambda: day.sleep_until("11:56"))
    day.at("12:20", lambda: day.sleep_until("12:43"))
    assert [line.split("  ")[:2] for line in remind().lines] == [
        ["11:56", "In 4 min: Alpha"],
        ["11:58", "In 2 min: Alpha"],
        ["12:43", "Began 3 min ago: Beta"],
    ]


def test_the_clock_is_looked_at_at_least_every_twenty_seconds(
    remind: Callable[..., Any], little: Path, day: Day
) -> None:
    star(little, "alpha")
    remind()
    assert 0 < day.longest_wait <= 20


def test_started_again_it_does_not_repeat_itself(remind: Callable[..., Any], little: Path, day: Day) -> None:
    star(little, "alpha")
    assert len(remind().lines) == 2
    day.now = at("11:51")
    assert remind().lines == []


def test_a_rehearsal_does_not_use_up_the_reminders_of_the_day(
    remind: Callable[..., Any], little: Path, day: Day
) -> None:
    star(little, "alpha")
    assert len(remind("--at", "2024-09-11T11:40").lines) == 2
    day.now = at("11:40")
    assert len(remind().lines) == 2


def test_where_nothing_can_be_saved_it_reminds_all_the_same(
    remind: Callable[..., Any], little: Path, day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    from scale_tui.domain.errors import CannotSave
    from scale_tui.storage.personal import PersonalStore

    star(little, "alpha")

    def refuse(*_: object, **__: object) -> bool:
        raise CannotSave("the disk is full")

    monkeypatch.setattr(PersonalStore, "remember_once", refuse)
    answer = remind()
    assert [line[:5] for line in answer.lines] == ["11:50", "11:58"]
    assert answer.err.count("the disk is full") == 1


def test_an_event_that_is_over_is_not_waited_for(remind: Callable[..., Any], day: Day) -> None:
    day.now = at("18:00")
    answer = remind()
    assert (answer.code, answer.out) == (0, "")
    assert answer.err == "scale-tui: Little Conf @Scale 2024 ended 11 Sep 2024: nothing more to remind of\n"


def test_the_desktop_is_told_too_and_what_it_cannot_do_is_said_once(
    remind: Callable[..., Any], little: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    star(little, "alpha", "beta")
    broken = Desktop((str(tmp_path / "missing"),), None)
    monkeypatch.setattr(desktop, "desktop_for", lambda environ: broken)
    answer = remind()
    assert len(answer.lines) == 4
    assert answer.err.count("no desktop notifications") == 1
    assert "\a" not in answer.out  # no terminal


# As processes


def running(
    *typed: str, home: Path, stdout: int = subprocess.PIPE, **environ: str
) -> subprocess.Popen[bytes]:
    inherited = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return subprocess.Popen(
        [sys.executable, "-u", "-m", "scale_tui", *typed],
        env=inherited | {"PYTHONPATH": str(SOURCE), "SCALE_TUI_HOME": str(home), "PYTHONUTF8": "1"} | environ,
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
    )


@pytest.fixture
def on_now(tmp_path: Path, home: Path) -> Path:
    """A conference whose one star began a moment ago by the real clock, and goes on for hours."""
    path = tmp_path / "now.xml"
    path.write_text(
        SCHEDULE.format(start=datetime.now(UTC).replace(second=0) - timedelta(minutes=1), length="12:00")
    )
    star(path, "alpha")
    return path


def ended(processes: list[subprocess.Popen[bytes]]) -> Iterator[tuple[int, str, str]]:
    for process in processes:
        process.send_signal(signal.SIGINT)
    for process in processes:
        out, err = process.communicate(timeout=600)
        yield process.returncode, (out or b"").decode(), err.decode()


@pytest.mark.skipif(os.name == "nt", reason="Windows interrupts otherwise")
def test_of_several_programs_exactly_one_tells_and_an_interrupt_is_130(on_now: Path, home: Path) -> None:
    processes = [running("remind", "-c", str(on_now), home=home) for _ in range(4)]
    for process in processes:
        assert process.stderr is not None
        # Said at the end of the first look.
        assert b"no more stars ahead" in process.stderr.readline()
    answers = list(ended(processes))
    assert [code for code, _, _ in answers] == [130] * 4
    said = [out for _, out, _ in answers if out]
    assert len(said) == 1
    assert said[0].count("\n") == 1
    assert "Began" in said[0]
    assert not any("Traceback" in err for _, _, err in answers)


def test_on_a_terminal_the_bell_rings_and_the_desktop_is_told(
    on_now: Path, home: Path, tmp_path: Path
) -> None:
    pty, tty = pytest.importorskip("pty"), pytest.importorskip("tty")
    outside, inside = pty.openpty()
    tty.setraw(inside)
    (tmp_path / "bin").mkdir()
    process = running(
        "remind", "-c", str(on_now), home=home, stdout=inside, TERM="foot", PATH=str(tmp_path / "bin")
    )
    assert process.stderr is not None
    process.stderr.readline()
    [(code, _, err)] = ended([process])
    assert (code, err) == (130, "")
    shown = os.read(outside, 65536).decode()
    os.close(outside)
    os.close(inside)
    line, _, rest = shown.partition("\n")
    assert "ago: Alpha" in line
    assert rest.startswith("\a\x1b]777;notify;Began ")
    assert rest.endswith(" · Blue\x1b\\")


def test_a_schedule_from_standard_input_is_reminded_of_too(
    little: Path, day: Day, ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    star(little, "alpha")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(little.read_bytes())))
    answer = ask("remind", "-c", "-")
    assert (answer.code, [line[:5] for line in answer.lines]) == (0, ["11:50", "11:58"])
