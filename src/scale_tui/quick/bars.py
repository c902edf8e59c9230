"""The bars of the first picture: title, now and keys, as ``ui.widgets`` draws them."""

from scale_tui.domain.figures import ahead_words, capitalised, counted, left_words, minutes_between
from scale_tui.quick.book import CANCELLED
from scale_tui.quick.look import Sight, day_name, short_day_name
from scale_tui.quick.painting import Line, cut

_LEAST_OF_A_TITLE = 6
_BOTH_FROM = 70
_BETWEEN = 3
_WIDEST_ROOM = 16
_VIEWS = ("Agenda", "Rooms", "Mine", "People", "Now")
Part = tuple[str, str]
"""Cells and their ink."""
Mine = tuple[int, int, bool, int]
"""When it starts and ends, whether it is an entry of my own, and its number among these or the sessions."""


def _width(parts: list[Part]) -> int:
    return sum([len(cells) for cells, _ in parts])


def _bar(left: list[Part], right: list[Part], ground: str, width: int) -> str:
    line = Line(ground)
    for cells, ink in left:
        line.add(cells, ink)
    line.fill_to(width - _width(right))
    for cells, ink in right:
        line.add(cells, ink)
    return line.text(width)


def title_bar(sight: Sight, width: int) -> str:
    """Which conference, which view, which day, what time: the fullest form that fits."""
    left, right = _fitting_title(sight, width)
    return _bar(left, right, sight.inks["on bar"], width)


def _fitting_title(sight: Sight, width: int) -> tuple[list[Part], list[Part]]:
    inks, head = sight.inks_at("on bar"), sight.book.head
    title = sight.cells(head["title"])
    acronym = sight.cells(head["acronym"])
    if not 0 < len(acronym) < len(title):
        acronym = title
    tabs, tab = _tabs(inks)
    days, day = _days(sight)
    date: Part = (f" {day_name(sight.today)} ", inks["dim"])
    clock: list[Part] = [(f" {sight.clock(sight.now)}", inks["strong"]), (f" {sight.zone} ", inks["dim"])]
    forms = [(name, tabs, form) for name in (title, acronym) for form in ([*days, date], days, day)]
    forms += [(name, tab, day) for name in (title, acronym)]
    for name, left, right in forms:
        if len(name) + 3 + _width(left) + _width(right) + _width(clock) <= width:
            return [(f" {name}  ", inks["strong"]), *left], [*right, *clock]
    right = [*day, *clock]
    space = width - _width(tab) - _width(right) - 1
    if space < _LEAST_OF_A_TITLE:
        space += _width(day)
        right = clock
    return [(cut(f" {acronym}", max(0, space)), inks["strong"]), *tab], right


def _tabs(inks: dict[str, str]) -> tuple[list[Part], list[Part]]:
    """All views, and only the first, which is shown."""
    keys = {view: f" {inks[f'key of {view}']}".rstrip() for view in _VIEWS}
    tabs: list[Part] = [(f"{keys[_VIEWS[0]]} {_VIEWS[0]} ", inks["tab"])]
    for view in _VIEWS[1:]:
        tabs += [(f"{keys[view]} ", inks["past"]), (f"{view} ", "")]
    return tabs, [(f" {_VIEWS[0]} ", inks["tab"])]


def _days(sight: Sight) -> tuple[list[Part], list[Part]]:
    """All days, and only the one that is shown; none where there is only one."""
    days = sight.book.head["days"].split()
    if len(days) < 2:
        return [], []
    inks = sight.inks_at("on bar")
    shown = f"{inks['on cursor']};{inks['strong']}"
    tabs: list[Part] = [
        (f" {short_day_name(day)} ", shown if day == sight.day else inks["dim"]) for day in map(int, days)
    ]
    return [*tabs, (" ", "")], [*(tab for tab in tabs if tab[1] == shown), (" ", "")]


def now_bar(sight: Sight, width: int) -> str:
    """What is on at the left, what is next at the right, each cut only as far as the other needs the room."""
    space = max(0, width - 2)
    on, coming = (_on(sight), _coming(sight)) if sight.is_live else _outside(sight)
    if space < _BOTH_FROM and on and coming:
        coming = []
    half = (space - _BETWEEN) // 2 if on and coming else space
    left = _shortened(on, max(half, space - _BETWEEN - _width(coming)))
    right = _shortened(coming, max(half, space - _BETWEEN - _width(on)))
    return _bar([(" ", ""), *left], [*right, (" ", "")], sight.inks["on background"], width)


