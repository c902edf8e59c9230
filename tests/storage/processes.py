"""Other processes for the tests of storage: each runs one of ``programs/`` on the package under test."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import scale_tui

PROGRAMS = Path(__file__).parent / "programs"
# Whether to run the long forms: 8 processes x 500 marks, 1,000 kills.
IS_FULL_SIZE = bool(os.environ.get("SCALE_TUI_FULL_SIZE"))
# Nothing here takes this long: it turns a hang into a failure.
A_HANG = 600

_ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(scale_tui.__file__).parent.parent)}
_NO_PRIVILEGES_TO_GIVE_UP = 77


def start(program: str, *arguments: object) -> subprocess.Popen[str]:
    """A running program, with pipes to and from it."""
    command = [sys.executable, "-W", "error", str(PROGRAMS / program), *map(str, arguments)]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=_ENVIRONMENT
    )


def start_together(programs: list[tuple[object, ...]]) -> list[str]:
    """What several programs say that all begin at the same word, once each is ready."""
    running = [start(str(program), *arguments) for program, *arguments in programs]
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate(timeout=A_HANG)[0] for process in running]
    assert [process.returncode for process in running] == [0] * len(running)
    return said


def told_by(program: str, *arguments: object) -> dict[str, object]:
    """The JSON that a program prints."""
    with start(program, *arguments) as process:
        said, _ = process.communicate(timeout=A_HANG)
    assert process.returncode == 0
    answer: dict[str, object] = json.loads(said)
    return answer


def told_without_privileges(program: str, *arguments: object) -> dict[str, object]:
    """The same, where permission bits count; skips the test where root cannot do without its privileges."""
    with start("without_privileges.py", PROGRAMS / program, *arguments) as process:
        said, _ = process.communicate(timeout=A_HANG)
    if process.returncode == _NO_PRIVILEGES_TO_GIVE_UP:
        pytest.skip("root cannot give up its privileges here, and permission bits do not bind it")
    assert process.returncode == 0
    answer: dict[str, object] = json.loads(said)
    return answer
