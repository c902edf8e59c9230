"""Times, lengths and people as an attendee reads them, on screen and on the command line alike.

English on purpose and independent of the locale, so that lines can be compared and aligned. A time or date
given here is already on the clock that shall be shown.
"""

from collections.abc import Sequence
from datetime import date, datetime, tzinfo

from scale_tui.domain.agenda import Agenda, Role, Session, Speaker
from scale_tui.domain.timeline import Phase, days_until, minutes_until, phase_at

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MINUTES_A_DAY = 24 * 60
_LONGEST_IN_MINUTES = 99


def clock(instant: datetime) -> str:
    """The time of day: ``09:05``."""
    return f"{instant.hour:02}:{instant.minute:02}"


def zone_name(instant: datetime) -> str:
    """What the instant's time zone is called then: ``PDT``, or ``UTC+03`` where the zone has no letters."""
    name = instant.tzname() or "UTC"
    return f"UTC{name}" if name[0] in "+-" else name


def day_name(day: date) -> str:
    """A day of the conference: ``Wed 11 Sep``."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"


def short_day_name(day: date) -> str:
    """A day among others of one conference: ``Wed 11``."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day}"


def full_date(day: date) -> str:
    """A day of any year: ``11 Sep 2024``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def date_span(first: date, last: date) -> str:
    """The days of an event: ``11 Sep 2024``, ``1–2 Feb 2025``, ``31 Jan – 1 Feb 2026``."""
    if first == last:
        return full_date(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{full_date(last)}"
    start = full_date(first) if first.year != last.year else f"{first.day} {_MONTHS[first.month - 1]}"
    return f"{start} – {full_date(last)}"


def length(minutes: int) -> str:
    """How long something takes: ``20 min``, ``1 h``, ``1 h 30``, ``2 days``, ``1 day 3 h``."""
    if minutes >= _MINUTES_A_DAY:
        days, rest = divmod(minutes, _MINUTES_A_DAY)
        hours = rest // 60
        return ("1 day" if days == 1 else f"{days} days") + (f" {hours} h" if hours else "")
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02}" if rest else f"{hours} h"


def short_length(minutes: int) -> str:
    """The same in a narrow column: ``20m``, ``90m``, ``2h05``, ``2d``."""
    if minutes <= _LONGEST_IN_MINUTES:
        return f"{minutes}m"
    if minutes >= _MINUTES_A_DAY:
        return f"{minutes // _MINUTES_A_DAY}d"
    return f"{minutes // 60}h{minutes % 60:02}" if minutes % 60 else f"{minutes // 60}h"


def time_to(instant: datetime, now: datetime) -> str:
    """How far ahead an instant is: ``in 25 min``."""
    return f"in {length(minutes_until(instant, now))}"


def time_left(session: Session, now: datetime) -> str:
    """What remains of a session that is on: ``15 min left``."""
    return f"{length(minutes_until(session.end, now))} left"


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
    if days > 1:
        return f"starts in {days} days"
    if days == 1:
        return f"starts tomorrow at {clock(agenda.start.astimezone(clock_zone))}"
    return f"starts {time_to(agenda.start, now)}"


def capitalised(text: str) -> str:
    """A phrase as the start of a line: its first letter large, the others as they are."""
    return text[:1].upper() + text[1:]


def counted(number: int, noun: str) -> str:
    """A number with its noun: ``1 talk``, ``2 talks``, ``2 clashes``, ``2 entries``."""
    if number == 1:
        return f"1 {noun}"
    if noun.endswith("try"):
        return f"{number} {noun[:-1]}ies"
    return f"{number} {noun}{'es' if noun.endswith('sh') else 's'}"


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
