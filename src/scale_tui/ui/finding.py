"""What a screen looks for: the query being typed or kept, and what it leaves of the present agenda."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from scale_tui.domain.agenda import Agenda, Session
from scale_tui.domain.query import Group, Query, parse_query
from scale_tui.ui.scene import Scene
from scale_tui.values import dataclass

if TYPE_CHECKING:
    from scale_tui.domain.filters import Facet
    from scale_tui.domain.likeness import Alike, LikenessIndex
    from scale_tui.domain.search import Index
    from scale_tui.domain.spelling import Vocabulary


@dataclass(frozen=True, eq=False)
class Found:
    """The answer to a query: the best first; ``suggestion`` when nothing was found but something near is."""

    query: Query
    sessions: tuple[Session, ...]
    suggestion: str | None = None
    filters: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> tuple[str, ...]:
        """The folded words to mark where they stand."""
        from scale_tui.domain.saved_filters import words_to_mark

        return words_to_mark(self.query, self.filters)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The names of saved filters that it asks for and that there are not."""
        from scale_tui.domain.saved_filters import unknown_in

        return unknown_in(self.query, self.filters) if self.query.filters else ()


@dataclass(frozen=True, eq=False)
class Selection:
    """What is left of an agenda by a query, if there is one, and by what I have hidden.

    ``whole`` is the scene that was asked about. ``hidden`` are the ids of the sessions that the query keeps
    and that are hidden, shown or not.
    """

    whole: Scene
    kept: tuple[Session, ...]
    found: Found | None
    hidden: frozenset[str]
    narrow: Callable[[tuple[Session, ...]], Agenda]

    @cached_property
    def scene(self) -> Scene:
        """The scene, narrowed to what is left; made when it is first asked for."""
        return self.whole.showing(self.narrow(self.kept), self.words)

    @property
    def words(self) -> tuple[str, ...]:
        """The folded words to mark where they stand."""
        return self.found.words if self.found else ()


class Finder:
    """Searches one agenda; what that takes is made when it is first needed."""

    def __init__(self, agenda: Agenda) -> None:
        self.agenda = agenda
        self._vocabulary: Vocabulary | None = None
        self._likeness: LikenessIndex | None = None
        self._asked: tuple[object, ...] = ()
        self._selection: Selection | None = None
        self._left = agenda

    @cached_property
    def _index(self) -> "Index":
        # Nobody searches before the first frame: it need not wait for what searches.
        from scale_tui.domain.search import Index

        return Index(self.agenda)

    @property
    def is_prepared(self) -> bool:
        """Whether words are found quickly, so that many can be asked for at once."""
        return self._index.words.is_grown

    def preparing(self) -> Iterator[None]:
        """Make ready for many letters, in steps of a few milliseconds; it can be asked meanwhile."""
        from scale_tui.domain.spelling import Vocabulary

        yield from self._index.growing()
        if self._vocabulary is None:
            for vocabulary in Vocabulary.growing(self.agenda):
                self._vocabulary = vocabulary
                yield

    @property
    def has_compared(self) -> bool:
        """Whether the sessions are compared already, so that the next answer is there at once."""
        return self._likeness is not None and self._likeness.is_grown

    def comparing(self) -> Iterator[None]:
        """Compare the sessions with each other, in steps of a few milliseconds."""
        if self._likeness is None:
            from scale_tui.domain.likeness import LikenessIndex

            self._likeness = LikenessIndex(self.agenda.sessions)
        yield from self._likeness.growing()

    def most_like(self, session: Session, scene: Scene) -> "tuple[Alike, ...]":
        """What of the agenda is most like one of its sessions, without what I have hidden."""
        for _ in self.comparing():
            pass
        if self._likeness is None:
            return ()
        among = self.agenda.by_id.keys() - scene.hidden if scene.hidden else None
        return self._likeness.most_like(session, among=among)

    def select(self, text: str, scene: Scene, *, shows_hidden: bool) -> Selection:
        """What this text and the marks of a scene leave; asked the same again, the same answer.

        The agenda of two answers is the same object where the same sessions are left, so that what was laid
        out for it can be kept.
        """
        asked = (text, scene, shows_hidden)
        if self._selection is None or asked != self._asked:
            found = self.find(text, scene)
            kept = found.sessions if found else self.agenda.sessions
            ids = scene.hidden
            hidden = frozenset(session.id for session in kept if session.id in ids) if ids else ids
            if hidden and not shows_hidden:
                kept = tuple(session for session in kept if session.id not in hidden)
                found = replace(found, sessions=kept) if found else None
            self._asked, self._selection = asked, Selection(scene, kept, found, hidden, self._narrowed)
        return self._selection

    def _narrowed(self, kept: tuple[Session, ...]) -> Agenda:
        last = self._left
        if len(kept) == len(self.agenda.sessions):
            self._left = self.agenda
        elif len(kept) != len(last.sessions) or any(session.id not in last.by_id for session in kept):
            self._left = replace(self.agenda, sessions=kept)
        return self._left

    def find(self, text: str, scene: Scene) -> Found | None:
        """What this text finds, hidden or not; None when it asks for nothing."""
        query = parse_query(text)
        if not query:
            return None
        sessions = self._index.matching(query, scene.schedule, scene.now, scene.zone)
        if sessions:
            return Found(query, sessions, filters=scene.schedule.filters)
        return Found(query, (), self._nearest(query, scene), scene.schedule.filters)

    def _nearest(self, query: Query, scene: Scene) -> str | None:
        from scale_tui.domain.spelling import Vocabulary, did_you_mean

        if self._vocabulary is None:
            self._vocabulary = Vocabulary.of(self.agenda)
        return did_you_mean(self._index, self._vocabulary, query, scene.schedule, scene.now)

    def facets(self, text: str, scene: Scene, *, shows_hidden: bool) -> "dict[Group, tuple[Facet, ...]]":
        """All there is to choose from beside this text; saved filters are counted once it is prepared."""
        from scale_tui.domain.filters import facets

        without = frozenset[str]() if shows_hidden else scene.hidden
        query = parse_query(text)
        return facets(
            self._index,
            query,
            scene.schedule,
            scene.now,
            zone=scene.zone,
            without=without,
            counts_saved=self.is_prepared,
        )
