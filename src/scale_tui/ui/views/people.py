"""Everybody on stage, by affiliation or from A to Z."""

from collections.abc import Collection, Iterable

from rich.cells import cell_len

from scale_tui.domain.agenda import Person, Session
from scale_tui.domain.search import fold
from scale_tui.ui.rows import Heading, PersonRow, Row
from scale_tui.ui.scene import Scene

_WIDEST_NAME = 28
_NARROWEST_NAME = 12
_REST_OF_A_ROW = 22


def people_rows(
    scene: Scene, width: int, *, alphabetical: bool, kept: Collection[Session] | None = None
) -> tuple[Row, ...]:
    """The people with their sessions; ``kept`` leaves only those who have one of these sessions."""
    if alphabetical:
        people = scene.agenda.people
        return tuple(_person_rows(_kept(people, kept), _name_width(people, width)))
    name_width = _name_width(scene.agenda.people, width)
    rows: list[Row] = []
    for affiliation in scene.agenda.affiliations:
        of_it = _kept(affiliation.people, kept)
        if of_it:
            name = affiliation.name or "No affiliation given"
            group = scene.groups.get(affiliation.name or "")
            rows.append(Heading(name, aside=str(len(of_it)), group=group))
            rows.extend(_person_rows(of_it, name_width))
    return tuple(rows)


def speaker_rows(
    scene: Scene, width: int, terms: Iterable[str], found: Collection[Session]
) -> tuple[Row, ...]:
    """The people whose names have all the folded terms, those first in whom a word starts so."""
    wanted = tuple(terms)
    people = [person for person in scene.agenda.people if all(term in fold(person.name) for term in wanted)]
    people.sort(key=lambda person: not _has_words_starting(person.name, wanted))
    return tuple(_person_rows(_kept(people, found), _name_width(scene.agenda.people, width)))


def _has_words_starting(name: str, terms: Iterable[str]) -> bool:
    words = f" {fold(name)}"
    return all(f" {term}" in words for term in terms)


def _kept(people: Iterable[Person], kept: Collection[Session] | None) -> list[Person]:
    if kept is None:
        return list(people)
    return [person for person in people if any(one.session in kept for one in person.appearances)]


def _person_rows(people: Iterable[Person], name_width: int) -> Iterable[PersonRow]:
    for person in people:
        for number, appearance in enumerate(person.appearances):
            yield PersonRow(person, appearance.session, appearance.role, name_width, shows_name=number == 0)


def _name_width(people: Iterable[Person], width: int) -> int:
    widest = max((cell_len(person.name) for person in people), default=_NARROWEST_NAME)
    return max(_NARROWEST_NAME, min(widest, _WIDEST_NAME, width - _REST_OF_A_ROW))
