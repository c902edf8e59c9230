"""The list of the first picture: a day's sessions with the cursor, as ``ui.row_painting`` has it."""

from scale_tui.domain.figures import (
    counted,
    day_and_minute,
    left_words,
    length,
    minutes_between,
    short_length,
)
from scale_tui.quick.book import CANCELLED, HAS_PEOPLE, ONE_LINE, PAUSE, TALK, Unfit
from scale_tui.quick.look import Sight
from scale_tui.quick.painting import Line, cut

_STAR_COLUMN, _TITLE_COLUMN = 8, 10
_PROGRESS_CELLS = 10
_SHORT_BELOW = 50
_WIDEST_LEFT, _WIDEST_LENGTH = len("2 h 30 left"), len("1 h 30")
_WIDEST_ROOM, _OF_A_LINE, _MANY_ROOMS, _NARROW_BELOW = 14, 7, 4, 60
_GROUPS = 8
_BARS = "▁▂▃▄▅▆▇ "
RULE, FOLD, HIDDEN = -1, -2, -3
"""Rows that are no session: the one of now, what is folded away, what is hidden."""


class DayList:
    """The rows of the day that is looked at, in a list of so many cells and lines. Raises Unfit.

    The cursor starts on the session ``opening``; for None on the first talk, else on the first of all.
    """

    def __init__(self, sight: Sight, width: int, height: int, opening: int | None) -> None:
        self._sight = sight
        self._inks = sight.inks
        self._height = height
        self._sort_out()
        self._lay_out(width)
        # The scroll bar takes a column.
        self._width = width - (self._tops[-1] > height)
        self.cursor = self._cursor(opening)
        first = self._tops[self.rows.index(self.cursor)] - height // 3
        self._scroll = max(0, min(first, self._tops[-1] - height))

    def _sort_out(self) -> None:
        """Which sessions are shown, what is folded and hidden of the others, and where now is."""
        sight, book = self._sight, self._sight.book
        of_day = [number for number, day in enumerate(book.days) if day == sight.day]
        shown = [number for number in of_day if number not in sight.marks.hidden]
        if not shown:
            raise Unfit("nothing is left of the day")
        rest = shown
        if int(book.head["rooms"]) >= _MANY_ROOMS:
            rest = [number for number in shown if not sight.is_over(number)] or shown
        self._folded, self._hidden = len(shown) - len(rest), len(of_day) - len(shown)
        is_today = sight.is_live and (sight.today == sight.day or any(map(sight.is_on, rest)))
        coming = sight.coming(rest) if is_today else []
        self._coming = book.starts[coming[0]] if coming else None
        self.rows = [HIDDEN] * bool(self._hidden) + [FOLD] * bool(self._folded)
        is_ahead = bool(coming)
        for number in rest:
            if is_ahead and book.starts[number] > sight.now:
                self.rows.append(RULE)
                is_ahead = False
            self.rows.append(number)

    def _lay_out(self, width: int) -> None:
        """Where each row begins."""
        head = self._sight.book.head
        has_rooms = int(head["rooms"]) > 1 and width >= _NARROW_BELOW
        self._room_width = min(_WIDEST_ROOM, width // _OF_A_LINE, int(head["room cells"])) if has_rooms else 0
        self._tops = [0]
        for row in self.rows:
            self._tops.append(self._tops[-1] + (2 if self._has_two_lines(row) else 1))

    def _has_two_lines(self, row: int) -> bool:
        flags = self._sight.book.flags
        return row >= 0 and not self._room_width and flags[row] & (ONE_LINE | HAS_PEOPLE) == HAS_PEOPLE

    def _cursor(self, opening: int | None) -> int:
        flags = self._sight.book.flags
        if opening is None:
            visible = (n for n in range(len(flags)) if flags[n] & TALK)
            opening = next(visible, None)
        return opening if opening in self.rows else next(row for row in self.rows if row >= 0)

    def lines(self) -> list[str]:
        """All that is seen, from the top."""
        found: list[str] = []
        tops, bottom = self._tops, self._scroll + self._height
        shown = None
        for index, row in enumerate(self.rows):
            if tops[index] >= bottom:
                break
            start = shown if row < 0 else self._sight.book.starts[row]
            seen = range(max(tops[index], self._scroll), min(tops[index + 1], bottom))
            found += [self._line(row, line - tops[index], shows_time=start != shown) for line in seen]
            shown = start
        blank = Line(self._sight.inks["on background"]).text(self._width)
        found += [blank] * (self._height - len(found))
        if self._tops[-1] > self._height:
            bar = scroll_bar(self._height, self._tops[-1], self._scroll, self._sight.inks)
            return [line + part for line, part in zip(found, bar, strict=True)]
        return found

    def _line(self, row: int, y: int, *, shows_time: bool) -> str:
        if row >= 0:
            return self._session(row, y, shows_time=shows_time)
        if row == RULE:
            return self._rule()
        if row == FOLD:
            what = f"▸ {counted(self._folded, 'earlier session')}{self._sight.inks['past hint']}"
        else:
            what = f"▸ {self._hidden} hidden{self._sight.inks['hidden hint']}"
        line = Line(self._sight.inks["on background"]).fill_to(_STAR_COLUMN - 1)
        return line.add(cut(what, self._width - 1 - line.width), self._sight.inks["past"]).text(self._width)

    def _rule(self) -> str:
        sight = self._sight
        ink = sight.inks["now"]
        ahead = minutes_between(sight.now, self._coming or 0)
        right = f" +{length(ahead)} " if self._is_narrow else f" next in {length(ahead)} "
        line = Line(sight.inks["on background"]).add(" ").add(f"{sight.clock(sight.now)} now ", ink)
        return (
            line.fill_to(self._width - 1 - len(right), "─", ink)
            .add(right, ink)
            .add("─", ink)
            .text(self._width)
        )

    @property
    def _is_narrow(self) -> bool:
        return self._width < _SHORT_BELOW

    def _session(self, number: int, y: int, *, shows_time: bool) -> str:
        sight = self._sight
        title, room, people, _ = map(sight.cells, sight.book.texts(number))
        is_cursor = number == self.cursor
        inks = self._inks = sight.inks_at("at cursor") if is_cursor else sight.inks
        line = Line(inks["on cursor"] if is_cursor else inks["on background"])
        line.add("▌", inks["cursor_bar"]) if is_cursor else line.add(" ")
        is_on, is_over = sight.is_on(number), sight.is_over(number)
        if y == 0:
            ink = f"{inks['now']};{inks['strong']}" if is_on else inks["past"] if is_over else inks["dim"]
            line.add(sight.clock(sight.book.starts[number]) if shows_time or is_cursor else " " * 5, ink)
        line.fill_to(_STAR_COLUMN - 1)
        self._bar(line, number)
        if y == 0:
            self._marks(line, number)
            self._title(line, number, title, room, people)
        else:
            line.fill_to(_TITLE_COLUMN)
            self._people(line, number, room, people)
        return line.text(self._width)

    def _bar(self, line: Line, number: int) -> None:
        sight, inks = self._sight, self._inks
        if sight.book.flags[number] & PAUSE:
            line.add("┊", inks["decoration"])
        else:
            line.add("▌", inks["faint"] if sight.is_over(number) else inks[group(sight, number)])

    def _marks(self, line: Line, number: int) -> None:
        marks, inks = self._sight.marks, self._inks
        ink = inks["past_star"] if self._sight.is_over(number) else inks["star"]
        line.add("★" if number in marks.stars else "☆" if number in marks.backups else " ", ink)
        if number in marks.clashing:
            line.add("!", inks["clash"])
        else:
            line.add("✎" if number in marks.notes else " ", inks["dim"])

    def _title(self, line: Line, number: int, title: str, room: str, people: str) -> None:
        sight, inks, book = self._sight, self._inks, self._sight.book
        right, right_ink = self._remaining(number)
        end = self._width - 1
        right_start = room_start = end - len(right)
        if self._room_width:
            widest = _WIDEST_LEFT if sight.is_live else _WIDEST_LENGTH
            room_start = end - max(widest, len(right)) - self._room_width - 2
        shift = day_and_minute(book.local(book.starts[number])[0])[0] - book.days[number]
        line.add(f"{shift:+}d " if shift else "", inks["key"])
        italic = inks["italic"] if book.flags[number] & PAUSE else ""
        line.add(cut(title, room_start - 1 - line.width), self._title_ink(number), italic)
        room_left = room_start - 4 - line.width
        is_over = sight.is_over(number)
        if not self._has_two_lines(number) and people and room_left > len(people) // 2:
            line.add("  ").add(cut(people, room_left), inks["past"] if is_over else inks["dim"])
        if self._room_width:
            line.fill_to(room_start).add(cut(room, self._room_width), inks["dim"])
        line.fill_to(right_start).add(right, right_ink)

    def _title_ink(self, number: int) -> str:
        sight, inks = self._sight, self._inks
        if sight.book.flags[number] & CANCELLED:
            return f"{inks['past']};{inks['struck']}"
        if sight.is_over(number):
            return inks["past"]
        return inks["strong"] if number in sight.marks.stars or sight.is_on(number) else ""

    def _remaining(self, number: int) -> tuple[str, str]:
        """What is left of a session that is on, else its length."""
        sight, inks, book = self._sight, self._inks, self._sight.book
        short = short_length if self._is_narrow else length
        if sight.is_on(number):
            minutes = minutes_between(sight.now, book.ends[number])
            return (f"{short(minutes)} left" if self._is_narrow else left_words(minutes)), inks["now"]
        return short(book.minutes(number)), inks["past"] if sight.is_over(number) else inks["dim"]

    def _people(self, line: Line, number: int, room: str, people: str) -> None:
        sight, inks = self._sight, self._inks
        text = " · ".join([part for part in (room, people) if part])
        end = self._width - 1
        is_on = sight.is_on(number)
        space = end - line.width - (_PROGRESS_CELLS + 1 if is_on else 0)
        line.add(cut(text, space), inks["past"] if sight.is_over(number) else inks["dim"])
        if is_on:
            start, stop = sight.book.starts[number], sight.book.ends[number]
            gone = (
                round(_PROGRESS_CELLS * (sight.now - start) / (stop - start))
                if stop > start
                else _PROGRESS_CELLS
            )
            line.fill_to(end - _PROGRESS_CELLS).add("━" * gone, sight.inks["now as decoration"])
            line.add("─" * (_PROGRESS_CELLS - gone), inks["decoration"])


def to_be_in(sight: Sight) -> int | None:
    """My star that is on, else what is on, else what comes next; None outside of the event."""
    if not sight.is_live:
        return None
    running = sight.running()
    stars = [number for number in running if number in sight.marks.stars]
    return next(iter(stars or running or sight.all_coming()), None)


def group(sight: Sight, number: int) -> str:
    """What the ink of a session's track or affiliation is called."""
    found = sight.book.groups[number]
    return "neutral" if found < 0 else f"group-{found % _GROUPS + 1}"


def scroll_bar(height: int, total: int, position: int, inks: dict[str, str]) -> list[str]:
    """The scroll bar of a list, a cell a line, as Textual's ``ScrollBarRender`` draws it."""
    thumb = max(1.0, height / (total / height))
    start = int((height - thumb) * (position / (total - height)) * len(_BARS))
    end = start + -int(-thumb * len(_BARS) // 1)
    (first, first_part), (last, last_part) = (
        divmod(max(0, start), len(_BARS)),
        divmod(max(0, end), len(_BARS)),
    )
    ground = f"\x1b[0;{inks['scroll ground']}m "
    lines = [ground] * height
    lines[first:last] = [f"\x1b[0;{inks['scroll thumb']}m "] * (last - first)
    if first < height and first_part:
        lines[first] = f"\x1b[0;{inks['scroll start']}m{_BARS[len(_BARS) - 1 - first_part]}"
    if last < height and last_part:
        lines[last] = f"\x1b[0;{inks['scroll end']}m{_BARS[len(_BARS) - 1 - last_part]}"
    return lines[:height]
