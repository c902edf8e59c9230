"""Everything a screen shows, at one instant."""

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from datetime import UTC, date, datetime, tzinfo
from functools import cached_property
from zoneinfo import ZoneInfo

from scale_tui.domain.agenda import Agenda, Session
from scale_tui.domain.change_wording import changed_fields, since_words
from scale_tui.domain.changes import UNCHANGED, AgendaChange, Changes
from scale_tui.domain.conference import checked_words
from scale_tui.domain.grouping import group_of, groups_of
from scale_tui.domain.position import Position
from scale_tui.domain.schedule import CHANGE_MINUTES, PersonalSchedule, clash_groups
from scale_tui.domain.timeline import Phase, Status, next_after, phase_at, running_at, status_at
from scale_tui.domain.wording import clock
from scale_tui.ui.glyphs import UNICODE, Glyphs
from scale_tui.ui.hints import USUAL_HINTS, Hints
from scale_tui.values import dataclass


@dataclass(frozen=True, eq=False)
class Scene:
    """The agenda, my schedule and the time, with what a screen needs to draw them.

    ``now`` is an instant. ``unsaved`` are the ids of sessions whose mark is not on the disk yet: what is
    shown of them is still the state before. ``groups`` numbers tracks or affiliations by size, for their
    colours. ``narrowed`` is what a filter and what I have hidden leave of the agenda, None for all of it.
    Changing rooms takes ``change_minutes``. Times are shown on the conference's clock, or in ``my_zone``
    while ``is_on_my_clock``. ``changes`` are those I have not taken notice of, ``checked_at`` is when the
    source last answered, None where there is none, ``left_at`` where I was when I left the agenda.
    ``hints`` is what texts call the keys, ``words`` what is to be marked in what is narrowed. Two scenes are
    equal only when they are the same object.
    """

    agenda: Agenda
    schedule: PersonalSchedule
    now: datetime
    unsaved: frozenset[str] = frozenset()
    glyphs: Glyphs = UNICODE
    groups: Mapping[str, int] = field(default_factory=dict)
    narrowed: Agenda | None = None
    my_zone: tzinfo | None = None
    is_on_my_clock: bool = False
    change_minutes: int = CHANGE_MINUTES
    changes: Changes = UNCHANGED
    checked_at: datetime | None = None
    left_at: Position | None = None
    words: tuple[str, ...] = ()
    hints: Hints = USUAL_HINTS

    @classmethod
    def of(cls, agenda: Agenda, schedule: PersonalSchedule, now: datetime, glyphs: Glyphs) -> "Scene":
        """The first scene of an agenda."""
        return cls(agenda, schedule, now, glyphs=glyphs, groups=groups_of(agenda))

    def turned_to(self, agenda: Agenda, schedule: PersonalSchedule, now: datetime) -> "Scene":
        """The first scene of another agenda, or of a newer one, drawn and on a clock as this one is."""
        return replace(
            self,
            agenda=agenda,
            schedule=schedule,
            now=now,
            unsaved=frozenset(),
            groups=groups_of(agenda),
            narrowed=None,
            changes=UNCHANGED,
            checked_at=None,
            left_at=None,
        )

    def at(self, now: datetime) -> "Scene":
        """The same at another instant."""
        return replace(self, now=now)

    def hint(self, text: str) -> str:
        """A text that tells which keys to press: see ``Hints.told``."""
        return self.glyphs.key(self.hints.told(text))

    def and_hint(self, text: str, hint: str) -> str:
        """A sentence, and another behind it that tells what can be pressed, where anything can."""
        return f"{text} {self.hint(hint)}".rstrip()

    def with_hint(self, text: str, hint: str) -> str:
        """A text, and behind a dot what can be pressed there, where anything can."""
        told = self.hint(hint)
        return f"{text}{self.glyphs.between}{told}" if told else text

    @property
    def shown(self) -> Agenda:
        """What is left of the agenda: what the views show, while the bars go on to tell of all of it."""
        return self.agenda if self.narrowed is None else self.narrowed

    def showing(self, left: Agenda, words: tuple[str, ...] = ()) -> "Scene":
        """The same, narrowed to what is left of its agenda, with these words to be marked there."""
        return replace(self, narrowed=None if left is self.agenda else left, words=words)

    @property
    def zone(self) -> tzinfo:
        """The time zone of the clock that is shown."""
        return self.my_zone if self.is_on_my_clock and self.my_zone is not None else self.agenda.zone

    @property
    def has_two_clocks(self) -> bool:
        """Whether my clock and the conference's differ, now or while the event runs."""
        if self.my_zone is None:
            return False
        instants = (self.now, self.agenda.start or self.now, self.agenda.end or self.now)
        return any(
            instant.astimezone(self.my_zone).utcoffset() != self.agenda.local(instant).utcoffset()
            for instant in instants
        )

    def local(self, instant: datetime) -> datetime:
        """The instant on the clock that is shown."""
        return instant.astimezone(self.zone)

    def clock(self, instant: datetime) -> str:
        """The time of day that the clock shows at an instant: ``09:05``."""
        return clock(self.local(instant))

    def day_shift(self, instant: datetime, day: date) -> str:
        """By how many days the clock's date is off a conference day at an instant: ``+1d``; empty if not."""
        days = (self.local(instant).date() - day).days
        return f"{days:+}d" if days else ""

    def clock_on(self, instant: datetime, day: date) -> str:
        """The time of day, and how far it is off the conference day that it belongs to: ``00:30 +1d``."""
        return f"{self.clock(instant)} {self.day_shift(instant, day)}".rstrip()

    def span(self, session: Session) -> str:
        """From when to when it is: ``23:30–00:30 +1d``."""
        start, end = (self.clock_on(instant, session.day) for instant in (session.start, session.end))
        return f"{start}{self.glyphs.dash}{end}"

    @property
    def is_live(self) -> bool:
        """Whether the event runs; only then is anything over, on or next."""
        return phase_at(self.agenda, self.now) is Phase.DURING

    @property
    def session_to_be_in(self) -> Session | None:
        """My star that is on, else what is on, else what comes next; None outside of the event."""
        if not self.is_live:
            return None
        sessions = self.shown.sessions
        running = running_at(sessions, self.now)
        candidates = self.schedule.starred(running) or running or next_after(sessions, self.now)
        return candidates[0] if candidates else None

    @property
    def _where_left(self) -> Session | None:
        return self.left_at.found_in(self.shown) if self.left_at else None

    @property
    def opening_session(self) -> Session | None:
        """Where the cursor starts: where to be, else where I left, else on the first talk.

        The detail of a talk says something.
        """
        talks = (session for session in self.shown.sessions if session.is_talk)
        return self.session_to_be_in or self._where_left or next(talks, None)

    @property
    def opening_day(self) -> date | None:
        """The day that is shown first; None for an agenda without sessions."""
        session = self.session_to_be_in or self._where_left
        return session.day if session else next(iter(self.agenda.days), None)

    def first_at(self, instant: datetime, day: date | None) -> Session | None:
        """What runs at an instant, else what comes next, of one day or of all."""
        sessions = self.shown.sessions_on(day) if day else self.shown.sessions
        return next(iter(running_at(sessions, instant) or next_after(sessions, instant)), None)

    def next_star(self, session: Session | None) -> Session | None:
        """My next star, as the event stands; outside of it, after a session. After the last the first."""
        instant = self.now if self.is_live or session is None else session.start
        return next(iter(next_after(self.starred, instant) or self.starred), None)

    def is_over(self, session: Session) -> bool:
        """Whether it shall look past: over, while the event still runs."""
        return self.is_live and status_at(session, self.now) is Status.OVER

    def is_on(self, session: Session) -> bool:
        """Whether the session runs now."""
        return session.start <= self.now < session.end

    def instant_in(self, session: Session) -> datetime:
        """When one looks at a session: now while it runs, else its start."""
        return self.now if self.is_live and self.is_on(session) else session.start

    def is_starred(self, session: Session) -> bool:
        """Whether it is in my schedule, on the disk."""
        return session.id in self.schedule.stars

    def is_hidden(self, session: Session) -> bool:
        """Whether I do not want to see it: it, its room or its track is hidden, and it is not kept."""
        return self.schedule.is_hidden(session)

    @cached_property
    def hidden(self) -> frozenset[str]:
        """The ids of the sessions of the agenda that are hidden."""
        schedule = self.schedule
        if not (schedule.hidden or schedule.hidden_rooms or schedule.hidden_tracks):
            return frozenset()
        return frozenset(session.id for session in self.agenda.sessions if self.is_hidden(session))

    def group_of(self, session: Session) -> int | None:
        """The number of the session's track, else of its first speaker's affiliation; None for neither."""
        return group_of(session, self.groups)

    def is_backup(self, session: Session) -> bool:
        """Whether I keep it as second choice."""
        return session.id in self.schedule.backups

    def is_own(self, session: Session) -> bool:
        """Whether it is an entry of my own, and not of the agenda."""
        return session.id in self._own

    def marks_on(self, session: Session) -> Iterator[str]:
        """What I have set on a session, in words: ``starred``, ``second choice``, ``your own entry``."""
        if self.is_starred(session):
            yield "starred"
        elif self.is_backup(session):
            yield "second choice"
        elif self.is_own(session):
            yield "your own entry"

    @cached_property
    def busy(self) -> tuple[Session, ...]:
        """What takes my time: stars and my own entries, in time order."""
        return self.schedule.busy(self.agenda.sessions)

    @cached_property
    def _own(self) -> frozenset[str]:
        return frozenset(session.id for session in self.schedule.own)

    @cached_property
    def gone(self) -> frozenset[str]:
        """The ids of what I keep and the conference took out of its agenda."""
        return frozenset(session.id for session in self.schedule.gone)

    @cached_property
    def my_ids(self) -> frozenset[str]:
        """The ids of what I keep, in the agenda or gone from it, or wrote a note on."""
        return self.schedule.stars | self.schedule.backups | self.schedule.notes.keys()

    @cached_property
    def my_changes(self) -> tuple[AgendaChange, ...]:
        """What changed of what I keep or wrote a note on."""
        return self.changes.on(self.my_ids)

    def differences(self, change: AgendaChange) -> tuple[str, ...]:
        """What differs, a phrase each, on the clock that is shown: ``10:00 → 11:30``."""
        told = changed_fields(change, self.agenda, self.zone)
        return tuple(words.replace("→", self.glyphs.arrow).replace("·", self.glyphs.dot) for words in told)

    @property
    def since(self) -> str:
        """Since when changes are told: ``since yesterday 14:05``; empty where there is nothing to compare."""
        since = self.changes.since
        return "" if since is None else since_words(self.local(since), self.local(self.now))

    @property
    def age(self) -> str:
        """How old the agenda is, in words: ``checked 2 h ago``; empty where there is no source to ask."""
        return "" if self.checked_at is None else checked_words(self.checked_at, self.now)

    @cached_property
    def starred(self) -> tuple[Session, ...]:
        """My schedule in time order."""
        return self.schedule.starred(self.agenda.sessions)

    @cached_property
    def clashing(self) -> frozenset[str]:
        """The ids of what is in my schedule and overlaps something else there."""
        groups = clash_groups(self.busy)
        return frozenset(session.id for group in groups if len(group) > 1 for session in group)

    @property
    def has_several_rooms(self) -> bool:
        """Whether there is anything to say about rooms."""
        return len(self.agenda.rooms) > 1


def empty_scene() -> Scene:
    """What is shown before there is anything: no sessions, at no particular time."""
    zone = ZoneInfo("UTC")
    agenda = Agenda(name="empty", title="", zone=zone, sessions=())
    return Scene(agenda, PersonalSchedule(), datetime.min.replace(tzinfo=UTC))
