"""Desktop notifications: by a program of this machine, else by the terminal, which may be far away."""

import shutil
import sys
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from html import escape
from zlib import crc32

from scale_tui.cli.whereabouts import is_far
from scale_tui.domain.errors import ScaleTuiError
from scale_tui.sources.clean import clean_line

TIMEOUT = 3.0
"""Seconds that a program may take: one that waits for a notification service must not hold us up."""

_ESC = "\x1b"
_END = f"{_ESC}\\"
_LONGEST_TITLE, _LONGEST_BODY = 120, 240
_FIRST_VTE_THAT_SWALLOWS_777 = 4600
# The text is handed over as arguments: it never becomes a part of the script.
_SCRIPT = """\
on run argv
    display notification (item 2 of argv) with title (item 1 of argv)
end run"""

Sequencer = Callable[[str, str], str]
"""Makes of a title and a body what has to be written to the terminal."""


class DesktopFailed(ScaleTuiError):
    """Notifications do not work here, which is worth one line: the other ways of telling go on."""


class Desktop:
    """Tells something outside of the terminal's window. It may take seconds: never in the app's thread."""

    def __init__(self, program: Sequence[str] | None, sequencer: Sequencer | None) -> None:
        self._program = program
        self._sequencer = sequencer
        self._has_complained = False

    def tell(self, title: str, body: str) -> str:
        """Tell it; what is left to write to the terminal for that, mostly nothing.

        The title begins with a letter. Raises DesktopFailed the first time that a program which is there does
        not work, and the terminal has no way either.
        """
        title, body = _cut(title, _LONGEST_TITLE), _cut(body, _LONGEST_BODY)
        fault = None if self._program is None else _run([*self._program, title, self._body(body)])
        if self._program is not None and fault is None:
            return ""
        if self._sequencer is not None:
            return self._sequencer(title, body)
        if fault is not None and self._program is not None and not self._has_complained:
            self._has_complained = True
            raise DesktopFailed(f"no desktop notifications: {self._program[0]} {fault}")
        return ""

    def _body(self, body: str) -> str:
        if self._program is None or self._program[0] != "notify-send":
            return body
        # Of the two the body has markup, and notify-send reads backslashes in it as C does (g_strcompress).
        return escape(body, quote=False).replace("\\", "\\\\")


def _cut(text: str, longest: int) -> str:
    text = clean_line(text)
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _run(command: Sequence[str]) -> str | None:
    """What went wrong; None when it worked."""
    import subprocess

    try:
        done = subprocess.run(  # noqa: S603 - no shell, and the text is no option: see those that call
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "does not answer"
    except OSError as error:
        return f"cannot be started ({error.strerror})"
    if done.returncode == 0:
        return None
    said = clean_line(done.stderr.decode(errors="replace"))
    return f"failed: {said}" if said else f"failed with exit code {done.returncode}"


def desktop_for(environ: Mapping[str, str], platform: str = sys.platform) -> Desktop:
    """The way to the desktop that this environment has."""
    return Desktop(program_for(environ, platform), sequencer_for(environ))


def program_for(environ: Mapping[str, str], platform: str) -> tuple[str, ...] | None:
    """The program that shows a notification, given a title and a body; None where it would show it elsewhere.

    Over SSH that is on a desk where nobody sits.
    """
    if is_far(environ):
        return None
    path = environ.get("PATH")
    if platform == "darwin":
        return ("osascript", "-e", _SCRIPT) if shutil.which("osascript", path=path) else None
    has_desktop = any(
        environ.get(name) for name in ("DBUS_SESSION_BUS_ADDRESS", "WAYLAND_DISPLAY", "DISPLAY")
    )
    if has_desktop and shutil.which("notify-send", path=path):
        return ("notify-send", "--app-name=scale-tui", "--")
    return None


def sequencer_for(environ: Mapping[str, str]) -> Sequencer | None:
    """How this terminal is asked for a notification; None where it is not known to have any.

    What a terminal does not know it ignores, so one too many does no harm, but for the few that are left out.
    """
    # GNU screen passes none of these on, and has no way around it.
    if environ.get("TERM") in (None, "", "dumb", "linux") or environ.get("STY"):
        return None
    sequencer = _by_name(environ) or _by_traces(environ)
    if sequencer is None or not environ.get("TMUX"):
        return sequencer
    return lambda title, body: through_tmux(sequencer(title, body))


def _by_name(environ: Mapping[str, str]) -> Sequencer | None:
    # LC_TERMINAL comes along over SSH, unlike TERM_PROGRAM, which inside of tmux says tmux.
    for variable in ("TERM_PROGRAM", "LC_TERMINAL"):
        if found := _BY_PROGRAM.get(environ.get(variable, "")):
            return found
    term = environ.get("TERM", "")
    return next((found for start, found in _BY_TERM if term.startswith(start)), None)


def _by_traces(environ: Mapping[str, str]) -> Sequencer | None:
    """By what terminals leave in the environment, which also reaches what runs inside of tmux."""
    if environ.get("TERM_PROGRAM") in ("Apple_Terminal", "vscode"):
        return None
    if environ.get("KITTY_WINDOW_ID"):
        return _osc_99
    version = environ.get("VTE_VERSION", "")
    if version.isascii() and version.isdecimal() and int(version) >= _FIRST_VTE_THAT_SWALLOWS_777:
        return _osc_777
    return _osc_777 if any(environ.get(name) for name in _KNOWING_777) else None


def _osc_9(title: str, body: str) -> str:
    # ConEmu gives what begins with a digit another meaning: the title begins with a letter.
    return f"{_ESC}]9;{title}, {body}{_END}"


def _osc_777(title: str, body: str) -> str:
    # There is no way to write a semicolon inside a field.
    return f"{_ESC}]777;notify;{title.replace(';', ',')};{body.replace(';', ',')}{_END}"


def _osc_99(title: str, body: str) -> str:
    # One name each: a notification takes the place of the one before it that has the same.
    name = f"scale-tui-{crc32(f'{title}{body}'.encode()):08x}"
    first, second = (b64encode(text.encode()).decode() for text in (title, body))
    return f"{_ESC}]99;i={name}:e=1:d=0;{first}{_END}{_ESC}]99;i={name}:e=1:p=body;{second}{_END}"


def through_tmux(sequence: str) -> str:
    """The sequence in the wrapping that tmux passes on where ``allow-passthrough`` is on, and else drops."""
    return f"{_ESC}Ptmux;{sequence.replace(_ESC, _ESC + _ESC)}{_END}"


# From the manuals: kitty desktop-notifications, iTerm2 escape codes, wezterm escape-sequences, foot-ctlseqs,
# ghostty vt/osc, and the notify extension of urxvt, whose form VTE, Konsole and Windows Terminal have too.
_BY_PROGRAM: dict[str, Sequencer] = {
    "iTerm.app": _osc_9,
    "iTerm2": _osc_9,
    "WarpTerminal": _osc_9,
    "WezTerm": _osc_777,
    "ghostty": _osc_777,
}
_BY_TERM: tuple[tuple[str, Sequencer], ...] = (
    ("xterm-kitty", _osc_99),
    ("xterm-ghostty", _osc_777),
    ("wezterm", _osc_777),
    ("foot", _osc_777),
    ("rxvt-unicode", _osc_777),
    ("contour", _osc_777),
)
_KNOWING_777 = ("GHOSTTY_RESOURCES_DIR", "WEZTERM_PANE", "KONSOLE_VERSION", "WT_SESSION")
