"""Everything has its place for the mouse: a click selects, a second opens, the wheel scrolls."""

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from textual import events
from textual.geometry import Offset
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import TextArea

from builders import DAY, NEXT_DAY, agenda, at, many_rooms, session, three_rooms
from scale_tui.domain.marks import Mark, Setting, note, own_entry
from scale_tui.sources.bundled import bundled_agenda
from scale_tui.ui.app import ScaleTuiApp
from scale_tui.ui.glyphs import WORDS
from scale_tui.ui.screens.changes import ChangesScreen
from scale_tui.ui.screens.export import ExportScreen
from scale_tui.ui.screens.filters import FiltersScreen
from scale_tui.ui.screens.help import HelpScreen
from scale_tui.ui.screens.note import NoteScreen
from scale_tui.ui.screens.own_entry import OwnEntryScreen
from scale_tui.ui.screens.picker import PickerScreen
from scale_tui.ui.screens.qr import QrScreen
from scale_tui.ui.screens.sessions import SessionsScreen
from scale_tui.ui.screens.settle import SettleScreen
from scale_tui.ui.switched_off import KIOSK
from scale_tui.ui.views import View
from screenshot import take_screenshot
from stage import (
    MemoryOutbox,
    MemoryShelf,
    MemoryStore,
    app_on,
    main_screen,
    saved,
    selected,
    settled,
    star_ids,
)


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


# Everything else by mouse alone


def lines_of(app: ScaleTuiApp) -> tuple[str, ...]:
    return take_screenshot(app).lines


async def press(pilot: Pilot[None], text: str, *, times: int = 1, left: int = 0) -> None:
    """Click, and wait until what it asks for is on the screen."""
    await click(pilot, text, times=times, left=left)
    await settled(pilot)


async def until(pilot: Pilot[None], text: str) -> None:
    """Wait for words that come from another thread."""
    for _ in range(400):
        if text in take_screenshot(pilot.app).text:
            return
        await pilot.pause(0.01)
    raise AssertionError(f"{text} never appeared")


async def test_a_click_on_the_selected_opens_it() -> None:
    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "Lunch Break")
        assert not main_screen(app).is_reading
        await press(pilot, "Lunch Break")
        assert main_screen(app).is_reading
        await press(pilot, "esc back")
        assert not main_screen(app).is_reading


async def test_the_bars_lead_to_other_conferences_views_days_and_the_other_clock() -> None:
    app = app_on(three_rooms(), now="10:05", my_zone=ZoneInfo("Europe/Oslo"))
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        await press(pilot, "Agenda")
        assert main_screen(app).outlook.view is View.ROOMS
        await press(pilot, "Rooms")
        assert main_screen(app).outlook.view is View.MINE
        await press(pilot, "Wed")
        assert main_screen(app).outlook.day == NEXT_DAY
        await press(pilot, "Thu")
        assert main_screen(app).outlook.day == DAY
        await press(pilot, "PDT")
        assert app.scene.is_on_my_clock
        await press(pilot, "Test")
        assert isinstance(app.screen, PickerScreen)


async def test_keys_that_stand_together_are_clicked_each_for_itself() -> None:
    app = app_on(many_rooms(12), now="10:05")
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        await press(pilot, "↑↓ move")
        above = selected(app)
        footer = len(lines_of(app)) - 1
        await pilot.click(offset=(lines_of(app)[-1].index("↑↓") + 1, footer))
        await pilot.click(offset=(lines_of(app)[-1].index("↑↓") + 1, footer))
        await pilot.click(offset=(lines_of(app)[-1].index("↑↓"), footer))
        assert selected(app) != above
        await press(pilot, "2 Rooms")
        hours = next(line for line in lines_of(app) if line.startswith(" 12 roo"))
        await pilot.click(offset=(lines_of(app)[-1].index("+-"), footer))
        await settled(pilot)
        closer = next(line for line in lines_of(app) if line.startswith(" 12 roo"))
        await pilot.click(offset=(lines_of(app)[-1].index("+-") + 1, footer))
        await settled(pilot)
        assert closer != hours
        assert next(line for line in lines_of(app) if line.startswith(" 12 roo")) == hours


