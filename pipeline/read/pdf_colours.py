"""The colours that PDFium fills objects with, asked in bulk: nearly all texts are of one."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from functools import cache
from typing import Any

from pipeline.read.pdfium import Handle, quick, slots

_BATCH = 512
"""Objects asked at a time: a bound on memory."""

_WHITE = 250
"""Red, green and blue at or above this are white."""

Colour = tuple[int, int, int, int]
"""Red, green, blue and alpha, 0 to 255."""


@cache
def _room() -> tuple[Any, list[list[Any]]]:
    """Where the colours of a batch are written, and pointers to each red, green, blue and alpha."""
    numbers, pointers = slots(ctypes.c_uint, 4 * _BATCH, "I")
    return numbers, [pointers[part::4] for part in range(4)]


def fill_colours(objects: Sequence[Handle]) -> list[Colour | None]:
    """The colour of each object, None where it has none."""
    found: list[Colour | None] = []
    numbers, pointers = _room()
    for start in range(0, len(objects), _BATCH):
        some = objects[start : start + _BATCH]
        has = list(map(quick().fill_colour, some, *pointers))
        told = numbers[: 4 * len(some)].tolist()
        colours = zip(told[::4], told[1::4], told[2::4], told[3::4], strict=True)
        if all(has):
            found += colours
        else:
            found += [colour if ok else None for colour, ok in zip(colours, has, strict=True)]
    return found


def is_white(colour: Colour | None) -> bool:
    """Whether it is white, or nothing one can see."""
    return colour is not None and (colour[3] == 0 or min(colour[:3]) >= _WHITE)
