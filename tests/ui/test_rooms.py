"""The programme guide: rooms as lines, time to the right; a list of rooms where it is narrow."""

from datetime import date

import pytest
from textual.pilot import Pilot

from builders import agenda, at, many_rooms, session, three_rooms
from scale_tui.domain.marks import own_entry
from scale_tui.ui.app import ScaleTuiApp
from scale_tui.ui.views import View
from screenshot import Screenshot, take_screenshot
from stage import MemoryStore, app_on, main_screen, saved, selected, settled

WIDE = (120, 35)


async def rooms_shown(pilot: Pilot[None]) -> Screenshot:
    await pilot.press("2")
    await pilot.pause()
    return take_screenshot(pilot.app)


def line_of(shot: Screenshot, text: str) -> int:
    return next(number for number, line in enumerate(shot.lines) if text in line and number > 3)


def style_of(shot: Screenshot, text: str) -> str:
    line = line_of(shot, text)
    return shot.styles[line][shot.lines[line].index(text)]


async def test_rooms_are_lines_by_name_and_time_runs_to_the_right() -> None:
    app = app_on(three_rooms(), now="10:35")
    async with app.run_test(size=WIDE) as pilot:
        shot = await rooms_shown(pilot)
        rows = [line_of(shot, title) for title in ("Alpha", "Delta", "Zeta", "Eta", "Coffee")]
        assert rows == sorted(set(rows))
        first = shot.lines[line_of(shot, "Alpha")]
        assert first.index("Alpha") < first.index("Beta") < first.index("Gamma")
        assert "no room" in shot.lines[line_of(shot, "Coffee")]
        assert "3 rooms" in shot.text


async def test_titles_stand_under_the_time_they_start_at_and_now_under_its_mark() -> None:
    app = app_on(three_rooms(), now="10:40")
    async with app.run_test(size=WIDE) as pilot:
        shot = await rooms_shown(pilot)
        hours = next(line for line in shot.lines if "3 rooms" in line)
        assert shot.lines[line_of(shot, "Gamma")].index("Gamma") == hours.index("11:00") + 1
        now = hours.index("▼")
        assert hours[now : now + 6] == "▼10:40"
        assert "135;0;0" in shot.styles[line_of(shot, "Gamma")][now]
        assert "135;0;0" not in shot.styles[line_of(shot, "Gamma")][now + 1]


async def test_it_opens_with_now_a_third_from_the_left() -> None:
    app = app_on(many_rooms(), now="14:20")
    async with app.run_test(size=WIDE) as pilot:
        shot = await rooms_shown(pilot)
        hours = next(line for line in shot.lines if "24 rooms" in line)
        assert 120 // 4 < hours.index("▼") < 120 // 2


async def test_before_the_event_nothing_is_now_and_nothing_is_dim() -> None:
    app = app_on(three_rooms(), now=at("09:00", date(2024, 8, 30)))
    async with app.run_test(size=WIDE) as pilot:
        shot = await rooms_shown(pilot)
        assert "▼" not in shot.text
        assert "148;148;148" not in style_of(shot, "Alpha")


async def test_what_is_over_is_dim_while_the_event_runs() -> None:
    app = app_on(three_rooms(), now="10:35")
    async with app.run_test(size=WIDE) as pilot:
        shot = await rooms_shown(pilot)
        assert "148;148;148" in style_of(shot, "Delta")
        assert "148;148;148" not in style_of(shot, "Gamma")


async def test_stars_have_a_mark_and_a_second_one_where_they_clash() -> None:
    app = app_on(three_rooms(), now="09:00", stars=("beta", "eta", "epsilon", "theta"))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("2", "home", "j")
        await pilot.pause()
        text = take_screenshot(app).text
        assert "★!Beta" in text
        assert "★!Eta" in text
        assert "★!Epsilon" in text
        assert "★Gamma" not in text


