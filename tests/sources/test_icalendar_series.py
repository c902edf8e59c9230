"""iCalendar files: what takes place more than once."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from scale_tui.sources.icalendar import read_icalendar


def event(start, *lines, title="A talk"):
    return ["BEGIN:VEVENT", f"DTSTART{start}", f"SUMMARY:{title}", *lines, "END:VEVENT"]


def read(*events, head="", zone=None):
    lines = ["BEGIN:VCALENDAR", "X-WR-CALNAME:Small Nets", head, *(line for one in events for line in one)]
    data = "\r\n".join([*(line for line in lines if line), "END:VCALENDAR", ""]).encode()
    return read_icalendar(data, source="nets.ics", zone=ZoneInfo(zone) if zone else None)


def starts(*events, **known):
    """When the sessions start, on the conference's clock."""
    agenda = read(*events, **known).agenda
    return [f"{agenda.local(session.start):%Y-%m-%d %H:%M}" for session in agenda.sessions]


# The others of most of these agendas last from Tuesday, 1 September, to Saturday, 5 September.
OTHERS = (event(":20260901T080000Z", title="First"), event(":20260905T080000Z", title="Last"))


def series(*lines, start=":20260901T120000Z"):
    """The days in September on which the event takes place."""
    sessions = read(*OTHERS, event(start, *lines), zone="UTC").agenda.sessions
    return [session.start.day for session in sessions if session.title == "A talk"]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=DAILY;COUNT=3", [1, 2, 3]),
        ("FREQ=DAILY;INTERVAL=2;COUNT=3", [1, 3, 5]),
        ("FREQ=DAILY;UNTIL=20260903T115959Z", [1, 2]),
        ("FREQ=DAILY;UNTIL=20260903T120000Z", [1, 2, 3]),
        ("FREQ=DAILY;UNTIL=20260903", [1, 2, 3]),
        ("FREQ=DAILY;UNTIL=20260903T120000", [1, 2, 3]),
        ("FREQ=DAILY;UNTIL=20260903T115959", [1, 2]),
        ("FREQ=DAILY;BYDAY=TU,TH;UNTIL=20260910", [1, 3, 8, 10]),
        ("FREQ=WEEKLY;BYDAY=1TU;COUNT=2", [1, 8]),
        ("FREQ=WEEKLY;BYDAY=TU,FR;COUNT=4", [1, 4, 8, 11]),
        ("FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,SU;COUNT=3", [1, 13, 15]),
        ("FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=TU,SU;COUNT=3", [1, 6, 15]),
        ("FREQ=MONTHLY;BYDAY=1TU,-1WE;COUNT=2", [1, 30]),
        ("FREQ=MONTHLY;BYMONTHDAY=1,-1;COUNT=2", [1, 30]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,-1;COUNT=2", [1, 30]),
        # Not before it starts, and it always starts.
        ("FREQ=DAILY;UNTIL=19000101T000000Z", [1]),
        ("FREQ=WEEKLY;BYDAY=WE;COUNT=2", [1, 2]),
        ("FREQ=DAILY", [1, 2, 3, 4, 5]),
        ("FREQ=DAILY;COUNT=500", [1, 2, 3, 4, 5]),
        ("FREQ=DAILY;COUNT=100000", [1, 2, 3, 4, 5]),
        ("FREQ=DAILY;UNTIL=99991231T235959Z", [1, 2, 3, 4, 5]),
        ("FREQ=YEARLY", [1]),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", [1]),
        ("FREQ=DAILY;INTERVAL=7;BYDAY=WE", [1]),
        ("FREQ=DAILY;INTERVAL=100000", [1]),
        ("FREQ=WEEKLY;INTERVAL=100000", [1]),
        ("FREQ=MONTHLY;INTERVAL=100000", [1]),
        ("FREQ=YEARLY;INTERVAL=100000", [1]),
        ("FREQ=YEARLY;BYMONTH=0,13;BYDAY=MO", [1]),
        ("FREQ=DAILY;INTERVAL=0", [1]),
        ("FREQ=YEARLY;INTERVAL=999999999999", [1]),
        ("FREQ=DAILY;COUNT=0", [1]),
        ("FREQ=HOURLY;COUNT=3", [1]),
        ("FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", [1]),
        ("FREQ=DAILY;BYHOUR=1,2,3", [1]),
        ("FREQ=YEARLY;BYWEEKNO=20", [1]),
        ("FREQ=DAILY;UNTIL=PT1H", [1]),
        ("COUNT=3", [1]),
        ("nonsense", [1]),
    ],
)
def test_an_event_repeats_by_its_rule_as_long_as_the_conference_lasts(rule, days):
    assert series(f"RRULE:{rule}") == days


