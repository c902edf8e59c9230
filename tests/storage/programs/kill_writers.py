"""Kill a writer at a random moment, again and again, and look at what it leaves: FOLDER KILLS SEED.

Every mark is on two sessions at once. A writer acknowledges over a pipe what was saved; says at the end, as
JSON, how many of those were missing, how many marks were on one session only, and what was set aside.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from scale_tui.domain.marks import Mark, Setting
from scale_tui.storage.personal import PersonalStore

AT = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
KILLS_A_DATABASE = 10
LONGEST_PAUSE = 0.003


def stars(sessions: Iterable[str]) -> list[Setting]:
    return [Setting(session, Mark.STAR) for session in sessions]


def write_until_killed(path: Path, turn: int, pipe: int) -> None:
    with PersonalStore.open(path, at=AT) as store:
        for count in range(1_000_000):
            pair = (f"{turn}-{count}-a", f"{turn}-{count}-b")
            store.keep("conference", stars(pair), at=AT)
            os.write(pipe, b".")


def kill_one(path: Path, turn: int, chance: random.Random) -> int:
    """How many marks a writer acknowledged before it was killed."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        write_until_killed(path, turn, writer)
        os._exit(1)
    os.close(writer)
    acknowledged = 0
    for _ in range(chance.randrange(8)):
        acknowledged += len(os.read(reader, 1))
    until = time.perf_counter() + chance.random() * LONGEST_PAUSE
    while time.perf_counter() < until:
        pass
    os.kill(child, signal.SIGKILL)
    while rest := os.read(reader, 1000):
        acknowledged += len(rest)
    os.close(reader)
    os.waitpid(child, 0)
    return acknowledged


def main(folder: str, kills: str, seed: str) -> None:
    chance = random.Random(int(seed))
    told = {"kills": 0, "saved": 0, "lost": 0, "halved": 0, "set_aside": 0, "journals_left": 0}
    expected: set[str] = set()
    for turn in range(int(kills)):
        path = Path(folder) / f"{turn // KILLS_A_DATABASE}" / "schedule.sqlite3"
        if turn % KILLS_A_DATABASE == 0:
            expected = set()
        acknowledged = kill_one(path, turn, chance)
        expected |= {f"{turn}-{count}-{half}" for count in range(acknowledged) for half in "ab"}
        told["journals_left"] += path.with_name("schedule.sqlite3-journal").exists()
        with PersonalStore.open(path, at=AT) as store:
            found = store.load("conference").stars
            told["set_aside"] += store.notice is not None
        told["kills"] += 1
        told["saved"] += acknowledged
        told["lost"] += len(expected - found)
        told["halved"] += sum(f"{mark[:-1]}{'ba'[mark[-1] == 'b']}" not in found for mark in found)
        expected = set(found)
    print(json.dumps(told))


main(*sys.argv[1:])
