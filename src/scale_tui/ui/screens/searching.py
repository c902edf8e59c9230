"""The part of the main screen that looks for what is typed and chosen, and folds and sorts what is listed."""

from asyncio import sleep
from dataclasses import replace
from typing import Any

from textual import on, work
from textual.getters import query_one
from textual.reactive import var
from textual.screen import Screen
from textual.timer import Timer

from scale_tui.domain.query import terms_of
from scale_tui.domain.wording import zone_name
from scale_tui.ui.finding import Finder, Selection
from scale_tui.ui.messages import SwitchClock
from scale_tui.ui.outlook import Listing, Outlook
from scale_tui.ui.scene import Scene, empty_scene
from scale_tui.ui.views import View
from scale_tui.ui.widgets.search_line import SearchLine
from scale_tui.ui.widgets.session_list import SessionList

_STARS_ONLY = "is:star"
BETWEEN_KEYS = 0.15
"""Seconds; longer than between two keys of somebody who goes on choosing."""


class SearchingScreen(Screen[None]):
    """Changes the outlook with each letter. Whoever derives from it has a scene, and shows the outlook."""

    BROUGHT_LATER = ("scale_tui.ui.widgets.search_words",)
    """The modules of widgets that are there only once they are asked for: see ``ui.bound_keys``."""

    scene: Scene
    outlook: var[Outlook] = var(Outlook(), init=False)
    is_reading: var[bool] = var(False, init=False)

    sessions = query_one("#list", SessionList)
    search_line = query_one(SearchLine)

    def __init__(self) -> None:
        super().__init__()
        self._listing = Listing(())
        self._finder = Finder(empty_scene().agenda)
        self._choice = ""
        self._following: Timer | None = None

    @property
    def _is_in_words(self) -> bool:
        """Whether what is typed now is looked for."""
        return self.focused is not None and self.focused.id == "search-words"

    @property
    def _selection(self) -> Selection:
        """What the search and what I have hidden leave; the finder keeps it until one of them changes."""
        outlook = self.outlook
        return self._finder.select(outlook.text, self.scene, shows_hidden=outlook.shows_hidden)

    def _look_at_agenda(self, **changes: Any) -> None:
        self.is_reading = False
        self.outlook = replace(self.outlook, view=View.AGENDA, is_typing=False, **changes)
        self.sessions.focus()

    def action_toggle_stars_only(self) -> None:
        """Keep only my stars in sight, or everything again."""
        terms = terms_of(self.outlook.text)
        others = [term for term in terms if term != _STARS_ONLY]
        self._look_at_agenda(text=" ".join([*others, _STARS_ONLY] if others == terms else others))

    async def action_search(self, text: str = "") -> None:
        """Begin to type what to look for."""
        await self.search_line.bring()
        view = self.outlook.view if self.outlook.view is View.PEOPLE else View.AGENDA
        self.is_reading = False
        self.outlook = replace(self.outlook, view=view, text=text or self.outlook.text, is_typing=True)
        self.search_line.begin()
        self._get_ready()

    @work(exclusive=True)
    async def _get_ready(self) -> None:
        """Make what makes searching quick, in steps between which keys are answered."""
        for _ in self._finder.preparing():
            await sleep(0)

    def on_mount(self) -> None:
        """Follow what is typed."""
        self.watch(self.search_line, "typed", self._search_changed, init=False)

    def _search_changed(self, text: str) -> None:
        self.outlook = replace(self.outlook, text=text, is_typing=True)

    @on(SearchLine.Kept)
    def action_keep_search(self) -> None:
        """Keep what was typed as a filter, or look for what was meant."""
        if self._listing.suggestion:
            self.outlook = replace(self.outlook, text=self._listing.suggestion)
            return
        self.outlook = replace(self.outlook, is_typing=False)
        self.sessions.focus()

    def action_cancel(self) -> None:
        """Look for nothing any more."""
        self.outlook = replace(self.outlook, text="", is_typing=False)
        self.sessions.focus()

    def action_browse(self, step: int) -> None:
        """Move among the hits without leaving the words."""
        self.sessions.action_move(step)

    def action_filter(self) -> None:
        """Choose kinds, languages, tracks and rooms; the choice is a part of the search."""
        from scale_tui.ui.screens.filters import FiltersScreen

        outlook = self.outlook
        menu = FiltersScreen(self.scene, self._finder, outlook.text, shows_hidden=outlook.shows_hidden)
        self.watch(menu, "text", self._filter_chosen, init=False)
        self.app.push_screen(menu, self._follow_the_choice)

    def _filter_chosen(self, text: str) -> None:
        """Follow when no other key comes: what is behind the menu takes ten times as long to paint."""
        self._choice = text
        if self._following is not None:
            self._following.stop()
        self._following = self.set_timer(BETWEEN_KEYS, self._follow_the_choice)

    def _follow_the_choice(self, _closed: None = None) -> None:
        if self._following is None:
            return
        self._following.stop()
        self._following = None
        # My schedule is not narrowed: who filters there wants to see the rest.
        view = View.AGENDA if self.outlook.view is View.MINE else self.outlook.view
        self.outlook = replace(self.outlook, view=view, text=self._choice, is_typing=False)

    def action_toggle_shows_hidden(self) -> None:
        """Show what I have hidden, pale, or do not any more."""
        self.outlook = replace(self.outlook, shows_hidden=not self.outlook.shows_hidden)

    def action_switch_clock(self) -> None:
        """Show times on my clock, or on the conference's."""
        if self.scene.has_two_clocks:
            self.post_message(SwitchClock())
        else:
            zone = zone_name(self.scene.local(self.scene.now))
            self.notify(f"Your clock and the conference's are the same: {zone}.", markup=False)

    def action_toggle_past(self) -> None:
        """Show what is over where there are many rooms, or fold it away."""
        self.outlook = replace(self.outlook, shows_past=not self.outlook.shows_past)

    def action_toggle_alphabet(self) -> None:
        """List people from A to Z, or by affiliation."""
        self.outlook = replace(self.outlook, is_alphabetical=not self.outlook.is_alphabetical)
