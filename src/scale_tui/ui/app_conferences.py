"""The part of the app that opens conferences, brings them in and keeps them up to date."""

from collections.abc import Callable
from datetime import datetime

from textual import on, work
from textual.binding import Binding
from textual.message import Message
from textual.worker import get_current_worker

from scale_tui.domain.agenda import Agenda
from scale_tui.domain.errors import ScaleTuiError
from scale_tui.ui import messages
from scale_tui.ui.app_marks import MarkingApp
from scale_tui.ui.keeping import StoreOpener
from scale_tui.ui.scene import Scene
from scale_tui.ui.screens.note import Editor
from scale_tui.ui.screens.picker import PickerScreen
from scale_tui.ui.shelf import Shelf

_REFRESH_LOOKED_AT_EVERY = 300
"""Seconds between two looks whether the copy of the agenda is too old."""


class ConferencesApp(MarkingApp):
    """Asks the shelf for agendas, in threads, so that no key waits for the disk or the network."""

    BINDINGS = [
        Binding("O", "pick", "open", show=False, id="app.pick", tooltip="open another conference"),
        Binding("r", "refresh", "refresh", show=False, id="app.refresh", tooltip="look for changes"),
    ]

    def __init__(
        self,
        scene: Scene,
        clock: Callable[[], datetime],
        open_store: StoreOpener,
        editor: Editor,
        shelf: Shelf,
    ) -> None:
        super().__init__(scene, clock, open_store, editor)
        self._shelf = shelf
        self.title = scene.agenda.title

    def start_refreshing(self) -> None:
        """Look now and then whether the copy of the agenda is too old."""
        # The first frame does not wait for it, and there is a screen to show what comes.
        self.call_after_refresh(self._refresh_if_due)
        self.set_interval(_REFRESH_LOOKED_AT_EVERY, self._refresh_if_due)

    def action_pick(self) -> None:
        """Choose among the conferences, or add one."""
        self.push_screen(PickerScreen(self._clock(), self.scene.agenda.name, self.scene.glyphs))
        self._ask_shelf(lambda shelf: messages.ConferencesListed(shelf.all()))

    def action_refresh(self) -> None:
        """Ask the source of this agenda for a newer one."""
        name = self.scene.agenda.name
        self._ask_shelf(lambda shelf: self._came(shelf.refresh(name, self._tell_progress)))

    @work(thread=True, exclusive=True, group="refresh")
    def _refresh_if_due(self) -> None:
        agenda = self.scene.agenda
        self._answer(lambda shelf: self._came_silently(shelf.refresh_if_due(agenda, self._go_on)))

    @on(messages.OpenConference)
    def _open_conference(self, message: messages.OpenConference) -> None:
        self._ask_shelf(lambda shelf: self._came(shelf.open(message.name)))

    @on(messages.AddConference)
    def _add_conference(self, message: messages.AddConference) -> None:
        self._ask_shelf(lambda shelf: self._came(shelf.add(message.source, self._tell_progress)))

    @work(thread=True, exclusive=True, group="shelf")
    def _ask_shelf(self, question: Callable[[Shelf], Message | None]) -> None:
        self._answer(question)

    def _answer(self, question: Callable[[Shelf], Message | None]) -> None:
        try:
            answer = question(self._shelf)
        except ScaleTuiError as error:
            answer = messages.FetchFailed(str(error))
        if answer is not None:
            self.post_message(answer)

    def _came(self, agenda: Agenda | None) -> Message:
        if agenda is None:
            return messages.NothingNewer()
        with self._open_store() as store:
            return messages.AgendaCame(agenda, store.load(agenda.name))

    def _came_silently(self, agenda: Agenda | None) -> Message | None:
        return None if agenda is None else self._came(agenda)

    def _go_on(self, _received: int, _total: int | None) -> None:
        """End a fetch that nobody waits for any more."""
        if get_current_worker().is_cancelled:
            raise ScaleTuiError("stopped")

    def _tell_progress(self, received: int, total: int | None) -> None:
        self._go_on(received, total)
        share = f", {received * 100 // total} %" if total else ""
        self.post_message(messages.Fetching(f"Fetching … {received / 2**20:.1f} MiB{share}"))

    @on(messages.ConferencesListed)
    def _conferences_listed(self, message: messages.ConferencesListed) -> None:
        if isinstance(self.screen, PickerScreen):
            self.screen.conferences = message.conferences

    @on(messages.Fetching)
    def _fetching(self, message: messages.Fetching) -> None:
        if isinstance(self.screen, PickerScreen):
            self.screen.status = message.progress

    @on(messages.FetchFailed)
    def _fetch_failed(self, message: messages.FetchFailed) -> None:
        if isinstance(self.screen, PickerScreen):
            self.screen.status = message.reason
        else:
            self.notify(message.reason, title="Not refreshed", severity="warning", markup=False)

    @on(messages.NothingNewer)
    def _nothing_newer(self) -> None:
        self.notify("Nothing new.", title=self.scene.agenda.title, markup=False)

    @on(messages.AgendaCame)
    def _agenda_came(self, message: messages.AgendaCame) -> None:
        if isinstance(self.screen, PickerScreen):
            self.pop_screen()
        if message.agenda.name != self.scene.agenda.name:
            self._keeper.turn_to(message.agenda.name)
            self.title = message.agenda.title
        self.scene = Scene.of(message.agenda, message.schedule, self._clock(), self.scene.glyphs)
