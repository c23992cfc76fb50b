"""What the grounds of cells say of a table: where rules are missing, and where there are none.

Without any rule, rows are told by their grounds, every second one grey, cell by cell:

    ████ Titolo ████ Obiettivo ███████ Descrizione ████
    ▒▒▒▒ Biblioteca ▒ Aprire la sera ▒▒ Le sale restano …
         Piedibus     Camminare         Quattro percorsi
    ▒▒▒▒ Sport ▒▒▒▒▒▒ …

Where the grounds of a row touch, its columns meet; a row without a ground stands between two that
have one, or below the last as far as the lines keep to the columns.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.layout.parts import TOUCH_POINTS, Bar
from schemas.page import Line, Shade

_MIN_CELLS, _MIN_ROWS = 3, 2
"""A row of grounds has so many at least, and so many rows have the same columns."""

_APART = 2.5
"""Lines farther below the last row than this many times their height are no part of the table."""


def ground_bars(shades: Sequence[Shade], lines: Sequence[Line]) -> tuple[list[Bar], list[Bar]]:
    """Rules as if the cells with a ground had them, across and down; none where they are no table.

    Linear in the shades but for sorting them.
    """
    rows = _rows(shades)
    if len(rows) < _MIN_ROWS:
        return [], []
    edges = rows[0][2]
    heights = sorted({y for top, bottom, _ in rows for y in (top, bottom)})
    end = _end(lines, edges, heights[-1])
    across = [(y, edges[0], edges[-1]) for y in heights]
    return across, [(x, heights[0], end) for x in edges]


def _rows(shades: Sequence[Shade]) -> list[tuple[float, float, tuple[float, ...]]]:
    """Top, bottom and column edges of the rows whose grounds touch, most of them alike."""
    level: defaultdict[tuple[int, int], list[Shade]] = defaultdict(list)
    for shade in shades:
        level[round(shade.top), round(shade.bottom)].append(shade)
    alike: defaultdict[tuple[int, ...], list[tuple[float, float, tuple[float, ...]]]]
    alike = defaultdict(list)
    for row in level.values():
        row.sort(key=lambda shade: shade.x0)
        if len(row) >= _MIN_CELLS and all(
            abs(one.x1 - other.x0) <= TOUCH_POINTS for one, other in pairwise(row)
        ):
            edges = (*(shade.x0 for shade in row), row[-1].x1)
            alike[tuple(map(round, edges))].append((row[0].top, row[0].bottom, edges))
    return max(alike.values(), key=len, default=[])


def _end(lines: Sequence[Line], edges: Sequence[float], bottom: float) -> float:
    """How far down the last row without a ground reaches."""
    for line in sorted((line for line in lines if line.top >= bottom), key=lambda line: line.top):
        is_near = line.top - bottom <= _APART * (line.bottom - line.top)
        is_inside = edges[0] <= line.x0 and line.x1 <= edges[-1]
        if not (is_near and is_inside) or any(line.x0 < x < line.x1 for x in edges[1:-1]):
            break
        bottom = max(bottom, line.bottom)
    return bottom


def shade_bars(
    shades: Sequence[Shade], across: Sequence[Bar], down: Sequence[Bar]
) -> Iterator[Bar]:
    """Above and below the ground of a cell or row, as if a rule were there.

    A ground that does not reach from one rule to another is a marked word.
    """
    xs = sorted({x for x, _, _ in down} | {x for _, x0, x1 in across for x in (x0, x1)})
    for shade in shades:
        if all(_is_near(xs, x) for x in (shade.x0, shade.x1)):
            yield shade.top, shade.x0, shade.x1
            yield shade.bottom, shade.x0, shade.x1


def _is_near(xs: Sequence[float], x: float) -> bool:
    at = bisect_left(xs, x - TOUCH_POINTS)
    return at < len(xs) and xs[at] <= x + TOUCH_POINTS
