"""All that is drawn can be read: with a contrast of 4.5 to 1 in every theme, 7 to 1 in the strong one."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import Color, ColorSystem
from rich.console import Console
from textual.app import App
from textual.theme import BUILTIN_THEMES

from drawn import Drawn, runs_of
from scale_tui.ui.legible import LEAST, contrast, contrast_needed, is_read, legible
from scale_tui.ui.themes import OWN_THEMES
from tour import STAGES, STOPS, UNLIKE, go

STRONG, STRONG_LEAST = "scale-contrast", 7.0
PROMISED = 4.5
"""What words need in every theme, whatever the program takes for it."""
OWN = tuple(theme.name for theme in OWN_THEMES)
THEIRS = tuple(name for name, theme in BUILTIN_THEMES.items() if not theme.ansi)
OF_THEIRS = ("rooms", "mine with a clash", "palette")
OF_FEWER_COLOURS = ("agenda", "rooms", "mine with a clash", "changes")

Rgb = tuple[int, int, int]
colours = st.tuples(*[st.integers(0, 255)] * 3)


def test_contrast_is_what_the_guidelines_say() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.005)
    assert contrast((255, 255, 255), (118, 118, 118)) == pytest.approx(4.54, abs=0.005)
    assert contrast((255, 0, 0), (0, 0, 255)) == pytest.approx(2.15, abs=0.005)


@given(colours, colours)
def test_any_ink_can_be_read_on_any_ground(ink: Rgb, ground: Rgb) -> None:
    found = legible(ink, ground)
    assert contrast(found, ground) >= PROMISED
    if contrast(ink, ground) >= PROMISED:
        assert found == ink


@given(colours, colours)
def test_where_colours_are_reduced_the_reduced_ones_can_be_read(ink: Rgb, ground: Rgb) -> None:
    system = ColorSystem.EIGHT_BIT
    found = legible(ink, ground, LEAST, system)
    assert contrast(*(reduced(Color.from_rgb(*each)) for each in (found, ground))) >= PROMISED


def reduced(colour: Color, system: ColorSystem | None = ColorSystem.EIGHT_BIT) -> Rgb:
    return tuple(colour.downgrade(system).get_truecolor() if system else colour.get_truecolor())


def seen(app: App[Any], system: ColorSystem | None = None) -> Iterator[tuple[Drawn, str, float]]:
    """What is drawn, without its blanks, and the contrast of each."""
    for run in runs_of(app):
        shown = "".join(run.text.split())
        if not shown:
            continue
        assert run.style.color, run
        assert run.style.bgcolor, run
        yield run, shown, contrast(reduced(run.style.color, system), reduced(run.style.bgcolor, system))


def too_pale(app: App[Any], system: ColorSystem | None = None) -> list[str]:
    """What cannot be read, or not be seen."""
    least = STRONG_LEAST if app.theme == STRONG else PROMISED
    found = set()
    for run, shown, has in seen(app, system):
        if not is_read(run.text) and app.screen.get_widget_at(run.x, run.y)[0] is app.screen:
            # What lies under another screen cannot be used: its words can be read, its signs step back.
            continue
        if has < contrast_needed(run.text, least):
            found.add(f"{app.theme}: {has:.2f} {run.style} {shown[:20]} in line {run.y}")
    return sorted(found)


@pytest.mark.parametrize("name", UNLIKE)
async def test_all_that_is_drawn_can_be_read_in_our_themes(name: str) -> None:
    app = STAGES[STOPS[name].stage]()
    pale = []
    async with app.run_test(size=(120, 35)) as pilot:
        await go(pilot, STOPS[name])
        for theme in OWN:
            app.theme = theme
            await pilot.pause()
            pale += too_pale(app)
    assert pale == []


@pytest.mark.parametrize("name", OF_THEIRS)
async def test_and_in_those_of_textual(name: str) -> None:
    app = STAGES[STOPS[name].stage]()
    pale = []
    async with app.run_test(size=(120, 35)) as pilot:
        await go(pilot, STOPS[name])
        for theme in THEIRS:
            app.theme = theme
            await pilot.pause()
            pale += too_pale(app)
    assert pale == []


@pytest.mark.parametrize("name", OF_FEWER_COLOURS)
async def test_and_where_the_terminal_has_256_colours(name: str) -> None:
    app = STAGES[STOPS[name].stage]()
    app.console = Console(color_system="256", force_terminal=True)
    pale = []
    async with app.run_test(size=(120, 35)) as pilot:
        await go(pilot, STOPS[name])
        for theme in (*OWN, "nord"):
            app.theme = theme
            await pilot.pause()
            pale += too_pale(app, ColorSystem.EIGHT_BIT)
    assert pale == []
