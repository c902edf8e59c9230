"""``show``: everything about a session."""

from scale_tui.cli.arguments import Arguments
from scale_tui.cli.choice import find_sessions
from scale_tui.cli.columns import wrap
from scale_tui.cli.exit_codes import ExitCode
from scale_tui.cli.output import Ink, Output
from scale_tui.cli.session_words import BACKUP, CLASH, STAR, clash_words, clashes, facts, span, state
from scale_tui.cli.situation import Situation, situation
from scale_tui.domain.agenda import Session, Speaker
from scale_tui.domain.wording import day_name, length, role_word, zone_name

_WIDEST_TEXT = 80


def run_show(arguments: Arguments, out: Output) -> ExitCode:
    """Print the sessions named, each in full."""
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
    for number, session in enumerate(sessions):
        if number:
            out.line()
        (_write_plain if out.is_plain else _write)(out, asked, session)
    return ExitCode.OK


def _write(out: Output, asked: Situation, session: Session) -> None:
    _write_text(out, session.title, Ink.BOLD)
    if session.subtitle:
        _write_text(out, session.subtitle)
    when = f"{day_name(session.day)} {session.day.year} · {span(asked, session)}"
    zone = zone_name(asked.agenda.local(session.start))
    where = f" · {session.room}" if session.room else ""
    _write_text(out, f"{when} {zone} · {length(session.minutes)}{where}")
    mark = _mark(asked, session)
    out.line(mark + state(asked, session), Ink.STAR if mark else Ink.PLAIN)
    for conflict in clashes(asked, session):
        _write_text(out, f"{CLASH} {clash_words(conflict)}", Ink.CLASH)
    if session.track:
        _write_text(out, f"Track: {session.track}")
    for speaker in session.speakers:
        _write_text(out, _speaker(speaker))
    if session.abstract:
        out.line()
    for paragraph in (session.abstract or "").splitlines():
        _write_text(out, paragraph)
    if note := asked.schedule.notes.get(session.id):
        out.line()
        out.line("Your note", Ink.BOLD)
        for paragraph in note.splitlines():
            _write_text(out, paragraph)
    out.line()
    for address in _links(session):
        out.as_it_is(address)
    out.line(f"id: {session.id}", Ink.DIM)


def _mark(asked: Situation, session: Session) -> str:
    if asked.is_starred(session):
        return f"{STAR} starred · "
    if session.id in asked.schedule.backups:
        return f"{BACKUP} backup · "
    return "hidden · " if asked.schedule.is_hidden(session) else ""


def _write_text(out: Output, text: str, ink: Ink = Ink.PLAIN) -> None:
    """Write text of any length: wrapped on a terminal, on one line elsewhere."""
    lines = [text] if out.width is None else wrap(text, min(out.width, _WIDEST_TEXT))
    for line in lines:
        out.line(line, ink)


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
