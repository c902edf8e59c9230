"""The part of the app that opens conferences, brings them in and keeps them up to date."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from textual import on, work
from textual.binding import Binding
from textual.message import Message
from textual.worker import get_current_worker

from scale_tui.domain.agenda import Agenda
from scale_tui.domain.changes import AgendaChange, changes_between
from scale_tui.domain.errors import OnPrivateNetwork, ScaleTuiError
from scale_tui.domain.wording import counted
from scale_tui.ui import messages
from scale_tui.ui.app_habits import RememberingApp
from scale_tui.ui.scene import Scene
from scale_tui.ui.shelf import Shelf
from scale_tui.ui.surroundings import Surroundings

if TYPE_CHECKING:
    from scale_tui.ui.screens.picker import PickerScreen

FIRST_LOOK_AFTER = 0.5
"""Seconds after the start: the first frame and the first keys do not wait for it."""

_ASKED = "asked"
"""The group of threads that somebody waits for the answer of."""

_A_MOMENT = timedelta(seconds=1)
_REFRESH_LOOKED_AT_EVERY = 300
"""Seconds between two looks whether the copy of the agenda is too old."""


class ConferencesApp(RememberingApp):
    """Asks the shelf for agendas, in threads, so that no key waits for the disk or the network."""

    BINDINGS = [
        Binding("O", "pick", "open", show=False, id="app.pick", tooltip="open another conference"),
        Binding("r", "refresh", "refresh", show=False, id="app.refresh", tooltip="look for changes"),
    ]

    def __init__(self, scene: Scene, surroundings: Surroundings) -> None:
        super().__init__(scene, surroundings)
        self.title = scene.agenda.title
        self._last_failure = ""

    def start_refreshing(self) -> None:
        """Look now and then whether the copy of the agenda is too old."""
        # From then on there is a screen to show what comes.
        self.call_after_refresh(self.set_timer, FIRST_LOOK_AFTER, self._refresh_if_due)
        self.set_interval(_REFRESH_LOOKED_AT_EVERY, self._refresh_if_due)

    def action_pick(self) -> None:
        """Choose among the conferences, or add one."""
        from scale_tui.ui.screens.picker import PickerScreen

        self.push_screen(
            PickerScreen(self._clock(), self.scene.agenda.name, self.scene.glyphs), self._give_up
        )
        self._ask_shelf(lambda shelf: messages.ConferencesListed(shelf.all()))

    def _give_up(self, _left: None) -> None:
        """Bring nothing any more: another conference would come into what is done, and typed, since."""
        self.workers.cancel_group(self, _ASKED)

    @property
    def _picker(self) -> "PickerScreen | None":
        """The screen on which conferences are chosen, while it is shown."""
        from scale_tui.ui.screens.picker import PickerScreen

        return self.screen if isinstance(self.screen, PickerScreen) else None

    def action_refresh(self) -> None:
        """Ask the source of this agenda for a newer one."""
        name = self.scene.agenda.name
        self._ask_shelf(lambda shelf: self._refreshed(shelf, shelf.refresh(name, self._tell_progress)))

    @work(thread=True, exclusive=True, group="refresh")
    def _refresh_if_due(self) -> None:
        agenda = self.scene.agenda
        # What is known here is shown before the network is waited for.
        self._answer(lambda shelf: self._copy_of(shelf, agenda), is_asked=False)
        self._answer(lambda shelf: self._refreshed_unasked(shelf, agenda), is_asked=False)

    @on(messages.OpenConference)
    def _open_conference(self, message: messages.OpenConference) -> None:
        self._ask_shelf(lambda shelf: self._came(shelf, shelf.open(message.name)))

    @on(messages.AddConference)
    def _add_conference(self, message: messages.AddConference) -> None:
        self._ask_shelf(lambda shelf: self._added(shelf, message))

    def _added(self, shelf: Shelf, asked: messages.AddConference) -> Message:
        try:
            agenda = shelf.add(asked.source, self._tell_progress, is_agreed=asked.is_agreed)
        except OnPrivateNetwork as error:
            return messages.PrivateNetworkFound(asked.source, str(error))
        return self._came(shelf, agenda)

    @on(messages.PrivateNetworkFound)
    def _private_network_found(self, message: messages.PrivateNetworkFound) -> None:
        if picker := self._picker:
            picker.ask_again(message.source, message.reason)

    @work(thread=True, exclusive=True, group=_ASKED)
    def _ask_shelf(self, question: Callable[[Shelf], Message | None]) -> None:
        self._answer(question)

    def _answer(self, question: Callable[[Shelf], Message | None], *, is_asked: bool = True) -> None:
        try:
            answer = question(self._surroundings.shelf)
        except ScaleTuiError as error:
            answer = messages.FetchFailed(str(error), is_asked=is_asked)
        # Of what was asked before something else, nothing shall come any more.
        if answer is not None and not get_current_worker().is_cancelled:
            self.post_message(answer)

    def _refreshed(self, shelf: Shelf, agenda: Agenda | None) -> Message:
        if agenda is None:
            self.post_message(self._copy_of(shelf, self.scene.agenda))
            return messages.NothingNewer()
        came = self._came(shelf, agenda)
        if came.brought:
            return came
        self.post_message(came)
        return messages.NothingNewer()

    def _refreshed_unasked(self, shelf: Shelf, agenda: Agenda) -> Message | None:
        newer = shelf.refresh_if_due(agenda, self._go_on)
        if agenda.name != self.scene.agenda.name:
            return None  # another conference was opened meanwhile
        return self._copy_of(shelf, agenda) if newer is None else self._came(shelf, newer, is_asked=False)

    def _came(self, shelf: Shelf, agenda: Agenda, *, is_asked: bool = True) -> messages.AgendaCame:
        copy, before = self._copy_of(shelf, agenda), self.scene.agenda
        with self._surroundings.open_store() as store:
            return messages.AgendaCame(
                agenda,
                store.load(agenda.name),
                changes=copy.changes,
                checked_at=copy.checked_at,
                brought=changes_between(before, agenda) if before.name == agenda.name else (),
                is_asked=is_asked,
            )

    def _copy_of(self, shelf: Shelf, agenda: Agenda) -> messages.CopyRead:
        age = shelf.age(agenda)
        checked_at = None if age is None else self._clock() - age
        return messages.CopyRead(agenda, shelf.changes(agenda), checked_at)

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
        if picker := self._picker:
            picker.conferences = message.conferences

    @on(messages.Fetching)
    def _fetching(self, message: messages.Fetching) -> None:
        if picker := self._picker:
            picker.status = message.progress

    @on(messages.FetchFailed)
    def _fetch_failed(self, message: messages.FetchFailed) -> None:
        if message.is_asked and (picker := self._picker):
            picker.status = message.reason
        elif message.is_asked or message.reason != self._last_failure:
            # Without a network it fails again and again: once is enough, the copy's age tells the rest.
            how = self.scene.hint("{changes.check} tries again.")
            told = "\n".join(filter(None, (message.reason, how)))
            self.notify(told, title="Not refreshed", severity="warning", markup=False)
        self._last_failure = message.reason

    @on(messages.NothingNewer)
    def _nothing_newer(self) -> None:
        how = "{find.changes} shows what changed before." if self.scene.changes.all else ""
        self.notify(self.scene.and_hint("Nothing new.", how), title=self.scene.agenda.title, markup=False)

    @on(messages.AgendaCame)
    def _agenda_came(self, message: messages.AgendaCame) -> None:
        if message.is_asked and self._picker:
            self.pop_screen()
        if message.agenda.name != self.scene.agenda.name:
            self.leave_conference()
            self._keeper.turn_to(message.agenda.name)
            self.title = message.agenda.title
        scene = self.scene.turned_to(message.agenda, message.schedule, self._clock())
        self.scene = replace(
            scene,
            changes=message.changes,
            checked_at=message.checked_at,
            left_at=self._surroundings.habits.position(message.agenda.name),
        )
        if message.brought:
            self._tell_what_came(message.brought)

    def _tell_what_came(self, brought: Sequence[AgendaChange]) -> None:
        mine = sum(change.session.id in self.scene.my_ids for change in brought)
        number = counted(len(brought), "change")
        told = f"{number}, {mine} in your schedule" if mine else number
        them = "it" if len(brought) == 1 else "them"
        text = self.scene.with_hint(told, f"{{find.changes}} shows {them}")
        self.notify(text, title=self.scene.agenda.title, markup=False)

    @on(messages.CopyRead)
    def _copy_read(self, message: messages.CopyRead) -> None:
        if message.agenda is not self.scene.agenda:
            return
        known, changes = self.scene.changes, message.changes
        is_known = (changes.since, changes.all) == (known.since, known.all)
        if not is_known or not _is_same_instant(message.checked_at, self.scene.checked_at):
            self._show(changes=known if is_known else changes, checked_at=message.checked_at)


def _is_same_instant(one: datetime | None, other: datetime | None) -> bool:
    """Whether both are one instant, told by clocks that were read one after the other."""
    return one is other or (one is not None and other is not None and abs(one - other) < _A_MOMENT)
