"""Small agendas for tests: say what matters, the rest is filled in.

Times of day are on the conference's clock (Santa Clara) on ``DAY``, unless ``day`` says otherwise.
"""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from scale_tui.domain.agenda import Agenda, Kind, Session, Speaker, session_ids

ZONE = ZoneInfo("America/Los_Angeles")
DAY = date(2024, 9, 11)
NEXT_DAY = date(2024, 9, 12)


def at(clock: str, day: date = DAY) -> datetime:
    """The instant at which the conference's clock shows this: ``at("09:30")``."""
    return datetime.combine(day, time.fromisoformat(clock), ZONE)


def session(
    start: str, minutes: int = 20, title: str = "A talk", *, day: date = DAY, **fields: Any
) -> Session:
    """A session of one conference day; its id is its title in lower case with hyphens, unless given."""
    begin = at(start, day)
    fields.setdefault("id", "-".join(title.lower().split()))
    return Session(title=title, start=begin, end=begin + timedelta(minutes=minutes), day=day, **fields)


def agenda(*sessions: Session, **fields: Any) -> Agenda:
    """An agenda of these sessions."""
    fields = {"name": "test-conf", "title": "Test Conf", "zone": ZONE} | fields
    return Agenda(sessions=sessions, **fields)


def speaker(name: str, affiliation: str | None = None, **fields: Any) -> Speaker:
    """Somebody on stage."""
    return Speaker(name, affiliation, **fields)


def row_of_talks(count: int, *, minutes: int = 20, start: str = "10:00") -> tuple[Session, ...]:
    """Talks one after another, named Talk 1, Talk 2, …"""
    begin = at(start)
    ids = session_ids(["talk"] * count)
    return tuple(
        Session(
            id=ids[number],
            title=f"Talk {number + 1}",
            start=begin + timedelta(minutes=minutes * number),
            end=begin + timedelta(minutes=minutes * (number + 1)),
            day=DAY,
        )
        for number in range(count)
    )


def three_rooms() -> Agenda:
    """A: one talk after another. B: an early and a late one. C: two that overlap, and one over midnight."""
    return agenda(
        session("10:00", 30, "Alpha", room="A", track="X", speakers=(speaker("Ada", "Acme"),)),
        session("10:30", 30, "Beta", room="A"),
        session("11:00", 30, "Gamma", room="A"),
        session("10:00", 20, "Delta", room="B", track="Y"),
        session("11:10", 20, "Epsilon", room="B"),
        session("10:00", 60, "Zeta", room="C"),
        session("10:20", 60, "Eta", room="C"),
        session("23:30", 60, "Theta", room="C"),
        session("10:10", 20, "Coffee", kind=Kind.BREAK),
        session("10:00", 30, "Iota", room="A", day=NEXT_DAY),
        session("10:40", 30, "Kappa", room="D", day=NEXT_DAY),
    )


_SUBJECTS = ("kernels", "compilers", "databases", "型システム", "maps", "radio", "music", "fonts", "backups")
_FORMS = (
    "Ten years of {}",
    "{} for the rest of us",
    "Measuring {}",
    "What we learned porting {}",
    "From zero to {}",
)


def many_rooms(rooms: int = 24) -> Agenda:
    """A made-up day of talks in many rooms: one is late, one overlaps others of its room, one has no room."""
    names = ("Janson (main hall)", *(f"H.{number}" for number in (9, 10, 1301, 1302)))
    names += tuple(f"U{chr(65 + number % 3)}{number}.1{number:02}" for number in range(rooms - len(names)))
    sessions = [
        session("08:30", 30, "Doors open", kind=Kind.SOCIAL, id="doors"),
        session("13:50", 60, "Lightning talks", room=names[2], track="Main", id="lightning"),
        session("23:30", 90, "Night of the demos", room=names[0], track="Main", id="night"),
    ]
    for number, room in enumerate(names[:rooms]):
        begin, count = 9 * 60 + 5 * (number % 5), 0
        while begin < 17 * 60:
            minutes = (20, 50, 25, 5, 30)[(number + count) % 5]
            title = _FORMS[(number + 2 * count) % 5].format(_SUBJECTS[(2 * number + count) % 9])
            sessions.append(
                session(
                    f"{begin // 60:02}:{begin % 60:02}",
                    minutes,
                    title[0].upper() + title[1:],
                    room=room,
                    track=("Main", "Systems", "Data", "Sound", "Community")[number % 5],
                    speakers=(speaker(("Ada Lovelace", "Søren Ødegård", "田中 久重")[(number + count) % 3]),),
                    id=f"{number}-{count}",
                    is_cancelled=(number + count) % 17 == 16,
                )
            )
            begin += minutes + (0, 10, 5, 0, 35)[(number * count) % 5]
            count += 1
    return agenda(*sessions, title="Many Rooms", name="many-rooms")
