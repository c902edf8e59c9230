"""What a screen shows, read from Textual's own screenshot: the characters, and how each is drawn."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from rich.cells import cell_len
from textual.app import App

_CELL = 12.2
_LINE = 24.4
_CLASS = re.compile(r"\.terminal-\d+-(r\d+) \{ ([^}]*)\}")
_TEXT = re.compile(r'<text class="terminal-\d+-(r\d+)" x="([\d.]+)"[^>]*line-(\d+)\)">(.*?)</text>', re.S)
_GROUND = re.compile(r'<rect fill="(#\w+)" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="24.65" shape')
_COLOUR = re.compile(r"fill: (#\w{6})")


@dataclass(frozen=True)
class Screenshot:
    """A screen as a grid of cells; the second cell of a wide character is empty."""

    cells: tuple[tuple[str, ...], ...]
    styles: tuple[tuple[str, ...], ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The characters of each line, without what is blank at its end."""
        return tuple("".join(line).rstrip() for line in self.cells)

    @property
    def text(self) -> str:
        """All lines."""
        return "\n".join(self.lines)

    def ansi(self) -> str:
        """All lines with escape codes for their colours, so that ``cat`` shows the picture."""
        lines: list[str] = []
        for cells, styles in zip(self.cells, self.styles, strict=True):
            line, last = "", ""
            for cell, style in zip(cells, styles, strict=True):
                line += (f"\x1b[0{style}m" if style != last else "") + cell
                last = style
            lines.append(f"{line}\x1b[0m")
        return "\n".join(lines) + "\n"


def take_screenshot(app: App[Any]) -> Screenshot:
    """The screen of a running app."""
    svg = app.export_screenshot()
    width, height = app.size
    cells = [[" "] * width for _ in range(height)]
    inks = [[""] * width for _ in range(height)]
    grounds = [[""] * width for _ in range(height)]
    for colour, x, y, length in _GROUND.findall(svg):
        line, start = round((float(y) - 1.5) / _LINE), round(float(x) / _CELL)
        for column in range(start, min(width, start + round(float(length) / _CELL))):
            grounds[line][column] = f";48;2;{_rgb(colour)}"
    codes = {name: _codes(css) for name, css in _CLASS.findall(svg)}
    for name, x, line_number, text in _TEXT.findall(svg):
        start, line = round(float(x) / _CELL), int(line_number)
        plain = unescape(text).replace("\xa0", " ").rstrip("\n")
        column = last = start
        for index, character in enumerate(plain):
            end = start + cell_len(plain[: index + 1])
            if end <= column:
                # It belongs to the character before it: an accent, a joiner, what is joined.
                cells[line][last] += character
                continue
            cells[line][column] = character
            for covered in range(column, min(width, end)):
                # A blank shows nothing but its background.
                inks[line][covered] = codes[name] if character != " " else ""
                if covered > column:
                    cells[line][covered] = ""
            column, last = end, column
    styles = tuple(
        tuple(ink + ground for ink, ground in zip(line_inks, line_grounds, strict=True))
        for line_inks, line_grounds in zip(inks, grounds, strict=True)
    )
    return Screenshot(tuple(map(tuple, cells)), styles)


def _codes(css: str) -> str:
    colour = _COLOUR.search(css)
    return (
        (f";38;2;{_rgb(colour.group(1))}" if colour else "")
        + (";1" if "font-weight: bold" in css else "")
        + (";3" if "font-style: italic" in css else "")
        + (";4" if "underline" in css else "")
        + (";9" if "line-through" in css else "")
    )


def _rgb(colour: str) -> str:
    return ";".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
