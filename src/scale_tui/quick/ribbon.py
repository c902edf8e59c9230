"""The day as a ribbon in the first picture: hours above, sessions below (see ``ui.ribbon``)."""

from scale_tui.domain.figures import MICROSECONDS
from scale_tui.quick.book import PAUSE
from scale_tui.quick.day_list import group
from scale_tui.quick.look import Sight
from scale_tui.quick.painting import Line

_MARGIN = 1
_CELLS_A_LABEL = 4
_HOUR = 3600 * MICROSECONDS
_MINUTE = 60 * MICROSECONDS


def ribbon(sight: Sight, cursor: int, width: int, height: int) -> list[str]:
    """The lines of the ribbon of the day that is looked at; of one line high the hours are left out."""
    day = _Day(sight, max(1, width - 2 * _MARGIN))
    now = day.index_at(sight.now)
    blocks = day.busy if day.is_side_by_side else day.blocks
    if height == 1:
        return [blocks(cursor, now, width)]
    return [day.hours(now, width), blocks(cursor, None, width)]


class _Day:
    """The stretch of time from its first start to its last end, cut into equal cells."""

    def __init__(self, sight: Sight, count: int) -> None:
        self._sight = sight
        self._count = count
        starts, ends = sight.book.starts, sight.book.ends
        numbers = [number for number, day in enumerate(sight.book.days) if day == sight.day]
        spans = [(starts[number], ends[number]) for number in numbers]
        begin = self._start = spans[0][0]
        self._end = max(max([end for _, end in spans]), begin + _MINUTE)
        cell = _quotient(self._end - begin, count)
        self.is_side_by_side = any(map(_overlap, spans, spans[1:]))
        # Many start and end with others.
        at = {
            edge: -int((0.5 - (edge - begin) / cell) // 1)
            for edge in {edge for span in spans for edge in span}
        }
        # Of each session its first cell, and the first one after it.
        self._on = [(at[start], at[end], number) for (start, end), number in zip(spans, numbers, strict=True)]

    def _running(self, numbers: "frozenset[int] | None" = None) -> list[int]:
        """How many sessions run in each cell, of these or of all."""
        steps = [0] * (self._count + 1)
        for first, last, number in self._on:
            first, last = max(0, first), min(self._count, last)
            if first < last and (numbers is None or number in numbers):
                steps[first] += 1
                steps[last] -= 1
        found, total = list[int](), 0
        for step in steps[:-1]:
            total += step
            found.append(total)
        return found

    def _first(self) -> list[int | None]:
        """The session that runs in each cell, the first of them."""
        found: list[int | None] = [None] * self._count
        for first, last, number in reversed(self._on):
            for index in range(max(0, first), min(self._count, last)):
                found[index] = number
        return found

    def index_at(self, instant: int) -> int | None:
        """The cell of an instant; None outside of the day."""
        if not self._start <= instant < self._end:
            return None
        return int(self._count * ((instant - self._start) / (self._end - self._start)))

    def hours(self, now: int | None, width: int) -> str:
        """The full hours, so far apart that their labels have room, and where now is."""
        inks, book = self._sight.inks, self._sight.book
        cells = [" "] * width
        an_hour = self._count / max(1.0, (self._end - self._start) / _HOUR)
        step = next((step for step in (1, 2, 3, 4, 6, 12) if an_hour * step >= _CELLS_A_LABEL), 24)
        instant = self._start - book.local(self._start)[0] % _HOUR
        while instant < self._end:
            index, hour = self.index_at(instant), book.local(instant)[0] // _HOUR % 24
            if index is not None and hour % step == 0:
                start = index + _MARGIN
                if start + 2 <= width and now not in (index, index + 1):
                    cells[start : start + 2] = f"{hour:02}"
            instant += _HOUR
        line = Line(inks["on background"])
        if now is None:
            return line.add("".join(cells), inks["dim"]).text(width)
        now += _MARGIN
        line.add("".join(cells[:now]), inks["dim"]).add("▼", inks["now as sign"])
        return line.add("".join(cells[now + 1 :]), inks["dim"]).text(width)

    def blocks(self, cursor: int, now: int | None, width: int) -> str:
        """A session after another as blocks: pauses low, stars gold, the cursor's tall."""
        inks = self._sight.inks
        line = Line(inks["on background"]).add(" " * _MARGIN)
        sessions = self._first()
        for index, number in enumerate(sessions):
            if index == now:
                line.add("▼", inks["now as sign"])
            elif number is None:
                line.add(" ")
            else:
                glyph, ink = self._block(number, is_cursor=number == cursor)
                line.add("▁" if glyph == "▄" and _is_last_of_several(sessions, index) else glyph, ink)
        return line.text(width)

    def _block(self, number: int, *, is_cursor: bool) -> tuple[str, str]:
        sight, inks = self._sight, self._sight.inks
        is_pause = sight.book.flags[number] & PAUSE
        if number in sight.marks.stars:
            ink = inks["past_star as sign"] if sight.is_over(number) else inks["star as sign"]
        elif is_pause or sight.is_over(number):
            ink = inks["past as sign"] if is_cursor else inks["faint"]
        else:
            ink = inks[group(sight, number)]
        return ("█" if is_cursor else "▁" if is_pause else "▄"), ink

    def busy(self, _: int, now: int | None, width: int) -> str:
        """Where sessions run side by side: my stars high, the others low."""
        inks, stars = self._sight.inks, self._sight.marks.stars
        line = Line(inks["on background"]).add(" " * _MARGIN)
        running, mine = self._running(), self._running(stars) if stars else [0] * self._count
        most = max(running)
        for index, (count, kept) in enumerate(zip(running, mine, strict=True)):
            shade = "neutral" if count * 2 > most else "faint"
            if index == now:
                line.add("▼", inks["now as sign"])
            elif kept:
                line.add("▀", inks["now as sign"] if kept > 1 else inks["star as sign"])
            else:
                line.add("▄" if count else " ", inks[shade])
        return line.text(width)


def _is_last_of_several(sessions: list[int | None], index: int) -> bool:
    """Whether a block ends here that has other cells before: it is drawn lower, to part it from the next."""
    session = sessions[index]
    has_more = index + 1 < len(sessions) and sessions[index + 1] not in (None, session)
    return has_more and index > 0 and sessions[index - 1] == session


def _overlap(one: tuple[int, int], later: tuple[int, int]) -> bool:
    return later[0] < one[1]


def _quotient(whole: int, count: int) -> int:
    """The quotient rounded to the nearest, of two that are as near to the even one: as a timedelta's is."""
    quotient, rest = divmod(whole, count)
    return quotient + (2 * rest > count or (2 * rest == count and quotient % 2 == 1))
