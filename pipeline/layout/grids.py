"""Grids: rules that touch, the bands between them, and which cells of a band reach down.

Rules meet carelessly, stand double, stop where cells are merged, and may be missing around the
table or between its columns in every second row.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from pipeline.layout.parts import TOUCH_POINTS, Bar, in_rows
from schemas.page import Line

MIN_COLUMN_POINTS = 12.0
"""Rules across that reach this far past the last rule down enclose a column without its border."""

Edges = tuple[float, ...]


class Grid(Struct, frozen=True, gc=False):
    """Rules that touch, those across and those down, in order."""

    across: tuple[Bar, ...]
    down: tuple[Bar, ...]


class Frame(Struct, frozen=True, gc=False):
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


def grids_of(across: Sequence[Bar], down: Sequence[Bar]) -> Iterator[Grid]:
    """Groups of rules that touch, those that can enclose a cell.

    On a page that one row fills, rules go down that no rule joins: they are a grid if they are
    level and three.
    """
    if not across and len(down) > 2 and _are_level(down):
        yield Grid((), tuple(down))
        return
    for some_across, some_down in _touching(across, down):
        if _encloses(some_across, some_down):
            yield Grid(some_across, some_down)


def joined(bars: Iterable[Bar]) -> list[Bar]:
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


def frame_of(grid: Grid) -> Frame:
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
    return Frame(
        tuple(heights),
        tuple(edges),
        tuple(owners),
        not _is_ruled(grid.across, heights[0], first),
        not _is_ruled(grid.across, heights[-1], last),
    )


def _edges(grid: Grid, sides: Edges, top: float, bottom: float) -> Edges:
    """The x of the rules down in a band, and of the table's sides where no rule is."""
    middle = (top + bottom) / 2
    return tuple(_distinct([x for x, start, end in grid.down if start <= middle <= end] + [*sides]))


def _goes_on(grid: Grid, above: Edges, height: float, cell: tuple[float, float]) -> bool:
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


def with_columns(frame: Frame, lines: Sequence[Line], edges_before: Sequence[float] = ()) -> Frame:
    """The frame, its bands without rules down in the columns of the others if their lines are.

    Some styles rule every second row only, or the header. A heading across the table stands in no
    column: nothing is beside it, or it runs over several. Where no band on this page has columns,
    they are those of the table that ends the page before.
    """
    if all(len(edges) > _SIDES for edges in frame.edges):
        return frame
    counts = Counter(edges for edges in frame.edges if len(edges) > _SIDES)
    usual = max(counts, key=counts.__getitem__) if counts else tuple(edges_before)
    if len(usual) <= _SIDES:
        return frame
    goes_on = len(edges_before) == len(usual) and _have_sides(usual, tuple(edges_before))
    bands = pairwise(frame.heights)
    edges, owners = list(frame.edges), list(frame.owners)
    reached = {owner for n, row in enumerate(frame.owners) for owner in row if owner != n}
    for n, (top, bottom) in enumerate(bands):
        is_bare = frame.owners[n] == (n,) and n not in reached
        if not is_bare or not _have_sides(frame.edges[n], usual):
            continue
        inside = [line for line in lines if top <= (line.top + line.bottom) / 2 <= bottom]
        if inside and _keep_to(inside, usual, is_cut=n == 0 and goes_on):
            edges[n], owners[n] = usual, (n,) * (len(usual) - 1)
    return replace(frame, edges=tuple(edges), owners=tuple(owners))


_AT_POINTS = 1.5
"""Lines begin at one x, give or take this."""

_PADDING = 6.0
"""Words stand no farther from the left of their cell, in points."""

_SIDES = 2
"""The edges of a row of one cell."""


def _have_sides(one: Edges, other: Edges) -> bool:
    sides = (one[0] - other[0], one[-1] - other[-1])
    return max(map(abs, sides)) <= TOUCH_POINTS


def _keep_to(lines: Sequence[Line], edges: Edges, is_cut: bool) -> bool:
    """Whether lines stand in columns: none over an edge, and one at least beside another.

    What a page left of a row may stand in one of them: all begin where that does.
    """
    if any(x.x0 < edge - 1 and edge + 1 < x.x1 for x in lines for edge in edges[1:-1]):
        return False
    if any(len(row) > 1 for row in in_rows(lines)):
        return True
    left, farthest = (pick(line.x0 for line in lines) for pick in (min, max))
    is_aligned = farthest - left <= _AT_POINTS
    return is_cut and is_aligned and any(0 <= left - x <= _PADDING for x in edges[1:-1])
