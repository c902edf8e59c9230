"""The tutorial: every command and every key in it is tried, with the real schedule where there is one.

``SCALE_TUI_DOCS=accept`` writes what is printed now into the page.
"""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pseudo_terminal import SOURCE, playing
from scale_tui.cli.arguments import read_arguments

PAGE = Path(__file__).parents[2] / "docs/tutorial.md"
ADDRESS = "https://fosdem.org/2025/schedule/xml"
BEFORE, DURING = "2025-01-30T20:00", "2025-02-01T15:40"
_BLOCK = re.compile(r"(?<=```console\n)(.*?)(?=```)", re.DOTALL)
_PROGRAM = re.compile(r"\$ scale-tui ?(.*)")


def schedule() -> Path:
    """The real schedule, which is no part of this repository."""
    folder = os.environ.get("SCALE_TUI_SCHEDULES")
    path = Path(folder or "", "files", "fosdem-2025.xml")
    if folder is None or not path.exists():
        pytest.skip("the schedule of FOSDEM 2025 is not here")
    return path


def typed() -> list[str]:
    """The commands of the page, in its order."""
    lines = [line for block in _BLOCK.findall(PAGE.read_text("utf-8")) for line in block.splitlines()]
    return [line[2:] for line in lines if line.startswith("$ ")]


class Machine:
    """A machine with nothing on it but the program, some time before the event."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        program = folder / "bin" / "scale-tui"
        program.parent.mkdir()
        python = f"PYTHONPATH={shlex.quote(str(SOURCE))} exec {shlex.quote(sys.executable)}"
        program.write_text(f'#!/bin/sh\n{python} -m scale_tui "$@"\n')
        program.chmod(0o755)
        self._folder = folder
        self._env = {
            "PATH": f"{program.parent}:{os.environ['PATH']}",
            "SCALE_TUI_HOME": str(self.home),
            "SCALE_TUI_NOW": BEFORE,
            "LANG": "C.UTF-8",
            "HOME": str(folder),
        }

    def answer(self, command: str) -> str:
        """What a command prints, with the address where the file is named that stands for it."""
        file = str(schedule())
        done = subprocess.run(
            ["sh", "-c", command.replace(ADDRESS, shlex.quote(file))],
            env=self._env,
            cwd=self._folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            text=True,
            encoding="utf-8",
        )
        return done.stdout.replace(file, ADDRESS)

    def block(self, commands: Iterator[str]) -> str:
        """Commands with what they print."""
        return "".join(f"$ {command}\n{self.answer(command)}" for command in commands)


@pytest.mark.parametrize("command", typed())
def test_a_command_is_one(command: str) -> None:
    for part in command.split(" | "):
        words = shlex.split(part)
        if words[0] == "scale-tui":
            assert read_arguments(words[1:]).command
        else:
            assert words[0] == "head"


def test_what_is_shown_is_what_is_printed(tmp_path: Path) -> None:
    machine = Machine(tmp_path)

    def printed(found: re.Match[str]) -> str:
        return machine.block(line[2:] for line in found[1].splitlines() if line.startswith("$ "))

    page = PAGE.read_text("utf-8")
    now = _BLOCK.sub(printed, page)
    if os.environ.get("SCALE_TUI_DOCS") == "accept":
        PAGE.write_text(now, encoding="utf-8")
    assert now == page


# What the page has one press: in which section, what is seen then, and no longer once escape was pressed.
STEPS = (
    ("5", "c", "What fits together"),
    ("6", "i", "New entry"),
    ("6", "e", "╭─"),
    ("3", "/rust after:15", "of 943"),
    ("3", "@parmaksiz", "1 person"),
    ("3", "f", "Tracks"),
    ("7", "E", "mine"),
    ("7", "Q", "the page"),
    ("8", "C", "hanged"),
    ("8", "=", "others ─"),
)
VIEWS = (
    ("8", "2", "rooms"),
    ("8", "5", "On now"),
    ("5", "3", "3 overlap"),
    ("5", "c1", "no clashes"),
    ("4", "u", "3 overlap"),
)


def test_the_keys_do_what_is_said(tmp_path: Path) -> None:
    sections = dict(re.findall(r"\n## (\d)\. (.*?)(?=\n## |\Z)", PAGE.read_text("utf-8"), re.DOTALL))
    machine = Machine(tmp_path)
    machine.answer(f"scale-tui add {ADDRESS}")
    machine.answer("scale-tui star 'kernel diversity' 'lessons from rewriting' 'auto-instrumentation'")
    with playing(machine.home, "--at", DURING, env={"SCALE_TUI_REMIND": "off"}, size=(120, 40)) as played:

        def until(seen: str, *, is_there: bool = True) -> None:
            def is_so() -> bool:
                return (seen in "\n".join(played.picture(120, 40))) is is_there

            # Half a picture may lack what all of it has.
            while not is_so() or played.read(0.5):
                played.until(is_so, f"{seen}: {is_there}")

        played.drawn()
        for section, keys, seen in VIEWS:
            assert f"<kbd>{keys[0]}</kbd>" in sections[section]
            played.type(keys)
            until(seen)
        for section, keys, seen in STEPS:
            assert f"<kbd>{keys[0]}</kbd>" in sections[section]
            played.type(keys)
            until(seen)
            played.type("\x1b")
            until(seen, is_there=False)
