"""Tables turned on their side: each row begins with a label, and each column is an action.

                ⇥ Azione 1         ⇥ Azione 2
    Titolo      ⇥ Biblioteca …     ⇥ Piedibus
    Obiettivo   ⇥ Aprire la sera   ⇥ Camminare a scuola

A row of pairs (`Titolo⇥…⇥Macro-ambito⇥…`) has labels in other cells than the first, and is none.
A row that begins with an empty cell goes on with the one above; the first one may number the
actions. Columns of one title tell of one action, as it was planned and as it was done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct

from extractors.labels import Template, canonical, is_column_label, templates
from extractors.printed import printed
from pipeline.segment.wide import WideTables
from pipeline.segment.wide_heads import Cells, cells_of, fields_of
from schemas.block import Block, LabelledValue

_FEWEST = 2
"""Labels of a table, and columns with a title, at least."""


class _Row(Struct, frozen=True, gc=False):
    """The label that a row begins with, and its values, one an action."""

    label: slice
    values: tuple[list[slice], ...]


def with_transposed(text: str, wide: WideTables) -> WideTables:
    """The wide tables, with those whose columns are the actions, from the left."""
    if not _titles().search(text):
        return wide
    blocks: list[Block] = []
    headers: list[slice] = []
    extents: list[slice] = []
    for head, rows, extent in _tables(text):
        made = _blocks(text, head, rows)
        if len(made) >= _FEWEST or (made and blocks):
            blocks += made
            headers += (row.label for row in rows)
            headers += (cell for cell in head if cell.start < cell.stop)
            extents.append(extent)
    if not blocks:
        return wide
    others = wide.without(extents)
    return WideTables(
        (*others.blocks, *blocks),
        (*others.headers, *headers),
        tuple(sorted((*others.extents, *extents), key=_start)),
    )


def _start(extent: slice) -> int:
    return int(extent.start)


@cache
def _titles() -> re.Pattern[str]:
    """A row that begins with the label of titles, and has two cells behind it that hold words."""
    return re.compile(r"(?i)\n[ ]*titolo[ .:]*\t[^\n\t]+\t[^\n\t]*\w")


@cache
def _runs() -> re.Pattern[str]:
    """Rows right below one another."""
    return re.compile(r"(?<=\n)(?:[^\n\t]*+\t[^\n]*+(?:\n|\Z))+")


@cache
def _lines() -> re.Pattern[str]:
    return re.compile(r"[^\n]+")


@cache
def _number() -> re.Pattern[str]:
    return re.compile(r"(?i)[^\W\d_]{4,14}['’]?\s*+(?:n\s*+[.°º]*+\s*+)?(?P<n>\d{1,3})\s*\Z")


def _tables(text: str) -> Iterator[tuple[Cells, list[_Row], slice]]:
    """The row that numbers the actions, the rows that begin with labels, and where they stand.

    Where a label comes again, or a row of numbers, the next table begins.
    """
    for run in _runs().finditer(text):
        head: Cells = ()
        rows: dict[str, _Row] = {}
        last: _Row | None = None
        stop = run.start()
        for line in _lines().finditer(run[0]):
            cells = cells_of(line[0], run.start() + line.start())
            label = canonical(printed(text[cells[0]]))
            filled = [text[cell] for cell in cells if cell.start < cell.stop]
            is_head = not label and bool(filled) and all(map(_number().fullmatch, filled))
            is_row = len(cells) > 1 and is_column_label(label)
            width = len(next(iter(rows.values())).values) if rows else len(cells) - 1
            if rows and (is_head or label in rows or len(cells) != width + 1):
                yield head, [*rows.values()], _extent(head, rows, stop)
                head, rows = (), {}
            if is_head:
                head = cells
            elif is_row:
                rows[label] = last = _Row(cells[0], tuple([cell] for cell in cells[1:]))
            elif label:
                last = None
            elif rows and last:
                for value, more in zip(last.values, cells[1:], strict=True):
                    value.extend([more] if more.start < more.stop else [])
            stop = cells[-1].stop
        if rows:
            yield head, [*rows.values()], _extent(head, rows, stop)


def _extent(head: Cells, rows: Mapping[str, _Row], stop: int) -> slice:
    first = next(iter(rows.values())).label
    return slice(head[0].start if head else first.start, stop)


def _blocks(text: str, head: Cells, rows: Sequence[_Row]) -> list[Block]:
    """A block a column that has a title; none where the rows are no labels of actions."""
    labels = [printed(text[row.label]) for row in rows]
    known = templates()
    best = max(
        (known["tabella"], known["programma"]), key=lambda t: len({*fields_of(t, labels)} - {None})
    )
    fields = fields_of(best, labels)
    if "titolo" not in fields or len({*fields} - {None}) < _FEWEST:
        return []
    values = [value for row in rows for cells in row.values for value in cells]
    if any(is_column_label(text[value]) for value in values):
        return []
    titles = rows[fields.index("titolo")].values
    if len({text[title[0]] for title in titles}) < _FEWEST:
        return []
    return [
        _block(text, best, head, n, list(zip(labels, fields, rows, strict=True)))
        for n, title in enumerate(titles)
        if title[0].start < title[0].stop
    ]


def _block(
    text: str,
    template: Template,
    head: Cells,
    column: int,
    rows: Sequence[tuple[str, str | None, _Row]],
) -> Block:
    """The action of a column."""
    cell = head[column + 1] if column + 1 < len(head) else None
    number = _number().search(text, cell.start, cell.stop) if cell else None
    values = tuple(
        LabelledValue(label, row.values[column][0].start, field, tuple(row.values[column]))
        for label, field, row in rows
        if field
    )
    return Block(template.kind, None, slice(*number.span("n")) if number else None, None, values)
