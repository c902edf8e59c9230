"""The rooms in a narrow window: what is on in each, and what comes then."""

from builders import at, three_rooms
from screenshot import take_screenshot
from stage import app_on, selected, settled


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
