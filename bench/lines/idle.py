"""Line 6: what the app costs while nobody touches it, and how fast it goes."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from functools import partial

from bench.benching import Bench, Taken, alone, available, in_turn
from bench.figures import Figure, Goal, shown
from bench.pressing import opened
from bench.processes import Usage, usage
from bench.terminal import LEAVES_SCREEN, NotMeasured, Terminal, watch

_CPU, _WAKEUPS, _BYTES = Goal(10, "ms"), Goal(0.3, "per second"), Goal(250, "bytes")
_QUIT = Goal(20, "ms")
_UNIT = "the unit"

Opening = Callable[[], AbstractContextManager[Terminal]]


def measure(bench: Bench) -> Iterator[Figure]:
    """The figures of a minute, then those of leaving."""
    openings: dict[str, Opening] = {_UNIT: bench.unit}
    for home in available(bench.homes.bundled, bench.homes.fosdem):
        openings[home.title] = partial(bench.app, home.folder)
        openings[f"{home.title}, --at a time during the event"] = partial(
            bench.app, home.folder, "--at", home.during
        )
    yield from _idle(bench, openings)
    yield from _quit(bench, openings)


def _idle(bench: Bench, openings: dict[str, Opening]) -> Iterator[Figure]:
    """All at the same time: none has anything to do."""
    with ExitStack() as stack:
        terminals = {name: opened(stack.enter_context(each())) for name, each in openings.items()}
        bench.say(f"idle for {bench.idle_seconds:g} s")
        watch(list(terminals.values()), 2.0)
        before = {name: (usage(each.pid), len(each.chunks)) for name, each in terminals.items()}
        watch(list(terminals.values()), bench.idle_seconds)
        used = {name: usage(each.pid).since(before[name][0]) for name, each in terminals.items()}
        sent = {
            name: sum(len(chunk.data) for chunk in each.chunks[before[name][1] :])
            for name, each in terminals.items()
        }
    a_minute = 60 / bench.idle_seconds
    unit = used.pop(_UNIT)
    for name, each in used.items():
        yield from _idle_figures(bench, name, each, sent[name] * a_minute, unit)


def _idle_figures(bench: Bench, name: str, used: Usage, sent: float, unit: Usage) -> Iterator[Figure]:
    a_minute = 60 / bench.idle_seconds
    yield Figure(
        f"{name}: CPU a minute",
        _CPU,
        used.cpu_ms * a_minute,
        f"the unit {shown(unit.cpu_ms * a_minute, 'ms')}",
    )
    yield Figure(
        f"{name}: wake-ups",
        _WAKEUPS,
        used.wakeups / bench.idle_seconds,
        f"the unit {shown(unit.wakeups / bench.idle_seconds, 'per second')}",
    )
    yield Figure(f"{name}: bytes sent a minute", _BYTES, sent)


def _quit(bench: Bench, openings: dict[str, Opening]) -> Iterator[Figure]:
    taken = in_turn(bench, {name: partial(_leave, each) for name, each in openings.items()})
    unit = taken.pop(_UNIT)
    for name, each in taken.items():
        for part, what in enumerate(("to the shell's screen", "to the end of the process")):
            beside = _middle([run[part] for run in unit.values])
            values = Taken([run[part] for run in each.values], each.failure)
            yield alone(f"{name}: quit, {what}", _QUIT, values, f"the unit {beside}")


def _middle(values: list[float]) -> str:
    return shown(sorted(values)[len(values) // 2], "ms") if values else "not measured"


def _leave(opening: Opening) -> tuple[float, float]:
    """Milliseconds from ``q`` until the shell's screen is back, and until the process has ended."""
    with opening() as terminal:
        opened(terminal)
        typed = terminal.type(b"q")
        ended = terminal.until_ended()
        left = [chunk.at for chunk in terminal.chunks if chunk.at > typed and LEAVES_SCREEN in chunk.data]
    if not left:
        raise NotMeasured("it never left its screen")
    return (left[0] - typed) * 1000, (ended - typed) * 1000
