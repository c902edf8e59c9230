"""``list``: the sessions, or those that a query finds."""

from dataclasses import replace

from scale_tui.cli.arguments import Arguments
from scale_tui.cli.book_keeper import BookKeeper
from scale_tui.cli.choice import find_session
from scale_tui.cli.complaints import complain
from scale_tui.cli.complete_query import complete_query
from scale_tui.cli.exit_codes import ExitCode
from scale_tui.cli.output import Output
from scale_tui.cli.session_words import write_facts, write_rows
from scale_tui.cli.situation import Situation, situation
from scale_tui.domain.agenda import Session
from scale_tui.domain.folding import fold
from scale_tui.domain.query import Query
from scale_tui.domain.search import Index
from scale_tui.domain.wording import counted


def run_list(arguments: Arguments, out: Output) -> ExitCode:
    """Print the sessions in time order; ``NOTHING`` when there are none. Raises ScaleTuiError."""
    keeper = BookKeeper(arguments.conference)
    asked = situation(arguments)
    index = Index(asked.agenda)
    query = _query(arguments)
    ids = {session.id for session in index.matching(query, asked.schedule, asked.now)}
    like = None if arguments.like is None else find_session(asked.agenda, arguments.like)
    if like is not None:
        ids = _most_like(asked, like, ids)
    sessions = tuple(session for session in asked.agenda.sessions if session.id in ids)
    if arguments.is_json:
        from scale_tui.export.json_document import json_text, sessions_document

        document = sessions_document(asked.agenda, asked.schedule, asked.now, sessions)
        out.as_it_is(json_text(document, is_ascii=not out.is_utf8))
    elif arguments.is_csv:
        from scale_tui.export.csv_table import csv_table

        out.raw(csv_table(asked.agenda, asked.schedule, sessions))
    elif sessions:
        if len(sessions) == len(asked.agenda.sessions) and not out.is_plain:
            keeper.book(asked)
        write = write_facts if out.is_plain else write_rows
        write(out, asked, sessions)
    if query.filters:
        from scale_tui.cli.filters import complain_of_unknown

        complain_of_unknown(query, asked.schedule.filters)
    if not sessions:
        complain(_nothing_found(asked, index, query, like))
    return ExitCode.OK if sessions else ExitCode.NOTHING


def _most_like(asked: Situation, session: Session, among: set[str]) -> set[str]:
    """Which of these are most like the session."""
    from scale_tui.domain.likeness import LikenessIndex

    found = LikenessIndex(asked.agenda.sessions).most_like(session, among=among)
    return {alike.session.id for alike in found}


def _query(arguments: Arguments) -> Query:
    """The words typed, narrowed by the options, which ask for what the query's prefixes do."""
    query = complete_query(" ".join(arguments.query))
    return replace(
        query,
        speakers=(*query.speakers, *_folded(arguments.speaker)),
        tracks=(*query.tracks, *_folded(arguments.track)),
        rooms=(*query.rooms, *_folded(arguments.room)),
        is_star=query.is_star or arguments.is_starred,
        day=next(iter(_folded(arguments.day)), query.day),
    )


def _folded(text: str | None) -> tuple[str, ...]:
    return (fold(text).strip(),) if text and text.strip() else ()


def _nothing_found(asked: Situation, index: Index, query: Query, like: Session | None) -> str:
    from scale_tui.domain.spelling import Vocabulary, did_you_mean

    total = counted(len(asked.agenda.sessions), "session")
    what = f"nothing is much like {like.title}" if like else "nothing found"
    text = f"{what} among the {total} of {asked.agenda.name}"
    guess = did_you_mean(index, Vocabulary.of(asked.agenda), query, asked.schedule, asked.now)
    return f"{text}; {f'did you mean {guess}?' if guess else _how_to_find_more(asked, query)}"


def _how_to_find_more(asked: Situation, query: Query) -> str:
    """The command that would help: of what nothing is marked so, the one that marks it."""
    marked = (
        (query.is_star or query.is_clash, asked.schedule.stars, "star ID"),
        (query.is_backup, asked.schedule.backups, "backup ID"),
        (query.is_note or bool(query.notes), asked.schedule.notes, "note ID TEXT"),
    )
    for is_asked, found, command in marked:
        if is_asked and not found:
            return f"nothing is marked so yet, 'scale-tui {command}' does"
    return "'scale-tui list' alone shows all"
