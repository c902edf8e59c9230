"""Reminders in the app: a toast, the bell, the desktop; once each, whatever the clock does."""

import os
import select
import struct
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from textual.pilot import Pilot

from builders import agenda, at, session, speaker
from scale_tui.domain.agenda import Agenda
from scale_tui.domain.errors import ScaleTuiError
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.ui.glyphs import ASCII
from scale_tui.ui.messages import AgendaCame
from scale_tui.ui.reminding import Reminders
from screenshot import take_screenshot
from stage import MemoryStore, app_on, saved, settled

ALPHA = session(
    "12:00", 30, "Alpha [/b] [@click=app.quit]x", id="alpha", room="A", speakers=(speaker("Ada"),)
)
BETA = session("12:05", 30, "Beta", id="beta")
DAY = agenda(session("09:00", 60, "Opening"), ALPHA, BETA, session("17:00", 60, "Closing"))


class Visit:
    """An app whose clock is set by hand, and what it told the desktop."""

    def __init__(self, *stars: str, now: str = "11:40", on: Agenda = DAY, **options: Any) -> None:
        self.now = at(now)
        self.told: list[tuple[str, str]] = []
        self.store = options.pop("store", None) or MemoryStore(stars)
        is_rehearsal = options.pop("is_rehearsal", False)
        leads = options.pop("leads", (10, 2))
        self.app = app_on(
            on,
            clock=lambda: self.now,
            store=self.store,
            reminders=Reminders(leads, self.tell, is_rehearsal),
            **options,
        )
        self.rung = 0
        self.app.bell = self.ring  # type: ignore[method-assign]
        self.looks = 0
        look = self.store.has_changed

        def counted_look() -> bool:
            self.looks += 1
            return look()

        self.store.has_changed = counted_look

    def ring(self) -> None:
        self.rung += 1

    def tell(self, title: str, body: str) -> str:
        self.told.append((title, body))
        return ""

    @property
    def titles(self) -> list[str]:
        return [title for title, _ in self.told]

    async def told_all(self, pilot: Pilot[Any]) -> None:
        """Wait until the clock, as it is now, has been looked at, and what came of it is done."""
        looks = self.looks
        while self.looks < looks + 2:
            assert pilot.app.is_running
            await pilot.pause(0.02)
        await pilot.pause()
        while any(worker.group == "desktop" and not worker.is_finished for worker in pilot.app.workers):
            await pilot.pause(0.01)
        await settled(pilot)

    async def at(self, pilot: Pilot[Any], clock: str) -> None:
        self.now = at(clock)
        await self.told_all(pilot)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The thread that keeps the marks looks up more often than it would."""
    monkeypatch.setattr("scale_tui.ui.keeping.SOONEST", 0.01)
    monkeypatch.setattr("scale_tui.ui.keeping.LATEST", 0.01)


async def test_a_star_is_told_ten_and_two_minutes_before_with_a_toast_and_on_the_desktop() -> None:
    visit = Visit("alpha", "beta")
    async with visit.app.run_test(size=(100, 30), notifications=True) as pilot:
        await visit.at(pilot, "11:49")
        assert visit.told == []
        await visit.at(pilot, "11:50")
        text = take_screenshot(visit.app).text
        assert "In 10 min" in text
        assert "Alpha [/b] [@click=app.quit]x" in text
        assert "12:00 · A · Ada" in text
        for clock in ("11:51", "11:55", "11:58", "12:03", "12:10"):
            await visit.at(pilot, clock)
    assert [title.split(":")[0] + title[-6:] for title in visit.titles] == [
        "In 10 minquit]x",
        "In 10 min: Beta",
        "In 2 minquit]x",
        "In 2 min: Beta",
    ]
    assert visit.told[0][1] == "12:00 · A · Ada"
    assert visit.rung == 4


async def test_a_machine_that_slept_is_told_on_waking_with_the_true_minutes() -> None:
    visit = Visit("alpha", "beta")
    async with visit.app.run_test(size=(80, 24), notifications=True) as pilot:
        await visit.at(pilot, "11:49")
        await visit.at(pilot, "12:03")
        text = take_screenshot(visit.app).text
        assert "Began 3 min ago" in text
        assert "In 2 min" in text
        await visit.at(pilot, "11:50")
        await visit.at(pilot, "12:40")
    assert visit.titles == [
        f"Began 3 min ago: {ALPHA.title}",
        "In 2 min: Beta",
        f"In 10 min: {ALPHA.title}",
    ]


async def test_many_at_once_are_one_toast_on_the_screen_and_a_notice_each_on_the_desktop() -> None:
    talks = [session(f"11:{50 + n}", 60, f"Talk {n}", id=f"talk{n}") for n in range(6)]
    day = agenda(session("09:00", 60, "Opening"), *talks, session("17:00", 60, "Closing"))
    visit = Visit(*(each.id for each in talks), on=day, now="11:58")
    async with visit.app.run_test(size=(80, 24), notifications=True) as pilot:
        await visit.told_all(pilot)
        text = take_screenshot(visit.app).text
        told = ["In your schedule", "Began 3 min ago: Talk 5", "Began 6 min ago: Talk 2", "and 2 more"]
        assert [words for words in told if words not in text] == []
        assert "ago: Talk 1" not in text
        assert len(visit.app.screen.query("Toast")) == 1
    assert len(visit.told) == 6


async def test_a_talk_that_moves_is_told_again_for_its_new_start() -> None:
    visit = Visit("alpha")
    later = replace(ALPHA, start=ALPHA.start + timedelta(minutes=15), end=ALPHA.end + timedelta(minutes=15))
    async with visit.app.run_test(size=(80, 24), notifications=True) as pilot:
        await visit.at(pilot, "11:50")
        visit.app.post_message(AgendaCame(agenda(later, BETA), visit.store.schedule))
        await pilot.pause()
        await visit.at(pilot, "11:58")
        assert len(visit.told) == 1
        await visit.at(pilot, "12:05")
        await visit.at(pilot, "12:13")
    assert [body[:5] for _, body in visit.told] == ["12:00", "12:15", "12:15"]


async def test_a_star_set_three_minutes_before_gets_the_next_reminder_only() -> None:
    visit = Visit(now="11:57")
    async with visit.app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("slash", *"alpha", "enter", "space")
        await saved(pilot)
        assert visit.store.schedule.stars == {"alpha"}
        await visit.told_all(pilot)
        assert visit.told == []
        await visit.at(pilot, "11:58")
        assert [title[:8] for title in visit.titles] == ["In 2 min"]


async def test_stars_of_other_programs_are_told_too_and_what_another_program_told_is_not() -> None:
    visit = Visit("beta")
    visit.store.remember_once(DAY.name, "reminded", f"beta {BETA.start.isoformat()} 10", "", at=visit.now)
    async with visit.app.run_test(size=(80, 24), notifications=True) as pilot:
        visit.store.other_star("alpha")
        await visit.at(pilot, "11:56")
    assert visit.titles == [f"In 4 min: {ALPHA.title}"]


async def test_two_apps_tell_once_together() -> None:
    store = MemoryStore(("alpha",))
    one, other = Visit(store=store), Visit(store=store)
    async with one.app.run_test() as first, other.app.run_test() as second:
        await one.at(first, "11:50")
        await other.at(second, "11:50")
        await other.at(second, "11:58")
        await one.at(first, "11:58")
    assert [len(one.told), len(other.told)] == [1, 1]


async def test_a_rehearsal_uses_nothing_up_for_the_day() -> None:
    store = MemoryStore(("alpha",))
    rehearsal = Visit(store=store, is_rehearsal=True)
    async with rehearsal.app.run_test() as pilot:
        await rehearsal.at(pilot, "11:50")
        await rehearsal.at(pilot, "11:51")
    real = Visit(store=store)
    async with real.app.run_test() as pilot:
        await real.at(pilot, "11:50")
    assert [len(rehearsal.told), len(real.told)] == [1, 1]


async def test_where_nothing_can_be_saved_it_reminds_all_the_same_once() -> None:
    visit = Visit("alpha")
    visit.store.fault = "the disk is full"
    async with visit.app.run_test() as pilot:
        await visit.at(pilot, "11:50")
        await visit.at(pilot, "11:51")
    assert [title[:9] for title in visit.titles] == ["In 10 min"]


async def test_other_minutes_and_none() -> None:
    visit, never = Visit("alpha", leads=(7,)), Visit("alpha", leads=())
    async with visit.app.run_test() as pilot:
        await visit.at(pilot, "11:52")
        await visit.at(pilot, "11:53")
    async with never.app.run_test() as pilot:
        await never.at(pilot, "11:59")
    assert [title[:8] for title in visit.titles] == ["In 7 min"]
    assert never.told == []


async def test_another_conference_that_is_opened_is_looked_into_from_then_on() -> None:
    visit = Visit("alpha")
    other = agenda(replace(BETA, id="alpha", title="Gamma"), name="other-conf")
    async with visit.app.run_test() as pilot:
        visit.app.post_message(AgendaCame(other, PersonalSchedule(stars=frozenset({"alpha"}))))
        await pilot.pause()
        await visit.at(pilot, "11:57")
    assert visit.titles == ["In 8 min: Gamma"]


async def test_what_the_desktop_cannot_do_is_said_in_words_that_are_not_markup() -> None:
    visit = Visit("alpha")

    def fail(title: str, body: str) -> str:
        raise ScaleTuiError("failed: [/b]")

    visit.tell = fail  # type: ignore[method-assign]
    visit.app = app_on(
        DAY, clock=lambda: visit.now, store=visit.store, reminders=Reminders((10, 2), lambda t, b: fail(t, b))
    )
    async with visit.app.run_test(size=(100, 30), notifications=True) as pilot:
        await visit.at(pilot, "11:50")
        assert "failed: [/b]" in take_screenshot(visit.app).text


async def test_a_terminal_without_dots_gets_none_in_a_toast() -> None:
    visit = Visit("alpha", glyphs=ASCII)
    async with visit.app.run_test(size=(100, 30), notifications=True) as pilot:
        await visit.at(pilot, "11:50")
        assert "12:00 - A - Ada" in take_screenshot(visit.app).text


# On a real terminal

SCHEDULE = """\
<?xml version="1.0"?>
<schedule>
  <conference><title>Little Conf</title><time_zone_name>UTC</time_zone_name></conference>
  <day date="{start:%Y-%m-%d}" index="1"><room name="Blue">
    <event guid="alpha" id="1">
      <date>{start:%Y-%m-%dT%H:%M:%S+00:00}</date><start>{start:%H:%M}</start><duration>12:00</duration>
      <room>Blue</room><title>Alpha; or 会場</title>
    </event>
  </room></day>
