"""``star`` and ``unstar``: set or take off the mark that keeps a session."""

from scale_tui.cli.arguments import Arguments
from scale_tui.cli.choice import find_sessions
from scale_tui.cli.exit_codes import ExitCode
from scale_tui.cli.output import Cell, Ink, Output
from scale_tui.cli.session_words import CLASH, STAR, clash_words, clashes, span
from scale_tui.cli.situation import Situation, agenda_and_now, personal_store
from scale_tui.domain.agenda import Session
from scale_tui.domain.schedule import Mark
from scale_tui.domain.wording import short_day_name

_FLEXIBLE = {2: 24}


def run_star(arguments: Arguments, out: Output) -> ExitCode:
    """Put a star on every session named, or on none when one of them is not there."""
    return _mark(arguments, out, is_on=True)


def run_unstar(arguments: Arguments, out: Output) -> ExitCode:
    """Take the star off every session named, or off none when one of them is not there."""
    return _mark(arguments, out, is_on=False)


def _mark(arguments: Arguments, out: Output, *, is_on: bool) -> ExitCode:
    agenda, now = agenda_and_now(arguments)
    sessions = find_sessions(agenda, arguments.ids)
    ids = tuple(session.id for session in sessions)
    with personal_store(now, for_marking=True) as store:
        store.set_mark(agenda.name, ids, Mark.STAR, is_on=is_on, at=now)
        after = Situation(agenda, store.load(agenda.name), now)
    write = _write_plain if out.is_plain else _write
    write(out, after, sessions)
    return ExitCode.OK


def _write(out: Output, after: Situation, sessions: tuple[Session, ...]) -> None:
    rows: list[list[Cell]] = []
    for session in sessions:
        is_on = after.is_starred(session)
        done = Cell(f"{STAR} starred", Ink.STAR) if is_on else Cell("unstarred")
        rows.append([done, Cell(_when(after, session)), Cell(session.title)])
        if is_on:
            rows.extend(
                [Cell(), Cell(), Cell(f"{CLASH} {clash_words(conflict)}", Ink.CLASH)]
                for conflict in clashes(after, session)
            )
    for line in out.aligned(rows, _FLEXIBLE):
        out.as_it_is(line)


def _when(after: Situation, session: Session) -> str:
    is_one_day = len(after.agenda.days) == 1
    return span(after, session) if is_one_day else f"{short_day_name(session.day)} {span(after, session)}"


def _write_plain(out: Output, after: Situation, sessions: tuple[Session, ...]) -> None:
    for session in sessions:
        is_on = after.is_starred(session)
        out.line(f"{'Starred' if is_on else 'Unstarred'}: {session.title}")
        for conflict in clashes(after, session) if is_on else ():
            out.line(f"Clash: {session.title} {clash_words(conflict)}")
