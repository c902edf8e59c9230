"""The events of an iCalendar file: when they start, on which clock, and how long they last."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from scale_tui.sources.icalendar_lines import Component
from scale_tui.sources.icalendar_recurrence import Effort
from scale_tui.sources.icalendar_values import Length, Moment, between, length_of, moment_of
from scale_tui.sources.icalendar_zones import Clock, Clocks, instant_of
from scale_tui.sources.reading import Notes, shortened
from scale_tui.values import dataclass

_LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True, eq=False)
class Event:
    """A VEVENT that has a start; ``replaces`` is the time of a series that it takes the place of."""

    component: Component
    calendar: Component
    clocks: Clocks
    start: Moment
    replaces: Moment | None

    @property
    def uid(self) -> str:
        """What its file calls it, empty where it does not."""
        return self.component.line_of("UID")


def read_events(calendars: Iterable[Component], notes: Notes) -> Iterator[Event]:
    """The VEVENTs that have a start; VTODO, VJOURNAL and VFREEBUSY are no sessions."""
    effort = Effort()
    for calendar in calendars:
        clocks = Clocks(calendar, effort)
        for component in calendar.children:
            if component.name != "VEVENT":
                continue
            found = component.first("DTSTART")
            start = moment_of(found) if found else None
            if start is None:
                why = "has no start" if found is None else "has a start that is no time"
                _add_note(notes, component, f"{why}, skipped")
                continue
            replaces = component.first("RECURRENCE-ID")
            yield Event(component, calendar, clocks, start, moment_of(replaces) if replaces else None)


def _add_note(notes: Notes, component: Component, text: str) -> None:
    title = shortened(component.line_of("SUMMARY"), _LONGEST_QUOTE)
    notes.add(f"“{title}” {text}" if title else f"an event without a title {text}", component.line)


class Reckoning:
    """Turns what events say of their time into instants; ``home`` is the clock of those that name none."""

    def __init__(self, home: ZoneInfo, notes: Notes) -> None:
        self.home = home
        self._notes = notes
        self._unknown: set[str] = set()

    def add_note(self, event: Event, text: str) -> None:
        """Note something about an event, which is named before the text."""
        _add_note(self._notes, event.component, text)

    def clock(self, moment: Moment, event: Event) -> Clock:
        """The clock that a moment is on; one that nobody knows is taken for the conference's."""
        if moment.tzid is None:
            return self.home
        clock = event.clocks.named(moment.tzid)
        if clock is None and moment.tzid not in self._unknown:
            self._unknown.add(moment.tzid)
            name = shortened(moment.tzid, _LONGEST_QUOTE)
            text = f"the time zone “{name}” is not known, its times were taken for {self.home.key}"
            self._notes.add(text, event.component.line)
        return clock or self.home

    def instant(self, moment: Moment, event: Event) -> datetime:
        """The instant in UTC that a moment means."""
        return instant_of(moment.local, self.clock(moment, event))

    def length(self, event: Event) -> Length:
        """From DTEND, else DURATION, else a whole day for a date and nothing for a time (RFC 5545, 3.6.1)."""
        end, duration = event.component.first("DTEND"), event.component.first("DURATION")
        if end:
            moment = moment_of(end)
            length = self._between(event, moment) if moment else None
        elif duration:
            length = length_of(duration.value)
        else:
            length = Length(days=timedelta(days=1 if event.start.is_date else 0))
        if length is None:
            self.add_note(event, "has no end that makes sense, taken to end when it starts")
        return length or Length()

    def _between(self, event: Event, end: Moment) -> Length | None:
        return between(event.start, end, self.instant(end, event) - self.instant(event.start, event))
