"""Times opening a saved conference: ``python -m bench.inside.opening CONFERENCE RUNS``."""

import json
import sys
from time import perf_counter

from scale_tui.cli.conference import find_agenda


def main() -> None:
    """Print how long it takes, in milliseconds, imports not counted."""
    conference, runs = sys.argv[1:]
    print(json.dumps({"opened": timed(conference, int(runs))}))


def timed(conference: str, runs: int) -> list[float]:
    """The times of each but the first, which imports."""
    found = []
    for _ in range(runs + 1):
        began = perf_counter()
        find_agenda(conference)
        found.append((perf_counter() - began) * 1000)
    return found[1:]


if __name__ == "__main__":
    main()
