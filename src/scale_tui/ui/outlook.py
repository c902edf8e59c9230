"""What is looked at, and the rows that this makes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from scale_tui.domain.wording import counted
from scale_tui.ui.finding import Found, Selection
from scale_tui.ui.rows import PersonRow, Row
from scale_tui.ui.scene import Scene
from scale_tui.ui.views import View
from scale_tui.ui.views.agenda import best_rows, day_rows, hidden_rows, kept_rows
from scale_tui.ui.views.notes import how_to_go_on, notes
from scale_tui.values import dataclass


@dataclass(frozen=True, slots=True)
class Outlook:
    """The view, the day it shows, and what is looked for in it.

    ``text`` is a search as it was typed; while it ``is_typing`` the best match stands first, kept as a filter
    it leaves the agenda in its order. ``shows_past`` unfolds what is over where there are many rooms,
    ``shows_hidden`` what I have hidden.
    """

    view: View = View.AGENDA
    day: date | None = None
    text: str = ""
    is_typing: bool = False
    is_alphabetical: bool = False
    shows_past: bool = False
    shows_hidden: bool = False

    @property
    def shows_one_day(self) -> bool:
        """Whether the day decides what is listed."""
        return self.view is View.AGENDA and not self.text


@dataclass(frozen=True, eq=False)
class Listing:
    """The rows of an outlook, the folded words to mark in them, and what a search comes to in words."""

    rows: Sequence[Row]
    words: tuple[str, ...] = ()
    remark: str = ""
    suggestion: str | None = None


def listing(outlook: Outlook, selection: Selection, width: int) -> Listing:
    """What an outlook shows of a selection in a list of so many cells."""
    listed = _listing(outlook, selection, width)
    if not selection.whole.glyphs.is_words:
        return listed
    from scale_tui.ui.spoken_painting import laid_out_in_words

    return replace(listed, rows=laid_out_in_words(listed.rows, selection.scene, width))


def _listing(outlook: Outlook, selection: Selection, width: int) -> Listing:
    scene, found, remark = selection.whole, selection.found, remark_on(outlook, selection)
    if outlook.view is View.MINE:
        from scale_tui.ui.views.mine import my_rows

        return Listing(my_rows(selection.scene, width), found.words if found else (), remark)
    if found is None:
        return Listing(_rows(outlook, selection, width))
    hidden = hidden_rows(scene, selection.hidden, is_shown=outlook.shows_hidden)
    if not found.sessions:
        rows = _nothing_found(scene, outlook.text, found, width)
        return Listing((*rows, *hidden), (), remark, found.suggestion)
    rows = _found_rows(outlook, selection, found, width)
    if found.query.is_about_people and outlook.view is not View.NOW:
        names = {row.person.name for row in rows if isinstance(row, PersonRow)}
        remark = _counted_people(len(names))
    return Listing((*hidden, *rows) if outlook.view is View.AGENDA else rows, found.words, remark)


def remark_on(outlook: Outlook, selection: Selection) -> str:
    """How much of the agenda a search leaves: ``37 of 1085``; empty where nothing is looked for."""
    if selection.found is None:
        return ""
    if outlook.view is View.MINE:
        return "all my stars"
    if not selection.found.sessions:
        return "nothing"
    if outlook.view is View.PEOPLE:
        return _counted_people(len(selection.scene.shown.people))
    return f"{len(selection.found.sessions)} of {len(selection.whole.agenda.sessions)}"


def _counted_people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"


def _rows(outlook: Outlook, selection: Selection, width: int) -> tuple[Row, ...]:
    scene = selection.scene
    match outlook.view:
        case View.PEOPLE:
            from scale_tui.ui.views.people import people_rows

            return people_rows(scene, width, alphabetical=outlook.is_alphabetical)
        case View.NOW:
            from scale_tui.ui.views.now import now_rows

            return now_rows(scene, width)
        case _:
            if outlook.day is None:
                told = notes(f"{scene.agenda.title} has no sessions yet.", width, is_strong=True)
                return (*told, *how_to_go_on(scene, width))
            of_day = [one.id for one in scene.agenda.sessions_on(outlook.day) if one.id in selection.hidden]
            hidden = hidden_rows(scene, of_day, is_shown=outlook.shows_hidden)
            rows = day_rows(scene, outlook.day, width, shows_past=outlook.shows_past)
            if not rows:
                rows = notes(f"All of the day is hidden, {counted(len(of_day), 'session')}.", width)
            return (*hidden, *rows)


def _found_rows(outlook: Outlook, selection: Selection, found: Found, width: int) -> tuple[Row, ...]:
    from scale_tui.ui.views.now import now_rows
    from scale_tui.ui.views.people import people_rows, speaker_rows

    if outlook.is_typing and outlook.view is View.AGENDA and not found.query.is_about_people:
        # Typed letter by letter: the whole scene will do, and narrowing it takes longer than to search.
        return best_rows(selection.whole, found.sessions, width)
    scene = selection.scene
    if outlook.view is View.NOW:
        return now_rows(scene, width)
    if found.query.is_about_people:
        return speaker_rows(scene, width, found.query)
    if outlook.view is View.PEOPLE:
        return people_rows(scene, width, alphabetical=outlook.is_alphabetical)
    if outlook.is_typing:
        return best_rows(scene, found.sessions, width)
    return kept_rows(scene, width)


def _nothing_found(scene: Scene, text: str, found: Found, width: int) -> tuple[Row, ...]:
    what, suggestion = f"Nothing found for {text.strip()}.", found.suggestion
    if found.unknown:
        what = f"There is no saved filter {found.unknown[0]}."
    hint = scene.hint("Fewer letters find more; {search.clear} clears the search.")
    answer = hint or "Fewer letters find more."
    if suggestion:
        answer = scene.and_hint(f"Did you mean {suggestion}?", "Press {search.keep} to search for it.")
    elif found.unknown:
        answer = _saved_filters(scene)
    action = "screen.keep_search" if suggestion else ""
    return (*notes(what, width, is_strong=True), *notes(answer, width, action=action))


def _saved_filters(scene: Scene) -> str:
    """Which there are, or how there come to be some."""
    from scale_tui.domain.saved_filters import in_order

    if filters := scene.schedule.filters:
        return f"Saved are {', '.join(in_order(filters))}."
    return scene.hint("None is saved yet: {find.save} saves what is looked for.") or "None is saved yet."
