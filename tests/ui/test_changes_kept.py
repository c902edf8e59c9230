"""The same with everything real but the terminal: a web server, a library and marks on a disk.

The schedule of a real conference is used in two versions of it, a day apart, where the environment variable
SCALE_TUI_SCHEDULES names a folder that has them.
"""

import os
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from scale_tui.cli.conferences import Conferences
from scale_tui.cli.editing import edit
from scale_tui.cli.intake import Intake
from scale_tui.cli.shelf import KeptShelf
from scale_tui.domain.agenda import Agenda
from scale_tui.domain.marks import Mark, note, put
from scale_tui.storage.library import Library
from scale_tui.storage.personal import PersonalStore
from scale_tui.ui.app import ScaleTuiApp
from scale_tui.ui.surroundings import Surroundings
from schedules import event, in_xml
from screenshot import take_screenshot
from stage import MemoryOutbox, saved, settled
from web_server import WebServer, serving, versioned

FILES = Path(os.environ.get("SCALE_TUI_SCHEDULES", "")) / "files"
KUBECON = [FILES / name for name in ("kubecon-eu-2026-older.ics", "kubecon-eu-2026.ics")]
KINDS = ("moved", "renamed", "edited")
NOON = datetime(2026, 3, 23, 12, tzinfo=UTC)


class Attendee:
    """A conference at an address, kept on this machine, with an app to open on it again and again."""

    def __init__(self, web: WebServer, home: Path) -> None:
        self._web = web
        self._marks = home / "schedule.sqlite3"
        self._version = 0
        self.time = NOON
        self.conferences = Conferences(Library(home / "conferences"))
        self.intake = Intake(Library(home / "conferences"), lambda: self.time, self.marks)

    def marks(self) -> PersonalStore:
        return PersonalStore.open(self._marks, at=self.time)

    def publish(self, data: bytes) -> str:
        self._version += 1
        return self._web.at("/schedule", versioned(data, f'"{self._version}"', f"{self._version}"))

    def add(self, data: bytes) -> Agenda:
        return self.intake.add(self.publish(data), name="conf", may_be_private=True).agenda

    def keep(self, *marks: tuple[Mark, str], **notes: str) -> None:
        with self.marks() as store:
            for mark, subject in marks:
                store.keep("conf", put(mark, subject), at=self.time)
            for subject, text in notes.items():
                store.keep("conf", note(subject, text), at=self.time)

    def app(self) -> ScaleTuiApp:
        with self.marks() as store:
            schedule = store.load("conf")
        shelf = KeptShelf(self.conferences, self.intake, lambda: self.time)
        surroundings = Surroundings(
            clock=lambda: self.time,
            open_store=self.marks,
            shelf=shelf,
            outbox=MemoryOutbox(),
            editor=lambda text: edit(text, {}),
        )
        return ScaleTuiApp(self.conferences.agenda("conf"), schedule, surroundings)


@pytest.fixture
def attendee(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Attendee]:
    monkeypatch.setenv("no_proxy", "*")
    with serving() as web:
        yield Attendee(web, tmp_path / "home")


def in_words(app: ScaleTuiApp) -> str:
    text = take_screenshot(app).text
    return " ".join(text.replace("│", " ").replace("▌", " ").split())


async def until(pilot: Pilot[None], is_so: Callable[[str], bool]) -> str:
    app = pilot.app
    assert isinstance(app, ScaleTuiApp)
    for _ in range(1000):
        if is_so(in_words(app)):
            break
        await pilot.pause(0.01)
    else:
        raise AssertionError(take_screenshot(app).text)
    return in_words(app)


async def until_shown(pilot: Pilot[None], text: str) -> str:
    return await until(pilot, lambda words: text in words)


def at(clock: str) -> dict[str, str]:
    return {"start": clock, "date": f"2026-03-23T{clock}:00+01:00"}


HALL = {"date": "2026-03-23", "index": "1"}
ANN = event(guid="1", title="Ann on Rust", persons=["Ann"], **at("14:00"))
BO = event(guid="2", title="Bo on Go", persons=["Bo"], **at("15:00"))
CY = event(guid="3", title="Cy on C", persons=["Cy"], **at("16:00"))
DI = event(guid="4", title="Di on D", persons=["Di"], **at("17:00"))
MOVED = ANN | at("14:30") | {"room": "Attic"}
OTHER_ID = BO | at("18:00") | {"guid": "22"}
CANCELLED = CY | {"status": "cancelled"}
EVA = event(guid="5", title="Eva on Elm", **at("19:00"))


