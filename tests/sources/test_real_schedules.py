"""Real schedules against what is known of them, event by event.

The files are other people's programmes, so they are not part of the project. They are read when the
environment variable SCALE_TUI_SCHEDULES names a folder with ``files/``, and with ``truth.json`` and
``truth_events/``, which say of each file what it holds, counted by other means.
"""

import json
import os
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from scale_tui.domain.agenda import Agenda, Session
from scale_tui.domain.errors import UnreadableAgenda
from scale_tui.sources import html
from scale_tui.sources.clean import clean_line
from scale_tui.sources.detect import read_agenda
from scale_tui.sources.reading import Reading

VARIABLE = "SCALE_TUI_SCHEDULES"
FOLDER = Path(os.environ.get(VARIABLE, ""))
TRUTH: dict[str, Any] = (
    json.loads((FOLDER / "truth.json").read_text("utf-8")) if (FOLDER / "truth.json").is_file() else {}
)
pytestmark = pytest.mark.skipif(not TRUTH, reason=f"{VARIABLE} names no folder of real schedules")

READABLE = sorted(name for name, truth in TRUTH.items() if truth["expect"] == "ok")
OTHERS = sorted(name for name, truth in TRUTH.items() if truth["expect"] != "ok")
SCHEDULES = [name for name in READABLE if not name.endswith(".ics")]
# Filed under days that they are not on, by an export that went wrong: the day is found from the time.
MISFILED = {"31c3-2014-everything.xml", "31c3-2014-everything.json"}
TWINS = [
    ("31c3-2014-everything.xml", "31c3-2014-everything.json"),
    ("33c3-2016.xml", "33c3-2016.json"),
    ("36c3-2019-everything.xml", "36c3-2019-everything.json"),
    ("jev22-2022.xml", "jev22-2022.json"),
    ("jev22-2022-empty.xml", "jev22-2022-empty.json"),
]


@cache
def read(name: str) -> Reading:
    return read_agenda((FOLDER / "files" / name).read_bytes(), name)


