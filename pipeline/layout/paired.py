"""Forms whose rows are told by the grounds of their cells: a label's, a value's, or both.

████ Titolo ████▒▒ Biblioteca aperta ▒▒▒▒▒▒▒▒     two colours
████ Obiettivo █▒▒ Aprire la sera ▒▒▒▒▒▒▒▒▒▒▒

████ Titolo ████   Biblioteca aperta              the labels alone
████ Obiettivo █   Aprire la sera

Titolo             Biblioteca aperta              every second row
▒▒▒▒ Obiettivo ▒▒▒ Aprire la sera ▒▒▒▒▒▒▒▒▒▒▒
Descrizione        Le sale restano aperte
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from pipeline.layout.grounds import begin_of, end_of, keeps_to, level
from pipeline.layout.parts import TOUCH_POINTS, Bar
from schemas.page import Line, Shade

_FEWEST = 2
"""Rows that follow each other in the same columns, at least."""

_BETWEEN_POINTS = 6.0
"""Grounds of rows that follow each other have no more than this between them."""


class _Pair(Struct, frozen=True, gc=False):
    """A row of a form: where it lies, and the edges of its label and of its value."""

    top: float
    bottom: float
    edges: tuple[float, float, float]
    columns_beside: int = 1
    """How many lines stand beside each other on the right of the label; none of an empty value."""
    is_striped: bool = False
    """Whether both have one ground: every second row may have none."""


def pair_bars(
    shades: Sequence[Shade],
    lines: Sequence[Line],
    across: Sequence[Bar],
    edges_before: Sequence[float],
) -> tuple[list[Bar], list[Bar]]:
    """Rules, across and down, as if the forms had them whose cells have grounds.

    A ground over both columns, right above, is of the form's heading. Two rows that follow each
    other make a form; one does in the columns of such a form, or of the one that ends the page
    before, whose edges `edges_before` are.
    """
    found: list[Bar] = []
    down: list[Bar] = []
    runs = list(_runs(list(_pairs(shades, lines, across)), lines))
    known = [run[0].edges for run in runs if _is_form(run)]
    known += [(edges_before[0], edges_before[1], edges_before[2])] if len(edges_before) == 3 else []
    for run in runs:
        if not any(_are_near(run[0].edges[:2], edges[:2]) for edges in known):
            continue
        edges = run[0].edges
        heights = [y for row in run for y in (row.top, row.bottom)]
        if any(_is_between(one, other) for one, other in pairwise(run)):
            heights = [begin_of(lines, edges, heights[0], 2), *heights]
            heights.append(end_of(lines, edges, heights[-1]))
        down += ((x, heights[0], heights[-1]) for x in edges)
        found += ((y, edges[0], edges[-1]) for y in heights)
        for head in shades:
            is_above = abs(head.bottom - heights[0]) <= _BETWEEN_POINTS
            if is_above and _are_near((head.x0, head.x1), (edges[0], edges[-1])):
                found.append((head.top, edges[0], edges[-1]))
                down += ((x, head.top, head.bottom) for x in (edges[0], edges[-1]))
    return found, down


def _pairs(
    shades: Sequence[Shade], lines: Sequence[Line], across: Sequence[Bar]
) -> Iterator[_Pair]:
    """Grounds of a label and of its value that touch, and those of a label that has one beside."""
    down = sorted(lines, key=_middle)
    middles = [_middle(line) for line in down]
    for _, row in sorted(level(shades).items()):
        row.sort(key=lambda shade: shade.x0)
        first, last = row[0], row[-1]
        if len(row) == 2 and abs(first.x1 - last.x0) <= TOUCH_POINTS:
            edges, is_striped = (first.x0, last.x0, last.x1), first.colour == last.colour
            yield _Pair(first.top, first.bottom, edges, is_striped=is_striped)
        elif len(row) == 1:
            inside = down[bisect_left(middles, first.top) : bisect_right(middles, first.bottom)]
            if not any(x.x0 < first.x1 + 1 < x.x1 for x in inside):
                beside = [x for x in inside if x.x0 >= first.x1]
                ends = [x1 for y, x0, x1 in across if _is_along(first, y, x0, x1)]
                right = max(ends or [x.x1 for x in beside], default=first.x1)
                edges = first.x0, first.x1, right
                yield _Pair(first.top, first.bottom, edges, _columns(beside))


def _middle(line: Line) -> float:
    return (line.top + line.bottom) / 2


def _columns(lines: Sequence[Line]) -> int:
    """How many lines stand beside each other, at most: more than one in a wide table's row."""
    return max((1 + sum(one.x1 < other.x0 for other in lines) for one in lines), default=0)


def _is_along(ground: Shade, y: float, x0: float, x1: float) -> bool:
    """Whether a rule across runs along a ground and beyond: as far as the value's cell reaches."""
    is_level = min(abs(y - ground.top), abs(y - ground.bottom)) <= TOUCH_POINTS
    return is_level and x0 <= ground.x1 + TOUCH_POINTS < x1


def _runs(pairs: Sequence[_Pair], lines: Sequence[Line]) -> Iterator[Sequence[_Pair]]:
    """Rows that follow each other down in the same columns, or with a row between each two."""
    start = 0
    for n in range(1, len(pairs) + 1):
        if n == len(pairs) or not _follows(pairs[n - 1], pairs[n], lines):
            yield _as_wide(pairs[start:n])
            start = n


def _is_form(run: Sequence[_Pair]) -> bool:
    """Whether rows enough follow each other; justified words may stand apart, but not in most."""
    columns = [row.columns_beside for row in run if row.columns_beside]
    return len(columns) >= _FEWEST and 2 * sum(n > 1 for n in columns) <= len(columns)


def _as_wide(run: Sequence[_Pair]) -> Sequence[_Pair]:
    """The rows, all as wide as the widest: values without a ground end where their words do."""
    right = max(row.edges[2] for row in run)
    left, middle, _ = run[0].edges
    return [replace(row, edges=(left, middle, right)) for row in run]


def _follows(above: _Pair, below: _Pair, lines: Sequence[Line]) -> bool:
    if not _are_near(above.edges[:2], below.edges[:2]):
        return False
    if not _is_between(above, below):
        return True
    if not (above.is_striped and below.is_striped):
        return False
    between = [x for x in lines if x.top >= above.bottom - 1 and x.bottom <= below.top + 1]
    labels = [x for x in between if x.x1 <= above.edges[1]]
    return bool(labels) and all(keeps_to(line, above.edges) for line in between)


def _is_between(above: _Pair, below: _Pair) -> bool:
    """Whether a row without a ground may stand between two."""
    return below.top - above.bottom > _BETWEEN_POINTS


def _are_near(one: Sequence[float], other: Sequence[float]) -> bool:
    return all(abs(a - b) <= TOUCH_POINTS for a, b in zip(one, other, strict=True))
