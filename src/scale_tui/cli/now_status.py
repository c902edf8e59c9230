"""``now`` for a status bar: one line for tmux, for waybar, or in a form of the attendee's own.

A bar that is asked every few seconds shows nothing rather than an error: where there is nothing to tell the
line is empty, and what is wrong goes to standard error, which no bar shows.
"""

from datetime import timedelta

from scale_tui.cli.arguments import Arguments
from scale_tui.cli.exit_codes import ExitCode
from scale_tui.cli.now_form import Form
from scale_tui.cli.output import Output
from scale_tui.cli.session_words import conference_time, mark_glyph, span
from scale_tui.cli.situation import Situation
from scale_tui.domain.agenda import Session
from scale_tui.domain.glance import Glance, glance_at
from scale_tui.domain.timeline import Phase, next_after, phase_at, running_at
from scale_tui.domain.wording import (
    capitalised,
    clock,
    counted,
    day_name,
    event_state,
    speakers_line,
    time_left,
    time_to,
)
from scale_tui.quick.columns import cells, cut
from scale_tui.sources.clean import clean_line
from scale_tui.values import dataclass

USUAL_WIDTH = 40
"""What tmux shows of ``status-right`` unless it is told otherwise (``status-right-length``)."""
_BOTH_FROM = 70
_BETWEEN = " | "
_WIDEST_ROOM = 16
_SHORTEST_TITLE = 12
_LONGEST_LIST = 8
_WIDEST = 10_000
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Told:
    """One thing to tell: the title gives way, then the room, and what stands last stays.

    ``state`` says what it is, for the classes of waybar.
    """

    state: str
    title: str
    last: str = ""
    room: str = ""
    mark: str = ""
    is_mine: bool = False

    def text(self, width: int, *, is_plain: bool) -> str:
        """It in at most so many cells."""
        dot, mark = (", ", "") if is_plain else (" · ", f"{self.mark} " if self.mark else "")
        for tail in ((cut(self.room, _WIDEST_ROOM), self.last), (self.last,)):
            end = "".join(f"{dot}{each}" for each in tail if each)
            space = width - cells(mark) - cells(end)
            if space >= min(_SHORTEST_TITLE, cells(self.title)):
                return f"{mark}{cut(self.title, space)}{end}"
        return cut(f"{self.last} {mark}{self.title}".strip(), width)


def run_status(arguments: Arguments, out: Output, asked: Situation) -> ExitCode:
    """Print the line; ``NOTHING`` when nothing is on, or with ``--next`` when nothing comes."""
    glance = _glance(arguments, asked)
    width = arguments.width or USUAL_WIDTH
    if arguments.is_quiet:
        line = ""
    elif arguments.form is not None:
        line = _filled(arguments.form, arguments.width, out, asked, glance)
    elif arguments.is_waybar:
        line = _waybar(arguments, out, asked, glance, width)
    else:
        # tmux looks for formats in what a command prints, and for styles: '#' begins either.
        line = _text(_told(arguments, asked, glance), width, is_plain=out.is_plain).replace("#", "##")
    if line:
        out.as_it_is(line)
    is_found = glance.coming if arguments.is_next else glance.current or glance.running_count
    return ExitCode.OK if is_found else ExitCode.NOTHING


def _glance(arguments: Arguments, asked: Situation) -> Glance:
    if not arguments.is_mine:
        glance = glance_at(asked.agenda, asked.schedule, asked.now)
    else:
        running, coming = running_at(asked.stars, asked.now), next_after(asked.stars, asked.now)
        current = max(running, key=lambda session: session.start, default=None)
        glance = Glance(current, len(running), coming[0] if coming else None, len(coming))
    return Glance(None, 0, glance.coming, glance.coming_count) if arguments.is_next else glance


def _told(arguments: Arguments, asked: Situation, glance: Glance) -> list[_Told]:
    """What there is to tell, the most important first; nothing from a day after the event on."""
    phase = phase_at(asked.agenda, asked.now)
    # After the event only an entry of my own can be on, or come.
    is_told_of = glance.current or arguments.is_next or (phase is Phase.AFTER and glance.coming)
    if phase is not Phase.DURING and not is_told_of:
        is_past = phase is Phase.AFTER and not _has_just_ended(asked)
        title, state = clean_line(asked.agenda.title), event_state(asked.agenda, asked.now)
        return [] if is_past else [_Told(phase.value, title, state)]
    coming = _coming(asked, glance)
    if glance.current:
        return [_session("on", asked, glance.current, time_left(glance.current, asked.now)), *coming]
    if not glance.running_count:
        return coming
    running = _Told("on", f"{counted(glance.running_count, 'session')} on now")
    # That many are on says less than where one has to be.
    return [*coming, running] if coming and coming[0].is_mine else [running, *coming]


def _has_just_ended(asked: Situation) -> bool:
    end = asked.agenda.end
    return end is not None and asked.now - end < _A_DAY


def _coming(asked: Situation, glance: Glance) -> list[_Told]:
    if glance.coming is None:
        return []
    told = _session("next", asked, glance.coming, time_to(glance.coming.start, asked.now))
    if glance.coming_count > 1 and not told.is_mine:
        return [_Told("next", f"{glance.coming_count} sessions start {told.last}")]
    return [told]


