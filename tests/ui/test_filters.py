"""Filters: chosen from a menu, seen in the search line, in force in every view; what is hidden for good."""

from collections.abc import Iterable
from typing import Any

import pytest
from textual.pilot import Pilot

from builders import agenda, many_rooms, session, speaker
from scale_tui.domain.agenda import Agenda, Kind
from scale_tui.domain.marks import Mark, Setting
from scale_tui.ui.app import ScaleTuiApp
from scale_tui.ui.glyphs import ASCII
from scale_tui.ui.screens.filters import FiltersScreen
from screenshot import take_screenshot
from stage import NEXT_DAY, MemoryStore, app_on, main_screen, saved, selected, settled

ADA, BOB, EVE = (speaker(name) for name in ("Ada Lovelace", "Bob Kahn", "Eve Moneypenny"))
TWO_DAYS = agenda(
    session("09:00", 60, "Opening", room="Room 1", track="Main", language="en", speakers=(ADA,)),
    session("10:00", 60, "Kernel", room="Room 10", track="Systems", language="en", speakers=(BOB,)),
    session("10:00", 60, "Sound", room="Room 2", track="Main", language="de", speakers=(EVE,)),
    session("11:00", 30, "Lunch", kind=Kind.MEAL),
    session("12:00", 60, "Questions", room="Room 1", track="Systems", language="de", speakers=(BOB,)),
    session("09:30", 60, "Morning", day=NEXT_DAY, room="Room 10", track="Systems", speakers=(BOB,)),
)


def shown(app: ScaleTuiApp) -> str:
    return take_screenshot(app).text


def titles(app: ScaleTuiApp) -> list[str]:
    """The titles of the agenda's sessions that are on the screen, in their order."""
    lines = take_screenshot(app).lines[4:-1]
    names = [one.title for one in TWO_DAYS.sessions]
    return [name for line in lines for name in names if f" {name} " in f"{line} "]


def hiding(*settings: tuple[Mark, str]) -> MemoryStore:
    store = MemoryStore()
    store.keep(
        "test-conf", [Setting(subject, mark) for mark, subject in settings], at=TWO_DAYS.sessions[0].start
    )
    return store


async def press(pilot: Pilot[Any], keys: Iterable[str]) -> None:
    await pilot.press(*keys)
    await settled(pilot)


async def test_f_counts_what_there_is_to_choose_from() -> None:
    app = app_on(TWO_DAYS, now="08:00")
    async with app.run_test(size=(120, 35)) as pilot:
        await press(pilot, "f")
        lines = [line[23:97].replace("│", " ").split() for line in take_screenshot(app).lines]
        for words in (
            ["6", "sessions"],
            ["Kinds", "2"],
            ["▌", "□", "talk", "5"],
            ["□", "meal", "1"],
            ["□", "de", "2"],
            ["Tracks", "2"],
            ["□", "▌Main", "2"],
            ["Rooms", "3"],
            ["□", "Room", "1", "2"],
            ["□", "Room", "10", "2"],
        ):
            assert words in lines


async def test_what_is_chosen_is_a_search_for_exactly_that_and_esc_clears_it() -> None:
    app = app_on(TWO_DAYS, now="08:00")
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot, ["f", *"room 1", "enter"])
        assert "2 of 6 sessions" in shown(app)
        await press(pilot, ["escape", "escape"])
        assert not isinstance(app.screen, FiltersScreen)
        assert '/ %="Room 1"' in shown(app)
        assert "2 of 6" in shown(app)
        assert titles(app) == ["Opening", "Questions"]
        await press(pilot, ["escape"])
        assert "Room 1" in shown(app)
        assert "Kernel" in shown(app)
        assert '%="Room 1"' not in shown(app)


async def test_of_one_group_either_will_do_and_of_two_groups_both() -> None:
    app = app_on(TWO_DAYS, now="08:00")
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot, ["f", *"room", "enter", "down", "enter", "escape", "escape"])
        assert titles(app) == ["Opening", "Sound", "Questions"]
        await press(pilot, ["f", *"de", "enter", "escape", "escape"])
        assert main_screen(app).outlook.text == '%="Room 1"|"Room 2" lang:de'
        assert titles(app) == ["Sound", "Questions"]


async def test_the_agenda_behind_the_menu_follows_the_choice_when_no_key_comes() -> None:
    app = app_on(TWO_DAYS, now="08:00")
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot, ["slash", *"o", "enter", "f", "space"])
        for _ in range(1000):
            if main_screen(app).outlook.text != "o":
                break
            await pilot.pause(0.005)
        assert main_screen(app).outlook.text == "o kind:talk"
        assert isinstance(app.screen, FiltersScreen)


