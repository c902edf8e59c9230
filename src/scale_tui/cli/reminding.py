"""``remind``: waits beside the conference, and tells of each star before it starts."""

import os
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from scale_tui.cli.arguments import Arguments
from scale_tui.cli.clock import VARIABLE, clock_from, now_at_conference, real_time
from scale_tui.cli.complaints import complain
from scale_tui.cli.conference import Found, conferences, find_conference
from scale_tui.cli.exit_codes import ExitCode
from scale_tui.cli.output import Ink, Output
from scale_tui.cli.settings import settings
from scale_tui.cli.situation import personal_store
from scale_tui.domain.agenda import Agenda, Session
from scale_tui.domain.errors import ScaleTuiError, UsageError
from scale_tui.domain.reminders import DEFAULT_LEADS, Reminder, Unshared, Watch, read_leads
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.domain.wording import clock, counted, event_state, time_to

if TYPE_CHECKING:
    from scale_tui.cli.desktop import Desktop
    from scale_tui.storage.config import Config
    from scale_tui.storage.personal import PersonalStore

LOOK_EVERY = 5.0
"""Seconds between two looks at the clock, the marks and the agenda: so late is what was slept over told."""

LEADS_VARIABLE = "SCALE_TUI_REMIND"
_OFF = "off"


def run_remind(arguments: Arguments, out: Output) -> ExitCode:
    """Tell of each star before it starts, until the event is over or the attendee interrupts."""
    from scale_tui.cli.desktop import desktop_for

    before = arguments.before or leads(os.environ, settings()) or DEFAULT_LEADS
    found = find_conference(arguments.conference)
    now = now_at_conference(arguments.at, os.environ, found.agenda.zone)
    with personal_store(now) as store:
        reminding = Reminding(
            AgendaWatch(found, arguments.conference),
            store,
            before,
            clock_from(now, real_time()),
            Voice(out, desktop_for(os.environ)),
            is_rehearsal=is_time_given(arguments.at, os.environ),
        )
        while reminding.look():
            time.sleep(LOOK_EVERY)
    return ExitCode.OK


def leads(environ: Mapping[str, str], configured: "Config") -> tuple[int, ...]:
    """How many minutes before a start to remind: as the environment says, else as is configured."""
    for asked in (leads_from(environ), configured.reminders.before):
        if asked is not None:
            return asked
    return DEFAULT_LEADS


def leads_from(environ: Mapping[str, str]) -> tuple[int, ...] | None:
    """The minutes before a start that the environment asks for; none for ``off``, None where it says nothing.

    Raises UsageError where it says something else.
    """
    text = environ.get(LEADS_VARIABLE, "")
    if not text:
        return None
    found = () if text.strip().lower() == _OFF else read_leads(text)
    if found is None:
        raise UsageError(f"{LEADS_VARIABLE}: {text!r} is no list of minutes; give one like 10,2, or {_OFF}")
    return found


def is_time_given(option: str | None, environ: Mapping[str, str]) -> bool:
    """Whether what counts as now is given and not the real time: then this is a rehearsal."""
    return option is not None or bool(environ.get(VARIABLE))


class AgendaWatch:
    """The agenda as it is now, after whatever another program did to it."""

    def __init__(self, found: Found, choice: str | None) -> None:
        self._agenda = found.agenda
        self._kept_as = found.kept_as
        self._path = Path(choice) if found.kept_as is None and choice is not None else None
        self._version: object = None
        self._version = self._look()
        self._fault = ""

    def __call__(self) -> Agenda:
        """The agenda; the one from before where that cannot be read, which is said once."""
        try:
            version = self._look()
            if version != self._version:
                # First: what cannot be read is not tried again before it is another.
                self._version = version
                self._agenda = self._read()
            self._fault = ""
        except ScaleTuiError as error:
            if str(error) != self._fault:
                self._fault = str(error)
                complain(f"{error}; reminding by the agenda as it was")
        return self._agenda

    def _look(self) -> object:
        """Something that is another when the agenda is."""
        if self._kept_as is not None:
            return conferences().conference(self._kept_as)
        try:
            status = self._path.stat() if self._path is not None else None
        except OSError:
            return self._version  # as for a pipe, or between two versions of a file
        return status and (status.st_mtime_ns, status.st_size, status.st_ino)

    def _read(self) -> Agenda:
        if self._kept_as is not None:
            return conferences().agenda(self._kept_as)
        return find_conference(str(self._path)).agenda


