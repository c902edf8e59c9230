"""The first picture is the app's own, cell by cell: characters, colours, and how they are set off."""

import os
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import pyte
import pytest
from pyte.graphics import FG_BG_256
from rich.color import Color, ColorSystem
from textual.app import App

from builders import NEXT_DAY as LATER
from builders import agenda, at, row_of_talks, session, speaker, three_rooms
from scale_tui.cli.book_keeping import book_of, marks_of, microseconds
from scale_tui.domain.agenda import Agenda, Kind
from scale_tui.domain.marks import Mark, Setting, put
from scale_tui.domain.position import Position
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.quick.book import PART, UNIT, Book, Marks, Unfit, head_of
from scale_tui.quick.frame import frame
from scale_tui.sources.bundled import bundled_agenda
from scale_tui.sources.detect import read_agenda
from scale_tui.ui.early_look import first_hints, first_keys, inks_as_codes, look_of
from scale_tui.ui.habits import Habits
from scale_tui.ui.own_keys import USUAL_KEYS, OwnKeys
from scale_tui.ui.rebinding import own_keys
from scale_tui.ui.themes import DEFAULT_THEME, THEME_NAMES
from screenshot import take_screenshot
from stage import MemoryStore, app_on, main_screen, settled

SIZES = ((40, 20), (80, 24), (120, 35), (200, 50))
ODD_SIZES = ((30, 8), (33, 17), (59, 18), (60, 21), (61, 22), (99, 25), (100, 26), (159, 30), (160, 40))
REAL = Path(os.environ.get("SCALE_TUI_SCHEDULES", "")) / "files"
Cell = tuple[str, str, str, tuple[bool, bool, bool]]


def early(
    app: App,
    agenda: Agenda,
    schedule: PersonalSchedule,
    now: datetime,
    size: tuple[int, int],
    left_at: Position | None = None,
    system: ColorSystem = ColorSystem.TRUECOLOR,
) -> list[str]:
    """The lines of the first picture, as they are left behind and drawn at the next start."""
    look = inks_as_codes(app.theme_variables, system)
    look["keys"] = PART.join(UNIT.join(key) for key in first_keys(app))
    look |= first_hints(app)
    book = Book(book_of(agenda, now))
    where = None if left_at is None else (left_at.session_id, microseconds(left_at.start))
    return frame(
        book, Marks(head_of(marks_of(book, agenda, schedule))), look, microseconds(now), *size, where
    )


def emulated(lines: Iterable[str], size: tuple[int, int]) -> list[list[Cell]]:
    """What a terminal makes of the lines."""
    screen = pyte.Screen(*size)
    stream = pyte.Stream(screen)
    for number, line in enumerate(lines, start=1):
        stream.feed(f"\x1b[{number};1H{line}")
    cells = []
    for y in range(size[1]):
        row = (screen.buffer[y][x] for x in range(size[0]))
        cells.append(
            [
                seen(
                    one.data,
                    *((one.bg, one.fg) if one.reverse else (one.fg, one.bg)),
                    (one.bold, one.italics, one.strikethrough),
                )
                for one in row
            ]
        )
    return cells


def seen(character: str, ink: str, ground: str, set_off: tuple[bool, bool, bool]) -> Cell:
    """A cell as far as it can be seen: a blank has only its ground."""
    return (character, ink, ground, set_off) if character.strip() else ("", "", ground, (False,) * 3)


def of_app(app: App) -> list[list[Cell]]:
    """The cells of the app's own screen."""
    shot = take_screenshot(app)
    return [
        [seen(character, *parsed(style)) for character, style in zip(characters, styles, strict=True)]
        for characters, styles in zip(shot.cells, shot.styles, strict=True)
    ]


def parsed(codes: str) -> tuple[str, str, tuple[bool, bool, bool]]:
    """Ink, ground and set-off of what a screenshot says of a cell."""
    ink = ground = ""
    words = codes.split(";")
    flags = set()
    while words:
        word = words.pop(0)
        if word in ("38", "48"):
            colour = "".join(f"{int(each):02x}" for each in words[1:4])
            words = words[4:]
            ink, ground = (colour, ground) if word == "38" else (ink, colour)
        else:
            flags.add(word)
    return ink, ground, ("1" in flags, "3" in flags, "9" in flags)


