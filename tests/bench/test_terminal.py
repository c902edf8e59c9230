"""A program in the bench's terminal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("the bench is for Linux", allow_module_level=True)

from bench.command import Command
from bench.lines.interactive import kept, wrote
from bench.pressing import press
from bench.processes import Priority, memory_mib, usage
from bench.spawning import run_to_end
from bench.terminal import NotMeasured, Terminal

ORDINARY = Priority(is_real_time=False)
ASKING = """
import os, sys, tty
tty.setraw(0)
os.write(1, b"\\x1b[?2026$p")
answer = os.read(0, 100)
os.write(1, b"answer " + answer[1:] + b"\\r\\n")
while (key := os.read(0, 1)) != b"q":
    os.write(1, b"\\x1b[1mkey \\x1b[0m" + key if key != b"x" else b"")
"""


@contextmanager
def playing(program: str, home: Path, size: tuple[int, int] = (30, 4)) -> Iterator[Terminal]:
    with Terminal(Command((sys.executable, "-c", program)), home, ORDINARY, size) as terminal:
        yield terminal


def test_questions_are_answered_and_keys_arrive(tmp_path: Path) -> None:
    with playing(ASKING, tmp_path) as terminal:
        terminal.until(wrote(terminal, b"answer"), "the answer")
        terminal.settle()
        assert terminal.shown().text()[0].rstrip() == "answer [?2026;2$y"
        pressed = press(terminal, b"j")
        assert pressed is not None
        assert pressed.bytes == len(b"\x1b[1mkey \x1b[0mj")
        assert press(terminal, b"x") is None
        assert wrote(terminal, b"key j")()
        assert usage(terminal.pid).cpu_ms > 0
        assert memory_mib(terminal.pid) > 1
        typed = terminal.type(b"q")
        assert terminal.until_ended() >= typed


@pytest.mark.parametrize(
    ("shown", "number"), [("/llama2", 7), ("/lma2", 2), ("/", 1), ("", 0), ("/llama2x", 7), ("/ama2", 1)]
)
def test_keys_are_kept_as_far_as_they_are_in_order(shown: str, number: int) -> None:
    assert kept(shown) == number


def test_a_window_has_the_size_that_is_asked_for(tmp_path: Path) -> None:
    with playing("import os; print(os.get_terminal_size())", tmp_path, (99, 7)) as terminal:
        terminal.until_ended()
    assert "columns=99, lines=7" in terminal.shown().text()[0]


def test_a_program_that_ends_is_not_measured(tmp_path: Path) -> None:
    with playing("print('broken')", tmp_path) as terminal:
        terminal.until_ended()
        with pytest.raises(NotMeasured, match=r"ended(?s:.)*broken"):
            terminal.settle()


def test_a_command_has_an_exit_code_and_what_it_printed(tmp_path: Path) -> None:
    output = tmp_path / "output"
    command = Command((sys.executable, "-c", "print('told'); raise SystemExit(3)"))
    ended = run_to_end(command, tmp_path, ORDINARY, str(output))
    assert (ended.code, output.read_text()) == (3, "told\n")
