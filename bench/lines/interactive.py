"""Line 2: how long until a key has done what it does, typed as soon as there is something to see."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from itertools import takewhile

from pyte.screens import Char

from bench.benching import Bench, against_unit, available, in_turn
from bench.content import Spot, changed_spots, effect_seen, last_word
from bench.figures import Figure, Goal
from bench.homes import Home
from bench.terminal import NotMeasured, Terminal

_UNIT = "the unit"
_LIMITS = {"Bundled": 1.10, "36C3": 1.15, "10,000": 1.20}
_KEY = b"j"
_TYPED = b"/llama2"
"""Opens the search, and writes into it."""
_ATTEMPTS = 3
_ESCAPE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][0-~]|[=>78])")

Opening = Callable[[], AbstractContextManager[Terminal]]


@dataclass(frozen=True, slots=True)
class _Known:
    """What is written last of the content, and what the key does to the screen."""

    word: bytes
    effect: dict[Spot, Char]


def measure(bench: Bench) -> Iterator[Figure]:
    """The figures, and whether keys typed while the app starts are kept."""
    tasks: dict[str, Callable[[], float]] = {_UNIT: _reaction(bench.unit, with_bars=True)}
    for home in available(bench.homes.bundled, bench.homes.everything, bench.homes.many):
        tasks[home.title] = _reaction(partial(bench.app, home.folder, "--at", home.during), with_bars=False)
    taken = in_turn(bench, tasks)
    for name, limit in _LIMITS.items():
        if name in taken:
            yield against_unit(name, limit, taken[name], taken[_UNIT])
    yield _kept(bench)


def _reaction(opening: Opening, *, with_bars: bool) -> Callable[[], float]:
    known: list[_Known] = []

    def task() -> float:
        if not known:
            known.append(_learn(opening, with_bars=with_bars))
        return _react(opening, known[0])

    return task


def _learn(opening: Opening, *, with_bars: bool) -> _Known:
    with opening() as terminal:
        terminal.until(lambda: bool(terminal.chunks), "the first byte")
        terminal.settle()
        before = terminal.shown()
        terminal.type(_KEY)
        terminal.settle()
        effect = changed_spots(before, terminal.shown(), with_bars=with_bars)
    if not effect:
        raise NotMeasured("the key does nothing")
    return _Known(last_word(before), effect)


def _react(opening: Opening, known: _Known) -> float:
    with opening() as terminal:
        terminal.until(wrote(terminal, known.word), "the content")
        typed = terminal.type(_KEY)
        for _ in range(_ATTEMPTS):
            terminal.settle()
            seen = effect_seen(terminal.chunks, terminal.size, known.effect, typed)
            if seen is not None:
                return (seen - terminal.started_at) * 1000
            terminal.type(_KEY)
    raise NotMeasured("the key has no effect")


def wrote(terminal: Terminal, word: bytes) -> Callable[[], bool]:
    """Whether the program has written this word by now; asked again and again."""
    plain, seen = b"", 0

    def has_written() -> bool:
        nonlocal plain, seen
        while seen < len(terminal.chunks):
            plain = plain[-len(word) :] + _ESCAPE.sub(b"", terminal.chunks[seen].data)
            seen += 1
            if word in plain:
                return True
        return False

    return has_written


def _kept(bench: Bench) -> Figure:
    """How many of the keys are there, in order, that were typed at the first content; in the worst run."""
    home = bench.homes.bundled()
    with bench.app(home.folder) as terminal:
        terminal.until(lambda: bool(terminal.chunks), "the first byte")
        terminal.settle()
        word = last_word(terminal.shown())
    typed = [_typed(bench, home, word) for _ in range(bench.runs)]
    return Figure(
        f"keys kept of {len(_TYPED)}, typed at the first content",
        Goal(len(_TYPED), "count", is_least=True),
        min(map(kept, typed)),
        "the worst run; it shows " + ", ".join(repr(text) for text in sorted(set(typed))),
    )


def _typed(bench: Bench, home: Home, word: bytes) -> str:
    """What stands in the search line after all."""
    with bench.app(home.folder) as terminal:
        terminal.until(wrote(terminal, word), "the content")
        for key in _TYPED:
            terminal.type(bytes([key]))
            terminal.record(0.01)
        terminal.settle()
        rows = [row.strip() for row in terminal.shown().text()]
    # What can be typed is told at the other end of the line.
    return next(("/" + row[2:].split("  ")[0] for row in rows if row.startswith("/ ")), "")


def kept(shown: str) -> int:
    """How many keys are there, in order, of those that were typed."""
    pairs = zip(shown, _TYPED.decode(), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
