"""What cannot be done where the app is shown to others: on a public screen, in a browser."""

from textual.actions import parse

from scale_tui.values import dataclass

Action = str | tuple[str, str, tuple[object, ...]]
"""As a binding writes it, or taken apart: namespace, name and arguments."""


@dataclass(frozen=True, slots=True)
class SwitchedOff:
    """The names of the actions that are not to be had here, and what is said to whoever asks for one.

    It keeps keys out of footer, help and palette. That nothing is written in spite of it, what the app is
    handed sees to: a store, a shelf and an outbox that refuse.
    """

    actions: frozenset[str] = frozenset()
    why: str = ""

    def __contains__(self, action: Action) -> bool:
        if not self.actions:
            return False
        _, name, _ = parse(action) if isinstance(action, str) else action
        return name in self.actions


NOTHING_OFF = SwitchedOff()
KIOSK = SwitchedOff(
    frozenset(
        {
            # marks
            "toggle_star",
            "toggle_backup",
            "toggle_hidden",
            "edit_note",
            "edit_own",
            "settle",
            "undo",
            "redo",
            "mark",
            "save_filter",
            "remove_filter",
            # files, other conferences, the network
            "export",
            "write",
            "pick",
            "refresh",
            "acknowledge",
            # other programs
            "suspend_process",
            "edit",
            "open_link",
            # the clipboard, which the next one at a public screen would paste from
            "copy_link",
            "copy_session",
        }
    ),
    "This screen is for looking: nothing is marked, kept or opened here.",
)
IN_BROWSER = SwitchedOff(
    frozenset({"export", "write", "suspend_process", "edit"}),
    "Not in a browser: the terminal writes files and runs other programs.",
)
