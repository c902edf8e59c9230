"""Where the terminal's own cursor belongs: screen readers, braille displays and magnifiers follow it.

It stands where the keys act, also while it is hidden: at the start of the selected row, behind the letters
that were typed. It is looked up for each frame that is drawn, so that no widget has to tell when it moves.
"""

from typing import Any

from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget


def place_of_cursor(screen: Screen[Any], *, is_typing: bool) -> Offset | None:
    """Where it belongs on a screen; None where nothing there says so.

    ``is_typing`` is whether the last key was a letter: a line to type in and a list of what was found may
    have keys at the same time, and then the cursor is with what the last key was for. A screen that knows
    better has a ``lead_cursor``, a list a ``cursor_offset``.
    """
    lead = getattr(screen, "lead_cursor", None)
    if lead is not None and (place := lead(is_typing=is_typing)) is not None:
        return _offset(place)
    focused = screen.focused
    if focused is None:
        # A box that is only looked at is read from its beginning.
        boxes = screen.children if screen.is_modal else ()
        return _start_of(boxes[0]) if boxes else None
    typed_at = _offset(getattr(focused, "cursor_screen_offset", None))
    if typed_at is not None:
        # Behind the last letter Textual's input counts one cell too many.
        typed_at -= Offset(int(getattr(focused, "cursor_at_end", False)), 0)
        return (None if is_typing else _highlighted_option(screen)) or typed_at
    offset = getattr(focused, "cursor_offset", None)
    return (_offset(offset()) if offset is not None else None) or _start_of(focused)


def _offset(place: object) -> Offset | None:
    return place if isinstance(place, Offset) else None


def _start_of(widget: Widget) -> Offset:
    return widget.content_region.offset


def _highlighted_option(screen: Screen[Any]) -> Offset | None:
    """The command that the arrows have reached in the palette, which keeps the focus where one types."""
    for options in screen.query("OptionList"):
        highlighted = getattr(options, "highlighted", None)
        # Textual tells the line of an option nowhere in public; without it the cursor stays with the letters.
        lines = getattr(options, "_index_to_line", None)
        if options.is_on_screen and highlighted is not None and lines and highlighted in lines:
            y = lines[highlighted] - options.scroll_offset.y
            if 0 <= y < options.scrollable_content_region.height:
                return _start_of(options) + Offset(0, y)
    return None
