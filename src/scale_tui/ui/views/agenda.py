"""The agenda of a day, and what a search found."""

from collections.abc import Iterable, Sequence, Sized
from datetime import date
from itertools import groupby

from rich.cells import cell_len

from scale_tui.domain.agenda import Kind, Session
from scale_tui.domain.timeline import next_after
from scale_tui.domain.wording import counted, day_name, short_day_name
from scale_tui.ui.rows import Fold, Heading, NowRule, Row, SessionRow
from scale_tui.ui.scene import Scene

_WIDEST_ROOM = 14
_OF_A_LINE = 7
"""A room has at most this part of a line; a title needs the cells more."""
_MANY_ROOMS = 4
_MOST_FOUND = 300
_NARROW_BELOW = 60
_ONE_LINE_KINDS = frozenset({Kind.BREAK, Kind.MEAL, Kind.SOCIAL, Kind.REMARKS})


def day_rows(scene: Scene, day: date, width: int, *, shows_past: bool) -> tuple[Row, ...]:
    """The sessions of one day, with the now rule between what has started and what has not.

    Where there are many rooms, what is over folds into one row, unless the past shall be shown or is all
    there is.
    """
    sessions = scene.shown.sessions_on(day)
    if shows_past or len(scene.agenda.rooms) < _MANY_ROOMS:
        return _with_now_rule(scene, sessions, day, width)
    rest = tuple(session for session in sessions if not scene.is_over(session))
    folded = len(sessions) - len(rest)
    if not rest or not folded:
        return _with_now_rule(scene, sessions, day, width)
    what = scene.with_hint(counted(folded, "earlier session"), "{find.past} shows them")
    fold = Fold(f"{scene.glyphs.folded} {what}".strip(), "screen.toggle_past")
    return (fold, *_with_now_rule(scene, rest, day, width))


def hidden_rows(scene: Scene, hidden: Sized, *, is_shown: bool) -> tuple[Row, ...]:
    """How many sessions are hidden, and which key shows them; no row where there are none."""
    if not hidden:
        return ()
    what, verb = ("hidden shown", "hides") if is_shown else ("hidden", "shows")
    told = scene.with_hint(f"{len(hidden)} {what}", f"{{find.hidden}} {verb} them")
    return (Fold(f"{scene.glyphs.folded} {told}".strip(), "screen.toggle_shows_hidden"),)


def kept_rows(scene: Scene, width: int) -> tuple[Row, ...]:
    """What a filter leaves, in time order, under its days where the agenda has several."""
    rows: list[Row] = []
    for day, of_day in groupby(scene.shown.sessions, key=lambda session: session.day):
        if len(scene.agenda.days) > 1:
            rows.append(Heading(day_name(day)))
        rows.extend(_with_now_rule(scene, tuple(of_day), day, width))
    return tuple(rows)


def found_rows(scene: Scene, sessions: Iterable[Session], width: int) -> tuple[SessionRow, ...]:
    """Sessions in the order given, which need not be that of time, so each row shows its day and time."""
    room_width = _room_width(scene, width)
    has_days = len(scene.agenda.days) > 1
    return tuple(
        _row(session, room_width, shows_time=True, day=short_day_name(session.day) if has_days else "")
        for session in sessions
    )


def best_rows(scene: Scene, sessions: Sequence[Session], width: int) -> tuple[Row, ...]:
    """What a search found, the best first.

    Of very many the first only: who looks for something types on before they have read a hundred.
    """
    rows = found_rows(scene, sessions[:_MOST_FOUND], width)
    if len(sessions) <= _MOST_FOUND:
        return rows
    hint = scene.hint("type on, or {search.keep} lists all") or "type on"
    more = scene.with_hint(f"{len(sessions) - _MOST_FOUND} more", hint)
    return (*rows, Fold(f"{scene.glyphs.folded} {more}", "screen.keep_search"))


def _with_now_rule(scene: Scene, sessions: Sequence[Session], day: date, width: int) -> tuple[Row, ...]:
    rows: list[Row] = []
    room_width = _room_width(scene, width)
    rule = _now_rule(scene, sessions, day)
    last_start = None
    for session in sessions:
        if rule and session.start > scene.now:
            rows.append(rule)
            rule = None
        rows.append(_row(session, room_width, shows_time=session.start != last_start))
        last_start = session.start
    return tuple(rows)


def _now_rule(scene: Scene, sessions: Sequence[Session], day: date) -> NowRule | None:
    if not scene.is_live:
        return None
    is_today = scene.agenda.local(scene.now).date() == day or any(map(scene.is_on, sessions))
    coming = next_after(sessions, scene.now)
    return NowRule(coming[0].start) if is_today and coming else None


def _room_width(scene: Scene, width: int) -> int:
    """How many cells the room gets in a line of its session; 0 where it stands below or there is one room."""
    if not scene.has_several_rooms or width < _NARROW_BELOW:
        return 0
    return min(_WIDEST_ROOM, width // _OF_A_LINE, max(map(cell_len, scene.agenda.rooms)))


def _row(session: Session, room_width: int, *, shows_time: bool, day: str = "") -> SessionRow:
    one_line = session.kind in _ONE_LINE_KINDS or room_width > 0 or not (session.speakers or session.room)
    return SessionRow(session, 1 if one_line else 2, shows_time, room_width, day)
