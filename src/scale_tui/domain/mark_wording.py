"""What became of marks, in words."""

from scale_tui.domain.agenda import Agenda, Session
from scale_tui.domain.marks import Change, Mark, Setting

_ON = {
    Mark.STAR: "is starred",
    Mark.BACKUP: "is a backup",
    Mark.HIDDEN: "is hidden",
    Mark.NOTE: "has your note",
    Mark.OWN: "is in your schedule",
    Mark.HIDDEN_ROOM: "is hidden",
    Mark.HIDDEN_TRACK: "is hidden",
    Mark.GONE: "is no longer in the agenda",
}
_OFF = {
    Mark.STAR: "is no longer starred",
    Mark.BACKUP: "is no longer a backup",
    Mark.HIDDEN: "is shown again",
    Mark.NOTE: "has no note any more",
    Mark.OWN: "is no longer in your schedule",
    Mark.HIDDEN_ROOM: "is shown again",
    Mark.HIDDEN_TRACK: "is shown again",
    Mark.GONE: "is acknowledged",
}


def change_words(change: Change, agenda: Agenda) -> str:
    """What a change has set, as a sentence: ``HPN is starred``, or ``HPN is a backup, and 2 more``."""
    subjects: dict[str, Setting] = {}
    for setting in change.settings:
        # Of a star that takes the place of a backup, the star is what matters.
        if setting.subject not in subjects or setting.is_on:
            subjects[setting.subject] = setting
    first, *others = subjects.values()
    words = f"{_name(first, agenda)} {(_ON if first.is_on else _OFF)[first.mark]}"
    return f"{words}, and {len(others)} more." if others else f"{words}."


def _name(setting: Setting, agenda: Agenda) -> str:
    if isinstance(setting.value, Session):
        return setting.value.title
    session = agenda.by_id.get(setting.subject)
    if session is not None:
        return session.title
    return "Your entry" if setting.mark is Mark.OWN else setting.subject
