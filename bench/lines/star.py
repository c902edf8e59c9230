"""Line 9: a star, durable; and that no key waits for it."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from bench.benching import Bench, Taken, alone, in_turn
from bench.command import ROOT, Command
from bench.content import changed_spots, effect_seen
from bench.figures import Figure, Goal, compared, shown
from bench.pressing import opened
from bench.terminal import NotMeasured

_LIMIT = 5.0
_NO_WAIT = Goal(50, "ms")
_MARKS = 50
_MOST_CELLS = 0.8
"""The row that the star is on may look different."""


def measure(bench: Bench) -> Iterator[Figure]:
    """The figures, on the disk that the homes are on."""
    told = bench.inside("starring", str(max(_MARKS, bench.runs)), home=bench.homes.fresh())
    yield compared("a star kept : one pwrite with fdatasync", _LIMIT, told["kept"], told["written"])
    home = bench.homes.bundled()
    folder = bench.homes.copy_of(home)
    at = ("--at", home.during)
    taken = in_turn(
        bench,
        {
            "alone": partial(_reaction, bench, folder, at, b"j"),
            "behind a star": partial(_reaction, bench, folder, at, b" j"),
        },
    )
    beside = _beside(taken["alone"])
    yield alone(
        "a cursor key behind a star that the disk cannot take yet", _NO_WAIT, taken["behind a star"], beside
    )


def _beside(taken: Taken[float]) -> str:
    return f"alone {shown(sorted(taken.values)[len(taken.values) // 2], 'ms')}" if taken.values else ""


def _reaction(bench: Bench, folder: Path, at: tuple[str, str], keys: bytes) -> float:
    """Milliseconds until the cursor has moved, while another program has the marks to itself."""
    with bench.app(folder, *at) as terminal:
        before = opened(terminal).shown()
        terminal.type(b"j")
        terminal.settle()
        effect = changed_spots(before, terminal.shown(), with_bars=False)
        terminal.type(b"k")
        terminal.settle()
        with _marks_held(bench, folder):
            typed = terminal.type(keys)
            terminal.settle()
            seen = effect_seen(terminal.chunks, terminal.size, effect, typed, _MOST_CELLS)
    if seen is None or not effect:
        raise NotMeasured("the cursor does not move")
    return (seen - typed) * 1000


@contextmanager
def _marks_held(bench: Bench, folder: Path) -> Iterator[None]:
    command = bench.program.at_home(folder)
    words = Command((*command.interpreter.words, "-m", "bench.inside.holding"), command.env)
    with subprocess.Popen(
        words.words,
        env=words.environment(folder),
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        assert holder.stdin is not None
        assert holder.stdout is not None
        holder.stdout.readline()
        try:
            yield
        finally:
            holder.stdin.close()
