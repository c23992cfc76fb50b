"""Ruled lines of a picture: long dark runs, across and down, no thicker than a line.

Scans tear lines into pieces and leave them a pixel or two off level: the pieces are put together.
OpenCV finds them by morphology, at 60 MB; numpy is there already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from pipeline.read.recognise.mended import Bar, joined, lengthened
from pipeline.read.recognise.picture import Grey, Ink, threshold_of

MAX_THICK_POINTS = 4.5
"""What is thicker is no line."""

MIN_ACROSS_POINTS, MIN_DOWN_POINTS = 24.0, 30.0
"""A shorter line down is one only where it joins two lines across."""

_PIECE_POINTS = 11.0
"""A dark run of this length is part of a line, or of a large letter."""

_GAP_POINTS, _OFF_LEVEL_POINTS = 4.0, 1.2
"""Pieces of one line are no farther apart than this, along it and across."""

_COVERED = 0.7
"""Of a line's length its pieces cover this share, at least."""

_LONG_POINTS, _COVERED_SHORT = 72.0, 0.9
"""A shorter line has fewer gaps, and no print right below it: the bars of `TTT` have both."""

_SURE_POINTS = 36.0
"""A dark run of this length is no letter's: fat print that touches a line is told from it."""

_BESIDE_POINTS, _MAX_BESIDE = 1.0, 0.12
"""This far beside a line, less than this share of its length is dark: feet of letters are none."""

_UNBROKEN, _UNDERLINE_POINTS, _MAX_BESIDE_UNDERLINE = 0.97, 40.0, 0.4
"""Print stands near the line that underlines it, which is long and whole."""

_WORN_ACROSS, _WORN_DOWN = ((20.0, 0.6),), ((36.0, 0.7), (14.0, 0.88))
"""Points, and the share: where so much of a stretch this long is dark, gaps in it are bridged.
Pictures in black and white lose a good part of a thin line. Stems of letters stand over others'."""

_CLEAR_POINTS, _MAX_CLEAR = 1.5, 0.3
"""If, this far above and below, less than this share is: letters have more on one side."""

_MEETS_POINTS = 4.0

_RAGGED_PIXELS = 3
"""At 300 dpi; what is dark so near to a line and goes no farther is the line's own."""

_END_PIXELS = 12

_FAR = 1 << 30

_MAX_PIECES = 20_000
"""A page with more is a photograph."""


class Ruled(Struct, frozen=True):
    """The lines of a picture."""

    across: tuple[Bar, ...] = ()
    down: tuple[Bar, ...] = ()

    def rubbed_out(self, grey: Grey) -> Grey:
        """The picture without them: recognition takes them for letters.

        So it does what stands out from a ragged line; letters that touch it go on beyond that.
        """
        clean = grey.copy()
        light = threshold_of(grey) + 1
        for picture, bars in ((clean, self.across), (clean.T, self.down)):
            for bar in bars:
                _rub_out(picture, bar, light)
        return clean


def _rub_out(grey: Grey, bar: Bar, light: int) -> None:
    """Whitens a line across, and what is dark beside it no farther than it is ragged."""
    columns, top, bottom = _course(bar, grey.shape[1])
    is_end = (columns < bar.along[0]) | (columns >= bar.along[1])
    is_free = np.ones(len(columns), bool)
    for edge, step in ((top, -1), (bottom, 1)):
        beyond = np.clip(edge + step * (_RAGGED_PIXELS + 1), 0, len(grey) - 1)
        is_light = grey[beyond, columns] >= light
        is_free &= is_light
        for shift in range(1, _RAGGED_PIXELS + 1):
            rows = np.clip(edge[is_light] + step * shift, 0, len(grey) - 1)
            grey[rows, columns[is_light]] = 255
    for shift in range(int((bottom - top).max()) + 1):
        inside = (top + shift <= bottom) & (is_free | ~is_end)
        grey[top[inside] + shift, columns[inside]] = 255


