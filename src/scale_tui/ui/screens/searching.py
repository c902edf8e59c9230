"""The part of the main screen that looks for what is typed."""

from dataclasses import replace

from textual import on
from textual.getters import query_one
from textual.reactive import var
from textual.screen import Screen

from scale_tui.ui.outlook import Listing, Outlook
from scale_tui.ui.views import View
from scale_tui.ui.widgets.search_line import SearchLine, Words
from scale_tui.ui.widgets.session_list import SessionList


class SearchingScreen(Screen[None]):
    """Changes the outlook with each letter. Whoever derives from it shows the outlook in the list."""

    outlook: var[Outlook] = var(Outlook(), init=False)
    is_reading: var[bool] = var(False, init=False)

    sessions = query_one("#list", SessionList)
    search_line = query_one(SearchLine)

    def __init__(self) -> None:
        super().__init__()
        self._listing = Listing(())

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
