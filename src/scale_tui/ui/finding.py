"""What a screen looks for: the query being typed or kept, and what it finds in the present agenda."""

from dataclasses import dataclass

from scale_tui.domain.agenda import Agenda, Session
from scale_tui.domain.search import Index, Query, parse_query
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


class Finder:
    """Searches one agenda; its index and its vocabulary are made when they are first needed."""

    def __init__(self, agenda: Agenda) -> None:
        self.agenda = agenda
        self._index: Index | None = None
        self._vocabulary: Vocabulary | None = None

    def find(self, text: str, scene: Scene) -> Found | None:
        """What this text finds; None when it asks for nothing."""
        query = parse_query(text)
        if not query:
            return None
        if self._index is None:
            self._index = Index.of(self.agenda)
        sessions = self._index.matching(query, scene.schedule, scene.now)
        if sessions:
            return Found(query, sessions)
        if self._vocabulary is None:
            self._vocabulary = Vocabulary.of(self.agenda)
        near = did_you_mean(self._index, self._vocabulary, query, scene.schedule, scene.now)
        return Found(query, (), near)
