"""Agendas as they come, for laws: many zones, clock changes, parallel and endless sessions, any name."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from scale_tui.domain.agenda import Agenda, Kind, Role, Session, Speaker, session_ids
from scale_tui.domain.schedule import PersonalSchedule

# A zone and an instant (UTC) an hour or two before its clocks change, or a day turns, or nothing happens.
PLACES = tuple(
    (ZoneInfo(zone), datetime.fromisoformat(f"{instant}+00:00"))
    for zone, instant in (
        ("America/Los_Angeles", "2024-09-11T16:00"),
        ("Europe/Vienna", "2017-10-28T23:00"),
        ("Europe/Vienna", "2018-03-24T23:00"),
        ("Europe/London", "2017-10-28T23:00"),
        ("America/New_York", "2024-11-03T04:00"),
        ("Australia/Lord_Howe", "2024-04-06T13:00"),
        ("Asia/Kolkata", "2024-12-31T17:00"),
        ("Pacific/Kiritimati", "2024-02-28T08:00"),
        ("UTC", "1999-12-31T22:00"),
    )
)
STEP = timedelta(minutes=10)
LENGTHS = tuple(
    timedelta(seconds=seconds) for seconds in (0, 30, 60, 600, 1200, 1200, 1500, 3600, 36000, 90000)
)
NAMES = (
    "Jithin Jose",
    "Amy Ødegård",
    "Zażółć Gęśla",
    "Straße Groß",
    "Œuvre Ærø",
    "İnci Işık",
    "ﬁnal oﬃce",
    "Zoe\u0308 Cafe\u0301",
    "Οδυσσέας",
    "Ｆｕｌｌ　Ｗｉｄｔｈ",
    "会場で夕食",
    "김철수",
    "नमस्ते",
    "🎉 Party 👩‍💻",
    "Łukasz O’Brien",
    "A",
    "Networking at Meta",
    "Keynote: what’s next?",
)

CASTS = (
    (),
    (Speaker("Jithin Jose"),),
    (Speaker("Amy Ødegård", "Meta"), Speaker("Zażółć Gęśla", "Meta"), Speaker("会場で夕食")),
    (Speaker("JITHIN JOSE", "Ærø A/S"), Speaker("Οδυσσέας", "Google", Role.MODERATOR)),
    (Speaker("Zoe\u0308 Cafe\u0301", "meta"), Speaker("İnci Işık", role=Role.HOST)),
)
# Of each session its room, its track, its subtitle and its abstract.
SETTINGS = (
    (None, None, None, None),
    ("Hall A", "AI", None, "How we scale: at Meta, with Jithin."),
    ("Saal Größe", "Łódź", "Réseaux et œuvres", "İ ﬁ ß"),
    ("部屋", "", "", ""),
)

names = st.sampled_from(NAMES)
texts = names | st.text(min_size=1, max_size=12)
speakers = st.builds(
    Speaker, names, st.sampled_from((None, "Meta", "meta", "Ærø A/S", "Google")), st.sampled_from(Role)
)


@st.composite
def sessions(draw: st.DrawFn, zone: ZoneInfo, begin: datetime, id_: str = "a") -> Session:
    """A session on one of three days; one that starts before five in the morning is of the evening before."""
    start = begin + timedelta(days=draw(st.integers(0, 2))) + STEP * draw(st.integers(0, 24))
    room, track, subtitle, abstract = draw(st.sampled_from(SETTINGS))
    return Session(
        id=id_,
        title=draw(names),
        start=start.astimezone(zone),
        end=start + draw(st.sampled_from(LENGTHS)),
        day=(start - timedelta(hours=5)).astimezone(zone).date(),
        kind=draw(st.sampled_from((Kind.TALK, Kind.TALK, Kind.QA, Kind.BREAK, Kind.OTHER))),
        speakers=draw(st.sampled_from(CASTS)),
        abstract=abstract,
        subtitle=subtitle,
        room=room,
        track=track,
    )


@st.composite
def agendas(draw: st.DrawFn, min_size: int = 0, max_size: int = 6) -> Agenda:
    """An agenda of one place, its sessions on a grid of minutes so that they meet, touch and overlap."""
    zone, begin = draw(st.sampled_from(PLACES))
    ids = session_ids(draw(st.lists(st.sampled_from("abc"), min_size=min_size, max_size=max_size)))
    return Agenda("conf", "A conference", zone, tuple(draw(sessions(zone, begin, id_)) for id_ in ids))


def schedules(agenda: Agenda) -> st.SearchStrategy[PersonalSchedule]:
    """Stars on any of the agenda's sessions, and on one that is no longer in it."""
    known = st.sampled_from([*agenda.by_id, "gone"])
    return st.builds(PersonalSchedule, st.frozensets(known))


def instants(moments: Sequence[Session]) -> st.SearchStrategy[datetime]:
    """Instants at which something may change: each start and end, and just before and after it."""
    edges = [edge for session in moments for edge in (session.start, session.end)] or [PLACES[0][1]]
    nudges = (0, -1, 1, 1_000_000, -60_000_000, 59_000_000, 90 * 60_000_000)
    return st.builds(
        lambda edge, nudge, zone: (edge + timedelta(microseconds=nudge)).astimezone(zone),
        st.sampled_from(edges),
        st.sampled_from(nudges),
        st.sampled_from([UTC, ZoneInfo("Europe/Vienna"), ZoneInfo("America/New_York")]),
    )


@st.composite
def situations(draw: st.DrawFn, /, **sizes: Any) -> tuple[Agenda, PersonalSchedule, datetime]:
    """An agenda, somebody's stars on it, and a now."""
    agenda = draw(agendas(**sizes))
    return agenda, draw(schedules(agenda)), draw(instants(agenda.sessions))
