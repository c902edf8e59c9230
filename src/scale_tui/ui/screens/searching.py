"""The part of the main screen that looks for what is typed, and folds and sorts what is listed."""

from dataclasses import replace
from typing import Any

from textual import on
from textual.getters import query_one
from textual.reactive import var
from textual.screen import Screen

from scale_tui.ui.outlook import Listing, Outlook
from scale_tui.ui.views import View
from scale_tui.ui.widgets.search_line import SearchLine, Words
from scale_tui.ui.widgets.session_list import SessionList

_STARS_ONLY = "is:star"


class SearchingScreen(Screen[None]):
    """Changes the outlook with each letter. Whoever derives from it shows the outlook in the list."""

    outlook: var[Outlook] = var(Outlook(), init=False)
    is_reading: var[bool] = var(False, init=False)

    sessions = query_one("#list", SessionList)
    search_line = query_one(SearchLine)

    def __init__(self) -> None:
        super().__init__()
        self._listing = Listing(())

    def _look_at_agenda(self, **changes: Any) -> None:
        self.is_reading = False
        self.outlook = replace(self.outlook, view=View.AGENDA, is_typing=False, **changes)
        self.sessions.focus()

    def action_toggle_stars_only(self) -> None:
        """Keep only my stars in sight, or everything again."""
        self._look_at_agenda(text="" if self.outlook.text == _STARS_ONLY else _STARS_ONLY)

    def action_search(self, text: str = "") -> None:
        """Begin to type what to look for."""
        view = self.outlook.view if self.outlook.view is View.PEOPLE else View.AGENDA
        self.is_reading = False
        self.outlook = replace(self.outlook, view=view, text=text or self.outlook.text, is_typing=True)
        self.search_line.begin()

    @on(SearchLine.Changed)
    def _search_changed(self, message: SearchLine.Changed) -> None:
        self.outlook = replace(self.outlook, text=message.text, is_typing=True)

    @on(SearchLine.Kept)
    def _search_kept(self) -> None:
        if self._listing.suggestion:
            self.outlook = replace(self.outlook, text=self._listing.suggestion)
            return
        self.outlook = replace(self.outlook, is_typing=False)
        self.sessions.focus()

    @on(Words.Cancelled)
    def _search_cancelled(self) -> None:
        self.outlook = replace(self.outlook, text="", is_typing=False)
        self.sessions.focus()

    @on(Words.Browsed)
    def _search_browsed(self, message: Words.Browsed) -> None:
        self.sessions.action_move(message.step)

    def action_toggle_past(self) -> None:
        """Show what is over where there are many rooms, or fold it away."""
        self.outlook = replace(self.outlook, shows_past=not self.outlook.shows_past)

    def action_toggle_alphabet(self) -> None:
        """List people from A to Z, or by affiliation."""
        self.outlook = replace(self.outlook, is_alphabetical=not self.outlook.is_alphabetical)
