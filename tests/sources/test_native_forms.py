"""This program's own JSON with a value changed: what is repaired, skipped or refused, and how it is told."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scale_tui.domain.errors import UnreadableAgenda
from scale_tui.sources.clean import clean_line
from scale_tui.sources.detect import read_agenda
from scale_tui.sources.reading import Reading


def document(**changed: Any) -> dict[str, Any]:
    """A document with one session, which is changed by these, None taking a key away."""
    session = {
        "id": "a",
        "title": "A talk",
        "start": "2024-09-11T12:15:00-07:00",
        "end": "2024-09-11T12:35:00-07:00",
        "day": "2024-09-11",
        "speakers": [],
        "links": [],
    } | changed
    return {
        "schema": 1,
        "conference": {"name": "conf", "title": "A conference", "timezone": "America/Los_Angeles"},
        "sessions": [{key: value for key, value in session.items() if value is not None}],
    }


def read(told: Any, **options: Any) -> Reading:
    return read_agenda(json.dumps(told).encode(), "mine.json", **options)


def refusal(told: Any) -> str:
    with pytest.raises(UnreadableAgenda) as caught:
        read(told)
    return str(caught.value)


def test_lines_of_an_abstract_stay_and_words_of_html_in_it_are_words() -> None:
    abstract = "How <p> works &amp; why:\n\n- a\n  - b\n1. c"
    (session,) = read(document(abstract=abstract)).agenda.sessions
    assert session.abstract == abstract


def test_a_cancelled_session_comes_back_cancelled_by_its_key_or_else_by_its_title() -> None:
    assert read(document(cancelled=True)).agenda.sessions[0].is_cancelled
    assert read(document(title="CANCELLED: A talk")).agenda.sessions[0].is_cancelled
    assert not read(document(title="CANCELLED: A talk", cancelled=False)).agenda.sessions[0].is_cancelled


def test_keys_may_stand_in_any_order_and_others_among_them() -> None:
    told = document(colour="red")
    told = {"later": [], "sessions": told["sessions"], "conference": told["conference"], "schema": 1}
    assert [session.title for session in read(told).agenda.sessions] == ["A talk"]


def test_what_the_command_line_knows_wins() -> None:
    agenda = read(document(), title="Mine", zone=ZoneInfo("Europe/Oslo")).agenda
    assert (agenda.name, agenda.title, agenda.zone.key) == ("mine", "Mine", "Europe/Oslo")
    assert agenda.sessions[0].start == datetime(2024, 9, 11, 19, 15, tzinfo=UTC)


def test_own_entries_of_whoever_wrote_it_are_not_of_the_agenda() -> None:
    told = document()
    told["sessions"].append(told["sessions"][0] | {"id": "b", "title": "Call home", "own": True})
    reading = read(told)
    assert [session.id for session in reading.agenda.sessions] == ["a"]
    assert reading.notes == ("1 of its sessions are somebody's own, and were left out",)


def test_text_of_strangers_is_cleaned_and_unsafe_addresses_are_left_out() -> None:
    reading = read(
        document(
            title="A\x1b[31m talk\u202e",
            room="Hall\n1",
            abstract="one\x07\r\ntwo\u2028",
            url="javascript:alert(1)",
            links=[
                {"url": "https://a.example/", "title": "x\x1b]0;y\x07"},
                {"url": "file:///etc", "title": None},
            ],
            speakers=[{"name": "\u200b", "affiliation": None, "role": "host"}, {"name": "Ann\x00 Lee"}],
        )
    )
    (session,) = reading.agenda.sessions
    assert (session.title, session.room, session.abstract, session.url) == (
        "A talk",
        "Hall 1",
        "one\ntwo",
        None,
    )
    assert [(link.url, link.title) for link in session.links] == [("https://a.example/", "x")]
    assert [speaker.name for speaker in session.speakers] == ["Ann Lee"]
    assert reading.notes == ("“A talk” has 2 of its addresses left out, no address of the web or of mail",)


@pytest.mark.parametrize("id_", ["", "two words", "-c", "a\x1b[2J", "x" * 200])
def test_an_id_that_nobody_could_type_is_replaced(id_: str) -> None:
    (session,) = read(document(id=id_)).agenda.sessions
    assert session.id
    assert session.id[0] != "-"
    assert len(session.id) <= 100
    assert session.id == clean_line(session.id).replace(" ", "")


def test_ids_that_repeat_are_told_apart() -> None:
    told = document()
    told["sessions"] *= 2
    assert set(read(told).agenda.by_id) == {"a", "a-2"}


@pytest.mark.parametrize(
    ("changed", "note"),
    [
        ({"title": None}, "sessions[0].title: expected, but missing, so it was skipped"),
        ({"title": 7}, "sessions[0].title: text was expected, so it was skipped"),
        ({"title": " \u200b"}, "sessions[0].title: text was expected, so it was skipped"),
        ({"start": 0}, "sessions[0].start: an instant like 2024-09-11T12:15:00-07:00 was expected"),
        ({"start": "2024-09-11T12:15:00"}, "sessions[0].start: an instant like"),
        ({"start": "0001-01-01T00:00:00+14:00"}, "sessions[0].start: an instant like"),
        ({"end": "9999-12-31T23:00:00-14:00"}, "sessions[0].end: an instant like"),
        ({"end": "2024-09-11T12:14:59-07:00"}, "sessions[0]: an end after the start was expected"),
        ({"day": "secret"}, "sessions[0].day: a day like 2024-09-11 was expected, so it was skipped"),
        ({"kind": "secret"}, "sessions[0].kind: one of 'talk', 'qa'"),
        ({"speakers": {"secret": 1}}, "sessions[0].speakers: a list was expected, so it was skipped"),
        ({"speakers": ["secret"]}, "sessions[0].speakers[0]: an object was expected, so it was skipped"),
        ({"links": [{"url": ["secret"]}]}, "sessions[0].links[0].url: text was expected, so it was skipped"),
        ({"cancelled": "secret"}, "sessions[0].cancelled: true or false was expected, so it was skipped"),
    ],
)
def test_a_session_in_another_form_is_skipped_with_a_note(changed: dict[str, Any], note: str) -> None:
    told = document(**changed)
    told["sessions"] += document(id="b", title="Another")["sessions"]
    reading = read(told)
    assert [session.id for session in reading.agenda.sessions] == ["b"]
    assert len(reading.notes) == 1
    assert reading.notes[0].startswith(note)
    assert "secret" not in reading.notes[0]
    # Where there is no other, there is nothing to show.
    assert refusal(document(**changed)).startswith(f"mine.json: {note}")


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (
            {"schema": 2},
            "mine.json: is of a newer scale-tui: its schema is above 1; update this one to read it",
        ),
        ({"schema": 10**25}, "mine.json: is of a newer scale-tui"),
        ({"schema": 0}, "mine.json: schema: 1 was expected"),
        ({"schema": True}, "mine.json: schema: 1 was expected"),
        ({"conference": "secret"}, "mine.json: conference: an object was expected"),
        ({"conference": {}}, "mine.json: conference.timezone: expected, but missing"),
        (
            {"conference": {"timezone": "Secret/Place", "title": "x"}},
            "mine.json: conference.timezone: the name of a time zone was expected; give 'add' or 'check' one",
        ),
        (
            {"conference": {"timezone": "UTC", "title": "\u200b"}},
            "mine.json: conference.title: text was expected",
        ),
        ({"sessions": {"secret": []}}, "mine.json: sessions: a list was expected"),
        ({"sessions": ["secret"]}, "mine.json: sessions[0]: an object was expected, so it was skipped"),
        ({"sessions": [[]] * 50_001}, "mine.json: expected at most 50,000 sessions"),
    ],
)
def test_a_document_in_another_form_is_refused_in_one_line(changed: dict[str, Any], expected: str) -> None:
    text = refusal(document() | changed)
    assert text.startswith(expected)
    assert len(text) <= 240
    assert "ecret" not in text


def test_a_document_without_sessions_is_an_agenda_without_any() -> None:
    reading = read(document() | {"sessions": []})
    assert reading.agenda.sessions == ()
    assert reading.notes == ("the schedule has no sessions",)


def test_a_session_may_belong_to_the_day_before() -> None:
    told = document(start="2024-09-12T00:30:00-07:00", end="2024-09-12T01:00:00-07:00")
    (session,) = read(told).agenda.sessions
    assert (session.day, session.end - session.start) == (date(2024, 9, 11), timedelta(minutes=30))


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.sampled_from(
        [
            "id",
            "title",
            "start",
            "end",
            "day",
            "kind",
            "subtitle",
            "room",
            "abstract",
            "url",
            "links",
            "speakers",
        ]
    ),
    values,
)
def test_whatever_a_value_is_the_document_is_read_or_refused_in_one_line(name: str, value: Any) -> None:
    assert is_read_or_refused(document(**{name: value}))


@given(values, values)
def test_whatever_the_conference_and_the_sessions_are(conference: Any, sessions: Any) -> None:
    assert is_read_or_refused(document() | {"conference": conference, "sessions": sessions})


def is_read_or_refused(told: Any) -> bool:
    try:
        sessions = read(told).agenda.sessions
    except UnreadableAgenda as error:
        return len(str(error)) <= 240 and str(error).isprintable()
    return all(session.title and session.title == clean_line(session.title) for session in sessions)
