"""Entries of my own: a time that is typed on some clock becomes an instant of a conference day."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import DAY, NEXT_DAY, ZONE, agenda, at, session
from scale_tui.domain.own_entries import end_after, entry_between, read_time, start_on

OSLO, TOKYO, HONOLULU = ZoneInfo("Europe/Oslo"), ZoneInfo("Asia/Tokyo"), ZoneInfo("Pacific/Honolulu")
VIENNA = ZoneInfo("Europe/Vienna")
CONFERENCE = agenda(session("09:00", 60, "Morning"), session("20:00", 60, "Evening"))
LONG_NIGHT = agenda(session("10:00", 60, "Talk"), session("23:00", 180, "Party"))


@pytest.mark.parametrize(
    ("typed", "read"),
    [("13:00", time(13)), ("9", time(9)), ("0905", time(9, 5)), ("24:00", time()), ("25", None), ("", None)],
)
def test_a_time_is_read_as_people_type_it(typed: str, read: time | None) -> None:
    assert read_time(typed) == read


def test_a_time_on_the_conference_clock_is_of_the_day() -> None:
    start = start_on(CONFERENCE, DAY, time(12, 15), ZONE)
    entry = entry_between(" Lunch ", start, end_after(start, time(13), ZONE), DAY, key="1")
    assert (entry.title, entry.start, entry.end) == ("Lunch", at("12:15"), at("13:00"))
    assert start_on(CONFERENCE, DAY, time(), ZONE) == at("00:00")


def test_what_begins_after_midnight_of_a_day_that_lasts_longer_is_of_that_day() -> None:
    assert start_on(LONG_NIGHT, DAY, time(1), ZONE) == at("01:00", NEXT_DAY)
    assert start_on(LONG_NIGHT, DAY, time(8), ZONE) == at("08:00")
    # Ten in the evening there is one in the night here.
    assert start_on(LONG_NIGHT, DAY, time(22), HONOLULU) == at("01:00", NEXT_DAY)


@pytest.mark.parametrize(
    ("zone", "typed", "there"),
    [
        (OSLO, "18:30", "09:30"),
        (OSLO, "01:00", "16:00"),
        (TOKYO, "02:00", "10:00"),
        (HONOLULU, "18:00", "21:00"),
        (HONOLULU, "20:59", "23:59"),
    ],
)
def test_a_time_on_another_clock_is_of_the_conference_day_whatever_date_it_is_there(
    zone: ZoneInfo, typed: str, there: str
) -> None:
    assert start_on(CONFERENCE, DAY, time.fromisoformat(typed), zone) == at(there)


def test_far_in_the_west_it_is_the_day_before() -> None:
    in_tokyo = agenda(session("09:00", 60, id="a"), zone=TOKYO)
    start = start_on(in_tokyo, DAY, time(17), ZONE)
    assert start.astimezone(TOKYO) == datetime(2024, 9, 11, 9, tzinfo=TOKYO)


@given(
    st.sampled_from([OSLO, TOKYO, HONOLULU, ZONE, UTC]),
    st.integers(9 * 60, 24 * 60 - 1),
    st.integers(1, 23 * 60),
)
def test_what_is_shown_on_any_clock_and_typed_again_is_the_same_instant(
    zone: ZoneInfo, minute: int, minutes: int
) -> None:
    start = (at("00:00") + timedelta(minutes=minute)).astimezone(UTC)
    end = start + timedelta(minutes=minutes)
    shown = [instant.astimezone(zone).time() for instant in (start, end)]
    assert start_on(CONFERENCE, DAY, shown[0], zone) == start
    assert end_after(start, shown[1], zone) == end


@given(st.integers(0, 5 * 60), st.integers(1, 5 * 60))
def test_in_the_night_that_clocks_are_put_back_an_end_is_the_next_time_that_it_is_so_late(
    minute: int, minutes: int
) -> None:
    midnight = datetime(2017, 10, 29, tzinfo=VIENNA).astimezone(UTC)
    start = midnight + timedelta(minutes=minute)
    end = start + timedelta(minutes=minutes)
    found = end_after(start, end.astimezone(VIENNA).time().replace(fold=0), VIENNA)
    assert start < found <= end
    assert found.astimezone(VIENNA).strftime("%H:%M") == end.astimezone(VIENNA).strftime("%H:%M")


def test_half_past_two_comes_twice_in_that_night() -> None:
    night = date(2017, 10, 29)
    first = datetime.combine(night, time(2, 45), VIENNA)
    assert end_after(first, time(2, 30), VIENNA) - first.astimezone(UTC) == timedelta(minutes=45)


def test_in_the_night_that_clocks_are_put_on_an_hour_is_missing() -> None:
    conference = agenda(session("09:00", 60, day=date(2018, 3, 25), id="a"), zone=VIENNA)
    start = start_on(conference, date(2018, 3, 25), time(1, 30), VIENNA)
    assert end_after(start, time(3, 30), VIENNA) - start == timedelta(hours=1)