async def test_what_is_folded_away_unfolds_by_a_click() -> None:
    app = app_on(many_rooms(12), now="14:20")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g")
        main_screen(app).sessions.scroll_home(animate=False)
        await settled(pilot)
        await press(pilot, "earlier sessions")
        assert main_screen(app).outlook.shows_past
    store = MemoryStore()
    store.keep("test-conf", [Setting("delta", Mark.HIDDEN)], at=at("08:00"))
    app = app_on(three_rooms(), now="09:00", store=store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "1 hidden")
        assert "Delta" in take_screenshot(app).text


async def test_free_time_and_clashes_in_my_schedule_are_clicked() -> None:
    talks = agenda(
        session("10:00", 60, "Kernel", room="A"),
        session("10:30", 60, "Compilers", room="B"),
        session("11:45", 60, "Databases", room="A"),
        session("13:00", 60, "Linkers", room="A"),
    )
    app = app_on(talks, now="09:00", stars=["kernel", "compilers", "linkers"])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "3 Mine")
        await press(pilot, "1 talk fits")
        await press(pilot, "1 talk fits")
        assert isinstance(app.screen, SessionsScreen)
        await pilot.click(offset=(1, 1))
        await settled(pilot)
        await press(pilot, "2 overlap until")
        assert isinstance(app.screen, SettleScreen)
        await pilot.click(offset=(1, 1))
        await settled(pilot)
        await press(pilot, "1 clash")
        assert isinstance(app.screen, SettleScreen)


async def test_beside_the_list_the_heading_of_a_clash_leads_to_it() -> None:
    talks = agenda(
        session("10:00", 60, "Kernel", room="A"),
        session("13:00", 60, "Linkers", room="A"),
        session("13:30", 60, "Compilers", room="B"),
    )
    app = app_on(talks, now="09:00", stars=["linkers", "compilers"])
    async with app.run_test(size=(200, 40)) as pilot:
        await settled(pilot)
        assert selected(app) == "Kernel"
        await press(pilot, "2 overlap until")
        assert selected(app) == "Linkers"
        assert len(app.screen_stack) == 1


async def test_in_my_schedule_a_click_takes_a_star_off_and_an_own_entry_out() -> None:
    lunch = session("12:00", 60, "Lunch", id="own-1")
    store = MemoryStore(["kernel"], own_entry(lunch))
    app = app_on(agenda(session("10:00", 60, "Kernel", room="A")), now="09:00", store=store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await settled(pilot)
        await press(pilot, "Kernel", left=2)
        await saved(pilot)
        assert store.schedule.stars == frozenset()
        await press(pilot, "Lunch", left=2)
        await saved(pilot)
        assert store.schedule.own == ()


async def test_read_aloud_there_is_no_star_column_to_be_clicked() -> None:
    store = MemoryStore()
    app = app_on(agenda(session("10:00", 60, "Kernel", room="A")), now="09:00", store=store, glyphs=WORDS)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        y = next(y for y, line in enumerate(lines_of(app)) if line.startswith("Kernel"))
        await pilot.click(offset=(8, y))
        await saved(pilot)
        assert store.schedule.stars == frozenset()


async def test_search_is_opened_kept_and_left_by_the_mouse() -> None:
    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "/ search")
        await pilot.press(*"meta")
        await settled(pilot)
        await press(pilot, " of ")
        assert (main_screen(app).outlook.text, main_screen(app).outlook.is_typing) == ("meta", False)
        await press(pilot, "esc back")
        assert main_screen(app).outlook.text == ""
        await press(pilot, "/ search")
        await pilot.press(*"britwell")
        await settled(pilot)
        await press(pilot, "Did you mean")
        assert main_screen(app).outlook.text != "britwell"


async def test_lines_of_the_detail_do_what_they_tell_of() -> None:
    at_once = [session("10:00", 60, f"Talk {number}", room=f"R{number}") for number in range(12)]
    app = app_on(agenda(*at_once), now="09:00", store=MemoryStore(settings=note("talk-0", "Ask about maps")))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("g")
        await settled(pilot)
        await press(pilot, "your note")
        assert isinstance(app.screen, NoteScreen)
        await pilot.click(offset=(1, 1))
        await settled(pilot)
        await press(pilot, "and 3 more")
        assert isinstance(app.screen, SessionsScreen)


