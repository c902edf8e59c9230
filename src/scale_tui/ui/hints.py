"""What texts call the keys that they tell somebody to press: as they are in force here, for each terminal."""

import re
from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType

from scale_tui.domain.wording import capitalised
from scale_tui.values import dataclass

# On which key each action that a text tells of usually is, as the text writes it, and the action itself.
_TOLD = {
    "mark.star": ("space", "toggle_star"),
    "mark.undo": ("u", "undo"),
    "mark.settle": ("c", "settle"),
    "find.search": ("/", "search"),
    "find.past": ("p", "toggle_past"),
    "find.save": ("S", "save_filter"),
    "find.alike": ("M", "show_alike"),
    "find.hidden": ("X", "toggle_shows_hidden"),
    "find.changes": ("C", "show_changes"),
    "find.beside": ("=", "show_beside"),
    "search.keep": ("enter", "submit"),
    "search.clear": ("esc", "cancel"),
    "filter.back": ("esc", "back"),
    "changes.check": ("r", "refresh"),
    "take.copy_text": ("Y", "copy_session"),
    "view.agenda": ("1", "view"),
    "view.rooms": ("2", "view"),
    "view.mine": ("3", "view"),
    "view.people": ("4", "view"),
    "view.now": ("5", "view"),
    "move.now": ("n", "show_now"),
    "app.pick": ("O", "pick"),
}
TOLD: Mapping[str, tuple[str, str]] = MappingProxyType(_TOLD)
_NAMED = re.compile(r"\{([a-z_.]+)\}")
_USUAL: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Hints:
    """``changed`` has the keys that are other than usual, by the ids of their bindings; empty for none."""

    changed: Mapping[str, str] = field(default_factory=lambda: _USUAL)

    def key(self, name: str) -> str:
        """The key of an action; empty where it has none, or is not to be had here."""
        found = self.changed.get(name)
        return TOLD[name][0] if found is None else found

    def told(self, text: str) -> str:
        """A text with keys in place of ids, ``{find.past} shows them``; empty where one of them has none.

        A sentence begins with a capital, unless it does with the letter that is the key.
        """
        keys = [self.key(name) for name in _NAMED.findall(text)]
        if not all(keys):
            return ""
        told = _NAMED.sub(lambda found: self.key(found[1]), text)
        is_sentence = text.endswith(".") and not (text.startswith("{") and len(keys[0]) == 1)
        return capitalised(told) if is_sentence else told


USUAL_HINTS = Hints()
