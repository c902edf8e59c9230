"""What is on, and what comes next."""

from collections.abc import Sequence
from datetime import datetime

from scale_tui.domain.agenda import Session
from scale_tui.domain.timeline import Phase, next_after, phase_at, running_at, starting_within
from scale_tui.domain.wording import date_span, day_name, event_state
from scale_tui.ui.rows import ComingRow, Heading, Note, Row, RunningRow, SessionRow
from scale_tui.ui.scene import Scene
from scale_tui.ui.views.notes import advice, how_to_go_on, notes

SOON = 30
"""How many minutes ahead the view looks where many sessions run side by side."""

_NEXT_OF_ONE_TRACK = 3


def now_rows(scene: Scene, width: int) -> tuple[Row, ...]:
    """The sessions that are on and those to come; before and after the event, when it is or was."""
    if phase_at(scene.agenda, scene.now) is not Phase.DURING:
        return _outside_rows(scene, width)
    running = sorted(running_at(scene.shown.sessions, scene.now), key=lambda s: _mine_first(scene, s))
    rows: list[Row] = [Heading("On now", aside=str(len(running)), ink="now")]
    rows.extend(RunningRow(session) for session in running)
    if not running:
        rows.extend(
            notes(f"Nothing {'' if scene.narrowed is None else 'of this '}is on at the moment.", width)
        )
    coming, title = _coming(scene)
    rows.append(Note(""))
    rows.append(Heading(title, aside=str(len(coming)) if coming else "", ink="free"))
    rows.extend(ComingRow(session) for session in coming)
    if not coming:
        rows.extend(_nothing_to_come(scene, width))
    return tuple(rows)


def _nothing_to_come(scene: Scene, width: int) -> tuple[Row, ...]:
    """Nothing at all, and the key that shows something."""
    if scene.narrowed is None:
        return notes("Nothing more to come.", width) + advice(scene, "{view.agenda} shows the agenda.", width)
    return notes("Nothing of this is to come.", width) + advice(scene, "{search.clear} shows all.", width)


def _mine_first(scene: Scene, session: Session) -> tuple[bool, datetime, str]:
    return (not scene.is_starred(session), session.end, session.room or "")


def _coming(scene: Scene) -> tuple[Sequence[Session], str]:
    sessions = scene.shown.sessions
    if len(scene.agenda.rooms) > 1 or len(next_after(sessions, scene.now)) > 1:
        soon = starting_within(sessions, scene.now, SOON)
        if soon:
            return soon, f"Starting in the next {SOON} minutes"
        # At night, or in a long break, the next there are: they may be of another day.
        then = next_after(sessions, scene.now)
        days = {session.day for session in then} - {scene.agenda.local(scene.now).date()}
        return then, ", ".join(["Next", *map(day_name, sorted(days)[:1])])
    later = [session for session in sessions if session.start > scene.now]
    coming = later[:_NEXT_OF_ONE_TRACK]
    if not any(session.kind.is_pause for session in coming):
        coming += [session for session in later if session.kind.is_pause][:1]
    return coming, "Next"


def _outside_rows(scene: Scene, width: int) -> tuple[Row, ...]:
    agenda = scene.agenda
    state = event_state(agenda, scene.now, scene.zone)
    if not agenda.days:
        return notes(f"{agenda.title} has {state}.", width, is_strong=True) + how_to_go_on(scene, width)
    dates = date_span(agenda.days[0], agenda.days[-1])
    rows: list[Row] = [
        *notes(f"{agenda.title} {state}.", width, is_strong=True),
        *notes(", ".join(part for part in (dates, agenda.venue) if part), width),
        Note(""),
    ]
    is_before = phase_at(agenda, scene.now) is Phase.BEFORE
    mine = scene.starred
    if mine:
        rows.append(
            Heading("Your stars" if is_before else "What you had starred", aside=str(len(mine)), ink="star")
        )
        rows.extend(SessionRow(session) for session in mine)
    else:
        day = next(iter(scene.shown.days), agenda.days[0])
        rows.append(
            Heading(f"{'It opens' if is_before else 'It opened'} on {day_name(day)} with", ink="free")
        )
        talks = [session for session in scene.shown.sessions_on(day) if not session.kind.is_pause]
        rows.extend(SessionRow(session) for session in talks[:_NEXT_OF_ONE_TRACK])
    if whole := advice(scene, "{view.agenda} shows the whole agenda.", width):
        rows += [Note(""), *whole]
    return tuple(rows)