def _shortened(parts: list[Part], width: int) -> list[Part]:
    """The parts in so many cells: the longest of them is cut."""
    excess = _width(parts) - width
    if excess <= 0:
        return parts
    longest = max(range(len(parts)), key=lambda index: len(parts[index][0]))
    cells, ink = parts[longest]
    return [*parts[:longest], (cut(cells, max(1, len(cells) - excess)), ink), *parts[longest + 1 :]]


def _outside(sight: Sight) -> tuple[list[Part], list[Part]]:
    book = sight.book
    counts = [counted(book.count, "session")]
    if sight.marks.head["has stars"]:
        counts.append(f"★ {len(sight.marks.stars)}")
    if book.head["venue"]:
        counts.append(sight.cells(book.head["venue"]))
    state = capitalised(book.state(sight.now))
    return [(state, sight.inks["heading"])], [(" · ".join(counts), sight.inks["dim"])]


def _mine(sight: Sight) -> list[Mine]:
    """What takes my time, in order: stars on what is not cancelled, and entries of my own."""
    book, marks = sight.book, sight.marks
    kept = [each for each in sorted(marks.stars) if not book.flags[each] & CANCELLED]
    stars = [(book.starts[each], book.ends[each], False, each) for each in kept]
    own = [(start, end, True, number) for number, (start, end, _, _) in enumerate(marks.own)]
    return (
        sorted([*stars, *own], key=lambda each: (each[0], each[1], _words(sight, each)[1])) if own else stars
    )


def _words(sight: Sight, one: Mine) -> tuple[str, str]:
    """What it is called, and the room."""
    _, _, is_own, number = one
    title, room = sight.marks.own[number][2:] if is_own else sight.book.texts(number)[:2]
    return title, room


def _on(sight: Sight) -> list[Part]:
    running = sight.running()
    mine = [each for each in _mine(sight) if each[0] <= sight.now < each[1]]
    if not mine and len(running) == 1:
        mine = [(sight.book.starts[running[0]], sight.book.ends[running[0]], False, running[0])]
    if mine:
        current = max(mine, key=lambda each: each[0])
        left = left_words(minutes_between(sight.now, current[1]))
        return _session(sight, current, left, f"{sight.inks['now']};{sight.inks['strong']}")
    if running:
        return [(f"{len(running)} sessions on now", sight.inks["now"])]
    return [("Nothing on now", sight.inks["dim"])] if _next(sight) else []


def _next(sight: Sight) -> list[Mine]:
    """My next, else the next of all."""
    mine = [each for each in _mine(sight) if each[0] > sight.now]
    if mine:
        return [each for each in mine if each[0] == mine[0][0]]
    book = sight.book
    return [(book.starts[each], book.ends[each], False, each) for each in sight.all_coming()]


def _coming(sight: Sight) -> list[Part]:
    coming = _next(sight)
    if not coming:
        return []
    ahead = ahead_words(minutes_between(sight.now, coming[0][0]))
    is_mine = coming[0][2] or coming[0][3] in sight.marks.stars
    if len(coming) > 1 and not is_mine:
        return [(f"{len(coming)} sessions start {ahead}", sight.inks["free"])]
    ink = sight.inks["star"] if is_mine else sight.inks["free"]
    return _session(sight, coming[0], ahead, f"{ink};{sight.inks['strong']}")


def _session(sight: Sight, one: Mine, when: str, ink: str) -> list[Part]:
    _, _, is_own, number = one
    title, room = _words(sight, one)
    place = f"{cut(sight.cells(room), _WIDEST_ROOM)} {when}" if room else when
    is_mine = is_own or number in sight.marks.stars
    mark: list[Part] = [(f"{'◆' if is_own else '★'} ", sight.inks["star"])] if is_mine else []
    return [*mark, (sight.cells(title), ""), (f" {place}", ink)]


def key_bar(keys: list[tuple[str, str]], inks: dict[str, str], width: int) -> str:
    """The keys that fit, each with what it does; the last, the one for help, always has a place."""
    line = Line(inks["on bar"]).add(" ")
    *others, (help_key, help_words) = keys
    space = width - 1 - len(help_key) - len(help_words) - 3
    shown = []
    for key, words in others:
        space -= len(key) + len(words) + 3
        if space < 0:
            break
        shown.append((key, words))
    for key, words in (*shown, (help_key, help_words)):
        line.add(f"{key} ", inks["key on bar"]).add(f"{words}  ")
    return line.text(width)
