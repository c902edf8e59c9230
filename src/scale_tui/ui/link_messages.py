"""What is said of links and of texts to copy, as ``messages`` are of all else."""

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from scale_tui.ui.links import Copied


class OpenLink(Message):
    """Open this address."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__()


class CopyText(Message):
    """Copy this text; ``name`` is what to call it, for the text itself may be long."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name
        super().__init__()


class LinkOpening(Message):
    """A browser was asked to open this address."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__()


class LinkNotOpened(Message):
    """An address is not open, and why."""

    def __init__(self, address: str, reason: str) -> None:
        self.address = address
        self.reason = reason
        super().__init__()


class TextCopied(Message):
    """What became of the text of this name."""

    def __init__(self, name: str, copied: "Copied") -> None:
        self.name = name
        self.copied = copied
        super().__init__()
