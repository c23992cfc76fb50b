"""What heads the columns of a wide table, and what a row across it says of all actions below.

Titolo          ⇥ Tassonomia        ⇥ Obiettivo              ⇥ Descrizione
Macro-ambito: Comunità educante     ⇥
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby, islice

from msgspec import Struct

from extractors.labels import Template, canonical, column_field, is_column_label, templates
from extractors.printed import printed
from pipeline.segment.grammar import BANNER
from schemas.block import LabelledValue
from schemas.flow import CELL, LINE, SAME
from schemas.taxonomy import taxonomies

MIN_LABELS = 2
"""A header row holds at least this many labels, and each of its cells is one or is short."""

MAX_HEADER_CHARACTERS = 60

Cells = tuple[slice, ...]

_REACH = 4000
"""Characters before a row in which the row above it is looked for."""


class Header(Struct, frozen=True, gc=False):
    """The labels of a table's columns, and their fields; None where the lexicon has none."""

    template: Template
    labels: tuple[str, ...]
    fields: tuple[str | None, ...]


def cells_of(row: str, at: int) -> Cells:
    """The cells of a row that begins there, blanks around them left out."""
    cells = []
    for part in row.split(CELL):
        bare = part.strip()
        start = at + (len(part) - len(part.lstrip()) if bare else 0)
        cells.append(slice(start, start + len(bare)))
        at += len(part) + 1
    return tuple(cells)


def header_of(text: str, cells: Cells, above: Cells = ()) -> Header | None:
    """What a row says of its columns, None where it is no header.

    A cell of it that is one with the cell above has that one's label: `Titolo`, beside `Contenuti`
    over `Obiettivo` and `Descrizione`.
    """
    if len(cells) < MIN_LABELS or max(c.stop - c.start for c in cells) > MAX_HEADER_CHARACTERS:
        return None
    if not any(is_column_label(text[cell]) for cell in cells):
        return None
    labels = tuple(_labels(text, cells, above))
    if sum(map(is_column_label, labels)) < MIN_LABELS:
        return None
    known = templates()
    best = max(
        (known["tabella"], known["programma"]), key=lambda t: len({*fields_of(t, labels)} - {None})
    )
    fields = fields_of(best, labels)
    named = [field for field in fields if field]
    if len(named) < MIN_LABELS or "titolo" not in named or len(set(named)) < len(named):
        return None
    return Header(best, labels, fields)


def _labels(text: str, cells: Cells, above: Cells) -> Iterator[str]:
    """The labels of a row's cells, those of the cells that reach down from the row above too.

    Between two of those stands what one cell, or all that are left, head together.
    """
    kinds = [is_grown for is_grown, _ in groupby(is_one_with_above(text, cell) for cell in cells)]
    grown = sum(is_one_with_above(text, cell) for cell in cells)
    runs, left = kinds.count(False), max(0, len(above) - grown)
    width = left if runs == 1 else 1
    tall = iter(above if left == width * runs else ())
    for is_grown, run in groupby(cells, lambda cell: is_one_with_above(text, cell)):
        if is_grown:
            for _ in run:
                cell = next(tall, None)
                yield printed(text[cell]) if cell else ""
        else:
            yield from (printed(text[cell]) for cell in run)
            deque(islice(tall, width), maxlen=0)


def is_one_with_above(text: str, cell: slice) -> bool:
    """Whether a cell is one with the cell above, which reaches down over it."""
    return text[cell.start : cell.start + 1] == SAME


def numbers_columns(text: str, cells: Cells) -> bool:
    """Whether a row only numbers the columns: `(1)⇥(2)⇥(3)`, `a⇥b⇥c`."""
    found = [text[cell].strip("() .") for cell in cells]
    count = range(1, len(found) + 1)
    orders = [str(n) for n in count], [chr(96 + n) for n in count], [chr(64 + n) for n in count]
    return len(found) > MIN_LABELS and found in orders


def fields_of(template: Template, labels: Sequence[str]) -> tuple[str | None, ...]:
    """The field of each label of a table, None where the template has none."""
    known = {**template.labels, **template.columns}
    return tuple(known.get(canonical(label)) if label else None for label in labels)


def names_columns(text: str, cells: Cells) -> bool:
    """Whether a row that heads no table of actions has labels for cells: they are no values."""
    if len(cells) <= MIN_LABELS:
        return False
    return sum(is_column_label(printed(text[cell])) for cell in cells) >= MIN_LABELS


def banner_of(text: str, header: Header, cells: Cells) -> LabelledValue | None:
    """What a row across the table says of all the actions below: `Macro-ambito: Sport`.

    The name of a macro area says it alone.
    """
    filled = [cell for cell in cells if cell.start < cell.stop]
    if len(filled) != 1 or BANNER in header.fields:
        return None
    row = filled[0]
    label, colon, name = text[row].partition(":")
    if not colon and canonical(printed(label)) in _macro_areas():
        return LabelledValue("", row.start, BANNER, (row,))
    if column_field(label) != BANNER or not name.strip():
        return None
    start = row.start + len(label) + len(colon)
    start += len(name) - len(name.lstrip())
    return LabelledValue(label.strip(), row.start, BANNER, (slice(start, row.stop),))


def banner_above(text: str, header: Header, start: int) -> LabelledValue | None:
    """The same where it stands above the table, on a line of its own."""
    line, _ = row_above(text, start)
    before = text[max(0, start - _REACH) : start]
    end = start - len(before) + len(before.rstrip(LINE))
    bare = line.strip()
    at = end - len(line.lstrip())
    return None if CELL in line else banner_of(text, header, (slice(at, at + len(bare)),))


def row_above(text: str, start: int) -> tuple[str, bool]:
    """The line above a row, blank ones left out, and whether there are such between them."""
    before = text[max(0, start - _REACH) : start]
    bare = before.rstrip(LINE)
    return bare[bare.rfind(LINE) + 1 :], len(before) > len(bare) + 1


@cache
def _macro_areas() -> frozenset[str]:
    """The names of the macro areas, of every edition."""
    return frozenset(
        canonical(name)
        for edition in taxonomies().editions.values()
        for concept in edition.concepts
        if concept.level == BANNER
        for name in (concept.label, *concept.variants)
        if name
    )
