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
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from pipeline.layout.parts import TOUCH_POINTS, Bar
from schemas.page import Line, Shade

_MIN_CELLS, _MIN_ROWS = 3, 2
"""A row of grounds has so many at least, and so many rows have the same columns."""

_RULES_A_ROW = 2
"""Where more rules run across than this for each row of grounds, they tell more than grounds."""

_APART = 2.5
"""Lines farther below the last row than this many times their height are no part of the table."""


def ground_bars(
    shades: Sequence[Shade],
    lines: Sequence[Line],
    across: Sequence[Bar] = (),
    edges_before: Sequence[float] = (),
) -> tuple[list[Bar], list[Bar]]:
    """Rules as if the cells with a ground had them, across and down; none where they are no table.

    `across` are the rules across of the page: where they part the rows, grounds tell nothing more.
    One row is enough below a header, or a page that ends with a table of these columns, whose
    edges `edges_before` are. Linear in the shades but for sorting them.
    """
    rows = _rows(shades)
    if not rows:
        return [], []
    edges = rows[0][2]
    goes_on = list(map(round, edges)) == list(map(round, edges_before))
    heights = _heights(shades, edges)
    top = begin_of(lines, edges, heights[0], 1 if goes_on else _MIN_CELLS - 1)
    is_told = len(rows) >= _MIN_ROWS or goes_on or top < heights[0]
    if not is_told or _rules_inside(across, edges, heights[0]) > _RULES_A_ROW * len(rows):
        return [], []
    bars = [(y, edges[0], edges[-1]) for y in ((top,) if top < heights[0] else ())]
    bars += ((y, edges[0], edges[-1]) for y in heights)
    end = end_of(lines, edges, heights[-1])
    return bars, [(x, top, end) for x in edges]


def _rules_inside(across: Sequence[Bar], edges: Sequence[float], top: float) -> int:
    """How many rules run across the table."""
    return sum(
        y >= top - TOUCH_POINTS and x0 <= edges[1] and x1 >= edges[-2] for y, x0, x1 in across
    )


def _from_below(line: Line) -> float:
    return -line.bottom


def begin_of(lines: Sequence[Line], edges: Sequence[float], top: float, min_columns: int) -> float:
    """How far up a header without a ground reaches, or the rest of a row from the page before.

    Lines in so many columns belong to it, at least.
    """
    columns, found = set[int](), top
    for line in sorted((x for x in lines if x.bottom <= top + 1), key=_from_below):
        is_near = found - line.bottom <= line.bottom - line.top
        if not (is_near and keeps_to(line, edges)):
            break
        columns.add(bisect_left(edges, line.x0 + 1))
        found = min(found, line.top)
    return found if len(columns) >= min_columns else top


def keeps_to(line: Line, edges: Sequence[float]) -> bool:
    """Whether a line stands in a column."""
    is_inside = edges[0] <= line.x0 and line.x1 <= edges[-1]
    return is_inside and not any(line.x0 < x < line.x1 for x in edges[1:-1])


def _heights(shades: Sequence[Shade], edges: Sequence[float]) -> list[float]:
    """Where the grounds of cells begin and end, from the top: one column may always have one."""
    found: list[float] = []
    of_cells = (s for s in shades if _is_near(edges, s.x0) and _is_near(edges, s.x1))
    for y in sorted({y for shade in of_cells for y in (shade.top, shade.bottom)}):
        if not found or y - found[-1] > TOUCH_POINTS:
            found.append(y)
    return found


def _rows(shades: Sequence[Shade]) -> list[tuple[float, float, tuple[float, ...]]]:
    """Top, bottom and column edges of the rows whose grounds touch, most of them alike."""
    alike: defaultdict[tuple[int, ...], list[tuple[float, float, tuple[float, ...]]]]
    alike = defaultdict(list)
    for row in level(shades).values():
        row.sort(key=lambda shade: shade.x0)
        if len(row) >= _MIN_CELLS and all(
            abs(one.x1 - other.x0) <= TOUCH_POINTS for one, other in pairwise(row)
        ):
            edges = (*(shade.x0 for shade in row), row[-1].x1)
            alike[tuple(map(round, edges))].append((row[0].top, row[0].bottom, edges))
    return max(alike.values(), key=len, default=[])


def end_of(lines: Sequence[Line], edges: Sequence[float], bottom: float) -> float:
    """How far down the last row without a ground reaches."""
    for line in sorted((line for line in lines if line.top >= bottom), key=lambda line: line.top):
        is_near = line.top - bottom <= _APART * (line.bottom - line.top)
        if not (is_near and keeps_to(line, edges)):
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


def joint_bars(shades: Sequence[Shade], down: Sequence[Bar]) -> Iterator[Bar]:
    """Beside the grounds of a row's cells, as if rules down were there, where rules are elsewhere.

    Cells that have one ground are drawn one by one; what is merged has one. A column outside the
    rules has its ground in several rows.
    """
    xs = sorted({x for x, _, _ in down})
    rows = [sorted(row, key=_left) for row in level(shades).values()]
    ends = Counter(round(x) for row in rows for x in (row[0].x0, row[-1].x1))
    for row in rows:
        for one, other in pairwise(row):
            if abs(one.x1 - other.x0) <= TOUCH_POINTS and _is_near(xs, one.x1):
                for x in (one.x0, one.x1, other.x1):
                    if _is_near(xs, x) or ends[round(x)] >= _MIN_ROWS:
                        yield x, one.top, one.bottom


def _left(shade: Shade) -> float:
    return shade.x0


def level(shades: Sequence[Shade]) -> Mapping[tuple[int, int], list[Shade]]:
    """Shades by where they begin and end, down the page."""
    level: defaultdict[tuple[int, int], list[Shade]] = defaultdict(list)
    for shade in dict.fromkeys(shades):
        level[round(shade.top), round(shade.bottom)].append(shade)
    return level


def _is_near(xs: Sequence[float], x: float) -> bool:
    at = bisect_left(xs, x - TOUCH_POINTS)
    return at < len(xs) and xs[at] <= x + TOUCH_POINTS
