"""``now``: what is on, and what comes next."""

from scale_tui.cli.arguments import Arguments
from scale_tui.cli.exit_codes import ExitCode
from scale_tui.cli.output import Cell, Ink, Output
from scale_tui.cli.session_words import FLEXIBLE, conference_time, row, write_facts
from scale_tui.cli.situation import Situation, situation
from scale_tui.domain.agenda import Session
from scale_tui.domain.timeline import next_after, running_at
from scale_tui.domain.wording import capitalised, counted, day_name, event_state, speakers_line, time_to

# In less than this the minutes left say more than the times of day.
_WIDTH_FOR_SPAN = 60


def run_now(arguments: Arguments, out: Output) -> ExitCode:
    """Print what is on and what is next; ``NOTHING`` when there is none of what was asked for."""
    asked = situation(arguments)
    sessions = asked.stars if arguments.is_mine else asked.agenda.sessions
    running = () if arguments.is_next else running_at(sessions, asked.now)
    coming = next_after(sessions, asked.now)
    if not arguments.is_quiet:
        if arguments.is_json:
            _write_json(out, asked, running, coming)
        else:
            write = _write_plain if out.is_plain else _write
            write(out, asked, _mine_first(asked, running), coming, _nothing_on(asked, arguments))
    return ExitCode.OK if (coming if arguments.is_next else running) else ExitCode.NOTHING


def _mine_first(asked: Situation, running: tuple[Session, ...]) -> tuple[Session, ...]:
    return tuple(sorted(running, key=lambda session: (not asked.is_starred(session), session.end)))


def _nothing_on(asked: Situation, arguments: Arguments) -> str:
    """What to say in place of what is on; empty where only what comes next was asked for."""
    if state := event_state(asked.agenda, asked.now):
        return f"{capitalised(state)}."
    if arguments.is_next:
        return ""
    return "None of your sessions is on." if arguments.is_mine else "Nothing is on."


def _write_json(
    out: Output, asked: Situation, running: tuple[Session, ...], coming: tuple[Session, ...]
) -> None:
    from scale_tui.export.json_document import json_text, now_document

    document = now_document(asked.agenda, asked.schedule, asked.now, running, coming)
    out.as_it_is(json_text(document, is_ascii=not out.is_utf8))


def _write(
    out: Output,
    asked: Situation,
    running: tuple[Session, ...],
    coming: tuple[Session, ...],
    nothing_on: str,
) -> None:
    out.line(f"{asked.agenda.title} · {conference_time(asked)}", Ink.BOLD)
    # Both parts are laid out as one, so that their columns stand under each other.
    rows = [
        *_rows(out, asked, running),
        *_rows(out, asked, coming, time_to(coming[0].start, asked.now) if coming else None),
    ]
    lines = out.aligned(rows, FLEXIBLE)
    split = len(_rows(out, asked, running))
    if running:
        out.line("Now")
    elif nothing_on:
        out.line(nothing_on)
    for line in lines[:split]:
        out.as_it_is(line)
    if coming:
        day = coming[0].day
        out.line("Next" if day == asked.agenda.local(asked.now).date() else f"Next, {day_name(day)}")
    for line in lines[split:]:
        out.as_it_is(line)


def _rows(
    out: Output, asked: Situation, sessions: tuple[Session, ...], right: str | None = None
) -> list[list[Cell]]:
    """Each session with its speakers in the line under its title."""
    blank = Cell()
    has_span = out.width is None or out.width >= _WIDTH_FOR_SPAN
    rows: list[list[Cell]] = []
    for session in sessions:
        mark, when, left, title, room, _ = row(asked, session, out, right)
        rows.append([mark, when if has_span else blank, left, title, room, blank])
        if session.speakers:
            rows.append([blank, blank, blank, Cell(speakers_line(session.speakers), Ink.DIM), blank, blank])
    return rows


def _write_plain(
    out: Output,
    asked: Situation,
    running: tuple[Session, ...],
    coming: tuple[Session, ...],
    nothing_on: str,
) -> None:
    out.line(f"Conference: {asked.agenda.title}")
    out.line(f"Now: {conference_time(asked)}")
    if running:
        out.line(f"On now: {counted(len(running), 'session')}")
        write_facts(out, asked, running)
    elif nothing_on:
        out.line(nothing_on)
    if coming:
        out.line()
        out.line(f"Next: {counted(len(coming), 'session')} {time_to(coming[0].start, asked.now)}")
        write_facts(out, asked, coming)
