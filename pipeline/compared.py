"""A stream that writes nothing as long as it is given what a file holds already.

A second run over an unchanged archive gives the bytes that are there: reading and comparing them
takes less than writing them once more.
"""

from __future__ import annotations

import os
from errno import EBUSY
from typing import BinaryIO

_CHUNK_BYTES = 1 << 20


class Compared:
    """Compares what it is given with a file, and puts all of it aside from where they differ.

    Methods raise OSError where the disk is full or fails, or another program writes the file.
    """

    def __init__(self, path: str, aside: str) -> None:
        self._before = open(path, "rb")  # noqa: SIM115  `close` does
        self._dated = self._date()
        self._aside_path = aside
        self._aside: BinaryIO | None = None
        self._same_bytes = 0

    def write(self, data: bytes) -> None:
        """Adds so much."""
        if self._aside is None and self._before.read(len(data)) == data:
            self._same_bytes += len(data)
            return
        (self._aside or self._begun()).write(data)

    def flush(self) -> None:
        """Writes what is held back."""
        if self._aside:
            self._aside.flush()

    def is_same(self) -> bool:
        """Whether all was the same, to the end of the file; if not, all is in the file aside."""
        if self._aside is None and self._before.read(1):
            self._begun()
        if self._aside:
            self._aside.close()
            return False
        self._check_unchanged()
        return True

    def close(self) -> None:
        """Lets both files go."""
        self._before.close()
        if self._aside:
            self._aside.close()

    def _begun(self) -> BinaryIO:
        """The file aside, with what was the same so far."""
        self._aside = open(self._aside_path, "wb")  # noqa: SIM115  `close` does
        self._before.seek(0)
        left = self._same_bytes
        while left and (chunk := self._before.read(min(left, _CHUNK_BYTES))):
            left -= self._aside.write(chunk)
        self._check_unchanged()
        return self._aside

    def _check_unchanged(self) -> None:
        if self._date() != self._dated:
            raise OSError(EBUSY, "another program changed it meanwhile")

    def _date(self) -> tuple[int, int]:
        found = os.fstat(self._before.fileno())
        return found.st_size, found.st_mtime_ns
