"""A QR code in the cells of a terminal, dark on light whatever the theme: a camera needs it so."""

from collections.abc import Sequence

from textual.content import Content

from scale_tui.export.qr_code import LEAST_QUIET, QUIET, QrCode, half_blocks
from scale_tui.ui.glyphs import Glyphs

_INK = "#000000 on #ffffff"
_DARK, _LIGHT = "on #000000", "on #ffffff"


def cells_of(code: QrCode, quiet: int, glyphs: Glyphs) -> tuple[int, int]:
    """How many columns and lines a code takes with so many light modules around it."""
    side = code.size + 2 * quiet
    return (2 * side, side) if glyphs.is_ascii else (side, (side + 1) // 2)


def widest_quiet(code: QrCode, columns: int, lines: int, glyphs: Glyphs) -> int | None:
    """How many light modules there is room for around a code; None where there is none even for the least."""
    for quiet in range(QUIET, LEAST_QUIET - 1, -1):
        wide, high = cells_of(code, quiet, glyphs)
        if wide <= columns and high <= lines:
            return quiet
    return None


def picture_of(code: QrCode, quiet: int, glyphs: Glyphs) -> Content:
    """The code, two rows of modules a line; without half blocks one row, two cells a module."""
    modules: Sequence[tuple[bool, ...]] = code.with_quiet(quiet)
    if not glyphs.is_ascii:
        lines = half_blocks(modules, is_dark_drawn=True)
        return Content("\n").join([Content.styled(line, _INK) for line in lines])
    rows = [Content.assemble(*(("  ", _DARK if dark else _LIGHT) for dark in row)) for row in modules]
    return Content("\n").join(rows)
