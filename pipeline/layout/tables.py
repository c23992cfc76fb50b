"""Ruled tables: the rules of a page make grids, the lines of the page fill their cells.

Rules meet carelessly, stand double, stop where cells are merged, and may be missing around the
table or, where a page cuts a row, below and above it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from pipeline.layout.apart import apart
from pipeline.layout.barred import find_barred_table
from pipeline.layout.grounds import ground_bars, shade_bars
from pipeline.layout.parts import TOUCH_POINTS, Bar, Fragment, Row, Table, in_order, parted
from schemas.page import Line, Page, Rule

MAX_PADDING_POINTS = 10.0
"""Words stand as far from a cell's right rule as from its left one, but no farther than this."""

MAX_RULES = 5000
"""A page with more rules is a drawing: no tables are looked for in it."""

MAX_CROSSINGS = 20_000
"""A grid of more rules across times rules down is squared paper, and no table."""

MIN_COLUMN_POINTS = 12.0
"""Rules across that reach this far past the last rule down enclose a column without its border."""

_FRAME_LINES = 12
"""One cell alone with more lines than this, closed all around, is a frame around prose."""

Edges = tuple[float, ...]


class _Grid(Struct, frozen=True, gc=False):
    """Rules that touch, those across and those down, in order."""

    across: tuple[Bar, ...]
    down: tuple[Bar, ...]


class _Frame(Struct, frozen=True, gc=False):
    """A grid's bands between two heights: the column edges of each, and which cell owns which."""

    heights: tuple[float, ...]
    edges: tuple[Edges, ...]
    owners: tuple[tuple[int, ...], ...]
    """For each band and column, the band whose cell reaches down to here."""
    is_open_above: bool
    is_open_below: bool

    @property
    def area(self) -> float:
        """Of the box around it, in square points."""
        width = max((e[-1] - e[0] for e in self.edges if e), default=0.0)
        return width * (self.heights[-1] - self.heights[0])


def find_tables(
    page: Page, page_index: int, lines: Sequence[Line], edges_before: Sequence[float] = ()
) -> tuple[list[Table], list[Line]]:
    """The ruled tables of a page that hold words, and the lines outside them; all are upright.

    `edges_before` are the column edges of a table that the page before ends with.
    """
    if not (page.rules or page.shades) or len(page.rules) > MAX_RULES:
        return [], list(lines)
    across = _joined((r.top, r.x0, r.x1) for r in page.rules if _is_across(r))
    down = _joined((r.x0, r.top, r.bottom) for r in page.rules if not _is_across(r))
    if page.shades and page.rules:
        across = _joined([*across, *shade_bars(page.shades, across, down)])
    elif page.shades:
        across, down = ground_bars(page.shades, lines)
    grids = [g for g in _grids(across, down) if len(g.across) * len(g.down) <= MAX_CROSSINGS]
    frames = sorted((_frame(grid) for grid in grids), key=lambda frame: frame.area)
    tables: list[Table] = []
    left = list(lines)
    for frame in frames:
        table, rest = _filled(frame, page_index, left)
        if table and not _is_around_prose(table, edges_before):
            tables += apart(table, page.shades)
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


def _is_around_prose(table: Table, edges_before: Sequence[float]) -> bool:
    """Whether a table is but a frame: one closed cell with a page's text in it.

    Under a page that ends with a table of the same sides it is the rest of that one's last cell.
    """
    if len(table.rows) > 1 or len(table.rows[0].cells) > 1:
        return False
    if len(edges_before) == len(table.rows[0].edges) and all(
        abs(a - b) <= TOUCH_POINTS for a, b in zip(edges_before, table.rows[0].edges, strict=True)
    ):
        return False
    held = sum(len(fragment.lines) for fragment in table.rows[0].cells[0])
    return held > _FRAME_LINES and not (table.is_open_above or table.is_open_below)


def _grids(across: Sequence[Bar], down: Sequence[Bar]) -> Iterator[_Grid]:
    """Groups of rules that touch, those that can enclose a cell.

    On a page that one row fills, rules go down that no rule joins: they are a grid if they are
    level and three.
    """
    if not across and len(down) > 2 and _are_level(down):
        yield _Grid((), tuple(down))
        return
    for some_across, some_down in _touching(across, down):
        if _encloses(some_across, some_down):
            yield _Grid(some_across, some_down)


def _joined(bars: Iterable[Bar]) -> list[Bar]:
    """Bars at one place, end to end or one over the other, are one: double rules, cell by cell."""
    found: list[Bar] = []
    level: list[Bar] = []
    for bar in sorted(bars):
        if level and bar[0] - level[0][0] > TOUCH_POINTS:
            found += _end_to_end(level)
            level = []
        level.append(bar)
    return found + _end_to_end(level)


def _end_to_end(level: list[Bar]) -> list[Bar]:
    if len(level) < 2:
        return level
    found: list[Bar] = []
    for at, start, end in sorted(level, key=lambda bar: bar[1]):
        if found and start <= found[-1][2] + TOUCH_POINTS:
            found[-1] = (found[-1][0], found[-1][1], max(found[-1][2], end))
        else:
            found.append((at, start, end))
    return found


