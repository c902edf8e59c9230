"""The clipboard: by the terminal, which may be far away, by a program of this machine, and tmux's buffer."""

import sys
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence

from scale_tui.cli.whereabouts import is_far, is_windows_subsystem, program
from scale_tui.ui.links import Copied

TIMEOUT = 2.0
"""Seconds that a program may take: one that waits for a display is given up, and no other is asked."""

_UNANSWERED = "Terminals do not say whether they took it."
_HANGS = "does not answer"
_CLIP = "clip.exe"
_ESC = "\x1b"
_END = f"{_ESC}\\"
_OF_SCREEN = 240
"""Characters: GNU screen takes 256 at once, or 768; the rest of a longer sequence it writes on the screen."""


# By the terminal


def sequence(text: str, environ: Mapping[str, str]) -> str:
    """What asks the terminal to take the text; empty where it would be written on the screen instead."""
    # Of the kernel's own terminals the older ones write what they do not understand.
    if environ.get("TERM") in (None, "", "dumb", "linux"):
        return ""
    # tmux drops those pieces where it is the inner one of both; then it has its own way, below.
    return _through_screen(osc_52(text)) if environ.get("STY") else osc_52(text)


def osc_52(text: str) -> str:
    """Operating system command 52 of xterm, for the clipboard (``c``). No terminal answers to it."""
    return f"{_ESC}]52;c;{b64encode(text.encode('utf-8', 'replace')).decode()}\x07"


def _through_screen(sequence: str) -> str:
    """The sequence in pieces that GNU screen hands to its terminal as they are (DCS in its manual)."""
    pieces = (sequence[start : start + _OF_SCREEN] for start in range(0, len(sequence), _OF_SCREEN))
    return "".join(f"{_ESC}P{piece}{_END}" for piece in pieces)


# By programs


def copy(text: str, environ: Mapping[str, str], platform: str = sys.platform) -> Copied:
    """Copy by every way that is there; whoever has the terminal asks it. It may take twice ``TIMEOUT``."""
    is_done, faults = _by_program(text, environ, platform)
    is_in_tmux = _load_into_tmux(text, environ)
    if is_done:
        return Copied("Copied")
    if is_in_tmux:
        return Copied("In tmux's buffer, and sent to the clipboard", " ".join((*faults, _UNANSWERED)))
    if sequence(text, environ):
        return Copied("Sent to the terminal's clipboard", " ".join((*faults, _UNANSWERED)))
    return Copied("Not copied", " ".join(faults) or "This terminal has no clipboard.", is_done=False)


def _by_program(text: str, environ: Mapping[str, str], platform: str) -> tuple[bool, list[str]]:
    """Whether a program of this machine has taken the text, and what went wrong with those before it."""
    faults: list[str] = []
    for name, *options in commands(environ, platform):
        found = program(name, environ)
        if found is None:
            continue
        fault = _run([found, *options], text, environ)
        if fault is None:
            return True, faults
        faults.append(f"{name} {fault}.")
        if fault == _HANGS:
            break
    return False, faults


def commands(environ: Mapping[str, str], platform: str) -> Iterator[tuple[str, ...]]:
    """What may copy on this machine, the best first; nothing over SSH: the clipboard is at another one."""
    if is_far(environ):
        return
    if platform == "darwin":
        yield ("pbcopy",)
    if platform in ("win32", "cygwin") or is_windows_subsystem(environ):
        yield (_CLIP,)
    if environ.get("WAYLAND_DISPLAY"):
        # Without the type it guesses what the text is, by starting another program.
        yield ("wl-copy", "--type", "text/plain;charset=utf-8")
    if environ.get("DISPLAY"):
        yield ("xclip", "-selection", "clipboard", "-in")
        yield ("xsel", "--clipboard", "--input")


def _load_into_tmux(text: str, environ: Mapping[str, str]) -> bool:
    """Put the text into tmux's buffer, and have tmux ask its terminal for the clipboard.

    From within, tmux takes OSC 52 only where ``set-clipboard`` is ``on``, which it is not by itself: there
    it is ``external``, with which tmux itself asks. ``-w`` is of tmux 3.2; an older one fills its buffer.
    """
    tmux = program("tmux", environ) if environ.get("TMUX") else None
    if tmux is None:
        return False
    fault = _run([tmux, "load-buffer", "-w", "-"], text, environ)
    if fault not in (None, _HANGS):
        fault = _run([tmux, "load-buffer", "-"], text, environ)
    return fault is None


def _run(command: Sequence[str], text: str, environ: Mapping[str, str]) -> str | None:
    """What went wrong; None when it worked."""
    import subprocess

    # Other bytes it takes for the code page of its console.
    encoding = "utf-16-le" if command[0].endswith(_CLIP) else "utf-8"
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and the text is its input
            command,
            input=text.encode(encoding, "replace"),
            # What copies goes on behind, to hand the text out: it would hold a pipe for as long.
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=dict(environ),
            timeout=TIMEOUT,
            check=False,
            # Neither suspending the app nor closing its terminal may end it.
            start_new_session=True,
        )
    except subprocess.TimeoutExpired:
        return _HANGS
    except OSError as error:
        return f"cannot be started ({error.strerror})"
    return None if done.returncode == 0 else f"failed with exit code {done.returncode}"
