"""The table of marks: one row a conference, subject and mark, with when it was set or taken off."""

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from scale_tui.domain.agenda import Session
from scale_tui.domain.marks import Change, Mark, Setting
from scale_tui.values import dataclass

# What a mark says: None while it is off, empty for one that is only there.
Said = str | None

_READ = "SELECT session, mark, value FROM marks WHERE conference = ? AND is_on"
_READ_FIRST_LAYOUT = "SELECT session, mark, NULL FROM marks WHERE conference = ? AND is_on"
_READ_ALL = "SELECT session, mark, is_on, value, changed_at FROM marks WHERE conference = ?"
_READ_ONE = "SELECT is_on, value FROM marks WHERE conference = ? AND session = ? AND mark = ?"
_SET = """
    INSERT INTO marks (conference, session, mark, is_on, value, changed_at) VALUES (?, ?, ?, 1, ?, ?)
    ON CONFLICT (conference, session, mark) DO UPDATE
    SET is_on = 1, value = excluded.value, changed_at = excluded.changed_at
"""
_TAKE_OFF = """
    UPDATE marks SET is_on = 0, changed_at = ? WHERE conference = ? AND session = ? AND mark = ?
"""
_KINDS = {mark.value: mark for mark in Mark}
_WITH_SESSION = frozenset({Mark.OWN, Mark.GONE})


@dataclass(frozen=True, slots=True)
class Step:
    """What one write did to one mark, so that it can be taken back."""

    subject: str
    mark: str
    before: Said
    after: Said


@dataclass(frozen=True, slots=True)
class Logged:
    """A mark that was ever set, with what it says now (None: taken off) and since when, in UTC."""

    subject: str
    mark: Mark
    value: str | Session | None
    changed_at: datetime


def read(connection: sqlite3.Connection, conference: str, version: int) -> Iterator[Setting]:
    """The marks that are set. Those that this version does not know, or cannot read, are left out."""
    query = _READ_FIRST_LAYOUT if version == 1 else _READ
    for subject, kind, said in connection.execute(query, (conference,)).fetchall():
        setting = setting_of(subject, kind, said or "")
        if setting is not None:
            yield setting


def read_log(connection: sqlite3.Connection, conference: str) -> Iterator[Logged]:
    """Every mark that was ever set, of the kinds that this version knows."""
    for subject, kind, is_on, said, changed_at in connection.execute(_READ_ALL, (conference,)).fetchall():
        setting = setting_of(subject, kind, said or "") if is_on else None
        if kind in _KINDS and (setting is not None or not is_on):
            value = None if setting is None else setting.value
            yield Logged(subject, _KINDS[kind], value, _instant(changed_at))


def write(
    connection: sqlite3.Connection, conference: str, wanted: Iterable[tuple[str, str, Said]], at: str
) -> tuple[Step, ...]:
    """Have these marks (subject, kind, what it says) as wanted; needs a transaction.

    What is so already stays as it is, with the time it was set at: the steps are what was changed.
    """
    steps: dict[tuple[str, str], Step] = {}
    for subject, kind, after in wanted:
        before = says(connection, conference, subject, kind)
        if before == after:
            continue
        if after is None:
            connection.execute(_TAKE_OFF, (at, conference, subject, kind))
        else:
            connection.execute(_SET, (conference, subject, kind, after or None, at))
        # Of a mark that is set and taken off in one go, undoing brings back how it was before both.
        first = steps.get((subject, kind))
        steps[subject, kind] = Step(subject, kind, first.before if first else before, after)
    return tuple(step for step in steps.values() if step.before != step.after)


def says(connection: sqlite3.Connection, conference: str, subject: str, kind: str) -> Said:
    """What this mark says now."""
    row = connection.execute(_READ_ONE, (conference, subject, kind)).fetchone()
    return None if row is None or not row[0] else row[1] or ""


def said_by(setting: Setting) -> Said:
    """What the database keeps of a setting."""
    if isinstance(setting.value, Session):
        from scale_tui.storage.session_text import session_text

        return session_text(setting.value)
    return setting.value


def setting_of(subject: str, kind: str, said: Said) -> Setting | None:
    """The setting that the database has kept; None for a kind or a text that says nothing here."""
    mark = _KINDS.get(kind)
    if mark is None:
        return None
    if said is None or mark not in _WITH_SESSION:
        return Setting(subject, mark, said)
    from scale_tui.storage.session_text import NotASession, session_from

    try:
        return Setting(subject, mark, session_from(said))
    except NotASession:
        return None


def change_of(steps: Iterable[Step] | None) -> Change | None:
    """What these steps have set; None without any."""
    if steps is None:
        return None
    found = (setting_of(step.subject, step.mark, step.after) for step in steps)
    return Change(tuple(setting for setting in found if setting is not None))


def _instant(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
