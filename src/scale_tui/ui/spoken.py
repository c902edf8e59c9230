"""Rows and states in words, for who listens to them or has a line of braille: a row is a sentence.

The title comes first, then how it stands, then when and where, then who: whoever has heard enough goes on to
the next. What a row says stays true while it stands there, so that nothing is read out again every minute:
until when something is on, and not how long. The view of now and the detail count minutes.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import singledispatch

from scale_tui.domain.agenda import Session, Speaker
from scale_tui.domain.change_wording import kind_words
from scale_tui.domain.schedule import conflicts_with
from scale_tui.domain.timeline import minutes_until
from scale_tui.domain.wording import counted, role_word, short_day_name, talks_that_fit
from scale_tui.ui.rows import (
    BackupRow,
    ClashHeading,
    ClashRow,
    ComingRow,
    Fold,
    GapRow,
    Heading,
    LostRow,
    Note,
    NowRule,
    PersonRow,
    RoomChangeRow,
    Row,
    RunningRow,
    SessionRow,
    StarRow,
)
from scale_tui.ui.scene import Scene


def spoken_length(minutes: int) -> str:
    """A length without abbreviations: ``1 hour 15 minutes``."""
    hours, rest = divmod(minutes, 60)
    parts = [counted(number, noun) for number, noun in ((hours, "hour"), (rest, "minute")) if number]
    return " ".join(parts) or "0 minutes"


def spoken_rest(session: Session, now: datetime) -> str:
    """What is left of a session that is on: ``on now, 15 minutes left``."""
    return f"on now, {spoken_length(minutes_until(session.end, now))} left"


def marks_in_words(scene: Scene, session: Session) -> Iterator[str]:
    """What I have set on a session, a phrase each."""
    if session.id in scene.unsaved:
        yield "being saved"
    yield from scene.marks_on(session)


def states_in_words(scene: Scene, session: Session) -> Iterator[str]:
    """How a session stands, a phrase each, the weightiest first; but not whether it is on or over."""
    if session.id in scene.gone:
        yield "no longer in the agenda"
    if session.is_cancelled:
        yield "cancelled"
    yield from marks_in_words(scene, session)
    if scene.is_hidden(session):
        yield "hidden"
    if session.id in scene.clashing:
        titles = [conflict.session.title for conflict in conflicts_with(session, scene.busy)]
        yield f"clashes with {' and '.join(titles)}"
    if change := scene.changes.by_id.get(session.id):
        yield f"changed: {', '.join(scene.differences(change)) or kind_words(change)}"
    if session.id in scene.schedule.notes:
        yield "with a note"


def people_in_words(session: Session) -> Iterator[str]:
    """Who is on stage, each with where they are from: ``Jiaqi Gao of Alibaba``."""
    yield from map(speaker_in_words, session.speakers)


def speaker_in_words(speaker: Speaker) -> str:
    """Somebody on stage, where they are from, and what they do there if not speak."""
    of = f" of {speaker.affiliation}" if speaker.affiliation else ""
    return f"{role_word(speaker.role)} {speaker.name}{of}".lstrip()


def time_in_words(scene: Scene, session: Session) -> str:
    """When it is, and whether that is now: ``on now, 12:15 to 12:35``."""
    when = scene.span(session)
    if not scene.is_live or session.is_cancelled or session.id in scene.gone:
        return when
    return f"on now, {when}" if scene.is_on(session) else f"over, {when}" if scene.is_over(session) else when


def session_in_words(
    scene: Scene, session: Session, *, day: str = "", remark: str = "", has_room: bool = True
) -> str:
    """All that a row says of a session; ``remark`` is why it stands there."""
    return sentence(
        session.title,
        *states_in_words(scene, session),
        remark,
        day,
        time_in_words(scene, session),
        session.room if has_room else "",
        *people_in_words(session),
    )


def sentence(*parts: str | None) -> str:
    """The parts that say anything, with a pause between them; without what only the eye needs."""
    said = ", ".join(part.strip(" ,") for part in parts if part and part.strip(" ,"))
    return " ".join(said.replace(" , ", ", ").split())


@singledispatch
def in_words(row: Row, scene: Scene) -> str:  # noqa: ARG001
    """What a row says."""
    raise TypeError(f"no words for {type(row).__name__}")


@in_words.register
def _session(row: SessionRow, scene: Scene) -> str:
    return session_in_words(scene, row.session, day=row.day, remark=row.remark)


@in_words.register
def _now_rule(row: NowRule, scene: Scene) -> str:
    coming = f", at {scene.clock(row.coming)}" if row.coming else ""
    return f"What follows has not started. Next{coming}:"


@in_words.register
def _heading(row: Heading, scene: Scene) -> str:  # noqa: ARG001
    return sentence(row.text.replace("  ", ", "), row.aside, row.warning)


@in_words.register
def _note(row: Note, scene: Scene) -> str:  # noqa: ARG001
    return row.text


@in_words.register
def _fold(row: Fold, scene: Scene) -> str:  # noqa: ARG001
    return sentence(row.text)


@in_words.register
def _person(row: PersonRow, scene: Scene) -> str:
    session = row.session
    of = f" of {row.person.affiliation}" if row.person.affiliation else ""
    return sentence(
        f"{row.person.name}{of}",
        role_word(row.role),
        session.title,
        *states_in_words(scene, session),
        _day(scene, session),
        time_in_words(scene, session),
        session.room,
    )


@in_words.register(StarRow)
@in_words.register(BackupRow)
@in_words.register(LostRow)
@in_words.register(ClashRow)
def _mine(row: StarRow | BackupRow | LostRow | ClashRow, scene: Scene) -> str:
    return session_in_words(scene, row.session, day=_day(scene, row.session))


@in_words.register
def _gap(row: GapRow, scene: Scene) -> str:
    gap = row.gap
    pauses: Iterable[str] = (pause.title for pause in gap.pauses[:1])
    return sentence(
        f"{spoken_length(gap.minutes)} free from {scene.clock(gap.start)} to {scene.clock(gap.end)}",
        talks_that_fit(len(gap.talks)) if gap.talks else "",
        *pauses,
    )


@in_words.register
def _room_change(row: RoomChangeRow, scene: Scene) -> str:  # noqa: ARG001
    change = row.change
    tight = "tight: " if change.is_tight else ""
    where = f"from {change.before.room} to {change.after.room}" if change.before.room else "rooms"
    return f"{tight}{spoken_length(change.minutes)} to change {where}"


@in_words.register
def _clash_heading(row: ClashHeading, scene: Scene) -> str:
    what = f"{row.size} overlap from {scene.clock(row.start)} to {scene.clock(row.end)}"
    return f"{sentence(what, scene.hint('{mark.settle} settles'))}:"


@in_words.register
def _running(row: RunningRow, scene: Scene) -> str:
    left = f"{spoken_length(minutes_until(row.session.end, scene.now))} left"
    return _counting(scene, row.session, left)


@in_words.register
def _coming(row: ComingRow, scene: Scene) -> str:
    return _counting(scene, row.session, f"in {spoken_length(minutes_until(row.session.start, scene.now))}")


def _counting(scene: Scene, session: Session, when: str) -> str:
    people = people_in_words(session)
    states = states_in_words(scene, session)
    return sentence(session.title, when, *states, scene.span(session), session.room, *people)


def _day(scene: Scene, session: Session) -> str:
    return short_day_name(session.day) if len(scene.agenda.days) > 1 else ""
