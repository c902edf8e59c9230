"""The real thing: processes, pipes, and what they load."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Process = Callable[..., subprocess.CompletedProcess[bytes]]

SOURCE = Path(__file__).parents[2] / "src"
COMMANDS = [
    "now --json --at 2024-09-11T12:20",
    "now --plain",
    "list network --json",
    "list qqqqq",
    "list --csv",
    "show hpn",
    "people --json",
    "star hpn",
    "unstar hpn",
    "mine",
    "mine --json",
    "check CLASH_CONF",
    "add CLASH_CONF",
    "conferences",
    "conferences --json",
    "changes --json",
    "refresh",
    "remove networking-scale-2024",
    "remind",
    "--version",
    "--help",
]


def test_stars_last_from_one_process_to_the_next(process: Process) -> None:
    assert process("star", "hpn", "backbone").returncode == 0
    mine = json.loads(process("mine", "--json").stdout)
    assert [session["title"].split()[0] for session in mine["sessions"]] == ["AI", "Alibaba"]
    assert all(session["starred"] for session in mine["sessions"])
    assert process("unstar", "hpn").returncode == 0
    mine = json.loads(process("mine", "--json").stdout)
    assert [session["title"].split()[0] for session in mine["sessions"]] == ["AI"]
    assert process("unstar", "backbone").returncode == 0
    assert process("mine").returncode == 1


def test_a_process_answers_in_utf8_without_escape_codes(process: Process) -> None:
    done = process("now", env={"SCALE_TUI_NOW": "2024-09-11T12:20"})
    assert (done.returncode, done.stderr) == (0, b"")
    assert "12:15–12:35  15 min left  Alibaba HPN" in done.stdout.decode("utf-8")
    assert b"\x1b" not in done.stdout


def test_an_encoding_without_stars_is_no_error(process: Process) -> None:
    process("star", "hpn")
    ascii_only = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    done = process("list", env=ascii_only)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"*  12:15-12:35  20 min  Alibaba HPN" in done.stdout
    document = json.loads(process("list", "--json", env=ascii_only).stdout)
    assert any("Meta’s" in (session["abstract"] or "") for session in document["sessions"])


@pytest.mark.skipif(os.name == "nt", reason="Windows has no broken pipes of this kind")
@pytest.mark.parametrize("command", [["list"], ["list", "--json"], ["list", "--csv"], ["--help"]])
def test_a_reader_that_leaves_early_is_no_error(process: Process, command: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = process(*command, capture_output=False, stdout=writing, stderr=subprocess.PIPE)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
@pytest.mark.parametrize("command", [["list"], ["list", "--json"], ["list", "--csv"], ["--version"]])
def test_a_full_disk_is_one_line_and_exit_code_74(process: Process, command: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = process(*command, capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 74
    assert done.stderr.count(b"\n") == 1
    assert done.stderr.startswith(b"scale-tui: the output cannot be written: ")


def test_an_error_is_one_line_on_standard_error(process: Process) -> None:
    done = process("show", "nonsense")
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr.count(b"\n") == 1


def test_standard_input_can_be_checked(process: Process, clash_conf: str) -> None:
    with Path(clash_conf).open("rb") as agenda:
        done = process("check", "-", stdin=agenda)
    assert done.returncode == 0
    assert b"4 sessions" in done.stdout


LOADED = """\
import sys
before = {*sys.modules}  # an installed library may load some at every start of Python
from scale_tui.cli import main
code = main(sys.argv[1:])
print(*sorted({*sys.modules} - before), file=sys.stderr)
"""


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_but_open_loads_what_draws_screens(command: str, clash_conf: str, home: Path) -> None:
    typed = command.replace("CLASH_CONF", clash_conf).split()
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *typed],
        env={"PYTHONPATH": str(SOURCE), "SCALE_TUI_HOME": str(home), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    loaded = set(done.stderr.splitlines()[-1].split())
    assert "scale_tui.cli.run" in loaded
    heavy = {"textual", "rich", "pydantic", "asyncio", "pygments", "scale_tui.ui", "http", "email"}
    assert not loaded & heavy
    if command.startswith("now"):
        needless = {"csv", "shutil", "subprocess", "logging", "scale_tui.domain.spelling"}
        assert not loaded & needless
