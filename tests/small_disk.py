"""A small disk in memory, which can really be full; where this user may not mount one the test is skipped."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

BYTES = 512 * 1024


@contextmanager
def small_disk(place: Path) -> Iterator[Path]:
    """A disk of half a mebibyte at this place."""
    if sys.platform != "linux" or shutil.which("mount") is None:
        pytest.skip("no disk in memory can be mounted here")
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={BYTES},mode=0700", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this user may not mount a disk in memory")
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


def make_read_only(disk: Path) -> None:
    """Let nobody write there, not even who may do everything."""
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)


def fill(disk: Path) -> Path:
    """Leave no byte free; the file to delete to have room again."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (4096, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                continue
    assert os.statvfs(disk).f_bavail == 0
    return filler