def events_of(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((FOLDER / "truth_events" / f"{name}.json").read_text("utf-8"))
    return found


def tidy(text: str | None) -> str | None:
    """As the readers clean what they keep."""
    return clean_line(unescape(text or "")) or None


def told(agenda: Agenda, session: Session, event: dict[str, Any]) -> tuple[Any, ...]:
    """What is compared of a session: its instants if the event has them, else the times on the clock."""
    local = agenda.local(session.start).replace(tzinfo=None), agenda.local(session.end).replace(tzinfo=None)
    times = (session.start, session.end) if event["start_utc"] else local
    return (*times, session.title, session.room, names(s.name for s in session.speakers), session.track)


def expected(event: dict[str, Any]) -> tuple[Any, ...]:
    times = tuple(datetime.fromisoformat(event[name]) for name in ("start", "end"))
    return (
        *times,
        tidy(event["title"]),
        tidy(event["room"]),
        names(tidy(name) or "" for name in event["persons"]),
        tidy(event["track"]),
    )


def names(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({name for name in found if name}))


def test_every_file_is_told_what_is_expected_of_it() -> None:
    assert {path.name for path in (FOLDER / "files").iterdir()} == set(TRUTH)
    assert len(READABLE) > 30


@pytest.mark.parametrize("name", SCHEDULES)
def test_every_event_is_read_as_it_is(name: str) -> None:
    agenda, events = read(name).agenda, events_of(name)
    assert len(agenda.sessions) == len(events) == TRUTH[name]["events"]
    sample = events[0] if events else {}
    got = Counter(told(agenda, session, sample) for session in agenda.sessions)
    assert got == Counter(map(expected, events))


@pytest.mark.parametrize("name", SCHEDULES)
def test_ids_guids_and_languages_are_kept(name: str) -> None:
    agenda, events = read(name).agenda, events_of(name)
    assert len(agenda.by_id) == len(events)
    assert Counter(s.guid for s in agenda.sessions) == Counter(tidy(event["guid"]) for event in events)
    assert Counter(s.language for s in agenda.sessions) == Counter(
        tidy(event["language"]) for event in events
    )
    described = sum(1 for event in events if event["abstract_len"])
    assert sum(1 for s in agenda.sessions if s.abstract) >= described * 0.98


@pytest.mark.parametrize("name", SCHEDULES)
def test_days_rooms_and_people_are_those_of_the_file(name: str) -> None:
    agenda, truth = read(name).agenda, TRUTH[name]
    if name not in MISFILED:
        by_guid = Counter((event["title"], event["day_date"]) for event in events_of(name))
        got = Counter((s.title, s.day.isoformat()) for s in agenda.sessions)
        assert sorted(day for _, day in got.elements()) == sorted(day for _, day in by_guid.elements())
        assert len(agenda.days) == truth["days_with_events"]
    assert sorted(agenda.rooms) == sorted({tidy(room) for room in truth["room_names"]})
    people = {s.name for session in agenda.sessions for s in session.speakers}
    assert len(people) == len({tidy(n) for event in events_of(name) for n in event["persons"]} - {None})
    assert truth["persons"] - 2 <= len(people) <= truth["persons"]


@pytest.mark.parametrize("name", sorted(MISFILED.intersection(SCHEDULES)))
def test_what_is_filed_under_a_wrong_day_is_on_the_day_of_its_time(name: str) -> None:
    agenda = read(name).agenda
    for session in agenda.sessions:
        local = agenda.local(session.start)
        assert session.day == local.date() or local.hour < 4


@pytest.mark.parametrize("name", READABLE)
def test_abstracts_read_the_same_with_and_without_the_parser(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html, "simple_tags", lambda _: None)
    by_the_library = read_agenda((FOLDER / "files" / name).read_bytes(), name).agenda
    assert by_the_library.sessions == read(name).agenda.sessions


@pytest.mark.parametrize(("one", "other"), TWINS)
def test_a_conference_is_the_same_in_xml_and_in_json(one: str, other: str) -> None:
    first, second = read(one).agenda, read(other).agenda
    assert (first.name, first.title, first.zone.key) == (second.name, second.title, second.zone.key)
    compared = ("id", "title", "start", "end", "day", "kind", "room", "track", "language", "is_cancelled")
    got, wanted = (
        [tuple(getattr(s, field) for field in compared) for s in sorted(agenda.sessions, key=lambda s: s.id)]
        for agenda in (first, second)
    )
    assert got == wanted


@pytest.mark.parametrize(
    ("one", "other", "least"),
    [("33c3-2016.xml", "33c3-2016.ics", 150), ("emf-2024.xml", "emf-2024.ics", 470)],
)
def test_a_conference_is_at_the_same_times_in_xml_and_in_icalendar(one: str, other: str, least: int) -> None:
    pytest.importorskip("scale_tui.sources.icalendar")
    times = [Counter((s.start, s.end, s.room) for s in read(name).agenda.sessions) for name in (one, other)]
    assert (times[0] & times[1]).total() >= least


@pytest.mark.parametrize("name", [name for name in READABLE if name.endswith(".ics")])
def test_every_event_of_a_calendar_is_read(name: str) -> None:
    pytest.importorskip("scale_tui.sources.icalendar")
    agenda = read(name).agenda
    assert len(agenda.sessions) == TRUTH[name]["events"]
    events = events_of(name)
    if all(event["start_utc"] for event in events):
        wanted = Counter(datetime.fromisoformat(event["start"]) for event in events)
        assert Counter(session.start for session in agenda.sessions) == wanted


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_another_format_is_read_or_refused_in_one_line(name: str) -> None:
    if TRUTH[name]["expect"] == "error":
        with pytest.raises(UnreadableAgenda):
            read(name)
        return
    try:
        sessions, complaint = read(name).agenda.sessions, ""
    except UnreadableAgenda as error:
        sessions, complaint = (), str(error)
    assert sessions or (complaint and len(complaint) <= 240 and "\n" not in complaint)
