"""Wide tables: the header row holds the labels, and every row below it is an action.

    Titolo          ⇥ Tassonomia        ⇥ Obiettivo              ⇥ Descrizione
    Biblioteca …    ⇥ Cultura           ⇥ Aprire più a lungo     ⇥ Le sale restano …

The header may come again on each page. A row whose title is empty goes on with the one above; a
cell that reaches down over several actions holds for each. A row of fewer cells (a heading across
the table) is no action, nor is one of totals.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from extractors.labels import canonical, is_column_label, known_field
from extractors.printed import printed
from pipeline.segment.wide_heads import (
    MIN_LABELS,
    Cells,
    Header,
    banner_above,
    banner_of,
    cells_of,
    fields_of,
    header_of,
    is_one_with_above,
    names_columns,
    numbers_columns,
    row_above,
)
from schemas.block import Block, LabelledValue
from schemas.flow import BREAK, CELL, LINE, SAME

_TOTALS = frozenset(("totale", "totali", "totale generale", "totale complessivo"))

_ROW = re.compile(rf"(?<={LINE})[^{LINE}]*{CELL}[^{LINE}]*(?={LINE}|\Z)")


class WideTables(Struct, frozen=True, gc=False):
    """The actions of a document's wide tables, the rows that head them, and where those stand."""

    blocks: tuple[Block, ...] = ()
    headers: tuple[slice, ...] = ()
    extents: tuple[slice, ...] = ()

    def without(self, others: Sequence[slice]) -> WideTables:
        """Those that stand outside the other extents, which are in order."""
        starts = [other.start for other in others]

        def is_outside(part: slice) -> bool:
            nearest = bisect_right(starts, part.stop) - 1
            return nearest < 0 or others[nearest].stop <= part.start

        return WideTables(
            tuple(block for block in self.blocks if is_outside(block.extent)),
            tuple(filter(is_outside, self.headers)),
            tuple(filter(is_outside, self.extents)),
        )


def find_wide_tables(text: str) -> WideTables:
    """Every table that begins with a header, rows of one cell above it left out."""
    if CELL not in text:
        return WideTables()
    blocks: list[Block] = []
    headers: list[slice] = []
    extents: list[slice] = []
    header: Header | None = None
    banner: LabelledValue | None = None
    above: Cells = ()
    last: Cells = ()
    end = 0
    for row in _ROW.finditer(text):
        if header is None and (_is_pair(row[0]) or _is_of_pairs(text, row)):
            continue
        cells = cells_of(row[0], row.start())
        start, stop = cells[0].start, cells[-1].stop
        goes_on = not text[end:start].strip(LINE + SAME) and LINE * 2 not in text[end:start]
        if header and goes_on:
            is_level = len(cells) == len(header.labels)
            is_below = last and any(is_one_with_above(text, cell) for cell in cells)
            found = header_of(text, cells, last) if is_level or is_below else None
            extents[-1] = slice(extents[-1].start, stop)
        else:
            above_it = _cells_above(text, row) if SAME in row[0] else ()
            header = found = header_of(text, cells, above_it)
            if found or names_columns(text, cells):
                merged = found and any(is_one_with_above(text, cell) for cell in cells)
                extents.append(slice(above_it[0].start if merged else start, stop))
                headers += [cell for cell in above_it if merged and cell.start < cell.stop]
        end = stop
        above, last = last, cells
        if found:
            header = found
            headers += [cell for cell in cells if cell.start < cell.stop]
            banner = None if goes_on else banner_above(text, header, row.start())
            headers += [slice(banner.start, banner.value[0].stop)] if banner else []
        elif header and numbers_columns(text, cells):
            headers += cells
        elif header:
            banner = _add(text, header, (above, cells), blocks, banner)
    return WideTables(tuple(blocks), tuple(headers), tuple(extents))


def _cells_above(text: str, row: re.Match[str]) -> Cells:
    """The cells of the line right above a row."""
    end = row.start() - len(LINE)
    start = text.rfind(LINE, 0, max(end, 0)) + 1
    return cells_of(text[start:end], start) if start < end else ()


def _is_pair(row: str) -> bool:
    """Whether a row is a label and its value, or a cell alone, as most are; told in no time."""
    parts = row.split(CELL)
    return len(parts) <= MIN_LABELS and not is_column_label(parts[-1].strip())


