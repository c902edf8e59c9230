"""A conference as a book to look things up in, and what is marked in it: opening them makes no sessions.

A file is a line that says what it is and how long; its head, texts by name; of a book also columns of 64-bit
numbers, a number a session, and the texts of the sessions, one after another. Sessions are in time order.
Instants are microseconds since 1970 in UTC, days are counted from then.
"""

import sys

from scale_tui.domain.figures import before_words, clock_words, day_and_minute, minutes_between

LAYOUT = 4
"""To be raised when the layout changes, or what the texts say."""

COLUMNS = ("start", "end", "day", "flags", "group", "text")
PAUSE, CANCELLED, TALK, ONE_LINE, HAS_PEOPLE = 1, 2, 4, 8, 16
"""What is not to be heard, takes no place, is what people come for; fits a line; has people or a room."""
MARKED = ("stars", "has stars", "backups", "hidden", "notes", "clashing", "own")
FIELD, ENTRY, PART, UNIT = "\x1f", "\x1e", "\x1d", "\x1c"
"""What parts the texts: no reader of schedules lets these pass."""

NUMBER_BYTES = 8
_LONGEST_FIRST_LINE = 100
_MINUTE = 60_000_000


class Unfit(ValueError):
    """What is there does not answer this question: it is to be answered in the ordinary way."""


def checksum_of(head: int, count: int, body: "bytes | memoryview") -> int:
    """What tells a file that is whole."""
    from zlib import crc32

    return crc32(body, crc32(b"%d %d" % (head, count)))


def first_line(checksum: int, head: int, count: int) -> bytes:
    """What a file begins with: what it is, how its numbers are written, and how long its parts are."""
    order = sys.byteorder.encode()
    return b"scale-tui quick %d %s %d %d %d\n" % (LAYOUT, order, checksum, head, count)


class Book:
    """The sessions of one conference, by their number in time order."""

    __slots__ = (
        "_spans",
        "_texts",
        "checksum",
        "count",
        "days",
        "ends",
        "flags",
        "groups",
        "head",
        "offsets",
        "starts",
    )

    def __init__(self, data: bytes) -> None:
        """Open the bytes of a file. Raises Unfit where they are none of this layout, or damaged."""
        self.checksum, self.head, self.count, body = _opened(data)
        width = self.count * NUMBER_BYTES
        columns = [body[at * width :][:width].cast("q") for at in range(len(COLUMNS))]
        self.starts, self.ends, self.days, self.flags, self.groups, self.offsets = columns
        self._texts = body[len(COLUMNS) * width :]
        # From when, until when, how far the clock is ahead of UTC, and what that is called.
        spans = [span.split(" ", 3) for span in self.head["zone"].split(PART)]
        self._spans = [(int(start), int(end), int(offset), name) for start, end, offset, name in spans]

    def texts(self, number: int) -> list[str]:
        """What a session is called, where it is, by whom, from when to when, in words."""
        return self._fields(number)[:-1]

    def _fields(self, number: int) -> list[str]:
        start = self.offsets[number]
        end = self.offsets[number + 1] if number + 1 < self.count else len(self._texts)
        return str(self._texts[start:end], "utf-8").split(FIELD)

    def widths(self) -> dict[str, int]:
        """How many cells the characters of the texts take for which that is not plain: see ``painting``."""
        return {**dict.fromkeys(self.head["narrow"], 1), **dict.fromkeys(self.head["wide"], 2)}

    def nearest(self, name: str, start: int) -> int | None:
        """The session with this id, which started then; where there is none of this id, the nearest in time.

        As ``domain.position``; None where there are no sessions.
        """
        # Most have not been moved: so few are looked at that it does not matter how many there are.
        last = self.first_after(start)
        first = self.first_after(start - 1)
        for numbers in (range(first, last), range(self.count)):
            for number in numbers:
                if self._fields(number)[-1] == name:
                    return number
        return min(range(self.count), key=lambda number: abs(self.starts[number] - start), default=None)

    def minutes(self, number: int) -> int:
        """The length of a session in whole minutes."""
        return (self.ends[number] - self.starts[number]) // _MINUTE

    def local(self, instant: int) -> tuple[int, str]:
        """The instant on the conference's clock, and what its zone is called then. Raises Unfit."""
        for start, end, offset, name in self._spans:
            if start <= instant < end:
                return instant + offset, name
        raise Unfit("a time too far from the conference")

    def instant(self, local: int) -> int:
        """The instant at which the conference's clock shows this. Raises Unfit where it is not known."""
        found = [local - offset for start, end, offset, _ in self._spans if start <= local - offset < end]
        if len(found) != 1:
            raise Unfit("a time too far from the conference, or one that the clock shows twice or never")
        return found[0]

    def first_after(self, now: int) -> int:
        """The first session that starts after now, or how many there are."""
        first, last = 0, self.count
        while first < last:
            middle = (first + last) // 2
            if self.starts[middle] > now:
                last = middle
            else:
                first = middle + 1
        return first

    def state(self, now: int) -> str:
        """Where the event stands when it is not on (see ``domain.wording``); else empty. Raises Unfit."""
        if not self.count:
            return "no sessions yet"
        if now >= int(self.head["end"]):
            return f"ended {self.head['last day']}"
        start = self.starts[0]
        if now >= start:
            return ""
        first_day, minute = day_and_minute(self.local(start)[0])
        days = first_day - day_and_minute(self.local(now)[0])[0]
        return before_words(days, minutes_between(now, start), clock_words(*divmod(minute, 60)))


