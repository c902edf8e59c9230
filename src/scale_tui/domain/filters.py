"""What can be chosen from to narrow an agenda down, and the choice as a part of a query's text.

A filter is nothing beside the query: to choose is to change what is typed, so it can be seen, edited by hand
and used on the command line.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo

from scale_tui.domain.folding import fold
from scale_tui.domain.ordering import natural_order
from scale_tui.domain.query import Choice, Group, Query, choice_in, name_key, terms_of
from scale_tui.domain.saved_filters import in_order
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.domain.search import FILTER_GROUPS, Index
from scale_tui.values import dataclass

_NEEDS_QUOTES = re.compile(r"[\s|｜]")


@dataclass(frozen=True, slots=True)
class Facet:
    """A saved filter, room, track, language or kind.

    How many sessions it would leave, None where that is not counted, and whether it is chosen.
    """

    group: Group
    name: str
    count: int | None
    is_chosen: bool


def facets(
    index: Index,
    query: Query,
    schedule: PersonalSchedule,
    now: datetime,
    *,
    zone: tzinfo | None = None,
    without: Collection[str] = (),
    counts_saved: bool = True,
) -> dict[Group, tuple[Facet, ...]]:
    """All there is to choose from: the saved filters, and each group that has at least two names.

    What is chosen in the group itself does not lessen its counts, the rest of the query does; the sessions
    whose ids are in ``without`` do not count. Saved filters may be many, and each may ask for words: unless
    ``counts_saved`` they are named without a count. Languages and kinds stand in order of their use, saved
    filters, rooms and tracks in order of their names.
    """
    uncounted = index.numbered(without)

    def left_by(asked: Query) -> int:
        return index.left_by(asked, schedule, now, zone) & ~uncounted

    found: dict[Group, tuple[Facet, ...]] = {}
    if schedule.filters:
        found[Group.FILTER] = tuple(_saved(query, schedule, left_by if counts_saved else None))
    for group in FILTER_GROUPS:
        if len(index.names(group)) > 1:
            found[group] = tuple(_of_group(index, group, query, left_by(_beside(query, group))))
    return found


def _of_group(index: Index, group: Group, query: Query, left: int) -> list[Facet]:
    chosen = [choice for choice in query.choices if _is_menus(choice, group)]
    listed = [
        Facet(
            group, name.spelled, (name.bits & left).bit_count(), any(choice.holds(text) for choice in chosen)
        )
        for text, name in index.names(group).items()
    ]
    if group.is_code:
        return sorted(listed, key=lambda facet: (-(facet.count or 0), facet.name))
    return sorted(listed, key=lambda facet: natural_order(facet.name))


def _beside(query: Query, group: Group) -> Query:
    """The query without what a menu of the group chooses."""
    others = tuple(choice for choice in query.choices if not _is_menus(choice, group))
    return replace(query, choices=others)


def _saved(
    query: Query, schedule: PersonalSchedule, left_by: Callable[[Query], int] | None
) -> Iterator[Facet]:
    left = left_by(_beside(query, Group.FILTER)) if left_by else 0
    chosen = {name for choice in query.filters for name in choice.names}
    for name in in_order(schedule.filters):
        key = name_key(name)
        alone = Query(choices=(Choice(Group.FILTER, (key,), is_exact=True),))
        count = (left & left_by(alone)).bit_count() if left_by else None
        yield Facet(Group.FILTER, name, count, key in chosen)


def with_toggled(text: str, facet: Facet, shown: Sequence[Facet]) -> str:
    """What was typed, with this one of its group's facets chosen, or not any more."""
    chosen = [one.name for one in shown if one.is_chosen != (one == facet)]
    return with_choice(text, facet.group, chosen, [one.name for one in shown])


def with_choice(text: str, group: Group, names: Sequence[str], among: Iterable[str] = ()) -> str:
    """What was typed, with exactly these names chosen from a group, of all there are in it."""
    kept = [term for term in terms_of(text) if not _is_choice_of(term, group)]
    if kept and kept[-1].count('"') % 2:
        kept[-1] += '"'
    if names:
        # A name that begins with the sign itself would be taken for a whole name too.
        is_exact = not group.is_code or _is_start_of_another(names, among) or any(map(_is_marked, names))
        exact = "=" if is_exact and group is not Group.FILTER else ""
        kept.append(group.value + exact + "|".join(map(_spelled, names)))
    return " ".join(kept)


def without_choices(text: str) -> str:
    """What was typed, with nothing chosen from any group."""
    for group in (Group.FILTER, *FILTER_GROUPS):
        text = with_choice(text, group, ())
    return text


def _is_menus(choice: Choice, group: Group) -> bool:
    """Whether a choice is one that a menu of the group makes, and not a part of a name that was typed."""
    return choice.group is group and (choice.is_exact or group.is_code)


def _is_choice_of(term: str, group: Group) -> bool:
    choice = choice_in(term)
    return choice is not None and _is_menus(choice, group)


def _is_start_of_another(names: Sequence[str], among: Iterable[str]) -> bool:
    folded = tuple(map(fold, names))
    return any(fold(other).startswith(folded) and fold(other) not in folded for other in among)


def _is_marked(name: str) -> bool:
    return fold(name).replace('"', " ").lstrip().startswith("=")


def _spelled(name: str) -> str:
    plain = " ".join(name.replace('"', " ").split())
    return f'"{plain}"' if _NEEDS_QUOTES.search(plain) else plain
