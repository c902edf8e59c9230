"""A tour of every screen: how each is reached, for tests that look at all of them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from textual.pilot import Pilot

from builders import agenda, at, many_rooms, session
from scale_tui.domain.agenda import Kind
from scale_tui.domain.marks import Mark, Setting, note, own_entry, put
from scale_tui.sources.bundled import bundled_agenda
from scale_tui.ui.app import ScaleTuiApp
from stage import MemoryShelf, MemoryStore, app_on, settled, star_ids

STARS = ("Evolving", "Network Communication", "Alibaba", "Faster")
MANY_ROOMS_STARS = ("0-7", "1-8", "lightning", "9-9", "2-3", "4-10", "6-8")


@dataclass(frozen=True)
class Stop:
    """A screen: the stage that it is on, and the keys that lead there."""

    stage: str
    keys: tuple[str, ...] = ()


def single_track(**options: Any) -> ScaleTuiApp:
    """One room, four stars, two of them clashing with an own entry; a note, a backup, something hidden."""
    bundled = bundled_agenda()
    ids = [each.id for each in bundled.sessions]
    mine = session("12:20", 30, "A call", id="own-1", room="Lobby", kind=Kind.OTHER)
    settings = [
        *own_entry(mine),
        *note(ids[3], "Ask about optics"),
        *put(Mark.BACKUP, ids[7]),
        *put(Mark.HIDDEN, ids[5]),
    ]
    store = MemoryStore(star_ids(bundled, *STARS), settings)
    return app_on(**({"now": "12:20", "store": store} | options))


def several_rooms(**options: Any) -> ScaleTuiApp:
    """Many rooms, stars that clash, an own entry, a note and a backup."""
    lunch = session("16:30", 45, title="Lunch with Ada", id="own-1", kind=Kind.OTHER)
    settings = [*own_entry(lunch), *note("lightning", "Ask about\noptics"), *put(Mark.BACKUP, "6-8")]
    store = MemoryStore(MANY_ROOMS_STARS[:-1], settings)
    return app_on(many_rooms(), **({"now": "14:20", "store": store} | options))


def changed(**options: Any) -> ScaleTuiApp:
    """After a refresh that moved, cancelled and took out what is starred."""
    old = bundled_agenda()
    moved, cancelled, lost = (old.by_id[each] for each in star_ids(old, *STARS[:3]))
    later = timedelta(minutes=30)
    new = {
        moved.id: replace(moved, start=moved.start + later, end=moved.end + later, room="Hall 2"),
        cancelled.id: replace(cancelled, is_cancelled=True),
    }
    kept = replace(old, sessions=tuple(new.get(one.id, one) for one in old.sessions if one is not lost))
    shelf = MemoryShelf(kept)
    shelf.previous[old.name] = old
    stars = (moved.id, cancelled.id, lost.id)
    store = MemoryStore(stars, settings=[Setting(lost.id, Mark.GONE, lost)])
    return app_on(kept, **({"now": "12:20", "store": store, "shelf": shelf} | options))


def before_it(**options: Any) -> ScaleTuiApp:
    """Nothing marked, twelve days before it starts."""
    return app_on(**({"now": at("12:20", date(2024, 8, 30))} | options))


def nothing_in_it(**options: Any) -> ScaleTuiApp:
    """A conference without a session."""
    return app_on(agenda(), **({"now": "12:20"} | options))


STAGES: dict[str, Callable[..., ScaleTuiApp]] = {
    "single": single_track,
    "rooms": several_rooms,
    "changed": changed,
    "before": before_it,
    "empty": nothing_in_it,
}

STOPS: dict[str, Stop] = {
    "agenda": Stop("single"),
    "one room": Stop("single", ("2",)),
    "mine": Stop("single", ("3",)),
    "people": Stop("single", ("4",)),
    "now": Stop("single", ("5",)),
    "detail": Stop("single", ("enter",)),
    "search": Stop("single", ("slash", *"llama")),
    "nothing found": Stop("single", ("slash", *"jitin")),
    "filter kept": Stop("single", ("slash", *"scalable", "enter")),
    "hidden shown": Stop("single", ("X", "g", "j", "j", "j", "j")),
    "more like this": Stop("single", ("M",)),
    "saving a filter": Stop("single", ("slash", *"llama", "enter", "S")),
    "past shown": Stop("single", ("p",)),
    "filters": Stop("single", ("f", "space")),
    "help": Stop("single", ("question_mark",)),
    "export": Stop("single", ("E",)),
    "picker": Stop("single", ("O",)),
    "code": Stop("single", ("Q",)),
    "palette": Stop("single", ("ctrl+p",)),
    "palette typed": Stop("single", ("ctrl+p", *"sta")),
    "themes": Stop("single", ("t",)),
    "rooms": Stop("rooms", ("2",)),
    "room's detail": Stop("rooms", ("2", "enter")),
    "agenda of rooms": Stop("rooms"),
    "mine with a clash": Stop("rooms", ("3",)),
    "people of rooms": Stop("rooms", ("4",)),
    "now in rooms": Stop("rooms", ("5",)),
    "search in rooms": Stop("rooms", ("slash", *"kern")),
    "filters of rooms": Stop("rooms", ("f", "right", "space")),
    "settle": Stop("rooms", ("3", "c")),
    "sessions": Stop("rooms", ("equals_sign",)),
    "note": Stop("rooms", ("3", "e")),
    "own entry": Stop("rooms", ("3", "i")),
    "changes": Stop("changed", ("C",)),
    "mine changed": Stop("changed", ("3",)),
    "agenda changed": Stop("changed", ("g",)),
    "before": Stop("before"),
    "no stars": Stop("before", ("3",)),
    "empty": Stop("empty"),
    "empty mine": Stop("empty", ("3",)),
    "empty rooms": Stop("empty", ("2",)),
    "empty people": Stop("empty", ("4",)),
    "empty now": Stop("empty", ("5",)),
}

_ALIKE = (
    *("filter kept", "past shown", "more like this", "palette typed", "filters of rooms", "search"),
    *("people of rooms", "now in rooms", "empty rooms", "empty people", "empty now", "no stars", "mine"),
)
UNLIKE = tuple(name for name in STOPS if name not in _ALIKE)
"""Those with something on them that others have not."""


async def go(pilot: Pilot[Any], stop: Stop) -> None:
    """Press what leads to a screen."""
    await settled(pilot)
    for key in stop.keys:
        await pilot.press(key)
    await settled(pilot)
