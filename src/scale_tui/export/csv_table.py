"""CSV for spreadsheets: RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180), UTF-8."""

import csv
import io
from collections.abc import Iterable

from scale_tui.domain.agenda import Agenda, Session
from scale_tui.domain.schedule import PersonalSchedule

COLUMNS = (
    "id",
    "day",
    "start",
    "end",
    "minutes",
    "kind",
    "title",
    "subtitle",
    "room",
    "track",
    "language",
    "speakers",
    "starred",
    "url",
    "backup",
    "own",
    "cancelled",
    "note",
)
# What makes a spreadsheet take a cell for a formula, full-width forms included
# (https://owasp.org/www-community/attacks/CSV_Injection).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_table(agenda: Agenda, schedule: PersonalSchedule, sessions: Iterable[Session]) -> bytes:
    """These sessions as a table with a line of names above; times are on the conference's clock."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for session in sessions:
        writer.writerow([_harmless(cell) for cell in _cells(agenda, schedule, session)])
    return text.getvalue().encode("utf-8")


def _cells(agenda: Agenda, schedule: PersonalSchedule, session: Session) -> tuple[str, ...]:
    return (
        session.id,
        session.day.isoformat(),
        agenda.local(session.start).isoformat(timespec="seconds"),
        agenda.local(session.end).isoformat(timespec="seconds"),
        str(session.minutes),
        session.kind.value,
        session.title,
        session.subtitle or "",
        session.room or "",
        session.track or "",
        session.language or "",
        "; ".join(speaker.name for speaker in session.speakers),
        _yes_or_no(session.id in schedule.stars),
        session.url or "",
        _yes_or_no(session.id in schedule.backups),
        _yes_or_no(session in schedule.own),
        _yes_or_no(session.is_cancelled),
        schedule.notes.get(session.id, ""),
    )


def _yes_or_no(is_so: bool) -> str:
    return "yes" if is_so else "no"


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA_STARTS) else cell
