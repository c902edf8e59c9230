"""Marks that come from elsewhere: whose sessions they are here, and what joining them to mine adds.

Joining only adds. A star is more than a backup, and that more than a hidden session, so the stronger of two
marks on a session stays; a note that is here stays, and another is put below it, once.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from scale_tui.domain.agenda import Agenda, Session
from scale_tui.domain.marks import Mark, Setting, note, own_entry, put
from scale_tui.domain.note_text import LONGEST_NOTE, clean_note
from scale_tui.domain.recognising import Clues, Recogniser
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.values import dataclass

_BETWEEN_NOTES = "\n\n"


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file marks one session with: a star, a backup or hidden, and what is noted on it."""

    clues: Clues
    mark: Mark | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class BroughtMarks:
    """All marks of a file: on sessions, on rooms and tracks that are hidden, and somebody's own entries."""

    sessions: tuple[Brought, ...] = ()
    own: tuple[Session, ...] = ()
    hidden_rooms: tuple[str, ...] = ()
    hidden_tracks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file marks, as a schedule of one agenda.

    ``missing`` is what the agenda does not have, ``unsure`` what fits several of its sessions and so none,
    with their number: both as an attendee knows them.
    """

    schedule: PersonalSchedule
    missing: tuple[str, ...] = ()
    unsure: tuple[tuple[str, int], ...] = ()

    @property
    def has_marks(self) -> bool:
        """Whether anything of it is in this agenda."""
        return self.schedule != PersonalSchedule()


def recognise(agenda: Agenda, brought: BroughtMarks, aliases: Mapping[str, str] | None = None) -> Recognised:
    """Whose marks these are in this agenda; ``aliases`` are as for ``Recogniser``."""
    recogniser = Recogniser(agenda, aliases)
    own_ids = {session.id for session in brought.own}
    settings: list[Setting] = [setting for session in brought.own for setting in own_entry(session)]
    notes: dict[str, str] = {}
    missing: dict[str, None] = {}
    unsure: dict[str, int] = {}
    for each in brought.sessions:
        own_id = next((name for name in each.clues.names if name in own_ids), None)
        found = () if own_id else recogniser.find(each.clues)
        if own_id or len(found) == 1:
            subject = own_id or found[0].id
            notes[subject] = joined_note(notes.get(subject, ""), clean_note(each.note))
            if each.mark is not None and own_id is None:
                settings.append(Setting(subject, each.mark))
        elif found:
            unsure[each.clues.shown] = len(found)
        else:
            missing[each.clues.shown] = None
    for mark, named, there in (
        (Mark.HIDDEN_ROOM, brought.hidden_rooms, set(agenda.rooms)),
        (Mark.HIDDEN_TRACK, brought.hidden_tracks, {session.track for session in agenda.sessions}),
    ):
        settings.extend(Setting(name, mark) for name in named if name in there)
        missing.update(dict.fromkeys(name for name in named if name not in there))
    settings.extend(Setting(subject, Mark.NOTE, text) for subject, text in notes.items() if text)
    return Recognised(PersonalSchedule.of(settings), tuple(missing), tuple(unsure.items()))


def settings_to_join(mine: PersonalSchedule, theirs: PersonalSchedule) -> tuple[Setting, ...]:
    """What has to be set so that my schedule has all of theirs too; nothing of it takes a mark of mine off.

    Only a star takes the place of a backup, and either that of a hidden session.
    """
    same = dict(_same_entries(mine.own, theirs.own))
    return tuple(
        setting
        for group in (
            _kept(mine, theirs),
            _entries(theirs.own, same),
            _notes(mine, {same.get(subject, subject): text for subject, text in theirs.notes.items()}),
            _hidden(mine, theirs),
        )
        for setting in group
    )


def joined_note(mine: str, theirs: str) -> str:
    """My note with theirs below it; one that has the other is both, and so is mine when there is no room."""
    if not theirs or _has_lines(mine, theirs):
        return mine
    if _has_lines(theirs, mine):
        return theirs
    both = f"{mine}{_BETWEEN_NOTES}{theirs}"
    return both if len(both) <= LONGEST_NOTE else mine


def _has_lines(text: str, lines: str) -> bool:
    return f"\n{lines}\n" in f"\n{text}\n" or not lines


def _kept(mine: PersonalSchedule, theirs: PersonalSchedule) -> Iterator[Setting]:
    kept = mine.stars | mine.backups
    for mark, subjects in (
        (Mark.STAR, theirs.stars - mine.stars),
        (Mark.BACKUP, theirs.backups - kept),
        (Mark.HIDDEN, theirs.hidden - kept - mine.hidden),
    ):
        for subject in sorted(subjects):
            yield from put(mark, subject)


def _same_entries(mine: Iterable[Session], theirs: Iterable[Session]) -> Iterator[tuple[str, str]]:
    """Their own entries that I have, by their ids, with mine: the same one, or one that says the same."""
    ids = {session.id for session in mine}
    alike = {replace(session, id=""): session.id for session in mine}
    for session in theirs:
        found = session.id if session.id in ids else alike.get(replace(session, id=""))
        if found is not None:
            yield session.id, found


def _entries(theirs: Iterable[Session], same: Mapping[str, str]) -> Iterator[Setting]:
    for session in theirs:
        if session.id not in same:
            yield from own_entry(session)


def _notes(mine: PersonalSchedule, theirs: Mapping[str, str]) -> Iterator[Setting]:
    for subject, text in sorted(theirs.items()):
        before = mine.notes.get(subject, "")
        after = joined_note(before, clean_note(text))
        if after != before:
            yield from note(subject, after)


def _hidden(mine: PersonalSchedule, theirs: PersonalSchedule) -> Iterator[Setting]:
    for mark, names in (
        (Mark.HIDDEN_ROOM, theirs.hidden_rooms - mine.hidden_rooms),
        (Mark.HIDDEN_TRACK, theirs.hidden_tracks - mine.hidden_tracks),
    ):
        for name in sorted(names):
            yield Setting(name, mark)
