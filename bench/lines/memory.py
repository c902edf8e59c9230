"""Line 7: memory, with FOSDEM 2025."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial

from bench.benching import Bench, in_turn
from bench.figures import Figure, compared
from bench.pressing import opened
from bench.processes import memory_mib
from bench.terminal import Terminal

_LIMIT = 1.15


def measure(bench: Bench) -> Iterator[Figure]:
    """The figures: just opened, and after a look at every view."""
    home = bench.homes.fosdem()
    app = partial(bench.app, home.folder, "--at", home.during)
    taken = in_turn(
        bench,
        {
            "the unit": partial(_memory, bench.unit, b""),
            "opened": partial(_memory, app, b""),
            "after a look at each view": partial(_memory, app, b"23451jjj"),
        },
    )
    unit = taken.pop("the unit")
    for name, each in taken.items():
        yield compared(f"FOSDEM 2025, {name}", _LIMIT, each.values, unit.values, "MiB")


def _memory(opening: Callable[[], AbstractContextManager[Terminal]], keys: bytes) -> float:
    with opening() as terminal:
        opened(terminal)
        for key in keys:
            terminal.type(bytes([key]))
            terminal.settle()
        return memory_mib(terminal.pid)
