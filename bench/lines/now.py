"""Line 5: the command line, as a multiple of a Python that does nothing."""

from collections.abc import Callable, Iterator
from functools import partial

from bench.benching import Bench, against_unit, in_turn
from bench.command import Command
from bench.figures import Figure
from bench.homes import Home
from bench.spawning import run_to_end
from bench.terminal import NotMeasured

_NOW, _OTHERS = 1.8, 3.0
_NOTHING = "python -c pass"
_FEWEST_RUNS = 25
_FINE = (0, 1)
"""Exit codes; 1 says that nothing is on."""


def measure(bench: Bench) -> Iterator[Figure]:
    """The figures, with FOSDEM 2025 saved and stars in it."""
    home = bench.homes.fosdem()
    one = home.starred[0]
    commands = {
        "now": ("now",),
        "now, --at a time during the event": ("now", "--at", home.during),
        "list": ("list",),
        "mine": ("mine",),
        "show": ("show", one),
        "star": ("star", one),
    }
    tasks: dict[str, Callable[[], float]] = {
        _NOTHING: partial(timed, bench, home, bench.program.interpreter.with_arguments("-c", "pass"))
    }
    for name, arguments in commands.items():
        tasks[name] = partial(_timed, bench, home, arguments)
    taken = in_turn(bench, tasks, max(bench.runs, _FEWEST_RUNS))
    for name in commands:
        limit = _NOW if name.startswith("now") else _OTHERS
        yield against_unit(name, limit, taken[name], taken[_NOTHING])


def _timed(bench: Bench, home: Home, arguments: tuple[str, ...]) -> float:
    if arguments[0] == "star":
        # Else there is nothing to write.
        timed(bench, home, bench.program.at_home(home.folder).with_arguments("unstar", *arguments[1:]))
    return timed(bench, home, bench.program.at_home(home.folder).with_arguments(*arguments))


def timed(bench: Bench, home: Home, command: Command) -> float:
    """Milliseconds from before the process is made until it has ended; what it prints goes nowhere."""
    ended = run_to_end(command, home.folder, bench.priority)
    if ended.code not in _FINE:
        raise NotMeasured(f"{command.words[-1]}: exit code {ended.code}")
    return ended.ms
