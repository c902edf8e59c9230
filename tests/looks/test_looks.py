"""Every screen at every size, compared with a picture that somebody has looked at.

A picture is text with colours: ``cat tests/looks/agenda-120x35.ans`` shows it in a terminal. When a screen
is meant to look different, ``SCALE_TUI_LOOKS=accept make test ARGS=tests/looks`` writes the new pictures;
look at them before they are committed.
"""

import os
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from builders import at, many_rooms, session
from scale_tui.domain.agenda import Agenda, Kind
from scale_tui.domain.marks import Mark, Setting, note, own_entry, put
from scale_tui.sources.bundled import bundled_agenda
from scale_tui.ui.glyphs import ASCII
from screenshot import take_screenshot
from stage import MemoryShelf, MemoryStore, app_on, saved, settled, star_ids

SIZES = ((40, 20), (80, 24), (120, 35), (200, 50))
STARS = ("Evolving", "Network Communication", "Alibaba", "Faster")
MANY_ROOMS_STARS = ("0-7", "1-8", "lightning", "9-9", "2-3", "4-10", "6-8")
HERE = Path(__file__).parent
ACCEPT = os.environ.get("SCALE_TUI_LOOKS") == "accept"

SCREENS: dict[str, tuple[str, ...]] = {
    "agenda": (),
    "rooms": ("2",),
    "mine": ("3",),
    "people": ("4",),
    "now": ("5",),
    "detail": ("enter",),
    "search": ("slash", *"llama"),
    "speaker": ("at", *"gao"),
    "nothing-found": ("slash", *"jitin"),
    "filter": ("slash", *"scalable", "enter"),
    "filters": ("f", "space"),
    "help": ("question_mark",),
}


def compare(name: str, app_picture: str, plain: str) -> None:
    picture = HERE / f"{name}.ans"
    if ACCEPT:
        picture.write_text(app_picture, encoding="utf-8")
    assert picture.exists(), f"no picture of {name} yet: accept one and look at it"
    accepted = picture.read_text(encoding="utf-8")
    if app_picture != accepted:
        hint = f"{name} looks different; cat {picture.relative_to(HERE.parent.parent)} shows what it was.\n"
        pytest.fail(hint + plain)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", SCREENS)
async def test_each_screen_looks_as_it_was_accepted(name: str, size: tuple[int, int]) -> None:
    app = app_on(now="12:20", stars=star_ids(bundled_agenda(), *STARS))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for key in SCREENS[name]:
            await pilot.press(key)
        await pilot.pause()
        shot = take_screenshot(app)
    compare(f"{name}-{size[0]}x{size[1]}", shot.ansi(), shot.text)


