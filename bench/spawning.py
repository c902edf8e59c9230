"""Running a command that draws no screen, and the time that it takes."""

import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter

from bench.command import ROOT, Command
from bench.processes import Priority


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: after how many milliseconds from before its process was made, with which code."""

    ms: float
    code: int


def run_to_end(
    command: Command, home: Path, priority: Priority, output: str = os.devnull, errors: str = os.devnull
) -> Ended:
    """Run a command to its end; what it prints goes into these files."""
    os.chdir(ROOT)
    to_write = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    spawn = partial(
        os.posix_spawnp,
        command.words[0],
        command.words,
        command.environment(home),
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, output, to_write, 0o600),
            (os.POSIX_SPAWN_OPEN, 2, errors, to_write, 0o600),
        ],
    )
    scheduler = priority.of_program
    with priority.raised():
        began = perf_counter()
        pid = spawn() if scheduler is None else spawn(scheduler=scheduler)
        _, status = os.waitpid(pid, 0)
        ended = perf_counter()
    return Ended((ended - began) * 1000, os.waitstatus_to_exitcode(status))
