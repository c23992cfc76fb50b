"""What pages are made of, in reading order: prose and tables.

A part may go on over a page: a cell holds fragments, one for each page that it stands on.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import inf

from msgspec import Struct

from schemas.flow import Flow
from schemas.page import Line, Lines, line_of
from schemas.records import Furniture, JoinedTable, Nota, VoceIndice

TOUCH_POINTS = 3.0
"""Rules this near to each other meet."""

Bar = tuple[float, float, float]
"""A rule across (y, x0, x1) or down (x, top, bottom)."""


class Fragment(Struct, frozen=True, gc=False):
    """Lines of one page that are read one after the other."""

    page_index: int
    lines: tuple[Line, ...]
    right_points: float
    """How far right they may reach; 0 for prose over the page's whole width."""


Cell = tuple[Fragment, ...]
"""The text of one cell; empty where nothing is in it."""


class Row(Struct, frozen=True, gc=False):
    """Cells from left to right, and the x of the rules or gutters around them: one more."""

    cells: tuple[Cell, ...]
    edges: tuple[float, ...]
    grown: tuple[int, ...] = ()
    """Cells that are empty because one above reaches down over them."""
    top: float = -inf
    """Height of the rule above it, on the page it begins on; infinite where none is."""
    bottom: float = inf


class Table(Struct, frozen=True, gc=False):
    """Rows of cells on one page, or on several once stitched; rows of merged cells are shorter."""

    page_index: int
    top: float
    bottom: float
    rows: tuple[Row, ...]
    is_open_above: bool = False
    """Whether no rule closes it at its top: it may go on from the page before."""
    is_open_below: bool = False
    is_ruled: bool = True


Part = Fragment | Table


class LaidOut(Struct, frozen=True, gc=False):
    """The document in reading order, and what its pages repeat and cut."""

    flow: Flow
    furniture: tuple[Furniture, ...] = ()
    note: tuple[Nota, ...] = ()
    joined_tables: tuple[JoinedTable, ...] = ()
    indice: tuple[VoceIndice, ...] = ()
    parts: tuple[tuple[Part, ...], ...] = ()
    """Of each page with geometry, from the top, before tables are joined; if they were kept."""


def is_bold(row: Row) -> bool:
    """Whether all that stands in a row is bold, in two cells at least."""
    return sum(map(bool, row.cells)) > 1 and is_printed_bold(row)


def is_printed_bold(row: Row) -> bool:
    """Whether all that stands in a row is bold, be it one cell."""
    return all(line.is_bold for cell in row.cells for fragment in cell for line in fragment.lines)


def in_rows(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines that stand side by side, from the top; each row from left to right."""
    if len(lines) == 1:
        yield list(lines)
        return
    row: list[Line] = []
    low = 0.0
    for line in sorted(lines, key=_height):
        if row and line.top + line.bottom > low:
            yield _from_left(row)
            row = []
        if not row:
            low = 2 * line.bottom
        row.append(line)
    if row:
        yield _from_left(row)


def in_order(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Lines row by row, each from left to right."""
    if len(lines) < 2:
        return tuple(lines)
    return tuple(line for row in in_rows(lines) for line in row)


def _height(line: Line) -> float:
    return line.top + line.bottom


def _from_left(row: list[Line]) -> list[Line]:
    return row if len(row) == 1 else sorted(row, key=_left)


def _left(line: Line) -> float:
    return line.x0


def parted(line: Line, edges: Sequence[float]) -> Sequence[tuple[int, Line]]:
    """A line with the column it stands in; in parts where a rule down goes through it."""
    x0, x1 = line.x0, line.x1
    first = bisect_right(edges, x0 + 1) - 1
    if first == bisect_left(edges, x1 - 1) - 1:
        return ((first, line),)
    if line.word_count == 1:
        return ((bisect_right(edges, (x0 + x1) / 2) - 1, line),)
    words = defaultdict(list)
    for word in line.words:
        words[bisect_right(edges, (word.x0 + word.x1) / 2) - 1].append(word)
    return [
        (column, Lines((line_of(some, line.size_points, line.is_bold),))[0])
        for column, some in words.items()
    ]
