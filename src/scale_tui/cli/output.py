"""Where a command's answer goes: a terminal, a pipe or a file, in whatever encoding it has."""

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from enum import StrEnum
from typing import TextIO

from scale_tui.domain.errors import ScaleTuiError
from scale_tui.quick import columns
from scale_tui.quick.columns import char_cells, cut
from scale_tui.values import dataclass

# As wide as what they stand for, so that columns stay aligned where an encoding lacks the left ones.
_ASCII_LOOKALIKES = {
    "★": "*",
    "☆": "+",
    "◆": "@",
    "·": "-",
    "–": "-",
    "—": "-",
    "‑": "-",
    "…": "~",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "\u00a0": " ",
}


class OutputFailed(ScaleTuiError):
    """The answer could not be written to where it was sent: a full disk, say."""

    @classmethod
    def of(cls, error: OSError) -> "OutputFailed":
        """What the system says of it, in a line."""
        return cls(f"the output cannot be written: {error.strerror or error}")


class Ink(StrEnum):
    """How a piece of text is set off on a terminal: the parameter of its escape sequence."""

    PLAIN = columns.PLAIN
    BOLD = columns.BOLD
    DIM = columns.DIM
    STAR = columns.STAR
    CLASH = columns.CLASH
    NOW = columns.NOW


@dataclass(frozen=True, slots=True)
class Cell:
    """One column of one row."""

    text: str = ""
    ink: Ink = Ink.PLAIN


@dataclass(frozen=True, slots=True)
class Output:
    """A stream and what may be sent to it.

    ``width`` is what lines are cut to, None for as long as they are. ``is_plain`` asks for sentences without
    glyphs or layout, one fact a line.
    """

    stream: TextIO | None
    width: int | None = None
    has_colour: bool = False
    is_plain: bool = False

    @property
    def encoding(self) -> str:
        """What the stream encodes text with."""
        return getattr(self.stream, "encoding", None) or "utf-8"

    @property
    def is_utf8(self) -> bool:
        """Whether the stream's encoding is UTF-8, in any spelling."""
        return self.encoding.lower().replace("_", "-") in {"utf-8", "utf8"}

    def styled(self, text: str, ink: Ink) -> str:
        """The text in this ink, where the stream is a terminal that shows it."""
        return columns.styled(text, ink) if self.has_colour else text

    def line(self, text: str = "", ink: Ink = Ink.PLAIN) -> None:
        """Write one line, cut to the width."""
        shown = text if self.width is None else cut(text, self.width)
        self._write(self.styled(shown, ink) + "\n")

    def aligned(self, rows: Sequence[Sequence[Cell]], flexible: Mapping[int, int]) -> list[str]:
        """Rows as lines in aligned columns, without spaces at their ends.

        The flexible columns give way where the width is not enough (see ``columns.fit``).
        """
        plain = [[(cell.text, cell.ink) for cell in row] for row in rows]
        return columns.aligned(plain, self.width, flexible, has_colour=self.has_colour)

    def as_it_is(self, text: str) -> None:
        """Write one line that already has its width and its inks, or a document that has no width."""
        self._write(text + "\n")

    def raw(self, data: bytes) -> None:
        """Write bytes that no encoding or line ending of the platform shall touch."""
        if self.stream is None:
            return
        try:
            self.stream.flush()
            self.stream.buffer.write(data)
        except OSError as error:
            raise _failure(error) from error

    def flush(self) -> None:
        """Send what is still held back, so that a failure is known before the exit code is."""
        if self.stream is None:
            return
        try:
            self.stream.flush()
        except OSError as error:
            raise _failure(error) from error

    def _write(self, text: str) -> None:
        if self.stream is None:
            return
        try:
            self.stream.write(legible(text, self.encoding))
        except OSError as error:
            raise _failure(error) from error


def _failure(error: OSError) -> Exception:
    if isinstance(error, BrokenPipeError):
        return error
    return OutputFailed.of(error)


def standard_output(
    environ: Mapping[str, str], *, width: int | None = None, is_plain: bool = False
) -> Output:
    """The process's standard output; ``width`` overrides that of the terminal."""
    stream = sys.stdout
    is_terminal = stream is not None and stream.isatty()
    if width is None and is_terminal and not is_plain:
        # Late: shutil brings in five compression libraries, and a status bar asks often, without a terminal.
        from shutil import get_terminal_size

        width = get_terminal_size().columns
    is_colourless = is_plain or environ.get("NO_COLOR") or environ.get("TERM") == "dumb"
    return Output(stream, width, is_terminal and not is_colourless, is_plain)


def legible(text: str, encoding: str) -> str:
    """The text with what the encoding lacks replaced by something of the same width."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(char if _is_known(char, encoding) else _lookalike(char) for char in text)
    return text


def _is_known(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _lookalike(char: str) -> str:
    from scale_tui.domain.folding import fold

    if char in _ASCII_LOOKALIKES:
        return _ASCII_LOOKALIKES[char]
    width = char_cells(char)
    plain = fold(char)
    if width == len(plain) == 1 and plain.isascii() and plain.isprintable():
        return plain.upper() if char.isupper() else plain
    return "?" * width


def discard_further_output() -> None:
    """Let what Python still writes at exit go nowhere: nobody takes it."""
    # A stream that no file is behind, which has no descriptor, holds nothing back.
    with suppress(OSError):
        descriptor = sys.stdout.fileno()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, descriptor)
        os.close(nowhere)
