"""``check``: read a schedule without keeping it, and tell what was found."""

from scale_tui.cli.arguments import Arguments
from scale_tui.cli.exit_codes import ExitCode
from scale_tui.cli.obtaining import obtain
from scale_tui.cli.output import Cell, Ink, Output
from scale_tui.cli.progress import ProgressLine
from scale_tui.cli.zones import time_zone
from scale_tui.domain.agenda import Agenda, Session
from scale_tui.domain.wording import clock, counted, date_span, speakers_line
from scale_tui.sources.detect import read_agenda

_FLEXIBLE = {4: 12, 2: 24}


def run_check(arguments: Arguments, out: Output) -> ExitCode:
    """Print a summary, each session on a line, and what was repaired or skipped."""
    zone = time_zone(arguments.zone)
    with ProgressLine() as progress:
        obtained = obtain(arguments.source or "", progress, may_be_private=True)
    reading = read_agenda(obtained.data, obtained.shown, year=arguments.year, zone=zone)
    agenda = reading.agenda
    if out.is_plain:
        _write_plain(out, agenda)
    else:
        out.line(" · ".join(_summary(agenda)), Ink.BOLD)
        for line in out.aligned([_row(agenda, session) for session in agenda.sessions], _FLEXIBLE):
            out.as_it_is(line)
    for note in reading.notes:
        out.line(f"note: {note}")
    return ExitCode.OK


def _summary(agenda: Agenda) -> list[str]:
    summary = [agenda.title]
    if agenda.days:
        summary.append(date_span(agenda.days[0], agenda.days[-1]))
    return [
        *summary,
        agenda.zone.key,
        counted(len(agenda.sessions), "session"),
        counted(len(agenda.people), "name"),
    ]


def _row(agenda: Agenda, session: Session) -> list[Cell]:
    return [
        Cell(f"{session.day.isoformat()} {clock(agenda.local(session.start))}"),
        Cell(clock(agenda.local(session.end))),
        Cell(session.title),
        Cell(session.room or ""),
        Cell(speakers_line(session.speakers), Ink.DIM),
    ]


def _write_plain(out: Output, agenda: Agenda) -> None:
    title, *rest = _summary(agenda)
    # How many sessions and names there are says what it is by itself.
    names = ("Days: ", "Time zone: ", "", "")[-len(rest) :]
    out.line(f"Conference: {title}")
    for name, fact in zip(names, rest, strict=True):
        out.line(f"{name}{fact.replace(' – ', '–').replace('–', ' to ')}")
    for session in agenda.sessions:
        out.line()
        start, end = agenda.local(session.start), agenda.local(session.end)
        out.line(f"Title: {session.title}")
        out.line(f"Start: {session.day.isoformat()} {clock(start)}")
        out.line(f"End: {clock(end)}")
        if session.room:
            out.line(f"Room: {session.room}")
        for speaker in session.speakers:
            out.line(f"Speaker: {speaker.name}{f', {speaker.affiliation}' if speaker.affiliation else ''}")
