"""A saved conference in a process of its own: what it loads, and that it needs no network."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from web_server import answer, serving

Process = Callable[..., subprocess.CompletedProcess[bytes]]

SOURCE = Path(__file__).parents[2] / "src"
LOADED = """\
import sys
before = {*sys.modules}  # an installed library may load some at every start of Python
from scale_tui.cli import main
code = main(sys.argv[1:])
print(*sorted({*sys.modules} - before), file=sys.stderr)
"""
SCHEDULE = """\
<?xml version="1.0"?>
<schedule>
  <conference><title>XML Days</title><time_zone_name>Europe/Oslo</time_zone_name></conference>
  <day date="2026-11-23" index="1"><room name="Blue">
    <event guid="6b0b5e2c-0000-4000-8000-000000000001" id="1">
      <date>2026-11-23T10:00:00+01:00</date><start>10:00</start><duration>00:30</duration>
      <room>Blue</room><title>Ann on Rust</title><persons><person id="1">Ann</person></persons>
    </event>
  </room></day>
</schedule>
"""


@pytest.fixture
def schedule(tmp_path: Path) -> Path:
    path = tmp_path / "schedule.xml"
    path.write_text(SCHEDULE, encoding="utf-8")
    return path


def test_a_saved_conference_is_opened_without_what_read_it(
    process: Process, schedule: Path, home: Path
) -> None:
    assert process("add", str(schedule)).returncode == 0
    done = subprocess.run(
        [sys.executable, "-c", LOADED, "list", "--plain"],
        env={"PYTHONPATH": str(SOURCE), "SCALE_TUI_HOME": str(home), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "Title: Ann on Rust" in done.stdout
    loaded = set(done.stderr.splitlines()[-1].split())
    assert "scale_tui.storage.compiled" in loaded
    readers = {name for name in loaded if name.startswith("scale_tui.sources.")}
    assert readers <= {"scale_tui.sources.clean"}
    assert not loaded & {
        "xml",
        "pydantic",
        "icalendar",
        "urllib3",
        "ssl",
        "http",
        "html",
        "hashlib",
        "shutil",
    }


def test_a_conference_from_the_web_in_processes_of_their_own(process: Process) -> None:
    alone = {"no_proxy": "*"}
    with serving() as web:
        address = web.at("/schedule.xml", answer(SCHEDULE.encode()))
        done = process("add", "--yes", address, env=alone)
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"added xml-days: XML Days" in done.stdout
        assert process("refresh", env=alone).stdout == b"xml-days: nothing new" + os.linesep.encode()
    done = process("refresh", env=alone)
    assert done.returncode == 69
    assert done.stderr == f"scale-tui: {address}: nobody answers there, the connection was refused\n".encode()
    (one,) = json.loads(process("list", "--json").stdout)["sessions"]
    assert (one["title"], one["start"]) == ("Ann on Rust", "2026-11-23T10:00:00+01:00")


def test_ctrl_c_while_it_waits_is_exit_code_130(schedule: Path, home: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows has no such signal")
    import signal

    with serving() as web:
        is_asked = threading.Event()

        def stay_silent(handler: object) -> None:
            is_asked.set()
            web.is_over.wait(60)

        web.answers["/"] = stay_silent
        process = subprocess.Popen(
            [sys.executable, "-m", "scale_tui", "add", "--yes", web.url("/")],
            env={"PYTHONPATH": str(SOURCE), "SCALE_TUI_HOME": str(home), "no_proxy": "*"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert is_asked.wait(60)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, b"", b"")
    assert not home.exists()