def test_a_series_that_began_long_ago_is_shown_during_the_conference():
    assert series("RRULE:FREQ=DAILY", start=":19700101T120000Z") == [1, 2, 3, 4, 5]
    assert series("RRULE:FREQ=WEEKLY;BYDAY=WE", start=":19900103T120000Z") == [2]
    assert series("RRULE:FREQ=MONTHLY;BYMONTHDAY=3", start=":19900103T120000Z") == [3]
    assert series("RRULE:FREQ=DAILY;COUNT=1000", start=":20240101T120000Z") == [1, 2, 3, 4, 5]
    assert series("RRULE:FREQ=DAILY;COUNT=976", start=":20240101T120000Z") == [1, 2]


def test_a_series_that_is_not_shown_whole_is_noted():
    notes = read(*OTHERS, event(":20260901T120000Z", "RRULE:FREQ=DAILY"), zone="UTC").notes
    assert notes == ("line 11: “A talk” repeats on and on, shown until 2026-09-05",)
    notes = read(*OTHERS, event(":20250901T120000Z", "RRULE:FREQ=MONTHLY;BYMONTHDAY=20"), zone="UTC").notes
    assert notes == ("line 11: “A talk” repeats on other days than the rest, only its first time is shown",)
    assert series("RRULE:FREQ=MONTHLY;BYMONTHDAY=20", start=":20250901T120000Z") == [1]
    notes = read(*OTHERS, event(":20260901T120000Z", "RRULE:FREQ=HOURLY"), zone="UTC").notes
    why = "repeats by a rule that is not read here, only its first time is shown"
    assert notes == (f"line 11: “A talk” {why}",)


def test_where_all_is_without_end_each_goes_on_for_a_year():
    sessions = read(event(":20260901T120000Z", "RRULE:FREQ=WEEKLY")).agenda.sessions
    assert (len(sessions), sessions[-1].day) == (53, date(2027, 8, 31))


def test_what_repeats_keeps_its_time_on_the_clock_and_its_length():
    rule = "RRULE:FREQ=DAILY;COUNT=3"
    agenda = read(event(";TZID=Europe/Berlin:20261024T120000", "DURATION:PT1H", rule)).agenda
    assert [agenda.local(session.start).hour for session in agenda.sessions] == [12, 12, 12]
    assert [session.start.hour for session in agenda.sessions] == [10, 11, 11]
    assert [session.minutes for session in agenda.sessions] == [60, 60, 60]


def test_times_are_added_and_taken_away():
    assert series("RDATE:20260903T120000Z,20260904T120000Z") == [1, 3, 4]
    assert series("RDATE;TZID=Europe/Oslo:20260903T140000") == [1, 3]
    assert series("RDATE;VALUE=PERIOD:20260903T120000Z/PT1H") == [1, 3]
    assert series("RRULE:FREQ=DAILY;COUNT=4", "EXDATE:20260902T120000Z", "EXDATE:nonsense") == [1, 3, 4]
    assert series("RRULE:FREQ=DAILY;COUNT=4", "EXDATE;TZID=Europe/Oslo:20260901T140000") == [2, 3, 4]
    assert series("RRULE:FREQ=DAILY;COUNT=4", "EXDATE;VALUE=DATE:20260902,20260903") == [1, 4]
    assert series("RRULE:FREQ=DAILY;COUNT=2", "EXDATE;VALUE=DATE:20260901,20260902") == []


