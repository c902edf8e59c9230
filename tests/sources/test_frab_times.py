"""When events of a schedule are, and in which zone: the same in XML and in JSON."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scale_tui.domain.agenda import Session
from scale_tui.domain.errors import UnreadableAgenda
from scale_tui.sources.detect import read_agenda
from scale_tui.sources.durations import duration
from scale_tui.sources.frab_zone import named_zone
from scale_tui.sources.moments import leading_date, moment, time_of_day
from scale_tui.sources.reading import Reading
from schedules import BOTH, CONFERENCE, DAY, event, in_json, in_xml

BOUNDS = (datetime.fromisoformat("1970-01-01"), datetime.fromisoformat("2199-12-31"))
WITHOUT_ZONE = {"title": "Test Conf"}


@pytest.fixture(params=BOTH, ids=["xml", "json"])
def read(request):
    """Reads a schedule written in either dialect."""

    def reading(*events, zone=None, **around) -> Reading:
        return read_agenda(request.param(*events, **around), "test", zone=zone)

    return reading


def only(reading: Reading) -> Session:
    (session,) = reading.agenda.sessions
    return session


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("0:00", 0),
        ("00:30", 30),
        ("1:05", 65),
        ("55:23", 55 * 60 + 23),
        ("100:00", 6000),
        # pretalx: whole days in front.
        ("2:06:00", 54 * 60),
        ("1:12:30", 36 * 60 + 30),
        ("1:00:00", 24 * 60),
        # pentabarf's database: seconds behind.
        ("01:00:00", 60),
        ("00:45:00", 45),
        ("0:45:00", 45),
        ("1:30:00", 90),
        ("10:00:00", 600),
        (" 00:20 ", 20),
        ("45", 45),
        ("45 min", 45),
        ("PT1H30M", 90),
        ("PT45M", 45),
        ("P1DT2H", 26 * 60),
        ("P1W", 7 * 24 * 60),
    ],
)
def test_a_duration_is_read_in_every_spelling(text, minutes):
    assert duration(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    "text", ["", "x", "P", "PT", "-1:00", "1:", ":30", "1:2:3:4", "745:00", "99999", "1.5", "½", "1:00 h"]
)
def test_what_is_no_duration_is_none(text):
    assert duration(text) is None


@given(st.integers(0, 31 * 24 * 60 - 1))
def test_every_duration_that_frab_or_pretalx_writes_is_read_back(minutes):
    length = timedelta(minutes=minutes)
    assert duration(f"{minutes // 60:02d}:{minutes % 60:02d}") == length
    if 0 < length.days < 10:
        assert duration(f"{length.days}:{minutes // 60 % 24:02d}:{minutes % 60:02d}") == length


@given(st.datetimes(*BOUNDS), st.integers(-12 * 4, 14 * 4))
def test_every_moment_in_iso_form_is_read_back(when, quarters):
    when = when.replace(microsecond=0)
    sign, minutes = "-" if quarters < 0 else "+", abs(quarters) * 15
    hours, rest = minutes // 60, minutes % 60
    expected = datetime.fromisoformat(f"{when.isoformat()}{sign}{hours:02d}:{rest:02d}")
    for offset in (f"{hours:02d}:{rest:02d}", f"{hours:02d}{rest:02d}"):
        assert moment(f"{when.isoformat()}{sign}{offset}") == expected
        assert moment(f"{when} {sign}{offset}") == expected
    assert moment(when.isoformat()) == when
    assert moment(when.date().isoformat()) == when.date()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-05-04T10:00:00Z", "2024-05-04T10:00:00+00:00"),
        ("2024-05-04T10:00", "2024-05-04T10:00:00"),
        ("2024-05-04 10:00:00 UTC", "2024-05-04T10:00:00+00:00"),
        ("2024-05-04T10:00:00+2:00", "2024-05-04T10:00:00+02:00"),
        ("2024-05-04T10:00:00.000-05:00", "2024-05-04T10:00:00-05:00"),
    ],
)
def test_other_spellings_of_a_moment_are_read(text, expected):
    assert str(moment(text)) == str(datetime.fromisoformat(expected))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "2017-08-17:00:00+00:00",
        "2024-13-01T10:00:00",
        "0001-01-01T00:00:00+14:00",
        "1969-12-31",
        "2200-01-01",
        "9999-12-31T23:59:59-12:00",
        "2024-05-04T10:00:00+99:00",
        "2024-05-04T" + "1" * 50,
        "٢٠٢٤-05-04",
    ],
)
def test_what_is_no_moment_is_none(text):
    assert moment(text) is None


def test_a_malformed_date_still_has_its_day():
    assert leading_date("2017-08-17:00:00+00:00") == date(2017, 8, 17)
    assert leading_date("tomorrow") is None
    assert leading_date("0001-01-01") is None


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("9:15", 9.25),
        ("09:15:00", 9.25),
        ("9.15", 9.25),
        ("14h30", 14.5),
        ("0930", 9.5),
        ("9:15 PM", 21.25),
        ("9 a.m.", 9),
        ("12:30 am", 0.5),
        ("24:00", 24),
        ("26:30", 26.5),
        ("00:00", 0),
    ],
)
def test_a_time_of_day_is_read_in_every_spelling(text, hours):
    assert time_of_day(text) == timedelta(hours=hours)


@pytest.mark.parametrize("text", ["", "x", "9", "48:00", "10:60", "10:00:60", "-1:00", "2024-05-04T10:00"])
def test_what_is_no_time_of_day_is_none(text):
    assert time_of_day(text) is None


@pytest.mark.parametrize(
    ("stated", "instant"),
    [
        ("2024-05-04T10:00:00+02:00", "2024-05-04T08:00"),
        ("2024-05-04T10:00:00+0200", "2024-05-04T08:00"),
        ("2024-05-04T08:00:00Z", "2024-05-04T08:00"),
        ("2024-05-04T10:00:00+05:30", "2024-05-04T04:30"),
        # Without an offset it is the clock at the venue.
        ("2024-05-04T10:00:00", "2024-05-04T08:00"),
    ],
)
def test_the_date_of_an_event_is_its_instant(read, stated, instant):
    assert only(read(event(date=stated, start=None))).start == utc(instant)


def test_its_own_date_and_room_win_over_the_day_and_the_room_around_it(read):
    session = only(read(event(date="2024-05-06T10:00:00+02:00", room="Saal 1"), room="Lounge"))
    assert session.start == utc("2024-05-06T08:00")
    assert session.room == "Saal 1"


def test_without_a_room_of_its_own_it_is_in_the_one_around_it(read):
    assert only(read(event(room=""), room="Lounge")).room == "Lounge"
    assert only(read(event(room=None), room="Lounge")).room == "Lounge"
    assert only(read(event(room=""), room="")).room is None


@pytest.mark.parametrize("stated", [None, "", "2024-05-04:00:00+00:00", "soon"])
def test_without_a_date_it_is_on_the_day_it_is_filed_under(read, stated):
    assert only(read(event(date=stated, start="9:15"))).start == utc("2024-05-04T07:15")


def test_a_date_without_a_time_is_completed_by_the_start(read):
    session = only(read(event(date="2024-05-05", start="00:30")))
    assert session.start == utc("2024-05-04T22:30")


def test_without_a_day_around_it_the_malformed_date_tells_the_day(read):
    session = only(read(event(date="2024-05-04:00:00+00:00", start="9:15"), day={"index": "1"}))
    assert session.start == utc("2024-05-04T07:15")


@pytest.mark.parametrize(
    ("conference", "day", "start", "local_date"),
    [
        ({"day_change": "04:00"}, {}, "00:15", 5),
        ({"day_change": "04:00"}, {}, "04:00", 4),
        ({"day_change": "00:00"}, {}, "00:15", 4),
        ({"day_change": "09:00:00"}, {}, "08:59", 5),
        ({"day_change": "nine"}, {}, "03:59", 5),
        ({"day_change": "23:00"}, {}, "22:00", 4),
        # Not declared: when the days end, else four o'clock.
        ({}, {}, "03:59", 5),
        ({}, {}, "04:00", 4),
        ({}, {"start": "2024-05-04T09:00:00", "end": "2024-05-05T06:00:00"}, "05:59", 5),
        ({}, {"start": "2024-05-04T09:00:00", "end": "2024-05-05T06:00:00"}, "06:00", 4),
        ({}, {"start": "2024-05-04T09:00:00", "end": "2024-05-05T23:00:00"}, "05:00", 4),
    ],
)
def test_before_the_change_of_day_it_is_the_morning_after_and_of_the_same_conference_day(
    read, conference, day, start, local_date
):
    reading = read(event(date=None, start=start), conference=CONFERENCE | conference, day=DAY | day)
    session = only(reading)
    assert reading.agenda.local(session.start).day == local_date
    assert session.day == date(2024, 5, 4)


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("2024-05-04T00:30:00+02:00", 4),
        ("2024-05-05T00:30:00+02:00", 4),
        ("2024-05-05T11:59:00+02:00", 4),
        # Neither on it nor in the night after: the day of its time, four hours of which are the day before.
        ("2024-05-05T12:00:00+02:00", 5),
        ("2024-05-03T13:00:00+02:00", 3),
        ("2024-05-07T03:59:00+02:00", 6),
        ("2024-05-07T04:00:00+02:00", 7),
        # In the morning after by the clock of the conference, though not by its own.
        ("2024-05-05T20:00:00+14:00", 4),
        # On its day by its own clock, though not by that of the conference.
        ("2024-05-04T21:00:00-05:00", 4),
    ],
)
def test_the_conference_day_is_the_one_it_is_filed_under_unless_that_is_wrong(read, stated, day):
    assert only(read(event(date=stated))).day == date(2024, 5, day)


def test_its_end_is_its_start_and_its_duration_also_over_a_change_of_clocks(read):
    session = only(read(event(date="2024-10-27T01:30:00", duration="02:00")))
    assert session.start == utc("2024-10-26T23:30")
    assert session.end == utc("2024-10-27T01:30")


@pytest.mark.parametrize(
    ("end", "minutes"),
    [("2024-05-04T11:00:00+02:00", 60), ("2024-05-04T11:00:00", 60), ("10:45", 45), ("09:00", 23 * 60)],
)
def test_without_a_duration_it_ends_when_it_says(read, end, minutes):
    reading = read(event(duration=None, end=end))
    assert only(reading).minutes == minutes
    assert reading.notes == ()
    assert only(read(event(duration="00:10", end=end))).minutes == 10


@pytest.mark.parametrize("end", [None, "", "2024-05-04T09:00:00+02:00", "2025-05-04T09:00:00+02:00", "later"])
def test_without_any_end_it_ends_when_it_starts_with_a_note(read, end):
    reading = read(event(duration="soon", end=end))
    assert only(reading).minutes == 0
    assert reading.notes == ("“A talk” has no duration that can be read, so it ends when it starts",)


def test_a_duration_of_nothing_is_no_fault(read):
    reading = read(event(duration="0:00"))
    assert only(reading).minutes == 0
    assert reading.notes == ()


def test_an_event_without_a_time_is_skipped_with_its_name_and_the_others_stay(read):
    reading = read(event(title="Lost", date="x", start="y"), event())
    assert only(reading).title == "A talk"
    assert reading.notes == ("“Lost” has no date or no time of day that can be read, so it was skipped",)
    nameless = read(event(title="", id="77", date=None, start=""), event())
    assert nameless.notes[0].startswith("event 77 has no date")


def test_a_schedule_without_any_time_is_refused(read):
    with pytest.raises(UnreadableAgenda, match="none of its 2 sessions has a date and a time of day"):
        read(event(date="x", start="y"), event(date=None, start=None))


def test_the_zone_that_was_asked_for_wins_and_moves_no_instant(read):
    asked = ZoneInfo("America/New_York")
    reading = read(event(), zone=asked)
    assert reading.agenda.zone is asked
    assert only(reading).start == utc("2024-05-04T08:00")
    assert only(read(event(date="2024-05-04T10:00:00"), zone=asked)).start == utc("2024-05-04T14:00")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        (" Europe/Berlin ", "Europe/Berlin"),
        ("America/New York", "America/New_York"),
        ("America/Argentina/Ushuaia", "America/Argentina/Ushuaia"),
        ("UTC", "UTC"),
        # Cities alone, as frab had them until 2020.
        ("Berlin", "Europe/Berlin"),
        ("Los Angeles", "America/Los_Angeles"),
    ],
)
def test_a_zone_is_known_by_its_name(name, key):
    found = named_zone(name)
    assert found is not None
    assert found.key == key


@pytest.mark.parametrize(
    "name",
    [
        "",
        "PT",
        "Mars/Phobos",
        "Europe",
        "Factory",
        "localtime",
        "posixrules",
        "zone.tab",
        "tzdata.zi",
        "../../etc/passwd",
        "/etc/localtime",
        "Europe/../Europe/Berlin",
        "A" * 100_000,
        "Europe/" + "B" * 300,
        "Eu\0rope",
        "\x1b[31mEurope/Berlin/Mitte/Nord",
    ],
)
def test_what_is_no_zone_is_none(name):
    assert named_zone(name) is None


def test_an_unknown_zone_falls_back_to_the_offsets_with_a_note(read):
    reading = read(event(), conference=WITHOUT_ZONE | {"time_zone_name": "Mars/Phobos"})
    assert reading.agenda.zone.key == "Etc/GMT-2"
    (note,) = reading.notes
    assert note.startswith(
        "“Mars/Phobos” is no time zone known here, taken as Etc/GMT-2, which fits its times (+"
    )


@pytest.mark.parametrize(
    ("offsets", "key"),
    [
        (["+01:00"], "Etc/GMT-1"),
        (["-07:00"], "Etc/GMT+7"),
        (["Z"], "UTC"),
        (["+05:30"], "Asia/Kolkata"),
        (["-02:30"], "America/St_Johns"),
        # Several that no zone has at once: most of them.
        (["+02:00", "+02:00", "-05:00"], "Etc/GMT-2"),
        (["+07:07"], "UTC"),
    ],
)
def test_without_a_named_zone_one_that_fits_the_offsets_is_found(read, offsets, key):
    events = [event(date=f"2024-05-04T10:00:00{offset}", start=None) for offset in offsets]
    reading = read(*events, conference=WITHOUT_ZONE)
    assert reading.agenda.zone.key == key
    assert len(reading.notes) == 1
    assert "--tz" in reading.notes[0]


def test_offsets_that_change_with_the_clocks_are_of_a_zone_that_does_so(read):
    events = [event(date=f"2017-10-{text}") for text in ("28T10:00:00+02:00", "29T10:00:00+01:00")]
    assert read(*events, conference=WITHOUT_ZONE).agenda.zone.key == "Europe/Berlin"
    assert read(*reversed(events), conference=WITHOUT_ZONE).agenda.zone.key == "Europe/Berlin"


def test_times_without_any_zone_are_taken_as_utc_with_a_note(read):
    reading = read(event(date="2024-05-04T10:00:00"), conference=WITHOUT_ZONE)
    assert reading.agenda.zone.key == "UTC"
    assert only(reading).start == utc("2024-05-04T10:00")
    assert reading.notes == (
        "no time zone is named, so its times are taken as UTC; give it with --tz, as --tz Europe/London",
    )


@pytest.mark.parametrize(
    ("city", "stated", "key"),
    [
        ("Brussels", "2024-05-04T10:00:00", "Europe/Brussels"),
        ("Brussels", "2024-05-04T10:00:00+02:00", "Europe/Brussels"),
        # It does not fit, so it is another Brussels, or the offsets are wrong.
        ("Brussels", "2024-05-04T10:00:00-05:00", "Etc/GMT+5"),
        ("Entenhausen", "2024-05-04T10:00:00", "UTC"),
    ],
)
def test_the_city_tells_the_zone_where_the_zone_database_has_it(read, city, stated, key):
    assert read(event(date=stated), conference=WITHOUT_ZONE | {"city": city}).agenda.zone.key == key


def test_dates_that_call_the_clock_of_the_venue_utc_are_put_right(read):
    events = [event(date=f"2017-08-05T{clock}:00+00:00", start=clock) for clock in ("10:00", "23:30")]
    reading = read(*events, zone=ZoneInfo("America/Montreal"), conference=WITHOUT_ZONE)
    assert [s.start for s in reading.agenda.sessions] == [utc("2017-08-05T14:00"), utc("2017-08-06T03:30")]
    assert reading.notes == (
        "its dates say UTC but have the times of America/Montreal, and are read as these",
    )


@pytest.mark.parametrize(
    ("conference", "start"),
    [(WITHOUT_ZONE, None), (WITHOUT_ZONE, "06:00"), (WITHOUT_ZONE | {"time_zone_name": "UTC"}, "10:00")],
)
def test_dates_in_utc_stay_as_they_are_where_nothing_proves_them_wrong(read, conference, start):
    events = [event(date="2017-08-05T10:00:00+00:00"), event(date="2017-08-05T10:00:00+00:00", start=start)]
    reading = read(*events, zone=ZoneInfo("America/Montreal"), conference=conference)
    assert {s.start for s in reading.agenda.sessions} == {utc("2017-08-05T10:00")}
    assert reading.notes == ()


def test_xml_and_json_are_read_alike():
    events = [
        event(id="7", guid="g-1", persons=["Ada"], links=[("https://a.example/x", "X")], language="en"),
        event(date="2024-05-05T00:30:00+02:00", title="Night", duration="1:00:00", track="T"),
        event(date=None, start="03:00", title="Later", abstract="<p>One</p><p>Two</p>"),
    ]
    one, other = (read_agenda(write(*events), "test").agenda for write in (in_xml, in_json))
    assert one.sessions == other.sessions
    assert (one.name, one.title, one.zone, one.acronym) == (
        other.name,
        other.title,
        other.zone,
        other.acronym,
    )
