"""``show``: everything about a session."""

from scale_tui.cli.arguments import Arguments
from scale_tui.cli.book_keeper import BookKeeper
from scale_tui.cli.choice import find_sessions
from scale_tui.cli.exit_codes import ExitCode
from scale_tui.cli.output import Ink, Output
from scale_tui.cli.session_words import clash_words, clashes, facts, span, state
from scale_tui.cli.situation import Situation, situation
from scale_tui.domain.agenda import Session, Speaker
from scale_tui.domain.wording import day_name, length, role_word, zone_name
from scale_tui.quick.page import AS_IT_IS, CLASHES, LINE, NOTE, STATE, TEXT, Item, Page, marked_words


def run_show(arguments: Arguments, out: Output) -> ExitCode:
    """Print the sessions named, each in full."""
    keeper = BookKeeper(arguments.conference)
    asked = situation(arguments)
    sessions = find_sessions(asked.agenda, arguments.ids)
    if arguments.is_json:
        from scale_tui.export.json_document import json_text, sessions_document

        document = sessions_document(asked.agenda, asked.schedule, asked.now, sessions)
        out.as_it_is(json_text(document, is_ascii=not out.is_utf8))
        return ExitCode.OK
    if arguments.is_qr:
        from scale_tui.cli.qr_drawing import draw_qr

        draw_qr(out, asked.agenda, sessions)
        return ExitCode.OK
    if not out.is_plain:
        keeper.book(asked)
        keeper.leave_pages(asked, (items(asked, session) for session in asked.agenda.sessions))
    for number, session in enumerate(sessions):
        if number:
            out.line()
        (_write_plain if out.is_plain else _write)(out, asked, session)
    return ExitCode.OK


def _write(out: Output, asked: Situation, session: Session) -> None:
    laid_out = Page(out.width, has_colour=out.has_colour)
    told = [clash_words(conflict) for conflict in clashes(asked, session)]
    note = asked.schedule.notes.get(session.id, "")
    laid_out.write(items(asked, session), _mark(asked, session), state(asked, session), told, note)
    for line in laid_out.lines:
        out.as_it_is(line)


def items(asked: Situation, session: Session) -> list[Item]:
    """What is said of a session, whatever the time and whoever asks, and where the rest has its place."""
    when = f"{day_name(session.day)} {session.day.year} · {span(asked, session)}"
    zone = zone_name(asked.agenda.local(session.start))
    where = f" · {session.room}" if session.room else ""
    found: list[Item] = [(TEXT, session.title, Ink.BOLD)]
    if session.subtitle:
        found.append((TEXT, session.subtitle, Ink.PLAIN))
    found.append((TEXT, f"{when} {zone} · {length(session.minutes)}{where}", Ink.PLAIN))
    found += [(STATE, "", ""), (CLASHES, "", "")]
    if session.track:
        found.append((TEXT, f"Track: {session.track}", Ink.PLAIN))
    found += [(TEXT, _speaker(speaker), Ink.PLAIN) for speaker in session.speakers]
    if session.abstract:
        found.append((LINE, "", Ink.PLAIN))
    found += [(TEXT, paragraph, Ink.PLAIN) for paragraph in (session.abstract or "").splitlines()]
    found += [(NOTE, "", ""), (LINE, "", Ink.PLAIN)]
    found += [(AS_IT_IS, address, Ink.PLAIN) for address in _links(session)]
    return [*found, (LINE, f"id: {session.id}", Ink.DIM)]


def _mark(asked: Situation, session: Session) -> str:
    return marked_words(
        is_star=asked.is_starred(session),
        is_backup=session.id in asked.schedule.backups,
        is_hidden=asked.schedule.is_hidden(session),
    )


def _speaker(speaker: Speaker) -> str:
    return " · ".join(filter(None, (speaker.name, speaker.affiliation, role_word(speaker.role))))


def _links(session: Session) -> list[str]:
    """The addresses, whole even where they are longer than a line: a terminal opens only whole ones."""
    links = [f"{link.title}: {link.url}" if link.title else link.url for link in session.links]
    return [session.url, *links] if session.url else links


def _write_plain(out: Output, asked: Situation, session: Session) -> None:
    for fact in facts(asked, session):
        out.line(fact)
    for paragraph in filter(None, (session.abstract or "").splitlines()):
        out.line(f"Abstract: {paragraph}")
    for address in _links(session):
        out.line(f"Link: {address}")
