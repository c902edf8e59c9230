"""The dialog of an own entry: read and typed on the clock that is shown; no click loses anything in it."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from builders import DAY, agenda, at, session
from scale_tui.domain.agenda import Kind
from scale_tui.domain.marks import own_entry
from scale_tui.ui.screens.own_entry import OwnEntryScreen
from screenshot import take_screenshot
from stage import MemoryStore, app_on, saved, settled

OSLO, VIENNA = ZoneInfo("Europe/Oslo"), ZoneInfo("Europe/Vienna")
TALKS = agenda(session("09:00", 60, "Morning"), session("15:30", 60, "Afternoon"))
TEA = session("15:30", 45, "Tea", id="own-1", kind=Kind.OTHER)


def fields(pilot: Pilot[Any]) -> list[str]:
    return [field.value for field in pilot.app.screen.query(Input)]


async def test_its_times_are_on_the_clock_that_is_shown_which_it_names() -> None:
    store = MemoryStore(settings=own_entry(TEA))
    app = app_on(TALKS, now="08:00", store=store, my_zone=OSLO)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "i")
        await settled(pilot)
        assert fields(pilot) == ["Tea", "15:30", "16:15"]
        assert "clock" not in take_screenshot(app).text
        await pilot.press("escape", "z", "i")
        await settled(pilot)
        assert fields(pilot) == ["Tea", "00:30", "01:15"]
        assert "On your clock, CEST. The conference's is PDT." in take_screenshot(app).text
        await pilot.press(*" with Bo", "enter")
        await saved(pilot)
        (entry,) = store.schedule.own
        assert (entry.title, entry.start, entry.end) == ("Tea with Bo", TEA.start, TEA.end)


async def test_a_time_that_is_typed_is_one_of_that_clock_on_the_conference_day() -> None:
    store = MemoryStore(settings=own_entry(TEA))
    app = app_on(TALKS, now="08:00", store=store, my_zone=OSLO, is_on_my_clock=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "i", "tab", *"0100", "enter")
        await saved(pilot)
        (entry,) = store.schedule.own
        assert (entry.start, entry.end, entry.day) == (at("16:00"), at("16:15"), DAY)
        await pilot.press("i", "tab", *"18:30", "tab", *"19", "enter")
        await saved(pilot)
        (entry,) = store.schedule.own
        assert (entry.start, entry.end, entry.day) == (at("09:30"), at("10:00"), DAY)


@pytest.mark.parametrize(
    ("start", "minutes", "shown"),
    [("18:30", 60, ["02:30", "03:30"]), ("17:10", 80, ["02:10", "02:30"])],
    ids=["begins in it for the second time", "ends in it for the second time"],
)
async def test_of_the_hour_that_comes_twice_an_entry_stays_where_it_is(
    start: str, minutes: int, shown: list[str]
) -> None:
    night = date(2017, 10, 28)
    talk = session("16:00", 60, "Talk", day=night)
    # In Vienna clocks are put back at three in the night, which is six in the evening there.
    late = session(start, minutes, "Call", id="own-1", kind=Kind.OTHER, day=night)
    store = MemoryStore(settings=own_entry(late))
    app = app_on(agenda(talk), now=talk.start, store=store, my_zone=VIENNA, is_on_my_clock=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "G", "i")
        await settled(pilot)
        assert fields(pilot) == ["Call", *shown]
        await pilot.press(*" home", "enter")
        await saved(pilot)
        (entry,) = store.schedule.own
        assert (entry.title, entry.start, entry.end) == ("Call home", late.start, late.end)


async def test_a_click_beside_it_closes_it_while_nothing_is_typed() -> None:
    app = app_on(TALKS, now="08:00")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i")
        await settled(pilot)
        await pilot.press("L")
        await pilot.click(offset=(2, 2))
        await settled(pilot)
        assert isinstance(app.screen, OwnEntryScreen)
        await pilot.press("backspace")
        await pilot.click(offset=(2, 2))
        await settled(pilot)
        assert not isinstance(app.screen, OwnEntryScreen)
