"""Markdown (CommonMark, https://spec.commonmark.org/0.31.2/): my schedule by day, to read and to write on in.

Only headings, emphasis and addresses that are put here are markup. The text of others never is, whatever it
has in it; a note of mine is mine, so what it has of markup stays, inside of its quote.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from scale_tui.domain.agenda import Agenda, Session
from scale_tui.domain.schedule import PersonalSchedule, clash_groups, conflicts_with
from scale_tui.domain.wording import (
    clock,
    counted,
    date_span,
    day_name,
    length,
    speakers_line,
    zone_name,
)
from scale_tui.export.addresses import written_address

# What can mean something within a line. A # does at an end too, where it closes a heading.
_WITHIN = re.compile(r"[\\`*_\[\]<>~|$]|&(?=#?\w+;)|(?<!\w)#|:(?=//)|(?<=\bwww)\.", re.IGNORECASE)
_AT_START = re.compile(r"[-+=]|\d{1,9}(?=[.)])")
_SPACES = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_LINE_END = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")


def markdown_page(agenda: Agenda, schedule: PersonalSchedule, sessions: Sequence[Session]) -> str:
    """These sessions, in time order, under a heading for each day."""
    blocks = [f"# {plain(agenda.title)}", *_summary(agenda, schedule, sessions)]
    previous: date | None = None
    busy = schedule.busy(agenda.sessions)
    taken = schedule.stars | schedule.backups | {session.id for session in (*schedule.own, *schedule.gone)}
    # Where all are mine, a star says nothing.
    star = "Starred" if any(session.id not in taken for session in sessions) else ""
    for session in sessions:
        if session.day != previous:
            blocks.append(f"## {day_name(session.day)} {session.day.year}")
        previous = session.day
        blocks.extend(_session(agenda, schedule, busy, session, star))
    return "\n\n".join(blocks) + "\n"


def _summary(agenda: Agenda, schedule: PersonalSchedule, sessions: Sequence[Session]) -> Iterator[str]:
    facts = [plain(agenda.venue)] if agenda.venue else []
    if agenda.days:
        facts.append(date_span(agenda.days[0], agenda.days[-1]))
    names = dict.fromkeys(zone_name(agenda.local(session.start)) for session in sessions)
    if names:
        facts.append(f"times in {' and '.join(names)}")
    if facts:
        yield " · ".join(facts)
    busy = schedule.busy(agenda.sessions)
    if not busy:
        yield "Nothing in my schedule yet."
        return
    noun = "talk" if all(session.is_talk for session in busy) else "session"
    mine = [f"My schedule: {counted(len(busy), noun)}, {length(sum(each.minutes for each in busy))}"]
    if clashing := sum(len(group) > 1 for group in clash_groups(busy)):
        mine.append(counted(clashing, "clash"))
    if schedule.backups:
        mine.append(counted(len(schedule.backups), "second choice"))
    yield ", ".join(mine)


def _session(
    agenda: Agenda, schedule: PersonalSchedule, busy: Sequence[Session], session: Session, star: str
) -> Iterator[str]:
    start, end = agenda.local(session.start), agenda.local(session.end)
    yield f"### {clock(start)}–{clock(end)} {plain(session.title)}"
    facts = [state] if (state := _state(schedule, session, star)) else []
    if session.subtitle:
        facts.append(plain(session.subtitle))
    if session.speakers:
        facts.append(f"With {plain(speakers_line(session.speakers))}")
    if session.room:
        facts.append(f"Room: {plain(session.room)}")
    if url := written_address(session.url):
        facts.append(f"<{url}>")
    if session in busy:
        facts.extend(
            f"Clashes {length(conflict.minutes)} with {plain(conflict.session.title)}"
            for conflict in conflicts_with(session, busy)
        )
    if facts:
        # Two spaces are a line break; a backslash is too, but reads worse where it is not rendered.
        yield "  \n".join(facts)
    if note := schedule.notes.get(session.id):
        yield quoted(note)


def _state(schedule: PersonalSchedule, session: Session, star: str) -> str:
    if session in schedule.gone:
        return "**No longer in the agenda**"
    words = {
        "**Cancelled**": session.is_cancelled,
        star: bool(star) and session.id in schedule.stars,
        "Second choice": session.id in schedule.backups,
        "My own": session in schedule.own,
    }
    return ", ".join(word for word, is_so in words.items() if is_so)


def plain(text: str) -> str:
    """Text on one line that shows as it is and is no markup: no heading, link, emphasis, table or HTML."""
    line = _SPACES.sub(" ", text.encode("utf-8", "replace").decode()).strip()
    line = _WITHIN.sub(r"\\\g<0>", line)
    return _AT_START.sub(_escaped_start, line, count=1) if _AT_START.match(line) else line


def _escaped_start(found: re.Match[str]) -> str:
    return f"{found[0]}\\" if found[0][0].isdigit() else f"\\{found[0]}"


def quoted(note: str) -> str:
    """A note of mine as a quote, line by line."""
    lines = _LINE_END.sub("\n", note.encode("utf-8", "replace").decode()).strip().split("\n")
    return "\n".join(f"> {_UNSEEN.sub('', line)}".rstrip() for line in lines)
