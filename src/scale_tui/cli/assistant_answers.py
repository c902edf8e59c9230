"""What an assistant is answered: the documents that scripts get, and a star that the attendee agreed to."""

import secrets
from typing import Any

from scale_tui.cli.arguments import Arguments
from scale_tui.cli.choice import find_sessions
from scale_tui.cli.complete_query import complete_query
from scale_tui.cli.conference import conferences
from scale_tui.cli.situation import Situation, personal_store, situation
from scale_tui.domain.agenda import Session
from scale_tui.domain.errors import NotFound, UsageError
from scale_tui.domain.marks import Mark, put
from scale_tui.domain.search import Index
from scale_tui.domain.timeline import next_after, running_at
from scale_tui.domain.wording import short_day_name
from scale_tui.export.json_document import now_document, sessions_document
from scale_tui.values import dataclass

Document = dict[str, Any]
MOST_FOUND = 20
_MOST_OFFERS = 100


@dataclass(frozen=True, slots=True)
class Answers:
    """Asks for the conference that was chosen for the assistant, or the one it names; at the time chosen.

    It reads conferences that are kept and no others: no file, no address, and not standard input, which the
    assistant itself speaks through.
    """

    conference: str | None
    at: str | None

    def now(self, conference: str | None, at: str | None) -> Document:
        """What is on and what is next. Raises ScaleTuiError."""
        asked = self._asked(conference, at)
        sessions = asked.agenda.sessions
        running, coming = running_at(sessions, asked.now), next_after(sessions, asked.now)
        return now_document(asked.agenda, asked.schedule, asked.now, running, coming)

    def search(self, query: str, conference: str | None, most: int) -> Document:
        """The best of what a query finds, best first, and how many there are. Raises ScaleTuiError."""
        asked = self._asked(conference)
        found = Index(asked.agenda).matching(complete_query(query), asked.schedule, asked.now)
        return self._document(asked, found[: max(0, most)]) | {"found": len(found)}

    def show(self, sessions: list[str], conference: str | None) -> Document:
        """Everything about these sessions. Raises ScaleTuiError."""
        asked = self._asked(conference)
        return self._document(asked, find_sessions(asked.agenda, sessions))

    def mine(self, conference: str | None) -> Document:
        """The starred sessions. Raises ScaleTuiError."""
        asked = self._asked(conference)
        return self._document(asked, asked.stars)

    def to_star(self, sessions: list[str], conference: str | None) -> tuple[Situation, tuple[Session, ...]]:
        """Which sessions these are, and where. Raises ScaleTuiError."""
        asked = self._asked(conference)
        if not sessions:
            raise UsageError("which sessions?")
        return asked, find_sessions(asked.agenda, sessions)

    def star(self, asked: Situation, sessions: tuple[Session, ...]) -> Document:
        """Star these, and tell how they are then. Raises ScaleTuiError."""
        with personal_store(asked.now, for_marking=True) as store:
            settings = [setting for session in sessions for setting in put(Mark.STAR, session.id)]
            store.keep(asked.agenda.name, settings, at=asked.now)
            after = Situation(asked.agenda, store.load(asked.agenda.name), asked.now)
        return self._document(after, sessions)

    def _asked(self, conference: str | None, at: str | None = None) -> Situation:
        known = conferences()
        choice = conference or self.conference
        name = known.last_used() if choice is None else known.name_of(choice) or known.name_like(choice)
        if name is None:
            there = ", ".join(each.name for each in known.all())
            raise NotFound(f"no conference called {choice!r}; there is {there}")
        return situation(Arguments(conference=name, at=at or self.at))

    def _document(self, asked: Situation, sessions: tuple[Session, ...]) -> Document:
        return sessions_document(asked.agenda, asked.schedule, asked.now, sessions)


class Offers:
    """What may be starred once the attendee agrees: a word for each offer, which holds once."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[str, ...]] = {}

    def make(self, asked: Situation, sessions: tuple[Session, ...]) -> str:
        """The word that stands for starring these."""
        while len(self._made) >= _MOST_OFFERS:
            self._made.pop(next(iter(self._made)))
        word = secrets.token_hex(4)
        self._made[word] = _what(asked, sessions)
        return word

    def take(self, word: str, asked: Situation, sessions: tuple[Session, ...]) -> bool:
        """Whether the word stands for starring just these; it does no longer afterwards."""
        return self._made.pop(word, None) == _what(asked, sessions)


def _what(asked: Situation, sessions: tuple[Session, ...]) -> tuple[str, ...]:
    return asked.agenda.name, *(session.id for session in sessions)


def question(asked: Situation, sessions: tuple[Session, ...]) -> str:
    """What the attendee is asked."""
    lines = [
        f"{short_day_name(session.day)} {asked.agenda.local(session.start):%H:%M} {session.title}"
        for session in sessions
    ]
    return "\n".join([f"Star this at {asked.agenda.title}?", *lines])
