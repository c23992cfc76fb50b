"""Recognised words held against the picture: bullets, and words where nothing is printed.

* certificazione family audit      printed `• certificazione`: engines have no letter for it
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from pipeline.read.recognise.engine import Seen
from pipeline.read.recognise.picture import Ink
from pipeline.read.recognise.words import type_size

BULLET = "•"

_SMALLEST, _LARGEST = 0.18, 0.46
"""How high bullets are, in sizes of the page's type; small letters are higher."""

_ROUND = 1.3
"""A bullet's sides differ by less than this factor."""

_FILLED = 0.66
"""Of its box a disc fills 0.79; a ring, an asterisk or a letter less than this."""


def held_against(ink: Ink, seen: Sequence[Seen]) -> Iterator[Seen]:
    """The words that have ink in their boxes, bullets as bullets."""
    size = type_size(seen)
    for word in seen:
        if not _has_ink(word, ink, size):
            continue
        is_bullet = len(word.text) == 1 and _is_bullet(word, size) and _fills(word, ink)
        yield replace(word, text=BULLET) if is_bullet else word


def _has_ink(word: Seen, ink: Ink, size: float) -> bool:
    """Whether a word is printed; engines set the box of a lone `i` a little beside it."""
    beside = _BESIDE * size if len(word.text) == 1 else 0.0
    top, bottom = max(0, int(word.top)), int(word.bottom) + 1
    inside = ink[top:bottom, max(0, int(word.x0 - beside)) : int(word.x1 + beside) + 1]
    return bool(inside.any())


_BESIDE = 0.25
"""Sizes of type: less than a blank, behind which the next word has ink."""


def _is_bullet(word: Seen, size: float) -> bool:
    wide, high = word.x1 - word.x0, word.bottom - word.top
    low, most = sorted((wide, high))
    return _SMALLEST * size <= low and most <= min(_LARGEST * size, _ROUND * low)


def _fills(word: Seen, ink: Ink) -> bool:
    inside = ink[int(word.top) : int(word.bottom), int(word.x0) : int(word.x1)]
    return bool(inside.size and inside.mean() >= _FILLED)
