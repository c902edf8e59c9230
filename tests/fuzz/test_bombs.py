"""What would unfold to more than it is: read or refused within little time and memory."""

import subprocess
import sys
from pathlib import Path

import pytest

from fuzz.test_fuzz import IS_SOAK

PROGRAM = Path(__file__).with_name("bombs.py")
MEBIBYTES = 31.5 if IS_SOAK else 1


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a process's memory cannot be bounded so")
def test_nothing_unfolds() -> None:
    from fuzz.bombs import BOMBS

    done = subprocess.run(
        [sys.executable, PROGRAM, str(MEBIBYTES)], capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == list(BOMBS), done.stderr[-2000:]
    assert done.returncode == 0
