"""``mine``: the sessions with a star, where they clash, and the free time between them."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from scale_tui.cli.arguments import Arguments
from scale_tui.cli.book_keeper import BookKeeper
from scale_tui.cli.book_keeping import microseconds
from scale_tui.cli.exit_codes import ExitCode
from scale_tui.cli.output import Ink, Output
from scale_tui.cli.session_words import (
    CLASH,
    STAR,
    clash_words,
    clashes,
    day_heading,
    facts,
    mark_glyph,
    span,
)
from scale_tui.cli.settings import change_minutes, settings
from scale_tui.cli.situation import Situation, situation
from scale_tui.domain.agenda import Session
from scale_tui.domain.gaps import Gap, gaps_between, room_changes
from scale_tui.domain.schedule import clash_groups
from scale_tui.domain.wording import clock, counted, length, speakers_line
from scale_tui.quick.mine import DAY, NOTE, ROW, Item, answer_mine
from scale_tui.quick.now import NOTHING_STARRED
from scale_tui.storage.config import read_config
from scale_tui.storage.paths import config_path


def run_mine(arguments: Arguments, out: Output) -> ExitCode:
    """Print the schedule; ``NOTHING`` when it is empty or, with ``--check``, when sessions clash."""
    keeper = BookKeeper(arguments.conference)
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
    elif out.is_plain:
        _write_plain(out, asked, change_minutes(settings()))
    else:
        _write(out, asked, keeper)
    if arguments.is_check:
        return ExitCode.NOTHING if clashing else ExitCode.OK
    return ExitCode.OK if _is_found(asked) else ExitCode.NOTHING


def _write_document(out: Output, asked: Situation, *, is_icalendar: bool) -> None:
    from scale_tui.cli.exporting import take_along
    from scale_tui.export.forms import Form

    if is_icalendar:
        out.raw(take_along(asked, Form.ICALENDAR, is_all=False).data)
    else:
        out.as_it_is(take_along(asked, Form.MARKDOWN, is_all=False).data.decode().rstrip("\n"))


def _clashing(asked: Situation) -> tuple[tuple[Session, ...], ...]:
    return tuple(group for group in clash_groups(asked.busy) if len(group) > 1)


def _kept(asked: Situation) -> tuple[str, ...]:
    """How much is kept: its number and its length; that nothing is, in one."""
    stars = [session for session in asked.stars if not session.is_cancelled]
    if not stars:
        return (NOTHING_STARRED,)
    noun = "talk" if all(session.is_talk for session in stars) else "session"
    return counted(len(stars), noun), length(sum(session.minutes for session in stars))


def _troubles(asked: Situation) -> list[str]:
    """How many clashes there are, and stars on what does not take place."""
    clashing = len(_clashing(asked))
    cancelled = sum(session.is_cancelled for session in asked.stars)
    gone = len(asked.schedule.stars - asked.agenda.by_id.keys())
    facts = [counted(clashing, "clash")] if clashing else []
    facts += [f"{counted(cancelled, 'star')} on what is cancelled"] if cancelled else []
    return [*facts, f"{counted(gone, 'star')} on what is no longer in the agenda"] if gone else facts


def _write(out: Output, asked: Situation, keeper: BookKeeper) -> None:
    configured = settings()
    summary, kept = _summary_words(asked), _items(asked, change_minutes(configured))
    if not configured.complaints:
        keeper.book(asked)
        keeper.leave_mine(asked, summary, kept, is_found=_is_found(asked))
    now = microseconds(asked.now)
    for line in answer_mine(summary, kept, now, out.width, has_colour=out.has_colour):
        out.as_it_is(line)


def leave_mine(asked: Situation, keeper: BookKeeper) -> None:
    """Write down what would be printed now, for the next time; complaints have their time then."""
    configured = read_config(config_path())
    if not configured.complaints:
        kept = _items(asked, change_minutes(configured))
        keeper.leave_mine(asked, _summary_words(asked), kept, is_found=_is_found(asked))


def _is_found(asked: Situation) -> bool:
    return bool(asked.busy or _others(asked))


def _summary_words(asked: Situation) -> str:
    """How much is kept, in a line."""
    star = f"{STAR} " if asked.stars else ""
    return "  ".join(
        [star + " · ".join(_kept(asked)), *(f"{CLASH} {trouble}" for trouble in _troubles(asked))]
    )


def _items(asked: Situation, change: int) -> list[Item]:
    """What is kept, in order, with what is between and what it clashes with."""
    between = _between(asked, change)
    found: list[Item] = []
    for previous, session in zip((None, *asked.busy), asked.busy, strict=False):
        is_new_day = previous is None or previous.day != session.day
        if is_new_day and len(asked.agenda.days) > 1:
            found.append((DAY, day_heading(asked, session.day)))
        if words := between.pop(session.start, None):
            found.append((NOTE, words, Ink.DIM))
        found.append(_item(asked, session))
        found.extend((NOTE, f"{CLASH} {clash_words(other)}", Ink.CLASH) for other in clashes(asked, session))
    if marked := _others(asked):
        found.append((DAY, "Second choice, cancelled or no longer there"))
        found.extend(_item(asked, session, _why(asked, session)) for session in marked)
    return found


def _item(asked: Situation, session: Session, why: str | None = None) -> Item:
    return (
        ROW,
        mark_glyph(asked, session),
        span(asked, session),
        why or length(session.minutes),
        session.title,
        session.room or "",
        speakers_line(session.speakers),
        str(microseconds(session.start)),
        str(microseconds(session.end)),
        "pause" if session.kind.is_pause else "",
        why or "",
    )


def _others(asked: Situation) -> tuple[Session, ...]:
    """What is marked and takes no time: backups, what is cancelled, what is gone."""
    cancelled = (session for session in asked.stars if session.is_cancelled)
    return (*asked.schedule.backed_up(asked.agenda.sessions), *cancelled, *asked.schedule.gone)


def _why(asked: Situation, session: Session) -> str | None:
    is_gone = session.id not in asked.agenda.by_id
    return "gone" if is_gone else "cancelled" if session.is_cancelled else None


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
    number, *lengths = _kept(asked)
    for line in (number, *(f"Length: {each}" for each in lengths), *_troubles(asked)):
        out.line(line)
    free = {gap.end: gap for gap in _gaps(asked, change)}
    changes = {each.after.start: each for each in room_changes(asked.busy, change)}
    for session in asked.busy:
        gap, room = free.pop(session.start, None), changes.pop(session.start, None)
        if gap is not None:
            _write_block(out, _free_facts(asked, gap))
        if room is not None:
            where = f"{room.minutes} min from {room.before.room} to {room.after.room}"
            _write_block(out, [f"Change of rooms: {where}{', which is tight' if room.is_tight else ''}"])
        _write_block(out, facts(asked, session))
    for session in _others(asked):
        _write_block(out, facts(asked, session))


def _free_facts(asked: Situation, gap: Gap) -> Iterator[str]:
    start, end = (clock(asked.agenda.local(instant)) for instant in (gap.start, gap.end))
    yield f"Free: {start} to {end}, {length(gap.minutes)}"
    yield from (f"Meanwhile: {pause.title}" for pause in gap.pauses)
    if gap.talks:
        yield f"Fits: {counted(len(gap.talks), 'talk')}"


def _write_block(out: Output, lines: Iterable[str]) -> None:
    out.line()
    for line in lines:
        out.line(line)