class Voice:
    """How a reminder reaches the attendee: a line, a bell, a notification on the desktop."""

    def __init__(self, out: Output, desktop: "Desktop") -> None:
        self._out = out
        self._desktop = desktop

    def say(self, text: str) -> None:
        """Something else than a reminder, beside them."""
        complain(text)

    def tell(self, reminder: Reminder, agenda: Agenda) -> None:
        """The line first: what comes after may take a while."""
        place = reminder.place(agenda.zone)
        if self._out.is_plain:
            self._out.line(f"Reminder: {reminder.title}, {place.replace(' · ', ', ')}")
        else:
            self._out.line(f"{clock(agenda.local(reminder.now))}  {reminder.title}  {place}", Ink.BOLD)
        self._out.flush()
        try:
            sequence = self._desktop.tell(reminder.title, place)
        except ScaleTuiError as error:
            complain(str(error))
            sequence = ""
        if self._out.stream is not None and self._out.stream.isatty():
            self._out.raw(f"\a{sequence}".encode(self._out.encoding, "replace"))
            self._out.flush()


class Reminding:
    """Tells what is due, each time it looks. ``agenda_now`` and ``clock`` are asked at each look."""

    def __init__(
        self,
        agenda_now: Callable[[], Agenda],
        store: "PersonalStore",
        leads: tuple[int, ...],
        clock: Callable[[], datetime],
        voice: Voice,
        *,
        is_rehearsal: bool,
    ) -> None:
        self._agenda_now = agenda_now
        self._store = store
        self._clock = clock
        self._voice = voice
        self._is_rehearsal = is_rehearsal
        self._watch = Watch(leads)
        self._schedule: PersonalSchedule | None = None
        self._had_any: bool | None = None
        self._fault = ""

    def look(self) -> bool:
        """Tell what is due now; whether there is anything to wait for."""
        agenda = self._agenda_now()
        kept = self._load(agenda.name).busy(agenda.sessions)
        now = self._clock()
        reminders = self._due(agenda.name, kept, now)
        for reminder in reminders:
            self._voice.tell(reminder, agenda)
        ends = [session.end for session in (*agenda.sessions, *kept)]
        if ends and now >= max(ends):
            self._voice.say(f"{agenda.title} {event_state(agenda, now)}: nothing more to remind of")
            return False
        self._tell_how_many(agenda, kept, now)
        return True

    def _load(self, conference: str) -> PersonalSchedule:
        """My schedule; the one from before where it cannot be read now. Raises CannotRead at the start."""
        try:
            self._schedule = self._store.load(conference)
        except ScaleTuiError as error:
            if self._schedule is None:
                raise
            self._complain_once(error)
        return self._schedule

    def _due(self, conference: str, kept: tuple[Session, ...], now: datetime) -> tuple[Reminder, ...]:
        memory = Unshared(self._store) if self._is_rehearsal else self._store
        try:
            self._watch, reminders = self._watch.look(memory, conference, kept, now)
        except ScaleTuiError as error:
            # Where nothing can be remembered, twice (by two programs) is better than never.
            self._complain_once(error)
            self._watch, reminders = self._watch.look(Unshared(), conference, kept, now)
        return reminders

    def _complain_once(self, error: ScaleTuiError) -> None:
        if str(error) != self._fault:
            self._fault = str(error)
            complain(self._fault)

    def _tell_how_many(self, agenda: Agenda, kept: tuple[Session, ...], now: datetime) -> None:
        """What there is to remind of: at the start, and when there is none left or one again."""
        ahead = tuple(session for session in kept if session.start > now)
        if bool(ahead) is self._had_any:
            return
        self._had_any = bool(ahead)
        before = f"{' and '.join(str(lead) for lead in self._watch.leads)} min before"
        if ahead:
            first = f"{ahead[0].title} {time_to(ahead[0].start, now)}"
            what = f"reminding of {counted(len(ahead), 'session')}, {before} each; next {first}"
        else:
            what = f"{'no more stars ahead' if kept else 'nothing starred yet'}; a new one is told {before}"
        self._voice.say(f"{agenda.title}: {what}")
