"""Which session an attendee means by what they typed."""

from collections.abc import Callable, Iterable

from scale_tui.domain.agenda import Agenda, Session
from scale_tui.domain.errors import Ambiguous, NotFound
from scale_tui.domain.folding import fold

_MOST_CANDIDATES = 20


class AmbiguousSession(Ambiguous):
    """Several sessions fit; they are kept whole, so that each can be named by more than its id."""

    def __init__(self, text: str, sessions: tuple[Session, ...]) -> None:
        self.sessions = sessions
        super().__init__(
            f"{text!r} fits {len(sessions)} sessions; give more of one of these:",
            tuple(session.id for session in sessions),
        )

    def lines(self) -> tuple[str, ...]:
        """The candidates, one a line; a long list is cut short."""
        shown = self.sessions[:_MOST_CANDIDATES]
        lines = [f"  {session.id}  {session.title}" for session in shown]
        if len(self.sessions) > len(shown):
            lines.append(f"  and {len(self.sessions) - len(shown)} more")
        return tuple(lines)


def find_session(agenda: Agenda, text: str) -> Session:
    """The session that the text names.

    By its id, by its title, by the start of the id, or by part of the id or words of the title, case and
    accents aside. The first of these ways that finds anything decides. Raises NotFound where no session
    fits, AmbiguousSession where several do.
    """
    if text in agenda.by_id:
        return agenda.by_id[text]
    needle = fold(text).strip()
    for fits in _ways(needle) if needle else ():
        found = tuple(session for session in agenda.sessions if fits(session))
        if len(found) == 1:
            return found[0]
        if found:
            raise AmbiguousSession(text, found)
    raise NotFound(f"no session {text!r} in {agenda.name}; 'scale-tui list' shows what there is")


def _ways(needle: str) -> tuple[Callable[[Session], bool], ...]:
    words = needle.split()
    return (
        lambda session: fold(session.id) == needle,
        lambda session: fold(session.title) == needle,
        lambda session: fold(session.id).startswith(needle),
        lambda session: needle in fold(session.id) or _has_words(fold(session.title), words),
    )


def _has_words(title: str, words: Iterable[str]) -> bool:
    return all(word in title for word in words)


def find_sessions(agenda: Agenda, texts: Iterable[str]) -> tuple[Session, ...]:
    """The sessions that the texts name, each once, in the order asked for.

    All of them or none: raises NotFound or AmbiguousSession for the first text that names no single one.
    """
    return tuple(dict.fromkeys(find_session(agenda, text) for text in texts))
