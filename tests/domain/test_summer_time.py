"""The night the clocks change: an hour is told twice, and every minute of it still counts once."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import DAY, agenda
from scale_tui.domain.agenda import Agenda, Session
from scale_tui.domain.timeline import (
    Status,
    days_until,
    minutes_until,
    next_after,
    starting_within,
    status_at,
)
from scale_tui.domain.wording import time_left, time_to
from strategies import agendas, instants

TICK = timedelta(microseconds=1)
VIENNA = ZoneInfo("Europe/Vienna")
LONDON = ZoneInfo("Europe/London")


@given(agendas(min_size=1).flatmap(lambda a: st.tuples(st.just(a), instants(a.sessions))))
def test_minutes_do_not_depend_on_the_zone_a_time_is_told_in(drawn: tuple[Agenda, datetime]) -> None:
    conference, now = drawn
    for one in conference.sessions:
        in_utc = minutes_until(one.start, now.astimezone(UTC))
        assert minutes_until(conference.local(one.start), conference.local(now)) == in_utc


@pytest.mark.parametrize("zone", [VIENNA, LONDON])
def test_the_end_of_summer_time_is_right_to_the_minute(zone: ZoneInfo) -> None:
    """In both zones the hour before 01:00 UTC is told twice, as 02:xx or 01:xx."""
    change = datetime(2017, 10, 29, 1, tzinfo=UTC)
    before = (change - timedelta(minutes=10)).astimezone(zone)
    after = (change + timedelta(minutes=20)).astimezone(zone)
    assert (before.minute, after.minute) == (50, 20)
    assert before.hour == after.hour
    talk = Session("a", "A", before, after, date(2017, 10, 28))
    assert talk.minutes == 30
    assert minutes_until(talk.end, before) == 30
    assert status_at(talk, (talk.end - TICK).astimezone(zone)) is Status.RUNNING
    assert status_at(talk, after) is Status.OVER
    assert next_after((talk,), (talk.start - TICK).astimezone(zone)) == (talk,)
    assert next_after((talk,), before) == ()


@pytest.mark.parametrize("zone", [VIENNA, LONDON])
def test_minutes_between_two_times_of_one_zone_are_right_across_the_end_of_summer_time(
    zone: ZoneInfo,
) -> None:
    now = datetime(2017, 10, 28, 23, 30, tzinfo=UTC).astimezone(zone)
    start = datetime(2017, 10, 29, 2, 30, tzinfo=UTC).astimezone(zone)
    assert minutes_until(start, now) == 180


def test_within_half_an_hour_is_half_an_hour_also_when_now_is_told_in_summer_time() -> None:
    now = datetime(2017, 10, 29, 2, 50, tzinfo=VIENNA)
    in_25 = Session("a", "A", now.astimezone(UTC) + timedelta(minutes=25), now + timedelta(days=1), DAY)
    in_40 = Session("b", "B", now.astimezone(UTC) + timedelta(minutes=40), now + timedelta(days=1), DAY)
    assert starting_within((in_25, in_40), now, 30) == (in_25,)


def test_what_is_said_of_that_night_is_right_as_well() -> None:
    now = datetime(2017, 10, 29, 1, 30, tzinfo=VIENNA)
    talk = Session(
        "a", "A", datetime(2017, 10, 29, 2, 30, fold=1, tzinfo=VIENNA), now + timedelta(hours=3), DAY
    )
    assert time_to(talk.start, now) == "in 2 h"
    assert time_left(talk, now) == "4 h left"


def test_days_are_counted_by_dates_and_not_by_hours() -> None:
    start = datetime(2017, 10, 30, 0, 30, tzinfo=VIENNA)
    conference = agenda(Session("a", "A", start, start, DAY), zone=VIENNA)
    assert days_until(conference, datetime(2017, 10, 29, 0, 0, tzinfo=VIENNA)) == 1
    assert days_until(conference, datetime(2017, 10, 29, 23, 59, tzinfo=VIENNA)) == 1
