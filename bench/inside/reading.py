"""Times reading a schedule: ``python -m bench.inside.reading FILE RUNS``."""

import json
import sys
from pathlib import Path
from time import perf_counter
from xml.etree import ElementTree as ET

from scale_tui.cli.conference import intake


def main() -> None:
    """Print how long it takes from the file to a saved conference, and ElementTree for the same bytes."""
    path, runs = sys.argv[1:]
    print(json.dumps(timed(path, int(runs))))


def timed(path: str, runs: int) -> dict[str, list[float]]:
    """Milliseconds of each, in turn; the first run, with what it imports, does not count."""
    data = Path(path).read_bytes()
    saved, tree = [], []
    for run in range(runs + 1):
        began = perf_counter()
        ET.fromstring(data)
        parsed = perf_counter()
        intake().add(path, name=f"conference-{run}")
        done = perf_counter()
        tree.append((parsed - began) * 1000)
        saved.append((done - parsed) * 1000)
    return {"saved": saved[1:], "tree": tree[1:]}


if __name__ == "__main__":
    main()
