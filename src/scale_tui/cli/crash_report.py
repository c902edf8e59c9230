"""What is told of a crash: where in this program it was, in a file to send along, with nothing private."""

import os
import platform
import re
import sys
import traceback
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from operator import itemgetter
from pathlib import Path
from zlib import crc32

import scale_tui
from scale_tui import __version__

_OURS = Path(scale_tui.__file__).parent
_REPORT = re.compile(r"crash-[0-9a-f]{8}\.txt")
_LIBRARIES = ("textual", "rich")
_OF_THE_TERMINAL = (
    "TERM",
    "TERM_PROGRAM",
    "TERM_PROGRAM_VERSION",
    "COLORTERM",
    "VTE_VERSION",
    "LANG",
    "LC_ALL",
)
_MOST_FRAMES = 60
_LONGEST_SETTING = 60
# What Python says in these is made of names in the program. Others may quote what was read or typed.
_TELLABLE = (AttributeError, NameError, ImportError, IndexError, RecursionError, MemoryError)


def report_crash(error: Exception, command: str, environ: Mapping[str, str], at: datetime) -> str:
    """Keep a report of an error that nobody has thought of, and say in a line where; else, the report itself.

    One that happens again at the same place takes the place of the one before.
    """
    folder = _folder()
    text = crash_text(error, command, environ, at)
    what = type(error).__name__
    if folder is None:
        return f"a fault of this program ({what}), not of yours:\n{text}"
    path = folder / f"crash-{crc32(_last_place(error).encode()):08x}.txt"
    try:
        _write(path, text)
    except OSError:
        return f"a fault of this program ({what}), not of yours:\n{text}"
    return f"a fault of this program ({what}), not of yours; for its makers there is a report in {path}"


def crash_reports() -> list[tuple[Path, datetime]]:
    """The reports that are kept, each with the time of its crash, the latest first. Raises OSError."""
    folder = _folder()
    if folder is None or not folder.is_dir():
        return []
    found = [path for path in folder.iterdir() if _REPORT.fullmatch(path.name)]
    dated = [(path, datetime.fromtimestamp(path.stat().st_mtime, UTC)) for path in found]
    return sorted(dated, key=itemgetter(1), reverse=True)


def crash_text(error: Exception, command: str, environ: Mapping[str, str], at: datetime) -> str:
    """The report: no values, no titles, no notes, no addresses; of the code, only lines of this program."""
    lines = [
        f"scale-tui {__version__}, {command}, {at.astimezone(UTC):%Y-%m-%d %H:%M} UTC",
        f"Python {platform.python_version()}, {sys.platform}, "
        + ", ".join(f"{name} {_version(name)}" for name in _LIBRARIES),
        f"terminal: {_terminal(environ)}",
        "",
    ]
    for each in _chain(error):
        lines += [_headline(each), *_places(each), ""]
    return "\n".join(lines)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error, and what it came of, latest first."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _headline(error: BaseException) -> str:
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    if isinstance(error, _TELLABLE):
        return f"{name}: {error}"
    if isinstance(error, OSError):
        return f"{name}: {os.strerror(error.errno) if isinstance(error.errno, int) else 'no number'}"
    return f"{name} (what it says is left out: it may quote what is yours)"


def _places(error: BaseException) -> list[str]:
    """Where the error passed through, latest last. Nothing but names and, of this program, lines of code."""
    frames = traceback.extract_tb(error.__traceback__)[-_MOST_FRAMES:]
    lines = []
    for frame in frames:
        path = Path(frame.filename)
        if path.is_relative_to(_OURS):
            where = path.relative_to(_OURS.parent).as_posix()
            lines += [f"  {where}:{frame.lineno} in {frame.name}", f"    {frame.line}"]
        else:
            lines.append(f"  {'/'.join(path.parts[-2:])}:{frame.lineno} in {frame.name}")
    return lines


def _last_place(error: BaseException) -> str:
    """What kind of error it is, and where in this program it came from."""
    ours = [line for line in _places(error) if line.startswith(f"  {_OURS.name}/")]
    return " ".join([type(error).__name__, *ours[-1:]])


def _terminal(environ: Mapping[str, str]) -> str:
    told = [f"{name}={environ[name][:_LONGEST_SETTING]}" for name in _OF_THE_TERMINAL if environ.get(name)]
    if sys.stderr is not None:
        told.append(f"encoding {sys.stderr.encoding}")
        try:
            size = os.get_terminal_size(sys.stderr.fileno())
        except (OSError, ValueError):
            told.append("no terminal")
        else:
            told.append(f"{size.columns}x{size.lines}")
    return ", ".join(told)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"


def _folder() -> Path | None:
    from scale_tui.storage.paths import data_dir

    return data_dir()


def _write(path: Path, text: str) -> None:
    from scale_tui.storage.files import replace_file
    from scale_tui.storage.paths import make_private_folder

    make_private_folder(path.parent)
    replace_file(path, text.encode("utf-8", "backslashreplace"))
