"""Finding sessions: what was typed becomes a Query, a Query finds sessions in an Index.

Words match anywhere in title, subtitle, speakers, affiliations, track, room and abstract, in any order, and
all of them must. Text and words are folded first, so that ``odegard`` finds Ødegård.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from enum import IntEnum

from scale_tui.domain.agenda import Agenda, Session
from scale_tui.domain.schedule import PersonalSchedule, conflicts_with

# Letters that Unicode does not decompose, though people type them without their stroke; typographic
# apostrophes and dashes, which keyboards do not have.
_UNDECOMPOSED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
    | dict.fromkeys("‘’ʼ", "'")
    | dict.fromkeys("‐‑‒–—", "-")
)


_SIGILS = "@#%"
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TERM = re.compile(r'(?:[^\s"]+|"[^"]*"?)+')


def fold(text: str) -> str:
    """The text without case, accents and typography: what two spellings of one word have in common."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return plain.casefold().translate(_UNDECOMPOSED)


def find_spans(text: str, words: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """Where the folded words stand in the text, as (start, end) pairs in order, joined where they meet."""
    pieces = [fold(char) for char in text]
    origin = [index for index, piece in enumerate(pieces) for _ in piece]
    folded = "".join(pieces)
    marked: set[int] = set()
    for word in words:
        at = folded.find(word) if word else -1
        while at >= 0:
            end = origin[at + len(word) - 1] + 1
            # An accent written behind its letter folds to nothing, and is marked with it.
            while end < len(text) and not pieces[end]:
                end += 1
            marked.update(range(origin[at], end))
            at = folded.find(word, at + len(word))
    spans: list[tuple[int, int]] = []
    for index in sorted(marked):
        if spans and spans[-1][1] == index:
            spans[-1] = (spans[-1][0], index + 1)
        else:
            spans.append((index, index + 1))
    return tuple(spans)


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. All parts must hold; an empty query holds for everything.

    ``text`` is what was typed. ``after`` is a time of day on the conference's clock. ``day`` is the start of
    a weekday's name, a day of the month or the start of an ISO date.
    """

    text: str = ""
    words: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    tracks: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()
    is_star: bool = False
    is_now: bool = False
    is_clash: bool = False
    after: time | None = None
    day: str | None = None

    def __bool__(self) -> bool:
        return self != Query(self.text)

    @property
    def is_about_people(self) -> bool:
        """Whether speakers are looked for, with ``@``, rather than sessions."""
        return fold(self.text).lstrip().startswith("@")


def parse_query(text: str) -> Query:
    """Read what was typed: words and ``@speaker #track %room is:star is:now is:clash after:14 day:sun``.

    Words in double quotes stand together. Nothing is refused: a prefix whose value is not complete yet
    (``is:st``, ``after:``) asks for nothing.
    """
    words: list[str] = []
    sigils: dict[str, list[str]] = {sigil: [] for sigil in _SIGILS}
    flags: set[str] = set()
    after: time | None = None
    day: str | None = None
    for term in _terms(text):
        key, colon, value = (part.strip() for part in term.partition(":"))
        if term[0] in sigils:
            sigils[term[0]].append(term[1:])
        elif colon and key == "is":
            flags.add(value)
        elif colon and key == "after":
            after = _time_of_day(value)
        elif colon and key == "day":
            day = value or None
        else:
            words.append(term)
    return Query(
        text=text,
        words=tuple(words),
        speakers=tuple(filter(None, sigils["@"])),
        tracks=tuple(filter(None, sigils["#"])),
        rooms=tuple(filter(None, sigils["%"])),
        is_star="star" in flags,
        is_now="now" in flags,
        is_clash="clash" in flags,
        after=after,
        day=day,
    )


def _terms(text: str) -> Iterable[str]:
    for match in _TERM.finditer(text):
        term = fold(" ".join(match.group().replace('"', " ").split()))
        if term:
            yield term[0] + term[1:].lstrip() if term[0] in _SIGILS else term


def _time_of_day(text: str) -> time | None:
    hour, _, minute = text.partition(":")
    if not hour.isdecimal() or not (minute or "0").isdecimal():
        return None
    try:
        return time(int(hour), int(minute or "0"))
    except (ValueError, OverflowError):
        return None


class Rank(IntEnum):
    """Where a word was found, the best place first."""

    TITLE_WORD = 0
    TITLE = 1
    SPEAKER = 2
    PLACE = 3
    ABSTRACT = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """One session, folded once so that a search only compares."""

    session: Session
    title: str
    speakers: str
    affiliations: str
    place: str
    abstract: str

    def rank(self, word: str) -> Rank | None:
        """The best place where the word stands; None where it does not."""
        at = self.title.find(word)
        if at >= 0:
            starts_word = at == 0 or any(
                not self.title[index - 1].isalnum() for index in _occurrences(self.title, word)
            )
            return Rank.TITLE_WORD if starts_word else Rank.TITLE
        if word in self.speakers or word in self.affiliations:
            return Rank.SPEAKER
        if word in self.place:
            return Rank.PLACE
        return Rank.ABSTRACT if word in self.abstract else None


def _occurrences(text: str, word: str) -> Iterable[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


@dataclass(frozen=True, eq=False)
class Index:
    """An agenda made ready to be searched."""

    agenda: Agenda
    entries: tuple[Entry, ...]

    @classmethod
    def of(cls, agenda: Agenda) -> "Index":
        """The index of this agenda; folds every text of it once."""
        return cls(agenda, tuple(_entry(session) for session in agenda.sessions))

    def matching(self, query: Query, schedule: PersonalSchedule, now: datetime) -> tuple[Session, ...]:
        """The sessions that the query finds, the best match first and equals in time order."""
        found: list[tuple[int, int, Session]] = []
        for position, entry in enumerate(self.entries):
            rank = _rank(entry, query)
            if rank is not None and self._holds(entry.session, query, schedule, now):
                found.append((rank, position, entry.session))
        found.sort(key=lambda item: item[:2])
        return tuple(session for _, _, session in found)

    def _holds(self, session: Session, query: Query, schedule: PersonalSchedule, now: datetime) -> bool:
        if query.is_star and session.id not in schedule.stars:
            return False
        if query.is_now and not session.start <= now < session.end:
            return False
        if query.is_clash and not _clashes(session, schedule, self.agenda):
            return False
        if query.after and not self._starts_after(session, query.after):
            return False
        return query.day is None or _is_on_day(session, query.day)

    def _starts_after(self, session: Session, clock: time) -> bool:
        """Whether it starts then or later on its conference day, which the night after belongs to."""
        start = self.agenda.local(session.start)
        return start.date() > session.day or start.time() >= clock


def _entry(session: Session) -> Entry:
    affiliations = (speaker.affiliation for speaker in session.speakers if speaker.affiliation)
    return Entry(
        session=session,
        title=fold(f"{session.title}\n{session.subtitle or ''}"),
        speakers=fold("\n".join(speaker.name for speaker in session.speakers)),
        affiliations=fold("\n".join(affiliations)),
        place=fold(f"{session.track or ''}\n{session.room or ''}"),
        abstract=fold(session.abstract or ""),
    )


def _rank(entry: Entry, query: Query) -> int | None:
    track, _, room = entry.place.partition("\n")
    for texts, terms in ((entry.speakers, query.speakers), (track, query.tracks), (room, query.rooms)):
        if not all(term in texts for term in terms):
            return None
    total = 0
    for word in query.words:
        rank = entry.rank(word)
        if rank is None:
            return None
        total += rank
    return total


def _clashes(session: Session, schedule: PersonalSchedule, agenda: Agenda) -> bool:
    return session.id in schedule.stars and bool(conflicts_with(session, schedule.starred(agenda.sessions)))


def _is_on_day(session: Session, day: str) -> bool:
    if day.isdecimal() and len(day) <= 2:
        return int(day) == session.day.day
    return session.day.isoformat().startswith(day) or _WEEKDAYS[session.day.weekday()].startswith(day)
