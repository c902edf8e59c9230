"""My schedule, or a whole agenda, as a file: in which form, of which sessions, and from when."""

from datetime import datetime
from enum import StrEnum

from scale_tui.domain.agenda import Agenda, Session
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.export.edition import Edition
from scale_tui.values import dataclass


class Form(StrEnum):
    """The forms that there are, each called as its files end."""

    ICALENDAR = "ics"
    JSON = "json"
    MARKDOWN = "md"
    CSV = "csv"


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """A file's content, and of how many sessions it tells."""

    data: bytes
    sessions: int


def written(
    form: Form, agenda: Agenda, schedule: PersonalSchedule, edition: Edition, *, is_all: bool
) -> Written:
    """My schedule in this form, or all of the agenda with my marks on it."""
    sessions = sessions_to_take(agenda, schedule, is_all=is_all)
    return Written(_data(form, agenda, schedule, edition, sessions), len(sessions))


def sessions_to_take(agenda: Agenda, schedule: PersonalSchedule, *, is_all: bool) -> tuple[Session, ...]:
    """Stars, backups, own entries and stars that are gone from the agenda, or all sessions; in time order."""
    mine = schedule.stars | schedule.backups
    found = [session for session in agenda.sessions if is_all or session.id in mine]
    found += [*schedule.own, *(session for session in schedule.gone if session.id not in agenda.by_id)]
    return tuple(sorted(found, key=_place))


def _place(session: Session) -> tuple[datetime, datetime, str, str]:
    return session.start, session.end, session.room or "", session.id


def _data(
    form: Form,
    agenda: Agenda,
    schedule: PersonalSchedule,
    edition: Edition,
    sessions: tuple[Session, ...],
) -> bytes:
    # Each is imported when it is asked for: one needs a library that takes a while.
    match form:
        case Form.ICALENDAR:
            from scale_tui.export.calendar_file import calendar_file

            return calendar_file(agenda, schedule, edition, sessions)
        case Form.JSON:
            from scale_tui.export.json_document import json_text, schedule_document

            # The instant of the edition, not the present one: the same state is the same file.
            document = schedule_document(agenda, schedule, edition.as_of, sessions)
            return f"{json_text(document)}\n".encode("utf-8", "replace")
        case Form.MARKDOWN:
            from scale_tui.export.markdown_page import markdown_page

            return markdown_page(agenda, schedule, sessions).encode()
        case Form.CSV:
            from scale_tui.export.csv_table import csv_table

            return csv_table(agenda, schedule, sessions)
