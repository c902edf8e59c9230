"""Line 1: how long until the title, the now bar and the rows are there, and stay."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bench.benching import Bench, Taken, against_unit, available, in_turn
from bench.content import Appearance, content_seen, content_spots
from bench.emulator import Size
from bench.figures import Figure, Goal
from bench.homes import Home
from bench.terminal import USUAL_SIZE, NotMeasured, Terminal

_SIZES: tuple[Size, ...] = ((40, 20), (80, 24), USUAL_SIZE, (200, 50))
_OPENED, _FRESH = 0.10, 1.10
_UNIT = "the unit"


def measure(bench: Bench) -> Iterator[Figure]:
    """The figures, and how often the screen went blank in between."""
    tasks: dict[str, Callable[[], Appearance]] = {_UNIT: partial(_unit, bench)}
    for home in available(bench.homes.bundled, bench.homes.fosdem):
        tasks[_fresh(home)] = partial(_fresh_app, bench, home)
        for size in _SIZES:
            tasks[_opened(home, size)] = partial(_app, bench, home.folder, size)
        during = _during(home)
        tasks[during] = partial(_app, bench, home.folder, USUAL_SIZE, "--at", home.during)
    taken = in_turn(bench, tasks)
    unit = _times(taken.pop(_UNIT))
    for name, appearances in taken.items():
        limit = _FRESH if name.endswith("not opened before") else _OPENED
        yield against_unit(name, limit, _times(appearances), unit)
    yield _flashes(taken)


def _flashes(taken: dict[str, Taken[Appearance]]) -> Figure:
    """How often the content vanished while the app started, in the worst run, and where that was."""
    counts = {
        name: max((each.vanished for each in appearances.values), default=0)
        for name, appearances in taken.items()
    }
    where = ", ".join(name for name, count in counts.items() if count)
    return Figure(
        "content gone again while the app starts, times",
        Goal(0, "count"),
        max(counts.values()),
        where or "the worst run",
    )


def _fresh(home: Home) -> str:
    return f"{home.title}, not opened before"


def _opened(home: Home, size: Size) -> str:
    return f"{home.title}, {size[0]}x{size[1]}"


def _during(home: Home) -> str:
    return f"{home.title}, --at a time during the event"


def _times(taken: Taken[Appearance]) -> Taken[float]:
    return Taken([each.at for each in taken.values], taken.failure)


def _unit(bench: Bench) -> Appearance:
    with bench.unit() as terminal:
        return appearance(terminal)


def _app(bench: Bench, folder: Path, size: Size, *arguments: str) -> Appearance:
    with bench.app(folder, *arguments, size=size) as terminal:
        return appearance(terminal)


def _fresh_app(bench: Bench, home: Home) -> Appearance:
    return _app(bench, bench.homes.added(home), USUAL_SIZE)


def appearance(terminal: Terminal) -> Appearance:
    """When the content was seen that is there in the end, in ms from the start. Raises NotMeasured."""
    terminal.until(lambda: bool(terminal.chunks), "the first byte")
    terminal.settle()
    content = content_spots(terminal.shown())
    found = content_seen(terminal.chunks, terminal.size, content)
    if found is None or not content:
        raise NotMeasured("no content")
    return Appearance((found.at - terminal.started_at) * 1000, found.vanished)
