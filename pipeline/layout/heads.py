"""The header of a wide table: labels side by side in a row, which head its columns.

Titolo       Macro-      Descrizione        one header of two printed lines, the title's
             ambito                         column the first
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from extractors.labels import column_field, is_column_label
from pipeline.layout.parts import TOUCH_POINTS, Cell, Row, Table, in_rows
from schemas.page import Line, Page

FEWEST = 3
"""Labels in the header, at least: two stand side by side in text columns too."""

Edges = tuple[float, ...]


def is_header(page: Page, row: Sequence[Line]) -> bool:
    """Whether lines side by side are labels of columns, most of them and enough."""
    if len(row) < FEWEST:
        return False
    labels = sum(is_column_label(page.text[line.start : line.end]) for line in row)
    return labels >= FEWEST and 2 * labels > len(row)


def heads_columns(page: Page, lines: Sequence[Line]) -> bool:
    """Whether a row of labels among some lines heads columns that stay apart."""
    return len(lines) > FEWEST and any(is_header(page, row) for row in in_rows(lines))


def header_rows_of(page: Page, body: Sequence[Sequence[Line]], edges: Edges) -> int:
    """How many printed lines the header has: `Macro-` and `ambito` are one label."""
    texts = {n: page.text[x.start : x.end] for n, x in placed(body[0], edges).items()}
    for count, row in enumerate(body[1:], 1):
        for n, line in placed(row, edges).items():
            before, text = texts.get(n, ""), page.text[line.start : line.end]
            wholes = (f"{before} {text}", f"{before}{text}")
            if not any(map(is_column_label, wholes)):
                return count
    return len(body)


def title_column(page: Page, header: Sequence[Line], edges: Edges) -> int:
    """The column of the titles, which every row has; the first one where none is headed so."""
    heads = placed(header, edges).items()
    titles = (n for n, line in heads if column_field(page.text[line.start : line.end]) == "titolo")
    return next(titles, 0)


def placed(row: Sequence[Line], edges: Edges) -> dict[int, Line]:
    """The lines of a row by their columns."""
    return dict(zip(columns_of(row, edges), row, strict=True))


def columns_of(row: Sequence[Line], edges: Edges) -> Iterator[int]:
    """The column that each line of a row stands in, by its middle."""
    return (bisect_right(edges, (line.x0 + line.x1) / 2) - 1 for line in row)


def with_header_apart(page: Page, table: Table) -> Table:
    """The table, its first row cut where a header stands in it above the first action.

    Grounds part rows only where they change: the header and the row below it may have none. Where
    a rule parts the first row from the second, it holds the header alone.
    """
    row, *others = table.rows
    if others and any(
        abs(rule.top - row.bottom) <= TOUCH_POINTS and rule.x1 - rule.x0 > rule.bottom - rule.top
        for rule in page.rules
    ):
        return table
    rows = list(in_rows(_lines_of(row))) if len(row.cells) >= FEWEST else []
    if len(rows) < FEWEST - 1 or not is_header(page, rows[0]):
        return table
    if any(is_header(page, next(in_rows(_lines_of(each)))) for each in others):
        return table
    count = header_rows_of(page, rows, row.edges)
    if count == len(rows):
        return table
    y = min(line.top for line in rows[count])
    parts = [
        tuple(_kept_of(cell, is_above=is_above, y=y) for cell in row.cells)
        for is_above in (True, False)
    ]
    if sum(map(bool, parts[1])) < FEWEST - 1:
        return table
    head = replace(row, cells=parts[0], bottom=y)
    return replace(table, rows=(head, replace(row, cells=parts[1], top=y), *others))


def _lines_of(row: Row) -> list[Line]:
    return [line for cell in row.cells for fragment in cell for line in fragment.lines]


def _kept_of(cell: Cell, *, is_above: bool, y: float) -> Cell:
    """The lines of a cell that begin above a height, or those below."""
    kept = (
        replace(each, lines=tuple(line for line in each.lines if (line.top < y) is is_above))
        for each in cell
    )
    return tuple(each for each in kept if each.lines)
