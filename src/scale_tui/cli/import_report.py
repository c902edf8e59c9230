"""What ``import`` tells: a look at what would be set, what does not fit, and two schedules side by side."""

from collections.abc import Iterable, Iterator, Sequence

from scale_tui.cli.output import Cell, Ink, Output
from scale_tui.cli.session_words import BACKUP, CLASH, STAR, clash_words, span
from scale_tui.cli.situation import Situation
from scale_tui.domain.agenda import Session
from scale_tui.domain.bringing_in import Recognised
from scale_tui.domain.comparing import Comparison, FreeTime
from scale_tui.domain.marks import Mark, Setting
from scale_tui.domain.schedule import Conflict, PersonalSchedule, conflicts_with
from scale_tui.domain.wording import clock, counted, length, short_day_name

_FLEXIBLE = {2: 24}
_MOST_LOST = 20
_MOST_CLASHES = 3
_WORDS = {
    Mark.STAR: ("star", STAR),
    Mark.BACKUP: ("backup", BACKUP),
    Mark.HIDDEN: ("hide", ""),
    Mark.NOTE: ("note", ""),
    Mark.OWN: ("own entry", ""),
    Mark.HIDDEN_ROOM: ("hide room", ""),
    Mark.HIDDEN_TRACK: ("hide track", ""),
}
_BEFORE = {Mark.BACKUP: "was a backup", Mark.HIDDEN: "was hidden"}


def write_preview(out: Output, asked: Situation, settings: Sequence[Setting]) -> int:
    """One line for each mark that would be set, with the clashes that it makes; how many they are."""
    wanted = sorted((setting for setting in settings if setting.is_on), key=lambda each: _place(asked, each))
    after = _busy_after(asked, wanted)
    rows: list[list[Cell]] = []
    for setting in wanted:
        session = _session(asked, setting)
        clashes = conflicts_with(session, after) if session and _takes_time(setting) else ()
        if out.is_plain:
            _write_plain(out, asked, setting, clashes)
        else:
            rows.append(_row(asked, setting))
            rows.extend(_below(f"{CLASH} {words}", Ink.CLASH) for words in _few_clashes(clashes))
            rows.extend(_below(line, Ink.DIM) for line in _added_note(asked, setting))
    for line in out.aligned(rows, _FLEXIBLE):
        out.as_it_is(line)
    return len(wanted)


def _few_clashes(clashes: Sequence[Conflict]) -> Iterator[str]:
    """Each clash in words, or the first ones where there are many."""
    yield from (clash_words(clash) for clash in clashes[:_MOST_CLASHES])
    if len(clashes) > _MOST_CLASHES:
        yield f"and {len(clashes) - _MOST_CLASHES} more"


def _place(asked: Situation, setting: Setting) -> tuple[bool, str, str, int]:
    """Sessions in time order, then rooms and tracks."""
    session = _session(asked, setting)
    start = session.start.isoformat() if session else ""
    return session is None, start, setting.subject, list(_WORDS).index(setting.mark)


def _session(asked: Situation, setting: Setting) -> Session | None:
    if isinstance(setting.value, Session):
        return setting.value
    if setting.mark in {Mark.HIDDEN_ROOM, Mark.HIDDEN_TRACK}:
        return None
    own = (session for session in asked.schedule.own if session.id == setting.subject)
    return asked.agenda.by_id.get(setting.subject) or next(own, None)


def _takes_time(setting: Setting) -> bool:
    return setting.mark in {Mark.STAR, Mark.OWN}


def _busy_after(asked: Situation, wanted: Iterable[Setting]) -> tuple[Session, ...]:
    """What takes my time with these set."""
    starred = {setting.subject for setting in wanted if setting.mark is Mark.STAR}
    own = tuple(setting.value for setting in wanted if isinstance(setting.value, Session))
    after = PersonalSchedule(stars=asked.schedule.stars | starred, own=(*asked.schedule.own, *own))
    return after.busy(asked.agenda.sessions)


def _row(asked: Situation, setting: Setting) -> list[Cell]:
    word, glyph = _WORDS[setting.mark]
    session = _session(asked, setting)
    before = _before(asked, setting)
    title = session.title if session else setting.subject
    return [
        Cell(f"{glyph} {word}".strip(), Ink.STAR if glyph else Ink.PLAIN),
        Cell(_when(asked, session) if session else ""),
        Cell(f"{title} ({before})" if before else title),
    ]


