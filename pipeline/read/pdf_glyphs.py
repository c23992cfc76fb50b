"""What PDFium knows of the letters on a page: where they stand, how they are set.

Calls across the C interface are cheap, what Python does around each is not: boxes are asked for in
bulk, and their numbers come back as one list.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import compress, repeat
from math import hypot
from typing import Any

from msgspec import Struct

from pipeline.read.pdfium import for_each, handle_of, quick, slots
from pipeline.read.placing import Placing

ASCENT, DESCENT = 0.788, 0.212
"""A word's box reaches this share of the font size above its baseline, and below it."""

_TILT = 0.36
"""A run that climbs or falls by more than this share of its way (20 degrees) is not upright."""

_BATCH = 1_024
"""Letters asked at a time: a bound on memory."""

_FONT_NAME_BYTES = 128
_NAME_BYTES = ctypes.c_ulong(_FONT_NAME_BYTES)


class Setting(Struct, frozen=True, gc=False):
    """How the words of a run are set, measured at its first letter; points, top to bottom."""

    size: float
    font: bytes
    is_bold: bool
    is_upright: bool
    top: float
    bottom: float


class _Room:
    """Where PDFium writes: made once, for every page."""

    def __init__(self) -> None:
        import pypdfium2_raw.bindings as raw

        self.boxes, self.box_at = slots(raw.FS_RECTF, _BATCH, "f")
        self.matrices, self.matrix_at = slots(raw.FS_MATRIX, _BATCH, "f")
        self.xs, self.x_at = slots(ctypes.c_double, _BATCH, "d")
        self.ys, self.y_at = slots(ctypes.c_double, _BATCH, "d")
        self.name = (ctypes.c_char * _FONT_NAME_BYTES)()


_room = cache(_Room)


class Glyphs:
    """The letters of one page, by their place in the engine's text."""

    def __init__(self, page_text: Any, placing: Placing) -> None:
        self._page_text = page_text
        self._placing = placing
        self._handle = handle_of(page_text)
        self._call, self._room = quick(), _room()

    def edges(self, letters: Sequence[int]) -> list[float]:
        """left, top, right, bottom of each letter, one after the other; the page's own space."""
        found: list[float] = []
        for some in _batches(letters):
            for_each(self._call.loose_box, repeat(self._handle), some, self._room.box_at)
            found += self._room.boxes[: 4 * len(some)].tolist()
        return found

    def box(self, letter: int) -> tuple[float, float, float, float]:
        """x0, top, x1, bottom of a letter on the displayed page."""
        left, top, right, bottom = self.edges((letter,))
        return self._placing.box(left, bottom, right, top)

    def setting(self, letter: int) -> Setting:
        """The setting of the run that begins with this letter."""
        return self.settings((letter,))[0]

    def settings(self, letters: Sequence[int]) -> list[Setting]:
        """The setting of each run that begins with one of these letters."""
        return [setting for some in _batches(letters) for setting in self._settings(some)]

    def _settings(self, letters: Sequence[int]) -> Iterator[Setting]:
        call, room, count = self._call, self._room, len(letters)
        handles = repeat(self._handle)
        for_each(call.matrix, handles, letters, room.matrix_at)
        for_each(call.origin, handles, letters, room.x_at, room.y_at)
        sizes = map(call.font_size, handles, letters)
        m = room.matrices[: 6 * count].tolist()
        a, b, c, d, _, f = self._placing.matrix
        matrices = m[::6], m[1::6], m[2::6], m[3::6]
        places = room.xs[:count].tolist(), room.ys[:count].tolist()
        for letter, x, y, p, q, r, s, size in zip(letters, *places, *matrices, sizes, strict=True):
            font = self._font(letter)
            size *= hypot(r, s)  # noqa: PLW2901
            across, down = a * p + c * q, b * p + d * q
            baseline = b * x + d * y + f
            yield Setting(
                round(size, 2),
                font,
                b"bold" in font.lower(),
                across > 0 and abs(down) <= _TILT * across,
                baseline - ASCENT * size,
                baseline + DESCENT * size,
            )

    def _font(self, letter: int) -> bytes:
        """The name of a letter's font; PDFium writes none that the room is too small for."""
        name = self._room.name
        size = self._call.font_info(self._handle, letter, name, _NAME_BYTES, None)
        if size > _FONT_NAME_BYTES:
            name = (ctypes.c_char * size)()
            self._call.font_info(self._handle, letter, name, ctypes.c_ulong(size), None)
        return name.value if size else b""

    def is_unmapped(self, letter: int) -> bool:
        """Whether the letter has no Unicode value in its font."""
        return bool(self.unmapped((letter,)))

    def unmapped(self, letters: Sequence[int]) -> list[int]:
        """Those of some letters that have no Unicode value in their font."""
        told = map(self._call.is_unmapped, repeat(self._handle), letters)
        return list(compress(letters, map((1).__eq__, told)))


def _batches(letters: Sequence[int]) -> Iterator[Sequence[int]]:
    return (letters[at : at + _BATCH] for at in range(0, len(letters), _BATCH))
