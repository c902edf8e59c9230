"""Save at PATH where no file may grow any more, then where it may again; tell as JSON what came of it."""

import json
import resource
import signal
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from scale_tui.domain.errors import CannotSave
from scale_tui.domain.marks import Mark, Setting
from scale_tui.storage.personal import PersonalStore

AT = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
MANY = [f"session-{count}" for count in range(2000)]


def stars(sessions: Iterable[str]) -> list[Setting]:
    return [Setting(session, Mark.STAR) for session in sessions]


def main(path: str, limit: str) -> None:
    told: dict[str, object] = {}
    # Else the first write past the limit ends the process instead of failing.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with PersonalStore.open(Path(path), at=AT) as store:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), hard))
        try:
            store.keep("conference", stars(MANY), at=AT)
        except CannotSave as error:
            told["cannot_save"] = str(error)
        told["stars_meanwhile"] = sorted(store.load("conference").stars)
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        store.keep("conference", stars(MANY), at=AT)
        told["stars_afterwards"] = len(store.load("conference").stars)
    print(json.dumps(told))


main(*sys.argv[1:])
