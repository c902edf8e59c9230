"""What Linux tells of a process and its children, and how others are kept from disturbing it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

_PROGRAM, _READER = 20, 30
"""Real-time priorities: who reads and tells the time goes before who is measured."""


@dataclass(frozen=True, slots=True)
class Priority:
    """Whether what is measured, and who measures it, run in real time: nothing else gets in between."""

    is_real_time: bool

    @staticmethod
    def is_allowed() -> bool:
        """Whether this user may have it."""
        before = os.sched_getparam(0), os.sched_getscheduler(0)
        try:
            os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(_READER))
        except OSError:
            return False
        os.sched_setscheduler(0, before[1], before[0])
        return True

    @contextmanager
    def raised(self) -> Iterator[None]:
        """For as long as something is measured; never while this process has much to do itself."""
        if not self.is_real_time:
            yield
            return
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(_READER))
        try:
            yield
        finally:
            os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))

    def take_as_program(self) -> None:
        """Take the priority of what is measured: called in the child."""
        if self.is_real_time:
            os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(_PROGRAM))

    @property
    def of_program(self) -> tuple[int, os.sched_param] | None:
        """The same as ``posix_spawn`` takes it."""
        return (os.SCHED_FIFO, os.sched_param(_PROGRAM)) if self.is_real_time else None


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process and its children have used so far."""

    cpu_ms: float
    wakeups: int

    def since(self, before: "Usage") -> "Usage":
        """What was used between the two."""
        return Usage(self.cpu_ms - before.cpu_ms, self.wakeups - before.wakeups)


def usage(pid: int) -> Usage:
    """Time on a processor, and how often one of the threads slept: that often one was woken."""
    nanoseconds = switches = 0
    for task in _tasks(pid):
        with suppress(OSError):
            nanoseconds += int((task / "schedstat").read_text().split()[0])
            switches += int(_field(task / "status", "voluntary_ctxt_switches:"))
    return Usage(nanoseconds / 1e6, switches)


def cpu_ms(pid: int) -> float:
    """Time on a processor so far."""
    return usage(pid).cpu_ms


def memory_mib(pid: int) -> float:
    """The proportional set size: memory of its own, and its share of what it has together with others."""
    kib = 0
    for each in _family(pid):
        with suppress(OSError):
            kib += int(_field(Path(f"/proc/{each}/smaps_rollup"), "Pss:").removesuffix("kB"))
    return kib / 1024


def _field(path: Path, name: str) -> str:
    return next(line for line in path.read_text().splitlines() if line.startswith(name))[len(name) :].strip()


def _tasks(pid: int) -> Iterator[Path]:
    for each in _family(pid):
        with suppress(OSError):
            yield from Path(f"/proc/{each}/task").iterdir()


def _family(pid: int) -> list[int]:
    found, left = [], [pid]
    while left:
        each = left.pop()
        found.append(each)
        with suppress(OSError):
            for task in Path(f"/proc/{each}/task").iterdir():
                left += map(int, (task / "children").read_text().split())
    return found
