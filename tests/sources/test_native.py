"""This program's own JSON, read back."""

import json
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scale_tui.domain.agenda import Agenda, Kind, Link, Role, Session, Speaker
from scale_tui.domain.errors import UnreadableAgenda
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.export.json_document import json_text, now_document, people_document, sessions_document
from scale_tui.sources.bundled import bundled_agenda
from scale_tui.sources.clean import clean_line
from scale_tui.sources.detect import read_agenda
from strategies import agendas, situations

NOW = datetime(2024, 9, 11, 19, 20, tzinfo=UTC)
FOLDER = Path(os.environ.get("SCALE_TUI_SCHEDULES", "")) / "files"
REAL = sorted(path.name for path in FOLDER.iterdir()) if os.environ.get("SCALE_TUI_SCHEDULES") else []
TEXTS = ("title", "subtitle", "room", "track", "abstract")


def written(agenda: Agenda, *sessions: Session) -> bytes:
    document = sessions_document(agenda, PersonalSchedule(), NOW, sessions or agenda.sessions)
    return json_text(document).encode()


def as_readers_clean(agenda: Agenda) -> Agenda:
    """Whatever is read has been cleaned, and nothing of it is empty."""

    def cleaned(session: Session) -> Session:
        texts: dict[str, Any] = {name: clean_line(getattr(session, name) or "") or None for name in TEXTS}
        people = tuple(replace(person, name=clean_line(person.name)) for person in session.speakers)
        return replace(session, **texts, speakers=people)

    return replace(agenda, sessions=tuple(map(cleaned, agenda.sessions)))


@given(agendas(min_size=1).map(as_readers_clean))
def test_what_was_written_is_read_back_as_it_was(agenda: Agenda) -> None:
    reading = read_agenda(written(agenda), "mine.json")
    back = reading.agenda
    assert back.sessions == agenda.sessions
    assert (back.zone.key, back.title, back.name, back.venue) == (
        agenda.zone.key,
        agenda.title,
        agenda.name,
        agenda.venue,
    )
    assert reading.notes == ()


@given(situations(min_size=1), st.booleans())
def test_marks_and_now_make_no_difference(situation: Any, is_ascii: bool) -> None:
    agenda, schedule, now = situation
    marked = json_text(sessions_document(agenda, schedule, now, agenda.sessions), is_ascii=is_ascii)
    plain = read_agenda(written(agenda), "mine.json").agenda
    assert read_agenda(marked.encode(), "mine.json").agenda.sessions == plain.sessions


@given(agendas(min_size=2).map(as_readers_clean), st.data())
def test_some_of_the_sessions_are_an_agenda_with_the_same_ids(agenda: Agenda, data: st.DataObject) -> None:
    some = data.draw(st.lists(st.sampled_from(agenda.sessions), min_size=1, unique_by=lambda s: s.id))
    found = read_agenda(written(agenda, *some), "mine.json").agenda
    assert found.by_id == {session.id: session for session in some}


def test_everything_that_a_session_says_comes_back() -> None:
    session = Session(
        id="नमस्ते-1",
        title="A [bold]talk[/bold] & more",
        start=NOW,
        end=NOW,
        day=NOW.date(),
        kind=Kind.SOCIAL,
        speakers=(Speaker("Ann Lee", "Acme", Role.HOST), Speaker("Bo")),
        abstract="One:\n\n- two\n  - three\n\n<b>four</b> &amp; five",
        subtitle="Below",
        room="部屋",
        track="Łódź",
        language="pl",
        url="https://conf.example/a?b=1&copy=2",
        links=(Link("mailto:a@conf.example"), Link("https://conf.example/%20", "Slides")),
        guid="AAAA-1",
        is_cancelled=True,
    )
    agenda = Agenda("conf-2024", "Conf", ZoneInfo("Asia/Kolkata"), (session,), venue="Hall, Pune")
    back = read_agenda(written(agenda), "mine.json").agenda
    assert back.sessions == (session,)
    assert (back.name, back.venue) == ("conf-2024", "Hall, Pune")


def test_the_bundled_agenda_and_its_abstracts_come_back() -> None:
    agenda = bundled_agenda()
    back = read_agenda(written(agenda), "mine.json").agenda
    assert back.sessions == agenda.sessions
    assert (back.name, back.title, back.venue) == (agenda.name, agenda.title, agenda.venue)


@pytest.mark.skipif(not REAL, reason="SCALE_TUI_SCHEDULES names no folder of real schedules")
@pytest.mark.parametrize("name", REAL)
def test_a_real_schedule_comes_back(name: str) -> None:
    try:
        agenda = read_agenda((FOLDER / name).read_bytes(), name).agenda
    except UnreadableAgenda:
        return
    if not agenda.sessions:
        return
    back = read_agenda(written(agenda), "mine.json").agenda
    assert back.sessions == agenda.sessions
    assert (back.zone, back.title, back.name, back.venue) == (
        agenda.zone,
        agenda.title,
        agenda.name,
        agenda.venue,
    )


def test_other_documents_of_this_program_say_what_they_lack() -> None:
    agenda = bundled_agenda()
    for told in (
        now_document(agenda, PersonalSchedule(), NOW, agenda.sessions, ()),
        people_document(agenda, NOW, agenda.people),
    ):
        with pytest.raises(UnreadableAgenda, match=r"^mine\.json: sessions: expected, but missing$"):
            read_agenda(json.dumps(told).encode(), "mine.json")
