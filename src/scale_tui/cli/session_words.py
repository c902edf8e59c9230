"""A session in words and columns, as every command that names sessions shows it."""

from datetime import date

from scale_tui.cli.book_keeping import day_number, microseconds, times
from scale_tui.cli.output import Cell, Ink, Output
from scale_tui.cli.situation import Situation
from scale_tui.domain.agenda import Session, Speaker
from scale_tui.domain.schedule import Conflict, conflicts_with
from scale_tui.domain.wording import (
    clock,
    day_name,
    length,
    role_word,
    speakers_line,
    time_left,
    zone_name,
)
from scale_tui.quick import listing, page
from scale_tui.quick.rows import BACKUP_GLYPH, STAR_GLYPH, WIDTH_FOR_SPEAKERS, row_cells
from scale_tui.quick.rows import FLEXIBLE as FLEXIBLE

STAR = STAR_GLYPH
BACKUP = BACKUP_GLYPH
OWN = "◆"
CLASH = "!"


def span(situation: Situation, session: Session) -> str:
    """From when to when, on the conference's clock: ``12:15–12:35``."""
    return times(situation.agenda, session)


def state(situation: Situation, session: Session) -> str:
    """Where the session stands: ``in 25 min``, ``on now, 15 min left``, ``over``."""
    start, end, now = map(microseconds, (session.start, session.end, situation.now))
    return page.state_words(start, end, now)


def clashes(situation: Situation, session: Session) -> tuple[Conflict, ...]:
    """What overlaps this session of all that takes the attendee's time."""
    return conflicts_with(session, situation.busy)


def mark_glyph(situation: Situation, session: Session) -> str:
    """What stands before a session that is kept, is second choice, or is one's own; else nothing."""
    if situation.is_starred(session):
        return STAR
    if session.id in situation.schedule.backups:
        return BACKUP
    return OWN if session in situation.schedule.own else ""


def clash_words(conflict: Conflict) -> str:
    """One clash: ``clashes 20 min with Ten years of Kubernetes``."""
    return page.clash_words(conflict.minutes, conflict.session.title)


def day_heading(situation: Situation, day: date) -> str:
    """A day above its sessions: ``Wed 11 Sep``, with the year where the conference spans two."""
    return listing.day_heading(day_number(day), _days(situation))


def _days(situation: Situation) -> list[int]:
    return list(map(day_number, situation.agenda.days))


def row(situation: Situation, session: Session, out: Output, right: str | None = None) -> list[Cell]:
    """A session as one row of columns; ``right`` replaces its length at the end."""
    is_running = situation.is_running(session)
    if right is None:
        right = time_left(session, situation.now) if is_running else length(session.minutes)
    has_speakers = out.width is None or out.width >= WIDTH_FOR_SPEAKERS
    cells = row_cells(
        mark_glyph(situation, session),
        span(situation, session),
        right,
        session.title,
        session.room or "",
        speakers_line(session.speakers) if has_speakers else "",
        is_running=is_running,
        is_pause=session.kind.is_pause,
    )
    return [Cell(text, Ink(ink)) for text, ink in cells]


def facts(situation: Situation, session: Session) -> list[str]:
    """A session for ``--plain``: one fact a line, in words and ASCII punctuation."""
    local = situation.agenda.local
    start, end = local(session.start), local(session.end)
    pairs: list[tuple[str, str | None]] = [
        ("Title", session.title),
        ("Subtitle", session.subtitle),
        ("ID", session.id),
        ("Day", f"{day_name(session.day)} {session.day.year}"),
        ("Start", f"{clock(start)} {zone_name(start)}"),
        ("End", f"{clock(end)} {zone_name(end)}"),
        ("Length", length(session.minutes)),
        ("Room", session.room),
        ("Track", session.track),
        ("State", state(situation, session)),
        ("Starred", "yes" if situation.is_starred(session) else "no"),
        ("Backup", "yes" if session.id in situation.schedule.backups else None),
        ("Hidden", "yes" if situation.schedule.is_hidden(session) else None),
        *(("Clash", clash_words(conflict)) for conflict in clashes(situation, session)),
        *(_role_and_name(speaker) for speaker in session.speakers),
        *(("Note", line) for line in situation.schedule.notes.get(session.id, "").splitlines()),
    ]
    return [f"{label}: {value}" for label, value in pairs if value]


def _role_and_name(speaker: Speaker) -> tuple[str, str]:
    name = f"{speaker.name}, {speaker.affiliation}" if speaker.affiliation else speaker.name
    return role_word(speaker.role).capitalize() or "Speaker", name


def write_facts(out: Output, situation: Situation, sessions: tuple[Session, ...]) -> None:
    """Several sessions for ``--plain``, an empty line between two."""
    for number, session in enumerate(sessions):
        if number:
            out.line()
        for fact in facts(situation, session):
            out.line(fact)


def write_rows(out: Output, situation: Situation, sessions: tuple[Session, ...]) -> None:
    """Sessions in aligned columns, under a heading for each day where the conference has several."""
    rows = [[(cell.text, str(cell.ink)) for cell in row(situation, session, out)] for session in sessions]
    on = [day_number(session.day) for session in sessions]
    for line in listing.under_days(rows, on, _days(situation), out.width, has_colour=out.has_colour):
        out.as_it_is(line)


def conference_time(situation: Situation) -> str:
    """What the conference's calendar and clock show: ``Wed 11 Sep 2024 12:20 PDT``."""
    local = situation.agenda.local(situation.now)
    return f"{day_name(local.date())} {local.year} {clock(local)} {zone_name(local)}"
