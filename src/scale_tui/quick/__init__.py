"""The quick way: what is asked most is answered from a small file that was written for that question.

A status bar asks ``now`` once a minute, and Python itself takes most of the time of the answer if little is
imported. So the ordinary way leaves a *book* behind (``cli.book_keeping`` writes it): the sessions of a
conference in time order, in words that are ready to print, and beside it what is marked. This package reads
them, and imports next to nothing that Python has not loaded anyway.

It answers what the ordinary way would, to the byte, or it does not answer: where anything is not as it was
when the book was written (another agenda or mark, another version, a right that was taken), for every other
option, in every doubt ``answer`` returns None, and the ordinary way follows. The app's first picture is drawn
from the same books: see ``screen``. SCALE_TUI_QUICK=off switches both off.
"""

import os
import sys

SWITCH, OFF = "SCALE_TUI_QUICK", "off"
_FOUND, _NOTHING = 0, 1
_ANSWERED = ("now", "list", "mine", "show")
_OPENING = ("open", "-c", "--conference", "--at")
"""What the app is asked for with, where anything is typed at all."""
TYPE_CHECKING = False
if TYPE_CHECKING:
    from scale_tui.quick.screen import EarlyScreen

early_screen: "EarlyScreen | None" = None
"""The terminal, where it shows the first picture of an app that is not there yet."""


def is_switched_off() -> bool:
    """Whether everything is to be done in the ordinary way."""
    return os.environ.get(SWITCH) == OFF


def answer(typed: list[str]) -> int | None:
    """Answer what was typed, and return the exit code; None for what is to be done in the ordinary way.

    Raises OSError where the answer cannot be written.
    """
    if is_switched_off():
        return None
    command = next((word for word in typed if word in _ANSWERED), None)
    try:
        if command is not None:
            lines, code = _answer(typed, command)
        else:
            if (typed[:1] or _OPENING)[0] in _OPENING:
                _show_early(typed)
            return None
    except (OSError, LookupError, OverflowError, TypeError, ValueError):  # a file that is damaged, a doubt
        return None
    if lines:
        sys.stdout.write("".join([f"{line}\n" for line in lines]))
        sys.stdout.flush()
    return code


def _show_early(typed: list[str]) -> None:
    """Show what the app is about to, while that is loaded."""
    global early_screen
    if not sys.stderr or not sys.stderr.isatty():
        return
    import gc

    from scale_tui.quick.screen import EarlyScreen

    gc.disable()  # the app goes on so: see ``cli.open_app``
    # Known before it is shown: an interrupt may come as soon as it is.
    early_screen = screen = EarlyScreen()
    try:
        screen.show(typed)
    finally:
        if screen.before is None:
            early_screen = None


def give_back_screen() -> None:
    """Give the terminal back, where the first picture of an app stands that is not there yet."""
    if early_screen is not None:
        early_screen.give_back()


def _answer(typed: list[str], command: str) -> tuple[list[str], int]:
    """The lines, and the exit code."""
    from scale_tui.quick.asked import Asked
    from scale_tui.quick.place import opened

    asked = Asked(typed, command)
    width, has_colour = asked.screen()
    book, marks = opened(asked.conference)
    now = asked.instant(book)
    if command == "now":
        from scale_tui.quick.now import answer_now

        options = {"is_mine": asked.is_mine, "is_next": asked.is_next}
        found = answer_now(book, marks, now, width, has_colour=has_colour, **options)
    elif command == "list":
        from scale_tui.quick.listing import answer_list

        found = answer_list(book, marks, now, width, has_colour=has_colour)
    elif command == "mine":
        from scale_tui.quick.mine import answer_written

        found = answer_written(asked.conference, now, width, has_colour=has_colour)
    else:
        from scale_tui.quick.page import answer_show

        found = answer_show(book, marks, asked.words, now, width, has_colour=has_colour)
    return [] if asked.is_quiet else found.lines, _FOUND if found.is_found else _NOTHING
