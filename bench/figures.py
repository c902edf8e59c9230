"""Figures, what they shall be, and the statistics that make one figure of many measurements."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

_SHORT_UNITS = {"ratio": "×", "ms": "ms", "bytes": "B", "MiB": "MiB", "per second": "/s", "count": ""}


@dataclass(frozen=True, slots=True)
class Goal:
    """What a figure shall be: at most this, or at least."""

    limit: float
    unit: str = "ratio"
    is_least: bool = False

    def is_reached_by(self, value: float) -> bool:
        """Whether this value is good enough, as it would be printed."""
        shown = rounded(value, self.unit)
        return shown >= self.limit if self.is_least else shown <= self.limit

    def __str__(self) -> str:
        return f"{'≥' if self.is_least else '≤'} {shown(self.limit, self.unit)}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A line of the table.

    ``value`` is None where nothing could be measured; ``detail`` then says why, else what it was made of.
    ``goal`` is None for what is told beside the goals.
    """

    what: str
    goal: Goal | None
    value: float | None
    detail: str = ""

    @property
    def verdict(self) -> str:
        """Whether the goal is reached."""
        if self.value is None:
            return "not measured"
        if self.goal is None:
            return ""
        return "reached" if self.goal.is_reached_by(self.value) else "NOT reached"


def rounded(value: float, unit: str) -> float:
    """A value as exactly as it is told."""
    if unit == "bytes":
        return round(value)
    return round(value, 1 if unit in ("ms", "MiB") and abs(value) >= 10 else 2)


def shown(value: float, unit: str) -> str:
    """A value with its unit."""
    number = rounded(value, unit)
    if unit == "count":
        return f"{number:g}"
    digits = 0 if unit == "bytes" else 1 if unit in ("ms", "MiB") and abs(number) >= 10 else 2
    return f"{number:,.{digits}f} {_SHORT_UNITS[unit]}"


def percentile(values: Iterable[float], percent: float) -> float:
    """The smallest value that so many percent are not above."""
    ordered = sorted(values)
    return ordered[max(math.ceil(len(ordered) * percent / 100), 1) - 1]


def ratio(values: Sequence[float], units: Sequence[float]) -> float:
    """The median of the quotients of what was measured in turn: what slows both down is in neither."""
    return median(value / unit for value, unit in zip(values, units, strict=True))


def compared(
    what: str, limit: float, values: Sequence[float], units: Sequence[float], told_in: str = "ms"
) -> Figure:
    """A figure in the unit that was measured in turn."""
    pairs = min(len(values), len(units))
    values, units = values[:pairs], units[:pairs]
    detail = f"{shown(median(values), told_in)} : {shown(median(units), told_in)}"
    return Figure(what, Goal(limit), ratio(values, units), detail)


def absolute(what: str, goal: Goal | None, values: Sequence[float], beside: str = "") -> Figure:
    """A figure on its own: the median."""
    spread = f"{shown(min(values), _unit(goal))} to {shown(max(values), _unit(goal))}"
    return Figure(what, goal, median(values), f"{spread}{'; ' if beside else ''}{beside}")


def _unit(goal: Goal | None) -> str:
    return "ms" if goal is None else goal.unit
