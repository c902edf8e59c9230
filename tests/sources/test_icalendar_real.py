"""Real calendars against what is known of them: see test_real_schedules."""

import json
import os
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from scale_tui.sources.clean import clean_line
from scale_tui.sources.icalendar import read_icalendar

FOLDER = Path(os.environ.get("SCALE_TUI_SCHEDULES", ""))
KNOWN = FOLDER / "truth.json"
TRUTH = json.loads(KNOWN.read_text("utf-8")) if KNOWN.is_file() else {}
pytestmark = pytest.mark.skipif(not TRUTH, reason="SCALE_TUI_SCHEDULES names no folder of real schedules")
CALENDARS = sorted(name for name in TRUTH if name.endswith(".ics"))


@pytest.mark.parametrize("name", CALENDARS)
def test_every_event_is_at_its_time_and_in_its_room(name):
    agenda = read_icalendar((FOLDER / "files" / name).read_bytes(), source=name).agenda
    events = json.loads((FOLDER / "truth_events" / f"{name}.json").read_text("utf-8"))
    shared = f", {agenda.venue}"
    wanted = Counter(
        (
            datetime.fromisoformat(event["start"]),
            datetime.fromisoformat(event["end"]),
            clean_line(event["room"] or "").removesuffix(shared) or None,
        )
        for event in events
    )
    assert Counter((session.start, session.end, session.room) for session in agenda.sessions) == wanted
    assert len(agenda.rooms) == TRUTH[name]["rooms"]
    days = [day.isoformat() for day in agenda.days]
    assert days in (TRUTH[name]["local_dates"], TRUTH[name]["local_dates_in_venue_tz"])


@pytest.mark.parametrize("name", CALENDARS)
def test_titles_are_those_of_the_file_with_or_without_their_people(name):
    agenda = read_icalendar((FOLDER / "files" / name).read_bytes(), source=name).agenda
    events = json.loads((FOLDER / "truth_events" / f"{name}.json").read_text("utf-8"))
    given = {event["id"]: clean_line(event["title"]).removesuffix(" -") for event in events}
    for session in agenda.sessions:
        if session.guid and given[session.guid]:
            title = given[session.guid]
            assert title == session.title or (title.startswith(f"{session.title} - ") and session.speakers)
            assert all(speaker.name in title for speaker in session.speakers)
