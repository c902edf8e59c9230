"""The part of the app that reminds of what starts soon: with a toast, the bell, and on the desktop."""

from collections.abc import Iterable

from textual import on, work

from scale_tui.domain.errors import ScaleTuiError
from scale_tui.domain.wording import capitalised
from scale_tui.ui import messages
from scale_tui.ui.app_links import LinkingApp
from scale_tui.ui.keeping import MarkStore
from scale_tui.ui.reminding import Lookout

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
        notices = []
        for reminder in message.reminders:
            place = reminder.place(self.scene.zone)
            notices.append((reminder.title, place))
            text = f"{reminder.session.title}\n{place.replace('·', self.scene.glyphs.dot)}"
            self.notify(text, title=capitalised(reminder.when), timeout=_TOAST_STAYS, markup=False)
        self._tell_desktop(notices)

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
