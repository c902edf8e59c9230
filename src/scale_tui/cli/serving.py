"""``serve``: the app in a browser."""

import errno
import os
import shlex
import socket
import subprocess
import sys
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

from scale_tui.cli.arguments import Arguments
from scale_tui.cli.complaints import complain
from scale_tui.cli.conference import Found, find_conference
from scale_tui.cli.exit_codes import ExitCode
from scale_tui.cli.obtaining import STANDARD_INPUT
from scale_tui.cli.output import Output
from scale_tui.domain.errors import MissingProgram, Unreachable, UsageError

if TYPE_CHECKING:
    from scale_tui.cli.serving_page import PageServer

_UNSAFE_ON_WINDOWS = frozenset('&|<>^%!"\r\n')


def run_serve(arguments: Arguments, out: Output) -> ExitCode:
    """Serve the app until told to end: with the attendee's own marks, to set or, with ``--kiosk``, to see."""
    make_server = _page_server()
    if arguments.source is not None and arguments.conference is not None:
        raise UsageError("give the conference once: as SOURCE or with --conference")
    choice = arguments.source or arguments.conference
    if choice == STANDARD_INPUT:
        raise UsageError(
            "what comes from standard input can be read once; give a file, or 'scale-tui add' it"
        )
    found = find_conference(choice, may_write=not arguments.is_kiosk)
    command = command_line(found, choice, arguments)
    listener = _listener(arguments.host, arguments.port)
    if not is_loopback(arguments.host) and not arguments.is_kiosk:
        complain(
            f"whoever can reach {arguments.host} can see and set your marks; --kiosk lets them only look"
        )
    name, port = f"[{arguments.host}]" if ":" in arguments.host else arguments.host, listener.getsockname()[1]

    def ready() -> None:
        out.line(f"{found.agenda.title} is at http://{name}:{port}/ until ctrl+c")
        out.flush()

    server = make_server(
        command, host=arguments.host, port=port, title=found.agenda.title, is_kiosk=arguments.is_kiosk
    )
    server.listen(listener, ready)
    return ExitCode.OK


def command_line(found: Found, choice: str | None, arguments: Arguments) -> str:
    """What starts the app for a visitor, for the shell that textual-serve runs it in, which finds only words.

    Raises UsageError for what the shell of Windows would take for its own.
    """
    conference = found.kept_as or str(Path(choice or "").absolute())
    words = [sys.executable, "-P", "-m", "scale_tui", "open", f"--conference={conference}"]
    words += [f"--glyphs={'unicode' if arguments.glyphs in (None, 'auto') else arguments.glyphs}"]
    for option, value in (("at", arguments.at), ("tz", arguments.zone), ("theme", arguments.theme)):
        words += [] if value is None else [f"--{option}={value}"]
    words += ["--kiosk"] if arguments.is_kiosk else []
    words += ["--plain"] if arguments.is_plain else []
    if arguments.is_reader is not None:
        words += ["--reader" if arguments.is_reader else "--no-reader"]
    if os.name != "nt":
        return shlex.join(words)
    if _UNSAFE_ON_WINDOWS & set("".join(words[5:])):
        raise UsageError('serve takes no names with any of & | < > ^ % ! " here')
    return subprocess.list2cmdline(words)


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches who listens there."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _page_server() -> "type[PageServer]":
    try:
        from scale_tui.cli.serving_page import PageServer
    except ImportError as error:
        raise MissingProgram("serve needs more: pip install 'scale-tui[web]'") from error
    return PageServer


def _listener(host: str, port: int) -> socket.socket:
    """Listen at this port; at any that is free where 0 was asked for. Raises Unreachable."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family)
    except OSError as error:
        raise _cannot_listen(host, port, error) from error


def _cannot_listen(host: str, port: int, error: OSError) -> Unreachable:
    if error.errno == errno.EADDRINUSE:
        return Unreachable(f"port {port} is taken; --port takes another, --port 0 any that is free")
    if error.errno == errno.EACCES:
        return Unreachable(f"port {port} is for the system; --port takes one from 1024 on")
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return Unreachable(f"{host} is no address of this machine")
    return Unreachable(f"{host}:{port}: cannot be listened at, {os.strerror(error.errno or 0).lower()}")