async def test_0_chooses_nothing_and_the_agenda_follows_at_once_when_the_menu_is_closed() -> None:
    app = app_on(TWO_DAYS, now="08:00")
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot, ["slash", *"o", "enter", "f", "space", "escape"])
        assert main_screen(app).outlook.text == "o kind:talk"
        await press(pilot, ["f", "space", "escape"])
        assert main_screen(app).outlook.text == "o"
        await press(pilot, ["f", "space", "right", "space", "0", "escape"])
        assert main_screen(app).outlook.text == "o"


async def test_the_counts_of_other_groups_follow_the_choice() -> None:
    app = app_on(TWO_DAYS, now="08:00")
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot, ["f", *"systems", "enter", "escape"])
        text = shown(app)
        assert "1 of 2 chosen" in text
        lines = [line.split() for line in text.replace("│", " ").splitlines()]
        assert ["□", "Room", "2", "0"] in lines
        assert ["□", "Room", "10", "2"] in lines


@pytest.mark.parametrize(
    ("key", "there"), [("1", "Kernel"), ("2", "Kernel"), ("4", "Bob Kahn"), ("5", "Kernel")]
)
async def test_every_view_shows_only_what_is_left_and_says_so(key: str, there: str) -> None:
    app = app_on(TWO_DAYS, now="10:20")
    async with app.run_test(size=(90, 35)) as pilot:
        await press(pilot, [key, "f", *"room 10", "enter", "escape", "escape"])
        text = shown(app)
        body = "\n".join(take_screenshot(app).lines[4:])
        assert there in body
        for gone in ("Opening", "Sound", "Ada Lovelace", "Room 2"):
            assert gone not in body
        assert '%="Room 10"' in text
        assert "2 of 6" in text or "1 person" in text
        assert "Sat" not in text
        assert "Wed 11" in text
        assert "Thu 12" in text


async def test_the_guide_narrows_and_widens_around_the_cursor() -> None:
    app = app_on(TWO_DAYS, now="10:20")
    async with app.run_test(size=(120, 35)) as pilot:
        await press(pilot, ["2"])
        assert "3 rooms" in shown(app)
        await press(pilot, ["f", *"room 10", "enter", "escape", "escape"])
        assert "1 room" in shown(app)
        assert selected(app) == "Kernel"
        await press(pilot, ["right_square_bracket"])
        assert selected(app) == "Morning"
        await press(pilot, ["escape", "left_square_bracket"])
        assert "3 rooms" in shown(app)


async def test_a_guide_in_which_nothing_is_left_says_so_and_comes_back() -> None:
    app = app_on(TWO_DAYS, now="10:20")
    async with app.run_test(size=(120, 35)) as pilot:
        await press(pilot, ["slash", *"zzzzqqqq", "enter", "2"])
        assert "Nothing of this is in any room." in shown(app)
        await press(pilot, ["j", "l", "plus", "right_square_bracket", "escape"])
        assert "3 rooms" in shown(app)
        assert main_screen(app).guide.cursor is not None


async def test_a_day_keeps_the_filter_and_says_when_it_has_nothing_of_it() -> None:
    app = app_on(TWO_DAYS, now="08:00")
    async with app.run_test(size=(80, 30), notifications=True) as pilot:
        await press(pilot, ["f", *"room 10", "enter", "escape", "escape", "right_square_bracket"])
        assert selected(app) == "Morning"
        await press(pilot, ["escape", "left_square_bracket", "f", *"room 2", "enter", "escape", "escape"])
        await press(pilot, ["right_square_bracket"])
        assert selected(app) == "Sound"
        assert "Nothing of this on Thu 12 Sep." in shown(app)


async def test_only_stars_goes_with_a_filter() -> None:
    app = app_on(TWO_DAYS, now="08:00", stars=("kernel", "opening"))
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot, ["f", *"systems", "enter", "escape", "escape", "s"])
        assert main_screen(app).outlook.text == "#=Systems is:star"
        assert titles(app) == ["Kernel"]
        await press(pilot, ["s"])
        assert main_screen(app).outlook.text == "#=Systems"


async def test_my_schedule_stays_whole() -> None:
    app = app_on(TWO_DAYS, now="08:00", stars=("kernel", "opening"))
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot, ["f", *"room 10", "enter", "escape", "escape", "3"])
        assert "Opening" in shown(app)
        assert '%="Room 10"' in shown(app)
        assert "all my stars" in shown(app)


