"""How old a copy may get."""

from datetime import timedelta

import pytest

from builders import at
from scale_tui.domain.conference import is_refresh_due

START, END = at("09:00"), at("18:00")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("now", "allowed"), [(START, HOUR), (END, HOUR), (START - MOMENT, DAY), (END + MOMENT, DAY)]
)
def test_a_copy_may_be_an_hour_old_while_the_event_runs_and_a_day_otherwise(now, allowed) -> None:  # type: ignore[no-untyped-def]
    assert not is_refresh_due(now, now, START, END)
    assert not is_refresh_due(now - allowed + MOMENT, now, START, END)
    assert is_refresh_due(now - allowed, now, START, END)


def test_an_agenda_without_sessions_never_runs() -> None:
    assert not is_refresh_due(START - HOUR, START, None, None)
    assert is_refresh_due(START - DAY, START, None, None)


def test_a_copy_from_the_future_is_too_old() -> None:
    assert is_refresh_due(START + MOMENT, START, START, END)
