"""How the app is left is how it is found: the theme, and in each conference the session that was selected."""

from datetime import timedelta

import pytest
from textual.color import Color
from textual.command import CommandList
from textual.pilot import Pilot

from builders import NEXT_DAY, agenda, at, row_of_talks, session, three_rooms
from scale_tui.domain.agenda import Agenda
from scale_tui.domain.position import Position
from scale_tui.ui.app import ScaleTuiApp
from scale_tui.ui.colours import Colours
from scale_tui.ui.habits import Habits
from scale_tui.ui.themes import OWN_THEMES, THEME_NAMES
from scale_tui.ui.views import View
from screenshot import take_screenshot
from stage import MemoryShelf, app_on, main_screen, selected, settled

BEFORE, DURING = at("09:00") - timedelta(days=30), at("10:40")


def large() -> Agenda:
    """Two days, of which each fills more than a screen."""
    first = row_of_talks(60, minutes=5)
    second = [
        session(f"{10 + each // 12}:{each % 12 * 5:02}", 5, f"Second {each}", day=NEXT_DAY, id=f"s{each}")
        for each in range(60)
    ]
    return agenda(*first, *second, name="large", title="Large Conf")


def small() -> Agenda:
    return agenda(*row_of_talks(3), name="small", title="Small Conf")


def left_at(title: str, of: Agenda) -> Habits:
    """As if the app had been left with this session selected."""
    (found,) = (one for one in of.sessions if one.title == title)
    return Habits({of.name: Position.on(found)})


async def opened(pilot: Pilot[None], title: str, *keys: str) -> None:
    """Open another conference, by the keys that choose it from the list."""
    await pilot.press("O")
    await settled(pilot)
    app = pilot.app
    assert isinstance(app, ScaleTuiApp)
    for _ in range(2000):
        if len(take_screenshot(app).text.split("sessions")) > 2:
            break
        await pilot.pause(0.005)
    await pilot.press(*keys, "enter")
    for _ in range(2000):
        if app.scene.agenda.title == title:
            break
        await pilot.pause(0.005)
    await settled(pilot)


@pytest.mark.parametrize("title", ["Talk 1", "Talk 33", "Second 7", "Second 59"])
async def test_it_opens_where_it_was_left(title: str) -> None:
    app = app_on(large(), now=BEFORE, habits=left_at(title, large()))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert selected(app) == title
        lines = take_screenshot(app).lines
        row = next(number for number, line in enumerate(lines) if title in line and number > 2)
        if title == "Talk 33":
            body = main_screen(app).sessions
            assert row - body.region.y == body.size.height // 3
        assert ("Thu 12" if title.startswith("Second") else "Wed 11") in lines[0]


async def test_while_the_event_runs_it_opens_on_what_is_on() -> None:
    app = app_on(large(), now=DURING, habits=left_at("Second 7", large()))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        session_on = main_screen(app).session
        assert session_on is not None
        assert session_on.start <= DURING < session_on.end


async def test_a_session_that_is_gone_leaves_the_place_to_the_nearest_in_time() -> None:
    was = Position("gone", large().by_id["s7"].start + timedelta(minutes=2))
    app = app_on(large(), now=BEFORE, habits=Habits({"large": was}))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert selected(app) == "Second 7"


@pytest.mark.parametrize("keys", [("j", "j", "q"), ("j", "j", "ctrl+q")])
async def test_where_it_is_left_is_known_when_it_has_ended(keys: tuple[str, ...]) -> None:
    app = app_on(large(), now=BEFORE, habits=(habits := Habits()))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(*keys)
    app.leave_conference()
    third = large().sessions[2]
    assert habits.positions == {"large": Position(third.id, third.start)}


async def test_another_conference_is_opened_where_that_was_left_and_so_is_this_one() -> None:
    app = app_on(large(), now=BEFORE, shelf=MemoryShelf(large(), small()), habits=left_at("Talk 3", small()))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("right_square_bracket", *"jjj")
        assert (before := selected(app)).startswith("Second")
        await opened(pilot, "Small Conf", "down")
        assert selected(app) == "Talk 3"
        await pilot.press("k")
        await opened(pilot, "Large Conf", "up")
        assert selected(app) == before
        assert "Thu 12" in take_screenshot(app).lines[0]
        await opened(pilot, "Small Conf", "down")
        assert selected(app) == "Talk 2"