</schedule>
"""


def shown_on_terminal(is_enough: Callable[[bytes], bool], environ: dict[str, str], *typed: str) -> bytes:
    """All that the program writes to its terminal, until that is enough and it was told to quit."""
    fcntl, pty, termios = map(pytest.importorskip, ("fcntl", "pty", "termios"))
    process, terminal = pty.fork()
    if process == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        os.execve(sys.executable, [sys.executable, "-m", "scale_tui", *typed], environ)
    shown, is_leaving, hang = b"", False, monotonic() + 120
    while True:
        assert monotonic() < hang, shown
        if not is_leaving and is_enough(shown):
            is_leaving = True
            os.write(terminal, b"q")
        if not select.select([terminal], [], [], 0.1)[0]:
            continue
        try:
            data = os.read(terminal, 65536)
        except OSError:  # how Linux says that the other end was closed
            break
        if not data:
            break
        shown += data
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0, shown
    return shown


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """A home, and a search path on which nothing is."""
    (tmp_path / "bin").mkdir()
    return {
        "PATH": str(tmp_path / "bin"),
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[2] / "src"), *filter(None, sys.path)]),
        "SCALE_TUI_HOME": str(tmp_path / "home"),
        "PYTHONUTF8": "1",
        "TERM": "foot",
    }


@pytest.fixture
def starred(tmp_path: Path, environ: dict[str, str]) -> str:
    """A conference whose one star began a moment ago by the real clock, and goes on for hours."""
    path = tmp_path / "now.xml"
    path.write_text(
        SCHEDULE.format(start=datetime.now(UTC).replace(second=0) - timedelta(minutes=1)), encoding="utf-8"
    )
    command = [sys.executable, "-m", "scale_tui", "star", "-c", str(path), "alpha"]
    subprocess.run(command, env=environ | {"SCALE_TUI_NOW": "2020-01-01"}, check=True, capture_output=True)
    return str(path)


def test_on_a_terminal_the_sequence_is_whole(environ: dict[str, str], starred: str) -> None:
    shown = shown_on_terminal(lambda shown: b"\x1b]777;" in shown, environ, starred)
    start = shown.index(b"\x1b]777;")
    sequence = shown[start : shown.index(b"\x1b\\", start)].decode()
    assert sequence.startswith("\x1b]777;notify;Began ")
    title, body = sequence.split(";")[2:]
    assert title.endswith("ago: Alpha, or 会場")
    assert body.endswith(" · Blue")


def test_a_local_program_is_preferred_to_the_terminal(
    environ: dict[str, str], starred: str, tmp_path: Path
) -> None:
    program = tmp_path / "bin" / "notify-send"
    noted = tmp_path / "noted"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {noted}.new\n/bin/mv {noted}.new {noted}\n')
    program.chmod(0o755)
    shown = shown_on_terminal(lambda _: noted.exists(), environ | {"DISPLAY": ":0"}, starred)
    assert b"\x1b]777;" not in shown
    lines = noted.read_text().splitlines()
    assert lines[:2] == ["--app-name=scale-tui", "--"]
    assert lines[2].endswith("ago: Alpha; or 会場")
