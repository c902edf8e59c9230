"""Addresses opened in the attendee's browser, by the program that this system has for it.

Not by ``webbrowser``: where there is no desktop, or BROWSER says so, that starts a browser of the terminal,
within the terminal that the app is drawn on. What is started here has no terminal at all.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from scale_tui.cli.clipboard import osc_52
from scale_tui.cli.whereabouts import is_far, is_windows_subsystem, program
from scale_tui.export.addresses import is_openable
from scale_tui.ui.links import Copied, Failed, NotOpened

if TYPE_CHECKING:
    from subprocess import Popen

FAILS_AT_ONCE, MAY_FAIL = 0.4, 10.0
"""Seconds: what fails at once is waited for; what ends much later has done its work, or was closed."""

_OF_THE_TERMINAL = frozenset(("www-browser", "lynx", "links", "links2", "elinks", "w3m", "browsh"))
# From xdg-open(1).
_MEANINGS = {2: "found nothing there", 3: "found no browser", 4: "could not have it opened"}


class BrowserLinks:
    """Those of the browser that the app is drawn in: nothing is started on this machine for it."""

    is_in_browser = True

    def open(self, address: str, failed: Failed) -> None:  # noqa: ARG002
        """Leave it to the browser. Raises NotOpened."""
        raise NotOpened("The browser opens it, not this machine.")

    def sequence(self, text: str) -> str:
        """OSC 52, which the page understands."""
        return osc_52(text)

    def copy(self, text: str) -> Copied:  # noqa: ARG002
        """Tell what the page was asked for: a browser grants it over https and on the machine itself."""
        return Copied("Sent to the browser's clipboard", "It takes it over https, or on this machine.")


def open_address(
    address: str, failed: Failed, environ: Mapping[str, str], platform: str = sys.platform
) -> None:
    """Have a browser open exactly this address. Raises NotOpened, or calls ``failed`` later, in a thread."""
    import subprocess

    if not is_openable(address):
        raise NotOpened("This is no address of a page or of mail.")
    command = [*opener(environ, platform), address]
    name = Path(command[0]).name
    try:
        process = subprocess.Popen(  # noqa: S603 - no shell, and an address is no option
            command,
            # Its output would be drawn over, and a pipe would fill up while the browser runs for days.
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=_environ_of_child(environ),
            # No terminal: a browser that draws on one finds none, and closing this one ends no browser.
            start_new_session=True,
        )
    except OSError as error:
        raise NotOpened(f"{name} cannot be started ({error.strerror}).") from error
    fault = _fault(process, name, FAILS_AT_ONCE)
    if fault:
        raise NotOpened(fault)
    # It is waited for even when it is a browser that runs for days, else it stayed behind as a zombie.
    Thread(target=_await, args=(process, name, failed), daemon=True).start()


def _await(process: "Popen[bytes]", name: str, failed: Failed) -> None:
    fault = _fault(process, name, MAY_FAIL)
    if fault:
        failed(fault)
    process.wait()


def _fault(process: "Popen[bytes]", name: str, patience: float) -> str:
    """What went wrong in so many seconds; empty when nothing did, so far."""
    import subprocess

    try:
        code = process.wait(patience)
    except subprocess.TimeoutExpired:
        return ""
    if code == 0:
        return ""
    meaning = _MEANINGS.get(code) if name == "xdg-open" else None
    return f"{name} {meaning or f'failed with exit code {code}'}."


def opener(environ: Mapping[str, str], platform: str) -> tuple[str, ...]:
    """The program that opens an address, given as its last argument. Raises NotOpened where none would do."""
    if is_far(environ):
        raise NotOpened("This runs over SSH: a browser would open on the other machine.")
    if platform in ("win32", "cygwin"):
        return ("rundll32.exe", "url.dll,FileProtocolHandler")
    if platform == "darwin":
        return ("open",)
    # Not wslview, which makes a command of PowerShell of the address, and fetches it first.
    if is_windows_subsystem(environ) and (found := program("rundll32.exe", environ)):
        return (found, "url.dll,FileProtocolHandler")
    if not (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")):
        raise NotOpened("There is no desktop here to open it on.")
    if found := program("xdg-open", environ):
        return (found,)
    raise NotOpened("xdg-open, which opens links here, is not installed.")


def _environ_of_child(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment without browsers of the terminal: they would find none, and some say all is well."""
    browsers = [each for each in environ.get("BROWSER", "").split(os.pathsep) if each.strip()]
    seen = [each for each in browsers if Path(each.split()[0]).name not in _OF_THE_TERMINAL]
    child = dict(environ) | {"BROWSER": os.pathsep.join(seen)}
    if not seen:
        del child["BROWSER"]
    return child