def _session(state: str, asked: Situation, session: Session, last: str) -> _Told:
    return _Told(
        state,
        clean_line(session.title),
        last,
        clean_line(session.room or ""),
        mark_glyph(asked, session),
        asked.is_starred(session) or session in asked.schedule.own,
    )


def _text(told: list[_Told], width: int, *, is_plain: bool) -> str:
    """As much of what there is to tell as fits."""
    if len(told) < 2:
        return told[0].text(width, is_plain=is_plain) if told else ""
    first, second = (cells(each.text(_WIDEST, is_plain=is_plain)) for each in told)
    space = width - len(_BETWEEN)
    if first + second > space and width < _BOTH_FROM:
        return told[0].text(width, is_plain=is_plain)
    # Each is cut only as far as the other needs the room.
    half = space // 2
    start = told[0].text(max(half, space - second), is_plain=is_plain)
    return f"{start}{_BETWEEN}{told[1].text(space - cells(start), is_plain=is_plain)}"


def _waybar(arguments: Arguments, out: Output, asked: Situation, glance: Glance, width: int) -> str:
    """One line of JSON; text and tooltip are Pango markup there: see waybar-custom(5)."""
    import json

    told = _told(arguments, asked, glance)
    phase = phase_at(asked.agenda, asked.now)
    state = told[0].state if told else "after" if phase is Phase.AFTER else "none"
    document: dict[str, object] = {
        "text": _markup(_text(told, width, is_plain=out.is_plain)),
        "tooltip": _markup("\n".join(_list(arguments, asked))),
        "class": [state, "mine"] if told and told[0].is_mine else [state],
        "alt": state,
    }
    if glance.current:
        document["percentage"] = _percentage(asked, glance.current)
    return json.dumps(document, ensure_ascii=not out.is_utf8)


def _markup(text: str) -> str:
    from html import escape

    return escape(text)


def _percentage(asked: Situation, session: Session) -> int:
    """How much of it is over."""
    return int(100 * ((asked.now - session.start) / (session.end - session.start)))


def _list(arguments: Arguments, asked: Situation) -> list[str]:
    """What is on and what comes next, a line each."""
    sessions = asked.stars if arguments.is_mine else asked.agenda.sessions
    running = () if arguments.is_next else mine_first(asked, running_at(sessions, asked.now))
    lines = [f"{clean_line(asked.agenda.title)} · {conference_time(asked)}"]
    if state := event_state(asked.agenda, asked.now):
        lines.append(f"{capitalised(state)}.")
    for heading, found in (("Now", running), ("Next", mine_first(asked, next_after(sessions, asked.now)))):
        if found:
            lines += [heading, *(_line(asked, session) for session in found[:_LONGEST_LIST])]
        if len(found) > _LONGEST_LIST:
            lines.append(f"and {len(found) - _LONGEST_LIST} more")
    return lines


def _line(asked: Situation, session: Session) -> str:
    room = f" · {session.room}" if session.room else ""
    return clean_line(f"{span(asked, session)} {mark_glyph(asked, session)} {session.title}{room}")


def mine_first(asked: Situation, sessions: tuple[Session, ...]) -> tuple[Session, ...]:
    """The attendee's before all others, and what ends first before what goes on."""
    return tuple(sorted(sessions, key=lambda session: (not asked.is_starred(session), session.end)))


def _filled(form: Form, width: int | None, out: Output, asked: Situation, glance: Glance) -> str:
    running = mine_first(asked, running_at(asked.agenda.sessions, asked.now)) if glance.running_count else ()
    current = glance.current or next(iter(running), None)
    values = dict.fromkeys(("track", "end", "left", "next_in"), "")
    values |= _values(out, asked, current, "")
    values |= _values(out, asked, glance.coming, "next_")
    if current is not None:
        values["track"] = current.track or ""
        values["end"] = clock(asked.agenda.local(current.end))
        values["left"] = time_left(current, asked.now)
    if glance.coming is not None:
        values["next_in"] = time_to(glance.coming.start, asked.now)
    # An entry of one's own is no session of the conference, but it is on.
    count = max(glance.running_count, 1 if current else 0)
    values |= {"count": str(count or ""), "next_count": str(glance.coming_count or "")}
    values["conference"] = asked.agenda.title
    line = form.filled({name: clean_line(value) for name, value in values.items()}, is_on=current is not None)
    return line if width is None else cut(line, width)


def _values(out: Output, asked: Situation, session: Session | None, prefix: str) -> dict[str, str]:
    names = ("title", "room", "speakers", "start", "mark", "id")
    if session is None:
        return {f"{prefix}{name}": "" for name in names}
    start, today = asked.agenda.local(session.start), asked.agenda.local(asked.now).date()
    day = "" if start.date() == today else f"{day_name(start.date())} "
    values = (
        session.title,
        session.room or "",
        speakers_line(session.speakers),
        f"{day}{clock(start)}",
        "" if out.is_plain else mark_glyph(asked, session),
        session.id,
    )
    return {f"{prefix}{name}": value for name, value in zip(names, values, strict=True)}
