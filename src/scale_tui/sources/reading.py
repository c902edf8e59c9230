"""What every reader returns, and how it says that it cannot."""

from scale_tui.domain.agenda import Agenda
from scale_tui.domain.errors import UnreadableAgenda
from scale_tui.sources.clean import clean_line
from scale_tui.values import dataclass

_LONGEST_ERROR = 240
_LONGEST_SOURCE = 80
_MOST_NOTES = 200


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """An agenda, and what was repaired or skipped to get it: one line each, with the line of the source."""

    agenda: Agenda
    notes: tuple[str, ...] = ()


class Notes:
    """Collects what a reader repairs or skips; a source that is all faults gets no endless list."""

    def __init__(self) -> None:
        self._notes: list[str] = []
        self._left_out = 0

    def add(self, text: str, line: int | None = None) -> None:
        """One line of text; whatever it quotes is cleaned here."""
        if len(self._notes) >= _MOST_NOTES:
            self._left_out += 1
            return
        where = "" if line is None else f"line {line}: "
        self._notes.append(shortened(where + clean_line(text), _LONGEST_ERROR))

    def all(self) -> tuple[str, ...]:
        """The notes in the order they were added."""
        rest = (f"and {self._left_out} more",) if self._left_out else ()
        return (*self._notes, *rest)


def shortened(text: str, limit: int) -> str:
    """The text, cut to at most so many characters."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def unreadable(source: str, expected: str, line: int | None = None) -> UnreadableAgenda:
    """The error for a source that cannot be read, on one clean line of at most 240 characters."""
    name = clean_line(source) or "the agenda"
    if len(name) > _LONGEST_SOURCE:
        name = "…" + name[1 - _LONGEST_SOURCE :]
    taken = len(f"{name}, line {line}: ")
    return UnreadableAgenda(name, shortened(clean_line(expected), _LONGEST_ERROR - taken), line)
