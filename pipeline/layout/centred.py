"""Rows without rules whose cells stand in the middle of their height, as web pages set them.

                  Aprire la biblioteca anche di
    Obiettivo     sera e il sabato mattina, con
                  letture per le famiglie.
    Tempi         2024

A row ends where the lines of all its cells, label and value, have one middle. Cells that stand at
the top of their rows have that on a page only where all are of one line: nothing tells them then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise, permutations
from math import inf

from msgspec import Struct

from schemas.page import Line

_SAME_MIDDLE = 0.25
"""Middles this share of a line's height apart are one; a line more or less moves them by half."""

_OVER = 0.25
"""Lines of one row may reach this share of their height into the next."""

_LOOSE = 0.6
"""Lines of one cell have less than this share of their height between them."""

_MOST_LINES = 150
"""Of a row: a bound on time."""

_FARTHER_POINTS = 1.0

_Placed = tuple[Line, int]
"""A line, and the number of its column."""

_Row = Mapping[int, Sequence[Line]]
"""The cells of a row by the numbers of their columns, those without words left out."""


def centred_starts(columns: Sequence[Sequence[Line]]) -> list[float]:
    """Where the rows of some columns begin, in points, if their cells are centred; else nothing.

    Each row has words in the first column. What a page has left of a row before its first words
    there is no row, and what it cuts at its foot is the last one.
    """
    placed = [(line, n) for n, column in enumerate(columns) for line in column]
    placed.sort(key=lambda each: (each[0].top, each[1]))
    first = next((n for n, (_, column) in enumerate(placed) if column == 0), len(placed))
    tried = [_rows(placed[start:]) for start in range(min(first, _MOST_LINES) + 1)]
    return max(tried, key=lambda found: (found.is_whole, len(found.starts))).starts


class _Rows(Struct, frozen=True, gc=False):
    """Where rows begin, and whether the last of them is whole."""

    starts: list[float]
    is_whole: bool = False


def _rows(placed: Sequence[_Placed]) -> _Rows:
    """The rows if the first one begins with the first line."""
    rows: list[dict[int, list[Line]]] = []
    begin, low = 0, -inf
    for n, (line, _) in enumerate(placed, 1):
        low = max(low, line.bottom)
        if n < len(placed) and placed[n][0].top < low - _OVER * (line.bottom - line.top):
            continue
        cells = _cells(placed[begin:n])
        if n - begin > _MOST_LINES or not all(map(_is_one_cell, cells.values())):
            break
        if 0 in cells and _have_one_middle(cells):
            rows.append(cells)
            begin, low = n, -inf
    rest = _cells(placed[begin:])
    is_told = any(map(_is_between_lines, rows))
    if not (is_told or _are_farther_apart(rows)):
        return _Rows([])
    if is_told and rest and _goes_on(rows[-1], rest):
        rest = {}
    elif rest and not _is_cut(rest, is_told):
        return _Rows([])
    return _Rows([_top(row) for row in (*rows, rest) if row], begin == len(placed))


def _are_farther_apart(rows: Sequence[_Row]) -> bool:
    """Whether cells begin at several heights, and rows are farther apart than lines.

    Else the label of a value of three lines may as well stand beside the first of two, the line
    above being of the row before.
    """
    cells = [cell for row in rows for cell in row.values()]
    inner = max((_gap(*pair) for cell in cells for pair in pairwise(cell)), default=0.0)
    outer = min((_top(after) - _low(row) for row, after in pairwise(rows)), default=0.0)
    return any(map(_differ, rows)) and outer > inner + _FARTHER_POINTS


def _is_cut(row: _Row, is_told: bool) -> bool:
    """Whether a row that the page cuts has words in its first cell, and not above its middle.

    Where other rows tell that cells are centred, this one's may stand anywhere.
    """
    if 0 not in row or not _is_one_cell(row[0]):
        return False
    middle = row[0][0].top + row[0][-1].bottom
    return is_told or middle >= _top(row) + _low(row) - _SAME_MIDDLE * _height(row)


def _goes_on(row: _Row, rest: _Row) -> bool:
    """Whether lines right below a row, none of them in the first column, are of the row too."""
    return 0 not in rest and _top(rest) - _low(row) <= _LOOSE * _height(row)


def _is_between_lines(row: _Row) -> bool:
    """Whether a cell's first line is level with none of another, higher one."""
    tops = [[line.top for line in cell] for cell in row.values()]
    off = _SAME_MIDDLE * _height(row)
    return any(
        one[0] > other[0] and min(abs(one[0] - top) for top in other) > off
        for one, other in permutations(tops, 2)
    )


def _top(row: _Row) -> float:
    return min(cell[0].top for cell in row.values())


def _low(row: _Row) -> float:
    return max(cell[-1].bottom for cell in row.values())


def is_apart(line: Line, below: Line) -> bool:
    """Whether two lines of a column have more between them than those of one cell do."""
    return _gap(line, below) > _LOOSE * (line.bottom - line.top)


def _gap(line: Line, below: Line) -> float:
    return below.top - line.bottom


def _cells(row: Sequence[_Placed]) -> dict[int, list[Line]]:
    """The lines of each column, from the top."""
    found: dict[int, list[Line]] = {}
    for line, column in row:
        found.setdefault(column, []).append(line)
    return found


def _have_one_middle(cells: _Row) -> bool:
    middles = [(lines[0].top + lines[-1].bottom) / 2 for lines in cells.values()]
    return max(middles) - min(middles) <= _SAME_MIDDLE * _height(cells)


def _differ(cells: _Row) -> bool:
    """Whether one cell begins higher than another, and so tells that they are centred."""
    tops = [lines[0].top for lines in cells.values()]
    return max(tops) - min(tops) > _SAME_MIDDLE * _height(cells)


def _height(cells: _Row) -> float:
    """Of a line."""
    line = cells[0][0]
    return line.bottom - line.top


def _is_one_cell(lines: Sequence[Line]) -> bool:
    """Whether the lines of a column are near enough to be those of one cell."""
    return not any(is_apart(*pair) for pair in pairwise(lines))
