"""The colours: three themes of our own, and what Textual's themes need besides to draw an agenda.

All hues and greys of the dark themes exist in the 256-colour palette, so that a terminal without true colour
shows them as they are meant.
"""

from collections.abc import Mapping
from functools import cache

from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from scale_tui.ui.legible import LEAST, LEAST_OF_SIGNS, legible

_DARK_GROUPS = ("#5fafff", "#ffaf00", "#00af87", "#d787af", "#d7d75f", "#8787ff", "#ff875f", "#87d7ff")
_LIGHT_GROUPS = ("#005faf", "#875f00", "#00665f", "#875f87", "#5f5f00", "#5f00d7", "#af3a00", "#005f87")
_STRONG_GROUPS = ("#87d7ff", "#ffd75f", "#5fffaf", "#ffafd7", "#ffff87", "#afafff", "#ffaf87", "#afffff")


def _groups(colours: tuple[str, ...]) -> dict[str, str]:
    return {f"group-{number}": colour for number, colour in enumerate(colours, start=1)}


_DARK_VARIABLES = {
    **_groups(_DARK_GROUPS),
    "dim": "#b2b2b2",
    "past": "#949494",
    "past-star": "#af875f",
    "star": "#ffd75f",
    "now": "#ff5f5f",
    "clash": "#ffaf5f",
    "free": "#5fd787",
    "key": "#ffd75f",
    "heading": "#5fafff",
    "neutral": "#a8a8a8",
    "faint": "#767676",
    "cursor": "#3a3a3a",
    "cursor-bar": "#5fafff",
    "tab": "#5fafff",
    "tab-text": "#121212",
    "bar": "#262626",
    "detail": "#1c1c1c",
    "block-past": "#1c1c1c",
    "block": "#303030",
    "block-star": "#5f5f00",
    "block-cursor": "#005f87",
    "block-now": "#870000",
}

_LIGHT_VARIABLES = {
    **_groups(_LIGHT_GROUPS),
    "dim": "#4e4e4e",
    "past": "#626262",
    "past-star": "#875f00",
    "star": "#875f00",
    "now": "#af0000",
    "clash": "#af3a00",
    "free": "#005f00",
    "key": "#005faf",
    "heading": "#005faf",
    "neutral": "#626262",
    "faint": "#808080",
    "cursor": "#d0d0d0",
    "cursor-bar": "#005faf",
    "tab": "#005faf",
    "tab-text": "#ffffff",
    "bar": "#e4e4e4",
    "detail": "#f2f2f2",
    "block-past": "#f2f2f2",
    "block": "#e4e4e4",
    "block-star": "#ffffaf",
    "block-cursor": "#afd7ff",
    "block-now": "#ffafaf",
}

_LEAST = "least-contrast"
_CONTRAST_VARIABLES = {
    _LEAST: "7",
    # Textual's own is so bright that nothing has enough contrast on it.
    "input-selection-background": "#0000af",
    "screen-selection-background": "#0000af",
    **_groups(_STRONG_GROUPS),
    "dim": "#e4e4e4",
    "past": "#bcbcbc",
    "past-star": "#d7af5f",
    "star": "#ffff00",
    "now": "#ff8787",
    "clash": "#ffaf5f",
    "free": "#5fff87",
    "key": "#ffff00",
    "heading": "#87d7ff",
    "neutral": "#e4e4e4",
    "faint": "#8a8a8a",
    "cursor": "#00005f",
    "cursor-bar": "#ffff00",
    "tab": "#ffff00",
    "tab-text": "#000000",
    "bar": "#1c1c1c",
    "detail": "#000000",
    "block-past": "#1c1c1c",
    "block": "#303030",
    "block-star": "#5f005f",
    "block-cursor": "#0000af",
    "block-now": "#870000",
}

SCALE_DARK = Theme(
    name="scale-dark",
    primary="#5fafff",
    secondary="#8787ff",
    accent="#ffd75f",
    warning="#ffaf5f",
    error="#ff5f5f",
    success="#5fd787",
    foreground="#e4e4e4",
    background="#121212",
    surface="#1c1c1c",
    panel="#262626",
    variables=_DARK_VARIABLES,
)

SCALE_LIGHT = Theme(
    name="scale-light",
    primary="#005faf",
    secondary="#5f00d7",
    accent="#875f00",
    warning="#af3a00",
    error="#af0000",
    success="#005f00",
    foreground="#1c1c1c",
    background="#fafafa",
    surface="#f2f2f2",
    panel="#e4e4e4",
    dark=False,
    variables=_LIGHT_VARIABLES,
)