async def test_stars_and_notes_follow_and_what_vanished_stays_until_notice_is_taken(
    attendee: Attendee,
) -> None:
    attendee.add(in_xml(ANN, BO, CY, DI, day=HALL))
    attendee.keep((Mark.STAR, "1"), (Mark.BACKUP, "2"), (Mark.STAR, "3"), (Mark.STAR, "4"), **{"2": "ask"})
    app = attendee.app()
    async with app.run_test(size=(110, 40), notifications=True) as pilot:
        await settled(pilot)
        assert "±" not in in_words(app)
        attendee.time += timedelta(hours=1)
        attendee.publish(in_xml(MOVED, OTHER_ID, CANCELLED, EVA, day=HALL))
        await pilot.press("3", "r")
        words = await until_shown(pilot, "5 changes, 4 in your schedule · C shows them")
        assert "± 4 changed" in words
        assert "★±Ann on Rust" in words
        assert "14:00 → 14:30, room Hall → Attic" in words
        assert "☆±Bo on Go" in words
        assert "★±Cy on C cancelled" in words
        assert "★±Di on D no longer in the agenda" in words
    again = attendee.app()
    async with again.run_test(size=(110, 40), notifications=True) as pilot:
        await pilot.press("C")
        words = await until_shown(pilot, "5 changes, 4 in your schedule")
        assert "Changed since 14:00" in words
        assert "moved 18:00 Bo on Go 15:00 → 18:00" in words
        assert "gone 17:00 Di on D" in words
        assert "new 19:00 Eva on Elm" in words
        await pilot.press("a")
        await until_shown(pilot, "5 changes seen.")
        await saved(pilot)
        await pilot.press("3")
        words = await until(pilot, lambda shown: "±" not in shown)
        assert "Di on D" not in words.partition("5 changes seen")[0]
        assert "★ Cy on C" in words
    with attendee.marks() as store:
        schedule = store.load("conf")
    assert schedule.stars == {"1", "3"}
    assert schedule.backups == {"22"}
    assert schedule.notes == {"22": "ask"}
    assert attendee.conferences.changes("conf").changes == ()


async def test_a_copy_that_is_old_is_compared_without_being_asked_and_says_its_age(
    attendee: Attendee,
) -> None:
    attendee.add(in_xml(ANN, BO, day=HALL))
    attendee.time += timedelta(hours=25)
    attendee.publish(in_xml(MOVED, BO, day=HALL))
    app = attendee.app()
    async with app.run_test(size=(110, 40), notifications=True) as pilot:
        words = await until_shown(pilot, "1 change · C shows it")
        assert "±Ann on Rust" in words
        assert "checked just now" in words
        attendee.time += timedelta(hours=3)
        app.read_clock()
        await until_shown(pilot, "checked 3 h ago")
        assert "± moved since 14:00" in in_words(app)


@pytest.mark.skipif(not all(path.is_file() for path in KUBECON), reason="needs two versions of a conference")
async def test_two_versions_of_a_real_conference(attendee: Attendee) -> None:
    older, newer = (path.read_bytes() for path in KUBECON)
    agenda = attendee.add(older)
    moved = next(one for one in agenda.sessions if one.title == "Project Lightning Talk: Closing")
    attendee.keep((Mark.STAR, moved.id))
    app = attendee.app()
    async with app.run_test(size=(200, 60), notifications=True) as pilot:
        await settled(pilot)
        assert "±" not in in_words(app)
        attendee.publish(newer)
        await pilot.press("r")
        await until_shown(pilot, "12 changes, 1 in your schedule · C shows them")
        await pilot.press("3")
        assert "16:55 → 16:48" in await until_shown(pilot, "± 1 changed")
        await pilot.press("C")
        words = await until_shown(pilot, "12 changes, 1 in your schedule · checked just now")
        assert [len(re.findall(rf" {kind} \w\w\w \d\d \d\d:", words)) for kind in KINDS] == [3, 6, 3]
        for told in (
            "room G104 - 105 | Community Hub → C203",
            "16:25 → 16:15",
            "15 min → 25 min",
            "title Project Demo → Project Demo: ASK Kubernetes Maintainers",
            "speakers Erin A. Boyd · NVIDIA → Nathan Taber, Mark Chmarny · NVIDIA",
        ):
            assert told in words
        await pilot.press("a")
        await until(pilot, lambda shown: "±" not in shown)
        attendee.publish(newer)
        await pilot.press("r")
        await until_shown(pilot, "Nothing new.")
        assert "±" not in in_words(app)
