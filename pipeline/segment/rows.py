"""Rows of sheets and forms: which cells hold a label, and where its value stands.

Titolo⇥Bonus bebè                           beside it
Titolo⇥Bonus bebè⇥Macro-ambito⇥Famiglia     beside it, several in one row
Titolo⇥⏎Bonus bebè⇥                         below it, in a row of its own
Titolo Bonus bebè⇥                          behind it, in the same cell
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from itertools import accumulate, pairwise

from msgspec.structs import replace

from extractors.labels import Template, canonical, known_field
from pipeline.segment.marks import Mark, Shape
from schemas.flow import CELL, LINE

MAX_LABEL_CHARACTERS = 80
"""A longer first cell is prose in a table, not a label."""

_INDENT = 200
"""Blanks and signs of emphasis before a heading, at most: it may be set in the middle."""

Item = tuple[Mark, str | None]
"""A mark that matters, and the contract's field for labels that have one."""


def with_values_below(
    text: str, marks: Sequence[Mark], template: Template, heads: Set[int]
) -> Sequence[Mark]:
    """The marks, where a row of one cell is a label and the next one its value: both are one mark.

    `Titolo⇥⏎Biblioteca aperta⇥⏎Tassonomia⇥⏎…`: so are sheets set whose labels head their values.
    A cell of a form holds its label and its value, and is empty where the form is. No value are
    the headings of the interventi, which start at `heads`, and another template's label.
    """
    if template.is_form:
        return marks
    found: list[Mark] = []
    below = {
        n + 1
        for n, (mark, following) in enumerate(pairwise(marks))
        if mark.shape is Shape.ROW
        and following.shape in (Shape.ROW, Shape.HEAD, Shape.COLON)
        and template.field(mark.label)
        and following.start not in heads
        and not known_field(following.label)
        and _is_one_cell(text, mark)
        and _is_one_cell(text, following)
        and not text[mark.value_start : following.start].strip()
    }
    if not (below := _as_the_label_is_set(text, marks, below)):
        return marks
    for n, mark in enumerate(marks):
        if n + 1 in below:
            found.append(replace(mark, value_start=marks[n + 1].start))
        elif n not in below:
            found.append(mark)
    return found


def _as_the_label_is_set(text: str, marks: Sequence[Mark], below: set[int]) -> set[int]:
    """Those below labels that head their values here more often than they stand beside them.

    Where `Descrizione` has its value beside it elsewhere, it is empty here, and a heading follows.
    """
    if not below:
        return below
    above = Counter(canonical(marks[n - 1].label) for n in below)
    beside = Counter(
        label
        for mark in marks
        if mark.shape is Shape.ROW
        and len(mark.label) <= MAX_LABEL_CHARACTERS
        and (label := canonical(mark.label)) in above
        and not _is_one_cell(text, mark)
    )
    return {n for n in below if above[label := canonical(marks[n - 1].label)] > beside[label]}


def of_row(text: str, row: Mark, field: str | None, template: Template) -> list[Item]:
    """A row that matters, and the labels beside its first one, each with its field."""
    if template.is_form and not field and _is_one_cell(text, row):
        return [relabelled(text, row, template)]
    return [(row, field), *(_beside(text, row, template) if field else ())]


def _beside(text: str, row: Mark, template: Template) -> list[Item]:
    """The other labels of a row that holds several, each before its value.

    `Titolo⇥Bonus bebè⇥Macro-ambito⇥Famiglia⇥`: each second cell must be a label.
    """
    end = text.find(LINE, row.start)
    end = end if end >= 0 else len(text)
    cells = text[row.start : end].removesuffix(CELL).split(CELL)
    fields = [template.field(cell.strip()) for cell in cells[2::2]]
    if not fields or not all(fields):
        return []
    sizes = (len(cell) + 1 for cell in cells)
    starts = [min(start, end) for start in accumulate(sizes, initial=row.start)]
    return [
        (Mark(Shape.ROW, starts[n], cells[n].strip(), starts[n + 1]), field)
        for n, field in zip(range(2, len(cells), 2), fields, strict=True)
    ]


def is_beside_value(text: str, mark: Mark, template: Template) -> bool:
    """Whether a cell begins with a label, and its value makes it look like something else.

    `Descrizione Letture “8 marzo: non solo donne” …`, `Descrizione 100 passi in famiglia`
    """
    if mark.shape is Shape.COLON and template.field(mark.label):
        return False
    is_cell = begins_line(text, mark) and _is_one_cell(text, mark)
    return is_cell and label_at(text, mark, template) is not None


def relabelled(text: str, row: Mark, template: Template) -> Item:
    """A cell that holds its label and, beside it, the value (`Tempi Entro …`); else the row."""
    label = label_at(text, row, template)
    if label is None:
        return row, None
    end = row.start + len(label)
    dash = _DASH.match(text, end)
    return Mark(Shape.ROW, row.start, label, dash.end() if dash else end), template.field(label)


_DASH = re.compile(r"[ ]*[–—-](?=[ ]+[^\s–—-])")
"""Between a label and its value: `Tempi – Tutto l'anno`."""


def label_at(text: str, mark: Mark, template: Template) -> str | None:
    """The label that a cell begins with, the value beside it."""
    return template.label_within(text[mark.start : mark.start + MAX_LABEL_CHARACTERS])


def begins_line(text: str, head: Mark) -> bool:
    """Whether a line begins with the heading, and not only the rest of a paragraph."""
    before = text[max(0, head.start - _INDENT) : head.start].rstrip(" *#")
    return before[-1:] == LINE or not head.start


def _is_one_cell(text: str, row: Mark) -> bool:
    """Whether only the last character of the row's line ends a cell."""
    end = text.find("\n", row.start)
    cells = text[row.start : end if end >= 0 else None]
    return cells.count(CELL) == 1 and cells.endswith(CELL)
