"""What an attendee can set on a conference: stars, backups, notes, own entries, and what they hide."""

from dataclasses import replace
from enum import StrEnum

from scale_tui.domain.agenda import Session
from scale_tui.domain.note_text import clean_note, clean_words
from scale_tui.values import dataclass


class Mark(StrEnum):
    """A kind of mark. Its subject, what it is set on, is a session by its id, where nothing else is said."""

    STAR = "star"
    """Kept: in my schedule."""
    BACKUP = "backup"
    """Kept as second choice."""
    HIDDEN = "hidden"
    NOTE = "note"
    """Has a text."""
    OWN = "own"
    """An entry of my own, such as lunch with a friend; the subject is its own id, it has a session."""
    HIDDEN_ROOM = "hidden-room"
    """The subject is the room's name."""
    HIDDEN_TRACK = "hidden-track"
    """The subject is the track's name."""
    GONE = "gone"
    """A kept session that the conference took out of its agenda; it has the session as it last was."""


# A session is kept, kept as second choice, or hidden: one of them at most.
_EXCLUSIVE = (Mark.STAR, Mark.BACKUP, Mark.HIDDEN)
OWN_PREFIX = "own-"
"""What the ids of own entries begin with, so that none is taken for a session of the agenda."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One mark on one subject. ``value`` is None to take it off, and empty for a mark that is only there.

    A note has its text, an own entry and a session that is gone have their session.
    """

    subject: str
    mark: Mark
    value: str | Session | None = ""

    @property
    def is_on(self) -> bool:
        """Whether the mark is set, and not taken off."""
        return self.value is not None


@dataclass(frozen=True, slots=True)
class Change:
    """Marks that were set together, and are undone together."""

    settings: tuple[Setting, ...]


def put(mark: Mark, subject: str) -> tuple[Setting, ...]:
    """What sets this mark: a session has only one of star, backup and hidden, so the others go."""
    others = [other for other in _EXCLUSIVE if other is not mark] if mark in _EXCLUSIVE else []
    return (Setting(subject, mark), *(Setting(subject, other, None) for other in others))


def take_off(mark: Mark, subject: str) -> tuple[Setting, ...]:
    """What takes this mark off; of a session that is gone, that one has taken notice of it as well."""
    gone = (Setting(subject, Mark.GONE, None),) if mark in (Mark.STAR, Mark.BACKUP) else ()
    return (Setting(subject, mark, None), *gone)


def note(session_id: str, text: str) -> tuple[Setting, ...]:
    """What writes a note on a session; an empty text takes it away."""
    return (Setting(session_id, Mark.NOTE, clean_note(text) or None),)


def own_entry(session: Session) -> tuple[Setting, ...]:
    """What puts an entry of my own into my schedule, or replaces it."""
    if not session.id.startswith(OWN_PREFIX):
        raise ValueError(f"the id of an own entry begins with {OWN_PREFIX}")
    return (Setting(session.id, Mark.OWN, replace(session, title=clean_words(session.title))),)
