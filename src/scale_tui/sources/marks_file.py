"""Which marks a file holds, whatever form it has: told from its content, not from its name."""

from scale_tui.domain.bringing_in import BroughtMarks
from scale_tui.sources.detect import LARGEST, decoded, is_json, start_of
from scale_tui.sources.reading import unreadable


def read_marks(data: bytes, source: str) -> BroughtMarks:
    """What somebody has marked: this program's JSON, a calendar, or a list of codes or addresses.

    Raises:
        UnreadableAgenda: a form that marks nothing, such as the schedule of a conference or a page, one with
            faults beyond repair, or more than 32 MiB.

    """
    if len(data) > LARGEST:
        raise unreadable(source, f"expected at most 32 MiB, this is {len(data) / 1024 / 1024:.0f} MiB")
    start = start_of(data)
    # Late: each form brings its own imports.
    if start[:15].upper() == "BEGIN:VCALENDAR":
        from scale_tui.sources.marks_calendar import read_marks_calendar

        return read_marks_calendar(data, source)
    if is_json(start):
        from scale_tui.sources.marks_json import read_marks_json

        return read_marks_json(data, source)
    if start.startswith("<"):
        raise unreadable(
            source, "is a page or a schedule, in which nothing is marked; 'scale-tui add' is for these"
        )
    from scale_tui.sources.marks_list import marks_of_lines

    text, _ = decoded(data, source)
    return marks_of_lines(text.splitlines(), source)
