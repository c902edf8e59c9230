"""How the app leads out of itself: an address opened, a text copied, as it is handed the ways to do both."""

from collections.abc import Callable
from typing import NoReturn, Protocol

from scale_tui.domain.errors import ScaleTuiError
from scale_tui.values import dataclass

Failed = Callable[[str], object]
"""Is told why an address is not open after all; in any thread."""


class NotOpened(ScaleTuiError):
    """An address that is not opened here, and why: it can be shown to be taken along."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What became of a text, in words that claim no more than is known; ``remark`` is what else to know."""

    told: str
    remark: str = ""
    is_done: bool = True


class Links(Protocol):
    """The attendee's browser and clipboard. Both may take long: they are asked in a thread."""

    @property
    def is_in_browser(self) -> bool:
        """Whether the app is drawn in a browser, which opens addresses itself when it is told to."""
        ...

    def open(self, address: str, failed: Failed) -> None:
        """Have a browser open exactly this address. Raises NotOpened."""
        ...

    def sequence(self, text: str) -> str:
        """What asks the terminal to take a text into its clipboard; empty where it is not to be asked."""
        ...

    def copy(self, text: str) -> Copied:
        """Copy a text by other ways than the terminal, and tell what became of it by all of them."""
        ...


class NoLinks:
    """Opens nothing and copies nothing."""

    is_in_browser = False

    def __init__(self, why: str = "Links are not opened from here.") -> None:
        self._why = why

    def open(self, address: str, failed: Failed) -> NoReturn:  # noqa: ARG002
        """Refuse. Raises NotOpened."""
        raise NotOpened(self._why)

    def sequence(self, text: str) -> str:  # noqa: ARG002
        """Nothing."""
        return ""

    def copy(self, text: str) -> Copied:  # noqa: ARG002
        """Nothing, and say so."""
        return Copied("Not copied", "Nothing is copied from here.", is_done=False)
