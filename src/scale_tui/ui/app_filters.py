"""The part of the app that has filters saved, in the thread that keeps the marks."""

from textual import on

from scale_tui.ui import filter_messages, messages
from scale_tui.ui.app_marks import MarkingApp


class FilteringApp(MarkingApp):
    """What is saved comes back with the marks: it is there at once in whatever else runs."""

    @on(filter_messages.SaveFilter)
    def _save_filter(self, message: filter_messages.SaveFilter) -> None:
        from scale_tui.domain.saved_filters import term_for, to_save

        told = f"{term_for(message.name)} finds it, at every conference." if message.is_told else ""
        self._marking.begin()
        self._keeper.keep_filters(
            lambda schedule: to_save(schedule.filters, message.name, message.text), told
        )

    @on(filter_messages.RemoveFilter)
    def _remove_filter(self, message: filter_messages.RemoveFilter) -> None:
        self._marking.begin()
        self._keeper.keep_filters(lambda _: {message.name: None})

    @on(filter_messages.FiltersKept)
    def _filters_kept(self, message: filter_messages.FiltersKept) -> None:
        self._mark_saved(messages.MarkSaved(message.conference, message.schedule))
        if message.told:
            self.notify(message.told, title="Saved", markup=False)
