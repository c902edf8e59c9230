"""``changes``: what is new, gone, moved or renamed, with how it was before."""

import os

from scale_tui.cli.arguments import Arguments
from scale_tui.cli.bundled import BUNDLED
from scale_tui.cli.clock import now_at_conference
from scale_tui.cli.complaints import complain
from scale_tui.cli.conference import conferences, find_conference
from scale_tui.cli.conferences import Comparison
from scale_tui.cli.exit_codes import ExitCode
from scale_tui.cli.output import Cell, Ink, Output
from scale_tui.cli.session_words import STAR
from scale_tui.cli.situation import personal_store
from scale_tui.domain.agenda import Session
from scale_tui.domain.change_wording import changed_fields
from scale_tui.domain.changes import AgendaChange, ChangeKind
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.domain.wording import clock, counted, day_name, zone_name

_FLEXIBLE = {3: 24, 4: 24}
_INKS = {ChangeKind.GONE: Ink.CLASH, ChangeKind.CANCELLED: Ink.CLASH, ChangeKind.NEW: Ink.NOW}


def run_changes(arguments: Arguments, out: Output) -> ExitCode:
    """Print the changes, in time order; ``NOTHING`` when there are none."""
    found = find_conference(arguments.conference)
    name = found.kept_as
    compared = Comparison(found.agenda, None, ()) if name is None else conferences().changes(name)
    now = now_at_conference(arguments.at, os.environ, compared.agenda.zone)
    with personal_store(now) as store:
        schedule = store.load(compared.agenda.name)
    if arguments.is_json:
        from scale_tui.export.changes_document import changes_document
        from scale_tui.export.json_document import json_text

        document = changes_document(compared.agenda, schedule, now, compared.since, compared.changes)
        out.as_it_is(json_text(document, is_ascii=not out.is_utf8))
    elif compared.changes:
        (_write_plain if out.is_plain else _write)(out, compared, schedule)
    if not compared.changes:
        how = "" if name in (None, BUNDLED) else "; 'scale-tui refresh' asks for what is new"
        complain(f"nothing has changed in {compared.agenda.name}{how}")
    return ExitCode.OK if compared.changes else ExitCode.NOTHING


def _write(out: Output, compared: Comparison, schedule: PersonalSchedule) -> None:
    out.line(_summary(compared), Ink.BOLD)
    rows = [
        [
            Cell(STAR if _is_starred(change, schedule) else "", Ink.STAR),
            Cell(change.kind.value, _INKS.get(change.kind, Ink.PLAIN)),
            Cell(_when(compared, change.session)),
            Cell(change.session.title),
            Cell("; ".join(changed_fields(change, compared.agenda))),
        ]
        for change in compared.changes
    ]
    for line in out.aligned(rows, _FLEXIBLE):
        out.as_it_is(line)


def _summary(compared: Comparison) -> str:
    number = counted(len(compared.changes), "change")
    if compared.since is None:
        return number
    since = compared.agenda.local(compared.since)
    return f"{number} since {day_name(since.date())} {clock(since)} {zone_name(since)}"


def _is_starred(change: AgendaChange, schedule: PersonalSchedule) -> bool:
    return bool(schedule.stars & {side.id for side in (change.old, change.new) if side is not None})


def _when(compared: Comparison, session: Session) -> str:
    start = compared.agenda.local(session.start)
    return f"{day_name(session.day)} {clock(start)}"


def _write_plain(out: Output, compared: Comparison, schedule: PersonalSchedule) -> None:
    out.line(_summary(compared))
    for change in compared.changes:
        out.line()
        out.line(f"Title: {change.session.title}")
        out.line(f"Change: {', '.join(kind.value for kind in change.kinds)}")
        out.line(f"Start: {_when(compared, change.session)}")
        out.line(f"Starred: {'yes' if _is_starred(change, schedule) else 'no'}")
        for words in changed_fields(change, compared.agenda):
            out.line(f"Difference: {words.replace(' → ', ' -> ')}")
