"""What else those speak in who speak in a session."""

from collections.abc import Collection

from scale_tui.domain.agenda import Agenda, Person, Session
from scale_tui.values import dataclass


@dataclass(frozen=True, slots=True)
class OthersOf:
    """A person of a session, and the other sessions that they are in, in time order."""

    person: Person
    sessions: tuple[Session, ...]


def others_of(
    agenda: Agenda, session: Session, *, name: str | None = None, without: Collection[str] = ()
) -> tuple[OthersOf, ...]:
    """Everybody of a session with what else they are in, or only the one of this name.

    The sessions whose ids are in ``without`` are left out.
    """
    names = [name] if name is not None else [speaker.name for speaker in session.speakers]
    keys = dict.fromkeys(each.casefold() for each in names)
    people = {key: person for person in agenda.people if (key := person.name.casefold()) in keys}
    left_out = {session.id, *without}
    return tuple(OthersOf(people[key], _beside(people[key], left_out)) for key in keys if key in people)


def _beside(person: Person, left_out: Collection[str]) -> tuple[Session, ...]:
    found = (appearance.session for appearance in person.appearances)
    return tuple(dict.fromkeys(session for session in found if session.id not in left_out))