SCALE_CONTRAST = Theme(
    name="scale-contrast",
    primary="#87d7ff",
    secondary="#afafff",
    accent="#ffff00",
    warning="#ffaf5f",
    error="#ff8787",
    success="#5fff87",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1c1c1c",
    variables=_CONTRAST_VARIABLES,
)

OWN_THEMES = (SCALE_DARK, SCALE_LIGHT, SCALE_CONTRAST)
DEFAULT_THEME = SCALE_DARK.name
_OWN_NAMES = frozenset(theme.name for theme in OWN_THEMES)
THEME_NAMES = frozenset({*(theme.name for theme in OWN_THEMES), *BUILTIN_THEMES})
"""All that can be chosen."""


_READ = ("dim", "past", "past-star", "star", "now", "clash", "free", "key", "heading")
_SIGNS = (
    "neutral",
    "faint",
    "cursor-bar",
    *(f"group-{number}" for number in range(1, len(_DARK_GROUPS) + 1)),
)
_GROUNDS = ("background", "surface")

_REVERSED = ("block-cursor", "block-cursor-blurred", "input-cursor", "input-selection", "screen-selection")
"""What Textual's widgets set off by a ground."""

_TERMINAL_VARIABLES = {
    **dict.fromkeys((*_READ, *_SIGNS, "tab-text", "bar", "detail"), "ansi_default"),
    **dict.fromkeys(("block", "block-past", "block-star", "block-now"), "ansi_default"),
    # A ground of any colour is drawn as ink and ground reversed: see ``colours``.
    **dict.fromkeys(("cursor", "tab", "block-cursor"), "ansi_bright_black"),
    **_groups(("ansi_bright_blue", "ansi_magenta", "ansi_bright_black", "ansi_default") * 2),
    "now": "ansi_bright_red",
    "clash": "ansi_bright_red",
    "faint": "ansi_bright_black",
}
"""Of the sixteen those that can be told from black and from white, wherever each terminal has them."""


_OF_WIDGETS = {
    **dict.fromkeys((f"{name}-background" for name in _REVERSED), "ansi_bright_black"),
    **dict.fromkeys((f"{name}-foreground" for name in _REVERSED), "ansi_default"),
    "input-cursor-text-style": "none",
}


@cache
def terminal_theme(*, is_dark: bool) -> Theme:
    """What is drawn where there are 16 colours or none: the terminal's own ink on its own ground."""
    return Theme(
        name="terminal",
        ansi=True,
        primary="ansi_bright_blue",
        error="ansi_bright_red",
        secondary="ansi_default",
        accent="ansi_default",
        warning="ansi_default",
        success="ansi_default",
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        boost="ansi_default",
        dark=is_dark,
        variables=BUILTIN_THEMES["ansi-dark"].variables | _TERMINAL_VARIABLES | _OF_WIDGETS,
    )


def least_contrast(variables: Mapping[str, str]) -> float:
    """How much contrast the words of a theme have."""
    return float(variables.get(_LEAST, LEAST))


def variables_beside(theme: Theme) -> dict[str, str]:
    """What a theme that is not ours lacks: bars from its panel, and our inks so that they can be read."""
    if theme.name in _OWN_NAMES:
        return {}
    if theme.ansi:
        return _TERMINAL_VARIABLES
    variables = dict(_DARK_VARIABLES if theme.dark else _LIGHT_VARIABLES)
    colours = theme.to_color_system().generate()
    variables |= {
        "bar": colours["panel"],
        "detail": colours["surface"],
        "cursor": colours["panel-lighten-1"] if theme.dark else colours["panel-darken-1"],
        "cursor-bar": colours["primary"],
        "heading": colours["text-primary"],
        "tab": colours["primary"],
        "block": colours["panel"],
        "block-past": colours["surface"],
        "block-star": colours["warning-muted"],
        "block-cursor": colours["primary-muted"],
        "block-now": colours["error-muted"],
    }
    grounds = [Color.parse(colours[name]).rgb for name in _GROUNDS]
    for names, least in ((_READ, LEAST), (_SIGNS, LEAST_OF_SIGNS)):
        for name in names:
            ink = Color.parse(variables[name]).rgb
            for ground in grounds:
                ink = legible(ink, ground, least)
            variables[name] = Color(*ink).hex
    return variables
