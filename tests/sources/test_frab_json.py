"""What only schedules in JSON have: shapes of values, and documents that are none."""

import codecs
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scale_tui.domain.agenda import Role, Session, Speaker
from scale_tui.domain.errors import UnreadableAgenda
from scale_tui.sources.detect import read_agenda
from scale_tui.sources.frab_json import read_frab_tree
from scale_tui.sources.json_tree import json_tree
from scale_tui.sources.reading import Reading
from schedules import CONFERENCE, event, in_json

DAY = {"date": "2024-05-04", "rooms": {"Hall": [event()]}}


def document(*days: Any, **fields: Any) -> dict[str, Any]:
    return {"schedule": {"conference": {**CONFERENCE, "days": list(days or (DAY,))}, **fields}}


def read(whole: Any) -> Reading:
    data = whole if isinstance(whole, bytes) else json.dumps(whole).encode()
    return read_agenda(data, "test")


def only(whole: Any) -> Session:
    (session,) = read(whole).agenda.sessions
    return session


def read_frab_json(data: bytes) -> Reading:
    return read_frab_tree(json_tree(data, "the schedule"), source="the schedule")


def complaint(read: Callable[[bytes], Reading], data: bytes) -> str:
    """What the reader says of it; nothing where it reads it."""
    try:
        read(data)
    except UnreadableAgenda as error:
        return str(error)
    return ""


def is_one_short_line(text: str) -> bool:
    return len(text) <= 240 and "\n" not in text


def refusal(whole: Any) -> str:
    with pytest.raises(UnreadableAgenda) as caught:
        read(whole)
    return str(caught.value)


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        ({}, "test: conference: an object was expected"),
        ({"schedule": []}, "test: schedule: an object was expected"),
        ({"schedule": None}, "test: schedule: an object was expected"),
        ({"schedule": {}}, "test: schedule.conference: an object was expected"),
        ({"schedule": {"conference": "x"}}, "test: schedule.conference: an object was expected"),
        ({"schedule": {"conference": {}}}, "test: schedule.conference.days: a list was expected"),
        ({"conference": {"days": "x"}}, "test: conference.days: a list was expected"),
        (document(5), "test: schedule.conference.days[0]: an object was expected, so it was skipped"),
        (
            document({"rooms": 5}),
            "test: schedule.conference.days[0].rooms: an object was expected, so it was skipped",
        ),
        (
            document({"rooms": {"A": [], "B": "x"}}),
            "test: schedule.conference.days[0].rooms[1]: a list was expected, so it was skipped",
        ),
        ([1], 'test: is a list; expected an object with a "schedule"'),
        ({"detail": "Not found."}, "test: conference: an object was expected"),
    ],
)
def test_a_container_of_another_shape_is_refused_and_named_by_its_path(whole, expected):
    assert refusal(whole) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'{"schedule": ', "test, line 1: is no JSON: Expecting value"),
        (b'{"schedule": {}}\n{}', "test, line 2: is no JSON: Extra data"),
        (b'{"schedule": \n"x', "test, line 2: is no JSON: Unterminated string starting at"),
        (
            b'{"schedule": "\xff"}',
            "test, line 1: is not the UTF-8 that JSON has to be; save it anew as UTF-8",
        ),
        (b'{"a": ' + b"[" * 64 + b"]" * 64 + b"}", "test: expected JSON nested at most 64 deep"),
        (b'{"a":' + b'{"a":' * 100_000, "test: expected JSON nested at most 64 deep"),
    ],
)
def test_what_is_no_json_is_refused_in_its_line(data, expected):
    assert refusal(data) == expected


def test_brackets_inside_of_strings_nest_nothing():
    text = "[" * 500 + '"' + "{" * 500 + "\\"
    assert only(document({"rooms": {"Hall": [event(title="T", subtitle=text)]}})).subtitle == text


def test_beside_what_has_another_shape_the_rest_is_read_with_notes():
    rooms = {"Hall": [None, event(), "x"], "Null": None, "Text": "y"}
    reading = read(document(None, {"date": 7, "rooms": rooms}, {}, {"rooms": None}))
    assert [s.title for s in reading.agenda.sessions] == ["A talk"]
    assert reading.notes == (
        "schedule.conference.days[0]: an object was expected, so it was skipped",
        "schedule.conference.days[1].rooms[0][0]: an object was expected, so it was skipped",
        "schedule.conference.days[1].rooms[0][2]: an object was expected, so it was skipped",
        "schedule.conference.days[1].rooms[2]: a list was expected, so it was skipped",
    )


@pytest.mark.parametrize("value", [None, "", 5, 5.5, [], {}, True, [[]], {"x": 1}])
@pytest.mark.parametrize(
    "name", sorted(event(guid="g", persons=[], links=[], abstract="x", url="u", track="t"))
)
def test_a_field_of_any_shape_costs_no_other_event(name, value):
    odd = {**event(title="Odd"), name: value}
    reading = read(document({"date": "2024-05-04", "rooms": {"Hall": [odd, event(title="Plain")]}}))
    assert "Plain" in [s.title for s in reading.agenda.sessions]


