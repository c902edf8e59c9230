"""The app: it owns the scene, and is the only one to change it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from textual import on, work
from textual.app import App
from textual.binding import Binding
from textual.message import Message
from textual.reactive import var
from textual.worker import get_current_worker

from scale_tui.domain.agenda import Agenda
from scale_tui.domain.errors import ScaleTuiError
from scale_tui.domain.schedule import Change, PersonalSchedule
from scale_tui.ui import messages
from scale_tui.ui.glyphs import UNICODE, Glyphs
from scale_tui.ui.keeping import Keeper, StoreOpener
from scale_tui.ui.marking import Marking
from scale_tui.ui.palette import PaletteProvider
from scale_tui.ui.scene import Scene, empty_scene
from scale_tui.ui.screens.help import HelpScreen
from scale_tui.ui.screens.main import MainScreen
from scale_tui.ui.screens.picker import PickerScreen
from scale_tui.ui.shelf import Shelf
from scale_tui.ui.themes import DEFAULT_THEME, OWN_THEMES, variables_beside
from scale_tui.ui.widgets.key_bar import KeyBar

_SAVING_SHOWS_AFTER = 0.15
"""Seconds that a mark may take to reach the disk before the screen says so."""

_REFRESH_LOOKED_AT_EVERY = 300
"""Seconds between two looks whether the copy of the agenda is too old."""


class ScaleTuiApp(App[None]):
    """One conference on a terminal.

    ``clock`` tells the present instant. ``schedule`` is what is shown first; ``open_store`` opens the
    attendee's marks in the thread that keeps them; ``shelf`` has the other conferences.
    """

    # Textual does not read the style sheet of a default screen by itself.
    CSS_PATH = ["inks.tcss", "screens/main.tcss"]
    COMMANDS = {PaletteProvider}
    BINDINGS = [
        Binding("u", "undo", "undo", show=False, id="mark.undo", tooltip="undo the last mark"),
        Binding("ctrl+r", "redo", "redo", show=False, id="mark.redo", tooltip="redo what was undone"),
        Binding("question_mark,f1", "help", "help", key_display="?", id="app.help", tooltip="keys and marks"),
        Binding(
            "ctrl+p,colon", "command_palette", "all", show=False, id="app.palette", tooltip="all commands"
        ),
        Binding("O", "pick", "open", show=False, id="app.pick", tooltip="open another conference"),
        Binding("r", "refresh", "refresh", show=False, id="app.refresh", tooltip="look for changes"),
        Binding("t", "change_theme", "theme", show=False, id="app.theme", tooltip="choose a theme"),
        Binding("q", "quit", "quit", id="app.quit", tooltip="quit"),
    ]

    scene: var[Scene] = var(empty_scene, init=False)

    def __init__(
        self,
        agenda: Agenda,
        schedule: PersonalSchedule,
        *,
        clock: Callable[[], datetime],
        open_store: StoreOpener,
        shelf: Shelf,
        glyphs: Glyphs = UNICODE,
        theme: str = DEFAULT_THEME,
        notice: str | None = None,
    ) -> None:
        super().__init__()
        for own in OWN_THEMES:
            self.register_theme(own)
        self.theme = theme
        self.title = agenda.title
        self._clock = clock
        self._notice = notice
        self._marking = Marking()
        self._open_store = open_store
        self._shelf = shelf
        self._keeper = Keeper(agenda.name, open_store, clock, self.post_message)
        self._first_scene = Scene.of(agenda, schedule, clock(), glyphs)
        self.set_reactive(ScaleTuiApp.scene, self._first_scene)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """What Textual's own themes lack."""
        return variables_beside(self.current_theme)

    def get_key_display(self, binding: Binding) -> str:
        """A key as footer and help write it, in characters that this terminal has."""
        return self._first_scene.glyphs.key(super().get_key_display(binding))

    def get_default_screen(self) -> MainScreen:
        """The one screen that is always there."""
        return MainScreen(self._first_scene)

    def on_mount(self) -> None:
        """Start the thread that keeps the marks, and the clock."""
        self._keep_marks()
        self._await_next_minute()
        # The first frame does not wait for it, and there is a screen to show what comes.
        self.call_after_refresh(self._refresh_if_due)
        self.set_interval(_REFRESH_LOOKED_AT_EVERY, self._refresh_if_due)
        if self._notice:
            self.notify(self._notice, severity="warning", timeout=15, markup=False)

    def on_unmount(self) -> None:
        """Let the thread finish what it was given; Textual waits for it."""
        self._keeper.stop()

    @work(thread=True, exit_on_error=True)
    def _keep_marks(self) -> None:
        self._keeper.run()

    # Time

    def _await_next_minute(self) -> None:
        now = self._clock()
        self.set_timer(60 - now.second - now.microsecond / 1e6, self._minute_passed)

    def _minute_passed(self) -> None:
        self.read_clock()
        self._await_next_minute()

    def read_clock(self) -> None:
        """Show what the clock says now."""
        self._show(now=self._clock())

    def _show(self, **changes: object) -> None:
        self.scene = replace(self.scene, **changes)  # type: ignore[arg-type]

    # Marks

    @on(messages.ToggleStar)
    def _toggle_star(self, message: messages.ToggleStar) -> None:
        self._keep(self._marking.toggle_star(message.session.id, self.scene.schedule))

    def action_undo(self) -> None:
        """Take the last mark back."""
        self._keep_and_tell(self._marking.undo(), "Undone", "Nothing to undo.")

    def action_redo(self) -> None:
        """Set again what was undone last."""
        self._keep_and_tell(self._marking.redo(), "Redone", "Nothing to redo.")

    def _keep_and_tell(self, change: Change | None, done: str, nothing: str) -> None:
        if change is None:
            self.notify(nothing)
            return
        self._keep(change)
        session = self.scene.agenda.by_id.get(change.session_id)
        title = session.title if session else change.session_id
        self.notify(f"{title} is {'' if change.is_on else 'no longer '}starred.", title=done, markup=False)

    @property
    def is_saving(self) -> bool:
        """Whether a mark is still on its way to the disk."""
        return bool(self._marking.unsaved)

    def _keep(self, change: Change) -> None:
        self._keeper.keep(change)
        self.set_timer(_SAVING_SHOWS_AFTER, self.show_unsaved)

    def show_unsaved(self) -> None:
        """Show which marks are still on their way to the disk."""
        if self._marking.unsaved != self.scene.unsaved:
            self._show(unsaved=self._marking.unsaved)

    @on(messages.MarkSaved)
    def _mark_saved(self, message: messages.MarkSaved) -> None:
        self._marking.succeed()
        if message.conference == self.scene.agenda.name:
            self._show(schedule=message.schedule, unsaved=self._marking.unsaved & self.scene.unsaved)

    @on(messages.MarkNotSaved)
    def _mark_not_saved(self, message: messages.MarkNotSaved) -> None:
        self._marking.fail()
        self.show_unsaved()
        self.notify(message.reason, title="Not saved", severity="error", timeout=15, markup=False)

    @on(messages.ScheduleRead)
    def _schedule_read(self, message: messages.ScheduleRead) -> None:
        if message.conference == self.scene.agenda.name:
            self._show(schedule=message.schedule)

    # Conferences

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
            self._marking.forget_history()
            self._keeper.turn_to(message.agenda.name)
            self.title = message.agenda.title
        self.scene = Scene.of(message.agenda, message.schedule, self._clock(), self.scene.glyphs)

    # The app

    @on(KeyBar.Pressed)
    def _key_pressed(self, message: KeyBar.Pressed) -> None:
        self.simulate_key(message.key)

    def action_help(self) -> None:
        """Show the keys in force."""
        keys: dict[str, list[str]] = {}
        bindings: dict[str, Binding] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.id and binding.tooltip:
                plain = replace(binding, key_display=None)
                keys.setdefault(binding.id, []).append(self.get_key_display(plain))
                bindings.setdefault(binding.id, binding)
        rows = [(" ".join(keys[name]), binding) for name, binding in bindings.items()]
        self.push_screen(HelpScreen(rows, self.scene.glyphs))
