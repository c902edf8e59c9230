"""Choosing among a few sessions: what fits into free time, and what else is on."""

from builders import agenda, session
from scale_tui.domain.agenda import Agenda
from scale_tui.ui.screens.sessions import SessionsScreen
from screenshot import take_screenshot
from stage import NEXT_DAY, MemoryStore, app_on, saved, selected, settled


def day() -> Agenda:
    return agenda(
        session("10:00", 30, title="Kernel", room="A", track="Systems"),
        session("10:40", 20, title="Unrelated", room="A"),
        session("11:00", 20, title="Linkers", room="A", track="Systems"),
        session("11:00", 40, title="Too long [/b]", room="B"),
        session("11:30", 20, title="Databases", room="A"),
    )


async def test_enter_on_free_time_lists_what_fits_with_what_is_near_to_my_stars_first() -> None:
    store = MemoryStore(["kernel", "databases"])
    app = app_on(day(), now="09:00", store=store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "g", "j", "enter")
        await settled(pilot)
        assert isinstance(app.screen, SessionsScreen)
        shot = take_screenshot(app)
        assert "10:30–11:30, 1 h free: 2 talks fit" in shot.text
        assert "Too long" not in shot.text
        assert shot.text.index("Linkers") < shot.text.index("Unrelated")
        await pilot.press("space")
        await saved(pilot)
        assert store.schedule.stars == {"kernel", "linkers", "databases"}
        assert any("★ Linkers" in line for line in take_screenshot(app).lines)
        await pilot.press("escape")
        await settled(pilot)
        assert "30 min free · 1 talk fits" in take_screenshot(app).text


async def test_enter_in_the_list_goes_there() -> None:
    app = app_on(day(), now="09:00", store=MemoryStore(["kernel", "databases"]))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "g", "j", "enter")
        await settled(pilot)
        await pilot.press("down", "enter")
        await settled(pilot)
        assert not isinstance(app.screen, SessionsScreen)
        assert selected(app) == "Unrelated"


async def test_the_cursor_rests_on_free_time_only_where_it_has_something_to_offer() -> None:
    app = app_on(day(), now="09:00", store=MemoryStore(["linkers", "databases"]))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "g", "j")
        await settled(pilot)
        assert selected(app) == "Databases"


async def test_the_cursor_stays_on_free_time_while_the_clock_goes_on() -> None:
    app = app_on(day(), now="09:00", store=MemoryStore(["kernel", "databases"]))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "g", "j")
        await settled(pilot)
        app.read_clock()
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, SessionsScreen)


async def test_free_time_can_be_clicked_twice() -> None:
    app = app_on(day(), now="09:00", store=MemoryStore(["kernel", "databases"]))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await settled(pilot)
        (y,) = [n for n, line in enumerate(take_screenshot(app).lines) if "free" in line]
        await pilot.click(offset=(20, y), times=2)
        await settled(pilot)
        assert isinstance(app.screen, SessionsScreen)


async def test_equals_lists_what_else_is_on_then() -> None:
    app = app_on(day(), now="09:00")
    async with app.run_test(size=(120, 35), notifications=True) as pilot:
        await pilot.press("g", "equals_sign")
        await settled(pilot)
        assert "Nothing else is on at that time." in take_screenshot(app).text
        await pilot.press("j", "j", "equals_sign")
        await settled(pilot)
        text = take_screenshot(app).text
        assert "11:00–11:20: 1 other" in text
        await pilot.press("enter")
        await settled(pilot)
        assert selected(app) == "Too long [/b]"


async def test_the_day_is_not_repeated_where_all_are_of_one() -> None:
    talks = agenda(
        session("10:00", title="Kernel", room="A"),
        session("10:00", title="Databases", room="B"),
        session("09:00", title="Optics", room="A", day=NEXT_DAY),
    )
    app = app_on(talks, now="08:00")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "equals_sign")
        await settled(pilot)
        (line,) = [line for line in take_screenshot(app).lines if "Databases" in line and "│" in line]
        assert "Wed 11" not in line
