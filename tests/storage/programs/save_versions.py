"""Save one version after another until killed: FOLDER FIRST. Tells the number of each that is saved."""

import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from scale_tui.domain.agenda import Agenda, Session
from scale_tui.storage.library import Library
from scale_tui.storage.library_entry import Entry

AT = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)


def version(number: int) -> tuple[Entry, bytes, Agenda]:
    """A version whose source, entry and sessions all tell its number."""
    sessions = tuple(
        Session(f"{number}-{n}", f"Talk {number}", AT, AT + timedelta(hours=1), date(2026, 11, 23))
        for n in range(200)
    )
    agenda = Agenda("conf", f"Conf {number}", ZoneInfo("UTC"), sessions)
    at = AT + timedelta(days=number)
    return Entry("conf", "", None, None, 0, "-", at, at, ""), b"%d" % number * 5000, agenda


if __name__ == "__main__":
    library = Library(Path(sys.argv[1]))
    number = int(sys.argv[2])
    while True:
        library.save(*version(number))
        print(number, flush=True)
        number += 1
