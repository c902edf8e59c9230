"""Set marks one after another, from the word "go" on: PATH NAME COUNT. Says how long the longest wait was.

Each star comes with a note and a room, and each is remembered.
"""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from scale_tui.domain.marks import Mark, note, put
from scale_tui.storage.personal import PersonalStore

AT = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)


def main(path: str, name: str, count: str) -> None:
    print("ready", flush=True)
    sys.stdin.readline()
    longest = 0.0
    with PersonalStore.open(Path(path), at=AT, patience=120) as store:
        for each in range(int(count)):
            mark = f"{name}-{each}"
            wanted = (*put(Mark.STAR, mark), *note(mark, f"about {mark}"), *put(Mark.HIDDEN_ROOM, mark))
            begun = time.perf_counter()
            store.keep("conference", wanted, at=AT)
            longest = max(longest, time.perf_counter() - begun)
            store.remember("conference", "topic", {mark: name}, at=AT)
            assert not store.remember_once("conference", "topic", mark, "again", at=AT)
            store.remember_once("conference", "race", str(each), name, at=AT)
    print(longest)


main(*sys.argv[1:])
