"""The part of the app that shows what has changed, and remembers that it was seen."""

from itertools import chain

from textual import on, work
from textual.binding import Binding

from scale_tui.domain.agenda import Session
from scale_tui.domain.changes import UNCHANGED
from scale_tui.domain.errors import ScaleTuiError
from scale_tui.domain.marks import Mark, take_off
from scale_tui.domain.wording import counted
from scale_tui.ui import messages
from scale_tui.ui.app_conferences import ConferencesApp
from scale_tui.ui.views import View


class ChangesApp(ConferencesApp):
    """Has the changes acknowledged in a thread, as this is kept on the disk."""

    BINDINGS = [
        Binding("C", "show_changes", "changes", show=False, id="find.changes", tooltip="what has changed"),
    ]

    def action_show_changes(self) -> None:
        """Show what has changed in the agenda, my schedule first."""
        from scale_tui.ui.screens.changes import ChangesScreen

        self.push_screen(ChangesScreen(self.scene), self._go_to_changed)

    def _go_to_changed(self, session: Session | None) -> None:
        if session is None:
            return
        below = self.screen_stack[0]
        if session.id in self.scene.gone:
            below.post_message(messages.ShowView(View.MINE))
        below.post_message(messages.OpenSession(session))

    @on(messages.AcknowledgeChanges)
    def _acknowledge_changes(self) -> None:
        self._have_acknowledged()

    @work(thread=True, group="changes")
    def _have_acknowledged(self) -> None:
        agenda = self.scene.agenda
        try:
            self._surroundings.shelf.acknowledge(agenda.name)
        except ScaleTuiError as error:
            self.post_message(messages.ChangesNotAcknowledged(str(error)))
        else:
            self.post_message(messages.ChangesAcknowledged(agenda))

    @on(messages.ChangesAcknowledged)
    def _changes_acknowledged(self, message: messages.ChangesAcknowledged) -> None:
        if message.agenda.name != self.scene.agenda.name:
            return
        count, gone = len(self.scene.changes.all), sorted(self.scene.gone)
        self._show(changes=UNCHANGED)
        told = f"{counted(count, 'change')} seen."
        if gone:
            off = (take_off(mark, each) for each in gone for mark in (Mark.STAR, Mark.BACKUP))
            self.post_message(messages.SetMarks(chain.from_iterable(off)))
            what = "What is gone is" if len(gone) > 1 else "One that is gone is"
            told += self.scene.with_hint(f" {what} off your schedule", "{mark.undo} puts it back")
        self.notify(told, markup=False)

    @on(messages.ChangesNotAcknowledged)
    def _changes_not_acknowledged(self, message: messages.ChangesNotAcknowledged) -> None:
        self.notify(message.reason, title="Not saved", severity="error", timeout=15, markup=False)
