"""What a screen looks for: the query being typed or kept, and what it leaves of the present agenda."""

from dataclasses import dataclass, replace

from scale_tui.domain.agenda import Agenda, Session
from scale_tui.domain.filters import Facet, facets
from scale_tui.domain.query import Group, Query, parse_query
from scale_tui.domain.search import Index
from scale_tui.domain.spelling import Vocabulary, did_you_mean
from scale_tui.ui.scene import Scene


@dataclass(frozen=True, eq=False)
class Found:
    """The answer to a query: the best first; ``suggestion`` when nothing was found but something near is."""

    query: Query
    sessions: tuple[Session, ...]
    suggestion: str | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """The folded words to mark where they stand."""
        return (*self.query.words, *self.query.speakers)


@dataclass(frozen=True, eq=False)
class Selection:
    """What is left of an agenda by a query, if there is one, and by what I have hidden.

    ``scene`` is narrowed to it. ``hidden`` are the ids of the sessions that the query keeps and that are
    hidden, shown or not.
    """

    scene: Scene
    found: Found | None
    hidden: frozenset[str]


class Finder:
    """Searches one agenda; its index and its vocabulary are made when they are first needed."""

    def __init__(self, agenda: Agenda) -> None:
        self.agenda = agenda
        self._index: Index | None = None
        self._vocabulary: Vocabulary | None = None
        self._asked: tuple[object, ...] = ()
        # What was found last: typing on, only that is looked through.
        self._last: tuple[Scene, Query, tuple[Session, ...]] | None = None
        self._selection: Selection | None = None
        self._left = agenda

    def select(self, text: str, scene: Scene, *, shows_hidden: bool) -> Selection:
        """What this text and the marks of a scene leave; asked the same again, the same answer.

        The agenda of two answers is the same object where the same sessions are left, so that what was laid
        out for it can be kept.
        """
        asked = (text, scene, shows_hidden)
        if self._selection is None or asked != self._asked:
            found = self.find(text, scene)
            kept = found.sessions if found else self.agenda.sessions
            hidden = frozenset(session.id for session in kept if session.id in scene.hidden)
            if hidden and not shows_hidden:
                kept = tuple(session for session in kept if session.id not in hidden)
                found = replace(found, sessions=kept) if found else None
            self._left = self._narrowed(kept)
            self._asked, self._selection = asked, Selection(scene.showing(self._left), found, hidden)
        return self._selection

    def _narrowed(self, kept: tuple[Session, ...]) -> Agenda:
        if len(kept) == len(self.agenda.sessions):
            return self.agenda
        last = self._left
        if len(kept) == len(last.sessions) and all(session.id in last.by_id for session in kept):
            return last
        return replace(self.agenda, sessions=kept)

    def find(self, text: str, scene: Scene) -> Found | None:
        """What this text finds, hidden or not; None when it asks for nothing."""
        query = parse_query(text)
        if not query:
            return None
        index = self._made_index()
        among = None
        if self._last is not None and self._last[0] is scene and query.narrows(self._last[1]):
            among = self._last[2]
        sessions = index.matching(query, scene.schedule, scene.now, scene.zone, among=among)
        self._last = (scene, query, sessions)
        if sessions:
            return Found(query, sessions)
        if self._vocabulary is None:
            self._vocabulary = Vocabulary.of(self.agenda)
        near = did_you_mean(index, self._vocabulary, query, scene.schedule, scene.now)
        return Found(query, (), near)

    def facets(self, text: str, scene: Scene, *, shows_hidden: bool) -> dict[Group, tuple[Facet, ...]]:
        """All there is to choose from beside this text."""
        without = frozenset[str]() if shows_hidden else scene.hidden
        query = parse_query(text)
        return facets(self._made_index(), query, scene.schedule, scene.now, zone=scene.zone, without=without)

    def _made_index(self) -> Index:
        if self._index is None:
            self._index = Index.of(self.agenda)
        return self._index
