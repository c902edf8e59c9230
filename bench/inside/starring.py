"""Times stars: ``python -m bench.inside.starring TIMES``."""

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from scale_tui.domain.marks import Mark, put
from scale_tui.storage.paths import schedule_path
from scale_tui.storage.personal import PersonalStore

_PAGE = 4096


def main() -> None:
    """Print how long it takes to keep a star, and to write one page durably beside it."""
    path = schedule_path()
    assert path is not None
    print(json.dumps(timed(path, int(sys.argv[1]))))


def timed(path: Path, times: int) -> dict[str, list[float]]:
    """Milliseconds of each, in turn; the first of each, which makes the files, does not count."""
    kept, written = [], []
    at = datetime(2025, 2, 1, 12, tzinfo=UTC)
    with PersonalStore.open(path, at=at) as store:
        for number in range(times + 1):
            began = perf_counter()
            store.keep("conference", put(Mark.STAR, f"session-{number}"), at=at)
            kept.append((perf_counter() - began) * 1000)
            written.append(_page_written(path.with_name("page")))
    return {"kept": kept[1:], "written": written[1:]}


def _page_written(path: Path) -> float:
    page = os.urandom(_PAGE)
    descriptor = os.open(path, os.O_CREAT | os.O_WRONLY, 0o600)
    try:
        began = perf_counter()
        os.pwrite(descriptor, page, 0)
        os.fdatasync(descriptor)
        return (perf_counter() - began) * 1000
    finally:
        os.close(descriptor)


if __name__ == "__main__":
    main()
