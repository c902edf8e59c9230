"""Line 4: searching; the engine from inside, a typed letter from outside."""

from collections.abc import Iterator
from functools import partial

from bench.benching import Bench, Taken, against_unit, available, in_turn
from bench.figures import Figure, Goal, percentile, shown
from bench.homes import Home
from bench.pressing import opened, presses
from bench.terminal import NotMeasured

_ENGINE = {"36C3": Goal(1, "ms"), "10,000": Goal(4, "ms")}
_NEAR = Goal(5, "ms")
_LETTER = 2.0
_UNIT = "the unit"
_TYPED = "network"


def measure(bench: Bench) -> Iterator[Figure]:
    """The figures of the engine, then those of a letter."""
    homes = available(bench.homes.everything, bench.homes.many)
    for home in homes:
        yield from _engine(bench, home)
    tasks = {_UNIT: partial(_unit, bench)} | {home.title: partial(_letters, bench, home) for home in homes}
    taken = in_turn(bench, tasks)
    unit = taken.pop(_UNIT)
    for name, letters in taken.items():
        later = Taken([each for run in letters.values for each in run[1:]], letters.failure)
        first = Taken([run[0] for run in letters.values], letters.failure)
        base = Taken([each for run in unit.values for each in run[1:]], unit.failure)
        yield against_unit(f"{name}, a letter typed", _LETTER, later, base)
        yield against_unit(
            f"{name}, the first letter typed", _LETTER, first, Taken([run[0] for run in unit.values])
        )


def _engine(bench: Bench, home: Home) -> Iterator[Figure]:
    told = bench.inside("searching", home.conference, home.during, home=home.folder)
    p95 = partial(percentile, percent=95)
    letters, whole, near = told["letters"], told["whole"], told["near"]
    middle = shown(percentile(letters, 50), "ms")
    yield Figure(
        f"{home.title}, engine, typed letter by letter, p95",
        _ENGINE[home.title],
        p95(letters),
        f"{len(letters)} keys; median {middle}; made ready in {shown(told['ready'], 'ms')}, once",
    )
    yield Figure(
        f"{home.title}, engine, a whole query at once, p95",
        None,
        p95(whole),
        f"{len(whole)} queries; median {shown(percentile(whole, 50), 'ms')}",
    )
    yield Figure(
        f"{home.title}, did you mean, p95",
        _NEAR,
        p95(near),
        f"{len(near)} queries; median {shown(percentile(near, 50), 'ms')}",
    )


def _unit(bench: Bench) -> list[float]:
    with bench.unit() as terminal:
        return [each.last_ms for each in presses(opened(terminal), b"j" * len(_TYPED))]


def _letters(bench: Bench, home: Home) -> list[float]:
    with bench.app(home.folder, "--at", home.during) as terminal:
        opened(terminal).type(b"/")
        terminal.settle()
        found = presses(terminal, _TYPED.encode())
    if len(found) != len(_TYPED):
        raise NotMeasured("not every letter shows")
    return [each.last_ms for each in found]
