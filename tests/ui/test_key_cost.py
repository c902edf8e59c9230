"""What a cursor key costs, counted: frames, lines, layouts and bytes, with few sessions and with many."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from textual.app import App
from textual.screen import Screen

from builders import DAY, agenda, at, session, speaker
from scale_tui.domain.agenda import Agenda, Session
from scale_tui.ui.direct_painting import DirectUpdate
from scale_tui.ui.thin_frames import ThinFrames
from stage import app_on, settled

WORDS = ("kernel", "network", "rust", "database", "compiler", "lattice", "quantum", "packet", "radio", "maps")
VIEWS = {"agenda": "1", "mine": "3", "people": "4", "now": "5"}


def conference(count: int, *, rooms: int = 5) -> Agenda:
    """So many talks, five at a time; abstracts that differ from each other in length and in words."""
    return agenda(*talks(count, rooms), title="Big")


def talks(count: int, rooms: int) -> Iterator[Session]:
    for number in range(count):
        start = timedelta(minutes=60 * (number // rooms))
        first = session("10:00", 60, id=f"s{number}", room=f"Room {number % rooms}")
        yield Session(
            id=first.id,
            title=f"{WORDS[number % 10]} talk {number}",
            start=at("10:00") + start,
            end=at("11:00") + start,
            day=DAY,
            room=first.room,
            speakers=(speaker(f"Person {number % 997}", f"Org {number % 50}"),),
            abstract=" ".join(WORDS[(number * 7 + word) % 10] for word in range(40 + 25 * (number % 4))),
        )


class Counted:
    """What is drawn from now on."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.layouts = 0
        self.updates: list[DirectUpdate] = []
        self.whole = 0
        lay_out, display = Screen._refresh_layout, App._display  # noqa: SLF001

        def laying_out(screen: Screen[object], *given: object, **named: object) -> None:
            self.layouts += 1
            lay_out(screen, *given, **named)  # type: ignore[arg-type]

        def displaying(app: App[object], screen: Screen[object], update: object) -> None:
            if isinstance(update, DirectUpdate):
                self.updates.append(update)
                self.sizes.append(len(self._thin(app, update)))
            elif update is not None:
                self.whole += 1
                self._thin(app, update)
            display(app, screen, update)  # type: ignore[arg-type]

        self.sizes: list[int] = []
        self._frames = ThinFrames()
        patch.setattr(Screen, "_refresh_layout", laying_out)
        patch.setattr(App, "_display", displaying)

    def _thin(self, app: App[object], update: object) -> str:
        text = update.render_segments(app.console)  # type: ignore[attr-defined]
        return self._frames.thinned(f"{text}\x1b[1;1H", app.size)

    def forget(self) -> None:
        self.layouts = self.whole = 0
        self.updates.clear()
        self.sizes.clear()


@pytest.mark.parametrize("count", [25, 10_000])
@pytest.mark.parametrize("view", VIEWS)
async def test_a_cursor_key_draws_one_frame_and_lays_nothing_out(
    view: str, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = Counted(monkeypatch)
    stars = [f"s{number}" for number in range(0, 25, 2)]
    app = app_on(conference(count), now="10:20", stars=stars)
    async with app.run_test(size=(120, 35)) as pilot:
        await pilot.press(VIEWS[view], "j")
        await settled(pilot)
        counted.forget()
        for key in ("j", "j", "k"):
            await pilot.press(key)
            await settled(pilot)
        assert counted.layouts == counted.whole == 0
        assert len(counted.updates) == 3
        # An abstract of 600 characters over one of as many, and two rows.
        assert max(counted.sizes) < 3_500


@pytest.mark.parametrize("keys", ["jjk", "llh"])
async def test_in_rooms_a_cursor_key_draws_one_frame(keys: str, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Counted(monkeypatch)
    sizes = []
    for count in (25, 10_000):
        app = app_on(conference(count), now="10:20")
        async with app.run_test(size=(120, 35)) as pilot:
            await pilot.press("2", "j")
            await settled(pilot)
            counted.forget()
            for key in keys:
                await pilot.press(key)
                await settled(pilot)
            assert counted.layouts == counted.whole == 0
            assert len(counted.updates) == 3
            sizes.append(counted.sizes[0])
    assert max(sizes) < 1_300


async def test_a_key_paints_as_many_lines_with_25_sessions_as_with_10_000(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counted = Counted(monkeypatch)
    lines = []
    for count in (25, 10_000):
        app = app_on(conference(count), now="10:20")
        async with app.run_test(size=(120, 35)) as pilot:
            await pilot.press("j")
            await settled(pilot)
            counted.forget()
            await pilot.press("j")
            await settled(pilot)
            lines.append(sum(update.line_count for update in counted.updates))
    # Where there are more than fit, two lines of the list's scroll bar stand beside the two rows.
    assert lines[1] == lines[0] + 2
    # The detail, the row that was left and the one that was reached.
    assert lines[0] < 31 + 2
