"""The lines of the filter menu, as values: what can be chosen, and what is hidden."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from scale_tui.domain.filters import Facet
from scale_tui.domain.folding import fold
from scale_tui.domain.ordering import natural_order
from scale_tui.domain.query import Group
from scale_tui.values import dataclass

TITLES = {
    Group.FILTER: "Saved",
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


@dataclass(frozen=True, slots=True)
class RemovedFilter:
    """A saved filter that was removed while the menu is open: it can be had back."""

    name: str
    text: str
    group: Group = Group.FILTER


MenuLine = MenuHeading | Facet | HiddenPlace | RemovedFilter


def menu_lines(
    shown: Mapping[Group, tuple[Facet, ...]],
    hidden: Iterable[HiddenPlace],
    typed: str,
    removed: Iterable[RemovedFilter] = (),
) -> tuple[MenuLine, ...]:
    """The groups under their headings, those lines only that have all typed words in their names."""
    words = fold(typed).split()
    places = sorted(hidden, key=lambda place: natural_order(place.name))
    lines: list[MenuLine] = []
    lines.extend(_saved_lines(shown.get(Group.FILTER, ()), removed, words))
    for group, facets in shown.items():
        if group is Group.FILTER:
            continue
        lines.extend(_group_lines(TITLES[group], facets, words, [place.name for place in places]))
    kept = [place for place in places if _has(place.name, words)]
    if kept:
        lines.append(MenuHeading("Hidden", str(len(places))))
        lines.extend(kept)
    return tuple(lines)


def _saved_lines(
    facets: tuple[Facet, ...], removed: Iterable[RemovedFilter], words: list[str]
) -> Iterator[MenuLine]:
    """The saved filters, and where they stood those that were removed."""
    here: list[Facet | RemovedFilter] = [*facets, *removed]
    kept = [line for line in here if _has(line.name, words)]
    if kept:
        yield _heading(TITLES[Group.FILTER], facets)
        yield from sorted(kept, key=lambda line: natural_order(line.name))


def _group_lines(
    title: str, facets: tuple[Facet, ...], words: list[str], hidden: list[str]
) -> Iterator[MenuLine]:
    here = [facet for facet in facets if facet.name not in hidden or facet.is_chosen]
    kept = [facet for facet in here if _has(facet.name, words)]
    if kept:
        yield _heading(title, here)
        yield from kept


def _heading(title: str, facets: Sequence[Facet]) -> MenuHeading:
    chosen = sum(facet.is_chosen for facet in facets)
    return MenuHeading(title, f"{chosen} of {len(facets)} chosen" if chosen else str(len(facets)))


def _has(name: str, words: list[str]) -> bool:
    text = fold(name)
    return all(word in text for word in words)