async def test_x_hides_a_session_and_the_agenda_says_so_until_it_is_shown_again() -> None:
    app = app_on(TWO_DAYS, now="08:00")
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot, ["j", "x"])
        await saved(pilot)
        assert "Kernel" not in shown(app)
        assert "1 hidden · X shows them" in shown(app)
        await press(pilot, ["X"])
        assert "Kernel" in shown(app)
        assert "1 hidden shown · X hides them" in shown(app)
        await press(pilot, ["g", "j", "x"])
        await saved(pilot)
        assert "hidden" not in shown(app)


async def test_a_starred_session_is_not_hidden() -> None:
    app = app_on(TWO_DAYS, now="08:00", stars=("opening",))
    async with app.run_test(size=(80, 30), notifications=True) as pilot:
        await press(pilot, ["x"])
        assert "It has a star." in shown(app)
        assert "Opening" in titles(app)


async def test_x_in_the_menu_hides_a_room_for_good_and_again_shows_it() -> None:
    app = app_on(TWO_DAYS, now="08:00", stars=("questions",))
    async with app.run_test(size=(80, 34)) as pilot:
        await press(pilot, ["f", "end", "up", "up", "x"])
        await saved(pilot)
        text = shown(app)
        assert "Hidden" in text
        assert "5 of 6 sessions" in text
        await press(pilot, ["escape"])
        assert titles(app) == ["Kernel", "Sound", "Lunch", "Questions"]
        assert "1 hidden · X shows them" in shown(app)
        await press(pilot, ["f", "end", "x"])
        await saved(pilot)
        await press(pilot, ["escape"])
        assert titles(app) == ["Opening", "Kernel", "Sound", "Lunch", "Questions"]


@pytest.mark.parametrize("key", ["1", "2", "4", "5"])
async def test_what_is_hidden_is_in_no_view_unless_asked_for(key: str) -> None:
    app = app_on(
        TWO_DAYS, now="10:20", store=hiding((Mark.HIDDEN_TRACK, "Systems"), (Mark.HIDDEN, "opening"))
    )
    async with app.run_test(size=(90, 35)) as pilot:
        await press(pilot, [key])
        body = "\n".join(take_screenshot(app).lines[4:])
        assert "Kernel" not in body
        assert "Sound" in body
        await press(pilot, ["X"])
        assert "Kernel" in "\n".join(take_screenshot(app).lines[4:])


async def test_a_search_does_not_find_what_is_hidden_and_says_so() -> None:
    app = app_on(TWO_DAYS, now="08:00", store=hiding((Mark.HIDDEN_ROOM, "Room 10")))
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot, ["slash", *"kernel"])
        assert "Nothing found for kernel." in shown(app)
        assert "1 hidden · X shows them" in shown(app)


async def test_menu_works_in_a_narrow_window_without_unicode() -> None:
    app = app_on(many_rooms(), now="14:20", glyphs=ASCII)
    async with app.run_test(size=(40, 20)) as pilot:
        await press(pilot, ["f", *"janson", "enter"])
        text = shown(app)
        assert text.isascii()
        assert "x Janson (main hall)" in text
        await press(pilot, ["escape", "escape"])
        assert '%="Janson (main hall' in shown(app)


async def test_a_letter_begins_to_narrow_and_what_nothing_has_is_said() -> None:
    app = app_on(TWO_DAYS, now="08:00")
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot, ["f", *"zzz"])
        assert "Nothing of this name." in shown(app)
        await press(pilot, ["enter", "up", "down", "pageup", "escape"])
        assert "Rooms" in shown(app)
        assert main_screen(app).outlook.text == ""


async def test_where_there_is_nothing_to_choose_the_menu_says_so() -> None:
    app = app_on(agenda(session("09:00")), now="08:00")
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot, ["f", "space", "x", "right", "end"])
        assert "Here is nothing to choose from." in shown(app)


async def test_the_menu_follows_a_newer_agenda() -> None:
    newer = agenda(*TWO_DAYS.sessions[:-1], session("15:00", title="New", room="Cellar", track="Main"))
    app = app_on(TWO_DAYS, now="08:00")
    async with app.run_test(size=(80, 34)) as pilot:
        await press(pilot, ["f"])
        take_newer(app, newer)
        await settled(pilot)
        assert "Cellar" in shown(app)


def take_newer(app: ScaleTuiApp, newer: Agenda) -> None:
    app.scene = app.scene.turned_to(newer, app.scene.schedule, app.scene.now)
