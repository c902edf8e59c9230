"""Set stars as the first version did, which knows no later layout nor its columns: PATH NAME COUNT."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from scale_tui.storage.lock import hold
from scale_tui.storage.paths import lock_path

SET = """
    INSERT INTO marks (conference, session, mark, is_on, changed_at)
    VALUES ('conference', ?, 'star', 1, '2026-11-23T10:15:00.000000+00:00')
    ON CONFLICT (conference, session, mark) DO UPDATE
    SET is_on = 1, changed_at = excluded.changed_at WHERE NOT marks.is_on
"""


def main(path: str, name: str, count: str) -> None:
    print("ready", flush=True)
    sys.stdin.readline()
    with closing(sqlite3.connect(path, timeout=120, isolation_level=None)) as connection:
        for each in range(int(count)):
            with hold(lock_path(Path(path)), 120):
                connection.execute("BEGIN IMMEDIATE")
                connection.execute(SET, (f"{name}-{each}",))
                connection.execute("COMMIT")
    print(0.0)


main(*sys.argv[1:])
