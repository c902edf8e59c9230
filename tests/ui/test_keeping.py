"""How often the thread that keeps the marks looks for what others have marked."""

import queue
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import pytest
from textual import events

from builders import at
from scale_tui.ui.keeping import Keeper
from stage import app_on


class Looks:
    """Stands for the store: counts the looks."""

    def __init__(self) -> None:
        self.count = 0

    def has_changed(self) -> bool:
        self.count += 1
        return False


class Waits:
    """Stands for the queue: writes down how long is waited, and what happens meanwhile."""

    def __init__(self, *happens: Callable[[], object] | None) -> None:
        self._happens = list(happens)
        self._given: list[Any] = []
        self.seconds: list[float] = []

    def put(self, task: object) -> None:
        self._given.append(task)

    def get(self, timeout: float) -> object:
        if not self._given:
            self.seconds.append(timeout)
            if happens := self._happens.pop(0):
                happens()
        if self._given:
            return self._given.pop(0)
        raise queue.Empty


def kept(monkeypatch: pytest.MonkeyPatch, *happens: str) -> tuple[list[float], int]:
    """How long the keeper waits each time while this happens, until it is stopped, and how often it looks."""
    looks = Looks()
    keepers: list[Keeper] = []
    acts: dict[str, Callable[[], object] | None] = {
        "nothing": None,
        "somebody": lambda: keepers[0].attend(),
        "stop": lambda: keepers[0].stop(),
    }
    waits = Waits(*(acts[each] for each in (*happens, "stop")))
    monkeypatch.setattr("scale_tui.ui.keeping.queue.SimpleQueue", lambda: waits)
    store: Any = nullcontext(looks)
    keepers.append(Keeper("conf", lambda: store, lambda: at("10:00"), lambda _: None))
    keepers[0].run()
    return waits.seconds, looks.count


def test_left_alone_it_looks_ever_more_rarely(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds, looks = kept(monkeypatch, *["nothing"] * 6)

    assert seconds == [0.5, 1.0, 2.0, 4.0, 8.0, 10.0, 10.0]
    assert looks == 6


def test_a_minute_alone_wakes_it_less_than_eighteen_times(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seconds, _ = kept(monkeypatch, *["nothing"] * 100)

    woken = next(count for count in range(100) if sum(seconds[:count]) >= 60)
    assert woken / 60 < 0.3


def test_when_somebody_is_there_again_it_looks_at_once_and_often(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds, looks = kept(monkeypatch, "nothing", "nothing", "somebody", "nothing")

    assert seconds == [0.5, 1.0, 2.0, 0.5, 1.0]
    assert looks == 4


def test_a_key_during_the_shortest_wait_does_not_wake_it(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds, looks = kept(monkeypatch, "somebody")

    # The wait went on to its end.
    assert seconds == [0.5, 1.0]
    assert looks == 1


async def test_keys_clicks_and_coming_back_to_the_window_count_as_somebody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    attended: list[Keeper] = []
    monkeypatch.setattr(Keeper, "attend", lambda keeper: attended.append(keeper))
    app = app_on(now="12:20")
    async with app.run_test(size=(80, 24)) as pilot:
        counts = [len(attended)]
        await pilot.press("j")
        counts.append(len(attended))
        await pilot.click(offset=(20, 8))
        counts.append(len(attended))
        app.post_message(events.AppFocus())
        await pilot.pause()
        counts.append(len(attended))

    assert counts == sorted(set(counts))