@pytest.mark.parametrize(
    ("name", "rooms", "keys", "size"),
    [
        *(("guide", 24, (), size) for size in SIZES),
        *(("guide-filters", 24, ("f", "right", "space", "right", "down"), size) for size in SIZES),
        ("guide-filtered", 24, ("f", *"sound", "enter", "escape", "escape"), (120, 35)),
        ("guide-detail", 24, ("j", "right", "enter"), (120, 35)),
        ("guide-few", 5, (), (120, 35)),
        ("guide-few", 5, (), (80, 24)),
    ],
)
async def test_the_programme_guide_of_many_rooms(
    name: str, rooms: int, keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    app = app_on(many_rooms(rooms), now="14:20", stars=MANY_ROOMS_STARS)
    async with app.run_test(size=size) as pilot:
        await pilot.press("2", *keys)
        await settled(pilot)
        shot = take_screenshot(app)
    compare(f"{name}-{size[0]}x{size[1]}", shot.ansi(), shot.text)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_first_run_years_later_looks_alive(size: tuple[int, int]) -> None:
    app = app_on(now=at("09:00", date(2026, 11, 23)))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        shot = take_screenshot(app)
    compare(f"first-run-{size[0]}x{size[1]}", shot.ansi(), shot.text)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize(("name", "keys"), [("changes", ("C",)), ("changes-mine", ("3",))])
async def test_what_has_changed(name: str, keys: tuple[str, ...], size: tuple[int, int]) -> None:
    agenda, shelf = changed(bundled_agenda())
    lost = next(one for one in shelf.previous[agenda.name].sessions if one.id not in agenda.by_id)
    stars = (*star_ids(agenda, *STARS[:3]), lost.id)
    store = MemoryStore(stars, settings=[Setting(lost.id, Mark.GONE, lost)])
    app = app_on(agenda, now="12:20", store=store, shelf=shelf)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press(*keys)
        await settled(pilot)
        shot = take_screenshot(app)
    compare(f"{name}-{size[0]}x{size[1]}", shot.ansi(), shot.text)


def changed(old: Agenda) -> tuple[Agenda, MemoryShelf]:
    """The agenda after a refresh that moved, renamed, cancelled, took out and brought something."""
    moved, renamed, cancelled, lost = (old.by_id[each] for each in star_ids(old, *STARS))
    later = timedelta(minutes=30)
    new = {
        moved.id: replace(moved, start=moved.start + later, end=moved.end + later, room="Hall 2"),
        renamed.id: replace(renamed, title="Network Communication for Large Models, Revisited"),
        cancelled.id: replace(cancelled, is_cancelled=True),
    }
    kept = (new.get(one.id, one) for one in old.sessions if one is not lost)
    agenda = replace(old, sessions=(*kept, session("16:40", 20, "Lightning talks", room="Hall 2")))
    shelf = MemoryShelf(agenda)
    shelf.previous[old.name], shelf.replaced_at = old, at("10:20")
    shelf.checked[old.name] = timedelta(hours=2)
    return agenda, shelf


@pytest.mark.parametrize("theme", ["scale-light", "scale-contrast", "nord", "textual-light"])
async def test_each_theme_draws_the_agenda(theme: str) -> None:
    app = app_on(now="12:20", stars=star_ids(bundled_agenda(), *STARS), theme=theme)
    async with app.run_test(size=(120, 35)) as pilot:
        await pilot.pause()
        shot = take_screenshot(app)
    compare(f"theme-{theme}-120x35", shot.ansi(), shot.text)


async def test_a_terminal_without_unicode_gets_ascii_only() -> None:
    app = app_on(now="12:20", stars=star_ids(bundled_agenda(), *STARS), glyphs=ASCII)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        shot = take_screenshot(app)
    assert shot.text.isascii()
    compare("ascii-80x24", shot.ansi(), shot.text)


PLANNING: dict[str, tuple[str, ...]] = {
    "plan": ("3",),
    "plan-settle": ("3", "c"),
    "plan-free": ("3", "G", "k", "enter"),
    "plan-beside": ("equals_sign",),
    "plan-note": ("3", "e"),
    "plan-own": ("3", "i"),
}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", PLANNING)
async def test_planning_a_day_looks_as_it_was_accepted(name: str, size: tuple[int, int]) -> None:
    conference = many_rooms()
    lunch = session("16:30", 45, title="Lunch with Ada", id="own-1", kind=Kind.OTHER)
    settings = [*own_entry(lunch), *note("lightning", "Ask about\noptics"), *put(Mark.BACKUP, "6-8")]
    app = app_on(conference, now="14:20", store=MemoryStore(MANY_ROOMS_STARS[:-1], settings))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        for key in PLANNING[name]:
            await pilot.press(key)
            await settled(pilot)
        shot = take_screenshot(app)
    compare(f"{name}-{size[0]}x{size[1]}", shot.ansi(), shot.text)


FINDING: dict[str, tuple[str, ...]] = {
    "find-save": ("slash", *"%janson maps", "enter", "S"),
    "find-replace": ("slash", *"radio", "enter", "S", "ctrl+u", *"sounds"),
    "find-saved": ("f", "space", "down", "delete"),
    "find-unknown": ("slash", *"filter:sounding"),
    "find-alike": ("j", "M"),
    "find-others": ("j", "T"),
}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", FINDING)
async def test_finding_looks_as_it_was_accepted(name: str, size: tuple[int, int]) -> None:
    store = MemoryStore(MANY_ROOMS_STARS)
    store.filters = {"Sounds": "#sound|music", "my morning": "after:9 is:star", "型システム": "型システム"}
    app = app_on(many_rooms(), now="14:20", store=store)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        for key in FINDING[name]:
            await pilot.press(key)
        await settled(pilot)
        await saved(pilot)
        shot = take_screenshot(app)
    compare(f"{name}-{size[0]}x{size[1]}", shot.ansi(), shot.text)
