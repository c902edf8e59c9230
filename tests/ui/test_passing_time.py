"""A minute that passes: what looks otherwise then is painted anew, and nothing else."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from textual.pilot import Pilot

from builders import agenda, at, row_of_talks
from scale_tui.domain.agenda import Agenda
from scale_tui.ui.app import ScaleTuiApp
from scale_tui.ui.widgets import session_list
from scale_tui.ui.widgets.detail_pane import DetailPane
from screenshot import take_screenshot
from stage import app_on, settled

INSTANTS = ("08:29", "08:30", "10:04", "10:05", "12:20", "12:21", "12:34", "12:35", "17:29", "17:30", "17:31")
STARS = ("20240911-1000-opening-remarks", "20240911-1235-high-network-reliability")
MINUTE = timedelta(minutes=1)


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


async def pass_to(pilot: Pilot[object], clock: Clock, now: datetime) -> None:
    app = pilot.app
    assert isinstance(app, ScaleTuiApp)
    clock.now = now
    app.read_clock()
    await settled(pilot)


@pytest.mark.parametrize("size", [(80, 24), (170, 45)])
@pytest.mark.parametrize(
    "keys", [["1"], ["2"], ["3"], ["4"], ["5"], ["slash", "i", "s", "colon", "n", "o", "w"]]
)
async def test_it_looks_as_if_all_had_been_painted_anew(keys: list[str], size: tuple[int, int]) -> None:
    clock = Clock(at("08:00"))
    app = app_on(clock=clock, stars=STARS)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        for instant in INSTANTS:
            await pass_to(pilot, clock, at(instant))
            passed = take_screenshot(app)
            app.scene = replace(app.scene, hints=replace(app.scene.hints))
            await settled(pilot)
            assert passed == take_screenshot(app), instant


class Painted:
    """Which rows are painted, and how often details are written, from now on."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.rows: list[str] = []
        self.details = 0
        paint, write = session_list.paint_row, DetailPane._written  # noqa: SLF001

        def painting(row: session_list.Row, *given: object, **named: object) -> object:
            self.rows.append(row.session.title if row.session else type(row).__name__)
            return paint(row, *given, **named)  # type: ignore[arg-type]

        def writing(pane: DetailPane, *given: object) -> object:
            self.details += 1
            return write(pane, *given)  # type: ignore[arg-type]

        patch.setattr(session_list, "paint_row", painting)
        patch.setattr(DetailPane, "_written", writing)


async def painted_in_the_minute_from(
    now: datetime, monkeypatch: pytest.MonkeyPatch, talks: Agenda
) -> Painted:
    clock = Clock(now)
    app = app_on(talks, clock=clock)
    async with app.run_test(size=(120, 35)) as pilot:
        await settled(pilot)
        painted = Painted(monkeypatch)
        await pass_to(pilot, clock, now + MINUTE)
        monkeypatch.undo()
    return painted


async def test_before_the_event_no_row_and_no_detail_is(monkeypatch: pytest.MonkeyPatch) -> None:
    painted = await painted_in_the_minute_from(at("06:00"), monkeypatch, agenda(*row_of_talks(20)))
    assert painted.rows == []
    assert painted.details == 0


async def test_while_it_runs_only_what_counts_minutes_is(monkeypatch: pytest.MonkeyPatch) -> None:
    talks = agenda(*row_of_talks(20))
    running = talks.sessions[3]
    painted = await painted_in_the_minute_from(running.start + MINUTE, monkeypatch, talks)
    assert set(painted.rows) == {running.title, "NowRule"}
    assert painted.details == 1
