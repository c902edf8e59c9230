"""Which session of an agenda another program means: by what it calls it, else by its title, time and people.

There is never a guess between two: where several sessions fit alike, all of them are given.
"""

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from urllib.parse import unquote, urlsplit

from scale_tui.domain.agenda import Agenda, Session
from scale_tui.domain.folding import fold
from scale_tui.values import dataclass

_AROUND = timedelta(days=7)
"""How long before or after the event something may be said to start, and still be of this event."""

_LONG_NAME = 20
"""From so many characters on no two events give the same name."""

_MOST_ALIKE = 50
_FEWEST_SLUGS = 2
_NUMBER = r"(?!0+(?:\D|$))[0-9]{1,7}"

# pretalx: /EVENT/talk/CODE/ and pages below it.
_CODE_PAGE = re.compile(r"/talk/([A-Za-z0-9]{3,16})(?:/|$)")
_LANGUAGE = re.compile(r"/[a-z]{2}(?=/)")


@dataclass(frozen=True, slots=True)
class Clues:
    """What a file says of one session, to tell it from the others of an agenda.

    ``shown`` is what an attendee knows it by; ``names`` are its ids, guids, codes and numbers, whichever of
    them the file has. ``titles`` are several where it is not sure what of a line is the title.
    """

    shown: str
    names: tuple[str, ...] = ()
    url: str | None = None
    titles: tuple[str, ...] = ()
    start: datetime | None = None
    room: str | None = None
    speakers: tuple[str, ...] = ()


class Recogniser:
    """Finds the sessions of one agenda; ``aliases`` are the ids of sessions by another name of theirs."""

    def __init__(self, agenda: Agenda, aliases: Mapping[str, str] | None = None) -> None:
        self._agenda = agenda
        sessions = agenda.sessions
        named = [(fold(name), session) for session in sessions for name in _names_of(session)]
        for name, id_ in (aliases or {}).items():
            if id_ in agenda.by_id:
                named.append((fold(name), agenda.by_id[id_]))
        self._by_name = _grouped(named)
        pages = [(session, session.url) for session in sessions if session.url]
        self._by_page = _grouped((_page(url), session) for session, url in pages)
        self._by_code = _grouped((code, session) for session, url in pages if (code := _code(url)))
        self._by_slug = _grouped((_last(url), session) for session, url in pages)
        # FOSDEM has the number behind its own name.
        names = filter(None, (agenda.name, agenda.acronym))
        heads = {*(f"{fold(name)}-" for name in names), _head([_last(url) for _, url in pages])} - {""}
        head = "|".join(map(re.escape, sorted(heads, key=len, reverse=True)))
        self._numbered = re.compile(rf"(?:{head})?({_NUMBER})(?:-.*|\.html?)?", re.DOTALL)
        self._number = re.compile(rf"({_NUMBER})|(?:{head})({_NUMBER})(?:-.*)?", re.DOTALL)
        self._by_number = _grouped(
            (found, session) for session in sessions for found in self._numbers_of(session)
        )
        self._by_title = _grouped((_plain(session.title), session) for session in sessions)
        self._by_slot = _grouped(((_plain(session.title), session.start), session) for session in sessions)
        self._by_cast = _grouped(((_plain(session.title), _people(session)), session) for session in sessions)

    def find(self, clues: Clues) -> tuple[Session, ...]:
        """The session that is meant; none that is not in the agenda, and several where all of them fit."""
        candidates: tuple[Session, ...] = ()
        for way in (self._with_name, self._on_page, self._in_slot, self._with_cast, self._titled):
            found = tuple(dict.fromkeys(way(clues)))
            if candidates:
                found = tuple(session for session in found if session in candidates)
            if len(found) == 1:
                return found
            candidates = found or candidates
        return candidates

    def _with_name(self, clues: Clues) -> Iterator[Session]:
        is_elsewhen = self._is_elsewhen(clues)
        for name in clues.names:
            if is_elsewhen and len(name) < _LONG_NAME:
                continue
            found = self._by_name.get(fold(name), [])
            if not found and not is_elsewhen:
                found = self._by_code.get(name.upper(), []) + self._by_slug.get(fold(name), [])
            yield from self._unless_another(found, name, clues)
            number = self._number.fullmatch(fold(name))
            if number and not found and not is_elsewhen:
                digits = (number[1] or number[2]).lstrip("0")
                yield from self._unless_another(self._by_number.get(digits, []), digits, clues)

    def _unless_another(self, sessions: Iterable[Session], name: str, clues: Clues) -> Iterator[Session]:
        """The sessions, but for those of which only the number fits: numbers are easily given twice."""
        titles = set(map(_plain, clues.titles))
        for session in sessions:
            is_sure = not name.isdecimal() or clues.start is None
            if is_sure or session.start == clues.start or _plain(session.title) in titles:
                yield session

    def _numbers_of(self, session: Session) -> Iterator[str]:
        """The event's number where it comes from: ``11223.html``, ``682-tea``, ``fosdem-2025-6210-a``."""
        for text in (session.id, _last(session.url) if session.url else ""):
            if found := self._numbered.fullmatch(fold(text)):
                yield found[1].lstrip("0")

    def _on_page(self, clues: Clues) -> Iterator[Session]:
        if clues.url is not None and not self._is_elsewhen(clues):
            yield from self._by_page.get(_page(clues.url), ()) or self._by_code.get(_code(clues.url), ())

    def _in_slot(self, clues: Clues) -> Iterator[Session]:
        if clues.start is not None:
            found = [
                each for title in clues.titles for each in self._by_slot.get((_plain(title), clues.start), ())
            ]
            in_room = [session for session in found if fold(session.room or "") == fold(clues.room or "")]
            yield from in_room or found

    def _with_cast(self, clues: Clues) -> Iterator[Session]:
        people = frozenset(map(_plain, clues.speakers))
        if people and not self._is_elsewhen(clues):
            for title in clues.titles:
                yield from self._by_cast.get((_plain(title), people), ())

    def _titled(self, clues: Clues) -> Iterator[Session]:
        """For those who say nothing but a title, as in a list that was typed."""
        if clues.start is None and not clues.speakers:
            for title in clues.titles:
                yield from self._by_title.get(_plain(title), ())

    def _is_elsewhen(self, clues: Clues) -> bool:
        """Whether it is of another event: next year's has the same numbers, titles and people."""
        start, end = self._agenda.start, self._agenda.end
        if clues.start is None or start is None or end is None:
            return False
        return not start - _AROUND <= clues.start <= end + _AROUND


