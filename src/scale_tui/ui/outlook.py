"""What is looked at, and the rows that this makes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scale_tui.ui.finding import Finder, Found
from scale_tui.ui.rows import PersonRow, Row
from scale_tui.ui.scene import Scene
from scale_tui.ui.views import View
from scale_tui.ui.views.agenda import day_rows, found_rows, kept_rows
from scale_tui.ui.views.mine import my_rows
from scale_tui.ui.views.notes import notes
from scale_tui.ui.views.now import now_rows
from scale_tui.ui.views.people import people_rows, speaker_rows


@dataclass(frozen=True, slots=True)
class Outlook:
    """The view, the day it shows, and what is looked for in it.

    ``text`` is a search as it was typed; while it ``is_typing`` the best match stands first, kept as a filter
    it leaves the agenda in its order. ``shows_past`` unfolds what is over where there are many rooms.
    """

    view: View = View.AGENDA
    day: date | None = None
    text: str = ""
    is_typing: bool = False
    is_alphabetical: bool = False
    shows_past: bool = False


@dataclass(frozen=True, eq=False)
class Listing:
    """The rows of an outlook, the folded words to mark in them, and what a search comes to in words."""

    rows: Sequence[Row]
    words: tuple[str, ...] = ()
    remark: str = ""
    suggestion: str | None = None


def listing(outlook: Outlook, scene: Scene, finder: Finder, width: int) -> Listing:
    """What an outlook shows in a list of so many cells."""
    found = finder.find(outlook.text, scene) if outlook.view in (View.AGENDA, View.PEOPLE) else None
    if found is None:
        return Listing(_rows(outlook, scene, width))
    if not found.sessions:
        rows = _nothing_found(outlook.text, found.suggestion, width)
        return Listing(rows, (), "nothing", found.suggestion)
    rows = _found_rows(outlook, scene, found, width)
    remark = f"{len(found.sessions)} of {len(scene.agenda.sessions)}"
    if outlook.view is View.PEOPLE or found.query.is_about_people:
        names = {row.person.name for row in rows if isinstance(row, PersonRow)}
        remark = "1 person" if len(names) == 1 else f"{len(names)} people"
    return Listing(rows, found.words, remark)


def _rows(outlook: Outlook, scene: Scene, width: int) -> tuple[Row, ...]:
    match outlook.view:
        case View.MINE:
            return my_rows(scene, width)
        case View.PEOPLE:
            return people_rows(scene, width, alphabetical=outlook.is_alphabetical)
        case View.NOW:
            return now_rows(scene, width)
        case _:
            if outlook.day is None:
                return notes(f"{scene.agenda.title} has no sessions yet.", width)
            return day_rows(scene, outlook.day, width, shows_past=outlook.shows_past)


def _found_rows(outlook: Outlook, scene: Scene, found: Found, width: int) -> tuple[Row, ...]:
    if found.query.is_about_people:
        return speaker_rows(scene, width, found.query.speakers, found.sessions)
    if outlook.view is View.PEOPLE:
        return people_rows(scene, width, alphabetical=outlook.is_alphabetical, kept=found.sessions)
    if outlook.is_typing:
        return found_rows(scene, found.sessions, width)
    return kept_rows(scene, found.sessions, width)


def _nothing_found(text: str, suggestion: str | None, width: int) -> tuple[Row, ...]:
    answer = "Fewer letters find more; esc clears the search."
    if suggestion:
        answer = f"Did you mean {suggestion}? Press enter to search for it."
    return (*notes(f"Nothing found for {text.strip()}.", width, is_strong=True), *notes(answer, width))
