"""``now``: what is on, and what comes next."""

from scale_tui.cli.arguments import Arguments
from scale_tui.cli.book_keeper import BookKeeper
from scale_tui.cli.book_keeping import marks_of, microseconds
from scale_tui.cli.exit_codes import ExitCode
from scale_tui.cli.output import Output
from scale_tui.cli.session_words import conference_time, write_facts
from scale_tui.cli.situation import Situation, situation
from scale_tui.domain.agenda import Session
from scale_tui.domain.timeline import next_after, running_at
from scale_tui.domain.wording import capitalised, counted, event_state, time_to
from scale_tui.quick.book import Marks, head_of
from scale_tui.quick.now import NOTHING_STARRED, answer_now


def run_now(arguments: Arguments, out: Output) -> ExitCode:
    """Print what is on and what is next; ``NOTHING`` when there is none of what was asked for.

    What is printed in columns comes from a book of the agenda, which is left behind for the next time: see
    ``quick``.
    """
    keeper = BookKeeper(arguments.conference)
    asked = situation(arguments)
    if arguments.is_tmux or arguments.is_waybar or arguments.form is not None:
        from scale_tui.cli.now_status import run_status

        return run_status(arguments, out, asked)
    if not (arguments.is_json or out.is_plain):
        return _write(arguments, out, asked, keeper)
    sessions = asked.stars if arguments.is_mine else asked.agenda.sessions
    running = () if arguments.is_next else running_at(sessions, asked.now)
    coming = next_after(sessions, asked.now)
    if not arguments.is_quiet:
        if arguments.is_json:
            _write_json(out, asked, running, coming)
        else:
            _write_plain(out, asked, _mine_first(asked, running), coming, _nothing_on(asked, arguments))
    return ExitCode.OK if (coming if arguments.is_next else running) else ExitCode.NOTHING


def _write(arguments: Arguments, out: Output, asked: Situation, keeper: BookKeeper) -> ExitCode:
    book = keeper.book(asked)
    answer = answer_now(
        book,
        Marks(head_of(marks_of(book, asked.agenda, asked.schedule))),
        microseconds(asked.now),
        out.width,
        has_colour=out.has_colour,
        is_mine=arguments.is_mine,
        is_next=arguments.is_next,
    )
    for line in () if arguments.is_quiet else answer.lines:
        out.as_it_is(line)
    return ExitCode.OK if answer.is_found else ExitCode.NOTHING


def _mine_first(asked: Situation, running: tuple[Session, ...]) -> tuple[Session, ...]:
    return tuple(sorted(running, key=lambda session: (not asked.is_starred(session), session.end)))


def _nothing_on(asked: Situation, arguments: Arguments) -> str:
    """What to say in place of what is on; empty where only what comes next was asked for."""
    if state := event_state(asked.agenda, asked.now):
        return f"{capitalised(state)}."
    if arguments.is_mine and not asked.stars:
        return NOTHING_STARRED
    if arguments.is_next:
        return ""
    return "None of your sessions is on." if arguments.is_mine else "Nothing is on."


def _write_json(
    out: Output, asked: Situation, running: tuple[Session, ...], coming: tuple[Session, ...]
) -> None:
    from scale_tui.export.json_document import json_text, now_document

    document = now_document(asked.agenda, asked.schedule, asked.now, running, coming)
    out.as_it_is(json_text(document, is_ascii=not out.is_utf8))


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
