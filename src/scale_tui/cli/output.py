"""Where a command's answer goes: a terminal, a pipe or a file, in whatever encoding it has."""

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import TextIO

from scale_tui.cli.columns import GAP, cells, char_cells, cut, fit, pad
from scale_tui.domain.errors import ScaleTuiError

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


class Ink(StrEnum):
    """How a piece of text is set off on a terminal: the parameter of its escape sequence."""

    PLAIN = ""
    BOLD = "1"
    DIM = "2"
    STAR = "33"
    CLASH = "31"
    NOW = "1;36"


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
        return f"\x1b[{ink}m{text}\x1b[0m" if self.has_colour and ink and text.strip() else text

    def line(self, text: str = "", ink: Ink = Ink.PLAIN) -> None:
        """Write one line, cut to the width."""
        shown = text if self.width is None else cut(text, self.width)
        self._write(self.styled(shown, ink) + "\n")

    def aligned(self, rows: Sequence[Sequence[Cell]], flexible: Mapping[int, int]) -> list[str]:
        """Rows as lines in aligned columns, without spaces at their ends.

        The flexible columns give way where the width is not enough (see ``columns.fit``).
        """
        if not rows:
            return []
        natural = [max(cells(cell.text) for cell in column) for column in zip(*rows, strict=True)]
        widths = fit(natural, self.width, flexible)
        return [self._aligned_line(row, widths) for row in rows]

    def _aligned_line(self, row: Sequence[Cell], widths: Sequence[int]) -> str:
        shown = [(cell, width) for cell, width in zip(row, widths, strict=True) if width]
        while shown and not shown[-1][0].text:
            shown.pop()
        *inner, (last, last_width) = shown or [(Cell(), 0)]
        padded = [self.styled(pad(cell.text, width), cell.ink) for cell, width in inner]
        return (" " * GAP).join([*padded, self.styled(cut(last.text, last_width), last.ink)])

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
    return OutputFailed(f"the output cannot be written: {error.strerror or error}")


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
