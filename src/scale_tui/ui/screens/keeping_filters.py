"""The part of the main screen that saves what is looked for under a name, and looks for it again."""

from dataclasses import replace

from textual import on
from textual.binding import Binding

from scale_tui.domain.query import parse_query
from scale_tui.ui.filter_messages import SaveFilter, ShowFilter
from scale_tui.ui.screens.searching import SearchingScreen
from scale_tui.ui.views import View


class KeepingFiltersScreen(SearchingScreen):
    """What is saved is found by ``filter:`` and its name, and stands first in the filter menu."""

    BINDINGS = [
        Binding(
            "S", "save_filter", "save", show=False, id="find.save", tooltip="save the filter under a name"
        ),
    ]

    def action_save_filter(self) -> None:
        """Ask for the name to save under what is looked for."""
        text = self.outlook.text
        if not parse_query(text):
            how = "{find.search} searches, then {find.save} saves that."
            self.notify(self.scene.and_hint("Nothing is looked for yet.", how), markup=False)
            return
        from scale_tui.ui.screens.saving_filter import SavingFilterScreen

        def save(name: str | None) -> None:
            if name is not None:
                self.post_message(SaveFilter(name, text, is_told=True))

        self.app.push_screen(SavingFilterScreen(text, self.scene), save)

    @on(ShowFilter)
    def _show_filter(self, message: ShowFilter) -> None:
        from scale_tui.domain.saved_filters import term_for

        self.is_reading = False
        # My schedule is not narrowed, as when the menu is used there.
        view = View.AGENDA if self.outlook.view is View.MINE else self.outlook.view
        text = term_for(message.name)
        self.outlook = replace(self.outlook, view=view, text=text, is_typing=False)