def test_added_times_are_on_the_event_s_clock_on_both_sides_of_a_change():
    for added in (";TZID=Europe/Berlin:20261026T120000", ":20261026T110000Z"):
        agenda = read(event(";TZID=Europe/Berlin:20261024T120000", f"RDATE{added}")).agenda
        assert [f"{agenda.local(s.start):%d %H:%M}" for s in agenda.sessions] == ["24 12:00", "26 12:00"]


def test_a_series_of_which_nothing_is_left_is_not_shown():
    assert series("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "EXDATE:20260901T120000Z") == []


def test_weekdays_are_counted_from_the_end_of_a_leap_year():
    found = starts(event(":20271227T120000Z", "RRULE:FREQ=YEARLY;BYDAY=-1MO;COUNT=2"))
    assert found == ["2027-12-27 12:00", "2028-12-25 12:00"]


def test_one_time_of_a_series_is_replaced_and_keeps_its_id():
    master = event(":20260901T120000Z", "UID:s", "RRULE:FREQ=DAILY;COUNT=3")
    moved = event(":20260902T150000Z", "UID:s", "RECURRENCE-ID:20260902T120000Z", title="Moved")
    agenda = read(master, moved, zone="UTC").agenda
    assert {session.id: (session.title, session.start.hour) for session in agenda.sessions} == {
        "s-20260901T1200": ("A talk", 12),
        "s-20260902T1200": ("Moved", 15),
        "s-20260903T1200": ("A talk", 12),
    }
    assert {session.guid for session in agenda.sessions} == {None}


def test_a_replacement_without_its_series_is_a_session():
    orphan = event(":20260902T150000Z", "UID:s", "RECURRENCE-ID:20260902T120000Z", "RRULE:FREQ=DAILY")
    assert starts(orphan) == ["2026-09-02 15:00"]


def test_replacements_of_another_series_replace_nothing():
    master = event(":20260901T120000Z", "UID:s", "RRULE:FREQ=DAILY;COUNT=2")
    others = [
        event(":20260902T150000Z", "UID:t", "RECURRENCE-ID:20260902T120000Z", title="Other"),
        event(":20260902T160000Z", "RECURRENCE-ID:20260902T120000Z", title="Nobody's"),
    ]
    assert len(read(master, *others).agenda.sessions) == 4


def test_no_event_takes_place_more_than_a_thousand_times():
    rdates = [
        f"RDATE:{datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hour):%Y%m%dT%H%M%SZ}"
        for hour in range(1200)
    ]
    assert len(read(event(":20260101T000000Z", *rdates)).agenda.sessions) == 1000


def test_a_file_has_only_so_many_sessions(monkeypatch):
    monkeypatch.setattr("scale_tui.sources.icalendar_series._MOST_TIMES_IN_ALL", 5)
    endless = event(":20260902T120000Z", "RRULE:FREQ=DAILY")
    reading = read(*OTHERS, event(":20260901T120000Z", "RRULE:FREQ=DAILY;COUNT=2"), endless, zone="UTC")
    assert [session.start.day for session in reading.agenda.sessions] == [1, 1, 2, 2, 5]
    assert reading.notes[-1] == "shows the first 5 sessions, all others were left out"


def test_what_repeats_too_much_is_cut_short_and_noted(monkeypatch):
    monkeypatch.setattr("scale_tui.sources.icalendar_recurrence.Effort.allowed", 1000)
    rule = "RRULE:FREQ=YEARLY;BYDAY=MO;BYSETPOS=400;COUNT=3"
    reading = read(*OTHERS, *(event(":20260901T120000Z", rule) for _ in range(3)), zone="UTC")
    assert len(reading.agenda.sessions) == 5
    assert reading.notes[-1] == "too much repeats for too long, some of these times were left out"
