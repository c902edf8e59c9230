"""Two ways to be an attendee: in this process, which is quick, and as a process of its own, which is real."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from scale_tui.cli import main
from with_caldav import left_out_without_caldav

collect_ignore = left_out_without_caldav("test_sync_caldav.py")
SOURCE = Path(__file__).parents[2] / "src"
# Two days, an overlap on the first, a gap on the second.
CLASH_CONF = """\
Clash Conf @Scale 2024

EVENT AGENDA

Event times below are displayed in PT.

September 11, 2024

09:00 AM - 10:00 AM
First talk
Speaker Bo Berg,Acme
09:30 AM - 10:30 AM
Second talk
Speaker Jürgen Ødegård,Universität

September 12, 2024

09:00 AM - 10:00 AM
Third talk
Speaker Bo Berg,Acme
11:00 AM - 12:00 PM
Fourth talk
Moderator Ann Lee,Acme
"""


@dataclass(frozen=True)
class Answer:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


Ask = Callable[..., Answer]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own, and an environment that says nothing else."""
    home = tmp_path / "home"
    for name in ("SCALE_TUI_NOW", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SCALE_TUI_HOME", str(home))
    return home


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    """Types a command in this process."""

    def ask(*typed: str) -> Answer:
        code = main(typed)
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return ask


@pytest.fixture
def process(home: Path, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Types a command into a process of its own."""

    def run(
        *typed: str, env: dict[str, str] | None = None, **options: Any
    ) -> subprocess.CompletedProcess[bytes]:
        inherited = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
        return subprocess.run(
            [sys.executable, "-m", "scale_tui", *typed],
            env=inherited
            | {"PYTHONPATH": str(SOURCE), "SCALE_TUI_HOME": str(home), "PYTHONUTF8": "1"}
            | (env or {}),
            cwd=tmp_path,
            check=False,
            text=False,
            encoding=None,
            errors=None,
            **({"capture_output": True, "stdin": subprocess.DEVNULL} | options),
        )

    return run


@pytest.fixture
def clash_conf(tmp_path: Path) -> str:
    """A file with the agenda of two days that overlap themselves."""
    path = tmp_path / "clash.txt"
    path.write_text(CLASH_CONF, encoding="utf-8")
    return str(path)
