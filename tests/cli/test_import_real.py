"""Marks of whole real conferences, from one program to another; needs the folder of real schedules."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scale_tui.domain.bringing_in import recognise
from scale_tui.domain.folding import fold
from scale_tui.domain.recognising import Recogniser
from scale_tui.sources.detect import read_agenda
from scale_tui.sources.marks_file import read_marks

VARIABLE = "SCALE_TUI_SCHEDULES"
FILES = Path(os.environ.get(VARIABLE, "")) / "files"
pytestmark = pytest.mark.skipif(
    not (FILES / "fosdem-2025.xml").is_file(), reason=f"{VARIABLE} names no folder of real schedules"
)


@pytest.mark.parametrize(
    ("agenda", "calendar", "count"),
    [
        ("33c3-2016.xml", "33c3-2016.ics", 150),
        ("33c3-2016.json", "33c3-2016.ics", 150),
        ("33c3-2016.ics", "33c3-2016.ics", 150),
        ("emf-2016.xml", "emf-2016.ics", 138),
        ("emf-2024.xml", "emf-2024.ics", 481),
        ("kubecon-eu-2026.ics", "kubecon-eu-2026-older.ics", 596),
        ("pyconau-2023.ics", "pyconau-2023.ics", 94),
        # Of another conference, and of another year's.
        ("fosdem-2025.xml", "emf-2024.ics", 0),
        ("emf-2016.xml", "emf-2024.ics", 0),
        ("fosdem-2024.xml", "33c3-2016.ics", 0),
    ],
)
def test_each_event_of_a_calendar_is_the_session_with_its_title(
    agenda: str, calendar: str, count: int
) -> None:
    conf = read_agenda((FILES / agenda).read_bytes(), agenda).agenda
    brought = read_marks((FILES / calendar).read_bytes(), calendar)
    found = recognise(conf, brought)
    assert (len(found.schedule.stars), found.unsure) == (count, ())
    recogniser = Recogniser(conf)
    for each in brought.sessions:
        for session in recogniser.find(each.clues):
            is_same = fold(session.title) in map(fold, each.clues.titles)
            assert is_same or session.start == each.clues.start or session.guid in each.clues.names


@pytest.mark.parametrize(("name", "file"), [("fosdem-2025", "fosdem-2025.xml"), ("38c3", "38c3-2024.xml")])
@pytest.mark.parametrize("form", ["json", "ics"])
def test_all_sessions_starred_come_back_in_another_home(
    ask: Callable[..., Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    file: str,
    form: str,
) -> None:
    ask("add", str(FILES / file))
    ids = [each["id"] for each in json.loads(ask("list", "-c", name, "--json").out)["sessions"]]
    (tmp_path / "ids").write_text("\n".join(ids))
    assert ask("import", str(tmp_path / "ids"), "--yes", "-c", name).code == 0
    exported = str(tmp_path / f"mine.{form}")
    ask("export", exported, "-c", name)
    monkeypatch.setenv("SCALE_TUI_HOME", str(tmp_path / "another home"))
    ask("add", str(FILES / file))
    assert ask("import", exported, "--yes", "-c", name).code == 0
    listed = json.loads(ask("list", "--starred", "-c", name, "--json").out)["sessions"]
    assert [each["id"] for each in listed] == ids
