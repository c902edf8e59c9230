"""The agenda that comes with the program: Networking @Scale 2024."""

import json
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from scale_tui.domain.agenda import Agenda
from scale_tui.sources.agenda_text import read_agenda_text

# A path, not importlib.resources: that import alone takes longer than reading the agenda.
_DATA = Path(__file__).parent.parent / "data"
_NAME = "networking-scale-2024"


def bundled_agenda() -> Agenda:
    """The bundled agenda, read anew on each call; a file beside it says what its page does not."""
    about = json.loads((_DATA / f"{_NAME}.json").read_text(encoding="utf-8"))
    reading = read_agenda_text(
        (_DATA / f"{_NAME}.txt").read_text(encoding="utf-8"),
        source=about["title"],
        title=about["title"],
        year=about["year"],
        zone=ZoneInfo(about["timezone"]),
    )
    return replace(reading.agenda, acronym=about["acronym"], venue=about["venue"])
