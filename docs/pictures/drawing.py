"""What a terminal shows, as a picture: each cell in its colours, with a font of this machine."""

import shutil
import subprocess
from functools import cache

from PIL import Image, ImageColor, ImageDraw, ImageFont
from pyte.screens import Char
from rich.cells import cell_len

from bench.emulator import Cells
from docs.pictures.glyphs import rectangles, shade

CELL = (9, 18)
"""Pixels across and down."""
_SIZE = 14.95
"""Of a font whose characters are 0.602 of it wide, as those of DejaVu Sans Mono are."""
_FAMILIES = ("DejaVu Sans Mono", "Liberation Mono", "Noto Sans Mono")
_FILES = ("DejaVuSansMono{}.ttf", "LiberationMono-{}.ttf")
_INK, _GROUND = "#e4e4e4", "#121212"
MARGIN = 10
"""Pixels around the cells."""
# The sixteen colours that a terminal has a choice in, as xterm has them.
_NAMED = {
    "black": "#000000",
    "red": "#cd0000",
    "green": "#00cd00",
    "brown": "#cdcd00",
    "blue": "#5c5cff",
    "magenta": "#cd00cd",
    "cyan": "#00cdcd",
    "white": "#e5e5e5",
}
_GONE = "\uffff"
"""A character that no font has."""


def picture(cells: Cells) -> Image.Image:
    """The cells, with a margin in the colour of a window."""
    width, height = CELL
    size = (len(cells[0]) * width + 2 * MARGIN, len(cells) * height + 2 * MARGIN)
    image = Image.new("RGB", size, _GROUND)
    draw = ImageDraw.Draw(image)
    for paint in (_paint_ground, _paint_ink):
        for row, line in enumerate(cells):
            for column, cell in enumerate(line):
                paint(draw, cell, (MARGIN + column * width, MARGIN + row * height))
    return image


def caption(image: Image.Image, key: str, text: str) -> Image.Image:
    """The picture with a line below: the key that was pressed, and what for."""
    width, height = CELL
    told = Image.new("RGB", (image.width, image.height + 2 * height), "#000000")
    told.paste(image)
    draw = ImageDraw.Draw(told)
    at = (MARGIN + width, image.height + height // 2)
    if key:
        box = (at[0] - 6, at[1] - 3, at[0] + cell_len(key) * width + 5, at[1] + height + 2)
        draw.rounded_rectangle(box, 4, fill="#303030", outline="#767676")
        _paint_text(draw, key, at, "#ffd75f", "Bold")
        at = (at[0] + (cell_len(key) + 2) * width, at[1])
    _paint_text(draw, text, at, "#d0d0d0", "")
    return told


def _paint_text(draw: ImageDraw.ImageDraw, text: str, at: tuple[int, int], ink: str, style: str) -> None:
    for number, character in enumerate(text):
        place = (at[0] + number * CELL[0], at[1])
        draw.text((place[0], place[1] + _rise(style)), character, font=_font_for(character, style), fill=ink)


def _colours(cell: Char) -> tuple[str, str]:
    ink, ground = _colour(cell.fg, _INK), _colour(cell.bg, _GROUND)
    return (ground, ink) if cell.reverse else (ink, ground)


def _colour(name: str, otherwise: str) -> str:
    if name in _NAMED:
        return _NAMED[name]
    return f"#{name}" if len(name) == 6 and name != "bright" else otherwise


def _paint_ground(draw: ImageDraw.ImageDraw, cell: Char, at: tuple[int, int]) -> None:
    _, ground = _colours(cell)
    draw.rectangle((*at, at[0] + CELL[0] - 1, at[1] + CELL[1] - 1), fill=ground)


def _paint_ink(draw: ImageDraw.ImageDraw, cell: Char, at: tuple[int, int]) -> None:
    width, height = CELL
    ink, ground = _colours(cell)
    for left, top, right, bottom in rectangles(cell.data, width / height):
        box = (round(left * width), round(top * height), round(right * width) - 1, round(bottom * height) - 1)
        left_top = (at[0] + box[0], at[1] + box[1])
        draw.rectangle(
            (*left_top, max(at[0] + box[2], left_top[0]), max(at[1] + box[3], left_top[1])), fill=ink
        )
    if strength := shade(cell.data):
        draw.rectangle((*at, at[0] + width - 1, at[1] + height - 1), fill=_between(ground, ink, strength))
    elif cell.data.strip() and not rectangles(cell.data, width / height):
        style = ("Bold" if cell.bold else "") + ("Oblique" if cell.italics else "")
        draw.text((at[0], at[1] + _rise(style)), cell.data, font=_font_for(cell.data, style), fill=ink)
    for is_there, down in ((cell.underscore, height - 3), (cell.strikethrough, height // 2)):
        if is_there:
            draw.line((at[0], at[1] + down, at[0] + width - 1, at[1] + down), fill=ink)


def _between(ground: str, ink: str, strength: float) -> tuple[int, ...]:
    pairs = zip(ImageColor.getrgb(ground), ImageColor.getrgb(ink), strict=True)
    return tuple(round(one + (other - one) * strength) for one, other in pairs)


@cache
def _rise(style: str) -> int:
    """How far down in a cell the text begins, so that it stands in the middle."""
    ascent, descent = _font(style).getmetrics()
    return (CELL[1] - ascent - descent) // 2


@cache
def _font_for(character: str, style: str) -> ImageFont.FreeTypeFont:
    """The font, or where it lacks the character another of this machine."""
    font = _font(style)
    if bytes(font.getmask(character)) != bytes(font.getmask(_GONE)) and cell_len(character) < 2:
        return font
    found = _matching(f":charset={ord(character[0]):x}")
    # Half as much higher than wide, and square: two cells.
    return ImageFont.truetype(found[0], 2 * CELL[0] - 2, index=found[1]) if found else font


@cache
def _font(style: str) -> ImageFont.FreeTypeFont:
    for file in _FILES:
        try:
            return ImageFont.truetype(file.format(f"-{style}" if style and "-" not in file else style), _SIZE)
        except OSError:
            continue
    for family in _FAMILIES:
        if found := _matching(f"{family}:style={style or 'Book'}"):
            return ImageFont.truetype(found[0], _SIZE, index=found[1])
    raise FileNotFoundError(f"none of these fonts is here: {', '.join(_FAMILIES)}")


@cache
def _matching(pattern: str) -> tuple[str, int] | None:
    """What fontconfig has for it: a file, and which of the fonts in it."""
    if shutil.which("fc-match") is None:
        return None
    asked = ["fc-match", "-f", "%{file}\n%{index}", pattern]
    file, _, index = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.partition("\n")
    return (file, int(index)) if file else None
