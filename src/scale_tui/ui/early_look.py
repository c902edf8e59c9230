"""What the app looks like in this terminal, for who draws its first picture before it is there."""

from collections.abc import Iterator, Mapping

from rich.color import Color, ColorSystem
from rich.style import Style
from textual.app import App
from textual.binding import Binding

from scale_tui.ui.inks import GROUP_COUNT, inks_of
from scale_tui.ui.screens.main import MainScreen
from scale_tui.ui.themes import DEFAULT_THEME
from scale_tui.ui.widgets.session_list import SessionList

_INKS = (
    *("strong", "dim", "past", "past_star", "star", "now", "clash", "free", "key", "heading"),
    *("neutral", "faint", "cursor", "cursor_bar", "tab"),
)
_GROUNDS = ("bar", "background", "detail")
_SYSTEMS = {
    "standard": ColorSystem.STANDARD,
    "256": ColorSystem.EIGHT_BIT,
    "truecolor": ColorSystem.TRUECOLOR,
}
_HELP = "app.help"
_AT_FIRST_HIDDEN = "move.back"


def look_of(app: App[None]) -> dict[str, str] | None:
    """The inks of the app as it starts; None where it has another theme, or the terminal no colours."""
    system = _SYSTEMS.get(app.console.color_system or "")
    return inks_as_codes(app.theme_variables, system) if system and app.theme == DEFAULT_THEME else None


def inks_as_codes(variables: Mapping[str, str], system: ColorSystem) -> dict[str, str]:
    """The inks of a theme, and its grounds with text on them, as parameters of escape sequences."""
    inks = inks_of(variables, Style())
    text = Color.parse(variables["foreground"])
    styles = {name: getattr(inks, name) for name in _INKS}
    styles |= {f"group-{number + 1}": inks.group(number) for number in range(GROUP_COUNT)}
    styles |= {f"on {name}": Style(color=text, bgcolor=Color.parse(variables[name])) for name in _GROUNDS}
    styles |= {f"on {name}": Style(bgcolor=getattr(inks, name).color) for name in ("neutral", "faint")}
    ground, thumb = Color.parse(variables["background"]), inks.cursor.bgcolor
    styles |= {
        "italic": Style(italic=True),
        "struck": Style(strike=True),
        "scroll ground": Style(bgcolor=ground),
        "scroll thumb": Style(color=thumb, reverse=True),
        "scroll start": Style(color=thumb, bgcolor=ground),
        "scroll end": Style(color=thumb, bgcolor=ground, reverse=True),
    }
    return {name: _codes(style, system) for name, style in styles.items()}


def _codes(style: Style, system: ColorSystem) -> str:
    return style.render("x", color_system=system)[2:].partition("m")[0] if style else ""


def first_keys(app: App[None]) -> Iterator[tuple[str, str]]:
    """The keys of the bottom line at first, each with what it does, the one for help last."""
    found: dict[str, tuple[str, str]] = {}
    for owner in (SessionList, MainScreen, type(app)):
        bindings = [each for base in reversed(owner.__mro__) for each in base.__dict__.get("BINDINGS", ())]
        for binding in bindings:
            is_seen = isinstance(binding, Binding) and binding.show and binding.id
            if is_seen and binding.id != _AT_FIRST_HIDDEN:
                found.setdefault(binding.id, (app.get_key_display(binding), binding.description))
    help_key = found.pop(_HELP)
    yield from found.values()
    yield help_key
