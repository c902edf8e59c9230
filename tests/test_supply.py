"""Which versions of its libraries the program is developed and tested with."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = [each for extra in PROJECT["optional-dependencies"].values() for each in extra]
# "scale-tui[caldav,test]" is this program itself.
WANTED = [each for each in (*PROJECT["dependencies"], *EXTRAS) if not each.startswith(PROJECT["name"])]
RANGE = re.compile(r"(?P<name>[\w-]+)(\[\w+\])?>=(?P<lowest>[\d.]+)(,<\d+)?(; .*)?")
PINNED = re.compile(r"[\w.-]+==[\w.]+")


def pinned(file: str) -> dict[str, str]:
    lines = (ROOT / file).read_text("utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert [line for line in pins if not PINNED.fullmatch(line)] == []
    return {
        name.replace("_", "-").lower(): version for name, _, version in (pin.partition("==") for pin in pins)
    }


def test_the_lowest_versions_are_those_that_pyproject_allows() -> None:
    ranges = [RANGE.fullmatch(each) for each in WANTED]
    assert None not in ranges
    assert pinned("constraints-lowest.txt") == {found["name"]: found["lowest"] for found in ranges if found}


def test_everything_wanted_is_pinned_for_development() -> None:
    names = {each.split(">=")[0].split("[")[0].lower() for each in WANTED}
    assert names - pinned("constraints.txt").keys() == set()


@pytest.mark.parametrize("wanted", PROJECT["dependencies"])
def test_what_an_attendee_installs_has_an_end(wanted: str) -> None:
    # tzdata is numbered by the year, and has to be as new as can be.
    assert "<" in wanted or wanted.startswith("tzdata")
