"""The part of the main screen that sets marks: stars, backups, notes, own entries; and settles clashes."""

from datetime import datetime, timedelta

from textual.binding import Binding

from scale_tui.domain.agenda import Session
from scale_tui.domain.marks import OWN_PREFIX, Mark, Setting, take_off
from scale_tui.domain.schedule import clash_groups
from scale_tui.ui import messages
from scale_tui.ui.scene import Scene
from scale_tui.ui.screens.searching import SearchingScreen


class MarkingScreen(SearchingScreen):
    """Whoever derives from it has the scene and the selected session."""

    BINDINGS = [
        Binding("space", "toggle_star", "star", id="mark.star", tooltip="star, unstar"),
        Binding(
            "b", "toggle_backup", "backup", show=False, id="mark.backup", tooltip="second choice, or not"
        ),
        Binding("e", "edit_note", "note", show=False, id="mark.note", tooltip="write a note"),
        Binding("i", "edit_own", "entry", show=False, id="mark.own", tooltip="own entry: lunch, a call"),
        Binding("c", "settle", "settle", show=False, id="mark.settle", tooltip="settle a clash"),
    ]

    scene: Scene
    session: Session | None

    def action_toggle_star(self) -> None:
        """Star the selected session, or take its star off; an own entry is taken out."""
        if self.session is None:
            return
        if self.scene.is_own(self.session):
            self.post_message(messages.SetMarks(take_off(Mark.OWN, self.session.id)))
        else:
            self.post_message(messages.ToggleMark(Mark.STAR, self.session.id))

    def action_toggle_backup(self) -> None:
        """Keep the selected session as second choice, or no longer."""
        if self.session and not self.scene.is_own(self.session):
            self.post_message(messages.ToggleMark(Mark.BACKUP, self.session.id))

    def action_toggle_hidden(self) -> None:
        """Hide the selected session, or show it again."""
        if self.session is None:
            return
        if self.scene.is_starred(self.session):
            how = "{mark.star} takes the star off, then it can be hidden."
            self.notify(self.scene.and_hint("It has a star.", how), markup=False)
        else:
            self.post_message(messages.ToggleMark(Mark.HIDDEN, self.session.id))

    def action_edit_note(self) -> None:
        """Write a note on the selected session."""
        if self.session:
            self.post_message(messages.EditNote(self.session))

    def action_edit_own(self) -> None:
        """Change the selected entry of my own, or put in a new one after the selected session."""
        from scale_tui.ui.screens.own_entry import OwnEntryScreen

        session = self.session
        if session is None:
            return
        is_new = not self.scene.is_own(session)
        entry = self._new_entry(session.end) if is_new else session
        self.app.push_screen(OwnEntryScreen(self.scene, entry, is_new=is_new), self._set_marks)

    def _new_entry(self, start: datetime) -> Session:
        from uuid import uuid4

        day = self.session.day if self.session else start.date()
        return Session(f"{OWN_PREFIX}{uuid4().hex[:12]}", "", start, start + timedelta(hours=1), day)

    def action_settle(self) -> None:
        """Choose what to keep of the sessions that clash here, or first of all."""
        group = self._clash()
        if not group:
            told, how = "Nothing starred yet, so nothing clashes.", "{mark.star} stars the selected talk."
            if self.scene.busy:
                told, how = "No clashes: everything in your schedule fits together.", "{view.mine} shows it."
            self.notify(self.scene.and_hint(told, how), markup=False)
            return
        from scale_tui.domain.settling import ways_to_settle
        from scale_tui.ui.screens.settle import MOST_WAYS, SettleScreen

        schedule = self.scene.schedule
        ways = ways_to_settle(
            group,
            stars=schedule.stars,
            own={session.id for session in group if self.scene.is_own(session)},
            change_minutes=self.scene.change_minutes,
            most=MOST_WAYS,
        )
        self.app.push_screen(SettleScreen(ways, self.scene), self._set_marks)

    def _clash(self) -> tuple[Session, ...]:
        """The clash that the selected session is in, else the next to come; with the backups meanwhile."""
        groups = [group for group in clash_groups(self.scene.busy) if len(group) > 1]
        if not groups:
            return ()
        selected = self.session.id if self.session else ""
        mine = [group for group in groups if any(session.id == selected for session in group)]
        coming = [group for group in groups if max(s.end for s in group) > self.scene.now]
        group = (mine or coming or groups)[0]
        start, end = group[0].start, max(session.end for session in group)
        backups = self.scene.schedule.backed_up(self.scene.agenda.during(start, end))
        return (*group, *(backup for backup in backups if not backup.is_cancelled))

    def _set_marks(self, settings: tuple[Setting, ...] | None) -> None:
        if settings:
            self.post_message(messages.SetMarks(settings))
