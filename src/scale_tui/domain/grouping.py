"""Tracks or affiliations as numbers, the largest first: whatever tells them apart has few colours."""

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from scale_tui.domain.agenda import Agenda, Session


def group_of(session: Session, groups: Mapping[str, int]) -> int | None:
    """The number of a session among these groups; None for what is no talk, or of none."""
    return groups.get(_group_name(session)) if session.is_talk else None


def _group_name(session: Session) -> str:
    if session.track:
        return session.track
    return next((speaker.affiliation for speaker in session.speakers if speaker.affiliation), "")


def groups_of(agenda: Agenda) -> Mapping[str, int]:
    """The number of each track or affiliation, the one with most talks first."""
    sizes = Counter(name for session in agenda.sessions if session.is_talk and (name := _group_name(session)))
    return MappingProxyType({name: number for number, (name, _) in enumerate(sizes.most_common())})