def _is_of_pairs(text: str, row: re.Match[str]) -> bool:
    """Whether a row holds several labels, each before its value, and heads no columns.

    `Titolo⇥Bonus bebè⇥Macro-ambito⇥Famiglia`: the row above or the one below begins with a label
    too, and is set so. Not that of a wide table, whose values have as many cells; its header may
    come twice.
    """
    if row[0].count(CELL) < MIN_LABELS or not _are_pairs(row[0]):
        return False
    above, blank = row_above(text, row.start())
    start = next((n for n in range(row.end(), len(text)) if text[n] != LINE), len(text))
    end = text.find(LINE, start)
    below = text[start : end if end >= 0 else None]
    is_level = not blank and above.count(CELL) == row[0].count(CELL)
    if is_level and above != row[0] and _are_pairs(above):
        return True
    is_value = below.count(CELL) == row[0].count(CELL) and below[:1] != CELL
    if below.count(CELL) == 1 and known_field(below.partition(":")[0]):
        return True
    if below == row[0] or (is_value and not _are_pairs(below)):
        return False
    return _are_pairs(below) or (above != row[0] and _are_pairs(above))


def _are_pairs(row: str) -> bool:
    """Whether every second cell, from the first on, is a label, and none of the others."""
    cells = [printed(cell) for cell in row.split(CELL)]
    if len(cells) < MIN_LABELS:
        return False
    if len(cells) % 2 and not cells[-1]:
        del cells[-1]
    return all(map(is_column_label, cells[::2])) and not any(map(is_column_label, cells[1::2]))


def _add(
    text: str,
    header: Header,
    rows: tuple[Cells, Cells],
    blocks: list[Block],
    banner: LabelledValue | None,
) -> LabelledValue | None:
    """What a row below a header gives, the row above it known; and what holds for those below."""
    above, cells = rows
    if name := banner_of(text, header, cells):
        return name
    if blocks and (pair := _below_label(text, header, above, cells)):
        blocks[-1] = replace(blocks[-1], values=(*blocks[-1].values, pair))
    elif not _label_alone(text, header, cells) and len(cells) == len(header.labels):
        _take(text, header, cells, blocks, banner)
    return banner


def _label_alone(text: str, header: Header, cells: Cells) -> str | None:
    """The field of a label that stands alone in its row, and heads no column: its value is below.

    `Titolo⇥Tassonomia⏎Biblioteca⇥Cultura⏎Descrizione⇥⏎Le sale restano aperte …⇥`
    """
    label = text[cells[0]] if cells and not _filled(cells[1:]) else ""
    if not is_column_label(label):
        return None
    (field,) = fields_of(header.template, (label,))
    return field if field not in header.fields else None


def _below_label(text: str, header: Header, above: Cells, cells: Cells) -> LabelledValue | None:
    """A label alone in the row above and its value, alone in this one, or both in it.

    A page may have cut the two apart; then they are one cell.
    """
    if _filled(cells[1:]):
        return None
    first = cells[0]
    if not (field := _label_alone(text, header, above)):
        end = text.find(BREAK, first.start, first.stop)
        above, first = (slice(first.start, end),), slice(end + 1, first.stop)
        field = _label_alone(text, header, above) if end >= 0 else None
    if not field:
        return None
    return LabelledValue(printed(text[above[0]]), above[0].start, field, (first,))


def _filled(cells: Sequence[slice]) -> bool:
    return any(cell.start < cell.stop for cell in cells)


def _take(
    text: str,
    header: Header,
    cells: Cells,
    blocks: list[Block],
    banner: LabelledValue | None,
) -> None:
    """A row of values: the next action, or the rest of the last one where it has no title."""
    first = next((text[cell] for cell in cells if text[cell]), None)
    if first is None or canonical(first) in _TOTALS:
        return
    title = cells[header.fields.index("titolo")]
    if blocks and title.start == title.stop:
        blocks[-1] = _continued(blocks[-1], header, cells)
        return
    above = {pair.label: pair.value for pair in blocks[-1].values} if blocks else {}
    values = [
        LabelledValue(label, cell.start, field, _shared(text, cell, above.get(label)))
        for label, field, cell in zip(header.labels, header.fields, cells, strict=True)
        if field != "numero" and (field or (label and (text[cell] or label in above)))
    ]
    if banner:
        values.append(replace(banner, start=cells[0].start))
    numero = next((c for f, c in zip(header.fields, cells, strict=True) if f == "numero"), None)
    blocks.append(Block(header.template.kind, None, numero, None, tuple(values)))


def _shared(text: str, cell: slice, above: Cells | None) -> Cells:
    """What a cell holds; of one that is one with the cell above, what that holds."""
    return above if above and is_one_with_above(text, cell) else (cell,)


def _continued(block: Block, header: Header, cells: Cells) -> Block:
    """The action with what the row adds to its values."""
    more = {
        label: cell
        for label, cell in zip(header.labels, cells, strict=True)
        if cell.start < cell.stop
    }
    values = tuple(
        LabelledValue(v.label, v.start, v.field, (*v.value, more[v.label]))
        if v.label in more
        else v
        for v in block.values
    )
    return Block(block.kind, block.head, block.numero, block.heading, values, block.area)
