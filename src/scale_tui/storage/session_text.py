"""A session as text in the database: own entries, and kept sessions that are no longer in the agenda."""

import json
from datetime import date, datetime

from scale_tui.domain.agenda import Kind, Link, Role, Session, Speaker

_PLAIN = ("abstract", "subtitle", "room", "track", "language", "url", "guid")


class NotASession(Exception):
    """The text does not say a session, or says it in a way that is not known here."""


def session_text(session: Session) -> str:
    """The session as JSON; the same session always gives the same text."""
    said: dict[str, object] = {
        "id": session.id,
        "title": session.title,
        "start": session.start.isoformat(),
        "end": session.end.isoformat(),
        "day": session.day.isoformat(),
        "kind": session.kind.value,
        "speakers": [[one.name, one.affiliation, one.role.value] for one in session.speakers],
        "links": [[link.url, link.title] for link in session.links],
        "is_cancelled": session.is_cancelled,
    }
    said |= {name: getattr(session, name) for name in _PLAIN}
    told = {name: value for name, value in said.items() if value not in (None, [], False)}
    return json.dumps(told, ensure_ascii=False)


def session_from(text: str) -> Session:
    """The session that a text says. Raises NotASession."""
    try:
        said = json.loads(text)
        return Session(
            id=said["id"],
            title=said.get("title", ""),
            start=datetime.fromisoformat(said["start"]),
            end=datetime.fromisoformat(said["end"]),
            day=date.fromisoformat(said["day"]),
            kind=Kind(said.get("kind", Kind.OTHER)),
            speakers=tuple(
                Speaker(name, where, Role(role)) for name, where, role in said.get("speakers", ())
            ),
            links=tuple(Link(url, title) for url, title in said.get("links", ())),
            is_cancelled=bool(said.get("is_cancelled")),
            **{name: said.get(name) for name in _PLAIN},
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise NotASession from error
