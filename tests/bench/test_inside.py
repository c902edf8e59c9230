"""What is timed inside does what it says."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench.inside import opening, reading, searching, starring
from bench.made_up import made_up_conference
from scale_tui.sources.bundled import bundled_agenda
from scale_tui.storage.personal import PersonalStore


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SCALE_TUI_HOME", str(tmp_path))
    return tmp_path


def test_a_schedule_is_saved_as_often_as_it_is_timed(home: Path) -> None:
    file = home / "schedule.xml"
    file.write_text(SCHEDULE)
    told = reading.timed(str(file), 2)
    assert {name: len(values) for name, values in told.items()} == {"saved": 2, "tree": 2}
    assert len(list(home.glob("conferences/*/conference.json"))) == 3
    assert len(opening.timed("conference-1", 4)) == 4


def test_every_star_that_is_timed_is_kept(home: Path) -> None:
    told = starring.timed(home / "schedule.sqlite3", 3)
    assert {name: len(values) for name, values in told.items()} == {"kept": 3, "written": 3}
    with PersonalStore.open(home / "schedule.sqlite3", at=datetime.now(UTC)) as store:
        assert len(store.load("conference").stars) == 4


def test_searches_are_typed_letter_by_letter_and_misspelt() -> None:
    told = searching.timed(bundled_agenda(), datetime(2024, 9, 11, 19, 20, tzinfo=UTC))
    assert len(told["letters"]) > 5 * len(told["whole"]) > 0
    assert told["near"]
    json.dumps(told)


def test_a_conference_is_made_up_in_the_programs_own_form(home: Path) -> None:
    file = home / "made-up.json"
    file.write_bytes(made_up_conference(30))
    from scale_tui.cli.conference import find_agenda, intake

    intake().add(str(file), name="made-up")
    assert len(find_agenda("made-up").sessions) == 30


SCHEDULE = """<schedule><conference><title>Small</title><start>2025-02-01</start><end>2025-02-01</end>
<time_zone_name>Europe/Oslo</time_zone_name></conference>
<day date="2025-02-01" start="2025-02-01T09:00:00+01:00" end="2025-02-01T18:00:00+01:00"><room name="Hall">
<event id="1"><start>10:00</start><duration>00:30</duration><title>A talk</title></event>
</room></day></schedule>"""
