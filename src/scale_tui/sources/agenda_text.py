"""Reads the text of an @Scale event page, as copied from the browser or saved by it.

The form, learnt from the organiser's pages of 2016 to 2025: "EVENT AGENDA", the zone of the times, then under
each day its sessions: a line with the time, the title, the abstract between empty lines, the people as
"Speaker Jane Doe,Acme". Above it is a head with the title and the dates, below it what every page says.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from scale_tui.domain.agenda import Agenda, Session, session_ids
from scale_tui.sources.agenda_days import NIGHT_ENDS, Day, days_of, is_after_midnight, shown_zone, zone_of
from scale_tui.sources.agenda_lines import MINUTES_A_DAY, day_heading, header_date
from scale_tui.sources.agenda_page import NOT_CONTENT, Heading, Page, Slot, read_page
from scale_tui.sources.agenda_session import Description, describe
from scale_tui.sources.identity import conference_name, session_key
from scale_tui.sources.kinds import kind_of
from scale_tui.sources.people import with_one_spelling
from scale_tui.sources.reading import Notes, Reading, unreadable
from scale_tui.values import dataclass

_LONGEST_TITLE = 120
_MOST_LINES = 100_000
_UNTITLED = "Untitled session"


def read_agenda_text(
    text: str,
    *,
    source: str = "the agenda",
    title: str | None = None,
    year: int | None = None,
    zone: ZoneInfo | None = None,
) -> Reading:
    """The agenda that a page's text has; ``title``, ``year`` and ``zone`` win over what the page says.

    Raises:
        UnreadableAgenda: too many lines, no times, or nothing says which day, year or time zone they are in.

    """
    if max(text.count("\n"), text.count("\r")) > _MOST_LINES:
        raise unreadable(source, f"expected at most {_MOST_LINES:,} lines", _MOST_LINES + 1)
    notes = Notes()
    page = read_page(text, notes)
    if not any(stretch.slots for stretch in page.stretches):
        raise unreadable(source, "expected agenda text with times such as 08:30 AM - 10:00 AM, found none")
    title = title or _page_title(page)
    days = days_of(page, source=source, year=year, title=title or "", notes=notes)
    zone = zone or zone_of(page, source=source)
    if not title:
        title = f"Agenda of {days[0].date:%Y-%m-%d}"
        notes.add(f"no title found, so it is called “{title}”")
    drafts = [draft for day in days for draft in _drafts(day, notes)]
    sessions = with_one_spelling([_session(draft, key, zone) for draft, key in _identified(drafts)])
    return Reading(Agenda(conference_name(title), title, zone, sessions), notes.all())


@dataclass(frozen=True, slots=True)
class _Draft:
    """A session on the page's clock: ``start`` and ``end`` in minutes since ``day`` began."""

    day: date
    start: int
    end: int
    description: Description
    heading: Heading

    @property
    def title(self) -> str:
        return self.description.title or _UNTITLED

    @property
    def local_start(self) -> datetime:
        return _on_the_clock(self.day, self.start)


def _drafts(day: Day, notes: Notes) -> Iterator[_Draft]:
    heading, night = day.theme, 0
    starts = sorted({slot.time.start for slot in day.slots})
    for index, slot in enumerate(day.slots):
        heading = slot.heading or heading
        if index and is_after_midnight(slot, day.slots[index - 1]):
            night = MINUTES_A_DAY
        elif slot.time.start >= NIGHT_ENDS:
            night = 0
        start = slot.time.start + night
        end = slot.time.end + night if slot.time.end is not None else _next_start(starts, slot, notes) + night
        description = describe(slot, notes)
        if description.title is None:
            notes.add(f"no title, so it is called “{_UNTITLED}”", slot.line.number)
        yield _Draft(day.date, start, end if end >= start else end + MINUTES_A_DAY, description, heading)


def _next_start(starts: Sequence[int], slot: Slot, notes: Notes) -> int:
    """For a session whose page gives no end: when the next one of its day starts."""
    notes.add("no end given, taken to end when the next session starts", slot.line.number)
    place = bisect_right(starts, slot.time.start)
    return starts[place] if place < len(starts) else slot.time.start


def _identified(drafts: list[_Draft]) -> Iterator[tuple[_Draft, str]]:
    """Each session with its id.

    Those that would share one are told apart in an order that does not depend on the page's.
    """
    keyed = sorted(
        (
            session_key(start=draft.local_start, title=draft.description.title or ""),
            draft.title,
            draft.end,
            index,
        )
        for index, draft in enumerate(drafts)
    )
    # Numbered here, for session_ids looks for each free number from the start: minutes for a hostile page.
    seen = Counter[str]()
    numbered: list[str] = []
    for key, *_ in keyed:
        seen[key] += 1
        numbered.append(key if seen[key] == 1 else f"{key}-{seen[key]}")
    ids = session_ids(numbered)
    by_index = {index: given for (*_, index), given in zip(keyed, ids, strict=True)}
    return ((draft, by_index[index]) for index, draft in enumerate(drafts))


def _session(draft: _Draft, given: str, zone: ZoneInfo) -> Session:
    description = draft.description
    start = draft.local_start.replace(tzinfo=zone).astimezone(UTC)
    # An end in the hour that the clocks skip would be before the start.
    end = max(start, _on_the_clock(draft.day, draft.end).replace(tzinfo=zone).astimezone(UTC))
    kind = kind_of(
        draft.title, has_speakers=description.has_speakers, has_abstract=description.abstract is not None
    )
    return Session(
        id=given,
        title=draft.title,
        start=start,
        end=end,
        day=draft.day,
        kind=kind,
        speakers=tuple(description.speakers),
        abstract=description.abstract,
        room=draft.heading.room,
        track=draft.heading.track,
        links=tuple(description.links),
    )


def _on_the_clock(day: date, minutes: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=minutes)


def _page_title(page: Page) -> str | None:
    """The line above the first date of the head; on pages without one, the first that names an event."""
    titles = [line for line in page.head if _may_be_title(line.text)]
    dates = [line.number for line in page.head if header_date(line.text, 0) or day_heading(line.text, 0)]
    above = [line.text for line in titles if dates and line.number < dates[0]]
    if above:
        return above[-1]
    return next((line.text for line in titles if "@" in line.text), titles[0].text if titles else None)


def _may_be_title(text: str) -> bool:
    if len(text) > _LONGEST_TITLE or text.endswith((".", "!", ":")) or shown_zone(text):
        return False
    if header_date(text, 0) or day_heading(text, 0):
        return False
    return not text.casefold().startswith(("topic:", "topics:")) and text.casefold() not in NOT_CONTENT
