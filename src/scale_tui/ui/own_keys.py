"""The keys of the app as its user wants them: what may be asked for, and what comes of it."""

from collections.abc import Mapping
from dataclasses import field, replace
from types import MappingProxyType

from textual.binding import Binding

from scale_tui.values import dataclass

NO_KEY = "no_key"
"""What is bound to this, or to what begins so, is had from the palette alone: no terminal sends it."""

_NOTHING: Mapping[str, str] = MappingProxyType({})


def has_key(binding: Binding) -> bool:
    """Whether it is on any key."""
    return not binding.key.startswith(NO_KEY)


@dataclass(frozen=True, slots=True)
class OwnKeys:
    """``keymap`` has the keys of the bindings, by id, that are on others than usual, as Textual wants them.

    ``alone`` are the bindings whose display names the keys of others too, of which some have gone elsewhere:
    ``1-5``. ``complaints`` tell of each line that does not count, and why.
    """

    keymap: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    alone: frozenset[str] = frozenset()
    complaints: tuple[tuple[str, str], ...] = ()

    def rebound(self, binding: Binding) -> Binding:
        """A binding, as declared or as in force, on a key that it has now: on its own, else on its first."""
        name = binding.id or ""
        keys = self.keymap.get(name, binding.key).split(",")
        key = binding.key if binding.key in keys else keys[0]
        is_told = name not in self.keymap and name not in self.alone
        return replace(binding, key=key, key_display=binding.key_display if is_told else None)


USUAL_KEYS = OwnKeys()
