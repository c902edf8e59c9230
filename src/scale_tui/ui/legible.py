"""Ink that can be read on its ground: contrast as WCAG 2 measures it, and more where there is too little.

https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
"""

from functools import cache, lru_cache

from rich.color import Color, ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.color import Color as TextualColor
from textual.filter import LineFilter

LEAST = 4.5
"""The contrast that words need."""

LEAST_OF_SIGNS = 3.0
"""The contrast that a sign needs whose shape and colour are all that it says."""

DECORATION = frozenset("─━·┊▏│╭╮╰╯ ")
"""Signs that say nothing which is not said beside them: what parts one thing from the next, boxes, how much
of a session is gone (its minutes stand above). They may be pale."""

SIGNS = DECORATION | frozenset("▌▍▎▊▋▐█▀▄▁▂▃▅▆▇▔▼")
"""What is drawn, and not read: bars and blocks too."""

_STEPS = 20

Rgb = tuple[int, int, int]


def is_read(text: str) -> bool:
    """Whether there is more in it than signs and blanks."""
    return not SIGNS.issuperset(text)


def contrast_needed(text: str, least: float = LEAST) -> float:
    """What contrast it takes to see it: ``least`` where it is read."""
    if not SIGNS.issuperset(text):
        return least
    return 0.0 if DECORATION.issuperset(text) else LEAST_OF_SIGNS


@cache
def _linear() -> list[float]:
    """How much light each of the 256 steps of a colour gives."""
    return [
        step / 255 / 12.92 if step <= 10 else ((step / 255 + 0.055) / 1.055) ** 2.4 for step in range(256)
    ]


def luminance(rgb: Rgb) -> float:
    """How bright a colour is, from 0 for black to 1 for white."""
    light = _linear()
    return 0.2126 * light[rgb[0]] + 0.7152 * light[rgb[1]] + 0.0722 * light[rgb[2]]


def contrast(one: Rgb, other: Rgb) -> float:
    """From 1 for two of one brightness to 21 for black and white."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@lru_cache(1024)
def legible(ink: Rgb, ground: Rgb, least: float = LEAST, system: ColorSystem | None = None) -> Rgb:
    """The ink, as much nearer to white or black as it takes to be read on the ground.

    ``system`` is what the terminal shows the colours in, None where it shows them as they are.
    """
    shown = _shown(ground, system)
    end = 255 if contrast((255, 255, 255), shown) > contrast((0, 0, 0), shown) else 0
    found = ink
    for step in range(_STEPS + 1):
        part = step / _STEPS
        found = (
            round(ink[0] + (end - ink[0]) * part),
            round(ink[1] + (end - ink[1]) * part),
            round(ink[2] + (end - ink[2]) * part),
        )
        if contrast(_shown(found, system), shown) >= least:
            break
    return found


def _shown(rgb: Rgb, system: ColorSystem | None) -> Rgb:
    if system is None:
        return rgb
    red, green, blue = Color.from_rgb(*rgb).downgrade(system).get_truecolor()
    return red, green, blue


class Legible(LineFilter):
    """Makes what is read or seen legible wherever it stands; what is so already stays as it is.

    It goes through what another filter makes of a style first, once for each style and not at each line.
    """

    def __init__(self, least: float, system: ColorSystem | None, first: LineFilter) -> None:
        super().__init__()
        self._least = least
        self._system = system
        self._first = first
        self._known: dict[tuple[Style | None, float], Style | None] = {}

    def apply(self, segments: list[Segment], background: TextualColor) -> list[Segment]:
        """The segments, in ink that can be read."""
        known = self._known
        found: list[Segment] = []
        for segment in segments:
            text, style, control = segment
            key = (style, contrast_needed(text, self._least))
            if key not in known:
                known[key] = self._mended(segment, background, key[1])
            found.append(Segment(text, known[key], control))
        return found

    def _mended(self, segment: Segment, background: TextualColor, least: float) -> Style | None:
        style = self._first.apply([segment], background)[0].style
        if style is None or not least or style.color is None or style.bgcolor is None:
            return style
        ink, ground = style.color.triplet, style.bgcolor.triplet
        if ink is None or ground is None:
            return style
        if style.reverse:
            mended = legible(ground, ink, least, self._system)
            return style + Style(bgcolor=Color.from_rgb(*mended)) if mended != ground else style
        mended = legible(ink, ground, least, self._system)
        return style + Style(color=Color.from_rgb(*mended)) if mended != ink else style
