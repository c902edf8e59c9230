"""iCalendar files: which clock they are on, when events start and when they end."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from scale_tui.sources.icalendar import read_icalendar

NO_ZONE = "no time zone is named, so its times are shown in UTC; give it with --tz, as --tz Europe/London"
CUSTOM = """BEGIN:VTIMEZONE
TZID:Our Own
BEGIN:STANDARD
DTSTART:16011028T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010325T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE"""


def event(start, *lines, title="A talk"):
    return ["BEGIN:VEVENT", f"DTSTART{start}", f"SUMMARY:{title}", *lines, "END:VEVENT"]


def read(*events, head="", zone=None):
    lines = ["BEGIN:VCALENDAR", "X-WR-CALNAME:Small Nets", head, *(line for one in events for line in one)]
    data = "\r\n".join([*(line for line in lines if line), "END:VCALENDAR", ""]).encode()
    return read_icalendar(data, source="nets.ics", zone=ZoneInfo(zone) if zone else None)


def only(start, *lines, **known):
    (session,) = read(event(start, *lines), **known).agenda.sessions
    return session


def starts(*events, **known):
    """When the sessions start, on the conference's clock."""
    agenda = read(*events, **known).agenda
    return [f"{agenda.local(session.start):%Y-%m-%d %H:%M}" for session in agenda.sessions]


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("lines", "minutes"),
    [
        (("DTEND:20260901T094500Z",), 45),
        (("DURATION:PT1H30M",), 90),
        (("DURATION:P1DT15M",), 24 * 60 + 15),
        (("DURATION:P1W",), 7 * 24 * 60),
        (("DURATION:+PT5M",), 5),
        (("DTEND:20260901T094500Z", "DURATION:PT3H"), 45),
        (("DTEND;TZID=Europe/Oslo:20260901T114500",), 45),
        ((), 0),
    ],
)
def test_an_event_ends_at_dtend_else_after_its_duration_else_when_it_starts(lines, minutes):
    assert only(":20260901T090000Z", *lines).minutes == minutes


@pytest.mark.parametrize(
    "line",
    [
        "DTEND:20260901T080000Z",
        "DTEND:20260231T080000Z",
        "DTEND:20991231T080000Z",
        "DURATION:-PT1H",
        "DURATION:P400D",
        "DURATION:P99999999999D",
        "DURATION:PT" + "9" * 5000 + "H",
        "DURATION:forever",
        "DTEND:PT1H",
    ],
)
def test_an_end_that_makes_no_sense_is_the_start(line):
    reading = read(event(":20260901T090000Z", line))
    assert reading.agenda.sessions[0].minutes == 0
    why = "line 3: “A talk” has no end that makes sense, taken to end when it starts"
    assert reading.notes == (NO_ZONE, why)


def test_a_leap_second_is_the_second_before():
    assert only(":20261231T235960Z").start == utc(2026, 12, 31, 23, 59, 59)


@pytest.mark.parametrize(
    ("start", "lines", "first", "last"),
    [
        (";VALUE=DATE:20260901", (), "09-01 00:00", "09-02 00:00"),
        (":20260901", ("DTEND;VALUE=DATE:20260904",), "09-01 00:00", "09-04 00:00"),
        (";VALUE=DATE:20260901", ("DURATION:P2D",), "09-01 00:00", "09-03 00:00"),
        (";VALUE=DATE;TZID=Asia/Tokyo:20260901", (), "09-01 00:00", "09-02 00:00"),
    ],
)
def test_a_date_is_the_whole_day_where_the_conference_is(start, lines, first, last):
    agenda = read(event(start, *lines), zone="America/New_York").agenda
    (session,) = agenda.sessions
    assert f"{agenda.local(session.start):%m-%d %H:%M}" == first
    assert f"{agenda.local(session.end):%m-%d %H:%M}" == last
    assert session.day == date(2026, 9, 1)


def test_a_day_lasts_as_long_as_the_clocks_say_and_hours_as_long_as_they_are():
    by_days = only(";TZID=Europe/Berlin:20261024T120000", "DURATION:P1D")
    by_hours = only(";TZID=Europe/Berlin:20261024T120000", "DURATION:PT24H")
    all_day = only(";VALUE=DATE:20261025", zone="Europe/Berlin")
    assert (by_days.minutes, by_hours.minutes, all_day.minutes) == (25 * 60, 24 * 60, 25 * 60)