async def test_the_peek_of_the_guide_opens_the_detail() -> None:
    app = app_on(three_rooms(), now="10:05")
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press("2")
        await settled(pilot)
        y = max(y for y, line in enumerate(lines_of(app)) if selected(app) in line)
        await pilot.click(offset=(10, y))
        await settled(pilot)
        assert main_screen(app).is_reading


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("question_mark", HelpScreen),
        ("C", ChangesScreen),
        ("E", ExportScreen),
        ("O", PickerScreen),
        ("Q", QrScreen),
        ("f", FiltersScreen),
        ("e", NoteScreen),
        ("i", OwnEntryScreen),
        ("equals_sign", SessionsScreen),
    ],
)
async def test_a_click_beside_a_dialog_closes_it_and_one_inside_does_not(key: str, kind: type[Any]) -> None:
    app = app_on(three_rooms(), now="09:00")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("g", key)
        await settled(pilot)
        assert isinstance(app.screen, kind)
        box = app.screen.query("Dialog > *").first().region
        await pilot.click(offset=box.offset + Offset(3, 0))
        await settled(pilot)
        assert isinstance(app.screen, kind)
        await pilot.click(offset=(0, 0))
        await settled(pilot)
        assert not isinstance(app.screen, kind)


@pytest.mark.parametrize("size", [(40, 20), (80, 24)])
@pytest.mark.parametrize("key", ["question_mark", "C", "E", "O", "f", "e", "i", "equals_sign"])
async def test_every_dialog_names_a_way_out_that_can_be_clicked(size: tuple[int, int], key: str) -> None:
    app = app_on(three_rooms(), now="09:00")
    async with app.run_test(size=size) as pilot:
        await pilot.press("g", key)
        await settled(pilot)
        assert len(app.screen_stack) == 2
        y = max(y for y, line in enumerate(lines_of(app)) if "esc" in line)
        await pilot.click(offset=(lines_of(app)[y].rindex("esc") + 1, y))
        await settled(pilot)
        assert len(app.screen_stack) == 1


async def test_what_was_typed_is_not_lost_by_a_click_beside_it() -> None:
    app = app_on(three_rooms(), now="09:00")
    async with app.run_test(size=(120, 40)) as pilot:
        for key, typed in (("O", "https://example.org/x.ics"), ("E", "x")):
            await pilot.press(key)
            await settled(pilot)
            await pilot.press(*["down"] * 5, *typed)
            await pilot.click(offset=(0, 0))
            await settled(pilot)
            assert len(app.screen_stack) == 2
            await pilot.press("escape")
            await settled(pilot)


async def test_a_note_is_kept_by_a_click_beside_it() -> None:
    store = MemoryStore()
    app = app_on(three_rooms(), now="09:00", store=store)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("g", "e")
        await settled(pilot)
        await pilot.press(*"ask")
        await pilot.click(offset=(0, 0))
        await saved(pilot)
        assert list(store.schedule.notes.values()) == ["ask"]


async def test_a_conference_is_opened_by_two_clicks() -> None:
    other = replace(three_rooms(), name="other", title="Other Conf")
    app = app_on(three_rooms(), now="09:00", shelf=MemoryShelf(three_rooms(), other))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "Test Conf")
        await until(pilot, "Other Conf")
        await press(pilot, "Other Conf", times=2)
        while app.scene.agenda.name != "other":
            await pilot.pause(0.005)


async def test_a_click_takes_a_toast_away() -> None:
    app = app_on(notice="Look at this.")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        await press(pilot, "Look at this.")
        await until_gone(pilot, "Look at this.")


async def until_gone(pilot: Pilot[None], text: str) -> None:
    for _ in range(400):
        if text not in take_screenshot(pilot.app).text:
            return
        await pilot.pause(0.01)
    raise AssertionError(f"{text} stays")


@pytest.mark.parametrize("tells", ["my schedule as a file", "All commands"])
async def test_help_and_palette_do_what_is_clicked_in_them(tells: str) -> None:
    app = app_on()
    async with app.run_test(size=(120, 60)) as pilot:
        await pilot.pause()
        await press(pilot, "? help")
        if tells == "All commands":
            await press(pilot, "all commands")
            await until(pilot, "People  4")
            await press(pilot, "People  4")
            assert main_screen(app).outlook.view is View.PEOPLE
            assert len(app.screen_stack) == 1
            await press(pilot, "? help")
            await press(pilot, "all commands")
            await until(pilot, "People  4")
            await pilot.click(offset=(1, 1))
            await settled(pilot)
            assert len(app.screen_stack) == 1
        else:
            await press(pilot, tells)
            assert isinstance(app.screen, ExportScreen)


