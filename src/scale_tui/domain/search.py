"""Finding sessions: an Index finds those in which all of a Query holds.

Every part of a query is a set of sessions, kept as bits, and all of them are put together: the words in any
order, by where each was found (``ranking.py`` says what that means, ``words.py`` how it is done).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, tzinfo
from functools import cached_property, reduce
from itertools import chain
from operator import or_

from scale_tui.domain.agenda import Agenda, Session
from scale_tui.domain.bits import bits_of, chosen
from scale_tui.domain.folding import fold
from scale_tui.domain.query import Choice, Group, Query, names_text
from scale_tui.domain.ranking import Rank, name_in
from scale_tui.domain.saved_filters import asked_for
from scale_tui.domain.schedule import PersonalSchedule, conflicts_with
from scale_tui.domain.words import WordIndex
from scale_tui.values import dataclass

FILTER_GROUPS = (Group.KIND, Group.LANGUAGE, Group.TRACK, Group.ROOM)
"""The groups of which a session has one name at most."""

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a group as it is spelled first, and the sessions that have it, as bits."""

    spelled: str
    bits: int


class Index:
    """An agenda made ready to be searched."""

    def __init__(self, agenda: Agenda) -> None:
        """Nothing is made before it is asked for."""
        self.agenda = agenda
        self.words = WordIndex(agenda.sessions)
        self._names: dict[Group, dict[str, Name]] = {}

    @classmethod
    def of(cls, agenda: Agenda) -> "Index":
        """The index of this agenda with all that makes it quick."""
        index = cls(agenda)
        for _ in index.growing():
            pass
        return index

    def growing(self) -> Iterator[None]:
        """Make all that makes it quick, in steps of a few milliseconds; it can be asked at any time."""
        if not self.words.is_grown:
            yield from self.words.growing()
        for group in FILTER_GROUPS:
            self.names(group)
            yield
        _ = self._starts
        yield

    def names(self, group: Group) -> dict[str, Name]:
        """The names of one of the groups to choose from, under what a choice is held against."""
        if group not in self._names:
            places: dict[str, list[int]] = {}
            for number, session in enumerate(self.agenda.sessions):
                if name := name_in(session, group):
                    places.setdefault(name, []).append(number)
            names: dict[str, Name] = {}
            for name, numbers in places.items():
                text = names_text(name)
                if text.strip("\n"):
                    known = names.setdefault(text, Name(name, 0))
                    names[text] = Name(known.spelled, known.bits | bits_of(numbers))
            self._names[group] = names
        return self._names[group]

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {session.id: number for number, session in enumerate(self.agenda.sessions)}

    @cached_property
    def _starts(self) -> dict[tuple[date, datetime], int]:
        """The sessions by their day and start: most start at the same time as others."""
        return _grouped((session.day, session.start) for session in self.agenda.sessions)

    @cached_property
    def _all(self) -> int:
        return (1 << len(self.agenda.sessions)) - 1

    # What is looked for

    def matching(
        self, query: Query, schedule: PersonalSchedule, now: datetime, zone: tzinfo | None = None
    ) -> tuple[Session, ...]:
        """The sessions that the query finds, the best match first and equals in time order.

        ``zone`` is that of the clock which is shown, the conference's unless given.
        """
        totals = self._by_total_rank(query.words, self._held(query, schedule, now, zone))
        sessions = self.agenda.sessions
        return tuple(chain.from_iterable(chosen(sessions, bits) for bits in totals if bits))

    def left_by(
        self, query: Query, schedule: PersonalSchedule, now: datetime, zone: tzinfo | None = None
    ) -> int:
        """The same sessions as bits, by their place in the agenda."""
        return self._having_words(query, self._held(query, schedule, now, zone))

    def numbered(self, ids: Iterable[str]) -> int:
        """The sessions with these ids as bits; others than those of the agenda do not count."""
        return bits_of(number for id_ in ids if (number := self._numbers.get(id_)) is not None)

    def _by_total_rank(self, words: Sequence[str], left: int) -> list[int]:
        totals = [left]
        for word in words:
            before, totals = totals, [0] * (len(totals) + len(Rank) - 1)
            by_rank = self.words.by_rank(word, None if left == self._all else left)
            left = 0
            for total, bits in enumerate(before):
                for rank in Rank if bits else ():
                    totals[total + rank] |= bits & by_rank[rank]
                    left |= bits & by_rank[rank]
        return totals

    def _having_words(self, query: Query, left: int) -> int:
        for word in query.words:
            left &= self.words.having(word)
        return left

    # What else must hold

    def _held(self, query: Query, schedule: PersonalSchedule, now: datetime, zone: tzinfo | None) -> int:
        """The sessions in which all but the words hold."""
        left = self._held_beside_filters(query, schedule, now, zone)
        if not query.filters:
            return left
        asked = asked_for(query, schedule.filters)
        beside = {
            name: self._having_words(each, self._held_beside_filters(each, schedule, now, zone))
            for name, each in asked.items()
        }
        return left & _in_filters(query, self._by_filter(asked, beside))

    def _by_filter(self, asked: Mapping[str, Query], beside: Mapping[str, int]) -> dict[str, int]:
        """What each saved filter leaves, of what holds beside the filters within it.

        The largest sets in which all of them hold: one that is within itself asks for nothing more.
        """
        left = dict.fromkeys(asked, self._all)
        while True:
            before = dict(left)
            for name, query in asked.items():
                left[name] = beside[name] & _in_filters(query, left) if query.filters else beside[name]
            if left == before:
                return left

    def _held_beside_filters(
        self, query: Query, schedule: PersonalSchedule, now: datetime, zone: tzinfo | None
    ) -> int:
        left = self._all
        for term in query.speakers:
            left &= self.words.of_speakers(term)
        for group, terms in ((Group.TRACK, query.tracks), (Group.ROOM, query.rooms)):
            for term in terms:
                left &= self._named(group, term)
        for choice in query.choices:
            if choice.group is not Group.FILTER:
                left &= self._with_choice(choice)
        if query.after is not None:
            left &= self._starting_after(query.after, zone or self.agenda.zone)
        if query.day is not None:
            left &= self._on_day(query.day)
        if query.is_now:
            left &= self.numbered(one.id for one in self.agenda.sessions if one.start <= now < one.end)
        return left & self._marked(query, schedule)

    def _marked(self, query: Query, schedule: PersonalSchedule) -> int:
        """The sessions that have the marks that are asked for, and a note with all the words."""
        left = self._all
        if query.is_star:
            left &= self.numbered(schedule.stars)
        if query.is_backup:
            left &= self.numbered(schedule.backups)
        if query.is_note or query.notes:
            left &= self.numbered(
                id_ for id_, note in schedule.notes.items() if all(map(fold(note).__contains__, query.notes))
            )
        if query.is_clash:
            left &= self._clashing(schedule)
        return left

    def _clashing(self, schedule: PersonalSchedule) -> int:
        busy = schedule.busy(self.agenda.sessions)
        mine = schedule.starred(self.agenda.sessions)
        return self.numbered(session.id for session in mine if conflicts_with(session, busy))

    def _named(self, group: Group, *parts: str) -> int:
        """The sessions whose name in a group has any of these parts, in which line ends are its ends."""
        bits = 0
        for text, name in self.names(group).items():
            if any(part in text for part in parts):
                bits |= name.bits
        return bits

    def _with_choice(self, choice: Choice) -> int:
        if choice.group is not Group.SPEAKER:
            return self._named(choice.group, *choice.parts)
        bits = 0
        for part in choice.parts:
            bits |= self.words.of_speakers(part)
        return bits

    def _starting_after(self, clock: time, zone: tzinfo) -> int:
        """Those that start then or later on their conference day, which the night after belongs to."""
        bits = 0
        for (day, start), sessions in self._starts.items():
            local = start.astimezone(zone)
            if (local.date(), local.time()) >= (day, clock):
                bits |= sessions
        return bits

    def _on_day(self, day: str) -> int:
        bits = 0
        for (of_sessions, _), sessions in self._starts.items():
            if _is_day(of_sessions, day):
                bits |= sessions
        return bits


def _in_filters(query: Query, left: Mapping[str, int]) -> int:
    """What a query leaves of what its saved filters do; of one that there is not, nothing is left."""
    bits = -1
    for choice in query.filters:
        bits &= reduce(or_, (left.get(name, 0) for name in choice.names))
    return bits


def _grouped(keys: Iterable[tuple[date, datetime]]) -> dict[tuple[date, datetime], int]:
    numbers: dict[tuple[date, datetime], list[int]] = {}
    for number, key in enumerate(keys):
        numbers.setdefault(key, []).append(number)
    return {key: bits_of(places) for key, places in numbers.items()}


def _is_day(day: date, typed: str) -> bool:
    if typed.isdecimal() and len(typed) <= 2:
        return int(typed) == day.day
    return day.isoformat().startswith(typed) or _WEEKDAYS[day.weekday()].startswith(typed)
