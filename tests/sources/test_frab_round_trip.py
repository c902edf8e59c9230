"""An agenda that is written as a schedule and read again is the same agenda."""

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scale_tui.domain.agenda import Agenda, Role, Session
from scale_tui.sources.clean import clean_line
from scale_tui.sources.detect import read_agenda
from scale_tui.sources.prose import readable
from schedules import BOTH, DAY, Writer
from strategies import agendas

# What a schedule cannot say, or what is found anew from what it says.
NOT_WRITTEN = ("kind", "speakers", "is_cancelled", "id")
texts = st.text(st.characters(min_codepoint=32, exclude_categories=("Cs", "Co")), min_size=1, max_size=20)


def written(session: Session, offset: ZoneInfo) -> dict[str, object]:
    """A session as an event: with a duration in minutes, and in a zone that need not be the conference's."""
    minutes = int((session.end - session.start).total_seconds()) // 60
    return {
        "guid": f"guid-{session.id}",
        "date": session.start.astimezone(offset).isoformat(),
        "start": f"{session.start.astimezone(offset):%H:%M}",
        "duration": f"{minutes // 60:02d}:{minutes % 60:02d}",
        "room": session.room or "",
        "title": session.title,
        "subtitle": session.subtitle or "",
        "track": session.track or "",
        "language": session.language or "",
        "abstract": session.abstract or "",
        "persons": [speaker.name for speaker in session.speakers],
        "links": [(link.url, link.title) for link in session.links],
    }


def told(session: Session) -> tuple[object, ...]:
    names = tuple(dict.fromkeys(clean_line(s.name) for s in session.speakers))
    length = (session.end - session.start) // timedelta(minutes=1)
    texts = (session.title, session.room, session.subtitle, session.track)
    return (
        *(clean_line(text or "") or None for text in texts),
        readable(session.abstract or "") or None,
        session.start,
        length,
        names,
    )


def reread(write: Writer, agenda: Agenda, offset: ZoneInfo) -> Agenda:
    conference = {"title": agenda.title, "acronym": agenda.name, "time_zone_name": agenda.zone.key}
    events = [written(session, offset) for session in agenda.sessions]
    return read_agenda(write(*events, room="", day=DAY, conference=conference), "test").agenda


@pytest.mark.parametrize("write", BOTH)
@given(agendas(), st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kolkata", "America/Los_Angeles"]))
def test_an_agenda_comes_back_as_it_was(write, agenda, offset):
    found = reread(write, agenda, ZoneInfo(offset))
    assert (found.title, found.zone.key) == (agenda.title, agenda.zone.key)
    assert sorted(map(repr, map(told, found.sessions))) == sorted(map(repr, map(told, agenda.sessions)))
    assert {s.guid for s in found.sessions} == {f"guid-{s.id}" for s in agenda.sessions}
    assert all(s.speakers == () or s.speakers[0].role is Role.SPEAKER for s in found.sessions)


@given(agendas(min_size=1))
def test_xml_and_json_come_back_as_equals(agenda):
    one, other = (reread(write, agenda, agenda.zone).sessions for write in BOTH)
    assert one == other


@given(agendas(min_size=1), st.data())
def test_the_order_of_the_events_does_not_matter(agenda, data):
    shuffled = data.draw(st.permutations(agenda.sessions))
    events = [written(session, agenda.zone) | {"guid": "same"} for session in shuffled]
    in_order = [written(session, agenda.zone) | {"guid": "same"} for session in agenda.sessions]
    one, other = (read_agenda(BOTH[0](*found), "test").agenda for found in (events, in_order))
    assert {(s.id, s.start, s.end) for s in one.sessions} == {(s.id, s.start, s.end) for s in other.sessions}


@pytest.mark.parametrize("write", BOTH)
@given(texts, texts)
def test_any_title_and_abstract_come_back_readable(write, title, abstract):
    session = Session(
        id="a",
        title=title,
        abstract=abstract,
        start=agenda_start(),
        end=agenda_start(),
        day=agenda_start().date(),
    )
    agenda = Agenda("conf", "Conf", ZoneInfo("UTC"), (session,))
    (found,) = reread(write, agenda, ZoneInfo("UTC")).sessions
    assert found.title == clean_line(found.title)
    assert found.abstract == (readable(abstract) or None)


def agenda_start():
    from datetime import datetime

    return datetime(2024, 5, 4, 10, tzinfo=UTC)
