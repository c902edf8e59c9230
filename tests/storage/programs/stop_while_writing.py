"""Write half of a large change to the file at PATH, then say so and wait to be killed."""

import sqlite3
import sys

connection = sqlite3.connect(sys.argv[1], isolation_level=None)
# So small a cache that pages go to the file, behind a synced journal, long before the end of the change.
connection.execute("PRAGMA cache_size = 2")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE marks SET is_on = 0")
connection.executemany(
    "INSERT INTO marks VALUES ('conference', ?, 'star', 1, '', NULL)",
    ((f"half-{count}",) for count in range(5000)),
)
print("written", flush=True)
sys.stdin.readline()
