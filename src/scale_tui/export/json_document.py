"""JSON, schema 1: what scripts read. Keys are added in a schema, never renamed, removed or reordered."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from scale_tui.domain.agenda import Agenda, Person, Session
from scale_tui.domain.conference import Conference
from scale_tui.domain.schedule import PersonalSchedule, conflicts_with
from scale_tui.domain.timeline import status_at

SCHEMA = 1


def sessions_document(
    agenda: Agenda, schedule: PersonalSchedule, now: datetime, sessions: Iterable[Session]
) -> dict[str, object]:
    """These sessions of the agenda, as the attendee with this schedule sees them."""
    return head(agenda, now) | {"sessions": _sessions(agenda, schedule, now, sessions)}


def schedule_document(
    agenda: Agenda, schedule: PersonalSchedule, now: datetime, sessions: Iterable[Session]
) -> dict[str, object]:
    """The same with all that the attendee has marked, so that it can be restored from this alone.

    ``marks`` has every mark by the id, room or track that it is on, whether or not the agenda has that, and
    ``gone`` the starred sessions that the agenda has no longer.
    """
    there = [session for session in sessions if session not in schedule.gone]
    return sessions_document(agenda, schedule, now, there) | {
        "marks": {
            "stars": sorted(schedule.stars),
            "backups": sorted(schedule.backups),
            "hidden": sorted(schedule.hidden),
            "hidden_rooms": sorted(schedule.hidden_rooms),
            "hidden_tracks": sorted(schedule.hidden_tracks),
            "notes": dict(sorted(schedule.notes.items())),
        },
        "gone": _sessions(agenda, schedule, now, schedule.gone),
    }


def now_document(
    agenda: Agenda,
    schedule: PersonalSchedule,
    now: datetime,
    running: Iterable[Session],
    coming: Iterable[Session],
) -> dict[str, object]:
    """What is on and what comes next."""
    return head(agenda, now) | {
        "running": _sessions(agenda, schedule, now, running),
        "next": _sessions(agenda, schedule, now, coming),
    }


def people_document(agenda: Agenda, now: datetime, people: Iterable[Person]) -> dict[str, object]:
    """These people with the ids of their sessions."""
    return head(agenda, now) | {
        "people": [
            {
                "name": person.name,
                "affiliation": person.affiliation,
                "sessions": [
                    {"id": appearance.session.id, "role": appearance.role.value}
                    for appearance in person.appearances
                ],
            }
            for person in people
        ]
    }


def conferences_list(conferences: Iterable[Conference]) -> list[dict[str, object]]:
    """The conferences there are, the bundled one with no source."""
    return [
        {
            "name": conference.name,
            "title": conference.title,
            "start": conference.start and conference.start.isoformat(),
            "end": conference.end and conference.end.isoformat(),
            "sessions": conference.sessions,
            "source": conference.source,
        }
        for conference in conferences
    ]


def json_text(document: dict[str, object] | list[dict[str, object]], *, is_ascii: bool = False) -> str:
    """The document as text; ``is_ascii`` escapes all else, for where UTF-8 cannot be written."""
    return json.dumps(document, ensure_ascii=is_ascii, indent=2)


def head(agenda: Agenda, now: datetime) -> dict[str, object]:
    """What every document begins with: the schema, the conference, and what counts as now."""
    return {
        "schema": SCHEMA,
        "conference": {
            "name": agenda.name,
            "title": agenda.title,
            "timezone": agenda.zone.key,
            "start": agenda.days[0].isoformat() if agenda.days else None,
            "end": agenda.days[-1].isoformat() if agenda.days else None,
            "venue": agenda.venue,
        },
        "now": instant_text(agenda, now),
    }


def _sessions(
    agenda: Agenda, schedule: PersonalSchedule, now: datetime, sessions: Iterable[Session]
) -> list[dict[str, object]]:
    busy = schedule.busy(agenda.sessions)
    return [_session(agenda, schedule, busy, now, session) for session in sessions]


def _session(
    agenda: Agenda, schedule: PersonalSchedule, busy: Sequence[Session], now: datetime, session: Session
) -> dict[str, object]:
    return {
        "id": session.id,
        "guid": session.guid,
        "title": session.title,
        "subtitle": session.subtitle,
        "kind": session.kind.value,
        "start": instant_text(agenda, session.start),
        "end": instant_text(agenda, session.end),
        "minutes": session.minutes,
        "day": session.day.isoformat(),
        "room": session.room,
        "track": session.track,
        "language": session.language,
        "abstract": session.abstract,
        "url": session.url,
        "links": [{"title": link.title, "url": link.url} for link in session.links],
        "speakers": [
            {"name": speaker.name, "affiliation": speaker.affiliation, "role": speaker.role.value}
            for speaker in session.speakers
        ],
        "starred": session.id in schedule.stars,
        "backup": session.id in schedule.backups,
        "hidden": schedule.is_hidden(session),
        "note": schedule.notes.get(session.id),
        "status": status_at(session, now).value,
        "conflicts": [conflict.session.id for conflict in conflicts_with(session, busy)],
        "own": session in schedule.own,
        "cancelled": session.is_cancelled,
    }


def instant_text(agenda: Agenda, instant: datetime) -> str:
    """An instant on the conference's clock, in ISO 8601 with its offset."""
    return agenda.local(instant).isoformat(timespec="seconds")
