"""What all lists have in common: the same keys, the same mouse, the cursor never lost."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from textual import events
from textual.geometry import Offset
from textual.pilot import Pilot

from builders import agenda, row_of_talks, session, speaker
from scale_tui.domain.agenda import Agenda
from scale_tui.ui.app import ScaleTuiApp
from scale_tui.ui.screens.filters import FiltersScreen
from scale_tui.ui.widgets.choice_list import ChoiceList
from screenshot import take_screenshot
from stage import MemoryShelf, app_on, main_screen, selected, settled

SIZE = (80, 24)
MANY = 40


@dataclass(frozen=True)
class Place:
    """A screen with a list longer than the window, and the keys that lead there."""

    app: Callable[[], ScaleTuiApp]
    keys: tuple[str, ...] = ()
    may_type: bool = False


def in_a_row() -> Agenda:
    return agenda(*row_of_talks(MANY, minutes=10))


def at_once() -> Agenda:
    return agenda(*(session("10:00", 60, f"Talk {n}", room=f"Room {n}") for n in range(MANY)))


def clashing() -> ScaleTuiApp:
    """Nine ways to settle it, each of them some lines."""
    long = [session(f"{10 + n}:00", 110, f"Long {n}", id=f"long-{n}") for n in range(3)]
    short = [session(f"{10 + n}:30", 20, f"Short {n}", id=f"short-{n}") for n in range(3)]
    return app_on(agenda(*long, *short), now="08:00", stars=[one.id for one in (*long, *short)])


def changed() -> ScaleTuiApp:
    newer = in_a_row()
    moved = tuple(replace(one, start=one.start - timedelta(minutes=5)) for one in newer.sessions)
    shelf = MemoryShelf(newer)
    shelf.previous[newer.name] = replace(newer, sessions=moved)
    return app_on(newer, now="08:00", shelf=shelf, stars=["talk"])


def shelved() -> ScaleTuiApp:
    return app_on(
        in_a_row(),
        now="08:00",
        shelf=MemoryShelf(*(replace(in_a_row(), name=f"conf-{n}", title=f"Conf {n}") for n in range(MANY))),
    )


PLACES = {
    "agenda": Place(lambda: app_on(in_a_row(), now="08:00")),
    "settle": Place(clashing, ("c",)),
    "changes": Place(changed, ("C",)),
    "sessions": Place(lambda: app_on(at_once(), now="08:00"), ("equals_sign",)),
    "picker": Place(shelved, ("O",)),
    "export": Place(lambda: app_on(in_a_row(), now="08:00"), ("E",)),
    "filters": Place(lambda: app_on(at_once(), now="08:00"), ("f",), may_type=True),
}


def the_list(pilot: Pilot[None]) -> ChoiceList:
    return next(each for each in pilot.app.screen.query(ChoiceList) if each.is_on_screen)


async def opened(pilot: Pilot[None], place: Place) -> ChoiceList:
    await settled(pilot)
    if place.keys == ("C",):
        app = pilot.app
        assert isinstance(app, ScaleTuiApp)
        while not app.scene.changes.all:
            await pilot.pause(0.005)
    await pilot.press(*place.keys)
    await settled(pilot)
    listed = the_list(pilot)
    while not listed.count:
        await pilot.pause(0.005)
    await settled(pilot)
    return listed


def cursor_lines(pilot: Pilot[None], listed: ChoiceList) -> list[int]:
    """The lines of the screen in which the list shows its cursor."""
    region, lines = listed.content_region, take_screenshot(pilot.app).lines
    return [y for y in range(region.y, region.bottom) if lines[y][region.x : region.x + 1] == "▌"]


every_list = pytest.mark.parametrize("name", PLACES)


@every_list
async def test_the_keys_move_the_cursor_which_is_always_in_sight(name: str) -> None:
    place = PLACES[name]
    keys = {"down": 1, "up": -1, "pagedown": 1, "pageup": -1, "end": 1, "home": -1}
    if not place.may_type:
        keys |= {"j": 1, "k": -1, "ctrl+d": 1, "ctrl+u": -1, "G": 1, "g": -1}
    async with place.app().run_test(size=SIZE) as pilot:
        listed = await opened(pilot, place)
        await pilot.press("home")
        first = listed.cursor
        await pilot.press("end")
        last = listed.cursor
        assert first is not None
        assert last is not None
        assert first < last
        for key, way in keys.items():
            await pilot.press("home", "down")
            before = listed.cursor
            assert before is not None
            await pilot.press(key)
            await settled(pilot)
            assert listed.cursor is not None
            assert (listed.cursor - before) * way > 0, key
            lines = cursor_lines(pilot, listed)
            assert lines, key
            assert listed.cursor_offset() == Offset(listed.content_region.x, lines[0]), key
        await pilot.press("home", "up")
        assert listed.cursor == first


@every_list
async def test_the_wheel_moves_what_is_seen_and_the_next_key_brings_the_cursor_back(name: str) -> None:
    place = PLACES[name]
    async with place.app().run_test(size=SIZE) as pilot:
        listed = await opened(pilot, place)
        await pilot.press("home")
        await settled(pilot)
        before = listed.cursor
        for _ in range(30):
            listed.post_message(wheel(listed))
        await settled(pilot)
        assert listed.cursor == before
        if listed.max_scroll_y:
            assert listed.scroll_offset.y > 0
            assert listed.cursor_offset() is None or cursor_lines(pilot, listed)
        await pilot.press("down")
        await settled(pilot)
        assert cursor_lines(pilot, listed)


def wheel(listed: ChoiceList) -> events.MouseScrollDown:
    return events.MouseScrollDown(listed, 1, 1, 0, 0, 0, False, False, False, screen_x=1, screen_y=1)


@every_list
async def test_a_click_selects_what_is_under_the_pointer(name: str) -> None:
    place = PLACES[name]
    async with place.app().run_test(size=SIZE) as pilot:
        listed = await opened(pilot, place)
        await pilot.press("home", "down")
        await settled(pilot)
        second, line = listed.cursor, cursor_lines(pilot, listed)[0]
        await pilot.press("home")
        await settled(pilot)
        assert listed.cursor != second
        await pilot.click(offset=(listed.content_region.x + 3, line))
        await settled(pilot)
        assert listed.cursor == second


@every_list
async def test_the_scroll_bar_can_be_dragged(name: str) -> None:
    place = PLACES[name]
    async with place.app().run_test(size=SIZE) as pilot:
        listed = await opened(pilot, place)
        await pilot.press("home")
        await settled(pilot)
        if not listed.show_vertical_scrollbar:
            assert listed.max_scroll_y == 0
            return
        bar = listed.vertical_scrollbar.region
        await pilot.mouse_down(offset=bar.offset)
        await pilot.hover(offset=Offset(bar.x, bar.bottom - 1))
        await pilot.mouse_up(offset=Offset(bar.x, bar.bottom - 1))
        await settled(pilot)
        assert listed.scroll_offset.y > 0


def of_two_lines() -> Agenda:
    ada = speaker("Ada Lovelace")
    return agenda(*(replace(one, speakers=(ada,)) for one in in_a_row().sessions))


async def test_a_double_click_opens_what_its_first_click_scrolled_away_from_under_the_pointer() -> None:
    place = PLACES["changes"]
    async with place.app().run_test(size=SIZE) as pilot:
        listed = await opened(pilot, place)
        top = listed.content_region.y
        lines = take_screenshot(pilot.app).lines
        below = next(y for y, line in enumerate(lines) if "Everything else" in line) + 1 - top
        await pilot.press("end")
        listed.scroll_to(y=below, animate=False, force=True)
        await settled(pilot)
        assert "Talk 2 " in take_screenshot(pilot.app).lines[top]
        await pilot.click(offset=(20, top))
        await settled(pilot)
        # The heading above it came into sight too.
        assert "Everything else" in take_screenshot(pilot.app).lines[top]
        listed.scroll_to(y=below, animate=False, force=True)
        await pilot.press("end")
        listed.scroll_to(y=below, animate=False, force=True)
        await settled(pilot)
        await pilot.click(offset=(20, top), times=2)
        await settled(pilot)
        app = pilot.app
        assert isinstance(app, ScaleTuiApp)
        assert len(app.screen_stack) == 1
        assert selected(app) == "Talk 2"


async def test_a_double_click_on_the_selected_follows_nothing_in_the_detail_that_it_opened() -> None:
    app = app_on(of_two_lines(), now="08:00")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        speaks = next(y for y, line in enumerate(take_screenshot(app).lines) if "Ada Lovelace" in line)
        await pilot.press("escape")
        await settled(pilot)
        spot = Offset(20, speaks)
        await pilot.click(offset=spot)
        await settled(pilot)
        await pilot.click(offset=spot, times=2)
        await settled(pilot)
        assert main_screen(app).is_reading
        assert main_screen(app).outlook.text == ""


async def test_pages_are_turned_over_entries_that_are_higher_than_the_window() -> None:
    async with clashing().run_test(size=(80, 10)) as pilot:
        listed = await opened(pilot, PLACES["settle"])
        seen = [listed.cursor]
        for key in ("pagedown", "pagedown", "pageup", "pageup"):
            await pilot.press(key)
            await settled(pilot)
            seen.append(listed.cursor)
            assert listed.cursor_offset() == listed.content_region.offset
        assert seen == [0, 1, 2, 1, 0]


async def test_a_filter_is_ticked_by_one_click_and_unticked_by_the_next() -> None:
    place = PLACES["filters"]
    async with place.app().run_test(size=SIZE) as pilot:
        listed = await opened(pilot, place)
        screen = pilot.app.screen
        assert isinstance(screen, FiltersScreen)
        spot = listed.content_region.offset + Offset(8, 4)
        await pilot.click(offset=spot)
        await settled(pilot)
        assert screen.text.startswith("%")
        await pilot.click(offset=spot)
        await settled(pilot)
        assert screen.text == ""


async def test_where_nothing_is_listed_no_key_and_no_click_does_any_harm() -> None:
    app = app_on(at_once(), now="08:00")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f", *"zzz")
        await settled(pilot)
        listed = the_list(pilot)
        await pilot.press("down", "up", "pagedown", "pageup", "home", "end", "enter")
        await pilot.click(offset=listed.content_region.offset)
        await settled(pilot)
        assert listed.cursor is None
        assert listed.cursor_offset() is None
        assert "Nothing of this name." in take_screenshot(app).text
