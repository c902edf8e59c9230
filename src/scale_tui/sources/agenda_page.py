"""The lines of an event page put in order: its head, its days, and below each time what is said of it."""

import re
from dataclasses import field

from scale_tui.sources.agenda_lines import (
    LONGEST_LINE,
    DayOfYear,
    TimeRange,
    day_heading,
    featured,
    header_date,
    heading_and_room,
    is_heading,
    is_room,
    named_person,
    time_range,
)
from scale_tui.sources.clean import clean_line
from scale_tui.sources.reading import Notes
from scale_tui.values import dataclass

_AGENDA_STARTS = "event agenda"


def _phrases(text: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in text.split("|"))


_FOOTERS = _phrases(
    """speakers | event speakers | speakers and moderators | speakers & moderators | about event
    | about @scale | code of conduct | related topics | sponsors | our pledge | our standards | past events
    | explore topics | watch past events | cookies policy | privacy policy | speaker submissions"""
)
_FOOTER_STARTS = ("to help personalize content", "join the @scale mailing list", "©", "copyright ©")
_BUTTONS = _phrases(
    """view full agenda | watch now | watch video | watch recording | watch the video | read more | read less
    | read more read less | learn more | view slides | slides | video | register | register now | rsvp
    | rsvps closed | add to calendar | view more | agenda speakers | agenda | back to top | share"""
)
# Lines of the site's own: whole lines, in lower case.
NOT_CONTENT = _FOOTERS | _BUTTONS | {_AGENDA_STARTS}


@dataclass(frozen=True, slots=True)
class Line:
    """A line, cleaned, and its number in the source, from 1."""

    number: int
    text: str


@dataclass(slots=True)
class Heading:
    """What a section is called and where it is."""

    track: str | None = None
    room: str | None = None


@dataclass(slots=True)
class Slot:
    """A time and the lines below it; ``heading`` is one right above it."""

    line: Line
    time: TimeRange
    body: list[Line] = field(default_factory=list)
    heading: Heading | None = None


@dataclass(slots=True)
class Stretch:
    """Day headings that follow each other, with their themes, and the slots below the last of them."""

    days: list[tuple[DayOfYear, Heading]] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Page:
    """A page: all lines, those of its head, the days in the head, and the agenda's stretches of days."""

    lines: tuple[Line, ...]
    head: tuple[Line, ...]
    head_days: tuple[DayOfYear, ...]
    stretches: tuple[Stretch, ...]


def read_page(text: str, notes: Notes) -> Page:
    """Put the lines of a text in order."""
    texts = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = [Line(number, clean_line(line)) for number, line in enumerate(texts, start=1)]
    start = _agenda_start(lines)
    reader = _PageReader(notes)
    for line in lines[start:]:
        reader.take(line)
    head = tuple(line for line in lines[: start or max(0, reader.first_line - 1)] if line.text)
    days = [found for line in head if (found := header_date(line.text, line.number))]
    days += [found for line in head if (found := day_heading(line.text, line.number)) and found.year]
    return Page(tuple(lines), head, tuple(days), tuple(reader.stretches))


def _agenda_start(lines: list[Line]) -> int:
    """After the last "EVENT AGENDA" that has times below it; some pages have none, then 0."""
    has_times = False
    for index in range(len(lines) - 1, -1, -1):
        text = lines[index].text
        if has_times and text.casefold() == _AGENDA_STARTS:
            return index + 1
        has_times = has_times or _time(text) is not None
    return 0


def _time(text: str) -> TimeRange | None:
    try:
        return time_range(text)
    except ValueError:
        return None


