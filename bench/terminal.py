"""A program in a pseudo-terminal: keys go in, and everything it writes is kept with the time it came.

While it is measured nothing is drawn: what was seen when is found out afterwards, from what was kept.
"""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import Self

from bench.answers import Answers
from bench.command import ROOT, Command
from bench.emulator import Chunk, Emulator, Size, shown_after
from bench.processes import Priority, cpu_ms

USUAL_SIZE: Size = (120, 40)
LEAVES_SCREEN = b"\x1b[?1049l"
_SILENCE = 0.15
_BUSY = 0.1
"""A program that uses more of a processor than this has something to say yet, silent or not."""
_PATIENCE = 30.0


class NotMeasured(Exception):
    """Something did not happen that is measured; the text says what."""


class Terminal:
    """One run of a program, from just before its process is made."""

    def __init__(self, command: Command, home: Path, priority: Priority, size: Size = USUAL_SIZE) -> None:
        self.size = size
        self.chunks: list[Chunk] = []
        self.ended_at: float | None = None
        self._priority = priority
        self._answers = Answers(size)
        environment = command.environment(home)
        with priority.raised():
            self.started_at = perf_counter()
            self.pid, self._master = pty.fork()
            if self.pid == 0:
                _become(command.words, environment, size, priority)
        self._watched = select.poll()
        self._watched.register(self._master, select.POLLIN)
        self._end = os.pidfd_open(self.pid)
        self._watched.register(self._end, select.POLLIN)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def type(self, keys: bytes) -> float:
        """Type these keys; the time."""
        at = perf_counter()
        os.write(self._master, keys)
        return at

    def take(self, patience: float) -> bool:
        """Wait so many seconds for something to happen; whether anything did."""
        ready = dict(self._watched.poll(max(patience, 0) * 1000))
        at = perf_counter()
        if self._master in ready:
            try:
                data = os.read(self._master, 1 << 16)
            except OSError:  # nobody has the terminal open any more
                self._watched.unregister(self._master)
            else:
                self.chunks.append(Chunk(at, data))
                answer = self._answers.to(data)
                if answer:
                    os.write(self._master, answer)
        if self._end in ready and self.ended_at is None:
            self.ended_at = at
            self._watched.unregister(self._end)
        return bool(ready)

    def record(self, seconds: float) -> None:
        """Keep what comes in so many seconds from now."""
        end = perf_counter() + seconds
        with self._priority.raised():
            while (left := end - perf_counter()) > 0:
                self.take(left)

    def until(self, is_there: Callable[[], bool], what: str) -> None:
        """Keep what comes until something is the case. Raises NotMeasured when it never is."""
        end = perf_counter() + _PATIENCE
        with self._priority.raised():
            while not is_there():
                self.take(0.05)
                if self.ended_at is not None or perf_counter() > end:
                    raise NotMeasured(f"{what}: never seen\n" + "\n".join(self.shown().text()).rstrip())

    def settle(self, silence: float = _SILENCE) -> None:
        """Wait until the program has no more to say: it is silent, and uses no processor either.

        Raises NotMeasured when it ends instead.
        """
        end = perf_counter() + _PATIENCE
        with self._priority.raised():
            while self.ended_at is None and perf_counter() < end:
                used = cpu_ms(self.pid)
                if not self.take(silence) and cpu_ms(self.pid) - used < _BUSY * silence * 1000:
                    return
        if self.ended_at is not None:
            raise NotMeasured("it ended by itself\n" + "\n".join(self.shown().text()).rstrip())

    def until_ended(self) -> float:
        """Wait for the end of the process; when that was. Raises NotMeasured when it does not end."""
        end = perf_counter() + _PATIENCE
        with self._priority.raised():
            while self.ended_at is None and perf_counter() < end:
                self.take(0.1)
        if self.ended_at is None:
            raise NotMeasured("it does not end")
        return self.ended_at

    def shown(self) -> Emulator:
        """What is on the screen now."""
        return shown_after(self.chunks, self.size)

    def close(self) -> None:
        """End the program if it has not, and its terminal."""
        if self.ended_at is None:
            with suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._end)
        os.close(self._master)


def _become(words: tuple[str, ...], environment: dict[str, str], size: Size, priority: Priority) -> None:
    """Be the program, in the child: nothing comes back from here."""
    try:
        columns, rows = size
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        priority.take_as_program()
        os.chdir(ROOT)
        os.execvpe(words[0], words, environment)
    except OSError as error:
        os.write(2, f"{error}\n".encode())
    finally:
        os._exit(127)


def watch(terminals: Sequence[Terminal], seconds: float) -> None:
    """Keep what several programs write in so many seconds."""
    end = perf_counter() + seconds
    while (left := end - perf_counter()) > 0:
        for terminal in terminals:
            terminal.take(min(left, 0.2) / len(terminals))
