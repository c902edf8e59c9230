"""Homes as attendees have them: conferences that were added, stars, and the app opened before."""

import json
import shutil
import subprocess
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bench import made_up
from bench.command import ROOT, Command
from bench.processes import Priority
from bench.terminal import NotMeasured, Terminal

MANY = 10_000
STARS = 12
_FOSDEM, _EVERYTHING = "fosdem-2025.xml", "36c3-2019-everything.xml"
_REMINDED_BEFORE = timedelta(minutes=20)


@dataclass(frozen=True, slots=True)
class Home:
    """A folder with one conference in it, which was used last.

    ``schedule`` is what it was added from, None for the bundled one. ``during`` is an instant while its event
    runs, on its clock.
    """

    folder: Path
    title: str
    conference: str
    sessions: int
    during: str
    starred: tuple[str, ...] = ()
    schedule: Path | None = None


class Homes:
    """Builds each home when it is first asked for, by the commands that an attendee types.

    ``missing`` are the schedules that were asked for in vain.
    """

    def __init__(self, folder: Path, program: Command, schedules: Path | None) -> None:
        self._folder = folder
        self._program = program
        self._schedules = schedules
        self._made: dict[str, Home] = {}
        self._count = 0
        self.missing: set[str] = set()

    def fresh(self) -> Path:
        """A folder that nothing was ever kept in."""
        self._count += 1
        folder = self._folder / f"fresh-{self._count}"
        folder.mkdir()
        return folder

    def copy_of(self, home: Home) -> Path:
        """A copy of all that is in a home, to be changed."""
        folder = self.fresh()
        shutil.copytree(home.folder, folder, dirs_exist_ok=True)
        return folder

    def bundled(self) -> Home:
        """The conference that comes with the program."""
        return self._once("Bundled", None, "networking-scale-2024", "2024-09-11T12:20")

    def fosdem(self) -> Home:
        """FOSDEM 2025, of two days and a thousand sessions. Raises NotMeasured without its schedule."""
        return self._once("FOSDEM 2025", self.schedule(_FOSDEM), "fosdem-2025", "2025-02-01T12:20")

    def everything(self) -> Home:
        """36C3 with all its assemblies: 1,351 sessions. Raises NotMeasured without its schedule."""
        return self._once("36C3", self.schedule(_EVERYTHING), "36c3", "2019-12-28T14:20")

    def many(self) -> Home:
        """A made-up conference of 10,000 sessions with abstracts."""
        path = self._folder / "made-up.json"
        if not path.exists():
            path.write_bytes(made_up.made_up_conference(MANY))
        return self._once("10,000", path, "made-up", made_up.DURING)

    def fosdem_schedule(self) -> Path:
        """FOSDEM 2025's XML. Raises NotMeasured where it is not there."""
        return self.schedule(_FOSDEM)

    def schedule(self, name: str) -> Path:
        """The schedule of a real conference. Raises NotMeasured where it is not there."""
        if self._schedules is None or not (self._schedules / name).exists():
            self.missing.add(name)
            raise NotMeasured(f"{name} is not in the folder that SCALE_TUI_SCHEDULES names")
        return self._schedules / name

    def added(self, home: Home) -> Path:
        """The same conference in another home, where the app was never opened."""
        folder = self.fresh()
        if home.schedule is not None:
            # Not copied: what was left there would be known for that of another disk.
            self.run(folder, "add", str(home.schedule), "--name", home.conference)
        return folder

    def _once(self, title: str, schedule: Path | None, name: str, during: str) -> Home:
        if title not in self._made:
            self._made[title] = self._make(title, schedule, name, during)
        return self._made[title]

    def _make(self, title: str, schedule: Path | None, name: str, during: str) -> Home:
        folder = self._folder / name
        folder.mkdir()
        if schedule is not None:
            self.run(folder, "add", str(schedule), "--name", name)
        sessions = json.loads(self.run(folder, "list", "--json"))["sessions"]
        running = json.loads(self.run(folder, "now", "--json", "--at", during))["running"]
        others = (
            each["id"] for each in sessions[:: max(len(sessions) // STARS, 1)] if not _is_soon(each, during)
        )
        chosen = tuple(dict.fromkeys((running[0]["id"], *others)))[:STARS]
        # Starred while one of them runs: it is no news then that it has begun.
        self.run(folder, "star", "--at", during, *chosen)
        home = Home(folder, title, name, len(sessions), during, chosen, schedule)
        self._open_once(home)
        return home

    def _open_once(self, home: Home) -> None:
        """Open the app and quit it, as the day before."""
        with Terminal(self._program.at_home(home.folder), home.folder, Priority(False)) as terminal:
            terminal.until(lambda: bool(terminal.chunks), "the app")
            terminal.settle()
            terminal.type(b"q")
            terminal.until_ended()

    def run(self, home: Path, *arguments: str) -> str:
        """What a command of the program prints. Raises NotMeasured where it fails."""
        command = self._program.at_home(home).with_arguments(*arguments)
        done = subprocess.run(
            command.words,
            env=command.environment(home),
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise NotMeasured(f"{arguments[0]}: {done.stderr.strip()}")
        return done.stdout


def _is_soon(session: dict[str, str], during: str) -> bool:
    """Whether one would be reminded of it, once: the next time the screen would look different."""
    start = datetime.fromisoformat(session["start"]).replace(tzinfo=None)
    return timedelta(0) <= start - datetime.fromisoformat(during) <= _REMINDED_BEFORE
