"""Kill programs while they repair a damaged schedule, at random moments: FOLDER KILLS SEED.

Says as JSON how often the schedule was there again after a kill, and how often a repair that was let finish
then did not have every mark of the copy, or the damaged file was gone.
"""

import json
import os
import random
import signal
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scale_tui.domain.marks import Mark, Setting
from scale_tui.storage.examining import State, examine
from scale_tui.storage.personal import PersonalStore
from scale_tui.storage.repairing import repair

AT = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
MARKS = {f"session-{count}" for count in range(300)}
LONGEST_PAUSE = 0.1


def damaged(path: Path) -> None:
    for day, marks in ((0, MARKS), (1, {"later"})):
        with PersonalStore.open(path, at=AT) as store:
            wanted = [Setting(name, Mark.STAR) for name in marks]
            store.keep("conference", wanted, at=AT + timedelta(days=day))
    path.write_text("damaged")


def kill_one(path: Path, chance: random.Random) -> None:
    child = os.fork()
    if child == 0:
        repair(path, AT, 10.0)
        signal.pause()
    until = time.perf_counter() + chance.random() * LONGEST_PAUSE
    while time.perf_counter() < until:
        pass
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def main(folder: str, kills: str, seed: str) -> None:
    chance = random.Random(int(seed))
    told = dict.fromkeys(("kills", "in_place", "lost", "gone"), 0)
    for turn in range(int(kills)):
        path = Path(folder) / f"{turn}" / "schedule.sqlite3"
        damaged(path)
        kill_one(path, chance)
        told["kills"] += 1
        told["in_place"] += examine(path).state is State.GOOD
        repair(path, AT, 10.0)
        with PersonalStore.open(path, at=AT) as store:
            told["lost"] += not store.load("conference").stars >= MARKS
        aside = [each for each in path.parent.iterdir() if "unreadable" in each.name]
        told["gone"] += [each.read_text() for each in aside] != ["damaged"]
    print(json.dumps(told))


main(*sys.argv[1:])
