"""The part of the app that has to do with its keys: on which they are, and help that tells of them."""

from dataclasses import replace

from textual.binding import Binding

from scale_tui.ui.app_reading import ReadingApp
from scale_tui.ui.keys_in_force import hints_for, keys_in_force
from scale_tui.ui.own_keys import has_key
from scale_tui.ui.scene import Scene
from scale_tui.ui.surroundings import Surroundings

_OF_ALL_LISTS = "move"
_MOST_COMPLAINTS = 3
_COMPLAINTS_STAY = 30
"""Seconds: long enough to find the line."""


class KeyedApp(ReadingApp):
    """Has its keys as its user wants them. Help, and leaving, are on a key of their own too, anywhere."""

    BINDINGS = [
        # Before all others, so that it is there on every screen; where one types, a question mark is typed.
        Binding(
            "question_mark",
            "help",
            "help",
            key_display="?",
            priority=True,
            id="app.help",
            tooltip="keys and marks",
        ),
        Binding(
            "f1",
            "help",
            "help",
            show=False,
            priority=True,
            id="app.help_anywhere",
            tooltip="the same, while typing too",
        ),
        Binding(
            "ctrl+q",
            "quit",
            "quit",
            show=False,
            priority=True,
            id="app.quit_anywhere",
            tooltip="quit, while typing too",
        ),
    ]

    def __init__(self, scene: Scene, surroundings: Surroundings) -> None:
        keys, off = surroundings.keys, surroundings.switched_off
        if keys.keymap or off.actions:
            scene = replace(scene, hints=hints_for(keys, off))
        super().__init__(scene, surroundings)
        if keys.keymap:
            self.set_keymap(keys.keymap)

    def get_key_display(self, binding: Binding) -> str:
        """A key as footer and help write it, in characters that this terminal has.

        It is that of a binding as declared or as in force; empty where it has none, or is switched off.
        """
        bound = self._surroundings.keys.rebound(binding)
        if not has_key(bound) or binding.action in self._surroundings.switched_off:
            return ""
        return self.scene.glyphs.key(super().get_key_display(bound))

    def tell_complaints(self) -> None:
        """Say which lines of the configuration do not count: what was said before the app stood is unseen.

        Of one it is said why; of several it would cover what is behind, so ``doctor`` has it.
        """
        told = [each.partition(": ")[2] or each for each in self._surroundings.complaints]
        if not told:
            return
        text = told[0]
        if len(told) > 1:
            names = ", ".join(each.partition(": ")[0] for each in told[:_MOST_COMPLAINTS])
            what = f"lists all {len(told)}" if len(told) > _MOST_COMPLAINTS else "says why"
            text = f"{names} do not count.\n'scale-tui doctor' {what}."
        title = "config.toml"
        self.notify(text, title=title, severity="warning", timeout=_COMPLAINTS_STAY, markup=False)

    def action_help(self) -> None:
        """Show the keys in force, those of what has the focus first; or go back from there."""
        from scale_tui.ui.screens.help import HelpScreen

        screen = self.screen
        if isinstance(screen, HelpScreen):
            screen.dismiss()
            return
        keys: dict[str, list[str]] = {}
        bindings: dict[str, Binding] = {}
        first: set[str] = set()
        for active in keys_in_force(screen):
            binding = active.binding
            key = self.get_key_display(replace(binding, key_display=None))
            if key and binding.id and binding.tooltip:
                keys.setdefault(binding.id, []).append(key)
                bindings.setdefault(binding.id, binding)
                group = binding.id.partition(".")[0]
                is_here = group != _OF_ALL_LISTS if screen.is_modal else active.node is screen.focused
                first |= {group} if is_here else set()
        rows = [(" ".join(keys[name]), binding) for name, binding in bindings.items()]
        if rows:
            self.push_screen(HelpScreen(rows, self.scene, first=first))
