"""Ruled tables: the rules of a page make grids, the words of the page fill their cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from schemas.page import Line, Page, Rule, Word

TOUCH_POINTS = 3.0
"""Rules this near to each other meet."""

MAX_PADDING_POINTS = 10.0
"""Words stand as far from a cell's right rule as from its left one, but no farther than this."""


MAX_RULES = 2000
"""A page with more rules is a drawing: no tables are looked for in it."""


class Cell(Struct, frozen=True, gc=False):
    """One cell: the printed lines in it, and how far right a line of it may reach, in points."""

    lines: tuple[Line, ...]
    right_points: float


class Table(Struct, frozen=True, gc=False):
    """A ruled table, row by row; rows of merged cells are shorter."""

    top: float
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def words(self) -> Iterator[Word]:
        """Every word in the table."""
        return (w for row in self.rows for cell in row for line in cell.lines for w in line.words)


class _Grid(Struct, frozen=True, gc=False):
    """Rules that touch: the horizontal ones and the vertical ones, by position."""

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]


def find_tables(page: Page, body: Sequence[Line]) -> list[Table]:
    """The ruled tables of a page that hold words, from the top."""
    if len(page.rules) > MAX_RULES:
        return []
    tables = [_table(grid, body) for grid in _grids(page.rules)]
    return sorted((table for table in tables if table.rows), key=lambda table: table.top)


def _grids(rules: Sequence[Rule]) -> Iterator[_Grid]:
    """Groups of rules that touch, those that can enclose a cell.

    Two down and one across; on a page that one cell fills, three down that no rule joins.
    """
    left = sorted(set(rules), key=lambda rule: (rule.top, rule.x0))
    columns = [rule for rule in left if not _is_across(rule)]
    if len(columns) == len(left) > 2 and _are_level(columns):
        yield _Grid((), tuple(sorted(columns, key=lambda rule: rule.x0)))
        return
    while left:
        group = [left.pop()]
        for rule in group:
            near = [other for other in left if _touch(rule, other)]
            left = [other for other in left if other not in near]
            group += near
        across = tuple(sorted((r for r in group if _is_across(r)), key=lambda r: r.top))
        down = tuple(sorted((r for r in group if not _is_across(r)), key=lambda r: r.x0))
        if across and len(down) > 1:
            yield _Grid(across, down)


def _are_level(rules: Sequence[Rule]) -> bool:
    """Whether rules down the page all begin and all end at one height."""
    tops, bottoms = [rule.top for rule in rules], [rule.bottom for rule in rules]
    spread = max(max(tops) - min(tops), max(bottoms) - min(bottoms))
    return spread <= TOUCH_POINTS


def _is_across(rule: Rule) -> bool:
    return rule.x1 - rule.x0 >= rule.bottom - rule.top


def _touch(one: Rule, other: Rule) -> bool:
    return (
        one.x0 - TOUCH_POINTS <= other.x1
        and other.x0 - TOUCH_POINTS <= one.x1
        and one.top - TOUCH_POINTS <= other.bottom
        and other.top - TOUCH_POINTS <= one.bottom
    )


def _table(grid: _Grid, body: Sequence[Line]) -> Table:
    """Cells by band: between two heights, wherever rules go down; open ones grow into the next.

    A cell that grows leaves an empty one in each further row, so that columns stay in step.
    """
    heights = _distinct(
        [rule.top for rule in grid.across]
        + [y for rule in grid.down for y in (rule.top, rule.bottom)]
    )
    rows: list[list[tuple[float, float, float, float]]] = []
    growing: dict[tuple[float, float], tuple[int, int]] = {}
    for top, bottom in pairwise(heights):
        edges = _distinct([r.x0 for r in grid.down if _spans(r.top, r.bottom, top, bottom)])
        row: list[tuple[float, float, float, float]] = []
        still: dict[tuple[float, float], tuple[int, int]] = {}
        for x0, x1 in pairwise(edges):
            above = growing.get((x0, x1))
            if above and not _is_ruled(grid.across, top, x0, x1):
                rows[above[0]][above[1]] = (*rows[above[0]][above[1]][:3], bottom)
                row.append((x0, top, x1, top))
                still[x0, x1] = above
            else:
                still[x0, x1] = (len(rows), len(row))
                row.append((x0, top, x1, bottom))
        growing = still
        rows.append(row)
    filled = [[_cell(box, body) for box in row] for row in rows]
    return Table(heights[0], tuple(tuple(row) for row in filled if any(cell.lines for cell in row)))


def _distinct(values: Sequence[float]) -> list[float]:
    """Sorted, those within touching distance taken for one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > TOUCH_POINTS:
            found.append(value)
    return found


def _spans(start: float, end: float, low: float, high: float) -> bool:
    """Whether start..end covers the middle of low..high."""
    return start <= (low + high) / 2 <= end


def _is_ruled(across: Sequence[Rule], height: float, x0: float, x1: float) -> bool:
    return any(
        abs(rule.top - height) <= TOUCH_POINTS and _spans(rule.x0, rule.x1, x0, x1)
        for rule in across
    )


def _cell(box: tuple[float, float, float, float], body: Sequence[Line]) -> Cell:
    x0, top, x1, bottom = box
    lines = []
    for line in body:
        if line.box[3] < top or line.box[1] > bottom:
            continue
        words = tuple(
            word
            for word in line.words
            if _spans(x0, x1, word.x0, word.x1) and _spans(top, bottom, word.top, word.bottom)
        )
        if words:
            lines.append(Line(words))
    padding = min((line.box[0] - x0 for line in lines), default=0.0)
    return Cell(tuple(lines), x1 - min(max(padding, 0.0), MAX_PADDING_POINTS))
