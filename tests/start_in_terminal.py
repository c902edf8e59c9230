"""Starts a command on a terminal of its own, waits for a text, types q, and passes its exit code on.

Standard library only, for it also runs where nothing but the program is installed:
``python start_in_terminal.py TEXT COMMAND [ARGUMENT …]``
"""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
from time import monotonic

PATIENCE = 60.0


def main(text: str, command: list[str]) -> int:
    """Run the command; 1 when the text does not appear."""
    process, terminal = pty.fork()
    if process == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 35, 120, 0, 0))
        os.environ["TERM"] = "xterm-256color"
        os.execvp(command[0], command)
    shown, end, is_seen = b"", monotonic() + PATIENCE, False
    while monotonic() < end:
        if not select.select([terminal], [], [], 0.1)[0]:
            continue
        try:
            data = os.read(terminal, 65536)
        except OSError:  # how Linux says that the other end was closed
            break
        if not data:
            break
        shown += data
        if not is_seen and text.encode() in shown:
            is_seen = True
            os.write(terminal, b"q")
    if not is_seen or monotonic() >= end:
        os.kill(process, signal.SIGKILL)
        print(f"{text!r} never appeared, or q did not quit", file=sys.stderr)
        return 1
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], sys.argv[2:]))
