"""How well a session fits a word: the plain definition, which looks through the texts themselves.

A word matches anywhere in title, subtitle, speakers, affiliations, track, room and abstract. Text and words
are folded, so that ``odegard`` finds Ødegård.
"""

from collections.abc import Iterable
from enum import IntEnum

from scale_tui.domain.agenda import Session
from scale_tui.domain.folding import fold
from scale_tui.domain.query import Group, names_text


class Rank(IntEnum):
    """Where a word was found, the best place first."""

    TITLE_WORD = 0
    TITLE = 1
    SPEAKER = 2
    PLACE = 3
    ABSTRACT = 4


def rank_of(session: Session, word: str) -> Rank | None:
    """The best place where a folded word stands in a session; None where it does not."""
    title = title_text(session)
    if word in title:
        return Rank.TITLE_WORD if _begins_there(title, word) else Rank.TITLE
    if word in speaker_names(session) or word in affiliation_names(session):
        return Rank.SPEAKER
    if word in names_text(session.track or "") or word in names_text(session.room or ""):
        return Rank.PLACE
    return Rank.ABSTRACT if session.abstract and word in fold(session.abstract) else None


def title_text(session: Session) -> str:
    """Title and subtitle, folded, a line each."""
    return fold(f"{session.title}\n{session.subtitle or ''}")


def speaker_names(session: Session) -> str:
    """The names of who speaks, folded, each between line ends."""
    return names_text(*(speaker.name for speaker in session.speakers))


def affiliation_names(session: Session) -> str:
    """The names of the organisations that the speakers are from, folded, a line each."""
    return fold("\n".join(speaker.affiliation for speaker in session.speakers if speaker.affiliation))


def name_in(session: Session, group: Group) -> str | None:
    """What a session's track, room, language or kind is called."""
    match group:
        case Group.TRACK:
            return session.track
        case Group.ROOM:
            return session.room
        case Group.LANGUAGE:
            return session.language
        case _:
            return session.kind.value


def _begins_there(text: str, word: str) -> bool:
    """Whether a word of the text begins with this one."""
    return any(at == 0 or not text[at - 1].isalnum() for at in _occurrences(text, word))


def _occurrences(text: str, word: str) -> Iterable[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)
