"""``--tz`` says whose clock the app shows; the machine's zone is the system's, with all its changes."""

import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from scale_tui.cli.zones import MachineZone, my_clock
from scale_tui.domain.errors import UsageError

TESTS = Path(__file__).parents[1]


@pytest.fixture
def zone_of_machine(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[str]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    "zone_of_machine",
    ["Europe/Vienna", "America/Los_Angeles", "Asia/Kolkata", "Australia/Lord_Howe"],
    indirect=True,
)
def test_the_machine_s_zone_is_right_at_every_hour_of_a_year(zone_of_machine: str) -> None:
    mine, real = MachineZone(), ZoneInfo(zone_of_machine)
    for hour in range(366 * 48):
        instant = datetime(2017, 1, 1, tzinfo=UTC) + timedelta(minutes=30) * hour
        here, there = instant.astimezone(mine), instant.astimezone(real)
        assert here.replace(tzinfo=None) == there.replace(tzinfo=None)
        assert (here.fold, here.tzname(), here.utcoffset()) == (there.fold, there.tzname(), there.utcoffset())


@pytest.mark.parametrize("zone_of_machine", ["XYZ-1:30"], indirect=True)
def test_a_zone_without_a_name_in_any_list_is_the_machine_s_too(zone_of_machine: str) -> None:
    here = datetime(2024, 9, 11, 12, tzinfo=UTC).astimezone(MachineZone())
    assert (here.hour, here.minute, here.tzname()) == (13, 30, "XYZ")


@pytest.mark.parametrize(
    ("option", "is_shown"), [(None, False), ("conf", False), ("local", True), ("Asia/Tokyo", True)]
)
def test_the_option_says_which_clock_is_shown_first(option: str | None, is_shown: bool) -> None:
    clock = my_clock(option)
    assert clock.is_shown is is_shown
    assert isinstance(clock.zone, ZoneInfo) is (option == "Asia/Tokyo")


@pytest.mark.parametrize("option", ["Mars/Olympus", "../etc", ""])
def test_a_zone_that_does_not_exist_is_refused(option: str) -> None:
    with pytest.raises(UsageError, match="no time zone"):
        my_clock(option)


def test_the_app_opens_on_the_clock_that_was_asked_for(tmp_path: Path) -> None:
    terminal = [sys.executable, str(TESTS / "start_in_terminal.py")]
    program = [sys.executable, "-m", "scale_tui", "--at", "2024-09-11T12:20", "--tz", "Asia/Tokyo"]
    env = {"SCALE_TUI_HOME": str(tmp_path), "PYTHONPATH": str(TESTS.parent / "src"), "LANG": "C.UTF-8"}
    subprocess.run([*terminal, "JST", *program], check=True, env=env, timeout=120, capture_output=True)
