"""What every line of the table is measured with."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any, Generic, TypeVar

from bench.command import Command
from bench.emulator import Size
from bench.figures import Figure, Goal, absolute, compared
from bench.homes import Home, Homes
from bench.processes import Priority
from bench.spawning import run_to_end
from bench.terminal import USUAL_SIZE, NotMeasured, Terminal

_T = TypeVar("_T")


@dataclass(frozen=True)
class Bench:
    """The program that is measured, and how.

    ``runs`` is how often each case runs, after one run that does not count. ``say`` tells how far it is.
    """

    program: Command
    homes: Homes
    priority: Priority
    runs: int
    idle_seconds: float
    say: Callable[[str], object]

    @contextmanager
    def unit(self, size: Size = USUAL_SIZE) -> Iterator[Terminal]:
        """The unit in a terminal, from before its process is made."""
        command = Command((*self.program.interpreter.words, "-m", "bench.unit"), self.program.env)
        with Terminal(command, self.homes.fresh(), self.priority, size) as terminal:
            yield terminal

    @contextmanager
    def app(self, home: Path, *arguments: str, size: Size = USUAL_SIZE) -> Iterator[Terminal]:
        """The app in a terminal, from before its process is made."""
        command = self.program.at_home(home).with_arguments(*arguments)
        with Terminal(command, home, self.priority, size) as terminal:
            yield terminal

    def inside(self, module: str, *arguments: str, home: Path) -> Any:
        """What a module of ours tells that the program's interpreter runs. Raises NotMeasured if it fails."""
        command = self.program.at_home(home).interpreter
        command = Command((*command.words, "-m", f"bench.inside.{module}", *arguments), command.env)
        output, errors = home / "bench.out", home / "bench.err"
        if run_to_end(command, home, self.priority, str(output), str(errors)).code:
            raise NotMeasured(f"{module}: {errors.read_text().strip().splitlines()[-1:]}")
        return json.loads(output.read_text())


@dataclass(slots=True)
class Taken(Generic[_T]):
    """What was measured of a case, and why it could not be."""

    values: list[_T]
    failure: str | None = None


def in_turn(
    bench: Bench, tasks: Mapping[str, Callable[[], _T]], runs: int | None = None
) -> dict[str, Taken[_T]]:
    """Measure each once, then each again, and so on: what comes over the machine comes over all of them."""
    taken: dict[str, Taken[_T]] = {name: Taken([]) for name in tasks}
    for run in range((runs or bench.runs) + 1):
        for name, task in tasks.items():
            if taken[name].failure is not None:
                continue
            began = perf_counter()
            try:
                value = task()
            except NotMeasured as error:
                taken[name].failure = str(error).splitlines()[0]
                bench.say(f"{name}: {error}")
                continue
            # The first run warms the disk up, and compiles what was not compiled yet.
            if run:
                taken[name].values.append(value)
                bench.say(f"{name}  run {run}, {perf_counter() - began:.1f} s")
    return taken


def against_unit(what: str, limit: float, taken: Taken[float], unit: Taken[float]) -> Figure:
    """A figure of times, as a multiple of the unit's."""
    if taken.failure is not None or unit.failure is not None:
        return Figure(what, Goal(limit), None, taken.failure or unit.failure or "")
    return compared(what, limit, taken.values, unit.values)


def alone(what: str, goal: Goal, taken: Taken[float], beside: str = "") -> Figure:
    """A figure that stands for itself."""
    if taken.failure is not None:
        return Figure(what, goal, None, taken.failure)
    return absolute(what, goal, taken.values, beside)


def available(*homes: Callable[[], Home]) -> list[Home]:
    """Those of the homes that can be built here."""
    found = []
    for home in homes:
        try:
            found.append(home())
        except NotMeasured:
            continue
    return found