async def test_what_runs_past_the_edge_says_so() -> None:
    whole_day = session("08:00", 12 * 60, "Install party", room="A")
    app = app_on(agenda(whole_day, session("13:00", room="B")), now="13:05")
    async with app.run_test(size=WIDE) as pilot:
        shot = await rooms_shown(pilot)
        line = shot.lines[line_of(shot, "Install party")]
        assert "‹Install party" in line
        assert line.endswith("›")


@pytest.mark.parametrize("keys", [("right", "left"), ("l", "h")])
async def test_sideways_keys_move_in_the_room(keys: tuple[str, str]) -> None:
    on, back = keys
    app = app_on(three_rooms(), now="10:05")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("2", "g")
        assert selected(app) == "Alpha"
        await pilot.press(on, on)
        assert selected(app) == "Gamma"
        await pilot.press(on, back)
        assert selected(app) == "Beta"
        await pilot.press("home")
        assert selected(app) == "Alpha"
        await pilot.press("end")
        assert selected(app) == "Gamma"


@pytest.mark.parametrize("keys", [("down", "up"), ("j", "k")])
async def test_up_and_down_change_the_room_and_keep_the_time(keys: tuple[str, str]) -> None:
    down, up = keys
    app = app_on(three_rooms(), now="09:00")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("2", "g", "home", "right", "right")
        assert selected(app) == "Gamma"
        await pilot.press(down)
        assert selected(app) == "Epsilon"
        await pilot.press(down)
        assert selected(app) == "Zeta"
        await pilot.press(down)
        assert selected(app) == "Eta"
        await pilot.press(up, up, up)
        assert selected(app) == "Gamma"
        await pilot.press("G")
        assert selected(app) == "Coffee"


async def test_sessions_that_overlap_in_one_room_can_both_be_reached_both_ways() -> None:
    app = app_on(three_rooms(), now="10:05")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("2", "g", "j", "j")
        assert selected(app) == "Zeta"
        await pilot.press("right")
        assert selected(app) == "Eta"
        await pilot.press("left", "j")
        assert selected(app) == "Eta"


async def test_a_session_over_midnight_stands_on_its_conference_day() -> None:
    app = app_on(three_rooms(), now="23:40")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("2", "n")
        await pilot.pause()
        shot = take_screenshot(app)
        assert selected(app) == "Theta"
        assert "00:00" in shot.text
        assert "23:30–00:30" in shot.text


async def test_brackets_change_the_day_and_keep_room_and_time_of_day() -> None:
    app = app_on(three_rooms(), now="08:00")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("2", "g", "right_square_bracket")
        await pilot.pause()
        assert selected(app) == "Iota"
        assert main_screen(app).outlook.view is View.ROOMS
        assert "Kappa" in take_screenshot(app).text
        await pilot.press("down", "left_square_bracket")
        await pilot.pause()
        assert "Alpha" in take_screenshot(app).text
        assert main_screen(app).session.day == date(2024, 9, 11)  # type: ignore[union-attr]


def hours_shown(app: ScaleTuiApp) -> str:
    return next(line for line in take_screenshot(app).lines if " rooms " in line)


async def test_plus_and_minus_zoom_around_the_same_instant_and_zero_goes_back() -> None:
    app = app_on(many_rooms(), now="14:20")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("2")
        await pilot.pause()
        usual = hours_shown(app)
        await pilot.press("plus")
        await pilot.pause()
        assert len(set(usual.split()) - set(hours_shown(app).split())) > 1
        assert hours_shown(app).index("▼") == usual.index("▼")
        await pilot.press("0")
        await pilot.pause()
        assert hours_shown(app) == usual
        await pilot.press("right")
        await pilot.pause()
        start = main_screen(app).guide.cursor_offset()
        await pilot.press("minus")
        await pilot.pause()
        assert main_screen(app).guide.cursor_offset() == start
        await pilot.press(*["minus"] * 20)
        await pilot.pause()
        assert "12:00" in hours_shown(app)
        assert "20:00" in hours_shown(app)
        await pilot.press(*["plus"] * 40)
        await pilot.pause()
        assert "▼14:20" in hours_shown(app)


