"""Where there is nothing, the next key is named: the one that is in force, and none where there is none."""

from datetime import datetime

import pytest

from builders import NEXT_DAY, agenda, at, row_of_talks, session, speaker, three_rooms
from scale_tui.domain.agenda import Agenda, Kind
from scale_tui.domain.errors import ScaleTuiError
from scale_tui.ui.own_keys import OwnKeys
from scale_tui.ui.shelf import Progress
from scale_tui.ui.switched_off import KIOSK
from screenshot import take_screenshot
from stage import MemoryShelf, app_on, settled

NOTHING = agenda()
ONE_ROOM = agenda(session("10:00", title="Alpha", room="Hall"), session("11:00", title="Beta", room="Hall"))
AFTER, NIGHT = at("23:00", NEXT_DAY), at("23:00")
DAY_AFTER = agenda(
    session("10:00", title="Alpha", room="A"), session("10:00", title="Beta", room="B", day=NEXT_DAY)
)
CROWDED = agenda(*row_of_talks(2), session("12:00", 20, "Lunch", kind=Kind.MEAL), title="Test Conf")


async def shown(about: Agenda, pressed: str, now: str | datetime = "10:05", **more: object) -> str:
    """What is to be read on the screen once these keys were pressed, line ends as spaces, and in toasts."""
    app = app_on(about, now=now, **more)  # type: ignore[arg-type]
    toasts: list[str] = []
    app.notify = lambda message, **_: toasts.append(message)  # type: ignore[method-assign,assignment]
    async with app.run_test(size=(76, 24)) as pilot:
        await settled(pilot)
        for key in pressed.split():
            await pilot.press(key)
            await settled(pilot)
        return " ".join([*take_screenshot(app).text.split(), *toasts])


@pytest.mark.parametrize(
    ("about", "keys", "told"),
    [
        (
            NOTHING,
            "",
            "Test Conf has no sessions yet. R looks for a newer agenda. O opens another conference.",
        ),
        (
            NOTHING,
            "2",
            "Test Conf has no sessions yet. R looks for a newer agenda. O opens another conference.",
        ),
        (NOTHING, "3", "Nothing starred yet. R looks for a newer agenda. O opens another conference."),
        (NOTHING, "4", "Nobody is named on stage. 1 shows the agenda."),
        (
            NOTHING,
            "5",
            "Test Conf has no sessions yet. R looks for a newer agenda. O opens another conference.",
        ),
        (NOTHING, "n", "No sessions yet. R looks for a newer one."),
        (ONE_ROOM, "2", "Test Conf has one room, Hall: all of it is in the agenda. 1 shows the agenda."),
        (CROWDED, "2", "Test Conf has one room: all of it is in the agenda. 1 shows the agenda."),
        (ONE_ROOM, "3", "Nothing starred yet. Press space on a talk, or / to search."),
        (ONE_ROOM, "4", "Nobody is named on stage. 1 shows the agenda."),
        (ONE_ROOM, "slash q q q", "Nothing found for qqq. Fewer letters find more; esc clears the search."),
        (ONE_ROOM, "x x", "2 hidden · X shows them"),
        (ONE_ROOM, "c", "Nothing starred yet, so nothing clashes. Space stars the selected talk."),
        (ONE_ROOM, "space c", "No clashes: everything in your schedule fits together. 3 shows it."),
        (ONE_ROOM, "N", "Nothing starred yet. Space stars the selected talk."),
        (ONE_ROOM, "u", "Nothing to undo. Space stars the selected talk."),
        (ONE_ROOM, "equals_sign", "Nothing else is on at that time. N goes to what is on now."),
        (ONE_ROOM, "C", "Nothing has changed."),
    ],
)
async def test_the_next_key_is_named(about: Agenda, keys: str, told: str) -> None:
    assert told.lower() in (await shown(about, keys)).lower()


async def test_at_night_the_next_morning_is_what_comes_next() -> None:
    text = await shown(DAY_AFTER, "5", NIGHT)
    assert "Nothing is on at the moment." in text
    assert "Next, Thu 12 Sep" in text
    assert "Beta" in text
    assert "to come" not in text


async def test_during_the_last_talk_nothing_is_to_come_and_the_agenda_has_the_rest() -> None:
    last = agenda(session("10:00", title="Alpha", room="A"), session("09:00", title="Beta", room="B"))
    assert "Nothing more to come. 1 shows the agenda." in await shown(last, "5")


@pytest.mark.parametrize("now", [at("08:00"), AFTER])
async def test_outside_of_the_event_the_agenda_is_a_key_away(now: datetime) -> None:
    assert "1 shows the whole agenda." in await shown(three_rooms(), "5", now)


async def test_after_the_event_there_is_no_now_to_go_to() -> None:
    assert "Ended 11 Sep 2024. 1 shows the agenda." in await shown(ONE_ROOM, "n", AFTER)


async def test_people_of_whom_a_filter_leaves_nobody() -> None:
    about = agenda(
        session("10:00", title="Alpha", speakers=(speaker("Ada", "Acme"),)), session("11:00", title="Beta")
    )
    assert "None of this names anybody. 1 shows the agenda." in await shown(about, "slash b e t a enter 4")


async def test_rooms_in_which_a_filter_leaves_nothing() -> None:
    assert "Nothing of this is in any room. Esc shows all." in await shown(three_rooms(), "slash q q enter 2")


async def test_a_refresh_without_network_may_be_tried_again() -> None:
    class Offline(MemoryShelf):
        def refresh(self, name: str, progress: Progress) -> Agenda | None:
            raise ScaleTuiError("example.org cannot be reached")

    told = await shown(ONE_ROOM, "r", shelf=Offline())
    assert told.endswith("example.org cannot be reached\nr tries again.")


async def test_keys_that_were_put_elsewhere_are_named_as_they_are() -> None:
    keys = OwnKeys(keymap={"view.agenda": "f7", "app.pick": "f8"})
    assert "f7 shows the agenda." in (await shown(ONE_ROOM, "2", keys=keys)).lower()
    assert "f8 opens another conference." in (await shown(NOTHING, "", keys=keys)).lower()


async def test_a_kiosk_names_no_key_that_does_nothing() -> None:
    text = await shown(NOTHING, "", switched_off=KIOSK)
    assert "Test Conf has no sessions yet." in text
    assert "opens another" not in text
    assert "newer agenda" not in text
    assert "stars the selected" not in await shown(ONE_ROOM, "N", switched_off=KIOSK)


async def test_a_click_on_the_other_conference_lists_them() -> None:
    app = app_on(NOTHING, now="10:05")
    async with app.run_test(size=(76, 24)) as pilot:
        await settled(pilot)
        lines = take_screenshot(app).lines
        row = next(number for number, line in enumerate(lines) if "opens another" in line)
        await pilot.click(offset=(8, row))
        await settled(pilot)
        assert "Which conference?" in take_screenshot(app).text
