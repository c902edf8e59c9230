"""The rooms in a narrow window: what is on in each, and what comes then; and when the agenda changes."""

from builders import NEXT_DAY, agenda, at, session, three_rooms
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.ui import messages
from scale_tui.ui.views import View
from screenshot import take_screenshot
from stage import app_on, main_screen, selected, settled


async def test_under_sixty_columns_each_room_has_what_is_on_and_what_comes_then() -> None:
    app = app_on(three_rooms(), now="10:25", stars=("beta",))
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.press("2")
        await pilot.pause()
        text = take_screenshot(app).text
        rows = [line.strip() for line in text.splitlines()[4:]]
        assert "3 rooms" in text
        assert "▼ now 10:25" in text
        assert any(row.endswith("5m left") and "Alpha" in row for row in rows)
        assert any("★Beta" in row and row.endswith("10:30") for row in rows)
        assert any(row.startswith("B") and "free" in row for row in rows)
        assert sum("left" in row for row in rows[:-1]) == 4


async def test_in_the_list_of_rooms_the_cursor_goes_over_free_rooms_and_on_in_time() -> None:
    app = app_on(three_rooms(), now="10:25")
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.press("2", "g")
        assert selected(app) == "Alpha"
        await pilot.press("j", "j")
        assert selected(app) == "Epsilon"
        await pilot.press("k", "right")
        await pilot.pause()
        assert selected(app) == "Gamma"
        assert "at 11:00" in take_screenshot(app).text
        await pilot.press("n")
        await pilot.pause()
        assert "now 10:25" in take_screenshot(app).text


async def test_the_list_of_rooms_follows_the_clock() -> None:
    instants = [at("10:25")]
    app = app_on(three_rooms(), clock=lambda: instants[-1])
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.press("2", "g")
        instants.append(at("10:40"))
        app.read_clock()
        await pilot.pause()
        assert "now 10:40" in take_screenshot(app).text
        assert selected(app) == "Beta"


async def test_the_guide_follows_the_size_of_the_window() -> None:
    app = app_on(three_rooms(), now="10:25")
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.press("2", "g")
        await pilot.resize_terminal(100, 30)
        await settled(pilot)
        assert "10:30" in take_screenshot(app).text
        assert selected(app) == "Alpha"
        await pilot.resize_terminal(50, 20)
        await settled(pilot)
        assert "now 10:25" in take_screenshot(app).text


async def test_a_newer_agenda_without_the_session_leaves_the_cursor_where_it_was_in_room_and_time() -> None:
    newer = agenda(*(one for one in three_rooms().sessions if one.id not in ("beta", "eta")))
    for size in ((40, 20), (120, 35)):
        app = app_on(three_rooms(), now="09:00")
        async with app.run_test(size=size) as pilot:
            await pilot.press("2", "g", "home", "right")
            assert selected(app) == "Beta"
            app.post_message(messages.AgendaCame(newer, PersonalSchedule()))
            await settled(pilot)
            assert main_screen(app).outlook.view is View.ROOMS
            assert selected(app) in ("Alpha", "Gamma")
            await pilot.press("home", "end")
            await pilot.pause()
            assert selected(app) == "Gamma"
            assert "Beta" not in take_screenshot(app).text


async def test_another_conference_opens_at_its_own_opening() -> None:
    other = agenda(
        session("08:00", title="Registration", room="X", day=NEXT_DAY),
        session("09:00", title="Welcome", room="Y", day=NEXT_DAY),
        name="other",
    )
    for size in ((40, 20), (120, 35)):
        app = app_on(three_rooms(), now="09:00")
        async with app.run_test(size=size) as pilot:
            await pilot.press("2", "g", "home", "right")
            app.post_message(messages.AgendaCame(other, PersonalSchedule()))
            await settled(pilot)
            assert selected(app) == "Registration"
            await pilot.press("2", "j")
            await settled(pilot)
            assert selected(app) == "Welcome"
