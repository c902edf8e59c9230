"""A collection of hostile schedules, each read and opened as it is judged there.

The environment variable SCALE_TUI_HOSTILE names a folder with ``run_hostile.py`` and ``hostile``; without it
there is nothing to run. In the short form some files are opened in the app, in the long one all.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import scale_tui
from fuzz.test_fuzz import IS_SOAK

KIT = Path(os.environ.get("SCALE_TUI_HOSTILE", "nowhere"))
PROGRAM = f"{sys.executable} -m scale_tui"
# What begins so has the escape sequences, the markup and the links that are drawn.
SOME = "json_osc52,xml_c1,xml_zalgo,xml_xxe_http"

pytestmark = pytest.mark.skipif(not KIT.is_dir(), reason="SCALE_TUI_HOSTILE names no folder")


def judged(tmp_path: Path, *typed: str) -> subprocess.CompletedProcess[str]:
    """What the kit says of this program, run from a folder where nothing of it lies."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("SCALE_TUI")}
    return subprocess.run(
        [sys.executable, KIT / "run_hostile.py", KIT / "hostile", "--jobs", "1", *typed],
        env=inherited | {"PYTHONPATH": str(Path(scale_tui.__file__).parents[1])},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )


def test_each_is_read_or_refused_in_a_line(tmp_path: Path) -> None:
    done = judged(tmp_path, "--cmd", f"{PROGRAM} check {{file}}")
    print(done.stdout)
    assert done.returncode == 0, done.stderr


def test_each_can_be_opened_browsed_and_left(tmp_path: Path) -> None:
    done = judged(tmp_path, "--only", "" if IS_SOAK else SOME, "--tui", f"{PROGRAM} open {{file}}")
    print(done.stdout)
    assert done.returncode == 0, done.stderr
    assert not done.stdout.startswith("0/0")
