"""What is remembered of how the app was left, as a text: the theme, and where the attendee was.

It imports nothing, and makes no values of the domain, so that the app's first picture can be drawn from it:
see ``quick``. An instant is microseconds since 1970 in UTC. A line is a habit, its fields parted by tabs;
what is no habit, or no longer one, is passed over.
"""

LARGEST = 64 * 1024
"""Bytes; what is longer is not ours."""

MOST_POSITIONS = 100
_LONGEST = 200
_THEME, _POSITION = "theme", "position"
_THEME_FIELDS, _POSITION_FIELDS = 2, 3
_FIRST_INSTANT, _LAST_INSTANT = -62_135_596_800_000_000, 253_402_300_799_999_999
"""The years 1 to 9999."""


class Habits:
    """``theme`` was chosen where the configuration asked for ``configured``; both are empty for none.

    ``positions`` are by conference, the latest last: the id of the session that was selected, and its start.
    """

    __slots__ = ("configured", "positions", "theme")

    def __init__(self) -> None:
        self.theme = self.configured = ""
        self.positions: dict[str, tuple[str, int]] = {}

    def choose_theme(self, theme: str, configured: str) -> None:
        """Remember a theme, over what the configuration asks for."""
        self.theme, self.configured = theme, configured

    def leave(self, conference: str, session: str, start: int) -> None:
        """Remember where the attendee was; of very many conferences those left last."""
        self.positions.pop(conference, None)
        self.positions[conference] = (session, start)
        while len(self.positions) > MOST_POSITIONS:
            del self.positions[next(iter(self.positions))]

    def forget(self, conference: str) -> None:
        """Forget where the attendee was."""
        self.positions.pop(conference, None)

    def written(self) -> bytes:
        """The text, for ``read_habits``."""
        lines: list[tuple[str, ...]] = [(_THEME, self.theme, self.configured)] if self.theme else []
        lines += [
            (_POSITION, conference, str(start), session)
            for conference, (session, start) in self.positions.items()
        ]
        kept = [fields for fields in lines if all(map(_is_fit, fields[1:]))]
        return "".join(["\t".join(fields) + "\n" for fields in kept]).encode("utf-8", "replace")


def read_habits(data: bytes) -> Habits:
    """What a text says, as far as it makes sense."""
    habits = Habits()
    if len(data) > LARGEST:
        return habits
    # The last line ends too: one that does not was cut off.
    for line in data.decode("utf-8", "replace").split("\n")[:-1]:
        kind, *fields = line.split("\t")
        if not all(map(_is_fit, fields)):
            continue
        if kind == _THEME and len(fields) == _THEME_FIELDS and fields[0]:
            habits.choose_theme(*fields)
        elif kind == _POSITION and len(fields) == _POSITION_FIELDS:
            start = _instant(fields[1])
            if start is not None and fields[0]:
                habits.leave(fields[0], fields[2], start)
    return habits


def _is_fit(field: str) -> bool:
    return len(field) <= _LONGEST and (field.isprintable() or not field)


def _instant(text: str) -> int | None:
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()):
        return None
    instant = int(text)
    return instant if _FIRST_INSTANT <= instant <= _LAST_INSTANT else None
