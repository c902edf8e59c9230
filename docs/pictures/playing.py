"""The real program in a terminal of its own, with a home of its own: keys go in, pictures come out."""

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.command import ROOT, Command
from bench.emulator import Cells, Emulator
from bench.processes import Priority
from bench.terminal import NotMeasured, Terminal
from docs.pictures.conference import NAME, schedule
from docs.pictures.scenes import Scene, Step

_SILENCE = 0.3
_PROGRAM = (sys.executable, "-m", "scale_tui")


@dataclass(frozen=True, slots=True)
class Frame:
    """What was shown after a step."""

    step: Step
    cells: Cells


class NotShown(Exception):
    """A step did not show what it is for; the text says what was there in its place."""


def played(scene: Scene, *, in_real_time: bool = False) -> Iterator[Frame]:
    """The frames of a scene, each once the program has no more to say. Raises NotShown.

    ``in_real_time`` lets nothing else of the machine come in between, where that is allowed.
    """
    priority = Priority(in_real_time and Priority.is_allowed())
    with home_for(scene) as home, Terminal(_command(scene, home), home, priority, scene.size) as terminal:
        window = _Window(terminal, Emulator(scene.size))
        for step in scene.steps:
            if step.keys:
                terminal.type(step.keys.encode())
            try:
                terminal.until(partial(window.has, step.expects), repr(step.expects))
                terminal.settle(_SILENCE)
            except NotMeasured as error:
                raise NotShown(f"{scene.name}, after {step.keys!r}: {error}") from error
            window.take_in()
            yield Frame(step, window.emulator.cells())


@dataclass
class _Window:
    """What is seen of a terminal, of which no byte is looked at twice."""

    terminal: Terminal
    emulator: Emulator
    taken: int = 0

    def take_in(self) -> None:
        """Show what has come since."""
        chunks = self.terminal.chunks[self.taken :]
        self.taken += len(chunks)
        for chunk in chunks:
            self.emulator.feed(chunk.data)

    def has(self, text: str) -> bool:
        """Whether this text is seen, and the app at all."""
        self.take_in()
        return self.emulator.is_other_screen and text in "\n".join(self.emulator.text())


@contextmanager
def home_for(scene: Scene) -> Iterator[Path]:
    """A folder with the conference that nobody has held, and what is marked beforehand."""
    with TemporaryDirectory(prefix="scale-tui-") as place:
        home = Path(place)
        (home / "schedule.xml").write_text(schedule(), encoding="utf-8")
        commands = [("add", str(home / "schedule.xml")), *scene.commands]
        for typed in commands:
            _run((*_PROGRAM, *typed), environment(scene, home))
        yield home


def _run(words: Iterable[str], environment: dict[str, str]) -> None:
    done = subprocess.run(
        [*words], env=environment, capture_output=True, text=True, cwd=ROOT, check=False, encoding="utf-8"
    )
    if done.returncode:
        raise NotShown(f"{words}: {done.stderr}")


def environment(scene: Scene, home: Path) -> dict[str, str]:
    """Everything in the environment of the program."""
    return _command(scene, home).environment(home)


def _command(scene: Scene, home: Path) -> Command:
    words = (*_PROGRAM, "open", scene.conference or NAME, "--at", scene.at, *scene.options)
    env = {
        "SCALE_TUI_HOME": str(home / "kept"),
        "SCALE_TUI_REMIND": "off",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])]),
        "TZ": "Europe/Brussels",
    }
    return Command(words, env)
