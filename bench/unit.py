"""The unit that screens are measured in: a Textual app that shows one Static, and changes it on a key."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static


class Unit(App[None]):
    """One line, which counts how often ``j`` was pressed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "count", "count", id="unit.count", tooltip="Count one more"),
        Binding("q", "quit", "quit", id="unit.quit", tooltip="Quit"),
    ]
    count = 0

    def compose(self) -> ComposeResult:
        """The one line."""
        yield Static("unit ready", id="line")

    def action_count(self) -> None:
        """Count one more, and show it."""
        self.count += 1
        self.query_one("#line", Static).update(f"unit ready {self.count}")


if __name__ == "__main__":
    Unit().run()
