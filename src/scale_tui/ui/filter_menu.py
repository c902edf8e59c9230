"""The lines of the filter menu, as values: what can be chosen, and what is hidden."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from scale_tui.domain.filters import Facet
from scale_tui.domain.folding import fold
from scale_tui.domain.ordering import natural_order
from scale_tui.domain.query import Group

TITLES = {
    Group.KIND: "Kinds",
    Group.LANGUAGE: "Languages",
    Group.TRACK: "Tracks",
    Group.ROOM: "Rooms",
}


@dataclass(frozen=True, slots=True)
class MenuHeading:
    """The title of a group, with how many there are in it or are chosen."""

    text: str
    aside: str


@dataclass(frozen=True, slots=True)
class HiddenPlace:
    """A room or track that I have hidden."""

    group: Group
    name: str


MenuLine = MenuHeading | Facet | HiddenPlace


def menu_lines(
    shown: Mapping[Group, tuple[Facet, ...]], hidden: Iterable[HiddenPlace], typed: str
) -> tuple[MenuLine, ...]:
    """The groups under their headings, those lines only that have all typed words in their names."""
    words = fold(typed).split()
    places = sorted(hidden, key=lambda place: natural_order(place.name))
    lines: list[MenuLine] = []
    for group, facets in shown.items():
        lines.extend(_group_lines(TITLES[group], facets, words, [place.name for place in places]))
    kept = [place for place in places if _has(place.name, words)]
    if kept:
        lines.append(MenuHeading("Hidden", str(len(places))))
        lines.extend(kept)
    return tuple(lines)


def _group_lines(
    title: str, facets: tuple[Facet, ...], words: list[str], hidden: list[str]
) -> Iterator[MenuLine]:
    here = [facet for facet in facets if facet.name not in hidden or facet.is_chosen]
    kept = [facet for facet in here if _has(facet.name, words)]
    if not kept:
        return
    chosen = sum(facet.is_chosen for facet in here)
    yield MenuHeading(title, f"{chosen} of {len(here)} chosen" if chosen else str(len(here)))
    yield from kept


def _has(name: str, words: list[str]) -> bool:
    text = fold(name)
    return all(word in text for word in words)
