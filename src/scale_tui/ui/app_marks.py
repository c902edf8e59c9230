"""The part of the app that owns the scene and what is marked in it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from textual import events, on, work
from textual.binding import Binding
from textual.reactive import var

from scale_tui.domain.marks import note, put, take_off
from scale_tui.ui import messages
from scale_tui.ui.app_terminal import TerminalApp
from scale_tui.ui.keeping import Keeper, Wish
from scale_tui.ui.marking import Marking
from scale_tui.ui.scene import Scene, empty_scene
from scale_tui.ui.surroundings import Surroundings

_SAVING_SHOWS_AFTER = 0.15
"""Seconds that a mark may take to reach the disk before the screen says so."""


class MarkingApp(TerminalApp):
    """Shows a scene, whose marks a thread of its own keeps on the disk."""

    BINDINGS = [
        Binding("u", "undo", "undo", show=False, id="mark.undo", tooltip="undo the last mark"),
        Binding("ctrl+r", "redo", "redo", show=False, id="mark.redo", tooltip="redo what was undone"),
    ]

    scene: var[Scene] = var(empty_scene, init=False)

    def __init__(self, scene: Scene, surroundings: Surroundings) -> None:
        super().__init__(surroundings.terminal)
        self._surroundings = surroundings
        self._clock = surroundings.clock
        self._marking = Marking()
        self._keeper = Keeper(
            scene.agenda.name, surroundings.open_store, surroundings.clock, self.post_message
        )
        self._first_scene = scene
        self.set_reactive(MarkingApp.scene, scene)

    def _show(self, **changes: object) -> None:
        self.scene = replace(self.scene, **changes)  # type: ignore[arg-type]

    async def on_event(self, event: events.Event) -> None:
        """While somebody types here, or comes back to this window, look often for what others have marked."""
        if isinstance(event, events.InputEvent | events.AppFocus):
            self._keeper.attend()
        await super().on_event(event)

    @work(thread=True, exit_on_error=True)
    def start_keeping(self) -> None:
        """Start the thread that keeps the marks."""
        self._keeper.run()

    def on_unmount(self) -> None:
        """Let the thread finish what it was given; Textual waits for it."""
        self._keeper.stop()

    async def run_async(self, **options: Any) -> None:
        """As Textual does it; after a crash on the way out, too, nobody waits for the thread in vain."""
        try:
            await super().run_async(**options)
        finally:
            self._keeper.stop()

    @on(messages.ToggleMark)
    def _toggle_mark(self, message: messages.ToggleMark) -> None:
        mark, subject = message.mark, message.subject
        self._keep(
            lambda schedule: (take_off if schedule.has(mark, subject) else put)(mark, subject), (subject,)
        )

    @on(messages.SetMarks)
    def _set_marks(self, message: messages.SetMarks) -> None:
        self._keep(lambda _: message.settings, {setting.subject for setting in message.settings})

    @on(messages.EditNote)
    def _edit_note(self, message: messages.EditNote) -> None:
        from scale_tui.ui.screens.note import NoteScreen

        session = message.session
        before = self.scene.schedule.notes.get(session.id, "")

        def keep(text: str | None) -> None:
            if text is not None and text != before:
                self._keep(lambda _: note(session.id, text), (session.id,))

        self.push_screen(NoteScreen(session.title, before, self._surroundings.editor), keep)

    def action_undo(self) -> None:
        """Take the last change of my schedule back."""
        self._marking.begin()
        self._keeper.undo()

    def action_redo(self) -> None:
        """Make again what was undone last."""
        self._marking.begin()
        self._keeper.redo()

    @property
    def is_saving(self) -> bool:
        """Whether a mark is still on its way to the disk."""
        return self._marking.is_waiting

    def _keep(self, wish: Wish, subjects: Iterable[str]) -> None:
        self._marking.begin(subjects)
        self._keeper.keep(wish)
        self.set_timer(_SAVING_SHOWS_AFTER, self.show_unsaved)

    def show_unsaved(self) -> None:
        """Show which marks are still on their way to the disk."""
        if self._marking.unsaved != self.scene.unsaved:
            self._show(unsaved=self._marking.unsaved)

    @on(messages.MarkSaved)
    def _mark_saved(self, message: messages.MarkSaved) -> None:
        self._marking.end()
        if message.conference != self.scene.agenda.name:
            return
        self._show(schedule=message.schedule, unsaved=self._marking.unsaved & self.scene.unsaved)
        if message.change is None:
            return
        if message.change.settings:
            from scale_tui.domain.mark_wording import change_words

            text = change_words(message.change, self.scene.agenda)
            self.notify(text, title=message.done, markup=False)
        else:
            nothing, how = "Nothing to undo.", "{mark.star} stars the selected talk."
            if message.done == "Redone":
                nothing, how = "Nothing to redo.", "{mark.undo} undoes the last mark."
            self.notify(self.scene.and_hint(nothing, how), markup=False)

    @on(messages.MarkNotSaved)
    def _mark_not_saved(self, message: messages.MarkNotSaved) -> None:
        self._marking.end()
        self.show_unsaved()
        self.notify(message.reason, title="Not saved", severity="error", timeout=15, markup=False)

    @on(messages.ScheduleRead)
    def _schedule_read(self, message: messages.ScheduleRead) -> None:
        if message.conference == self.scene.agenda.name:
            self._show(schedule=message.schedule)
