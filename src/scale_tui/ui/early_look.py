"""What the app looks like in this terminal, for who draws its first picture before it is there."""

from collections.abc import Iterator, Mapping

import textual.theme
from rich.color import Color, ColorSystem
from rich.style import Style
from textual.binding import Binding

from scale_tui.ui.app_keys import KeyedApp
from scale_tui.ui.inks import GROUP_COUNT, inks_of
from scale_tui.ui.legible import LEAST_OF_SIGNS, legible
from scale_tui.ui.screens.main import MainScreen
from scale_tui.ui.themes import least_contrast
from scale_tui.ui.views import View
from scale_tui.ui.widgets.key_bar import HELP_ANYWHERE
from scale_tui.ui.widgets.session_list import SessionList

_INKS = (
    *("strong", "dim", "past", "past_star", "star", "now", "clash", "free", "key", "heading"),
    *("neutral", "faint", "cursor", "cursor_bar", "tab"),
)
_GROUNDS = ("bar", "background", "detail", "cursor")
_READ = ("dim", "past", "past_star", "star", "now", "clash", "free", "key", "heading")
_DRAWN = ("neutral", "faint", "cursor_bar", *(f"group-{number + 1}" for number in range(GROUP_COUNT)))
_BLOCKS = ("past", "past_star", "star", "now")
"""What words are written in, and signs too, which need less."""

_WHERE = {"": "background", " on bar": "bar", " at cursor": "cursor"}
"""What is read, and where it stands: there it may have another ink."""

SYSTEMS = {
    "standard": ColorSystem.STANDARD,
    "256": ColorSystem.EIGHT_BIT,
    "truecolor": ColorSystem.TRUECOLOR,
}
"""By what Rich calls the colours of a console."""

_HELP = "app.help"
_AT_FIRST_HIDDEN = "move.back"
_HINTS = {"past hint": "{find.past} shows them", "hidden hint": "{find.hidden} shows them"}

DRAWING = textual.theme.__file__
"""The file that goes with the version of Textual, and has the colours of its themes."""


def look_of(app: KeyedApp) -> dict[str, str] | None:
    """The inks of the app in its theme; None where colours are the terminal's own, or characters are few."""
    system = SYSTEMS.get(app.console.color_system or "")
    if system is None or app.native_ansi_color or app.scene.glyphs.is_ascii:
        return None
    return inks_as_codes(app.theme_variables, system)


def inks_as_codes(variables: Mapping[str, str], system: ColorSystem) -> dict[str, str]:
    """The inks of a theme, and its grounds with text on them, as parameters of escape sequences."""
    inks = inks_of(variables, Style())
    text = Color.parse(variables["foreground"])
    styles = {name: getattr(inks, name) for name in _INKS}
    styles |= {f"group-{number + 1}": inks.group(number) for number in range(GROUP_COUNT)}
    styles |= {f"on {name}": Style(color=text, bgcolor=Color.parse(variables[name])) for name in _GROUNDS}
    ground, thumb = Color.parse(variables["background"]), inks.faint.color
    styles |= {
        "italic": Style(italic=True),
        "struck": Style(strike=True),
        "scroll ground": Style(bgcolor=ground),
        "scroll thumb": Style(color=thumb, reverse=True),
        "scroll start": Style(color=thumb, bgcolor=ground),
        "scroll end": Style(color=thumb, bgcolor=ground, reverse=True),
    }
    least = least_contrast(variables)
    needed = dict.fromkeys(_READ, least) | dict.fromkeys(_DRAWN, LEAST_OF_SIGNS)
    as_named = {name: styles[name] for name in needed}
    for where, on in _WHERE.items():
        ground = Color.parse(variables[on])
        for name, style in as_named.items():
            styles[f"{name}{where}"] = _readable(style, ground, needed[name], system)
    ground = Color.parse(variables["background"])
    for name in _BLOCKS:
        styles[f"{name} as sign"] = _readable(as_named[name], ground, LEAST_OF_SIGNS, system)
    styles |= {"decoration": as_named["faint"], "now as decoration": as_named["now"]}
    for name in (*(f"on {each}" for each in _GROUNDS), "tab"):
        styles[name] = _readable(styles[name], styles[name].bgcolor, least, system)
    return {name: _codes(style, system) for name, style in styles.items()}


def _readable(style: Style, ground: Color | None, least: float, system: ColorSystem) -> Style:
    """The style as all that is read is drawn: see ``legible``."""
    if style.color is None or ground is None:
        return style
    few = system if system is ColorSystem.EIGHT_BIT else None
    ink = legible(style.color.get_truecolor(), ground.get_truecolor(), least, few)
    return style + Style(color=Color.from_rgb(*ink))


def _codes(style: Style, system: ColorSystem) -> str:
    # Anew: Rich keeps with a style, and shares it, what it was called in the system that was asked for first.
    found = Style(
        color=style.color,
        bgcolor=style.bgcolor,
        bold=style.bold,
        italic=style.italic,
        strike=style.strike,
        reverse=style.reverse,
    )
    return found.render("x", color_system=system)[2:].partition("m")[0] if found else ""


def first_hints(app: KeyedApp) -> dict[str, str]:
    """What is said behind the rows that are folded away, and the keys of the views."""
    keys = {f"key of {view.value}": app.scene.hint(view.hint) for view in View}
    return {name: app.scene.with_hint("", hint) for name, hint in _HINTS.items()} | keys


def first_keys(app: KeyedApp) -> Iterator[tuple[str, str]]:
    """The keys of the bottom line at first, each with what it does, the one for help last."""
    found: dict[str, tuple[str, str]] = {}
    for owner in (SessionList, MainScreen, type(app)):
        bindings = [each for base in reversed(owner.__mro__) for each in base.__dict__.get("BINDINGS", ())]
        for binding in bindings:
            is_seen = isinstance(binding, Binding) and binding.show and binding.id
            if is_seen and binding.id != _AT_FIRST_HIDDEN and (key := app.get_key_display(binding)):
                found.setdefault(binding.id, (key, binding.description))
    help_key = found.pop(_HELP, (HELP_ANYWHERE, "help"))
    yield from found.values()
    yield help_key