def in_system(cells: list[list[Cell]], system: ColorSystem) -> list[list[Cell]]:
    """The cells as a terminal with so many colours shows them."""
    return [
        [
            (text, shown_in(ink, system), shown_in(ground, system), set_off)
            for text, ink, ground, set_off in line
        ]
        for line in cells
    ]


@cache
def shown_in(colour: str, system: ColorSystem) -> str:
    """The nearest to a colour that there is in this system."""
    number = Color.parse(f"#{colour}").downgrade(system).number if colour else None
    return colour if number is None else FG_BG_256[number]


async def is_the_same(
    agenda: Agenda,
    now: datetime,
    size: tuple[int, int],
    settings: Iterable[Setting] = (),
    *,
    theme: str = DEFAULT_THEME,
    left_at: Position | None = None,
    keys: OwnKeys = USUAL_KEYS,
    system: ColorSystem = ColorSystem.TRUECOLOR,
) -> None:
    store = MemoryStore(settings=settings)
    habits = Habits({agenda.name: left_at} if left_at else {})
    app = app_on(agenda, now=now, store=store, theme=theme, habits=habits, keys=keys)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        wanted = in_system(of_app(app), system)
        found = emulated(early(app, agenda, store.schedule, now, size, left_at, system), size)
        body = main_screen(app).query_one("#list").region
    for y, (line, drawn) in enumerate(zip(wanted, found, strict=True)):
        # Beside the list there is only the ground of what is to come there.
        end = body.right if body.y <= y < body.bottom else size[0]
        assert drawn[:end] == line[:end], f"line {y} at {size}, {now}"


