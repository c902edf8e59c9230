"""Set marks one after another, from the word "go" on: PATH NAME COUNT. Says how long the longest wait was."""

import sys
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from scale_tui.domain.marks import Mark, Setting
from scale_tui.storage.personal import PersonalStore

AT = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)


def stars(sessions: Iterable[str]) -> list[Setting]:
    return [Setting(session, Mark.STAR) for session in sessions]


def main(path: str, name: str, count: str) -> None:
    print("ready", flush=True)
    sys.stdin.readline()
    longest = 0.0
    with PersonalStore.open(Path(path), at=AT, patience=120) as store:
        for each in range(int(count)):
            begun = time.perf_counter()
            store.keep("conference", stars([f"{name}-{each}"]), at=AT)
            longest = max(longest, time.perf_counter() - begun)
    print(longest)


main(*sys.argv[1:])
