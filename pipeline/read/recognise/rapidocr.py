"""Recognition by RapidOCR, extra `attidati[ocr]`: its models are in the package.

It gives a line, its box wider than its ink, and the words in it, whose heights are the line's.
It mistakes the case of letters that look alike: `OBIETTivo`, `TASSoNoMIA`, `NascO`.
Slower than tesseract, and no time limit can be held inside it: the document's own one does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from itertools import pairwise
from typing import Any

import numpy as np

from pipeline.read.recognise.engine import Engine, Seen, Unread
from pipeline.read.recognise.picture import Grey, Ink, ink_of

_QUIET = {
    "Global.log_level": "error",
    "Global.use_cls": False,
    "Global.text_score": 0.0,
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}
"""One thread, so that the same picture gives the same words; lines are upright, none turned."""

Box = tuple[float, float, float, float]


class RapidOcr(Engine):
    """The models, loaded when they are first wanted."""

    def __init__(self, release: str) -> None:
        self.name = f"rapidocr {release}"
        self._reader: Any = None

    def read(self, grey: Grey, dpi: int, seconds: float) -> list[Seen]:  # noqa: ARG002
        """The words of an upright picture.

        Raises:
            Unread: it fails.
        """
        try:
            if self._reader is None:
                self._reader = import_module("rapidocr").RapidOCR(params=_QUIET)
            found = self._reader(np.stack([grey] * 3, axis=-1), return_word_box=True)
        except (RuntimeError, ValueError, OSError) as error:
            raise Unread(f"rapidocr failed: {error}") from error
        if found.boxes is None or found.txts is None:
            return []
        ink = ink_of(grey)
        lines = zip(found.boxes, found.txts, found.scores, found.word_results, strict=True)
        return [seen for number, line in enumerate(lines) for seen in _words(number, *line, ink)]


@cache
def rapidocr() -> RapidOcr | None:
    """RapidOCR, where it and what runs its models are installed."""
    if not (find_spec("rapidocr") and find_spec("onnxruntime")):
        return None
    try:
        return RapidOcr(version("rapidocr"))
    except PackageNotFoundError:
        return None


def _words(
    number: int, corners: Any, text: str, score: float, inside: Sequence[Any], ink: Ink
) -> Iterator[Seen]:
    """The words of a line, each as high as its ink."""
    around = _around(corners)
    top, bottom = _band(ink, around)
    parts = text.split()
    boxes = [_around(box) for _, _, box in inside] if inside else []
    sure = [float(confidence) for _, confidence, _ in inside] if inside else []
    if [part for part, _, _ in inside or ()] != parts:
        boxes, sure = list(_spread(text, around)), [float(score)] * len(parts)
    sides = _sides(np.asarray(ink[top:bottom].any(axis=0)), around, boxes, bottom - top)
    for part, (x0, x1), confidence in zip(parts, sides, sure, strict=True):
        rows = np.flatnonzero(ink[top:bottom, x0:x1].any(axis=1))
        high, low = (top + rows[0], top + rows[-1] + 1) if len(rows) else (top, bottom)
        yield Seen(_in_case(part), x0, float(high), x1, float(low), confidence, number)


def _sides(dark: Ink, around: Box, boxes: Sequence[Box], height: int) -> list[tuple[int, int]]:
    """Where words begin and end: at the widest blanks near where the engine takes them to be.

    `dark` are the columns of the line that hold ink.
    """
    past = len(dark)
    held = np.flatnonzero(dark[max(0, int(around[0])) : int(around[2]) + 1]) + max(
        0, int(around[0])
    )
    first, last = (int(held[0]), int(held[-1]) + 1) if len(held) else (0, past)
    cuts = [(first, first)]
    for before, after in pairwise(boxes):
        middle, reach = (before[2] + after[0]) / 2, _NEAR * height
        start, end = max(first, int(middle - reach)), min(last, int(middle + reach) + 1)
        cuts.append(_widest_blank(dark, start, end) or (int(before[2]), int(after[0])))
    cuts.append((last, last))
    return [(a[1], max(b[0], a[1] + 1)) for a, b in pairwise(cuts)]


_NEAR = 0.7
"""An engine's guess of a word's end is no farther from it than this many heights of the line."""


def _widest_blank(dark: Ink, start: int, end: int) -> tuple[int, int] | None:
    """The longest run of columns without ink between two columns."""
    found: tuple[int, int] | None = None
    begin = None
    for column in range(start, end):
        if dark[column]:
            begin = None
            continue
        begin = column if begin is None else begin
        if found is None or column + 1 - begin > found[1] - found[0]:
            found = begin, column + 1
    return found


def _in_case(word: str) -> str:
    """A word of capitals whose small letters are mistaken ones: all in capitals.

    And a capital O behind small letters is a small one: `NascO`.
    """
    capitals, small = sum(map(str.isupper, word)), [c for c in word if c.islower()]
    is_meant = capitals >= _MOST_CAPITALS and capitals >= len(small)
    is_alike = capitals >= _CAPITALS and _ALIKE.issuperset(small)
    return word.upper() if is_meant or is_alike else re.sub(_LONE_O, "o", word)


_LONE_O = r"(?<=[a-zà-ù]{2})O(?![A-Z])"

_ALIKE = frozenset("ciopsuvwxyz")
"""Small letters that look like their capitals, or are taken for them."""

_CAPITALS, _MOST_CAPITALS = 3, 4
"""`WiFi` has fewer; `CIdiS` has three, and a small letter that looks like no capital."""


def _around(corners: Any) -> Box:
    xs, ys = [float(x) for x, _ in corners], [float(y) for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _band(ink: Ink, box: Box) -> tuple[int, int]:
    """The rows of a line that hold its ink, without what of other lines reaches into its box."""
    x0, top, x1, bottom = (max(0, round(edge)) for edge in box)
    rows: Ink = np.any(ink[top:bottom, x0:x1], axis=1)
    if not rows.any():
        return top, max(bottom, top + 1)
    middle = len(rows) // 2
    blank = np.flatnonzero(~rows)
    above, below = blank[blank < middle], blank[blank > middle]
    start = int(above[-1]) + 1 if len(above) else 0
    end = int(below[0]) if len(below) else len(rows)
    return top + start, top + max(end, start + 1)


def _spread(text: str, box: Box) -> Iterator[Box]:
    """Boxes of the words of a line, as if all its letters were as wide."""
    x0, top, x1, bottom = box
    bare = " ".join(text.split())
    wide, at = (x1 - x0) / max(len(bare), 1), 0
    for part in bare.split():
        yield x0 + wide * at, top, x0 + wide * (at + len(part)), bottom
        at += len(part) + 1
