"""The order in which names are listed."""

import re
from functools import lru_cache

from scale_tui.domain.folding import fold


@lru_cache(maxsize=1024)
def natural_order(name: str) -> tuple[object, ...]:
    """Sorts numbers in names as numbers: ``Room 9`` stands before ``Room 10``."""
    # Words stand at even places and numbers at odd ones, so like is compared with like.
    parts = re.split(r"(\d+)", fold(name))
    key = [(len(part.lstrip("0")), part.lstrip("0")) if i % 2 else part for i, part in enumerate(parts)]
    return (tuple(key), name)
