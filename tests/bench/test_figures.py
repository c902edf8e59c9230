"""One figure of many measurements."""

import pytest

from bench.figures import Figure, Goal, absolute, compared, percentile, ratio, shown


def test_a_ratio_is_the_median_of_what_was_measured_together() -> None:
    # The machine was three times as slow in the second run: for both.
    assert ratio([2.0, 6.0, 2.2], [1.0, 3.0, 1.0]) == 2.0


def test_a_figure_tells_what_it_was_made_of() -> None:
    figure = compared("x", 1.1, [20.0, 22.0, 21.0], [20.0, 20.0, 20.0])
    assert (figure.value, figure.detail, figure.verdict) == (1.05, "21.0 ms : 20.0 ms", "reached")


def test_what_was_measured_oftener_is_compared_as_far_as_it_goes() -> None:
    assert compared("x", 2, [1.0, 3.0, 50.0], [1.0, 1.0]).value == 2.0


@pytest.mark.parametrize(("percent", "value"), [(50, 5), (95, 10), (90, 9), (1, 1), (100, 10)])
def test_a_percentile_is_one_of_the_values(percent: float, value: float) -> None:
    assert percentile(range(10, 0, -1), percent) == value


@pytest.mark.parametrize(
    ("goal", "value", "verdict"),
    [
        (Goal(1.1), 1.10, "reached"),
        (Goal(1.1), 1.104, "reached"),
        (Goal(1.1), 1.106, "NOT reached"),
        (Goal(1000, "bytes"), 1000.4, "reached"),
        (Goal(1000, "bytes"), 1001, "NOT reached"),
        (Goal(20, "ms"), 20.04, "reached"),
        (Goal(20, "ms"), 20.06, "NOT reached"),
        (Goal(7, "count", is_least=True), 7, "reached"),
        (Goal(7, "count", is_least=True), 6, "NOT reached"),
        (Goal(7), None, "not measured"),
        (None, 7.0, ""),
    ],
)
def test_a_goal_is_reached_by_what_is_printed(goal: Goal | None, value: float | None, verdict: str) -> None:
    assert Figure("x", goal, value).verdict == verdict


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (1.104, "ratio", "1.10 ×"),
        (0.06, "ratio", "0.06 ×"),
        (390.26, "ms", "390.3 ms"),
        (5.234, "ms", "5.23 ms"),
        (54258.4, "bytes", "54,258 B"),
        (2.0, "count", "2"),
    ],
)
def test_a_value_is_told_with_its_unit(value: float, unit: str, text: str) -> None:
    assert shown(value, unit) == text


def test_a_figure_on_its_own_tells_its_spread() -> None:
    figure = absolute("x", Goal(20, "ms"), [1.0, 30.0, 2.0], "the unit 200 ms")
    assert (figure.value, figure.detail) == (2.0, "1.00 ms to 30.0 ms; the unit 200 ms")
