"""Pages with geometry: columns of lines become paragraphs, ruled grids become rows."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.layout.furniture import find_furniture
from pipeline.layout.paragraphs import Measure, goes_on
from pipeline.layout.tables import Cell, Table, find_tables
from pipeline.layout.weave import Weaver
from schemas.flow import BREAK, CELL, LINE, WRAP, Flow
from schemas.page import Line, Page, Word
from schemas.records import Furniture


def lay_out_by_geometry(pages: Sequence[Page]) -> tuple[Flow, tuple[Furniture, ...]]:
    """The document in reading order, and the lines its pages repeat, which are left out of it."""
    furniture = find_furniture(pages)
    weaver = Weaver(pages)
    bodies = [furniture.body(page) for page in pages]
    measure = Measure.of([line for body in bodies for line in body])
    for index, (page, body) in enumerate(zip(pages, bodies, strict=True)):
        weaver.gap(LINE)
        _weave_page(weaver, index, page, body, measure)
    return weaver.flow(), furniture.records()


def _weave_page(
    weaver: Weaver, page_index: int, page: Page, body: Sequence[Line], measure: Measure
) -> None:
    """One page: its lines from the top, each table in the place of its lines."""
    tables = find_tables(page, body)
    inside = {word for table in tables for word in table.words}
    before: Line | None = None
    for _, item in sorted(_items(body, tables, inside), key=lambda entry: entry[0]):
        if isinstance(item, Table):
            _weave_table(weaver, page_index, item)
            before = None
            continue
        if before:
            weaver.gap(WRAP if goes_on(before, item, measure) else LINE)
        weaver.words(page_index, item.words)
        before = item
    weaver.gap(LINE)


def _items(
    body: Sequence[Line], tables: Sequence[Table], inside: set[Word]
) -> list[tuple[float, Line | Table]]:
    """Tables and the lines outside them, each with its top in points."""
    items: list[tuple[float, Line | Table]] = [(table.top, table) for table in tables]
    for line in body:
        words = tuple(word for word in line.words if word not in inside)
        if words:
            items.append((words[0].top, Line(words)))
    return items


def _weave_table(weaver: Weaver, page_index: int, table: Table) -> None:
    """A row a line; a blank line before the table and after it."""
    weaver.gap(LINE)
    for row in table.rows:
        weaver.gap(LINE)
        for cell in row:
            _weave_cell(weaver, page_index, cell)
            if len(row) == 1 or cell is not row[-1]:
                weaver.gap(CELL)
    weaver.gap(LINE)
    weaver.gap(LINE)


def _weave_cell(weaver: Weaver, page_index: int, cell: Cell) -> None:
    before: Line | None = None
    measure = Measure.of(cell.lines, right_points=cell.right_points)
    for line in cell.lines:
        if before:
            weaver.gap(WRAP if goes_on(before, line, measure) else BREAK)
        weaver.words(page_index, line.words)
        before = line
