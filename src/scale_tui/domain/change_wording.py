"""A change of the agenda in words, on screen and on the command line alike."""

from datetime import datetime

from scale_tui.domain.agenda import Agenda, Session
from scale_tui.domain.changes import AgendaChange
from scale_tui.domain.wording import clock, day_name, length, speakers_line

_NONE = "none"
_TOLD = {"title": "title", "subtitle": "subtitle", "room": "room", "track": "track", "language": "language"}
_UNTOLD = {"abstract": "new abstract", "url": "new address", "links": "new links", "kind": "another kind"}


def changed_fields(change: AgendaChange, agenda: Agenda) -> tuple[str, ...]:
    """What differs, a phrase each: ``10:00 → 11:30``, ``room Janson → K.1.105``, ``new abstract``.

    Times are on the conference's clock; long texts are only said to differ. Empty for what is new or gone.
    """
    if change.old is None or change.new is None:
        return ()
    old, new = change.old, change.new
    differing = {field.field for field in change.fields}
    told: list[str] = []
    if differing & {"start", "day"}:
        told.append(_moved(old, new, agenda))
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


def _moved(old: Session, new: Session, agenda: Agenda) -> str:
    before, now = agenda.local(old.start), agenda.local(new.start)
    if old.day == new.day:
        return f"{clock(before)} → {clock(now)}"
    return f"{_day_and_time(old, before)} → {_day_and_time(new, now)}"


def _day_and_time(session: Session, start: datetime) -> str:
    return f"{day_name(session.day)} {clock(start)}"
