"""Kill a writer at a random moment, again and again, and look at what it leaves: FOLDER KILLS SEED.

Every change is on several marks of several kinds at once, and every third remembers something instead; each
writer begins a new day, so that it makes a copy first. A writer acknowledges over a pipe what was saved; says
at the end, as JSON, how many of those were missing, how many changes were there in part only, how often
undoing and redoing the latest went wrong, how many copies were damaged, and what was set aside.
"""

import json
import os
import random
import signal
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scale_tui.domain.agenda import Session
from scale_tui.domain.marks import Mark, Setting, note, own_entry, put
from scale_tui.domain.schedule import PersonalSchedule
from scale_tui.storage.backups import copies
from scale_tui.storage.examining import State, examine
from scale_tui.storage.personal import PersonalStore

AT = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
KILLS_A_DATABASE = 10
LONGEST_PAUSE = 0.003
CONFERENCE, TOPIC = "conference", "topic"
PARTS = ("star", "note", "own", "room")


def change(name: str) -> tuple[Setting, ...]:
    lunch = Session(f"own-{name}", "Lunch", AT, AT + timedelta(hours=1), AT.date())
    room = Setting(name, Mark.HIDDEN_ROOM)
    return (*put(Mark.STAR, name), *note(name, f"about {name}" * 40), *own_entry(lunch), room)


def is_remembered(count: int) -> bool:
    return count % 3 == 2


def write_until_killed(path: Path, turn: int, pipe: int) -> None:
    at = AT + timedelta(days=turn)
    with PersonalStore.open(path, at=at) as store:
        for count in range(1_000_000):
            name = f"{turn}-{count}"
            if is_remembered(count):
                store.remember(CONFERENCE, TOPIC, {f"{name}-a": "1", f"{name}-b": "2"}, at=at)
            else:
                store.keep(CONFERENCE, change(name), at=at)
            os.write(pipe, b".")


def kill_one(path: Path, turn: int, chance: random.Random) -> int:
    """How many changes a writer acknowledged before it was killed."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        write_until_killed(path, turn, writer)
        os._exit(1)
    os.close(writer)
    acknowledged = 0
    for _ in range(chance.randrange(6)):
        acknowledged += len(os.read(reader, 1))
    until = time.perf_counter() + chance.random() * LONGEST_PAUSE * (1 if acknowledged else 5)
    while time.perf_counter() < until:
        pass
    os.kill(child, signal.SIGKILL)
    while rest := os.read(reader, 1000):
        acknowledged += len(rest)
    os.close(reader)
    os.waitpid(child, 0)
    return acknowledged


def parts(schedule: PersonalSchedule) -> dict[str, set[str]]:
    """Which parts of each change are there."""
    found: dict[str, set[str]] = {}
    names = (schedule.stars, schedule.notes, [each.id[4:] for each in schedule.own], schedule.hidden_rooms)
    for part, those in zip(PARTS, names, strict=True):
        for name in those:
            found.setdefault(name, set()).add(part)
    return found


def is_history_broken(store: PersonalStore) -> bool:
    """Whether undoing takes anything but one whole change away, or redoing does not bring it back."""
    before = store.load(CONFERENCE)
    undone = store.undo(CONFERENCE, at=AT)
    if undone is None:
        return bool(before.stars)
    missing = parts(before).keys() - parts(store.load(CONFERENCE)).keys()
    redone = store.redo(CONFERENCE, at=AT)
    return len(missing) != 1 or redone is None or store.load(CONFERENCE) != before


def look(path: Path, turn: int, expected: set[str], told: dict[str, int]) -> set[str]:
    """What is there after a kill; counts what is wrong with it."""
    told["journals_left"] += path.with_name("schedule.sqlite3-journal").exists()
    folder = path.with_name("backups")
    told["copies_cut_off"] += folder.exists() and any(each.suffix == ".new" for each in folder.iterdir())
    told["copies_damaged"] += sum(examine(copy.path).state is not State.GOOD for copy in copies(path))
    with PersonalStore.open(path, at=AT + timedelta(days=turn)) as store:
        found = parts(store.load(CONFERENCE))
        remembered = {key[:-2] for key in store.remembered(CONFERENCE, TOPIC)}
        told["set_aside"] += store.notice is not None
        told["halved"] += sum(len(of) != len(PARTS) for of in found.values())
        told["halved"] += len(store.remembered(CONFERENCE, TOPIC)) != 2 * len(remembered)
        told["lost"] += len(expected - found.keys() - remembered)
        told["history_broken"] += is_history_broken(store)
    return found.keys() | remembered


def main(folder: str, kills: str, seed: str) -> None:
    chance = random.Random(int(seed))
    counted = ("kills", "saved", "lost", "halved", "set_aside", "history_broken", "copies_damaged")
    told = dict.fromkeys((*counted, "journals_left", "copies_cut_off", "copies"), 0)
    expected: set[str] = set()
    for turn in range(int(kills)):
        path = Path(folder) / f"{turn // KILLS_A_DATABASE}" / "schedule.sqlite3"
        if turn % KILLS_A_DATABASE == 0:
            expected = set()
        acknowledged = kill_one(path, turn, chance)
        expected |= {f"{turn}-{count}" for count in range(acknowledged)}
        expected = look(path, turn, expected, told)
        told["kills"] += 1
        told["saved"] += acknowledged
        told["copies"] += len(copies(path))
    print(json.dumps(told))


main(*sys.argv[1:])
