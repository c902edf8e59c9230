"""Books for the quick way, made by the ordinary one, which has the agenda and the marks anyway."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

from scale_tui.domain.agenda import Agenda, Kind, Session
from scale_tui.domain.grouping import group_of, groups_of
from scale_tui.domain.schedule import PersonalSchedule, clash_groups
from scale_tui.domain.wording import clock, full_date, speakers_line, zone_name
from scale_tui.quick.book import CANCELLED, HAS_PEOPLE, ONE_LINE, PART, PAUSE, TALK, UNIT, Book
from scale_tui.quick.columns import cells
from scale_tui.quick.packing import packed, plain, record
from scale_tui.quick.painting import is_western, width_of

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_SECOND, _DAY = timedelta(seconds=1), timedelta(days=1)
_BEFORE, _AFTER = timedelta(days=500), timedelta(days=800)
"""How long before and after a conference one may look at it in the quick way."""


def microseconds(instant: datetime) -> int:
    """An instant as books have it."""
    return (instant - _EPOCH) // _MICROSECOND


def book_of(
    agenda: Agenda,
    now: datetime,
    today: datetime | None = None,
    key: str = "",
    after: timedelta = _AFTER,
) -> bytes:
    """The agenda as a book, in which ``now`` can be looked at, and the time around the event and today.

    ``after`` is how long that time goes on.
    """
    sessions, groups = agenda.sessions, groups_of(agenda)
    texts = [record(_texts(agenda, session)) for session in sessions]
    of_all = (agenda.title, agenda.acronym or "", agenda.venue or "")
    characters = {*b"".join(texts).decode(), *plain("".join(of_all))}
    columns = (
        [microseconds(session.start) for session in sessions],
        [microseconds(session.end) for session in sessions],
        [day_number(session.day) for session in sessions],
        [_flags(session) for session in sessions],
        [-1 if (group := group_of(session, groups)) is None else group for session in sessions],
        _starts(texts),
    )
    head = {
        "key": key,
        "name": agenda.name,
        "title": plain(agenda.title),
        "end": "" if agenda.end is None else str(microseconds(agenda.end)),
        "last day": full_date(agenda.days[-1]) if agenda.days else "",
        "acronym": plain(agenda.acronym or ""),
        "venue": plain(agenda.venue or ""),
        "days": " ".join(str(day_number(day)) for day in agenda.days),
        "rooms": str(len(agenda.rooms)),
        "room cells": str(max(map(cells, agenda.rooms), default=0)),
        "narrow": _of_width(1, characters),
        "wide": _of_width(2, characters),
        "zone": PART.join(_zone(agenda, now.astimezone(UTC), (today or now).astimezone(UTC), after)),
    }
    return packed(head, columns, b"".join(texts))


def _of_width(width: int, characters: Iterable[str]) -> str:
    """Those that take so many cells, where that is not plain."""
    return "".join(sorted(char for char in characters if not is_western(char) and width_of(char) == width))


def day_number(day: date) -> int:
    """A day as books have it."""
    return (day - _EPOCH.date()).days


def _flags(session: Session) -> int:
    return (
        session.kind.is_pause * PAUSE
        | session.is_cancelled * CANCELLED
        | session.is_talk * TALK
        | (session.kind.is_pause or session.kind is Kind.REMARKS) * ONE_LINE
        | bool(session.speakers or session.room) * HAS_PEOPLE
    )


def _texts(agenda: Agenda, session: Session) -> Iterator[str]:
    yield session.title
    yield session.room or ""
    yield speakers_line(session.speakers)
    yield times(agenda, session)
    yield session.id


def times(agenda: Agenda, session: Session) -> str:
    """From when to when, on the conference's clock: ``12:15–12:35``."""
    return f"{clock(agenda.local(session.start))}–{clock(agenda.local(session.end))}"


def marks_of(book: Book, agenda: Agenda, schedule: PersonalSchedule, key: str = "") -> bytes:
    """What is marked of the sessions of a book, which is that of the agenda."""
    numbers = {session.id: number for number, session in enumerate(agenda.sessions)}
    busy = schedule.busy(agenda.sessions)
    clashing = [session.id for group in clash_groups(busy) if len(group) > 1 for session in group]
    hidden = [session.id for session in agenda.sessions if schedule.is_hidden(session)]
    own = (
        (str(microseconds(each.start)), str(microseconds(each.end)), each.title, each.room or "")
        for each in schedule.own
    )

    def joined(ids: Iterable[str]) -> str:
        return " ".join(str(numbers[each]) for each in ids if each in numbers)

    head = {
        "key": f"{book.checksum} {key}",
        "stars": joined(schedule.stars),
        "has stars": "yes" if schedule.stars else "",
        "backups": joined(schedule.backups),
        "hidden": joined(hidden),
        "notes": PART.join(
            f"{numbers[each]}{UNIT}{plain(text)}" for each, text in schedule.notes.items() if each in numbers
        ),
        "clashing": joined(clashing),
        "own": PART.join(UNIT.join(map(plain, entry)) for entry in own),
    }
    return packed(head)


def _zone(agenda: Agenda, now: datetime, today: datetime, after: timedelta) -> Iterator[str]:
    """How the conference's clock goes around it, around today and at this instant: see ``Book``."""
    spans: list[tuple[datetime, datetime]] = []
    event = _around(agenda.start or today, agenda.end or today, after)
    for start, end in sorted([event, _around(today, today, after)]):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((start, end))
    if not any(start <= now < end for start, end in spans):
        spans.append((now, now + _MICROSECOND))
    for start, end in spans:
        yield from _going(agenda.zone, start, end)


def _around(start: datetime, end: datetime, after: timedelta) -> tuple[datetime, datetime]:
    with suppress(OverflowError):  # at the ends of the calendar
        return start - _BEFORE, end + after
    return start, end + _MICROSECOND


def _going(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[str]:
    """How a clock goes between two instants: a span more for each time that it is changed."""
    since = before = start
    while before < end:
        after = min(before + _DAY, end)
        if _says(zone, after) != _says(zone, before):
            change = _change(zone, before, after)
            yield _span(since, change, since.astimezone(zone))
            since = change
        before = after
    yield _span(since, end, since.astimezone(zone))


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The second in which a clock is changed between two instants."""
    start, end = 0, (after - before) // _SECOND + 1
    while end - start > 1:
        middle = (start + end) // 2
        is_before = _says(zone, before + middle * _SECOND) == _says(zone, before)
        start, end = (middle, end) if is_before else (start, middle)
    return (before + end * _SECOND).replace(microsecond=0)


def _says(zone: ZoneInfo, instant: datetime) -> tuple[timedelta | None, str | None]:
    local = instant.astimezone(zone)
    return local.utcoffset(), local.tzname()


def _span(start: datetime, end: datetime, local: datetime) -> str:
    offset = (local.utcoffset() or timedelta()) // _MICROSECOND
    return f"{microseconds(start)} {microseconds(end)} {offset} {zone_name(local)}"


def pages_of(agenda: Agenda, pages: Iterable[Iterable[Iterable[str]]], key: str) -> bytes:
    """What is said of each session, item by item, for ``show``."""
    texts = [PART.join(UNIT.join(map(plain, item)) for item in page).encode() for page in pages]
    head = {"key": key, "ids": PART.join(plain(session.id) for session in agenda.sessions)}
    return packed(head, (_starts(texts),), b"".join(texts))


def _starts(texts: Sequence[bytes]) -> list[int]:
    return list(accumulate((len(text) for text in texts[:-1]), initial=0)) if texts else []
