"""Ruled tables: the rules of a page make grids, the lines of the page fill their cells.

Rules meet carelessly, stand double, stop where cells are merged, and may be missing around the
table or, where a page cuts a row, below and above it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from pipeline.layout.apart import apart
from pipeline.layout.barred import find_barred_table
from pipeline.layout.dotted import dotted_bars
from pipeline.layout.forms import has_labels_beside, rows_of_labels
from pipeline.layout.framed import encloses
from pipeline.layout.grids import (
    MIN_COLUMN_POINTS,
    Frame,
    frame_of,
    grids_of,
    joined,
    with_columns,
)
from pipeline.layout.grounds import ground_bars, joint_bars, shade_bars
from pipeline.layout.heads import heads_columns, with_header_apart
from pipeline.layout.paired import pair_bars
from pipeline.layout.parts import TOUCH_POINTS, Bar, Fragment, Row, Table, in_order, parted
from schemas.page import Line, Page, Rule

MAX_PADDING_POINTS = 10.0
"""Words stand as far from a cell's right rule as from its left one, but no farther than this."""

MAX_RULES = 5000
"""A page with more rules is a drawing: no tables are looked for in it."""

MAX_CROSSINGS = 20_000
"""A grid of more rules across times rules down is squared paper, and no table."""

_MAX_DESCENT_POINTS = 5.0
"""Where letters end, this far below an underline at most."""

_SIDES = 2
"""The rules down of a table that has none between its columns."""

_FRAME_LINES = 12
"""One cell alone with more lines than this, closed all around, is a frame around prose."""


def find_tables(
    page: Page,
    page_index: int,
    lines: Sequence[Line],
    edges_before: Sequence[float] = (),
    bare_edges: Sequence[float] = (),
) -> tuple[list[Table], list[Line]]:
    """The ruled tables of a page that hold words, and the lines outside them; all are upright.

    `edges_before` are the column edges of a table that the page before ends with, `bare_edges`
    those of one whose columns no rules part.
    """
    if not (page.rules or page.shades) or len(page.rules) > MAX_RULES:
        return [], list(lines)
    dotted_across, dotted_down, shades = dotted_bars(page.shades)
    across = _without_underlines([(r.top, r.x0, r.x1) for r in page.rules if _is_across(r)], lines)
    across = joined([*across, *dotted_across])
    down = [(r.x0, r.top, r.bottom) for r in page.rules if not _is_across(r)]
    down = joined([*down, *dotted_down])
    has_forms = False
    if shades and len({round(x) for x, _, _ in down}) <= _SIDES:
        from_grounds, columns = ground_bars(shades, lines, across, edges_before)
        if not columns:
            from_grounds, columns = pair_bars(shades, lines, across, edges_before)
            has_forms = bool(columns)
        across, down = joined([*across, *from_grounds]), joined([*down, *columns])
    if shades and page.rules:
        down = joined([*down, *joint_bars(shades, down)])
        across = joined([*across, *shade_bars(shades, across, down)])
    grids = [g for g in grids_of(across, down) if len(g.across) * len(g.down) <= MAX_CROSSINGS]
    frames = sorted((frame_of(grid) for grid in grids), key=lambda frame: frame.area)
    tables: list[Table] = []
    left = list(lines)
    for frame in frames:
        above = () if bare_edges and len(frame.edges) == 1 else edges_before
        table, rest = _filled(with_columns(frame, left, above), page_index, left)
        table = table and _labelled(page, table)
        if table and not _is_around(page, table, lines, edges_before, bare_edges):
            found = apart(table, shades)
            tables += (replace(each, is_ruled=False) for each in found) if has_forms else found
            left = rest
    bars = sorted(set(across).difference(*(grid.across for grid in grids)))
    if bars and any(table.top < bars[0][0] for table in tables):
        edges_before = ()
    if bars and (barred := find_barred_table(page, page_index, bars, left, edges_before)):
        tables.append(barred[0])
        left = barred[1]
    return tables, left


def _is_across(rule: Rule) -> bool:
    return rule.x1 - rule.x0 >= rule.bottom - rule.top


def _without_underlines(across: Sequence[Bar], lines: Sequence[Line]) -> list[Bar]:
    """The rules across that are no underlines, which reach no farther than a line of print.

    They run within its height, above where its letters end; the rules of cells do neither.
    """
    low_to_high = sorted(lines, key=_bottom)
    bottoms = [line.bottom for line in low_to_high]
    found: list[Bar] = []
    for bar in across:
        y, x0, x1 = bar
        first = bisect_right(bottoms, y)
        past = bisect_right(bottoms, y + _MAX_DESCENT_POINTS)
        if not any(
            line.x0 - 1 <= x0 and x1 <= line.x1 + 1 and line.top < y
            for line in low_to_high[first:past]
        ):
            found.append(bar)
    return found


