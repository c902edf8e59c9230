"""The app: it owns the scene, and is the only one to change it."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from textual import on, work
from textual.app import App
from textual.binding import Binding
from textual.reactive import var

from scale_tui.domain.agenda import Agenda
from scale_tui.domain.schedule import Change, History, Mark, PersonalSchedule
from scale_tui.ui.glyphs import UNICODE, Glyphs
from scale_tui.ui.keeping import Keeper, StoreOpener
from scale_tui.ui.messages import MarkNotSaved, MarkSaved, ScheduleRead, ToggleStar
from scale_tui.ui.palette import PaletteProvider
from scale_tui.ui.scene import Scene, empty_scene
from scale_tui.ui.screens.help import HelpScreen
from scale_tui.ui.screens.main import MainScreen
from scale_tui.ui.themes import DEFAULT_THEME, OWN_THEMES, variables_beside
from scale_tui.ui.widgets.key_bar import KeyBar

_SAVING_SHOWS_AFTER = 0.15
"""Seconds that a mark may take to reach the disk before the screen says so."""


@dataclass(frozen=True, slots=True)
class _Pending:
    """A change on its way to the disk, and how the history forgets it if it does not get there."""

    change: Change
    forget: Callable[[History, Change], History]


class ScaleTuiApp(App[None]):
    """One conference on a terminal.

    ``clock`` tells the present instant. ``schedule`` is what is shown first; ``open_store`` opens the
    attendee's marks in the thread that keeps them.
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
        self._history = History()
        self._pending: deque[_Pending] = deque()
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

    @on(ToggleStar)
    def _toggle_star(self, message: ToggleStar) -> None:
        session_id = message.session.id
        change = Change(session_id, Mark.STAR, is_on=not self._will_be_starred(session_id))
        self._history = self._history.record(change)
        self._keep(_Pending(change, History.without))

    def _will_be_starred(self, session_id: str) -> bool:
        for pending in reversed(self._pending):
            if pending.change.session_id == session_id:
                return pending.change.is_on
        return session_id in self.scene.schedule.stars

    def action_undo(self) -> None:
        """Take the last mark back."""
        step = self._history.undo()
        if step is None:
            self.notify("Nothing to undo.")
            return
        self._history, change = step
        self._keep(_Pending(change, History.without_undo))
        self._say("Undone", change)

    def action_redo(self) -> None:
        """Set again what was undone last."""
        step = self._history.redo()
        if step is None:
            self.notify("Nothing to redo.")
            return
        self._history, change = step
        self._keep(_Pending(change, History.without_redo))
        self._say("Redone", change)

    def _say(self, what: str, change: Change) -> None:
        session = self.scene.agenda.by_id.get(change.session_id)
        title = session.title if session else change.session_id
        self.notify(f"{title} is {'' if change.is_on else 'no longer '}starred.", title=what, markup=False)

    @property
    def is_saving(self) -> bool:
        """Whether a mark is still on its way to the disk."""
        return bool(self._pending)

    def _keep(self, pending: _Pending) -> None:
        self._pending.append(pending)
        self._keeper.keep(pending.change)
        self.set_timer(_SAVING_SHOWS_AFTER, self.show_unsaved)

    def show_unsaved(self) -> None:
        """Show which marks are still on their way to the disk."""
        if self._unsaved != self.scene.unsaved:
            self._show(unsaved=self._unsaved)

    @property
    def _unsaved(self) -> frozenset[str]:
        return frozenset(pending.change.session_id for pending in self._pending)

    @on(MarkSaved)
    def _mark_saved(self, message: MarkSaved) -> None:
        # The keeper works in order, so the first that waits is the one that was written.
        self._pending.popleft()
        self._show(schedule=message.schedule, unsaved=self._unsaved & self.scene.unsaved)

    @on(MarkNotSaved)
    def _mark_not_saved(self, message: MarkNotSaved) -> None:
        pending = self._pending.popleft()
        self._history = pending.forget(self._history, pending.change)
        self.show_unsaved()
        self.notify(message.reason, title="Not saved", severity="error", timeout=15, markup=False)

    @on(ScheduleRead)
    def _schedule_read(self, message: ScheduleRead) -> None:
        self._show(schedule=message.schedule)

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