@pytest.mark.parametrize("view", list(View))
async def test_the_view_of_a_conference_comes_back_with_it(view: View) -> None:
    rooms = three_rooms()
    app = app_on(rooms, now=BEFORE, shelf=MemoryShelf(rooms, small()))
    async with app.run_test(size=(120, 35)) as pilot:
        await settled(pilot)
        await pilot.press("space", "j", "j", "space", str(list(View).index(view) + 1))
        await settled(pilot)
        await pilot.press("down")
        await settled(pilot)
        before = main_screen(app).session
        await opened(pilot, "Small Conf", "down")
        assert main_screen(app).outlook.view is View.AGENDA
        await opened(pilot, rooms.title, "up")
        assert main_screen(app).outlook.view is view
        after = main_screen(app).session
        assert (before and before.id) == (after and after.id)


def highlighted(app: ScaleTuiApp) -> str:
    """The theme under the cursor of the chooser, as it is shown."""
    chooser = app.screen.query_one(CommandList)
    if chooser.highlighted is None:
        return ""
    return str(chooser.get_option_at_index(chooser.highlighted).prompt)


async def chooser_is_open(pilot: Pilot[None]) -> None:
    for _ in range(2000):
        found = pilot.app.screen.query(CommandList)
        if found and found.first().option_count:
            break
        await pilot.pause(0.005)
    await settled(pilot)


@pytest.mark.parametrize("size", [(40, 20), (80, 24)])
async def test_t_lists_the_present_theme_then_ours_then_the_others(size: tuple[int, int]) -> None:
    app = app_on(theme="nord")
    async with app.run_test(size=size) as pilot:
        await pilot.press("t")
        await chooser_is_open(pilot)
        chooser = app.screen.query_one(CommandList)
        listed = [str(option.prompt) for option in chooser.options]
        assert listed[:5] == ["nord  in use", "scale-dark", "scale-light", "scale-contrast", "ansi-dark"]
        assert {line.split()[0] for line in listed} == THEME_NAMES
        assert app.theme == "nord"
        assert "scale-contrast" in take_screenshot(app).text


async def test_a_theme_is_seen_while_the_cursor_is_on_it_and_kept_by_enter() -> None:
    app = app_on(habits=(habits := Habits()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("t")
        await chooser_is_open(pilot)
        await pilot.press("down")
        await settled(pilot)
        assert app.theme == "scale-light"
        assert habits.theme is None
        # The chooser is in its colours too.
        panel = Color.parse(app.get_css_variables()["panel"])
        assert app.screen.query_one(CommandList).styles.background == panel
        await pilot.press(*"scaledark")
        for _ in range(2000):
            if highlighted(app) == "scale-dark  in use":
                break
            await pilot.pause(0.005)
        await pilot.press(*["backspace"] * 9, *"nord")
        await pilot.pause(0.05)
        for _ in range(2000):
            if highlighted(app) == "nord":
                break
            await pilot.pause(0.005)
        await pilot.press("enter")
        await settled(pilot)
        assert (app.theme, habits.theme) == ("nord", "nord")
        assert len(app.screen_stack) == 1


@pytest.mark.parametrize("how", ["escape", "click"])
async def test_who_leaves_the_chooser_has_the_theme_from_before(how: str) -> None:
    app = app_on(theme="scale-contrast", habits=(habits := Habits()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("t")
        await chooser_is_open(pilot)
        await pilot.press("down", "down")
        await settled(pilot)
        assert app.theme == "scale-light"
        await (pilot.press("escape") if how == "escape" else pilot.click(offset=(1, 0)))
        await settled(pilot)
        assert (app.theme, habits.theme) == ("scale-contrast", None)


async def test_every_theme_can_be_walked_over() -> None:
    app = app_on(large(), now=DURING, stars=[large().sessions[3].id])
    async with app.run_test(size=(200, 50)) as pilot:
        await pilot.press("2", "t")
        await chooser_is_open(pilot)
        seen = {app.theme}
        for _ in THEME_NAMES:
            await pilot.press("down")
            await settled(pilot)
            seen.add(app.theme)
        assert seen == THEME_NAMES


async def test_the_palette_of_commands_previews_nothing() -> None:
    app = app_on(habits=(habits := Habits()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p")
        await chooser_is_open(pilot)
        await pilot.press("down", "down", "escape")
        await settled(pilot)
        assert (app.theme, habits.theme) == (OWN_THEMES[0].name, None)


@pytest.mark.parametrize(
    ("colours", "said"),
    [(Colours.NONE, "No colours are shown here"), (Colours.FEW, "These are the terminal's own colours")],
)
async def test_where_no_theme_changes_anything_t_says_so(colours: Colours, said: str) -> None:
    app = app_on(colours=colours)
    async with app.run_test(size=(120, 35), notifications=True) as pilot:
        await pilot.press("t")
        await settled(pilot)
        assert said in " ".join(take_screenshot(app).text.split())
        assert len(app.screen_stack) == 1
