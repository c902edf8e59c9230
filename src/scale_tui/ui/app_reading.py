"""The part of the app that is read aloud, or in braille: reader mode, which says in words what else is drawn.

One pane, ASCII, no lines and no pictures; the terminal's cursor is seen, and stands on what is selected. What
the app has to say stays until the next key, with the cursor on it.
"""

from pathlib import Path

from textual import events
from textual.binding import Binding
from textual.geometry import Offset
from textual.notifications import SeverityLevel

from scale_tui.ui.app_reminders import RemindingApp
from scale_tui.ui.glyphs import UNICODE, WORDS
from scale_tui.ui.own_keys import NO_KEY
from scale_tui.ui.scene import Scene
from scale_tui.ui.surroundings import Surroundings

_STYLES = Path(__file__).parent / "screens" / "reader.tcss"
_CLASS = "-reader"
_UNTIL_A_KEY = 24 * 60 * 60.0
"""Seconds that a notice stays by itself: nobody has to be quick."""


class ReadingApp(RemindingApp):
    """Is in reader mode while the scene is drawn with words for characters."""

    BINDINGS = [
        Binding(
            NO_KEY,
            "toggle_reader",
            "reader",
            show=False,
            id="app.reader",
            tooltip="reader mode, or not: words in place of signs",
        ),
    ]

    def __init__(self, scene: Scene, surroundings: Surroundings) -> None:
        super().__init__(scene, surroundings)
        self._is_telling = False
        self._drawn_before = UNICODE if scene.glyphs.is_words else scene.glyphs
        if scene.glyphs.is_words:
            self.css_path = [*self.css_path, _STYLES]
            self._read_aloud(is_on=True)

    @property
    def is_reader(self) -> bool:
        """Whether reader mode is on."""
        return self.scene.glyphs.is_words

    def _read_aloud(self, *, is_on: bool) -> None:
        self.set_class(is_on, _CLASS)
        self._terminal.show_cursor(is_shown=is_on)

    def action_toggle_reader(self) -> None:
        """Say everything in words, or draw it again."""
        is_on = not self.is_reader
        if is_on and not self.stylesheet.has_source(str(_STYLES), ""):
            self.stylesheet.read(_STYLES)
            self.stylesheet.reparse()
        self._read_aloud(is_on=is_on)
        self._show(glyphs=WORDS if is_on else self._drawn_before)
        for screen in self.screen_stack:
            self.stylesheet.update(screen)
        self.refresh_bindings()
        always = "With reader = true under [screen] in config.toml it always is."
        self.notify(f"Reader mode is on. {always}" if is_on else "Reader mode is off.", markup=False)

    # Notices

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Tell something; in reader mode it stays until the next key."""
        if self.is_reader:
            self._is_telling, timeout = True, _UNTIL_A_KEY
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    async def on_event(self, event: events.Event) -> None:
        """A key takes away what was told before, and leads the cursor, whether anything is drawn or not."""
        is_key = self.is_reader and isinstance(event, events.Key)
        if is_key and self._is_telling:
            self._is_telling = False
            self.clear_notifications()
        await super().on_event(event)
        if is_key:
            self.call_after_refresh(self.lead_cursor)

    def place_of_cursor(self) -> Offset | None:
        """On what is told, if anything, for that is where one listens."""
        if self._is_telling:
            for toast in self.screen.query("Toast"):
                if toast.is_on_screen:
                    return toast.content_region.offset
        return super().place_of_cursor()