async def test_help_is_turned_by_the_wheel() -> None:
    app = app_on()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "? help")
        before = take_screenshot(app).text
        box = app.screen.query_one("#help")
        box.post_message(wheel(box))
        await settled(pilot)
        assert take_screenshot(app).text != before


async def test_the_wheel_turns_what_it_is_over_and_leaves_the_cursor() -> None:
    app = app_on()
    async with app.run_test(size=(120, 18)) as pilot:
        await settled(pilot)
        before, screen = selected(app), main_screen(app)
        at_first = screen.sessions.scroll_offset.y
        for _ in range(3):
            screen.detail.post_message(wheel(screen.detail))
        await settled(pilot)
        turned = screen.detail.scroll_offset.y
        assert turned > 0
        assert screen.sessions.scroll_offset.y == at_first
        for _ in range(3):
            screen.sessions.post_message(wheel(screen.sessions))
        await settled(pilot)
        assert screen.sessions.scroll_offset.y > at_first
        assert screen.detail.scroll_offset.y == turned
        assert selected(app) == before


async def test_the_wheel_with_shift_moves_the_guide_in_time() -> None:
    app = app_on(many_rooms(30), now="10:05")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        await settled(pilot)
        guide = main_screen(app).guide
        before, room = guide.scroll_offset, selected(app)
        guide.post_message(wheel(guide, shift=True))
        await settled(pilot)
        assert guide.scroll_offset.x > before.x
        assert guide.scroll_offset.y == before.y
        assert selected(app) == room


def wheel(widget: Widget, *, shift: bool = False) -> events.MouseScrollDown:
    return events.MouseScrollDown(widget, 1, 1, 0, 0, 0, shift, False, False, screen_x=1, screen_y=1)


async def test_where_marks_are_switched_off_a_click_says_so() -> None:
    app = app_on(three_rooms(), now="09:00", switched_off=KIOSK)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        await press(pilot, "Test Conf")
        assert KIOSK.why[:30] in take_screenshot(app).text
        assert len(app.screen_stack) == 1


async def test_a_day_is_planned_with_the_mouse_alone() -> None:
    talks = agenda(
        session("10:00", 60, "Kernel", room="A"),
        session("10:30", 60, "Compilers", room="B"),
        session("13:00", 60, "Linkers", room="A"),
    )
    store, outbox = MemoryStore(), MemoryOutbox()
    app = app_on(talks, now="09:00", store=store, outbox=outbox)
    async with app.run_test(size=(80, 50)) as pilot:
        await pilot.pause()
        await press(pilot, "Kernel", left=2)
        await press(pilot, "Compilers", left=2)
        await saved(pilot)
        assert store.schedule.stars == {"kernel", "compilers"}
        await press(pilot, "Linkers")
        await press(pilot, "Linkers")
        await press(pilot, "space star")
        await press(pilot, "? help")
        await press(pilot, "write a note")
        assert isinstance(app.screen, NoteScreen)
        app.screen.query_one(TextArea).insert("pasted with the mouse")
        await press(pilot, "esc keeps it")
        await saved(pilot)
        assert store.schedule.notes == {"linkers": "pasted with the mouse"}
        await press(pilot, "esc back")
        await press(pilot, "3 Mine")
        await press(pilot, "1 clash")
        await press(pilot, "2  1 talk")
        await press(pilot, "2  1 talk")
        await saved(pilot)
        assert store.schedule.stars == {"compilers", "linkers"}
        assert store.schedule.backups == {"kernel"}
        await press(pilot, "? help")
        await press(pilot, "my schedule as a file")
        await press(pilot, ".csv")
        assert outbox.files == {}
        await press(pilot, "writes the file")
        while len(app.screen_stack) > 1:
            await pilot.pause(0.005)
        assert list(outbox.files) == ["/downloads/test-conf.csv"]