def _grouped(pairs: Iterable[tuple[Hashable, Session]]) -> dict[Hashable, list[Session]]:
    """The sessions by key; of those that many share, enough to say that they are many."""
    found: dict[Hashable, list[Session]] = {}
    for key, session in pairs:
        alike = found.setdefault(key, [])
        if len(alike) < _MOST_ALIKE:
            alike.append(session)
    return found


def _names_of(session: Session) -> Iterator[str]:
    for name in (session.id, session.guid):
        if name:
            yield name
            # frab's calendars call it GUID@host, its schedules only GUID.
            local, _, host = name.partition("@")
            if host and local:
                yield local


def _page(url: str) -> tuple[str, str]:
    """What two addresses of one page have in common, in whichever language it is."""
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return url, ""
    return host, _LANGUAGE.sub("", unquote(_path(url))).rstrip("/")


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def _head(slugs: Sequence[str]) -> str:
    """What all of them begin with, up to a hyphen; empty where there are not several."""
    if len(slugs) < _FEWEST_SLUGS:
        return ""
    first, last = min(slugs), max(slugs)
    length = next((at for at, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), 0)
    return first[: first.rfind("-", 0, length) + 1]


def _last(url: str) -> str:
    """The last part of the path, which many programs make of the title, or which is a number."""
    return fold(unquote(_path(url)).rstrip("/").rpartition("/")[2])


def _code(url: str) -> str | None:
    found = _CODE_PAGE.search(_path(url))
    return found[1].upper() if found else None


def _people(session: Session) -> frozenset[str]:
    return frozenset(_plain(speaker.name) for speaker in session.speakers)


def _plain(text: str) -> str:
    return " ".join(fold(text).split())
