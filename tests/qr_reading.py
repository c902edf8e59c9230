"""Reads a QR code from cells as a camera does from a screen: as a picture."""

from collections.abc import Sequence

import zxingcpp

_SCALE = 4
_GROUND = 6
_BLOCKS = {" ": (False, False), "▀": (True, False), "▄": (False, True), "█": (True, True)}


def lit_half_blocks(lines: Sequence[str], *, is_dark_drawn: bool) -> list[list[bool]]:
    """Which modules are light, in lines of half blocks where the dark or the light ones are drawn."""
    rows: list[list[bool]] = []
    for line in lines:
        pairs = [_BLOCKS[character] for character in line]
        rows.extend([pair[half] is not is_dark_drawn for pair in pairs] for half in (0, 1))
    return rows


def image_of(light: Sequence[Sequence[bool]]) -> memoryview:
    """The modules as pixels, on the dark ground that most terminals have."""
    width = (max(map(len, light)) + 2 * _GROUND) * _SCALE
    dark = bytes(width)
    rows = [dark] * _GROUND * _SCALE
    for line in light:
        modules = [False] * _GROUND + list(line)
        row = b"".join((b"\xff" if is_light else b"\0") * _SCALE for is_light in modules).ljust(width, b"\0")
        rows += [row] * _SCALE
    rows += [dark] * _GROUND * _SCALE
    return memoryview(b"".join(rows)).cast("B", shape=[len(rows), width])


def decoded(light: Sequence[Sequence[bool]]) -> str:
    """The text of the only code in the picture; dark on light, as scanners need it that read nothing else."""
    (found,) = zxingcpp.read_barcodes(image_of(light), try_invert=False, try_rotate=False)
    return bytes(found.bytes).decode()