def times(agenda: Agenda) -> tuple[datetime, ...]:
    """Before the event, the day before, early in it, in the middle of it, and after it."""
    assert agenda.start
    assert agenda.end
    middle = agenda.sessions[len(agenda.sessions) // 2].start
    return (
        agenda.start - timedelta(days=12),
        agenda.start - timedelta(hours=20),
        agenda.start + timedelta(minutes=7, seconds=30),
        middle + timedelta(minutes=3),
        agenda.end + timedelta(days=2),
    )


def some_marks(agenda: Agenda) -> list[Setting]:
    """Stars, backups, notes and what is hidden, here and there."""
    ids = [session.id for session in agenda.sessions]
    settings = [setting for each in ids[::5] for setting in put(Mark.STAR, each)]
    settings += [setting for each in ids[1::9] for setting in put(Mark.BACKUP, each)]
    settings += [setting for each in ids[2::11] for setting in put(Mark.HIDDEN, each)]
    return [*settings, *(Setting(each, Mark.NOTE, "ask") for each in ids[3::7])]


@pytest.mark.parametrize("size", SIZES)
async def test_the_bundled_agenda_at_all_times(size: tuple[int, int]) -> None:
    bundled = bundled_agenda()
    await is_the_same(bundled, at("12:20"), size)
    for now in times(bundled):
        await is_the_same(bundled, now, size, some_marks(bundled))


@pytest.mark.parametrize("size", ODD_SIZES)
async def test_at_the_sizes_where_something_else_begins(size: tuple[int, int]) -> None:
    for of in (bundled_agenda(), three_rooms()):
        now = times(of)[3]
        await is_the_same(of, now, size, some_marks(of))


@pytest.mark.parametrize("size", SIZES)
async def test_a_conference_of_several_days_and_rooms(size: tuple[int, int]) -> None:
    talks = [
        session(
            f"{hour:02}:{minute:02}",
            50,
            f"Talk {hour} {room}",
            day=day,
            room=room,
            id=f"{day}{hour}{room}{minute}",
        )
        for day in (at("09:00").date(), LATER)
        for hour in range(9, 18)
        for minute in (0, 30)
        for room in ("Aula", "会場で夕食", "A room with a name that is long", "H.1")
    ]
    night = session("00:30", 90, "Over midnight", day=LATER, room="H.1", id="night")
    of_two = agenda(*talks, replace(night, day=at("09:00").date()), acronym="TC", venue="Santa Clara")
    for now in (*times(of_two), at("12:20", LATER)):
        await is_the_same(of_two, now, size, some_marks(of_two))


async def test_all_that_a_row_can_show() -> None:
    own = session("12:00", 30, "A call", id="own-1", room="Lobby")
    odd = agenda(
        session("09:00", 20, "Cancelled", id="c", is_cancelled=True),
        session(
            "09:00", 20, "Zażółć Gęśla — ‘quoted’ · “twice”", id="z", speakers=(speaker("Ødegård", "Ærø"),)
        ),
        session("09:20", 20, "会場で夕食" * 30, id="w", speakers=(speaker("김철수", "Ｆｕｌｌ"),)),
        session("10:00", 0, "No length", id="n"),
        session("10:00", 300, "Lunch", id="l", kind=Kind.MEAL, speakers=(speaker("A cook"),)),
        session("15:00", 1500, "Longer than a day", id="d", room="Hall"),
        title="A conference with a name that is longer than most",
    )
    for size in ((40, 20), (80, 24), (120, 35)):
        for clock in ("08:00", "09:10", "09:25", "10:00", "12:05"):
            await is_the_same(odd, at(clock), size)
            await is_the_same(odd, at(clock), size, [*put(Mark.STAR, "z"), Setting("own-1", Mark.OWN, own)])
            await is_the_same(odd, at(clock), size, [*put(Mark.STAR, "c"), *put(Mark.STAR, "gone")])


async def test_a_list_that_is_scrolled_and_one_without_talks() -> None:
    for count in (1, 15, 60, 200):
        long = agenda(*row_of_talks(count, minutes=5))
        for now in times(long)[2:4]:
            await is_the_same(long, now, (80, 24))
    pauses = agenda(session("09:00", kind=Kind.BREAK), session("09:30", id="b", kind=Kind.SOCIAL))
    await is_the_same(pauses, at("09:10"), (80, 24))


async def test_everything_but_what_is_hidden() -> None:
    bundled = bundled_agenda()
    hidden = [setting for each in bundled.sessions[:-1] for setting in put(Mark.HIDDEN, each.id)]
    await is_the_same(bundled, at("12:20"), (80, 24), hidden)


@pytest.mark.skipif("SCALE_TUI_SCHEDULES" not in os.environ, reason="needs schedules of real conferences")
@pytest.mark.parametrize("name", ["fosdem-2025.xml", "emf-2024.ics", "36c3-2019.json", "debconf-2017.xml"])
async def test_a_real_conference(name: str) -> None:
    real = read_agenda((REAL / name).read_bytes(), name).agenda
    compared = 0
    for size in SIZES:
        for now in times(real):
            try:
                await is_the_same(real, now, size, some_marks(real))
                compared += 1
            except Unfit:
                continue
    assert compared > len(SIZES)


OF_THE_TERMINAL = {"ansi-dark", "ansi-light"}


@pytest.mark.parametrize("theme", sorted(THEME_NAMES - OF_THE_TERMINAL - {DEFAULT_THEME}))
async def test_in_every_theme(theme: str) -> None:
    bundled = bundled_agenda()
    for size in ((40, 20), (120, 35)):
        await is_the_same(bundled, at("12:20"), size, some_marks(bundled), theme=theme)
    await is_the_same(three_rooms(), times(three_rooms())[0], (120, 35), theme=theme)


@pytest.mark.parametrize("theme", sorted(THEME_NAMES - OF_THE_TERMINAL))
async def test_in_256_colours(monkeypatch: pytest.MonkeyPatch, theme: str) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("COLORTERM", raising=False)
    bundled, system = bundled_agenda(), ColorSystem.EIGHT_BIT
    await is_the_same(bundled, at("12:20"), (120, 35), some_marks(bundled), theme=theme, system=system)


@pytest.mark.parametrize("theme", sorted(OF_THE_TERMINAL))
async def test_colours_that_are_the_terminals_own_are_left_to_the_app(theme: str) -> None:
    app = app_on(theme=theme)
    async with app.run_test():
        assert look_of(app) is None


def long_event() -> Agenda:
    """Two days of many short talks in two rooms."""
    return agenda(
        *(
            session(f"{hour:02}:{minute:02}", 10, f"Talk {hour}:{minute} {room}", day=day, room=room, id=name)
            for day in (at("09:00").date(), LATER)
            for hour in range(9, 17)
            for minute in range(0, 60, 15)
            for room in ("Aula", "Hall")
            for name in [f"{day.day}-{hour}-{minute}-{room}"]
        )
    )


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("place", [0, 1, 40, 63, 64, 100, -2, -1])
async def test_where_the_attendee_was(size: tuple[int, int], place: int) -> None:
    event = long_event()
    before, _, _, during, after = times(event)
    left_at = Position.on(event.sessions[place])
    for now in (before, after):
        await is_the_same(event, now, size, some_marks(event), left_at=left_at)
    # What is on now is more urgent than where one was.
    await is_the_same(event, during, size, left_at=left_at)


async def test_where_the_attendee_was_is_no_longer_so() -> None:
    event = long_event()
    before = times(event)[0]
    gone = [
        Position("gone", event.sessions[70].start),
        Position("gone", event.sessions[0].start - timedelta(days=900)),
        Position("gone", event.sessions[-1].start + timedelta(days=900)),
        Position(event.sessions[90].id, event.sessions[3].start),
        Position("", at("23:00")),
    ]
    for left_at in gone:
        await is_the_same(event, before, (80, 24), left_at=left_at)
    hidden = [*put(Mark.HIDDEN, event.sessions[90].id)]
    await is_the_same(event, before, (80, 24), hidden, left_at=Position.on(event.sessions[90]))


@pytest.mark.parametrize("size", [(29, 20), (80, 7)])
def test_what_is_too_small_is_left_to_the_app(size: tuple[int, int]) -> None:
    with pytest.raises(Unfit):
        early(app_on(), bundled_agenda(), PersonalSchedule(), at("12:20"), size)


@pytest.mark.parametrize("title", ["Cafe\u0301", "I ❤\ufe0f it", "👩\u200d💻"])
def test_characters_that_share_a_cell_are_left_to_the_app(title: str) -> None:
    odd = agenda(session("12:00", 40, title, id="a"))
    with pytest.raises(Unfit):
        early(app_on(odd), odd, PersonalSchedule(), at("12:20"), (80, 24))


def test_an_empty_agenda_is_left_to_the_app() -> None:
    empty = agenda()
    with pytest.raises(Unfit):
        early(app_on(empty), empty, PersonalSchedule(), at("12:20"), (80, 24))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "asked",
    [
        [("mark.star", ["ctrl+s"]), ("find.past", ["f6"]), ("find.hidden", ["f7"]), ("app.help", ["H"])],
        [
            ("mark.star", []),
            ("find.past", []),
            ("find.hidden", []),
            ("app.help", []),
            ("view.rooms", ["R"]),
            ("view.now", []),
        ],
    ],
    ids=["elsewhere", "off"],
)
async def test_keys_that_are_other_than_usual(
    asked: list[tuple[str, list[str]]], size: tuple[int, int]
) -> None:
    rooms = (f"Room {number}" for number in range(8))
    talks = [
        session(f"{hour:02}:00", 50, f"Talk {room} {hour}", room=room)
        for room in rooms
        for hour in range(9, 18)
    ]
    crowded = agenda(*sorted(talks, key=lambda each: each.start))
    hidden = put(Mark.HIDDEN, talks[-1].id)
    await is_the_same(crowded, at("14:20"), size, hidden, keys=own_keys(asked))