def _course(bar: Bar, width: int) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """The columns of a line across, and its first and last row in each; straight over its gaps.

    A little more at both ends: worn ones are not seen to their end.
    """
    start, past = max(0, bar.along[0] - _END_PIXELS), min(width, bar.along[1] + _END_PIXELS)
    top, bottom = np.full(past - start, _FAR), np.full(past - start, -1)
    for row, x0, x1 in bar.pieces:
        part = slice(x0 - start, x1 - start)
        top[part] = np.minimum(top[part], row)
        bottom[part] = np.maximum(bottom[part], row)
    held = np.flatnonzero(bottom >= 0)
    every = np.arange(past - start)
    rows = (np.interp(every, held, of[held]).astype(np.intp) for of in (top, bottom))
    return every + start, *rows


def find_rules(ink: Ink, scale: float) -> Ruled:
    """The ruled lines of a straight picture; `scale` is pixels a point."""
    level = list(_lines(ink, scale, _WORN_ACROSS))
    upright = list(_lines(np.ascontiguousarray(ink.T), scale, _WORN_DOWN, is_down=True))
    level = joined(level, [bar.turned for bar in upright], scale)
    across = [bar for bar in level if bar.x1 - bar.x0 >= MIN_ACROSS_POINTS * scale]
    crossing = [bar.turned for bar in across]
    upright = lengthened(joined(upright, crossing, scale), crossing, scale)
    down = [
        bar.turned
        for bar in upright
        if bar.x1 - bar.x0 >= MIN_DOWN_POINTS * scale or _joins(bar.turned, across, scale)
    ]
    return Ruled(tuple(sorted(across, key=_place)), tuple(sorted(down, key=_place)))


def _place(bar: Bar) -> tuple[int, int]:
    return bar.top, bar.x0


def without_runs(ink: Ink, least: int) -> Ink:
    """What is dark, without the runs across and down of this length at least."""
    rest = ink.copy()
    for seen, left in ((ink, rest), (ink.T, rest.T)):
        for row, start, end in zip(*_runs(seen, least), strict=True):
            left[row, start:end] = False
    return rest


def _joins(bar: Bar, across: Sequence[Bar], scale: float) -> bool:
    """Whether a line down begins and ends at lines across."""
    near = _MEETS_POINTS * scale
    over = [a for a in across if a.x0 - near <= bar.x0 and bar.x1 <= a.x1 + near]
    return all(
        any(a.top - near <= y <= a.bottom + near for a in over) for y in (bar.top, bar.bottom)
    )


def _lines(
    ink: Ink, scale: float, worn: Iterable[tuple[float, float]], is_down: bool = False
) -> Iterator[Bar]:
    """The lines across; those down of a picture whose columns are rows."""
    spread = ink.copy()
    spread[1:] |= ink[:-1]
    spread[:-1] |= ink[1:]
    spread |= np.logical_or.reduce([_worn(spread, scale, *stretch) for stretch in worn])
    runs = _runs(spread, round(_PIECE_POINTS * scale))
    if len(runs[0]) > _MAX_PIECES:
        return
    for pieces in _grouped(list(zip(*(part.tolist() for part in runs), strict=True)), scale):
        bar = _bar(pieces)
        if not _is_line(bar, ink, scale, is_down):
            long = [piece for piece in pieces if piece[2] - piece[1] >= _SURE_POINTS * scale]
            if not long or not _is_line(bar := _bar(long), ink, scale, is_down):
                continue
        yield bar


def _bar(pieces: Sequence[tuple[int, int, int]]) -> Bar:
    x0, x1 = min(start for _, start, _ in pieces), max(end for _, _, end in pieces)
    return Bar(x0, pieces[0][0], x1, pieces[-1][0] + 1, tuple(pieces))


def _worn(spread: Ink, scale: float, points: float, share: float) -> Ink:
    """The middles of stretches that are mostly dark, and mostly light above and below."""
    width, step = round(points * scale), max(1, round(_CLEAR_POINTS * scale))
    counts = _along(spread, width)
    dark = counts >= np.uint16(share * width)
    light = counts < np.uint16(_MAX_CLEAR * width)
    dark[step:] &= light[:-step]
    dark[:-step] &= light[step:]
    return dark


