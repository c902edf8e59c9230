"""Line 3: the cursor keys, in every view, with few sessions and with many; pressed once, and held."""

from collections.abc import Iterator
from functools import partial
from statistics import median

from bench.benching import Bench, Taken, available, in_turn
from bench.figures import Figure, Goal, compared
from bench.homes import Home
from bench.pressing import Press, opened, presses
from bench.terminal import Terminal

VIEWS = {b"1": "Agenda", b"2": "Rooms", b"3": "Mine", b"4": "People", b"5": "Now"}
_LIMIT = 1.25
_MOST_BYTES = Goal(1000, "bytes")
_STILL = Goal(50, "ms")
_UNIT = "the unit"
_KEYS = b"jjk"
_HELD = b"j"
_HELD_IN_SHORT_LISTS = b"jjjjkkkk"
_SHORT = {"Mine", "Now"}
"""Lists that a held key is soon through: there it goes up and down."""
_RATES = (30, 60)
_SECONDS = 2.0
_HOLDS = 3

Pressed = dict[str, list[Press]]
"""What came of each key, by view."""


def measure(bench: Bench) -> Iterator[Figure]:
    """The figures of single keys, then those of held ones."""
    homes = available(bench.homes.bundled, bench.homes.everything, bench.homes.many)
    tasks = {_UNIT: partial(_unit, bench)} | {home.title: partial(_app, bench, home) for home in homes}
    taken = in_turn(bench, tasks)
    unit = _all(taken[_UNIT], "")
    for home in homes:
        if taken[home.title].failure is not None:
            yield Figure(home.title, Goal(_LIMIT), None, taken[home.title].failure or "")
            continue
        yield from _figures(home, taken[home.title], unit)
    yield from _held(bench, homes[-1])


def _unit(bench: Bench) -> Pressed:
    with bench.unit() as terminal:
        return {"": presses(opened(terminal), _KEYS.replace(b"k", b"j"))}


def _app(bench: Bench, home: Home) -> Pressed:
    with bench.app(home.folder, "--at", home.during) as terminal:
        opened(terminal)
        found = {}
        for key, view in VIEWS.items():
            terminal.type(key)
            terminal.settle()
            found[view] = presses(terminal, _KEYS)
        return found


def _all(taken: Taken[Pressed], view: str) -> list[Press]:
    return [press for run in taken.values for press in run[view]]


def _figures(home: Home, taken: Taken[Pressed], unit: list[Press]) -> Iterator[Figure]:
    sent = {}
    for view in VIEWS.values():
        what = f"{home.title}, {view}"
        found = _all(taken, view)
        if not found:
            yield Figure(what, None, None, "no session to go to")
            continue
        yield compared(what, _LIMIT, [each.last_ms for each in found], [each.last_ms for each in unit])
        sent[view] = median(each.bytes for each in found)
    told = ", ".join(f"{view} {number:.0f}" for view, number in sent.items())
    yield Figure(
        f"{home.title}, bytes a key in the worst view",
        _MOST_BYTES,
        max(sent.values()),
        f"{told}; the unit {median(each.bytes for each in unit):.0f}",
    )


def _held(bench: Bench, home: Home) -> Iterator[Figure]:
    for rate in _RATES:
        found: dict[str, list[float]] = {view: [] for view in VIEWS.values()}
        for _ in range(min(_HOLDS, bench.runs)):
            with bench.app(home.folder, "--at", home.during) as terminal:
                opened(terminal)
                for key, view in VIEWS.items():
                    terminal.type(key)
                    terminal.settle()
                    found[view].append(_hold(terminal, view, rate))
            bench.say(f"held at {rate} a second")
        middle = {view: median(values) for view, values in found.items()}
        told = ", ".join(f"{view} {value:.0f}" for view, value in middle.items())
        what = f"{home.title}, held {_SECONDS:g} s at {rate}/s: still after, worst view"
        yield Figure(what, _STILL, max(middle.values()), told)


def _hold(terminal: Terminal, view: str, rate: int) -> float:
    """Milliseconds from the last of many keys until the screen stands still."""
    keys = _HELD_IN_SHORT_LISTS if view in _SHORT else _HELD
    released = 0.0
    for number in range(int(_SECONDS * rate)):
        released = terminal.type(keys[number % len(keys) :][:1])
        terminal.record(1 / rate - 0.0002)
    terminal.settle()
    return max(terminal.chunks[-1].at - released, 0) * 1000
