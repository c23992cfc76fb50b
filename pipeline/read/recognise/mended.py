"""Ruled lines that a scan has broken: put together again where nothing printed ends them.

A line that is meant to end ends at a line that crosses it, as where cells are merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

_MEETS_POINTS = 4.0
_GAP_POINTS = 15.0
_OFF_LEVEL_POINTS = 1.5
_MOST_BARS = 400
"""A page with more is a drawing."""

Piece = tuple[int, int, int]


class Bar(Struct, frozen=True):
    """A line, in pixels; `pieces` are the rows (columns, of one that goes down) it is made of."""

    x0: int
    top: int
    x1: int
    bottom: int
    pieces: tuple[Piece, ...] = ()
    """Row, first and past the last column of each; columns and rows the other way, down."""

    @property
    def turned(self) -> Bar:
        """The same line where columns are rows."""
        return Bar(self.top, self.x0, self.bottom, self.x1, self.pieces)

    @property
    def along(self) -> tuple[int, int]:
        """From where to where its pieces reach."""
        return min(x for _, x, _ in self.pieces), max(x for _, _, x in self.pieces)

    def meets(self, x: int, y: int, near: float) -> bool:
        """Whether a line that goes down passes near a point."""
        is_beside = self.x0 - near <= x <= self.x1 + near
        return is_beside and self.top - near <= y <= self.bottom + near


def joined(bars: Sequence[Bar], crossing: Sequence[Bar], scale: float) -> list[Bar]:
    """Lines across, two of which that a gap parts are one; `crossing` are lines down."""
    if len(bars) > _MOST_BARS or len(crossing) > _MOST_BARS:
        return list(bars)
    found: list[Bar] = []
    for bar in sorted(bars, key=lambda bar: bar.x0):
        before = next((b for b in found if _goes_on(b, bar, crossing, scale)), None)
        if before:
            found[found.index(before)] = _both(before, bar)
        else:
            found.append(bar)
    return found


def lengthened(bars: Iterable[Bar], crossing: Sequence[Bar], scale: float) -> list[Bar]:
    """Lines across that end at the lines down that they end near to, or stop shortly before."""
    found = []
    for bar in bars:
        x0, x1 = (_end(bar, x, step, crossing, scale) for x, step in ((bar.x0, -1), (bar.x1, 1)))
        added = ((x0, bar.x0), (bar.x1, x1))
        pieces = [(_level(bar), start, end) for start, end in added if start < end]
        found.append(Bar(x0, bar.top, x1, bar.bottom, (*bar.pieces, *pieces)))
    return found


def _end(bar: Bar, x: int, step: int, crossing: Sequence[Bar], scale: float) -> int:
    """Where a line that stops at `x` ends, going left or right."""
    y, near, reach = _level(bar), _MEETS_POINTS * scale, _GAP_POINTS * scale
    met = [c.x0 for c in crossing if c.meets(x, y, near)]
    ahead = [c.x0 for c in crossing if 0 < (c.x0 - x) * step <= reach and c.meets(c.x0, y, near)]
    return min(met or ahead or [x], key=lambda other: abs(other - x))


def _goes_on(before: Bar, bar: Bar, crossing: Sequence[Bar], scale: float) -> bool:
    """Whether a gap alone parts two lines: both are longer, and no line down ends them."""
    gap, near = bar.x0 - before.x1, _MEETS_POINTS * scale
    shorter = min(before.x1 - before.x0, bar.x1 - bar.x0)
    if abs(_level(before) - _level(bar)) > _OFF_LEVEL_POINTS * scale:
        return False
    if not -near <= gap <= min(_GAP_POINTS * scale, shorter):
        return False
    ends = (before.x1, _level(before)), (bar.x0, _level(bar))
    return not any(c.meets(x, y, near) for c in crossing for x, y in ends)


def _level(bar: Bar) -> int:
    return (bar.top + bar.bottom) // 2


def _both(one: Bar, other: Bar) -> Bar:
    return Bar(
        min(one.x0, other.x0),
        min(one.top, other.top),
        max(one.x1, other.x1),
        max(one.bottom, other.bottom),
        (*one.pieces, *other.pieces),
    )
