"""A public screen: whoever presses keys there looks, and changes nothing."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import pytest
from textual.actions import parse
from textual.binding import Binding
from textual.dom import DOMNode

import scale_tui.ui
from scale_tui.ui.switched_off import IN_BROWSER, KIOSK
from screenshot import take_screenshot
from stage import MemoryOutbox, MemoryStore, app_on, main_screen, settled, star_ids

# What the actions of this house's bindings do that leave everything as it is, for anybody to press.
HARMLESS = (
    "back browse cancel change_room change_theme choose clear command_palette day dismiss end filter help "
    "focus_next hide keep move move_to_end next_form next_group open page page_down page_up quit remove "
    "scroll_down scroll_end scroll_home scroll_up search show_alike show_beside show_changes show_next_star "
    "show_now show_others show_qr step submit switch_clock to_end toggle_all toggle_alphabet toggle_detail "
    "toggle_past toggle_reader toggle_shows_hidden toggle_stars_only view walk zoom"
)
# ``choose``, ``keep``, ``remove`` and ``toggle_all`` are on screens that only keys lead to that are off.
# ``hide`` is of the filter menu, where it is a letter too: there the store refuses.
LOOKING = frozenset(HARMLESS.split())

SAID = KIOSK.why[:30]


def bindings() -> Iterator[Binding]:
    for module in walk_packages(scale_tui.ui.__path__, "scale_tui.ui."):
        for node in vars(import_module(module.name)).values():
            if isinstance(node, type) and issubclass(node, DOMNode) and node.__module__ == module.name:
                yield from (each for each in node.BINDINGS if isinstance(each, Binding) and each.id)


def test_of_every_key_it_is_known_whether_anybody_may_press_it() -> None:
    found = list(bindings())
    assert len(found) > 80
    names = {parse(binding.action)[1] for binding in found}
    # A new one: does it write, or start anything? Then it belongs in ``KIOSK``, else in ``LOOKING`` above.
    assert names - KIOSK.actions - LOOKING == set()
    assert not KIOSK.actions & LOOKING


def keys_off() -> list[str]:
    return sorted(
        {
            key
            for binding in bindings()
            if binding.action in KIOSK and (binding.id or "").startswith(("mark.", "take.", "app."))
            for key in binding.key.split(",")
        }
    )


def test_the_keys_that_write_are_among_those_that_are_off() -> None:
    assert {"space", *"beicuxEOroyY", "ctrl+r", "ctrl+z"} <= set(keys_off())


@pytest.mark.parametrize("key", keys_off())
async def test_a_key_that_is_off_does_nothing_and_says_so(key: str) -> None:
    store, outbox = MemoryStore(star_ids(app_on().scene.agenda, "Alibaba")), MemoryOutbox()
    before = store.schedule
    app = app_on(store=store, outbox=outbox, switched_off=KIOSK)
    async with app.run_test(size=(120, 35), notifications=True) as pilot:
        await pilot.press(key)
        await settled(pilot)
        assert take_screenshot(app).text.count(SAID) == 1
        assert not app.is_saving
        assert len(app.screen_stack) == 1
        assert (store.schedule, outbox.files) == (before, {})


async def test_marks_and_all_are_still_seen() -> None:
    store = MemoryStore(star_ids(app_on().scene.agenda, "Alibaba"))
    app = app_on(store=store, switched_off=KIOSK)
    async with app.run_test(size=(120, 35)) as pilot:
        await pilot.press("3")
        await pilot.pause()
        assert "★ 1 talk" in take_screenshot(app).text


@pytest.mark.parametrize("key", ["question_mark", "colon"])
async def test_neither_footer_nor_help_nor_palette_offers_what_is_off(key: str) -> None:
    offered = {False: "", True: ""}
    for is_kiosk in offered:
        app = app_on(switched_off=KIOSK) if is_kiosk else app_on()
        async with app.run_test(size=(160, 90)) as pilot:
            await pilot.pause()
            footer = take_screenshot(app).lines[-1]
            await pilot.press(key)
            await settled(pilot)
            offered[is_kiosk] = footer + take_screenshot(app).text.lower()
    told = [binding.tooltip for binding in bindings() if binding.id and binding.id.startswith("mark.")]
    assert len(told) > 6
    for words in (*told, "my schedule as a file", "to the shell; fg returns", "space star"):
        assert words.lower() in offered[False]
        assert words.lower() not in offered[True]
    assert "quit" in offered[True]


async def test_a_letter_that_is_a_key_elsewhere_can_be_typed() -> None:
    app = app_on(switched_off=KIOSK)
    async with app.run_test(size=(120, 35)) as pilot:
        await pilot.press("slash", *"bext")
        await settled(pilot)
        assert main_screen(app).outlook.text == "bext"


async def test_q_ends_it() -> None:
    app = app_on(switched_off=KIOSK)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("q")
        await pilot.pause()
        assert not app.is_running


async def test_in_a_browser_marks_are_set_and_files_are_not_written() -> None:
    store, outbox = MemoryStore(), MemoryOutbox()
    app = app_on(store=store, outbox=outbox, switched_off=IN_BROWSER)
    async with app.run_test(size=(120, 35), notifications=True) as pilot:
        await pilot.press("space", "E")
        await settled(pilot)
        assert len(store.schedule.stars) == 1
        assert "Not in a browser:" in take_screenshot(app).text
        assert len(app.screen_stack) == 1
