"""Line 8: reading a schedule, and opening one that is saved."""

from collections.abc import Iterator

from bench.benching import Bench
from bench.figures import Figure, Goal, absolute, compared

_LIMIT = 1.5
_OPENED = Goal(50, "ms")


def measure(bench: Bench) -> Iterator[Figure]:
    """The figures; imports are in none of them."""
    many = bench.homes.many()
    told = bench.inside("opening", many.conference, str(bench.runs), home=many.folder)
    yield absolute("10,000 sessions, a saved conference opened", _OPENED, told["opened"])
    schedule = bench.homes.fosdem_schedule()
    told = bench.inside("reading", str(schedule), str(bench.runs), home=bench.homes.fresh())
    yield compared(
        "FOSDEM 2025's XML to a saved conference : ElementTree", _LIMIT, told["saved"], told["tree"]
    )
