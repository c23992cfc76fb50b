"""A heat map: a row a body, a column a field, a shade and a figure a cell.

The figure stands in the cell, so that nobody must compare shades to read it; an empty cell is told
from a pale one by its outline. Columns are in groups, whose names stand below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from pipeline.catalogue.report.drawing import (
    WIDTH,
    Chart,
    Mark,
    fitted,
    fitted_name,
    label,
    width_of,
    wrapped,
)

LEVELS = 5
"""Shades, from 1; 0 is an empty cell."""

_LEFT, _RIGHT, _ROW, _GAP = 218, 96, 22, 8
_WIDEST_CELL, _NARROWEST_GROUP = 46.0, 92.0
_TEXT, _SMALL = 12.0, 11.0
_HEAD_ROOM, _TURN, _SINE, _COSINE = 260.0, -50, 0.77, 0.64


class HeatColumn(Struct, frozen=True, gc=False):
    """A column: its name, and the group it is in; neighbours of one group stand together."""

    label: str
    group: str
    tip: str


class Cell(Struct, frozen=True, gc=False):
    """A cell: its figure, its shade from 0 to 5, what hovering says."""

    text: str
    level: int
    tip: str


class HeatRow(Struct, frozen=True):
    """A row: its name, a cell a column, and what stands at its end."""

    label: str
    cells: Sequence[Cell]
    total: str


class Line(Struct, frozen=True):
    """A figure a column, above the rows or below them, and what it counts."""

    label: str
    figures: Sequence[str]


class HeatMap(Struct, frozen=True):
    """What a heat map shows."""

    title: str
    description: str
    columns: Sequence[HeatColumn]
    rows: Sequence[HeatRow]
    total_label: str
    head: Line | None
    foot: Line
    legend_label: str
    legend: Sequence[str]
    """What each shade means, from 0."""


def heat_map(shown: HeatMap) -> Chart:
    """Draws it."""
    cell, lefts = _places(shown.columns)
    right = min(lefts[-1] + cell + _RIGHT, WIDTH)
    heads = [
        fitted(column.label, min(_HEAD_ROOM, (WIDTH - left - cell / 2) / _COSINE - 8), _SMALL)
        for column, left in zip(shown.columns, lefts, strict=True)
    ]
    y = max(width_of(head, _SMALL) for head in heads) * _SINE + 22
    marks = list(_heads(shown.columns, heads, lefts, cell, y))
    if shown.head:
        marks += _line(shown.head, y + 12, lefts, cell)
        y += 20
    marks.append(label(right, y - 8, shown.total_label, "label quiet", "end"))
    for row in shown.rows:
        marks += _row(row, y, lefts, cell, right)
        y += _ROW
    marks.append(Mark("path", "axis", text=f"M{_LEFT} {y + 6:g}H{lefts[-1] + cell:g}"))
    marks += _line(shown.foot, y + 23, lefts, cell)
    y += 32 + _depth(shown.foot, cell)
    groups = _groups(shown.columns, y, lefts, cell)
    y += 62 if groups else 0
    legend = _legend(shown, y + 12)
    return Chart(shown.title, shown.description, y + 38, [*marks, *groups, *legend])


def _places(columns: Sequence[HeatColumn]) -> tuple[float, list[float]]:
    """How wide a cell is, and where each column begins; a narrow group gets room for its name."""
    sizes = [len(list(each)) for _, each in groupby(columns, lambda column: column.group)]
    room = WIDTH - _LEFT - _RIGHT - _GAP * (len(sizes) - 1)
    cell = _WIDEST_CELL
    narrowest = min(_NARROWEST_GROUP, room / len(sizes))
    while cell > 8 and sum(max(size * cell, narrowest) for size in sizes) > room:
        cell -= 0.5
    lefts, x = [], float(_LEFT)
    for size in sizes:
        slot = max(size * cell, narrowest)
        first = x + (slot - size * cell) / 2
        lefts += [first + place * cell for place in range(size)]
        x += slot + _GAP
    return cell, lefts


def _heads(
    columns: Sequence[HeatColumn],
    heads: Sequence[str],
    lefts: Sequence[float],
    cell: float,
    y: float,
) -> Iterator[Mark]:
    for column, head, left in zip(columns, heads, lefts, strict=True):
        x = left + cell / 2 + 4
        yield Mark("text", "label small", x, y - 8, text=head, tip=column.tip, turn=_TURN)


def _line(line: Line, y: float, lefts: Sequence[float], cell: float) -> Iterator[Mark]:
    """The figures upright, or all of them turned where one is wider than its column."""
    yield label(_LEFT - 10, y, line.label, "label quiet", "end")
    is_turned = bool(_depth(line, cell))
    for text, left in zip(line.figures, lefts, strict=True):
        x = left + cell / 2
        if is_turned:
            style = "label small"
            yield Mark("text", style, x + 4, y - 4, text=text, anchor="end", turn=_TURN)
        else:
            yield label(x, y, text, "label small", "middle")


def _depth(line: Line, cell: float) -> float:
    """How much more room turned figures take below; none where they stand upright."""
    widest = max(width_of(text, _SMALL) for text in line.figures)
    return widest * _SINE if widest > cell else 0.0


def _row(row: HeatRow, y: float, lefts: Sequence[float], cell: float, right: float) -> list[Mark]:
    base = y + _ROW - 7
    name = fitted_name(row.label, _LEFT - 14, _TEXT)
    marks = [
        Mark("text", "label", x=_LEFT - 10, y=base, text=name, tip=row.label, anchor="end"),
        label(right, base, row.total, "label", "end"),
    ]
    for each, left in zip(row.cells, lefts, strict=True):
        marks.append(
            Mark("rect", f"shade s{each.level}", left + 1, y + 1, cell - 2, _ROW - 2, tip=each.tip)
        )
        style = f"figure t{each.level}"
        marks.append(label(left + cell / 2, base, each.text, style, "middle"))
    return marks


def _groups(
    columns: Sequence[HeatColumn], y: float, lefts: Sequence[float], cell: float
) -> list[Mark]:
    marks: list[Mark] = []
    placed = zip(columns, lefts, strict=True)
    for name, members in groupby(placed, lambda pair: pair[0].group):
        starts = [left for _, left in members]
        if not name:
            continue
        left, right = starts[0] + 1, starts[-1] + cell - 1
        middle, room = (left + right) / 2, max(right - left, _NARROWEST_GROUP)
        marks.append(
            Mark("path", "bracket", text=f"M{left:g} {y + 2:g}V{y + 8:g}H{right:g}V{y + 2:g}")
        )
        for place, line in enumerate(wrapped(name, room, _SMALL, 3)):
            marks.append(label(middle, y + 22 + 14 * place, line, "label small", "middle"))
    return marks


def _legend(shown: HeatMap, y: float) -> list[Mark]:
    marks = [label(_LEFT - 10, y + 13, shown.legend_label, "label quiet", "end")]
    x = float(_LEFT)
    for level, text in enumerate(shown.legend):
        marks.append(Mark("rect", f"shade s{level}", x + 1, y + 1, 24, 16))
        marks.append(label(x + 31, y + 13, text, "label small"))
        x += 31 + width_of(text, _SMALL) + 14
    return marks