def test_rooms_may_be_a_list_of_rooms_with_events():
    rooms = [{"name": "Hall 1", "events": [event(room=None)]}, None, 5]
    reading = read(document({"rooms": rooms}))
    assert reading.agenda.sessions[0].room == "Hall 1"
    assert reading.notes == (
        "schedule.conference.days[0].rooms[2]: an object with events was expected, so it was skipped",
    )


def test_a_day_may_have_its_events_itself():
    assert only(document({"date": "2024-05-04", "events": [event()]})).title == "A talk"


def test_the_schedule_may_lack_its_wrapping():
    assert only(document()["schedule"]).title == "A talk"


def test_days_without_sessions_are_an_agenda_without_sessions():
    for rooms in ({}, [], {"Hall": []}):
        reading = read(document({"date": "2024-05-04", "rooms": rooms}))
        assert reading.agenda.sessions == ()
        assert reading.notes == ("the schedule has no sessions yet",)


def test_the_base_address_may_stand_beside_the_conference():
    assert read(document(base_url="https://conf.example/")).agenda.url == "https://conf.example/"


def test_lists_under_a_repeated_key_are_joined_and_else_the_last_one_wins():
    one, other = (json.dumps(event(title=title)) for title in ("One", "Other"))
    about = json.dumps(CONFERENCE)[:-1] + ', "title": "Last"'
    rooms = f'{{"A": [{one}], "A": [{other}]}}'
    data = f'{{"schedule": {{"conference": {about}, "days": [{{"rooms": {rooms}}}]}}}}}}'
    agenda = read(data.encode()).agenda
    assert sorted(s.title for s in agenda.sessions) == ["One", "Other"]
    assert agenda.title == "Last"


def test_numbers_of_any_size_and_none_at_all_are_read():
    data = in_json(event(title="T")).decode().replace('"title": "T"', '"title": "T", "id": %s')
    assert only((data % ("9" * 5000)).encode()).id == "9" * 100
    assert only((data % 77).encode()).id == "77"
    for odd in ("NaN", "-Infinity", "1e400"):
        assert only((data % odd).encode()).id == "20240504-1000-t"


def test_line_ends_in_strings_and_lone_surrogates_are_repaired():
    data = in_json(event(title="A @ talk \\ud800")).replace(b"@", b"\n").replace(b"\\\\u", b"\\u")
    assert only(data).title == "A talk \ufffd"


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF8 + in_json(event()),
        codecs.BOM_UTF16_LE + in_json(event()).decode().encode("utf-16-le"),
        b"\n " + in_json(event()),
    ],
)
def test_a_byte_order_mark_does_no_harm(data):
    assert only(data).title == "A talk"


def test_the_second_version_of_the_schema_is_read():
    talk = {
        "guid": "g",
        "start": "2024-05-05T00:15:00+02:00",
        "end": "2024-05-05T00:55:00+02:00",
        "room": {"name": "Saal 1", "slug": "saal-1"},
        "title": "Talk",
        "track": {"slug": "net"},
        "participants": [{"name": "Ada", "role": "SPEAKER"}, {"name": "Eve", "role": "MODERATOR"}],
    }
    days = [{"index": 1, "date": "2024-05-04", "start": "2024-05-04T09:00:00+02:00"}]
    conference = {**CONFERENCE, "days": days, "tracks": [{"slug": "net", "name": "Networks"}, None]}
    session = only({"schedule": {"conference": conference, "events": [talk, None]}})
    assert (session.room, session.track, session.minutes) == ("Saal 1", "Networks", 40)
    assert session.day.isoformat() == "2024-05-04"
    assert session.speakers == (Speaker("Ada"), Speaker("Eve", None, Role.MODERATOR))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
PATHS = ("schedule", "conference", "days", 0, "rooms", "Hall", 0)


@given(json_values, st.integers(0, len(PATHS)), st.sampled_from(sorted(event(persons=[], links=[], url=""))))
def test_whatever_stands_anywhere_is_read_or_refused(value, depth, name):
    whole: Any = json.loads(json.dumps(document()))
    place = whole
    for key in PATHS[: depth if depth < len(PATHS) else None]:
        parent, last, place = place, key, place[key]
    if depth == len(PATHS):
        place[name] = value
    elif depth:
        parent[last] = value
    else:
        whole = value
    assert is_one_short_line(complaint(read_frab_json, json.dumps(whole).encode()))


@given(st.binary(max_size=300))
def test_whatever_the_bytes_are_they_are_read_or_refused(data):
    for whole in (data, b'{"schedule":' + data, in_json(event()).replace(b"A talk", data)):
        assert is_one_short_line(complaint(read_frab_json, whole))
