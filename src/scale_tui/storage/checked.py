"""A file with a line in front that says what it is and what its checksum was: damage is found out."""

import os
import zlib
from typing import BinaryIO

_LONGEST_LINE = 100


class NotCompiled(ValueError):
    """Bytes that are no agenda of this layout, or a damaged one."""


def framed(kind: bytes, head: bytes, body: bytes) -> bytes:
    """Head and body behind a line with their kind, their checksum and the length of the head."""
    checksum = zlib.crc32(body, zlib.crc32(head))
    return kind + b" %d %d\n" % (checksum, len(head)) + head + body


class Checked:
    """What ``framed`` has put into a file of this kind, read piece by piece. Raises NotCompiled.

    Nothing that was read is to be believed before ``finish``.
    """

    def __init__(self, file: BinaryIO, kind: bytes) -> None:
        words = file.readline(_LONGEST_LINE).removesuffix(b"\n").split(b" ")
        if b" ".join(words[:-2]) != kind:
            raise NotCompiled("another layout")
        self._expected, self._head = int(words[-2]), int(words[-1])
        self._file = file
        self._checksum = 0
        begin = file.tell()
        self._left = file.seek(0, os.SEEK_END) - begin
        file.seek(begin)

    def read_head(self) -> bytes:
        """The head, which is to be read first."""
        return self.read(self._head)

    def read(self, length: int) -> bytes:
        """So many bytes, where there are."""
        data = self._file.read(length) if 0 <= length <= self._left else b""
        if len(data) != length:
            raise NotCompiled("too short")
        self._left -= length
        self._checksum = zlib.crc32(data, self._checksum)
        return data

    def finish(self) -> None:
        """Refuse what goes on, or is not as it was written."""
        if self._left or self._checksum != self._expected:
            raise NotCompiled("a wrong checksum")
