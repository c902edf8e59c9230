"""My schedule: what I keep in order, the free time between, where it overlaps, and what was lost."""

from collections.abc import Iterator
from datetime import date

from rich.cells import cell_len

from scale_tui.domain.agenda import Session
from scale_tui.domain.gaps import gaps_between, room_changes
from scale_tui.domain.schedule import clash_groups
from scale_tui.domain.wording import counted, day_name, length
from scale_tui.ui.rows import (
    BackupRow,
    ClashHeading,
    ClashRow,
    GapRow,
    Heading,
    LostRow,
    RoomChangeRow,
    Row,
    StarRow,
)
from scale_tui.ui.scene import Scene
from scale_tui.ui.views.notes import how_to_go_on, notes


def my_rows(scene: Scene, width: int) -> tuple[Row, ...]:
    """My schedule with its summary; in words which key to press while it is empty."""
    mine = _Mine(scene)
    if not mine.days:
        return (
            *notes("Nothing starred yet.", width, is_strong=True),
            *_how_to_begin(scene, width),
        )
    rows: list[Row] = [mine.summary(width)]
    for day in mine.days:
        if len(scene.agenda.days) > 1:
            rows.append(Heading(day_name(day)))
        rows.extend(mine.rows_of(day))
    if lost := mine.lost:
        rows.append(Heading("Not taking place", aside=scene.hint("{mark.star} takes it off"), ink="clash"))
        rows.extend(LostRow(session) for session in lost)
    return tuple(rows)


def _how_to_begin(scene: Scene, width: int) -> tuple[Row, ...]:
    if not scene.agenda.sessions:
        return how_to_go_on(scene, width)
    how = how_to_star(scene)
    return notes(how, width) if how else ()


def how_to_star(scene: Scene) -> str:
    """Which keys lead to a first star; empty where there are none."""
    hints = ("Press {mark.star} on a talk, or {find.search} to search.", "Press {mark.star} on a talk.")
    return next(filter(None, map(scene.hint, hints)), "")


class _Mine:
    """What I keep, sorted out."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._busy = scene.busy
        self._groups = clash_groups(self._busy)
        minutes = scene.change_minutes
        shown = (session for session in scene.agenda.sessions if not scene.is_hidden(session))
        self._gaps = {gap.end: gap for gap in gaps_between(self._busy, shown, change_minutes=minutes)}
        self._changes = {change.after.id: change for change in room_changes(self._busy, minutes)}
        self._backups = scene.schedule.backed_up(scene.agenda.sessions)
        cancelled = [session for session in scene.starred if session.is_cancelled]
        self.lost = (*cancelled, *scene.schedule.gone)

    @property
    def days(self) -> list[date]:
        """The conference days that have anything of mine on them; one of them where there is only a loss."""
        found = {session.day for session in (*self._busy, *self._backups)}
        return sorted(found or {session.day for session in self.lost[:1]})

    def summary(self, width: int) -> Heading:
        """How much it is, and whether it fits together; in few words where there are few cells."""
        glyphs = self._scene.glyphs
        clashes = sum(1 for group in self._groups if len(group) > 1)
        changed = len(self._scene.my_changes)
        told = self._scene.with_hint(counted(clashes, "clash"), "{mark.settle} settles")
        warning = f"{glyphs.clash} {told}".strip() if clashes else ""
        aside = "" if clashes or changed else "no clashes"
        text = "  ".join(self._facts(is_short=False))
        if cell_len(text) + cell_len(warning) + cell_len(aside) + 4 > width:
            text = "  ".join(self._facts(is_short=True))
        action = "screen.settle" if clashes else "app.show_changes" if changed else ""
        return Heading(text, aside=aside, ink="star", warning=warning, action=action)

    def _facts(self, *, is_short: bool) -> Iterator[str]:
        glyphs = self._scene.glyphs
        stars = [session for session in self._busy if not self._scene.is_own(session)]
        own, backups = len(self._busy) - len(stars), len(self._backups)
        if stars or not (own or backups):
            minutes = sum(session.minutes for session in stars)
            yield f"{glyphs.star} {counted(len(stars), 'talk')} {glyphs.dot} {length(minutes)}"
        if own:
            yield f"{glyphs.own} {own if is_short else counted(own, 'own entry')}"
        if backups:
            yield f"{glyphs.backup} {backups if is_short else counted(backups, 'backup')}"
        if changed := len(self._scene.my_changes):
            yield f"{glyphs.changed} {changed if is_short else f'{changed} changed'}"

    def rows_of(self, day: date) -> Iterator[Row]:
        """What I keep of a day, with the free time before each, and the backups where they would be."""
        backups = [backup for backup in self._backups if backup.day == day]
        for group in self._groups:
            if group[0].day != day:
                continue
            while backups and backups[0].start < group[0].start:
                yield BackupRow(backups.pop(0))
            yield from self._before(group[0])
            yield from _group_rows(group)
        yield from (BackupRow(backup) for backup in backups)

    def _before(self, session: Session) -> Iterator[Row]:
        gap, change = self._gaps.get(session.start), self._changes.get(session.id)
        if gap is not None and (gap.talks or change is None):
            yield GapRow(gap)
        elif change is not None:
            yield RoomChangeRow(change)


def _group_rows(group: tuple[Session, ...]) -> Iterator[Row]:
    if len(group) == 1:
        yield StarRow(group[0])
        return
    start, end = group[0].start, max(session.end for session in group)
    yield ClashHeading(start, end, len(group))
    yield from (ClashRow(session, start, end) for session in group)
