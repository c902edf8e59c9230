"""Times, lengths and people as an attendee reads them."""

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import DAY, agenda, at, session, speaker
from scale_tui.domain.agenda import Agenda, Role, Session, Speaker
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.domain.timeline import Phase, phase_at
from scale_tui.domain.wording import (
    clock,
    counted,
    date_span,
    day_name,
    event_state,
    full_date,
    length,
    role_word,
    short_day_name,
    short_length,
    speakers_line,
    time_left,
    time_to,
    zone_name,
)
from strategies import instants, situations, speakers

Situation = tuple[Agenda, PersonalSchedule, datetime]


@pytest.mark.parametrize(("shown", "text"), [("09:05", "09:05"), ("00:00", "00:00"), ("23:59", "23:59")])
def test_the_time_of_day_has_two_digits_each(shown: str, text: str) -> None:
    assert clock(at(shown)) == text


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        (ZoneInfo("America/Los_Angeles"), "PDT"),
        (ZoneInfo("Europe/Vienna"), "CEST"),
        (ZoneInfo("Asia/Dubai"), "UTC+04"),
        (ZoneInfo("America/Sao_Paulo"), "UTC-03"),
        (UTC, "UTC"),
        (timezone(timedelta(hours=3)), "UTC+03:00"),
        (None, "UTC"),
    ],
)
def test_a_zone_is_called_by_its_letters_or_by_its_distance_from_utc(zone: tzinfo | None, name: str) -> None:
    assert zone_name(datetime(2024, 9, 11, 12, tzinfo=zone)) == name


def test_a_zone_is_called_as_it_is_at_that_time_of_the_year() -> None:
    assert zone_name(at("12:00", date(2024, 12, 1))) == "PST"


def test_a_day_is_named_with_weekday_and_month() -> None:
    assert day_name(DAY) == "Wed 11 Sep"
    assert short_day_name(DAY) == "Wed 11"
    assert full_date(DAY) == "11 Sep 2024"


def test_the_days_of_the_week_and_the_months_have_their_english_names() -> None:
    week = [short_day_name(date(2024, 1, day)) for day in range(1, 8)]
    assert week == ["Mon 1", "Tue 2", "Wed 3", "Thu 4", "Fri 5", "Sat 6", "Sun 7"]
    months = " ".join(day_name(date(2024, month, 1)).split()[2] for month in range(1, 13))
    assert months == "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ("2024-09-11", "2024-09-11", "11 Sep 2024"),
        ("2025-02-01", "2025-02-02", "1–2 Feb 2025"),
        ("2026-01-31", "2026-02-01", "31 Jan – 1 Feb 2026"),
        ("2025-12-30", "2026-01-02", "30 Dec 2025 – 2 Jan 2026"),
        ("2024-09-11", "2025-09-12", "11 Sep 2024 – 12 Sep 2025"),
    ],
)
def test_a_span_of_days_says_nothing_twice(first: str, last: str, text: str) -> None:
    assert date_span(date.fromisoformat(first), date.fromisoformat(last)) == text


@pytest.mark.parametrize(
    ("minutes", "text", "short"),
    [
        (0, "0 min", "0m"),
        (1, "1 min", "1m"),
        (20, "20 min", "20m"),
        (59, "59 min", "59m"),
        (60, "1 h", "60m"),
        (65, "1 h 05", "65m"),
        (90, "1 h 30", "90m"),
        (99, "1 h 39", "99m"),
        (100, "1 h 40", "1h40"),
        (118, "1 h 58", "1h58"),
        (120, "2 h", "2h"),
        (121, "2 h 01", "2h01"),
        (122, "2 h 02", "2h02"),
        (125, "2 h 05", "2h05"),
        (1439, "23 h 59", "23h59"),
        (1440, "1 day", "1d"),
        (1499, "1 day", "1d"),
        (1620, "1 day 3 h", "1d"),
        (2880, "2 days", "2d"),
        (2940, "2 days 1 h", "2d"),
    ],
)
def test_a_length_is_told_in_minutes_then_hours_then_days(minutes: int, text: str, short: str) -> None:
    assert (length(minutes), short_length(minutes)) == (text, short)


@given(st.integers(0, 100_000))
def test_a_short_length_fits_in_five_cells(minutes: int) -> None:
    assert 2 <= len(short_length(minutes)) <= 5


