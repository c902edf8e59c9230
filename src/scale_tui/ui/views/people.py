"""Everybody on stage, by affiliation or from A to Z."""

from collections.abc import Iterable

from rich.cells import cell_len

from scale_tui.domain.agenda import Person
from scale_tui.domain.folding import fold
from scale_tui.domain.query import Query
from scale_tui.ui.rows import Heading, PersonRow, Row
from scale_tui.ui.scene import Scene
from scale_tui.ui.views.notes import advice, notes

_WIDEST_NAME = 28
_NARROWEST_NAME = 12
_REST_OF_A_ROW = 22


def people_rows(scene: Scene, width: int, *, alphabetical: bool) -> tuple[Row, ...]:
    """The people of what is left of the agenda, with their sessions there."""
    if not scene.shown.people:
        what = "Nobody is named on stage." if scene.narrowed is None else "None of this names anybody."
        how = "{view.agenda} shows the agenda."
        return notes(what, width, is_strong=True) + advice(scene, how, width)
    name_width = _name_width(scene.agenda.people, width)
    if alphabetical:
        return tuple(_person_rows(scene.shown.people, name_width))
    rows: list[Row] = []
    for affiliation in scene.shown.affiliations:
        name = affiliation.name or "No affiliation given"
        group = scene.groups.get(affiliation.name or "")
        rows.append(Heading(name, aside=str(len(affiliation.people)), group=group))
        rows.extend(_person_rows(affiliation.people, name_width))
    return tuple(rows)


def speaker_rows(scene: Scene, width: int, query: Query) -> tuple[Row, ...]:
    """The people whom a query is for, those first in whose names a word starts as what is looked for."""
    people = [person for person in scene.shown.people if query.is_for(person.name)]
    people.sort(key=lambda person: not _has_words_starting(person.name, query.speakers))
    return tuple(_person_rows(people, _name_width(scene.agenda.people, width)))


def _has_words_starting(name: str, terms: Iterable[str]) -> bool:
    words = f" {fold(name)}"
    return all(f" {term}" in words for term in terms)


def _person_rows(people: Iterable[Person], name_width: int) -> Iterable[PersonRow]:
    for person in people:
        for number, appearance in enumerate(person.appearances):
            yield PersonRow(person, appearance.session, appearance.role, name_width, shows_name=number == 0)


def _name_width(people: Iterable[Person], width: int) -> int:
    widest = max((cell_len(person.name) for person in people), default=_NARROWEST_NAME)
    return max(_NARROWEST_NAME, min(widest, _WIDEST_NAME, width - _REST_OF_A_ROW))
