"""Painting what has changed without what stands around it.

For a row that has changed Textual's compositor asks every widget in the same lines for all of its lines, cuts
each at the edges of all others and puts them together again: most of the work of a key. Here the widgets that
are seen where something has changed are asked for that, from the front to the back.

``SCALE_TUI_WHOLE_FRAMES=1`` turns it off, see ``thin_frames``.
"""

import os
from itertools import chain

from rich.console import Console
from textual._compositor import Compositor, CompositorUpdate
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from scale_tui.ui.thin_frames import WHOLE_FRAMES

Part = tuple[Widget, Region, Region]
"""A widget, where it is on the screen, and a part of that where it is seen."""


class DirectUpdate(CompositorUpdate):
    """Strips, and where on the screen each begins."""

    def __init__(self, placed: list[tuple[int, int, Strip]]) -> None:
        self._placed = placed

    @property
    def line_count(self) -> int:
        """How many pieces of lines it sends."""
        return len(self._placed)

    def render_segments(self, console: Console) -> str:
        """What is written to the terminal."""
        return "".join([f"\x1b[{y + 1};{x + 1}H{strip.render(console)}" for y, x, strip in self._placed])


class DirectCompositor(Compositor):
    """The compositor of a screen whose widgets are painted line by line."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: dict[Region, list[Part]] = {}
        self._seen_at: object = None
        self._is_off = bool(os.environ.get(WHOLE_FRAMES))

    def render_partial_update(self) -> CompositorUpdate | None:  # type: ignore[override]
        """What has to be sent for the regions that have changed; nothing where none has."""
        if self._is_off:
            return super().render_partial_update()
        changed, self._dirty_regions = self._dirty_regions, set()
        placed: list[tuple[int, int, Strip]] = []
        for widget, place, seen in chain.from_iterable(map(self._parts, changed)):
            strips = widget.render_lines(seen.translate(-place.offset))
            placed += [(y, seen.x, strip) for y, strip in zip(seen.line_range, strips, strict=True)]
        placed.sort(key=_reading_order)
        return DirectUpdate(placed) if placed else None

    def _parts(self, region: Region) -> list[Part]:
        """Which widgets are seen in a region, and where."""
        visible = self.visible_widgets
        if visible is not self._seen_at:
            self._seen_at = visible
            self._seen.clear()
        parts = self._seen.get(region)
        if parts is None:
            parts = self._seen[region] = _seen_in(region.intersection(self.size.region), visible)
        return parts


def _reading_order(placed: tuple[int, int, Strip]) -> tuple[int, int]:
    return placed[:2]


def _seen_in(region: Region, visible: dict[Widget, tuple[Region, Region]]) -> list[Part]:
    """Go through the widgets from the front, and give to each what none before it has."""
    parts: list[Part] = []
    left = [region]
    for widget, (place, clip) in visible.items():
        widget_region = place.intersection(clip)
        rest: list[Region] = []
        for one in left:
            seen = widget_region.intersection(one)
            if seen:
                parts.append((widget, place, seen))
                rest += _without(one, seen)
            else:
                rest.append(one)
        left = rest
        if not left:
            break
    return parts


def _without(region: Region, part: Region) -> list[Region]:
    """What is left of a region around a part of it: above, below, left and right."""
    around = (
        Region.from_corners(region.x, region.y, region.right, part.y),
        Region.from_corners(region.x, part.bottom, region.right, region.bottom),
        Region.from_corners(region.x, part.y, part.x, part.bottom),
        Region.from_corners(part.right, part.y, region.right, part.bottom),
    )
    return [one for one in around if one]