def test_what_is_ahead_and_what_is_left_are_rounded_up() -> None:
    talk = session("10:00", 20)
    assert time_to(talk.start, at("09:35")) == "in 25 min"
    assert time_to(talk.start, at("09:35") + timedelta(seconds=1)) == "in 25 min"
    assert time_to(talk.start, at("08:00")) == "in 2 h"
    assert time_left(talk, at("10:05")) == "15 min left"
    assert time_left(talk, talk.end - timedelta(seconds=1)) == "1 min left"


@pytest.mark.parametrize(
    ("day", "shown", "text"),
    [
        ("2024-08-30", "09:00", "starts in 12 days"),
        ("2024-09-09", "23:59", "starts in 2 days"),
        ("2024-09-10", "00:00", "starts tomorrow at 09:05"),
        ("2024-09-10", "23:59", "starts tomorrow at 09:05"),
        ("2024-09-11", "00:00", "starts in 9 h 05"),
        ("2024-09-11", "09:04", "starts in 1 min"),
        ("2024-09-11", "09:05", ""),
        ("2024-09-12", "10:59", ""),
        ("2024-09-12", "11:00", "ended 12 Sep 2024"),
    ],
)
def test_the_state_of_an_event_tells_how_far_it_is_or_when_it_ended(day: str, shown: str, text: str) -> None:
    conference = agenda(session("09:05"), session("10:00", 60, "Last", day=date(2024, 9, 12)))
    now = at(shown, date.fromisoformat(day)).astimezone(UTC)
    assert event_state(conference, now) == text


def test_the_state_of_an_event_without_sessions_says_so() -> None:
    assert event_state(agenda(), at("10:00")) == "no sessions yet"


@given(situations())
def test_the_state_of_an_event_is_empty_only_while_it_is_on(situation: Situation) -> None:
    conference, _, now = situation
    assert (event_state(conference, now) == "") == (phase_at(conference, now) is Phase.DURING)


@given(
    situations(min_size=1).flatmap(lambda drawn: st.tuples(st.just(drawn[0]), instants(drawn[0].sessions)))
)
def test_an_event_that_has_not_started_never_starts_in_no_time(drawn: tuple[Agenda, datetime]) -> None:
    assert " 0 " not in event_state(*drawn)


@pytest.mark.parametrize(
    ("number", "noun", "text"),
    [
        (0, "talk", "0 talks"),
        (1, "talk", "1 talk"),
        (2, "talks"[:-1], "2 talks"),
        (1, "clash", "1 clash"),
        (2, "clash", "2 clashes"),
        (11, "session", "11 sessions"),
    ],
)
def test_a_number_goes_with_its_noun(number: int, noun: str, text: str) -> None:
    assert counted(number, noun) == text


@pytest.mark.parametrize(
    ("cast", "text"),
    [
        ((), ""),
        ((speaker("Amy"),), "Amy"),
        ((speaker("Amy", "Meta"),), "Amy · Meta"),
        (
            (speaker("Weiwei Chu", "Meta"), speaker("Arnab Choudhury", "Meta")),
            "Weiwei Chu, Arnab Choudhury · Meta",
        ),
        ((speaker("A", "X"), speaker("B", "Y"), speaker("C", "X")), "A, C · X; B · Y"),
        ((speaker("A"), speaker("B", "Y"), speaker("C")), "A, C; B · Y"),
        ((speaker("A", "X", role=Role.HOST),), "A · X"),
    ],
)
def test_people_of_one_organisation_stand_together(cast: tuple[Speaker, ...], text: str) -> None:
    assert speakers_line(cast) == text


@given(st.lists(speakers, min_size=1, max_size=5))
def test_everybody_is_on_the_line(cast: list[Speaker]) -> None:
    line = speakers_line(cast)
    assert all(one.name in line and (one.affiliation or "") in line for one in cast)


def test_only_those_who_do_not_speak_have_a_word_for_it() -> None:
    assert [role_word(role) for role in Role] == ["", "moderator", "host"]


@given(situations(min_size=1))
def test_time_ahead_and_time_left_always_name_a_unit(situation: Situation) -> None:
    conference, _, now = situation
    units = ("min", "h", "day", "days")
    one: Session = conference.sessions[0]
    assert any(unit in time_to(one.start, now).split() for unit in units)
    assert any(unit in time_left(one, now).split() for unit in units)
