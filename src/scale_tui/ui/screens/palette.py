"""Textual's palette as it is drawn here: compact, so that small windows have room for what it finds too."""

from pathlib import PurePath
from typing import ClassVar

from textual.command import CommandPalette, ProviderSource
from textual.widgets import Input


class Palette(CommandPalette):
    """Lists what matches what is typed."""

    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = "palette.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (60, "-medium")]
    VERTICAL_BREAKPOINTS = [(0, "-lowest"), (18, "-tall")]

    def __init__(
        self, providers: "ProviderSource | None" = None, placeholder: str = "Search for commands"
    ) -> None:
        super().__init__(providers, placeholder=placeholder)

    def on_mount(self) -> None:
        """Say how to leave it. Nothing blinks."""
        self.query_one("#--input").border_subtitle = "esc closes"
        self.query_one(Input).cursor_blink = False