class _PageReader:
    """Takes the agenda's lines one by one; ``first_line`` is the number of its first day or time."""

    def __init__(self, notes: Notes) -> None:
        self.stretches: list[Stretch] = [Stretch()]
        self.first_line = 0
        self._notes = notes
        self._loose: list[Line] = []
        self._slot: Slot | None = None
        self._is_footer = False

    def take(self, line: Line) -> None:
        """Put one line where it belongs."""
        if self._take_time(line) or self._take_day(line):
            self.first_line = self.first_line or line.number
            self._is_footer = False
        elif self._slot and not self._slot.body:
            # Right below a time even "Register" is a title.
            self._take_text(line)
        elif is_footer(line.text):
            self._is_footer = True
        elif not self._is_footer and line.text.casefold() not in _BUTTONS:
            self._take_text(line)

    def _take_time(self, line: Line) -> bool:
        try:
            time = time_range(line.text)
        except ValueError as error:
            self._notes.add(f"{error}; the session below it was left out", line.number)
            self._heading_above()
            self._slot = Slot(line, TimeRange(0, 0))
            return True
        if time is None:
            return False
        stretch, heading = self.stretches[-1], self._heading_above()
        slot = Slot(line, time)
        if stretch.slots:
            slot.heading = heading
        elif stretch.days and heading:
            stretch.days[-1] = (stretch.days[-1][0], heading)
        stretch.slots.append(slot)
        self._slot = slot
        return True

    def _take_day(self, line: Line) -> bool:
        day = day_heading(line.text, line.number)
        if day is None:
            return False
        stretch = self.stretches[-1]
        heading = self._heading_above()
        if stretch.slots:
            stretch = Stretch()
            self.stretches.append(stretch)
        elif heading and stretch.days:
            stretch.days[-1] = (stretch.days[-1][0], heading)
        if not any(day.matches(other) for other, _ in stretch.days):
            stretch.days.append((day, Heading()))
        self._slot = None
        return True

    def _take_text(self, line: Line) -> None:
        (self._slot.body if self._slot else self._loose).append(line)

    def _heading_above(self) -> Heading | None:
        """The heading at the end of what came before; it is no longer part of that."""
        if self._slot is None:
            lines, self._loose = self._loose, []
            return taken_heading(lines, has_people=False)
        first = next((line for line in self._slot.body if line.text), None)
        if first is None:
            return None
        place = self._slot.body.index(first) + (0 if named_person(first.text, in_title_place=True) else 1)
        people = [i for i in range(place, len(self._slot.body)) if is_about_people(self._slot.body[i].text)]
        start = people[-1] + 1 if people else place
        rest = self._slot.body[start:]
        heading = taken_heading(rest, has_people=bool(people))
        self._slot.body[start:] = rest
        return heading


def is_about_people(text: str) -> bool:
    """Whether a line below a title names somebody, or a link to read on."""
    return len(text) <= LONGEST_LINE and (named_person(text) is not None or featured(text) is not None)


def is_footer(text: str) -> bool:
    """Whether a line begins what the site writes on all of its pages."""
    folded = text[:80].casefold()
    return folded in _FOOTERS or folded.startswith(_FOOTER_STARTS)


def taken_heading(lines: list[Line], *, has_people: bool) -> Heading | None:
    """The heading that ends these lines, taken out of them: at most two lines and a room in brackets.

    The pages put nothing but headings below the people of a session, so there any short line is one.
    """
    found = Heading()
    texts: list[str] = []
    index = _last_text(lines)
    while index >= 0 and lines[index].text and len(texts) < 2:
        text = lines[index].text
        if is_room(text) and found.room is None and not texts:
            _, found.room = heading_and_room(text)
        elif is_heading(text) or (has_people and _is_short(text)):
            track, room = heading_and_room(text)
            found.room = found.room or room
            texts.insert(0, track or "")
        else:
            break
        index -= 1
    if not texts:
        return None
    del lines[index + 1 :]
    found.track = ": ".join(text for text in texts if text) or None
    return found


def _last_text(lines: list[Line]) -> int:
    return next((index for index in range(len(lines) - 1, -1, -1) if lines[index].text), -1)


def _is_short(text: str) -> bool:
    is_open = not re.search(r"[.!?;,:]$", text)
    return is_open and len(text) <= 60 and len(text.split()) <= 8 and (text[0].isupper() or text[0].isdigit())
