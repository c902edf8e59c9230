"""Painting what has changed without what stands around it.

For a row that has changed Textual's compositor asks every widget in the same lines for all of its lines, cuts
each at the edges of all others and puts them together again: most of the work of a key. Here the widgets that
are seen where something has changed are asked for that, from the front to the back.

``SCALE_TUI_WHOLE_FRAMES=1`` turns it off, see ``thin_frames``.
"""

import os
from itertools import chain
from typing import Any

from rich.console import Console, RenderableType
from rich.segment import Segment
from rich.style import Style
from textual._compositor import Compositor, CompositorUpdate
from textual.color import Color
from textual.geometry import Region
from textual.strip import Strip, StripRenderable
from textual.widget import Widget

from scale_tui.ui.legible import is_read, legible
from scale_tui.ui.themes import least_contrast
from scale_tui.ui.thin_frames import WHOLE_FRAMES

SEEN_THROUGH = "-seen-through"
"""The class of a screen under which the other is seen in its colours."""

_OF_WHAT_IS_DRAWN = 1.6
"""The contrast of bars and rules under another screen: they say nothing there."""

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
        self.is_waiting = False

    def render_update(self, *how: Any, **named: Any) -> RenderableType | None:
        """What has to be sent; nothing while this waits for something to show, and all of it then."""
        return None if self.is_waiting else super().render_update(*how, **named)

    def render_partial_update(self) -> CompositorUpdate | None:  # type: ignore[override]
        """What has to be sent for the regions that have changed; nothing where none has."""
        if self._is_off:
            return super().render_partial_update()
        changed, self._dirty_regions = self._dirty_regions, set()
        placed: list[tuple[int, int, Strip]] = []
        for widget, place, seen in chain.from_iterable(map(self._parts, _outermost(changed))):
            strips = widget.render_lines(seen.translate(-place.offset))
            placed += [(y, seen.x, strip) for y, strip in zip(seen.line_range, strips, strict=True)]
        placed.sort(key=_reading_order)
        if len(placed) >= self.size.height:
            # All lines from the top on are taken for a picture that is sent as it is: see ``thin_frames``.
            placed.append(placed.pop(0))
        return DirectUpdate(placed) if placed else None

    def __rich__(self) -> StripRenderable:
        """What lies under another screen, as pale as can be read; nothing where there is no such colour."""
        assert self.root is not None  # noqa: S101
        app = self.root.app
        if app.screen.has_class(SEEN_THROUGH):
            return super().__rich__()
        ground = Color.parse(app.theme_variables["background"])
        strips = self.render_strips()
        if app.native_ansi_color:
            return StripRenderable([Strip.blank(strip.cell_length) for strip in strips])
        read, drawn = (
            Style(color=Color(*legible(ground.rgb, ground.rgb, least)).rich_color, bgcolor=ground.rich_color)
            for least in (least_contrast(app.theme_variables), _OF_WHAT_IS_DRAWN)
        )
        return StripRenderable(
            [
                Strip(
                    [Segment(text, read if is_read(text) else drawn) for text, _, _ in strip],
                    strip.cell_length,
                ).simplify()
                for strip in strips
            ]
        )

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


def _outermost(regions: set[Region]) -> list[Region]:
    """Those that are within no other: a widget that has changed is within the one around it, if that has."""
    by_size = sorted(regions, key=lambda region: region.area, reverse=True)
    found: list[Region] = []
    for region in by_size:
        if not any(other.contains_region(region) for other in found):
            found.append(region)
    return found


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
