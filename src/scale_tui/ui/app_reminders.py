"""The part of the app that reminds of what starts soon: with a toast, the bell, and on the desktop."""

from collections.abc import Iterable, Sequence

from textual import on, work

from scale_tui.domain.errors import ScaleTuiError
from scale_tui.domain.reminders import Reminder
from scale_tui.domain.wording import capitalised
from scale_tui.ui import messages
from scale_tui.ui.app_links import LinkingApp
from scale_tui.ui.keeping import MarkStore
from scale_tui.ui.line import cut
from scale_tui.ui.reminding import Lookout

_TOASTS, _LINES, _CELLS = 2, 4, 34
"""So many toasts at once; and in one that tells of all so many sessions, with so much of a title."""

_TOAST_STAYS = 60
"""Seconds: somebody who looks up at the end of a slide still sees it."""


class RemindingApp(LinkingApp):
    """Looks for reminders in the thread that keeps the marks, which looks up every few seconds anyway."""

    def start_reminding(self) -> None:
        """Remind from now on, where that is asked for. Before the marks are kept."""
        reminders = self._surroundings.reminders
        if reminders is None or not reminders.leads:
            return
        lookout = Lookout(reminders, self.scene.agenda, self.scene.schedule)
        self.watch(self, "scene", lambda scene: lookout.follow(scene.agenda, scene.schedule), init=False)

        def look(store: MarkStore) -> None:
            agenda, found = lookout.look(store, self._clock())
            if found:
                self.post_message(messages.RemindersDue(agenda, found))

        self._keeper.let_look(look)

    @on(messages.RemindersDue)
    def _reminders_due(self, message: messages.RemindersDue) -> None:
        self.bell()
        reminders = message.reminders
        if len(reminders) > _TOASTS:
            self._remind_together(reminders)
        else:
            for reminder in reminders:
                place = reminder.place(self.scene.zone).replace("·", self.scene.glyphs.dot)
                self._remind(capitalised(reminder.when), f"{reminder.session.title}\n{place}")
        self._tell_desktop([(each.title, each.place(self.scene.zone)) for each in reminders])

    def _remind_together(self, reminders: Sequence[Reminder]) -> None:
        """In one toast, what starts last on top: a toast each would hide the screen."""
        coming = sorted(reminders, key=lambda each: each.session.start, reverse=True)
        dots = self.scene.glyphs.ellipsis
        lines = [
            f"{capitalised(each.when)}: {cut(each.session.title, _CELLS, dots)}" for each in coming[:_LINES]
        ]
        more = len(coming) - _LINES
        self._remind("In your schedule", "\n".join([*lines, *([f"and {more} more"] if more > 0 else [])]))

    def _remind(self, title: str, text: str) -> None:
        self.notify(text, title=title, timeout=_TOAST_STAYS, markup=False)

    @work(thread=True, group="desktop")
    def _tell_desktop(self, notices: Iterable[tuple[str, str]]) -> None:
        reminders = self._surroundings.reminders
        for title, body in notices:
            try:
                sequence = reminders.tell_desktop(title, body) if reminders else ""
            except ScaleTuiError as error:
                self.post_message(messages.DesktopFailed(str(error)))
            else:
                self.post_message(messages.WriteToTerminal(sequence))

    @on(messages.DesktopFailed)
    def _desktop_failed(self, message: messages.DesktopFailed) -> None:
        self.notify(message.reason, title="Only told here", severity="warning", markup=False)
