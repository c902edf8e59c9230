"""``people``: who is on stage, by affiliation, and when."""

from collections.abc import Iterator

from scale_tui.cli.arguments import Arguments
from scale_tui.cli.complaints import complain
from scale_tui.cli.exit_codes import ExitCode
from scale_tui.cli.output import Cell, Ink, Output
from scale_tui.cli.session_words import STAR
from scale_tui.cli.situation import Situation, situation
from scale_tui.domain.agenda import Appearance, Person
from scale_tui.domain.folding import fold
from scale_tui.domain.wording import clock, counted, day_name, role_word, short_day_name

_FLEXIBLE = {1: 16, 4: 24}


def run_people(arguments: Arguments, out: Output) -> ExitCode:
    """Print the people found with their sessions; ``NOTHING`` when there are none."""
    asked = situation(arguments)
    words = fold(" ".join(arguments.name)).split()
    wanted = fold(arguments.affiliation or "").strip()
    people = tuple(person for person in asked.agenda.people if _fits(person, words, wanted))
    if arguments.is_json:
        from scale_tui.export.json_document import json_text, people_document

        document = people_document(asked.agenda, asked.now, people)
        out.as_it_is(json_text(document, is_ascii=not out.is_utf8))
    elif people:
        write = _write_plain if out.is_plain else _write
        write(out, asked, people)
    if not people:
        complain(_nobody_found(asked))
    return ExitCode.OK if people else ExitCode.NOTHING


def _fits(person: Person, words: list[str], affiliation: str) -> bool:
    name = fold(person.name)
    return all(word in name for word in words) and affiliation in fold(person.affiliation or "")


def _nobody_found(asked: Situation) -> str:
    if not asked.agenda.people:
        return f"{asked.agenda.name} names nobody; 'scale-tui list' shows what is on"
    total = counted(len(asked.agenda.people), "name")
    return f"nobody found among the {total} of {asked.agenda.name}; 'scale-tui people' lists all"


def _write(out: Output, asked: Situation, people: tuple[Person, ...]) -> None:
    chosen = set(people)
    groups = [
        (group.name, [person for person in group.people if person in chosen])
        for group in asked.agenda.affiliations
    ]
    rows = [cells for _, members in groups for person in members for cells in _rows(asked, person)]
    lines = iter(out.aligned(rows, _FLEXIBLE))
    for name, members in groups:
        if members:
            out.line(f"{name or 'Without affiliation'} · {len(members)}", Ink.BOLD)
        for person in members:
            for _ in person.appearances:
                out.as_it_is(next(lines))


def _rows(asked: Situation, person: Person) -> Iterator[list[Cell]]:
    """One row a session; the name stands only in the first."""
    for number, appearance in enumerate(person.appearances):
        session = appearance.session
        yield [
            Cell(STAR if asked.schedule.starred([session]) else "", Ink.STAR),
            Cell(person.name if number == 0 else ""),
            Cell(_when(asked, appearance), Ink.DIM),
            Cell(role_word(appearance.role)),
            Cell(session.title),
        ]


def _when(asked: Situation, appearance: Appearance) -> str:
    start = clock(asked.agenda.local(appearance.session.start))
    is_one_day = len(asked.agenda.days) == 1
    return start if is_one_day else f"{short_day_name(appearance.session.day)} {start}"


def _write_plain(out: Output, asked: Situation, people: tuple[Person, ...]) -> None:
    for number, person in enumerate(people):
        if number:
            out.line()
        out.line(f"Name: {person.name}")
        if person.affiliation:
            out.line(f"Affiliation: {person.affiliation}")
        for appearance in person.appearances:
            role = role_word(appearance.role).capitalize() or "Speaker"
            when = f"{day_name(appearance.session.day)} {clock(asked.agenda.local(appearance.session.start))}"
            out.line(f"{role}: {when}, {appearance.session.title}")
