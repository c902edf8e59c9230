"""``mine``: the sessions with a star, where they clash, and the free time between them."""

from datetime import datetime

from scale_tui.cli.arguments import Arguments
from scale_tui.cli.exit_codes import ExitCode
from scale_tui.cli.output import Cell, Ink, Output
from scale_tui.cli.session_words import (
    CLASH,
    FLEXIBLE,
    STAR,
    clash_words,
    clashes,
    day_heading,
    row,
    write_facts,
)
from scale_tui.cli.settings import change_minutes, settings
from scale_tui.cli.situation import Situation, situation
from scale_tui.domain.agenda import Session
from scale_tui.domain.gaps import Gap, gaps_between, room_changes
from scale_tui.domain.schedule import clash_groups
from scale_tui.domain.wording import clock, counted, length

_TITLE_COLUMN = 3


def run_mine(arguments: Arguments, out: Output) -> ExitCode:
    """Print the schedule; ``NOTHING`` when it is empty or, with ``--check``, when sessions clash."""
    asked = situation(arguments)
    clashing = _clashing(asked)
    if arguments.is_json:
        from scale_tui.export.json_document import json_text, sessions_document

        document = sessions_document(asked.agenda, asked.schedule, asked.now, asked.stars)
        out.as_it_is(json_text(document, is_ascii=not out.is_utf8))
    elif arguments.is_markdown or arguments.is_icalendar:
        _write_document(out, asked, is_icalendar=arguments.is_icalendar)
    elif arguments.is_check:
        _write_clashes(out, asked, clashing)
    else:
        (_write_plain if out.is_plain else _write)(out, asked, change_minutes(settings()))
    if arguments.is_check:
        return ExitCode.NOTHING if clashing else ExitCode.OK
    return ExitCode.OK if asked.busy or _others(asked) else ExitCode.NOTHING


def _write_document(out: Output, asked: Situation, *, is_icalendar: bool) -> None:
    from scale_tui.cli.exporting import take_along
    from scale_tui.export.forms import Form

    if is_icalendar:
        out.raw(take_along(asked, Form.ICALENDAR, is_all=False).data)
    else:
        out.as_it_is(take_along(asked, Form.MARKDOWN, is_all=False).data.decode().rstrip("\n"))


def _clashing(asked: Situation) -> tuple[tuple[Session, ...], ...]:
    return tuple(group for group in clash_groups(asked.busy) if len(group) > 1)


def _summary(asked: Situation, separator: str) -> list[str]:
    """How much is kept: its number and length, the clashes, and stars on what does not take place."""
    stars = [session for session in asked.stars if not session.is_cancelled]
    if not stars:
        return ["Nothing starred yet: 'scale-tui star ID' keeps a session.", *_lost(asked)]
    noun = "talk" if all(session.is_talk for session in stars) else "session"
    minutes = sum(session.minutes for session in stars)
    facts = [f"{counted(len(stars), noun)}{separator}{length(minutes)}"]
    if clashing := _clashing(asked):
        facts.append(counted(len(clashing), "clash"))
    return [*facts, *_lost(asked)]


def _lost(asked: Situation) -> list[str]:
    gone = len(asked.schedule.stars - asked.agenda.by_id.keys())
    cancelled = sum(session.is_cancelled for session in asked.stars)
    facts = [f"{counted(cancelled, 'star')} on what is cancelled"] if cancelled else []
    return [*facts, f"{counted(gone, 'star')} on what is no longer in the agenda"] if gone else facts


def _write(out: Output, asked: Situation, change: int) -> None:
    first, *others = _summary(asked, " · ")
    star = f"{STAR} " if asked.stars else ""
    out.line("  ".join([star + first, *(f"{CLASH} {other}" for other in others)]), Ink.BOLD)
    between = _between(asked, change)
    rows: list[list[Cell]] = []
    days: dict[int, str] = {}
    for previous, session in zip((None, *asked.busy), asked.busy, strict=False):
        is_new_day = previous is None or previous.day != session.day
        if is_new_day and len(asked.agenda.days) > 1:
            days[len(rows)] = day_heading(asked, session.day)
        if words := between.pop(session.start, None):
            rows.append(_note(words, Ink.DIM))
        rows.append(row(asked, session, out))
        rows.extend(_note(f"{CLASH} {clash_words(other)}", Ink.CLASH) for other in clashes(asked, session))
    if marked := _others(asked):
        days[len(rows)] = "Second choice, cancelled or no longer there"
        rows.extend(_other(asked, session, out) for session in marked)
    for number, line in enumerate(out.aligned(rows, FLEXIBLE)):
        if number in days:
            out.line(days[number], Ink.BOLD)
        out.as_it_is(line)


def _others(asked: Situation) -> tuple[Session, ...]:
    """What is marked and takes no time: backups, what is cancelled, what is gone."""
    cancelled = (session for session in asked.stars if session.is_cancelled)
    return (*asked.schedule.backed_up(asked.agenda.sessions), *cancelled, *asked.schedule.gone)


def _other(asked: Situation, session: Session, out: Output) -> list[Cell]:
    is_gone = session.id not in asked.agenda.by_id
    why = "gone" if is_gone else "cancelled" if session.is_cancelled else None
    return row(asked, session, out, why)


def _between(asked: Situation, change: int) -> dict[datetime, str]:
    """What is before the session that starts then: free time, or little of it to change rooms."""
    changes = {
        each.after.start: f"{each.minutes} min to change rooms" for each in room_changes(asked.busy, change)
    }
    gaps = {gap.end: gap for gap in _gaps(asked, change)}
    return changes | {end: _free(gap) for end, gap in gaps.items() if gap.talks or end not in changes}


def _gaps(asked: Situation, change: int) -> tuple[Gap, ...]:
    shown = (session for session in asked.agenda.sessions if not asked.schedule.is_hidden(session))
    return gaps_between(asked.busy, shown, change_minutes=change)


def _note(text: str, ink: Ink) -> list[Cell]:
    """A line that stands under the titles."""
    cells = [Cell()] * (max(FLEXIBLE) + 1)
    cells[_TITLE_COLUMN] = Cell(text, ink)
    return cells


def _free(gap: Gap) -> str:
    fitting = f" · {counted(len(gap.talks), 'talk')} would fit" if gap.talks else ""
    pauses = "".join(f" · {session.title}" for session in gap.pauses)
    return f"{length(gap.minutes)} free{pauses}{fitting}"


def _write_clashes(out: Output, asked: Situation, clashing: tuple[tuple[Session, ...], ...]) -> None:
    """Each pair of sessions that overlap, once."""
    if not clashing:
        out.line("no clashes")
    told: set[str] = set()
    for session in (session for group in clashing for session in group):
        told.add(session.id)
        for conflict in clashes(asked, session):
            if conflict.session.id not in told:
                out.line(f"{session.title} {clash_words(conflict)}")


def _write_plain(out: Output, asked: Situation, change: int) -> None:
    for fact in _summary(asked, ", "):
        out.line(fact)
    if kept := (*asked.busy, *_others(asked)):
        out.line()
        write_facts(out, asked, kept)
    for gap in _gaps(asked, change):
        local = asked.agenda.local
        out.line(f"Free: {clock(local(gap.start))} to {clock(local(gap.end))}, {length(gap.minutes)}")