def _along(ink: Ink, width: int) -> NDArray[np.uint16]:
    """Of each pixel, how many are dark in the stretch of its row that it is the middle of."""
    before = width // 2 + 1
    sums = np.zeros((ink.shape[0], ink.shape[1] + width), np.uint16)
    np.cumsum(ink, axis=1, dtype=np.uint16, out=sums[:, before : before + ink.shape[1]])
    sums[:, before + ink.shape[1] :] = sums[:, before + ink.shape[1] - 1, None]
    return np.asarray(sums[:, width:] - sums[:, : ink.shape[1]])


def _is_line(bar: Bar, ink: Ink, scale: float, is_down: bool) -> bool:
    """Whether the pieces cover its length, and nothing dark runs along it."""
    if bar.bottom - bar.top > MAX_THICK_POINTS * scale:
        return False
    covered = np.zeros(bar.x1 - bar.x0, bool)
    for _, start, end in bar.pieces:
        covered[start - bar.x0 : end - bar.x0] = True
    whole = covered.mean()
    if whole < _COVERED:
        return False
    if not is_down and bar.x1 - bar.x0 < _LONG_POINTS * scale:
        whole = ink[bar.top : bar.bottom, bar.x0 : bar.x1].any(axis=0).mean()
        if whole < _COVERED_SHORT:
            return False
    is_underline = whole >= _UNBROKEN and bar.x1 - bar.x0 >= _UNDERLINE_POINTS * scale
    above = _MAX_BESIDE_UNDERLINE if is_underline else _MAX_BESIDE
    is_bare = not is_down and bar.x1 - bar.x0 < _LONG_POINTS * scale
    step = max(1, round(_BESIDE_POINTS * scale))
    limits = (bar.top - step, above), (bar.bottom - 1 + step, _MAX_BESIDE if is_bare else above)
    beside = ((row, most) for row, most in limits if 0 <= row < len(ink))
    return all(ink[row, bar.x0 : bar.x1].mean() < most for row, most in beside)


def _grouped(
    pieces: Sequence[tuple[int, int, int]], scale: float
) -> Iterator[list[tuple[int, int, int]]]:
    """Pieces, in order of their rows, that make one line."""
    level, gap = _OFF_LEVEL_POINTS * scale, _GAP_POINTS * scale
    groups: list[_Group] = []
    for piece in pieces:
        done = [group for group in groups if piece[0] - group.last > level]
        for group in done:
            yield group.pieces
        groups = [group for group in groups if piece[0] - group.last <= level]
        near = [g for g in groups if piece[1] - gap <= g.x1 and g.x0 <= piece[2] + gap]
        into = near[0] if near else _Group()
        for other in near[1:]:
            into.take(other.pieces)
        groups = [group for group in groups if group not in near]
        into.take([piece])
        groups.append(into)
    for group in groups:
        yield group.pieces


class _Group:
    """Pieces that belong together so far."""

    def __init__(self) -> None:
        self.pieces: list[tuple[int, int, int]] = []
        self.x0, self.x1, self.last = 1 << 30, -1, -1

    def take(self, pieces: Sequence[tuple[int, int, int]]) -> None:
        """More pieces of the same line."""
        self.pieces += pieces
        if len(pieces) > 1:
            self.pieces.sort()
        self.x0 = min(self.x0, *(start for _, start, _ in pieces))
        self.x1 = max(self.x1, *(end for _, _, end in pieces))
        self.last = max(self.last, *(row for row, _, _ in pieces))


def _runs(ink: Ink, least: int) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Row, first and past the last column of each dark run of this length at least."""
    edges = np.zeros((ink.shape[0], ink.shape[1] + 1), np.int8)
    edges[:, 0] = ink[:, 0]
    edges[:, 1:-1] = ink[:, 1:].astype(np.int8) - ink[:, :-1]
    edges[:, -1] = -ink[:, -1].astype(np.int8)
    rows, starts = np.nonzero(edges == 1)
    _, ends = np.nonzero(edges == -1)
    long = ends - starts >= least
    return rows[long], starts[long], ends[long]
