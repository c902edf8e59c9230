"""The part of the app that has keys wait for their turn: typed in one go, they arrive where they should.

Textual hands every key to what has the focus when it comes. Of ``e`` and a note behind it in one go, it would
hand the note to the list as well, each letter a command, as the dialog is not there yet. Here a key is handed
on when what the one before has set going is done.
"""

from collections import deque
from functools import cache
from typing import Any

from textual import events
from textual.binding import Binding
from textual.dom import DOMNode
from textual.widget import Widget

from scale_tui.ui.app_keys import KeyedApp
from scale_tui.ui.inks import InkedScroll
from scale_tui.ui.switched_off import Action

_STAYS = frozenset(
    (
        *("move", "move_to_end", "page", "walk", "change_room", "step", "toggle_star"),
        *("page_up", "page_down", "scroll_home", "scroll_end"),
    )
)
"""What these do is done at once, and does not change where keys go: many of them are drawn together."""

_MOST_ROUNDS = 20
"""How often one may still be busy with something, before a key is handed on nevertheless."""

_Typed = events.Key | events.Paste


class TurnTakingApp(KeyedApp):
    """Keeps keys back while something is on its way that may change where they go. One alone never waits."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._waiting: deque[_Typed] = deque()
        self._is_following = False
        self._is_unanswered = False
        self._field: Widget | None = None
        self._followed: Widget | None = None

    async def on_event(self, event: events.Event) -> None:
        """Let a key or what is pasted wait for its turn."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        self._waiting.append(event)
        if not self._is_following:
            await self._hand_on()

    async def _hand_on(self) -> None:
        while self._waiting:
            if self._is_on_its_way(self._waiting[0]):
                self._begin_to_follow(self.focused or self.screen, _MOST_ROUNDS)
                return
            event = self._waiting.popleft()
            self._field = _field_for(self.focused, event)
            self._is_unanswered = not isinstance(self.focused, InkedScroll)
            await super().on_event(event)

    async def run_action(self, action: Action, *where: Any, **named: Any) -> bool:
        """Carry out what a key asks for; what comes behind waits until that is done."""
        name = action.partition("(")[0] if isinstance(action, str) else action[1]
        self._is_unanswered |= name.rpartition(".")[2] not in _STAYS
        return await super().run_action(action, *where, **named)

    # Textual looks for what comes before all others, and then posts the key from one widget to the next up to
    # the app, which looks for what it is bound to. Our lists do nothing with keys themselves, so that it is
    # found at once. Where Textual does not call this any more, it goes the long way.

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        if await super()._check_bindings(key, priority):
            return True
        if priority and isinstance(self.focused, InkedScroll):
            if await super()._check_bindings(key):
                return True
            # Its screen may do something with it.
            self._is_unanswered = True
        return False

    def _is_on_its_way(self, event: _Typed) -> bool:
        """Whether what the last key has set going may change where this one goes."""
        if not self._is_unanswered:
            return False
        if self._field is not None and self._field is _field_for(self.focused, event):
            return False  # One letter after the other goes to the same text.
        target = self.focused or self.screen
        return self.message_queue_size > 0 or not target.size or _are_busy(target)

    def _follow(self, node: DOMNode, rounds: int) -> None:
        """Go behind all that has been posted, from what has the focus up to the app."""
        if not node.call_later(self._reached, node, rounds):
            self.call_later(self._reached, self, rounds)  # It is no longer there.

    async def _reached(self, node: DOMNode, rounds: int) -> None:
        target = self.focused or self.screen
        if node.message_queue_size and rounds:
            self._follow(node, rounds - 1)
        elif node is not self:
            self._follow(node.parent or self, rounds)
        elif rounds and (target is not self._followed or _are_busy(target)):
            # A new screen, say: until what it is made of stands there and has the focus.
            self._begin_to_follow(target, rounds - 1)
        else:
            self._is_unanswered = self._is_following = False
            await self._hand_on()

    def _begin_to_follow(self, target: Widget, rounds: int) -> None:
        self._is_following, self._followed = True, target
        if target.size:
            self._follow(target, rounds)
        else:
            # It has only just been opened, and has nothing to act on before it is laid out.
            self.screen.call_after_refresh(self._follow, target, rounds)


def _are_busy(target: Widget) -> bool:
    """Whether what a key there goes through has something to do."""
    return any(node.message_queue_size for node in target.ancestors_with_self if isinstance(node, Widget))


def _field_for(focused: Widget | None, event: _Typed) -> Widget | None:
    """The text that this is written into; None where it is no text, or may be a key there."""
    if focused is None or isinstance(focused, InkedScroll) or _has_letters_for_keys(type(focused)):
        return None
    is_written = isinstance(event, events.Paste) or focused.check_consume_key(event.key, event.character)
    return focused if is_written else None


@cache
def _has_letters_for_keys(node: type[DOMNode]) -> bool:
    from scale_tui.ui.key_names import writes

    bindings = (each for base in node.__mro__ for each in base.__dict__.get("BINDINGS", ()))
    return any(isinstance(each, Binding) and each.priority and writes(each.key) for each in bindings)
