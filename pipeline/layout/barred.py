"""Tables ruled between their rows only: the words of the header say where the columns are.

    ────────────────────────────────────────────
    Titolo       Tassonomia    Descrizione
    ────────────────────────────────────────────
    Biblioteca   Cultura       Le sale restano aperte
    aperta                     il sabato
    ────────────────────────────────────────────

On the next page the table goes on in the same columns, with its header again or without.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import inf

from extractors.labels import is_column_label
from pipeline.layout.parts import Bar, Fragment, Row, Table, in_order, parted
from schemas.page import Line, LooseLine, Page, Word, line_of

SAME_X_POINTS = 3.0
"""Rules of one table begin and end at the same x, give or take this."""

MIN_LABELS = 2
"""Labels in the header row, at least; and columns."""

_USUAL = 1.5
"""A gap of more than this many usual ones parts two columns, and not two words."""

_AT_POINTS = 1.5
"""Words begin at one x, give or take this."""

Span = tuple[float, float]
"""From x0 to x1."""


def find_barred_table(
    page: Page,
    page_index: int,
    bars: Sequence[Bar],
    lines: Sequence[Line],
    edges_before: Sequence[float] = (),
) -> tuple[Table, list[Line]] | None:
    """The table that rules across make, and the lines outside it; None where they make none.

    `edges_before` are the column edges of a table that the page before ends with.
    """
    for heights, left, right in _same_width(bars):
        near = [x for x in lines if left - SAME_X_POINTS <= x.x0 and x.x1 <= right + SAME_X_POINTS]
        found = None
        edges = _joints(page, left, right) or gutters(page, heights, left, right, near)
        if edges and _has_header(page, heights, edges, near):
            found = filled(page_index, heights, edges, near, False)
        elif edges_before and _is_at((left, right), edges_before):
            goes_on = filled(page_index, heights, tuple(edges_before), near, True)
            found = None if goes_on and _stacks_labels(page, goes_on) else goes_on
        if found:
            cells = (cell for row in found.rows for cell in row.cells)
            inside = {line.start for cell in cells for part in cell for line in part.lines}
            return found, [line for line in lines if line.start not in inside]
    return None


def _stacks_labels(page: Page, table: Table) -> bool:
    """Whether labels stand under one another in a cell: the rules part forms, and not rows."""
    firsts = [line for row in table.rows for part in row.cells[0] for line in part.lines]
    labels = sum(is_column_label(page.text[line.start : line.end]) for line in firsts)
    return labels > len(table.rows)


def _same_width(bars: Sequence[Bar]) -> Iterator[tuple[list[float], float, float]]:
    """Heights of rules that begin and end at the same x, from the top; the most rules first."""
    groups: dict[tuple[int, int], list[Bar]] = defaultdict(list)
    for bar in bars:
        groups[round(bar[1] / SAME_X_POINTS), round(bar[2] / SAME_X_POINTS)].append(bar)
    for group in sorted(groups.values(), key=len, reverse=True):
        yield sorted(bar[0] for bar in group), group[0][1], group[0][2]


def _is_at(sides: tuple[float, float], edges: Sequence[float]) -> bool:
    return all(
        abs(one - other) <= 2 * SAME_X_POINTS
        for one, other in zip(sides, (edges[0], edges[-1]), strict=True)
    )


def gutters(
    page: Page, heights: Sequence[float], left: float, right: float, lines: Sequence[Line]
) -> tuple[float, ...]:
    """Column edges, in the gutters that every word leaves empty; nothing where there are none."""
    if len(heights) < MIN_LABELS:
        return ()
    inside = [line for line in lines if heights[0] <= _middle(line) <= heights[-1]]
    header = [line for line in inside if _middle(line) <= heights[1]]
    heads = _spread([part for line in header for part in _labels(page, line)])
    if not heads:
        return ()
    columns = _columns(heads, _spread([word for line in inside for word in line.words]))
    if not columns:
        return ()
    return (left, *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), right)


def _labels(page: Page, line: Line) -> Iterator[Line | LooseLine | Word]:
    """A line of the header, or its labels where several stand so near that they are one line."""
    words = line.words
    text = page.text
    for n in range(1, len(words)):
        left, right = text[line.start : words[n - 1].end], text[words[n].start : line.end]
        if is_column_label(left) and is_column_label(right):
            yield from (line_of(words[:n]), line_of(words[n:]))
            return
    yield line


def _joints(page: Page, left: float, right: float) -> tuple[float, ...]:
    """Column edges where rules drawn cell by cell meet, at two heights at least."""
    heights: dict[int, set[int]] = defaultdict(set)
    for rule in page.rules:
        if rule.top == rule.bottom:
            for x in (rule.x0, rule.x1):
                if left + SAME_X_POINTS < x < right - SAME_X_POINTS:
                    heights[round(x)].add(round(rule.top))
    found = sorted(x for x, at in heights.items() if len(at) > 1)
    inner = [x for n, x in enumerate(found) if not n or x - found[n - 1] > SAME_X_POINTS]
    return (left, *map(float, inner), right) if inner else ()


def _has_header(
    page: Page, heights: Sequence[float], edges: Sequence[float], lines: Sequence[Line]
) -> bool:
    """Whether labels stand in the columns between the first two rules."""
    if len(heights) < MIN_LABELS:
        return False
    header = [line for line in lines if heights[0] <= _middle(line) <= heights[1]]
    labels = (
        " ".join(page.text[line.start : line.end] for line in in_order(_between(header, *sides)))
        for sides in pairwise(edges)
    )
    return sum(is_column_label(label.replace("- ", "-")) for label in labels) >= MIN_LABELS


def _between(lines: Sequence[Line], x0: float, x1: float) -> list[Line]:
    return [line for line in lines if x0 <= (line.x0 + line.x1) / 2 <= x1]


def _columns(heads: Sequence[Span], spread: Sequence[Span]) -> list[Span] | None:
    """How wide the columns under the heads are; None where something reaches over two of them.

    What no head stands above, such as the text of a list behind its bullets, is of the column of
    the head before it.
    """
    columns = list(heads)
    for x0, x1 in spread:
        under = [n for n, head in enumerate(heads) if head[0] <= x1 and x0 <= head[1]]
        if not under:
            under = [max((n for n, head in enumerate(heads) if head[1] <= x0), default=0)]
        if len(under) > 1:
            return None
        here = columns[under[0]]
        columns[under[0]] = (min(here[0], x0), max(here[1], x1))
    return columns


def _spread(lines: Sequence[Line | LooseLine | Word]) -> list[Span]:
    """Where lines or words stand across the page, those over one another taken together."""
    found: list[Span] = []
    for line in sorted(lines, key=lambda line: line.x0):
        if found and line.x0 <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], line.x1))
        else:
            found.append((line.x0, line.x1))
    return found


def filled(
    page_index: int,
    heights: Sequence[float],
    edges: tuple[float, ...],
    lines: Sequence[Line],
    goes_on: bool,
) -> Table | None:
    """A row between each two rules; above the first and below the last one where columns hold."""
    begins = _begins(lines, edges)
    above = (
        _held([x for x in lines if _middle(x) < heights[0]], edges, begins, 1) if goes_on else []
    )
    below = _held([x for x in lines if _middle(x) > heights[-1]], edges, begins, MIN_LABELS)
    bands = [[x for x in lines if a < _middle(x) <= b] for a, b in pairwise(heights)]
    rows = []
    sides = pairwise((-inf, *heights, inf))
    for inside, (top, bottom) in zip((above, *bands, below), sides, strict=True):
        if inside and any(_is_across(line, edges, begins) for line in inside):
            rows.append(Row((_cell(page_index, inside, edges[-1]),), (edges[0], edges[-1])))
            continue
        cells: list[list[Line]] = [[] for _ in edges[1:]]
        for line in inside:
            for column, part in parted(line, edges):
                cells[min(max(column, 0), len(cells) - 1)].append(part)
        if any(cells):
            made = (_cell(page_index, cell, x1) for cell, x1 in zip(cells, edges[1:], strict=True))
            rows.append(Row(tuple(made), edges, top=top, bottom=bottom))
    if not rows:
        return None
    is_open = bool(above), bool(below)
    return Table(page_index, heights[0], heights[-1], tuple(rows), *is_open, is_ruled=False)


def _begins(lines: Sequence[Line], edges: Sequence[float]) -> Sequence[float]:
    """Where the words of each column but the first begin."""
    return [
        min((line.x0 for line in lines if x0 <= line.x0 < x1), default=x1)
        for x0, x1 in pairwise(edges[1:])
    ]


def _held(
    lines: Sequence[Line], edges: Sequence[float], begins: Sequence[float], min_columns: int
) -> list[Line]:
    """Lines outside the rules, if all of them keep to the columns, and fill enough of them."""
    if any(_is_across(line, edges, begins) for line in lines):
        return []
    columns = {column for line in lines for column, _ in parted(line, edges)}
    are_inside = columns.issubset(range(len(edges) - 1))
    return list(lines) if are_inside and len(columns) >= min_columns else []


def _is_across(line: Line, edges: Sequence[float], begins: Sequence[float]) -> bool:
    """Whether a line runs over a gutter, with no more space there than between its other words.

    Full cells stand as near, but what is right of the gutter begins where its column does.
    """
    words = line.words
    gaps = [(a.x1, b.x0) for a, b in pairwise(words)]
    usual = sorted(b - a for a, b in gaps)[len(gaps) // 2] if gaps else 0.0
    for edge, begin in zip(edges[1:-1], begins, strict=True):
        if any(word.x0 < edge < word.x1 for word in words) and len(words) > 1:
            return True
        near = ((a, b) for a, b in gaps if a <= edge <= b and abs(b - begin) > _AT_POINTS)
        if any(b - a <= _USUAL * usual for a, b in near) and len(gaps) > 1:
            return True
    return False


def _cell(page_index: int, lines: Sequence[Line], right: float) -> tuple[Fragment, ...]:
    return (Fragment(page_index, in_order(lines), right),) if lines else ()


def _middle(line: Line) -> float:
    return (line.top + line.bottom) / 2
