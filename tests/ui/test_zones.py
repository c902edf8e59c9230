"""Two clocks: the conference's and mine. Every time on every screen is on the one that is shown."""

import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from builders import agenda, at, many_rooms, session, speaker
from scale_tui.domain.agenda import Agenda, Session
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.sources.detect import read_agenda
from scale_tui.ui.scene import Scene
from screenshot import take_screenshot
from stage import app_on, main_screen, settled
from strategies import situations

TOKYO, OSLO = ZoneInfo("Asia/Tokyo"), ZoneInfo("Europe/Oslo")
VIENNA = ZoneInfo("Europe/Vienna")
ADA = speaker("Ada Lovelace")
# In Oslo nine hours later, in Tokyo sixteen: the afternoon here is the next day there.
DAY_AND_NIGHT = agenda(
    session("09:00", 60, "Morning", room="Attic", speakers=(ADA,)),
    session("15:30", 60, "Afternoon", room="Cellar", speakers=(ADA,)),
    session("20:00", 60, "Evening", room="Attic"),
)


async def test_z_changes_between_the_conference_clock_and_mine_and_the_title_names_it() -> None:
    app = app_on(DAY_AND_NIGHT, now="15:40", my_zone=OSLO)
    async with app.run_test(size=(120, 35)) as pilot:
        await pilot.pause()
        text = take_screenshot(app).text
        assert "15:40 PDT" in text
        assert "15:40 now" in text
        await pilot.press("z")
        await settled(pilot)
        lines = take_screenshot(app).lines
        text = "\n".join(lines)
        assert "Thu 12 Sep  00:40 CEST" in lines[0]
        assert "00:40 now" in text
        assert "PDT" not in lines[0]
        rows = {
            name: next(line for line in lines[3:] if f" {name} " in line) for name in ("Morning", "Afternoon")
        }
        assert rows["Morning"].split()[0] == "18:00"
        assert "+1d" not in rows["Morning"]
        assert rows["Afternoon"].lstrip(" ▌").startswith("00:30 ▌  +1d Afternoon")
        assert "Wed 11 Sep 00:30 +1d–01:30 +1d" in text
        assert "15:30–16:30 PDT at the conference" in text
        await pilot.press("z")
        await settled(pilot)
        assert "15:40 PDT" in take_screenshot(app).text


@pytest.mark.parametrize(
    ("key", "there"),
    [
        ("2", ("▼00:40", "00:30 +1d–01:30 +1d")),
        ("3", ("00:30", "+1d Afternoon", "01:30")),
        ("4", ("18:00", "00:30 +1d")),
        ("5", ("05:00 +1d  in 4 h 20",)),
    ],
)
async def test_every_view_is_on_my_clock(key: str, there: tuple[str, ...]) -> None:
    one_room = agenda(*(replace(one, room=None) for one in DAY_AND_NIGHT.sessions[1:]))
    app = app_on(
        one_room if key == "5" else DAY_AND_NIGHT,
        now="15:40",
        my_zone=OSLO,
        is_on_my_clock=True,
        stars=("afternoon",),
    )
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press(key)
        await settled(pilot)
        text = take_screenshot(app).text
        for words in there:
            assert words in text


async def test_the_ribbon_and_a_narrow_list_of_rooms_are_on_my_clock() -> None:
    app = app_on(DAY_AND_NIGHT, now="15:40", my_zone=TOKYO)
    async with app.run_test(size=(50, 24)) as pilot:
        await pilot.press("2")
        await settled(pilot)
        assert take_screenshot(app).lines[2].split()[0] == "09"
        await pilot.press("z")
        await settled(pilot)
        lines = take_screenshot(app).lines
        assert lines[2].split()[0] == "01"
        assert "▼ now 07:40" in "\n".join(lines)
        assert any("Evening" in line and line.endswith("12:00 +1d") for line in lines)


