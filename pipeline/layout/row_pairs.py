"""Two rows of a table, or of two tables, that follow each other over the page.

    Sport␉Piscina␉Tessera per le famiglie.     page 3, the last row
    ␉Palestra␉Aprire la sera.                  page 4: the same columns, `Sport` goes on

Whether the one is the rest of the other is for `stitch` to say.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from msgspec.structs import replace

from pipeline.layout.parts import Cell, Row, Table, is_bold

SAME_X_POINTS = 4.0
"""Columns are the same where their sides differ by no more than this."""

SAME_GUTTER_POINTS = 40.0
"""Without rules, where the words of a page end: gutters as near as this are one."""

NUMBERED_COLUMNS = 3
"""The columns of a sheet that numbers its actions: number, label, value."""


def is_set_apart(below: Table, last: Row) -> bool:
    """Whether a table of several columns begins with a bold row, which the rows above are not."""
    first = below.rows[0]
    return len(first.cells) > 2 and is_bold(first) and not is_bold(last)


def foot_of(cell: Cell) -> float:
    """How far down the cell's last line reaches, in points; 0 for an empty one."""
    return cell[-1].lines[-1].bottom if cell else 0.0


def is_level(table: Table, one: Row, other: Row) -> bool:
    """Whether two rows have the same columns."""
    if table.is_ruled:
        return _same(one.edges, other.edges)
    inner = zip(one.edges[1:-1], other.edges[1:-1], strict=False)
    same_count = len(one.edges) == len(other.edges)
    return same_count and all(abs(a - b) <= SAME_GUTTER_POINTS for a, b in inner)


def have_same_sides(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether two rows begin and end at the same x."""
    return _same((one[0], one[-1]), (other[0], other[-1]))


def _same(one: Sequence[float], other: Sequence[float]) -> bool:
    return len(one) == len(other) and all(
        abs(a - b) <= SAME_X_POINTS for a, b in zip(one, other, strict=True)
    )


def grown_over(above: Row, rows: Sequence[Row], tall: Set[int]) -> Sequence[Row]:
    """Rows that follow over the page, the first one with the cells that reach down over the cut.

    They are empty there, and grow on the page above or on this one; or they are begun in the last
    row above, and their column is one of the `tall`: others of its cells grow.
    """
    if not rows or len(rows[0].cells) < NUMBERED_COLUMNS:
        return rows
    first, following = rows[0], rows[1].grown if rows[1:] else ()
    columns = zip(range(len(first.cells)), first.cells, above.cells, strict=False)
    grown = tuple(
        k
        for k, cell, before in columns
        if not cell and (k in above.grown or (before and (k in following or k in tall)))
    )
    return [replace(first, grown=grown), *rows[1:]] if grown else rows


def merged(above: Row, below: Row) -> Row:
    """The one row that a page has cut in these two."""
    cells = tuple(a + b for a, b in zip(above.cells, below.cells, strict=True))
    return replace(above, cells=cells)