class Marks:
    """What an attendee has marked, by the numbers of the sessions in a book.

    The head of a file says it, in these ``MARKED`` texts. ``own`` are their entries: start, end, title, room.
    """

    __slots__ = ("backups", "clashing", "head", "hidden", "notes", "own", "stars")

    def __init__(self, head: dict[str, str]) -> None:
        self.head = head
        self.stars = _numbers(head["stars"])
        self.backups = _numbers(head["backups"])
        self.hidden = _numbers(head["hidden"])
        self.notes = {int(number): text for number, text in map(_fields, _entries(head["notes"]))}
        self.clashing = _numbers(head["clashing"])
        own = map(_fields, _entries(head["own"]))
        self.own = [(int(start), int(end), title, room) for start, end, title, room in own]


class Pages:
    """What ``show`` says of the sessions of a book, in their order, whoever asks."""

    __slots__ = ("_offsets", "_texts", "head")

    def __init__(self, data: bytes) -> None:
        """Open the bytes of a file. Raises Unfit where they are none of this layout, or damaged."""
        _, self.head, count, body = _opened(data)
        self._texts = body[count * NUMBER_BYTES :]
        self._offsets = [*body[: count * NUMBER_BYTES].cast("q"), len(self._texts)]

    def number(self, name: str) -> int:
        """The session with this very id. Raises ValueError where there is none."""
        return self.head["ids"].split(PART).index(name)

    def items(self, number: int) -> list[list[str]]:
        """What is said of a session, item by item."""
        text = str(self._texts[self._offsets[number] : self._offsets[number + 1]], "utf-8")
        return list(map(_fields, text.split(PART)))


def _entries(text: str) -> list[str]:
    return text.split(PART) if text else []


def _fields(text: str) -> list[str]:
    return text.split(UNIT)


def _numbers(text: str) -> frozenset[int]:
    return frozenset(map(int, text.split()))


def head_of(data: bytes) -> dict[str, str]:
    """The texts of a file that has nothing else. Raises Unfit."""
    return _opened(data)[1]


def _opened(data: bytes) -> tuple[int, dict[str, str], int, memoryview]:
    """Checksum, head, number of sessions and the rest. Raises Unfit."""
    line, separator, _ = data[:_LONGEST_FIRST_LINE].partition(b"\n")
    body = memoryview(data)[len(line) + 1 :]
    words = line.split()[-3:]
    if len(words) < 3 or not all(word.isdigit() for word in words):
        raise Unfit("not of this layout")
    checksum, length, count = map(int, words)
    is_whole = first_line(checksum, length, count) == line + separator
    if not is_whole or checksum_of(length, count, body) != checksum:
        raise Unfit("not of this layout, or damaged")
    entries = [entry.partition(FIELD) for entry in str(body[:length], "utf-8").split(ENTRY)]
    return checksum, {name: value for name, _, value in entries}, count, body[length:]