def _are_level(down: Sequence[Bar]) -> bool:
    """Whether rules down the page all begin and all end at one height."""
    tops, bottoms = [bar[1] for bar in down], [bar[2] for bar in down]
    return max(max(tops) - min(tops), max(bottoms) - min(bottoms)) <= TOUCH_POINTS


def _touching(
    across: Sequence[Bar], down: Sequence[Bar]
) -> Iterator[tuple[tuple[Bar, ...], tuple[Bar, ...]]]:
    """Groups of bars that rules down hold together."""
    parent = list(range(len(across) + len(down)))
    heights = [bar[0] for bar in across]
    for number, (x, top, bottom) in enumerate(down, len(across)):
        first = bisect_left(heights, top - TOUCH_POINTS)
        for n in range(first, bisect_right(heights, bottom + TOUCH_POINTS)):
            if across[n][1] - TOUCH_POINTS <= x <= across[n][2] + TOUCH_POINTS:
                parent[_root(parent, number)] = _root(parent, n)
    groups = defaultdict(list)
    for n in range(len(parent)):
        groups[_root(parent, n)].append(n)
    for group in groups.values():
        first_down = bisect_left(group, len(across))
        yield (
            tuple(across[n] for n in group[:first_down]),
            tuple(down[n - len(across)] for n in group[first_down:]),
        )


def _root(parent: list[int], n: int) -> int:
    """What all members of a group lead to (union-find, paths halved on the way)."""
    while parent[n] != n:
        parent[n] = parent[parent[n]]
        n = parent[n]
    return n


def _encloses(across: Sequence[Bar], down: Sequence[Bar]) -> bool:
    """Whether bars can enclose a cell: two down and one across, or two columns beside one down."""
    if not (across and down):
        return False
    return len(down) > 1 or (len(across) > 1 and bool(_open_sides(across, down)))


def _open_sides(across: Sequence[Bar], down: Sequence[Bar]) -> Edges:
    """The x where a table ends without a rule down: its rules across reach farther than those."""
    left, right = min(bar[0] for bar in down), max(bar[0] for bar in down)
    ends = min(bar[1] for bar in across), max(bar[2] for bar in across)
    found = (ends[0],) if left - ends[0] > MIN_COLUMN_POINTS else ()
    return (*found, ends[1]) if ends[1] - right > MIN_COLUMN_POINTS else found


def _frame(grid: _Grid) -> _Frame:
    """The bands of a grid: between two heights, wherever rules go down."""
    heights = _distinct([bar[0] for bar in grid.across] + [y for bar in grid.down for y in bar[1:]])
    sides = _open_sides(grid.across, grid.down) if grid.across else ()
    bands = list(pairwise(heights))
    edges = [_edges(grid, sides, top, bottom) for top, bottom in bands]
    owners: list[tuple[int, ...]] = []
    for n, ((top, _), row) in enumerate(zip(bands, edges, strict=True)):
        owners.append(
            tuple(
                owners[n - 1][edges[n - 1].index(cell[0])]
                if n and _goes_on(grid, edges[n - 1], top, cell)
                else n
                for cell in pairwise(row)
            )
        )
    first, last = edges[0] if edges else (), edges[-1] if edges else ()
    return _Frame(
        tuple(heights),
        tuple(edges),
        tuple(owners),
        not _is_ruled(grid.across, heights[0], first),
        not _is_ruled(grid.across, heights[-1], last),
    )


def _edges(grid: _Grid, sides: Edges, top: float, bottom: float) -> Edges:
    """The x of the rules down in a band, and of the table's sides where no rule is."""
    middle = (top + bottom) / 2
    return tuple(_distinct([x for x, start, end in grid.down if start <= middle <= end] + [*sides]))


def _goes_on(grid: _Grid, above: Edges, height: float, cell: tuple[float, float]) -> bool:
    """Whether a cell has no rule above it and the cell above has the same sides."""
    if cell not in pairwise(above):
        return False
    return not _is_ruled(grid.across, height, cell)


def _is_ruled(across: Sequence[Bar], height: float, edges: Sequence[float]) -> bool:
    """Whether a rule runs at this height over the middle between the outer edges."""
    if not edges:
        return True
    middle = (edges[0] + edges[-1]) / 2
    return any(
        abs(y - height) <= TOUCH_POINTS and x0 - TOUCH_POINTS <= middle <= x1 + TOUCH_POINTS
        for y, x0, x1 in across
    )


def _distinct(values: Sequence[float]) -> list[float]:
    """Sorted, those within touching distance taken for one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > TOUCH_POINTS:
            found.append(value)
    return found


def _filled(
    frame: _Frame, page_index: int, lines: Sequence[Line]
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


def _column(frame: _Frame, owner: int, band: int, column: int) -> int:
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
