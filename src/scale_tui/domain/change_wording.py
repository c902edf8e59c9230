"""A change of the agenda in words, on screen and on the command line alike."""

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo

from scale_tui.domain.agenda import Agenda, Session
from scale_tui.domain.changes import AgendaChange
from scale_tui.domain.wording import clock, day_name, length, speakers_line

_NONE = "none"
_TOLD = {"title": "title", "subtitle": "subtitle", "room": "room", "track": "track", "language": "language"}
_UNTOLD = {"abstract": "new abstract", "url": "new address", "links": "new links", "kind": "another kind"}


def changed_fields(change: AgendaChange, agenda: Agenda, zone: tzinfo | None = None) -> tuple[str, ...]:
    """What differs, a phrase each: ``10:00 → 11:30``, ``room Janson → K.1.105``, ``new abstract``.

    Times are on the conference's clock unless another zone is given; long texts are only said to differ.
    Empty for what is new or gone.
    """
    if change.old is None or change.new is None:
        return ()
    old, new = change.old, change.new
    differing = {field.field for field in change.fields}
    told: list[str] = []
    if differing & {"start", "day"}:
        told.append(_moved(old, new, lambda instant: instant.astimezone(zone or agenda.zone)))
    if old.minutes != new.minutes:
        told.append(f"{length(old.minutes)} → {length(new.minutes)}")
    told += [
        f"{word} {getattr(old, name) or _NONE} → {getattr(new, name) or _NONE}"
        for name, word in _TOLD.items()
        if name in differing
    ]
    if "speakers" in differing:
        told.append(
            f"speakers {speakers_line(old.speakers) or _NONE} → {speakers_line(new.speakers) or _NONE}"
        )
    told += [words for name, words in _UNTOLD.items() if name in differing]
    return tuple(told)


def since_words(since: datetime, now: datetime) -> str:
    """When changes began: ``since 14:05``, ``since yesterday 14:05``, ``since Fri 20 Nov 14:05``.

    Both instants are on the clock that is shown.
    """
    days = now.date() - since.date()
    if not days:
        return f"since {clock(since)}"
    day = "yesterday" if days == timedelta(days=1) else day_name(since.date())
    return f"since {day} {clock(since)}"


def kind_words(change: AgendaChange) -> str:
    """All that became of a session: ``moved, renamed``."""
    return ", ".join(kind.value for kind in change.kinds)


def _moved(old: Session, new: Session, local: Callable[[datetime], datetime]) -> str:
    before, now = local(old.start), local(new.start)
    if old.day == new.day:
        return f"{clock(before)} → {clock(now)}"
    return f"{_day_and_time(old, before)} → {_day_and_time(new, now)}"


def _day_and_time(session: Session, start: datetime) -> str:
    return f"{day_name(session.day)} {clock(start)}"
