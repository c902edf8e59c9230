"""Kill programs while they bring an older database up to date, at random moments: FOLDER KILLS SEED.

Says as JSON how often the database was of the first layout afterwards, how often of the latest, how often it
could not be read, and how many marks were missing.
"""

import json
import os
import random
import signal
import sqlite3
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from scale_tui.domain.marks import note
from scale_tui.storage import migrations
from scale_tui.storage.examining import State, examine
from scale_tui.storage.personal import PersonalStore

AT = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
MARKS = {f"session-{count}" for count in range(300)}
LONGEST_PAUSE = 0.1


def first_layout(path: Path) -> None:
    path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in migrations.STEPS[0]:
            connection.execute(statement)
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO marks VALUES ('conference', ?, 'star', 1, '2026-11-22T10:15:00.000000+00:00')",
            ((name,) for name in MARKS),
        )
        connection.execute(f"PRAGMA application_id = {migrations.APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 1")
        connection.execute("COMMIT")


def kill_one(path: Path, chance: random.Random) -> None:
    child = os.fork()
    if child == 0:
        with PersonalStore.open(path, at=AT) as store:
            store.keep("conference", note("session-1", "text"), at=AT)
        signal.pause()
    until = time.perf_counter() + chance.random() * LONGEST_PAUSE
    while time.perf_counter() < until:
        pass
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def main(folder: str, kills: str, seed: str) -> None:
    chance = random.Random(int(seed))
    told = dict.fromkeys(("kills", "first", "latest", "unreadable", "lost", "journals_left", "goes_on"), 0)
    number = 0
    path = Path(folder) / "0" / "schedule.sqlite3"
    first_layout(path)
    for _ in range(int(kills)):
        kill_one(path, chance)
        told["kills"] += 1
        told["journals_left"] += path.with_name("schedule.sqlite3-journal").exists()
        found = examine(path)
        told["unreadable"] += found.state is not State.GOOD
        told["lost"] += len(MARKS - {row.key[1] for row in found.rows.values() if row.is_on})
        told["first" if found.version == 1 else "latest"] += 1
        if found.version == migrations.LATEST:
            with PersonalStore.open(path, at=AT) as store:
                told["goes_on"] += store.load("conference").stars == MARKS and not store.is_read_only
            number += 1
            path = Path(folder) / f"{number}" / "schedule.sqlite3"
            first_layout(path)
    print(json.dumps(told))


main(*sys.argv[1:])
