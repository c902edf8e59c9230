"""The mouse does what the keys do."""

from textual.pilot import Pilot

from scale_tui.sources.bundled import bundled_agenda
from scale_tui.ui.views import View
from screenshot import take_screenshot
from stage import MemoryStore, app_on, main_screen, saved, settled, star_ids


async def click(pilot: Pilot[None], text: str, *, times: int = 1, left: int = 0) -> None:
    """Click on the first place where this text stands, or some cells left of it."""
    for y, line in enumerate(take_screenshot(pilot.app).lines):
        if text in line:
            await pilot.click(offset=(line.index(text) - left, y), times=times)
            return
    raise AssertionError(f"{text} is not on the screen")


async def test_a_click_selects_and_a_double_click_opens() -> None:
    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await click(pilot, "Lunch Break")
        assert main_screen(app).session.title == "Lunch Break"  # type: ignore[union-attr]
        await click(pilot, "Alibaba HPN: A Data Center Network for", times=2)
        await pilot.pause()
        assert "Due to the differences" in take_screenshot(app).text


async def test_a_click_in_the_star_column_stars() -> None:
    store = MemoryStore()
    app = app_on(store=store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await click(pilot, "Scheduler and", left=2)
        await saved(pilot)
        assert store.schedule.stars == set(star_ids(bundled_agenda(), "Scheduler"))


async def test_tabs_ribbon_and_keys_can_be_clicked() -> None:
    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await click(pilot, "People")
        assert main_screen(app).outlook.view is View.PEOPLE
        await click(pilot, "1 Agenda")
        assert main_screen(app).outlook.view is View.AGENDA
        line = take_screenshot(app).lines[2]
        await pilot.click(offset=(line.index("15") + 1, 3))
        assert main_screen(app).session.title.startswith("Faster")  # type: ignore[union-attr]
        await click(pilot, "? help")
        await settled(pilot)
        assert "next session" in take_screenshot(app).text


async def test_the_now_bar_leads_to_what_it_names() -> None:
    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("G")
        await pilot.click(offset=(5, 1))
        assert main_screen(app).session.title.startswith("Alibaba HPN")  # type: ignore[union-attr]


async def test_a_speaker_in_the_detail_can_be_clicked() -> None:
    app = app_on()
    async with app.run_test(size=(120, 35)) as pilot:
        await pilot.pause()
        await click(pilot, "Jiaqi Gao  Alibaba")
        await pilot.pause()
        assert main_screen(app).outlook.text == '@"Jiaqi Gao"'


async def test_a_click_on_my_schedule_beside_the_list_selects_the_session() -> None:
    app = app_on(stars=star_ids(bundled_agenda(), "Faster"))
    async with app.run_test(size=(200, 50)) as pilot:
        await pilot.pause()
        shot = take_screenshot(app)
        y = next(y for y, line in enumerate(shot.lines) if line.rfind("Faster Than Fast") > 150)
        await pilot.click(offset=(shot.lines[y].rfind("Faster"), y))
        await pilot.pause()
        assert main_screen(app).session.title.startswith("Faster")  # type: ignore[union-attr]
