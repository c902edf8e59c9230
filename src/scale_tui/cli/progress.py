"""How far a download has come, on one line of the terminal that goes away again."""

import sys
from types import TracebackType
from typing import Self

_MEBIBYTE = 1024 * 1024
_CLEAR = "\r\x1b[K"


class ProgressLine:
    """A line on standard error while something is fetched; nothing where that is no terminal."""

    def __init__(self, what: str = "") -> None:
        self._what = f"{what} " if what else ""
        self._shown = ""
        self._is_shown = sys.stderr is not None and sys.stderr.isatty()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            self._write(_CLEAR)

    def __call__(self, received: int, total: int | None) -> None:
        """Show so many bytes, of so many where that is known."""
        amount = f"{received / _MEBIBYTE:.1f} MiB"
        share = f" ({received * 100 // total} %)" if total else ""
        text = f"fetching {self._what}{amount}{share}"
        if self._is_shown and text != self._shown:
            self._shown = text
            self._write(_CLEAR + text)

    def _write(self, text: str) -> None:
        try:
            sys.stderr.write(text)
            sys.stderr.flush()
        except OSError:
            self._is_shown = False
