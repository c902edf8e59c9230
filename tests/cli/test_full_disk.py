"""On a disk that is full or read-only each command says so in a line, what is there stays and is read."""

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from schedules import event, in_xml
from small_disk import fill, make_read_only, small_disk

Process = Callable[..., subprocess.CompletedProcess[bytes]]
# By their numbers, as those who write scripts read them.
WRONG, NOT_SAVED = 1, 73


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk") as disk:
        yield disk


@pytest.fixture
def type_in(disk: Path, process: Process) -> Process:
    """Types a command of an attendee whose home is on the small disk."""
    return lambda *typed: process(*typed, env={"SCALE_TUI_HOME": str(disk / "scale-tui")})


def contents(disk: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in disk.rglob("*") if path.is_file() and path.name != "filler"}


def starred(type_in: Process) -> list[str]:
    document = json.loads(type_in("mine", "--json").stdout)
    return [each["title"] for each in document["sessions"]]


def test_what_does_not_fit_is_told_and_what_is_there_stays(
    disk: Path, tmp_path: Path, clash_conf: str, type_in: Process
) -> None:
    large = tmp_path / "large.xml"
    large.write_bytes(in_xml(*(event(title=f"{count} talks " + "x" * 1000) for count in range(300))))
    assert type_in("add", clash_conf, "--name", "clash").returncode == 0
    assert type_in("star", "First talk").returncode == 0
    filler = fill(disk)
    before = contents(disk)
    for typed in (
        ("star", "Third talk"),
        ("note", "Third talk", "x" * 20_000),
        ("add", str(large)),
        ("add", clash_conf, "--name", "clash"),
        ("export", str(disk / "mine.ics")),
    ):
        answered = type_in(*typed)
        assert answered.returncode == NOT_SAVED, answered
        assert answered.stderr.count(b"\n") == 1
        assert contents(disk) == before
    assert starred(type_in) == ["First talk"]
    assert len(json.loads(type_in("list", "--json").stdout)["sessions"]) == 4
    assert b"none can be made: the disk is full" in type_in("doctor").stdout
    assert type_in("doctor").returncode == WRONG
    filler.unlink()
    assert type_in("star", "Third talk").returncode == 0
    assert starred(type_in) == ["First talk", "Third talk"]
    assert type_in("doctor").returncode == 0


def test_what_may_only_be_read_is_read_and_each_command_that_writes_says_so(
    disk: Path, clash_conf: str, type_in: Process
) -> None:
    assert type_in("add", clash_conf, "--name", "clash").returncode == 0
    assert type_in("star", "First talk").returncode == 0
    before = contents(disk)
    make_read_only(disk)
    for typed in (("star", "Third talk"), ("unstar", "First talk"), ("add", clash_conf), ("remove", "clash")):
        answered = type_in(*typed)
        assert answered.returncode == NOT_SAVED, answered
        assert answered.stderr.count(b"\n") == 1
    assert contents(disk) == before
    assert starred(type_in) == ["First talk"]
    for typed in (("list",), ("now",), ("list", "Third"), ("conferences",)):
        answered = type_in(*typed)
        assert answered.returncode in {0, 1}, answered
        assert answered.stderr.count(b"\n") <= 1
    assert type_in("doctor").returncode == WRONG