async def test_space_stars_the_session_under_the_cursor() -> None:
    store = MemoryStore()
    app = app_on(three_rooms(), now="09:00", store=store)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("2", "g", "home", "space")
        await saved(pilot)
        assert store.schedule.stars == {"alpha"}
        assert "★Alpha" in take_screenshot(app).text


async def test_the_cursor_is_the_same_in_all_views() -> None:
    app = app_on(three_rooms(), now="09:00", stars=("gamma", "epsilon"))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("2", "g", "home", "right", "right")
        for key in ("1", "2", "3", "2", "1"):
            await pilot.press(key)
            await pilot.pause()
            assert selected(app) == "Gamma"
        await pilot.press("G", "2")
        await pilot.pause()
        assert selected(app) == "Theta"
        assert "█Theta" in take_screenshot(app).text


async def test_back_in_the_agenda_the_session_stands_a_third_from_the_top() -> None:
    app = app_on(many_rooms(), now="14:20")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("2", "g", "right", "1")
        await pilot.pause()
        rows = [y for y, line in enumerate(take_screenshot(app).lines) if line.startswith("▌")]
        assert rows == [4 + 30 // 3]


async def test_pages_move_by_the_rooms_in_sight() -> None:
    app = app_on(many_rooms(60), now="14:20")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "g", "pagedown", "ctrl+d")
        await pilot.pause()
        assert "H.9 " not in "".join(line[:9] for line in take_screenshot(app).lines)
        await pilot.press("ctrl+u", "pageup")
        assert main_screen(app).session.room == "H.9"  # type: ignore[union-attr]


async def test_in_a_wide_window_enter_opens_the_detail_beside_the_guide() -> None:
    app = app_on(three_rooms(), now="10:05")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("2", "g", "enter")
        await settled(pilot)
        text = take_screenshot(app).text
        assert "Ada  Acme" in text
        assert "Delta" in text
        await pilot.press("J")
        await settled(pilot)
        assert selected(app) == "Beta"
        await pilot.press("escape")
        await settled(pilot)
        assert main_screen(app).guide.has_focus
        assert "Ada  Acme" not in take_screenshot(app).text
        await pilot.press("v", "left")
        await settled(pilot)
        assert "Ada  Acme" in take_screenshot(app).text
        assert main_screen(app).guide.has_focus


async def test_in_a_narrower_window_enter_opens_it_in_the_place_of_the_guide() -> None:
    app = app_on(three_rooms(), now="10:05")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "g", "enter")
        await settled(pilot)
        text = take_screenshot(app).text
        assert "Ada  Acme" in text
        assert "3 rooms" not in text
        await pilot.press("escape")
        await settled(pilot)
        assert "3 rooms" in take_screenshot(app).text
        assert selected(app) == "Alpha"
        await pilot.press("v")
        await settled(pilot)
        assert main_screen(app).detail.has_focus


async def test_the_peek_says_when_where_and_who() -> None:
    app = app_on(three_rooms(), now="10:05", stars=("zeta",))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("2", "g")
        await pilot.pause()
        lines = take_screenshot(app).lines
        assert lines[-4].strip(" ▌") == "Alpha"
        assert "10:00–10:30  A  25 min left  ! would clash with Zeta  X" in lines[-3]
        assert "Ada · Acme" in lines[-2]


async def test_the_peek_says_what_of_my_own_a_star_clashes_with() -> None:
    lunch = session("10:15", 45, title="Lunch with Ada", id="own-1")
    app = app_on(three_rooms(), now="10:05", store=MemoryStore(("alpha",), [*own_entry(lunch)]))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("2", "g")
        await pilot.pause()
        shot = take_screenshot(app)
        assert "★!Alpha" in shot.text
        assert "! clashes with Lunch with Ada" in shot.lines[-3]


async def test_one_room_is_said_to_be_one() -> None:
    app = app_on(agenda(session("10:00", room="Hall")), now="10:05")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("2", "j", "plus", "enter")
        await pilot.pause()
        assert "has one room, Hall: all of it is in the agenda." in take_screenshot(app).text