@pytest.mark.parametrize("tzid", ["Europe/Berlin", "W. Europe Standard Time", "Our Own"])
@pytest.mark.parametrize(
    ("local", "instant"),
    [
        ("20261025T015900", utc(2026, 10, 24, 23, 59)),
        ("20261025T020000", utc(2026, 10, 25, 0, 0)),
        ("20261025T025900", utc(2026, 10, 25, 0, 59)),
        ("20261025T030000", utc(2026, 10, 25, 2, 0)),
        ("20260329T015900", utc(2026, 3, 29, 0, 59)),
        # The clocks skip this one; it is told by the offset before.
        ("20260329T023000", utc(2026, 3, 29, 1, 30)),
        ("20260329T030000", utc(2026, 3, 29, 1, 0)),
    ],
)
def test_summer_time_begins_and_ends_on_the_minute(tzid, local, instant):
    assert only(f";TZID={tzid}:{local}", head=CUSTOM).start == instant


@pytest.mark.parametrize(
    ("tzid", "key"),
    [
        ("Europe/Oslo", "Europe/Oslo"),
        ('"Europe/Oslo"', "Europe/Oslo"),
        ("/Europe/Oslo", "Europe/Oslo"),
        ("/freeassociation.sourceforge.net/Europe/Oslo", "Europe/Oslo"),
        ("/mozilla.org/20070129_1/America/Argentina/Salta", "America/Argentina/Salta"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("America/New York", "America/New_York"),
    ],
)
def test_a_tzid_is_known_without_a_vtimezone(tzid, key):
    reading = read(event(f";TZID={tzid}:20260901T090000"))
    assert (reading.agenda.zone.key, reading.notes) == (key, ())
    assert reading.agenda.local(reading.agenda.start).hour == 9


@pytest.mark.parametrize(
    "tzid",
    [
        "../../../etc/passwd",
        "/etc/localtime",
        "zone.tab",
        "Europe",
        "A" * 300,
        "A" * 100_000,
        "Nowhere",
        "localtime",
        "Factory",
    ],
)
def test_a_tzid_that_nobody_knows_is_noted_and_taken_for_the_conference_s(tzid):
    reading = read(event(":20260901T090000Z"), event(f";TZID={tzid}:20260901T110000"), zone="Europe/Oslo")
    assert [session.start.hour for session in reading.agenda.sessions] == [9, 9]
    (note,) = reading.notes
    assert note.startswith(("line 7: the time zone “", "line 8: what stands between DTSTART and its value"))
    assert len(note) < 200


def test_a_vtimezone_may_say_which_zone_it_is():
    own = "BEGIN:VTIMEZONE\r\nTZID:Ours\r\nX-LIC-LOCATION:Europe/Oslo\r\nEND:VTIMEZONE"
    reading = read(event(";TZID=Ours:20260901T090000"), head=own)
    assert (reading.agenda.zone.key, reading.notes) == ("Europe/Oslo", ())


def test_a_clock_of_the_file_s_own_is_shown_as_one_that_fits():
    agenda = read(event(";TZID=Our Own:20260901T090000"), head=CUSTOM).agenda
    assert agenda.local(agenda.start).isoformat() == "2026-09-01T09:00:00+02:00"


def test_a_vtimezone_without_a_beginning_is_not_known():
    own = CUSTOM.replace("DTSTART:16011028T030000", "COMMENT:when?")
    (note,) = read(event(";TZID=Our Own:20260901T090000"), head=own, zone="UTC").notes
    assert "“Our Own” is not known" in note


@pytest.mark.parametrize("offset", ["+9900", "0100", "+1", "", "east"])
def test_a_vtimezone_without_an_offset_is_not_known(offset):
    own = CUSTOM.replace("TZOFFSETTO:+0100", f"TZOFFSETTO:{offset}")
    (note,) = read(event(";TZID=Our Own:20260901T090000"), head=own, zone="UTC").notes
    assert "“Our Own” is not known" in note


@pytest.mark.parametrize(
    ("day", "hour"), [("20270307", 1), ("20270308", 1), ("20270313", 1), ("20270315", 2), ("20280601", 2)]
)
def test_a_rule_of_a_vtimezone_ends_in_utc(day, hour):
    # The last changes are on 7 and 14 March 2027, here already a day later than in UTC.
    own = """BEGIN:VTIMEZONE
TZID:Ours
BEGIN:DAYLIGHT
DTSTART:20240310T030000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU;UNTIL=20270313T180000Z
TZOFFSETFROM:+0900
TZOFFSETTO:+0800
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20240303T030000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=1SU;UNTIL=20270306T180000Z
TZOFFSETFROM:+0800
TZOFFSETTO:+0900
END:STANDARD
END:VTIMEZONE"""
    assert only(f";TZID=Ours:{day}T100000", head=own, zone="UTC").start.hour == hour


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=YEARLY;INTERVAL=0", "FREQ=DAILY", "nonsense"])
def test_a_vtimezone_that_changes_without_end_is_not_known(rule):
    own = CUSTOM.replace("FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", rule)
    (note,) = read(event(";TZID=Our Own:20260901T090000"), head=own, zone="UTC").notes
    assert "“Our Own” is not known" in note


def test_one_file_s_zones_are_not_those_of_the_next():
    read(event(";TZID=Our Own:20260901T090000"), head=CUSTOM)
    (note,) = read(event(";TZID=Our Own:20260901T090000"), zone="UTC").notes
    assert "“Our Own” is not known" in note


@pytest.mark.parametrize(
    ("head", "given", "key"),
    [
        ("X-WR-TIMEZONE:Asia/Tokyo", "Europe/Rome", "Europe/Rome"),
        ("X-WR-TIMEZONE:Asia/Tokyo", None, "Asia/Tokyo"),
        ("X-WR-TIMEZONE:UTC", None, "Europe/Oslo"),
        ("X-WR-TIMEZONE:Etc/GMT", None, "Europe/Oslo"),
        ("X-WR-TIMEZONE:../../etc/passwd", None, "Europe/Oslo"),
        ("", None, "Europe/Oslo"),
    ],
)
def test_the_conference_s_clock_is_the_given_one_else_the_calendar_s_else_that_of_most_events(
    head, given, key
):
    events = [
        *(event(":20260901T090000Z") for _ in range(3)),
        *(event(";TZID=Europe/Oslo:20260901T090000") for _ in range(2)),
        event(";TZID=Europe/Athens:20260901T090000"),
    ]
    assert read(*events, head=head, zone=given).agenda.zone.key == key


def test_times_without_a_zone_are_on_the_conference_s_clock():
    assert starts(event(":20260901T090000"), head="X-WR-TIMEZONE:Asia/Tokyo") == ["2026-09-01 09:00"]


def test_times_in_utc_are_shown_where_the_only_described_zone_is():
    own = CUSTOM.replace("Our Own", "Europe/Berlin")
    assert starts(event(":20260901T090000Z"), head=own) == ["2026-09-01 11:00"]


@pytest.mark.parametrize("start", [":20260901T090000Z", ":20260901T090000", ";TZID=UTC:20260901T090000"])
def test_a_calendar_that_names_no_zone_is_shown_in_utc_with_advice(start):
    reading = read(event(start))
    assert (reading.agenda.zone.key, reading.notes) == ("UTC", (NO_ZONE,))


@pytest.mark.parametrize(
    ("place", "key"),
    [
        ("Amsterdam\\, Netherlands", "Europe/Amsterdam"),
        ("Hamburg\\, Germany", "Europe/Berlin"),
        ("Chicago\\, IL\\, USA", "America/Chicago"),
        ("Leeds\\, UK", "Europe/London"),
        ("Springfield\\, USA", "UTC"),
        ("Barcelona\\, Spain", "UTC"),
        ("Atlanta\\, Georgia", "UTC"),
        ("Norway", "UTC"),
        ("second floor", "UTC"),
    ],
)
def test_times_in_utc_are_shown_on_the_clock_of_the_place_if_it_is_sure(place, key):
    events = [event(":20260901T090000Z", f"LOCATION:Hall {number}\\, {place}") for number in range(4)]
    reading = read(*events)
    assert reading.agenda.zone.key == key
    assert all("--tz" in note for note in reading.notes)
    assert len(reading.notes) == 1


def test_a_place_of_few_rooms_says_nothing():
    events = [event(":20260901T090000Z", f"LOCATION:Hall {number}\\, Oslo\\, Norway") for number in range(2)]
    assert read(*events).agenda.zone.key == "UTC"


def test_the_day_of_a_session_is_that_of_its_start_where_the_conference_is():
    assert only(":20260901T233000Z", zone="Asia/Tokyo").day == date(2026, 9, 2)
