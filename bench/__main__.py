"""``make bench``: measures how fast the program is, prints the table, and writes it down if told to."""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from shutil import which

from bench import table
from bench.benching import Bench
from bench.command import ROOT, parse_command
from bench.figures import Figure
from bench.homes import Homes
from bench.lines import first, idle, interactive, keys, memory, now, reading, search, star
from bench.machine import described, invocation
from bench.processes import Priority
from bench.terminal import NotMeasured

_PAGE = ROOT / "BENCHMARKS.md"
_SCHEDULES = "SCALE_TUI_SCHEDULES"
_RUNS, _FEWEST = 9, 9
_MINUTE = 60.0
_INSTALLED = str(Path(sys.executable).with_name("scale-tui"))

Line = Callable[[Bench], Iterator[Figure]]
LINES: dict[str, tuple[str, Line]] = {
    "first": ("1 First content, × the unit's", first.measure),
    "interactive": ("2 Interactive, × the unit", interactive.measure),
    "keys": ("3 A cursor key with its detail pane, last repaint × the unit's", keys.measure),
    "search": ("4 Search", search.measure),
    "now": ("5 The command line, × python -c pass", now.measure),
    "idle": ("6 Idle, and quit", idle.measure),
    "memory": ("7 Memory, × the unit's", memory.measure),
    "reading": ("8 Reading and opening", reading.measure),
    "star": ("9 A star", star.measure),
}


def main(arguments: Sequence[str]) -> int:
    """Measure what is asked for; 2 where that cannot be."""
    asked = _parser().parse_args(arguments)
    if why_not := _why_not(asked):
        print(why_not, file=sys.stderr)
        return 2
    names = list(dict.fromkeys(asked.lines)) or list(LINES)
    scratch = ROOT / "build"
    scratch.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=scratch) as folder:
        bench = _bench(asked, Path(folder))
        measured = {LINES[name][0]: _measured(name, bench) for name in names}
        told = f"{described(bench)}\n`{invocation(_without_write(arguments))}`"
    print(f"\n{told}\n\n{table.as_text(measured)}\n\n{table.reached(measured)}")
    if asked.write:
        text = f"{told}\n\n{table.as_markdown(measured)}\n\n{table.reached(measured)}."
        _PAGE.write_text(table.put_into(_PAGE.read_text("utf-8"), text), "utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument(
        "lines",
        nargs="*",
        metavar="LINE",
        choices=[*LINES, []],
        help=f"of: {', '.join(LINES)} (default: all)",
    )
    parser.add_argument("--runs", type=int, default=_RUNS, help=f"how often each case runs (default {_RUNS})")
    parser.add_argument(
        "--idle",
        type=float,
        default=_MINUTE,
        metavar="SECONDS",
        help="how long it is left alone (default 60)",
    )
    parser.add_argument(
        "--real-time", action="store_true", help="keep other programs out of the figures; for root"
    )
    parser.add_argument(
        "--command",
        default=_INSTALLED,
        help="what is measured, such as 'PYTHONPATH=src python -m scale_tui' (default: what is installed)",
    )
    parser.add_argument("--write", action="store_true", help="write the table into BENCHMARKS.md")
    return parser


def _why_not(asked: argparse.Namespace) -> str | None:
    is_short = asked.lines or asked.runs < _FEWEST or asked.idle < _MINUTE
    if asked.write and (is_short or asked.command != _INSTALLED):
        return f"--write is for all lines, {_FEWEST} runs or more and a whole minute, of what is installed"
    if asked.real_time and not Priority.is_allowed():
        return "this user may not run anything in real time"
    try:
        interpreter = parse_command(asked.command).interpreter
    except (OSError, ValueError) as error:
        return f"there is nothing to measure: {error}"
    return None if which(interpreter.words[0]) else f"there is no {interpreter.words[0]}"


def _bench(asked: argparse.Namespace, folder: Path) -> Bench:
    program = parse_command(asked.command)
    schedules = os.environ.get(_SCHEDULES)
    files = Path(schedules) / "files" if schedules else None
    homes = Homes(folder, program, files)
    return Bench(program, homes, Priority(asked.real_time), asked.runs, asked.idle, _say)


def _say(what: str) -> None:
    print(f"  {what}", file=sys.stderr)


def _measured(name: str, bench: Bench) -> list[Figure]:
    """The figures of one line; what cannot be measured stands there with its reason."""
    heading, measure = LINES[name]
    print(heading, file=sys.stderr)
    bench.homes.missing.clear()
    found: list[Figure] = []
    try:
        found.extend(measure(bench))
    except NotMeasured as error:
        why = str(error).splitlines()[0]
        found.append(Figure("the rest" if found else "all", None, None, why))
        bench.homes.missing -= {name for name in bench.homes.missing if name in why}
    left_out = sorted(bench.homes.missing)
    return [*found, *(Figure(name, None, None, f"needs {_SCHEDULES}") for name in left_out)]


def _without_write(arguments: Sequence[str]) -> list[str]:
    return [each for each in arguments if each != "--write"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
