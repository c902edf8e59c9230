"""The body of an answer: unpacked as it comes, never more than is allowed, never less than was sent."""

import zlib
from collections.abc import Iterator

_GZIP = b"\x1f\x8b"
_ANY_GZIP = 16 + zlib.MAX_WBITS
ENCODINGS = {"": False, "identity": False, "gzip": True, "x-gzip": True}
"""Which content encodings can be read, and whether they are to be unpacked."""


class TooLarge(ValueError):
    """More than is allowed, packed or unpacked."""


class Broken(ValueError):
    """No gzip where it was promised, or the end of it is missing."""


class Body:
    """Takes in the pieces of a body; ``size`` is what they came to so far."""

    def __init__(self, most: int, *, is_packed: bool) -> None:
        self._most = most
        self._unpacker = zlib.decompressobj(_ANY_GZIP) if is_packed else None
        self._pieces: list[bytes] = []
        self._received = 0
        self._held = b""
        self.size = 0

    def take(self, piece: bytes) -> None:
        """Add a piece as it was received. Raises TooLarge, Broken."""
        self._received += len(piece)
        if self._received > self._most:
            raise TooLarge
        for part in [piece] if self._unpacker is None else self._unpacked(piece):
            self.size += len(part)
            if self.size > self._most:
                raise TooLarge
            self._pieces.append(part)

    def _unpacked(self, piece: bytes) -> Iterator[bytes]:
        piece, self._held = self._held + piece, b""
        # Never more at once than one byte past the limit, whatever a small piece would unfold to.
        while piece and self._unpacker is not None:
            if self._unpacker.eof:
                if len(piece) < len(_GZIP) and _GZIP.startswith(piece):
                    self._held = piece  # it may be the beginning of another one
                    return
                if not piece.startswith(_GZIP):
                    return  # padding, as gzip itself allows
                self._unpacker = zlib.decompressobj(_ANY_GZIP)
            try:
                yield self._unpacker.decompress(piece, self._most - self.size + 1)
            except zlib.error as error:
                raise Broken from error
            piece = self._unpacker.unconsumed_tail or self._unpacker.unused_data

    def whole(self) -> bytes:
        """All of it. Raises Broken where the end is missing."""
        if self._unpacker is not None and (not self._unpacker.eof or self._held):
            raise Broken
        return b"".join(self._pieces)