async def test_a_day_before_is_named_too_and_sessions_stay_on_their_conference_day() -> None:
    in_tokyo = Agenda(
        "tokyo",
        "Tokyo",
        TOKYO,
        (Session("a", "Early", *_hour("2024-09-11T09:00+09:00"), date(2024, 9, 11)),),
    )
    app = app_on(in_tokyo, now=datetime(2024, 9, 10, tzinfo=UTC), my_zone=OSLO, is_on_my_clock=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert main_screen(app).outlook.day == date(2024, 9, 11)
        assert "02:00 ▌  Early" in take_screenshot(app).text
        app.scene = replace(app.scene, my_zone=ZoneInfo("America/New_York"))
        await settled(pilot)
        assert "20:00 ▌  -1d Early" in take_screenshot(app).text


def _hour(start: str) -> tuple[datetime, datetime]:
    begin = datetime.fromisoformat(start)
    return begin, begin + timedelta(hours=1)


async def test_before_the_event_its_start_is_told_on_my_clock() -> None:
    evening = agenda(session("20:00", 60, "Evening"))
    app = app_on(evening, now=at("10:00", date(2024, 9, 10)), my_zone=OSLO, is_on_my_clock=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        # 19:00 on the 10th there; it starts at 05:00 on the 12th, which is not tomorrow.
        assert "Starts in 2 days" in take_screenshot(app).text


async def test_the_ways_to_settle_a_clash_are_on_my_clock() -> None:
    clashing = agenda(session("15:30", 60, "Afternoon"), session("16:00", 60, "Other"))
    app = app_on(clashing, now="08:00", my_zone=OSLO, is_on_my_clock=True, stars=("afternoon", "other"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        text = take_screenshot(app).text
        assert "00:30 +1d–01:30 +1d Afternoon" in text
        assert "01:00 +1d–02:00 +1d Other" in text


async def test_after_a_time_asks_the_clock_that_is_shown() -> None:
    app = app_on(DAY_AND_NIGHT, now="08:00", my_zone=OSLO, is_on_my_clock=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"after:23", "enter")
        await settled(pilot)
        text = take_screenshot(app).text
        assert "2 of 3" in text
        assert "Morning" not in text


async def test_one_and_the_same_clock_is_said_to_be_that() -> None:
    app = app_on(DAY_AND_NIGHT, now="15:40", my_zone=ZoneInfo("America/Vancouver"))
    async with app.run_test(size=(100, 24), notifications=True) as pilot:
        await pilot.press("z")
        await settled(pilot)
        assert "Your clock and the conference's" in take_screenshot(app).text
        assert not app.scene.is_on_my_clock


async def test_another_conference_is_on_the_same_clock() -> None:
    app = app_on(DAY_AND_NIGHT, now="15:40", my_zone=OSLO, is_on_my_clock=True)
    async with app.run_test(size=(100, 24)) as pilot:
        app.scene = app.scene.turned_to(many_rooms(), PersonalSchedule(), app.scene.now)
        await settled(pilot)
        assert "00:40 CEST" in take_screenshot(app).lines[0]


@pytest.mark.parametrize("width", [30, 34, 40, 52, 60, 79, 100, 160])
async def test_the_zone_is_named_however_narrow_it_is(width: int) -> None:
    app = app_on(many_rooms(), now="14:20", my_zone=ZoneInfo("Asia/Kathmandu"))
    async with app.run_test(size=(width, 24)) as pilot:
        await pilot.pause()
        assert take_screenshot(app).lines[0].endswith("14:20 PDT")
        await pilot.press("z")
        await settled(pilot)
        assert take_screenshot(app).lines[0].endswith("03:05 UTC+0545")


# The night the clocks go back


def vienna(instant: str, title: str) -> Session:
    begin = datetime.fromisoformat(instant).replace(tzinfo=UTC)
    return Session(title, title, begin, begin + timedelta(minutes=30), date(2017, 10, 28))


async def test_in_the_night_the_clocks_go_back_both_clocks_are_right() -> None:
    night = Agenda(
        "night",
        "Night",
        VIENNA,
        (
            vienna("2017-10-28T23:30", "Before"),
            vienna("2017-10-29T00:30", "Summer"),
            vienna("2017-10-29T01:30", "Winter"),
            vienna("2017-10-29T02:30", "Later"),
        ),
    )
    app = app_on(night, now=datetime(2017, 10, 29, 0, 45, tzinfo=UTC), my_zone=ZoneInfo("Asia/Kolkata"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert _times(take_screenshot(app).lines) == ["01:30", "02:30", "02:30", "03:30"]
        assert "02:45 CEST" in take_screenshot(app).lines[0]
        assert "02:45 now" in take_screenshot(app).text
        await pilot.press("z")
        await settled(pilot)
        assert _times(take_screenshot(app).lines) == ["05:00", "06:00", "07:00", "08:00"]
        assert "06:15 IST" in take_screenshot(app).lines[0]


def _times(lines: tuple[str, ...]) -> list[str]:
    names = ("Before", "Summer", "Winter", "Later")
    return [next(line for line in lines if f"+1d {name}" in line).lstrip(" ▌")[:5] for name in names]


@given(situations(min_size=1))
def test_a_clock_and_its_shift_tell_the_instant(situation: tuple[Agenda, PersonalSchedule, datetime]) -> None:
    conference, schedule, now = situation
    for zone in (None, TOKYO, ZoneInfo("America/New_York")):
        scene = Scene(conference, schedule, now, my_zone=zone, is_on_my_clock=zone is not None)
        for one in conference.sessions:
            time, _, shift = scene.clock_on(one.start, one.day).partition(" ")
            told = datetime.combine(one.day, datetime.strptime(time, "%H:%M").time())  # noqa: DTZ007
            told += timedelta(days=int(shift.removesuffix("d") or 0))
            shown = {told.replace(tzinfo=scene.zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
            assert one.start.replace(second=0, microsecond=0) in shown


SCHEDULES = os.environ.get("SCALE_TUI_SCHEDULES")


@pytest.mark.skipif(not SCHEDULES, reason="needs the folder that SCALE_TUI_SCHEDULES names")
def test_the_week_in_which_summer_time_ended_is_right_to_the_minute() -> None:
    path = Path(SCHEDULES or "") / "files" / "privacyweek-2017.xml"
    week = read_agenda(path.read_bytes(), path.name).agenda
    end_of_summer_time = datetime(2017, 10, 29, 1, tzinfo=UTC)
    assert week.start is not None
    assert week.start < end_of_summer_time < week.sessions[-1].start
    there = Scene(week, PersonalSchedule(), week.start)
    # No summer time there: always five and a half hours ahead.
    here = Scene(week, PersonalSchedule(), week.start, my_zone=ZoneInfo("Asia/Kolkata"), is_on_my_clock=True)
    for one in week.sessions:
        for instant in (one.start, one.end):
            offset = timedelta(hours=2 if instant < end_of_summer_time else 1)
            assert there.clock(instant) == f"{instant + offset:%H:%M}"
            assert here.clock(instant) == f"{instant + timedelta(hours=5, minutes=30):%H:%M}"
