"""What was typed, where it is something that a book can answer; everything else is for ``cli.arguments``."""

import os
import sys
import time

from scale_tui.domain.figures import MICROSECONDS, date_of, day_of
from scale_tui.quick.book import Book, Unfit

NOW_VARIABLE = "SCALE_TUI_NOW"
OPEN, NOW, SHOW = "open", "now", "show"
_SWITCHES = {"--mine": "is_mine", "--next": "is_next", "-q": "is_quiet", "--quiet": "is_quiet"}
_VALUES = {"-c": "conference", "--conference": "conference", "--at": "at"}
_WIDEST_DIGITS = 4
_DATE, _TO_MINUTES, _TO_SECONDS = len("2024-09-11"), len("2024-09-11T12:20"), len("2024-09-11T12:20:00")


class Asked:
    """The options and words of a command, as typed."""

    __slots__ = ("at", "conference", "is_mine", "is_next", "is_quiet", "width", "words")

    def __init__(self, typed: list[str], command: str) -> None:
        """Raises Unfit for everything but this command with options that are spelled out one by one."""
        self.at: str | None = None
        self.conference: str | None = None
        self.width: str | None = None
        self.is_mine = self.is_next = self.is_quiet = False
        self.words: list[str] = []
        values = {**_VALUES, "--width": "width"} if command == NOW else _VALUES
        switches = _SWITCHES if command == NOW else {}
        rest = iter(typed)
        for word in rest:
            if name := switches.get(word):
                setattr(self, name, True)
            elif name := values.get(word):
                value = next(rest, "")
                if not value or value[0] == "-":
                    raise Unfit("a value that is missing")
                setattr(self, name, value)
            elif not word or word[0] == "-":
                raise Unfit("another option")
            else:
                self.words.append(word)
        if self.words[:1] != [command] and (self.words or command != OPEN):
            raise Unfit("another command")
        self.words = self.words[1:]
        if bool(self.words) != (command == SHOW):
            raise Unfit("words, or none")

    def screen(self) -> tuple[int | None, bool]:
        """What lines are cut to, None for nothing, and whether there are colours (see ``cli.output``).

        Raises Unfit where that is not plain to see.
        """
        if (getattr(sys.stdout, "encoding", None) or "").lower() not in ("utf-8", "utf8"):
            raise Unfit("another encoding")
        is_terminal = sys.stdout.isatty()
        has_colour = is_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        if self.width is not None:
            return self._cells(), has_colour
        if not is_terminal:
            return None, False
        width = 0 if "COLUMNS" in os.environ else os.get_terminal_size(sys.stdout.fileno()).columns
        if not width:
            raise Unfit("a terminal of no width, or of another than it has")
        return width, has_colour

    def _cells(self) -> int:
        width = self.width or ""
        if not (_is_number(width) and len(width) <= _WIDEST_DIGITS and int(width)):
            raise Unfit("no width")
        return int(width)

    def instant(self, book: Book) -> int:
        """What counts as now (see ``cli.clock``). Raises Unfit for what is not a plain time."""
        given = self.at or os.environ.get(NOW_VARIABLE)
        return book.instant(local_time(given)) if given else time.time_ns() // 1000


def local_time(text: str) -> int:
    """A date, or a date and a time, on the conference's clock: microseconds since 1970 there.

    Raises Unfit for all other forms of ISO 8601, and for what is none.
    """
    parts = (text[:4], text[5:7], text[8:10], text[11:13] or "0", text[14:16] or "0", text[17:19] or "0")
    if len(text) not in (_DATE, _TO_MINUTES, _TO_SECONDS) or not all(map(_is_number, parts)):
        raise Unfit("another form of time")
    year, month, day, hour, minute, second = map(int, parts)
    number = day_of(year, month, day)
    if f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"[: len(text)] != text:
        raise Unfit("another form of time")
    if date_of(number) != (year, month, day) or hour > 23 or minute > 59 or second > 59:
        raise Unfit("no time")
    return (number * 86_400 + hour * 3_600 + minute * 60 + second) * MICROSECONDS


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()
