"""``open -``: the schedule comes through a pipe, the keys from the terminal."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from schedules import event, in_json

pty = pytest.importorskip("pty", reason="a terminal of its own is had on POSIX systems only")

Process = Callable[..., subprocess.CompletedProcess[bytes]]

TESTS = Path(__file__).parents[1]
SOURCE = TESTS.parent / "src"
LOADED = """\
import sys
from scale_tui.cli import main
code = main(sys.argv[1:])
print(*sorted(sys.modules), file=sys.stderr)
"""


def on_a_terminal(text: str, command: str, home: Path) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a shell on a terminal; once the text is there type q, which has to end it."""
    return subprocess.run(
        [sys.executable, str(TESTS / "start_in_terminal.py"), text, "sh", "-c", command],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(SOURCE), "SCALE_TUI_HOME": str(home)},
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize("typed", ["open -", "-", "--conference -", "- --theme scale-light"])
def test_a_schedule_from_a_pipe_is_opened_and_keys_come_from_the_terminal(
    typed: str, clash_conf: str, home: Path
) -> None:
    done = on_a_terminal("Second talk", f"cat {clash_conf} | {sys.executable} -m scale_tui {typed}", home)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_file_as_standard_input_is_opened_too(clash_conf: str, home: Path) -> None:
    done = on_a_terminal("Second talk", f"{sys.executable} -m scale_tui - < {clash_conf}", home)
    assert (done.returncode, done.stderr) == (0, b"")


def test_without_a_terminal_it_says_what_does_without(process: Process, clash_conf: str) -> None:
    with Path(clash_conf).open("rb") as agenda:
        done = process("open", "-", stdin=agenda, start_new_session=True)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == (
        "scale-tui: there is no terminal to take keys from;"
        " 'scale-tui check -' and 'scale-tui add -' do without\n"
    )


@pytest.mark.parametrize("data", [b"", b"\x00", b"<html>"])
def test_what_cannot_be_read_is_refused_before_a_terminal_is_asked_for(process: Process, data: bytes) -> None:
    done = process("-", stdin=None, input=data, start_new_session=True)
    assert (done.returncode, done.stdout) == (65, b"")
    assert done.stderr.startswith(b"scale-tui: standard input: ")
    assert done.stderr.count(b"\n") == 1


def test_a_list_of_what_is_piped_in_can_be_had(process: Process, clash_conf: str) -> None:
    with Path(clash_conf).open("rb") as agenda:
        done = process("list", "third", "--csv", "-c", "-", stdin=agenda)
    assert done.returncode == 0
    assert b"Third talk" in done.stdout


def test_what_one_command_writes_another_reads(process: Process, clash_conf: str) -> None:
    written = process("list", "--json", "-c", clash_conf).stdout
    checked = process("check", "-", stdin=None, input=written)
    assert (checked.returncode, checked.stderr) == (0, b"")
    assert b"Clash Conf @Scale 2024" in checked.stdout
    assert b"note:" not in checked.stdout
    assert process("add", "-", "--name", "mine", stdin=None, input=written).returncode == 0
    again = process("list", "--json", "-c", "mine").stdout
    assert json.loads(again)["sessions"] == json.loads(written)["sessions"]


def test_what_is_kept_is_opened_without_what_reads_its_format(
    process: Process, clash_conf: str, tmp_path: Path, home: Path
) -> None:
    html = tmp_path / "schedule.json"
    html.write_bytes(in_json(event(abstract="<p>One</p><ul><li>Two</li></ul>")))
    native = process("list", "--json", "-c", str(html)).stdout
    for name, data in (("html", html.read_bytes()), ("native", native)):
        assert process("add", "-", "--name", name, stdin=None, input=data).returncode == 0
        done = subprocess.run(
            [sys.executable, "-c", LOADED, "list", "--json", "-c", name],
            env={"PYTHONPATH": str(SOURCE), "SCALE_TUI_HOME": str(home), "PYTHONUTF8": "1"},
            capture_output=True,
            check=False,
        )
        assert json.loads(done.stdout)["sessions"][0]["abstract"] == "One\n\n- Two"
        loaded = set(done.stderr.decode().split())
        assert "scale_tui.cli.run" in loaded
        assert not loaded & {"justhtml", "pydantic", "html.parser", "scale_tui.sources.detect"}