def _below(text: str, ink: Ink) -> list[Cell]:
    return [Cell(), Cell(), Cell(text, ink)]


def _before(asked: Situation, setting: Setting) -> str:
    """What the session is marked with here so far, where this takes its place."""
    if setting.mark not in {Mark.STAR, Mark.BACKUP}:
        return ""
    found = (word for mark, word in _BEFORE.items() if asked.schedule.has(mark, setting.subject))
    return next(found, "")


def _added_note(asked: Situation, setting: Setting) -> Iterator[str]:
    """The lines that a note gets."""
    if setting.mark is Mark.NOTE and isinstance(setting.value, str):
        before = asked.schedule.notes.get(setting.subject, "")
        yield from (line for line in setting.value.removeprefix(before).splitlines() if line)


def _when(asked: Situation, session: Session) -> str:
    is_one_day = len(asked.agenda.days) == 1 and session.day in asked.agenda.days
    return span(asked, session) if is_one_day else f"{short_day_name(session.day)} {span(asked, session)}"


def _write_plain(out: Output, asked: Situation, setting: Setting, clashes: Iterable[Conflict]) -> None:
    session = _session(asked, setting)
    before = _before(asked, setting)
    title = session.title if session else setting.subject
    out.line(f"{_WORDS[setting.mark][0].capitalize()}: {title}{f', {before}' if before else ''}")
    for clash in clashes:
        out.line(f"Clash: {title} {clash_words(clash)}")
    for line in _added_note(asked, setting):
        out.line(f"Note of {title}: {line}")


def write_lost(out: Output, found: Recognised) -> None:
    """What is marked there and not here: since the agenda does not have it, or several sessions fit."""
    fits = [f"{shown} (fits {number})" for shown, number in found.unsure]
    _write_list(out, "not in this agenda", found.missing)
    _write_list(out, "not told apart, so not marked", fits)


def _write_list(out: Output, what: str, names: Sequence[str]) -> None:
    if names and out.is_plain:
        for name in names:
            out.line(f"{what.capitalize()}: {name}")
    elif names:
        out.line(f"{len(names)} {what}:", Ink.BOLD)
        for name in names[:_MOST_LOST]:
            out.line(f"  {name}")
        if len(names) > _MOST_LOST:
            out.line(f"  and {len(names) - _MOST_LOST} more")


def write_comparison(out: Output, asked: Situation, found: Comparison) -> None:
    """What both have, what only one has, and when both are free."""
    parts = {"Both": found.both, "Only you": found.only_mine, "Only them": found.only_theirs}
    if out.is_plain:
        for heading, sessions in parts.items():
            for session in sessions:
                out.line(f"{heading}: {_in_ascii(_when(asked, session))} {session.title}")
        for free in found.free:
            out.line(f"Free together: {_in_ascii(_free_when(asked, free))}, {_free_words(free, ', ')}")
        return
    counts = [f"{heading.lower()} {len(sessions)}" for heading, sessions in parts.items()]
    out.line(" · ".join(counts).capitalize())
    for heading, sessions in parts.items():
        rows = [[Cell(_when(asked, each)), Cell(each.title), Cell(each.room or "")] for each in sessions]
        _write_part(out, heading, rows)
    rows = [[Cell(_free_when(asked, free)), Cell(_free_words(free, " · ")), Cell()] for free in found.free]
    _write_part(out, "Free together", rows)


def _in_ascii(times: str) -> str:
    return times.replace("–", " to ")


def _write_part(out: Output, heading: str, rows: Sequence[Sequence[Cell]]) -> None:
    if rows:
        out.line()
        out.line(heading, Ink.BOLD)
        for line in out.aligned(rows, {1: 24, 2: 8}):
            out.as_it_is(line)


def _free_when(asked: Situation, free: FreeTime) -> str:
    local = asked.agenda.local
    times = f"{clock(local(free.start))}–{clock(local(free.end))}"
    return times if len(asked.agenda.days) == 1 else f"{short_day_name(free.day)} {times}"


def _free_words(free: FreeTime, separator: str) -> str:
    fitting = f"{separator}{counted(len(free.talks), 'talk')} would fit" if free.talks else ""
    return f"{length(free.minutes)}{fitting}"