def _bottom(line: Line) -> float:
    return line.bottom


def _is_around(
    page: Page,
    table: Table,
    lines: Sequence[Line],
    edges_before: Sequence[float],
    bare_edges: Sequence[float],
) -> bool:
    """Whether a table is but a frame: one cell, with a form in it or, closed, a page's text.

    Or columns that no rules part. Under a page that ends with a table of the same sides it is the
    rest of that one's last cell.
    """
    if len(table.rows) > 1 or len(table.rows[0].cells) > 1:
        return False
    is_first = all(line.bottom > table.top for line in lines)
    if (
        is_first
        and len(edges_before) == len(table.rows[0].edges)
        and all(
            abs(a - b) <= TOUCH_POINTS
            for a, b in zip(edges_before, table.rows[0].edges, strict=True)
        )
    ):
        return False
    held = [line for fragment in table.rows[0].cells[0] for line in fragment.lines]
    if heads_columns(page, held) or (is_first and encloses(table.rows[0].edges, bare_edges)):
        return True
    is_closed = not (table.is_open_above or table.is_open_below)
    return (is_closed and len(held) > _FRAME_LINES) or has_labels_beside(page, held)


def _labelled(page: Page, table: Table) -> Table:
    """The table, with a row for each label of those that stand in one cell, and for a header."""
    table = with_header_apart(page, table)
    rows = tuple(part for row in table.rows for part in rows_of_labels(page, row))
    return table if rows == table.rows else replace(table, rows=rows)


def _filled(
    frame: Frame, page_index: int, lines: Sequence[Line]
) -> tuple[Table | None, list[Line]]:
    """The frame with its lines, None where it holds no word; and the lines outside it."""
    held: dict[tuple[int, int], list[Line]] = defaultdict(list)
    rest: list[Line] = []
    heights, last = frame.heights, len(frame.edges) - 1
    top, bottom = heights[0], heights[-1]
    for line in lines:
        middle = (line.top + line.bottom) / 2
        if not top <= middle <= bottom:
            rest.append(line)
            continue
        band = min(bisect_right(heights, middle) - 1, last)
        edges = frame.edges[band]
        for column, part in parted(line, edges):
            if 0 <= column < len(edges) - 1:
                owner = frame.owners[band][column]
                held[owner, _column(frame, owner, band, column)].append(part)
            else:
                rest.append(part)
    if not held:
        return None, list(lines)
    rows = []
    for n, edges in enumerate(frame.edges):
        cells = tuple(
            _cell(page_index, held.get((n, column)), *side)
            for column, side in enumerate(pairwise(edges))
        )
        if any(cells):
            grown = tuple(k for k, owner in enumerate(frame.owners[n]) if owner != n)
            rows.append(_within(Row(cells, edges, grown, *frame.heights[n : n + 2])))
    is_open = frame.is_open_above, frame.is_open_below
    return Table(page_index, top, bottom, tuple(rows), *is_open), rest


def _within(row: Row) -> Row:
    """A row without the strips that part the borders of a table from those of the one around it."""
    edges = row.edges
    first = len(edges) > 2 and not row.cells[0] and edges[1] - edges[0] < MIN_COLUMN_POINTS
    last = len(edges) > 2 and not row.cells[-1] and edges[-1] - edges[-2] < MIN_COLUMN_POINTS
    if not (first or last):
        return row
    stop = len(row.cells) - last
    return replace(
        row,
        cells=row.cells[first:stop],
        edges=edges[first : stop + 1],
        grown=tuple(k - first for k in row.grown if first <= k < stop),
    )


def _column(frame: Frame, owner: int, band: int, column: int) -> int:
    """The column of a cell in the band that owns it."""
    if owner == band:
        return column
    return frame.edges[owner].index(frame.edges[band][column])


def _cell(
    page_index: int, lines: Sequence[Line] | None, x0: float, x1: float
) -> tuple[Fragment, ...]:
    if not lines:
        return ()
    left = min([line.x0 for line in lines])
    padding = min(max(left - x0, 0.0), MAX_PADDING_POINTS)
    return (Fragment(page_index, in_order(lines), x1 - padding),)
