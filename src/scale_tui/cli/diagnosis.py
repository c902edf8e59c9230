"""What ``doctor`` tells of the program and what it runs in."""

import os
import platform
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from scale_tui import __version__
from scale_tui.cli.crash_report import crash_reports
from scale_tui.domain.wording import counted
from scale_tui.values import dataclass

_SMALLEST = (30, 8)
_NEEDED = (
    "textual",
    "rich",
    "icalendar",
    "justhtml",
    "pydantic",
    "platformdirs",
    "segno",
    "shtab",
    "tzdata",
    "urllib3",
)
_OPTIONAL = {
    "caldav": "'scale-tui sync caldav' needs it",
    "keyring": "passwords and tokens come from a command or the environment",
    "textual-serve": "'scale-tui serve' needs it",
    "mcp": "'scale-tui mcp' needs it",
}
_COLOURLESS = ("dumb", "unknown")
_TRIED_ZONES = ("UTC", "America/Los_Angeles", "Europe/Brussels", "Asia/Tokyo")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that was looked at; ``advice`` is what to do where it is not well, None where it is."""

    subject: str
    text: str
    advice: str | None = None


def surroundings_facts(environ: Mapping[str, str], local: datetime) -> Iterator[Fact]:
    """The program, the terminal, the libraries and the time zones; ``local`` is this machine's time."""
    yield Fact("Program", f"scale-tui {__version__}")
    yield Fact(
        "Runs on", f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {sys.platform}"
    )
    yield from _terminal_facts(environ)
    yield from map(_needed, _NEEDED)
    yield from (_optional(name, without) for name, without in _OPTIONAL.items())
    yield from _zone_facts(local)


def config_facts(path: Path | None) -> Iterator[Fact]:
    """The configuration: where it is, and each thing in it that makes no sense."""
    from scale_tui.cli.settings import complaints_of_keys, complaints_of_theme, keys_of
    from scale_tui.storage.config import read_config

    if path is None:
        yield Fact("Configuration", "none, as there is no home folder")
        return
    yield Fact("Configuration", str(path) if path.exists() else f"none; it would be {path}")
    config = read_config(path)
    for complaint in (
        *config.complaints,
        *complaints_of_keys(keys_of(config)),
        *complaints_of_theme(config),
    ):
        yield Fact("Configuration", complaint.removeprefix(f"{path}: "), f"correct it in {path}")


def crash_facts() -> Iterator[Fact]:
    """The reports of crashes that lie here; none is a fact that needs no line. Raises OSError."""
    reports = crash_reports()
    if reports:
        path, at = reports[0]
        told = f"{counted(len(reports), 'report')} for the makers, or to delete"
        yield Fact("Crashes", f"{told}; the latest, of {at:%Y-%m-%d %H:%M} UTC, is {path}")


def _terminal_facts(environ: Mapping[str, str]) -> Iterator[Fact]:
    from scale_tui.ui.glyphs import glyphs_for

    term = environ.get("TERM")
    # The screens are drawn on standard error.
    stream = sys.stderr
    if stream is not None and stream.isatty():
        yield _size(os.get_terminal_size(stream.fileno()))
        if sys.platform != "win32":
            is_usable = term not in (None, "", "dumb", "unknown")
            yield Fact(
                "Terminal type",
                term or "not set",
                None if is_usable else "set TERM to what the terminal is, such as xterm-256color",
            )
    else:
        yield Fact("Terminal", "none: what is written here goes to a file or a program")
    if within := _within(environ):
        yield Fact("Terminal program", within)
    yield Fact("Colours", _colours(environ))
    encoding = getattr(stream, "encoding", None) or "unknown"
    yield Fact("Encoding", str(encoding))
    is_ascii = glyphs_for(encoding, term).is_ascii
    yield Fact("Drawn with", "plain ASCII characters" if is_ascii else "Unicode characters")


def _within(environ: Mapping[str, str]) -> str:
    """What the terminal calls itself, and what stands between it and this program."""
    from scale_tui.sources.clean import clean_line

    named = f"{environ.get('TERM_PROGRAM', '')} {environ.get('TERM_PROGRAM_VERSION', '')}".strip()
    between = {"TMUX": "within tmux", "STY": "within screen", "SSH_CONNECTION": "over SSH"}
    found = [clean_line(named), *(told for variable, told in between.items() if environ.get(variable))]
    return ", ".join(filter(None, found))


def _size(size: os.terminal_size) -> Fact:
    is_small = size.columns < _SMALLEST[0] or size.lines < _SMALLEST[1]
    return Fact(
        "Terminal",
        f"{size.columns} columns, {size.lines} rows",
        f"make it larger, the app needs {_SMALLEST[0]} by {_SMALLEST[1]}" if is_small else None,
    )


def _colours(environ: Mapping[str, str]) -> str:
    if environ.get("NO_COLOR"):
        return "none, as NO_COLOR is set"
    if environ.get("TERM") in _COLOURLESS:
        return "none in such a terminal"
    if environ.get("COLORTERM") in ("truecolor", "24bit"):
        return "16 million"
    return "256" if "256color" in environ.get("TERM", "") else "16 at least"


def _needed(name: str) -> Fact:
    try:
        return Fact("Library", f"{name} {version(name)}")
    except PackageNotFoundError:
        return Fact("Library", f"{name} is missing", "install scale-tui again")


def _optional(name: str, without: str) -> Fact:
    try:
        return Fact("Optional", f"{name} {version(name)}")
    except PackageNotFoundError:
        return Fact("Optional", f"{name} is not installed: {without}")


def _zone_facts(local: datetime) -> Iterator[Fact]:
    offset = f"{local:%z}"
    yield Fact("This machine's clock", f"{local:%Y-%m-%d %H:%M}, {offset[:3]}:{offset[3:5]} of UTC")
    for name in _TRIED_ZONES:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            yield Fact("Time zones", f"{name} is missing", "install scale-tui again, or tzdata")
            return
    yield Fact("Time zones", "there")
