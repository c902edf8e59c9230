"""``star``, ``unstar``, ``backup`` and ``hide``: set or take off what an attendee marks sessions with."""

import os
from collections.abc import Callable, Iterable
from itertools import chain

from scale_tui.cli.arguments import Arguments
from scale_tui.cli.book_keeper import BookKeeper
from scale_tui.cli.choice import find_sessions
from scale_tui.cli.clock import now_at_conference
from scale_tui.cli.conference import find_conference
from scale_tui.cli.exit_codes import ExitCode
from scale_tui.cli.output import Cell, Ink, Output
from scale_tui.cli.session_words import BACKUP, CLASH, STAR, clash_words, clashes, span
from scale_tui.cli.situation import Situation, personal_store
from scale_tui.domain.agenda import Session
from scale_tui.domain.marks import Mark, Setting, put, take_off
from scale_tui.domain.schedule import Conflict
from scale_tui.domain.wording import short_day_name

_FLEXIBLE = {2: 24}
# In the order in which they are looked for: what a session is marked with afterwards.
_DONE = {Mark.STAR: ("starred", STAR), Mark.BACKUP: ("backup", BACKUP), Mark.HIDDEN: ("hidden", "")}
_UNDONE = "unstarred"


def run_star(arguments: Arguments, out: Output) -> ExitCode:
    """Put a star on every session named, or on none when one of them is not there."""
    return _mark(arguments, out, lambda session: put(Mark.STAR, session.id))


def run_backup(arguments: Arguments, out: Output) -> ExitCode:
    """Keep every session named as second choice, or none when one of them is not there."""
    return _mark(arguments, out, lambda session: put(Mark.BACKUP, session.id))


def run_hide(arguments: Arguments, out: Output) -> ExitCode:
    """Hide every session named, or none when one of them is not there."""
    return _mark(arguments, out, lambda session: put(Mark.HIDDEN, session.id))


def run_unstar(arguments: Arguments, out: Output) -> ExitCode:
    """Take star, backup and hiding off every session named, or off none when one of them is not there."""
    return _mark(
        arguments, out, lambda session: chain.from_iterable(take_off(mark, session.id) for mark in _DONE)
    )


def _mark(arguments: Arguments, out: Output, wish: Callable[[Session], Iterable[Setting]]) -> ExitCode:
    keeper = BookKeeper(arguments.conference)
    found = find_conference(arguments.conference)
    agenda, now = found.agenda, now_at_conference(arguments.at, os.environ, found.agenda.zone)
    sessions = find_sessions(agenda, arguments.ids)
    with personal_store(now, for_marking=True) as store:
        store.keep(agenda.name, tuple(chain.from_iterable(map(wish, sessions))), at=now)
        is_usual = keeper.marks_were_set() and not store.notice
        kept_as = found.kept_as if is_usual else None
        after = Situation(agenda, store.load(agenda.name), now, kept_as)
    if keeper.leave_marks(after):
        from scale_tui.cli.mine import leave_mine

        leave_mine(after, keeper)
    write = _write_plain if out.is_plain else _write
    write(out, after, sessions)
    return ExitCode.OK


def _done(after: Situation, session: Session) -> tuple[str, str]:
    """What a session is marked with now, in a word and with its glyph."""
    return next(
        (words for mark, words in _DONE.items() if after.schedule.has(mark, session.id)), (_UNDONE, "")
    )


def _write(out: Output, after: Situation, sessions: tuple[Session, ...]) -> None:
    rows: list[list[Cell]] = []
    for session in sessions:
        word, glyph = _done(after, session)
        done = Cell(f"{glyph} {word}", Ink.STAR) if glyph else Cell(word)
        rows.append([done, Cell(_when(after, session)), Cell(session.title)])
        rows.extend(
            [Cell(), Cell(), Cell(f"{CLASH} {clash_words(conflict)}", Ink.CLASH)]
            for conflict in _clashes(after, session)
        )
    for line in out.aligned(rows, _FLEXIBLE):
        out.as_it_is(line)


def _clashes(after: Situation, session: Session) -> tuple[Conflict, ...]:
    return clashes(after, session) if after.is_starred(session) else ()


def _when(after: Situation, session: Session) -> str:
    is_one_day = len(after.agenda.days) == 1
    return span(after, session) if is_one_day else f"{short_day_name(session.day)} {span(after, session)}"


def _write_plain(out: Output, after: Situation, sessions: tuple[Session, ...]) -> None:
    for session in sessions:
        out.line(f"{_done(after, session)[0].capitalize()}: {session.title}")
        for conflict in _clashes(after, session):
            out.line(f"Clash: {session.title} {clash_words(conflict)}")
