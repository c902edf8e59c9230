"""Times, lengths and people as an attendee reads them, on screen and on the command line alike.

English on purpose and independent of the locale, so that lines can be compared and aligned. A time or date
given here is already on the clock that shall be shown.
"""

from collections.abc import Sequence
from datetime import date, datetime, tzinfo

from scale_tui.domain.agenda import Agenda, Role, Session, Speaker
from scale_tui.domain.figures import (
    ahead_words,
    before_words,
    clock_words,
    day_words,
    left_words,
    month_words,
    short_day_words,
    zone_words,
)
from scale_tui.domain.figures import capitalised as capitalised
from scale_tui.domain.figures import counted as counted
from scale_tui.domain.figures import length as length
from scale_tui.domain.figures import short_length as short_length
from scale_tui.domain.timeline import Phase, days_until, minutes_until, phase_at


def clock(instant: datetime) -> str:
    """The time of day: ``09:05``."""
    return clock_words(instant.hour, instant.minute)


def zone_name(instant: datetime) -> str:
    """What the instant's time zone is called then: ``PDT``, or ``UTC+03`` where the zone has no letters."""
    return zone_words(instant.tzname())


def talks_that_fit(count: int) -> str:
    """How many talks fit into free time: ``1 talk fits``, ``28 talks fit``."""
    return f"{counted(count, 'talk')} {'fits' if count == 1 else 'fit'}"


def day_name(day: date) -> str:
    """A day of the conference: ``Wed 11 Sep``."""
    return day_words(day.weekday(), day.day, day.month)


def short_day_name(day: date) -> str:
    """A day among others of one conference: ``Wed 11``."""
    return short_day_words(day.weekday(), day.day)


def full_date(day: date) -> str:
    """A day of any year: ``11 Sep 2024``."""
    return f"{month_words(day.day, day.month)} {day.year}"


def date_span(first: date, last: date) -> str:
    """The days of an event: ``11 Sep 2024``, ``1–2 Feb 2025``, ``31 Jan – 1 Feb 2026``."""
    if first == last:
        return full_date(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{full_date(last)}"
    start = full_date(first) if first.year != last.year else month_words(first.day, first.month)
    return f"{start} – {full_date(last)}"


def time_to(instant: datetime, now: datetime) -> str:
    """How far ahead an instant is: ``in 25 min``."""
    return ahead_words(minutes_until(instant, now))


def time_left(session: Session, now: datetime) -> str:
    """What remains of a session that is on: ``15 min left``."""
    return left_words(minutes_until(session.end, now))


def event_state(agenda: Agenda, now: datetime, zone: tzinfo | None = None) -> str:
    """Where the event stands when it is not on: ``starts in 12 days``, ``ended 11 Sep 2024``; else empty.

    ``zone`` is that of the clock which is shown, the conference's unless given.
    """
    clock_zone = zone or agenda.zone
    if agenda.start is None or agenda.end is None:
        return "no sessions yet"
    phase = phase_at(agenda, now)
    if phase is Phase.AFTER:
        return f"ended {full_date(agenda.days[-1])}"
    if phase is Phase.DURING:
        return ""
    days = days_until(agenda, now, clock_zone)
    start = agenda.start.astimezone(clock_zone)
    return before_words(days, minutes_until(agenda.start, now), clock(start))


def speakers_line(speakers: Sequence[Speaker]) -> str:
    """Everybody of a session on one line: ``Weiwei Chu, Arnab Choudhury · Meta``.

    People of one organisation stand together and it is named once. Moderators and hosts are not told apart
    here: the session's title says so.
    """
    names: dict[str | None, list[str]] = {}
    for speaker in speakers:
        names.setdefault(speaker.affiliation, []).append(speaker.name)
    groups = [
        f"{', '.join(people)} · {affiliation}" if affiliation else ", ".join(people)
        for affiliation, people in names.items()
    ]
    return "; ".join(groups)


def role_word(role: Role) -> str:
    """A role that is worth a word beside a name; empty for a speaker."""
    return "" if role is Role.SPEAKER else role.value
