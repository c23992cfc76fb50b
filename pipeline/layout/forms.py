"""Forms without rules between their rows: labels on the left, and the value of each beside it.

Titolo        Rete di famiglie            a gutter parts labels and values; around the form may
Obiettivo     Far incontrare le famiglie  stand a box, and a rule may go down the gutter
              del territorio
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from math import inf

from msgspec import Struct
from msgspec.structs import replace

from extractors.labels import known_field
from extractors.programme.lexicon import is_row_label, named_row
from pipeline.layout.centred import centred_starts
from pipeline.layout.parts import Fragment, Row, Table, in_order, in_rows, parted
from schemas.page import Line, Page

MIN_GUTTER_POINTS = 8.0
"""A gutter is at least this wide."""

AT_POINTS = 1.5
"""Lines begin at one x, give or take this."""

MIN_ROWS = 2
"""Rows with text on both sides of a gutter, at least."""

_MIN_FIELDS = 3
"""Labels of an action, at least."""

_SIDES = 2
"""The cells of a row of a form: the label, and its value."""

LABEL_SHARE = 0.5
"""Of what stands left of a form's gutter, at least this share is known labels."""

_MAX_LABEL_LINES = 4
_TIGHT = 1.6
"""Lines of one label follow each other in no more than this many line heights."""


class Gutter(Struct, frozen=True, gc=False):
    """The empty strip between two columns, in points from the left."""

    x0: float
    x1: float
    is_of_form: bool = False
    """Whether labels stand left of it, and not text."""


def labels_of(page: Page, left: Sequence[Line]) -> Iterator[tuple[list[Line], bool]]:
    """What stands left of the gutter, lines of one label together; whether it is a known one."""
    group: list[Line] = []
    for line in in_order(left):
        if group and not _ends(page, group, line):
            group.append(line)
            continue
        if group:
            yield group, is_label(page, group)
        group = [line]
    if group:
        yield group, is_label(page, group)


def has_text_beside(page: Page, row: Sequence[Line]) -> bool:
    """Whether words of its value stand behind a label: `OBIETTIVO:   aprire   la   biblioteca`."""
    return len(row) > 1 and is_label(page, row[:1]) and not is_label(page, row[1:2])


def with_values_apart(
    page: Page, rows: Sequence[list[Line]], open_gutter: Gutter | None
) -> Sequence[list[Line]]:
    """Rows whose label all but touches its value, parted where the values of others begin.

    The longest label of a form leaves a blank before its value that is hardly wider than others.
    `open_gutter` is that of the form which the page before ends with.
    """
    begins = [row[1].x0 for row in rows if len(row) > 1 and is_label(page, row[:1])]
    if open_gutter and open_gutter.is_of_form:
        begins += [open_gutter.x1 + AT_POINTS] * _MIN_FIELDS
    near = Counter(round(x) + k for x in begins for k in (-1, 0, 1))
    x = max(begins, key=lambda x: near[round(x)], default=0.0)
    if near[round(x)] < _MIN_FIELDS:
        return rows
    return [[part for line in row for part in _parted_at(line, x)] for row in rows]


def _parted_at(line: Line, x: float) -> Sequence[Line]:
    """A line in two where a word of it begins at x, behind its widest blank so far."""
    if line.word_count == 1 or not line.x0 + AT_POINTS < x < line.x1:
        return (line,)
    words = line.words
    at = next((n for n, word in enumerate(words) if abs(word.x0 - x) <= AT_POINTS), 0)
    blanks = [after.x0 - before.x1 for before, after in pairwise(words[: at + 1])]
    if not at or blanks[-1] < _WIDER * max(blanks[:-1], default=0.0):
        return (line,)
    return [part for _, part in parted(line, (-inf, x - AT_POINTS, inf))]


_WIDER = 1.25
"""A blank between a label and its value is so much wider than those inside the label."""


def _ends(page: Page, label: Sequence[Line], line: Line) -> bool:
    """Whether a line left of the gutter is no more part of the label above it."""
    last = label[-1]
    is_apart = line.top - last.top > _TIGHT * (last.bottom - last.top)
    is_long = len(label) >= _MAX_LABEL_LINES
    if is_apart or is_long or is_label(page, [line]):
        return True
    above = _text_of(page, label)
    if known_field(above) is not None:
        return True
    return is_row_label(above) and named_row(_text_of(page, [line])) is not None


def is_label(page: Page, lines: Sequence[Line]) -> bool:
    """Whether lines, read as one, are a label that is known: of an action, or of a district."""
    text = _text_of(page, lines)
    return known_field(text) is not None or is_row_label(text)


def _text_of(page: Page, lines: Sequence[Line]) -> str:
    return " ".join(page.text[line.start : line.end] for line in lines)


def has_actions(page: Page, column: Sequence[Sequence[Line]]) -> bool:
    """Whether labels begin its lines, a title's among them; beside a form's labels none does."""
    starts = (page.text[row[0].start : row[0].end].partition(":")[0] for row in column)
    fields = {field for start in starts if (field := known_field(start))}
    return len(fields) >= _MIN_FIELDS and "titolo" in fields


def has_labels_beside(page: Page, lines: Sequence[Line]) -> bool:
    """Whether labels stand in a column of their own beside something, as those of a form do."""
    beside = [row[0] for row in in_rows(lines) if len(row) > 1 and is_label(page, row[:1])]
    return len(beside) >= MIN_ROWS


def rows_of_labels(page: Page, row: Row) -> Sequence[Row]:
    """A row of a label cell and a value cell, in parts where the first holds several labels.

    Rules go down between them, and none goes across: each value begins level with its label. So do
    those of a form in a box, where nothing but a gutter parts them.
    """
    if len(row.cells) > _SIDES or not all(row.cells):
        return (row,)
    lines = [line for cell in row.cells for fragment in cell for line in fragment.lines]
    x = row.edges[1] if len(row.cells) == _SIDES else _gutter_in(page, lines)
    left, right = (
        [line for line in lines if (line.x0 < x) is is_left] for is_left in (True, False)
    )
    labels = list(labels_of(page, left))
    known = sum(is_known for _, is_known in labels)
    fewest = MIN_ROWS if len(row.cells) == _SIDES else 1
    if known < max(fewest, LABEL_SHARE * len(labels)) or not (labels[0][1] and right):
        return (row,)
    is_beside = right[0].top < left[0].bottom and left[0].top < right[0].bottom
    if not (is_beside or len(centred_starts((left, right))) == len(labels)):
        return (row,)
    page_index = row.cells[0][0].page_index
    form = form_of(page_index, [lines for lines, _ in labels], right, Gutter(x, x))
    edges = (row.edges[0], x, row.edges[-1])
    first, *others = (replace(each, edges=edges) for each in form.rows)
    rows = [replace(first, top=row.top), *others]
    return (*rows[:-1], replace(rows[-1], bottom=row.bottom))


def _gutter_in(page: Page, lines: Sequence[Line]) -> float:
    """Where the values of a form in a box begin; 0 where none is in it.

    A label stands level with a line of its value, or between two of them.
    """
    from_top = sorted(lines, key=lambda line: line.top)
    pairs = (sorted(pair, key=lambda line: line.x0) for pair in pairwise(from_top))
    beside = [
        right.x0
        for left, right in pairs
        if max(left.top, right.top) < min(left.bottom, right.bottom)
        and left.x1 < right.x0
        and is_label(page, (left,))
    ]
    x = min(beside, default=0.0) - AT_POINTS
    is_clear = all(line.x0 >= x or line.x1 <= x - MIN_GUTTER_POINTS for line in lines)
    return x if is_clear else 0.0


def form_of(
    page_index: int, labels: Sequence[Sequence[Line]], right: Sequence[Line], gutter: Gutter
) -> Table:
    """One row a label: a value ends where the next one begins."""
    ordered = in_order(right)
    x0 = min((line.x0 for label in labels for line in label), default=gutter.x0)
    x1 = max((line.x1 for line in ordered), default=gutter.x1)
    edges = (x0, gutter.x1, x1)
    starts = _starts(labels, ordered)
    rows = []
    before = [line for line in ordered if not starts or line.top < starts[0]]
    if before:
        rows.append(Row(((), (Fragment(page_index, tuple(before), x1),)), edges))
    ends = [*starts[1:], inf][: len(starts)]
    for label, start, end in zip(labels, starts, ends, strict=True):
        value = tuple(line for line in ordered if start <= line.top < end)
        cells = (
            (Fragment(page_index, tuple(label), gutter.x0),),
            ((Fragment(page_index, value, x1),) if value else ()),
        )
        rows.append(Row(cells, edges))
    every = [line for label in labels for line in label] + list(ordered)
    top, bottom = min(line.top for line in every), max(line.bottom for line in every)
    return Table(page_index, top, bottom, tuple(rows), True, True, is_ruled=False)


def _starts(labels: Sequence[Sequence[Line]], values: Sequence[Line]) -> list[float]:
    """Where the value of each label begins: level with it, or above it where cells are centred."""
    centred = centred_starts(([line for label in labels for line in label], values))
    if len(centred) == len(labels):
        return centred
    above = (label[0].top - (label[0].bottom - label[0].top) / 2 for label in labels)
    return list(accumulate(above, max))  # of labels side by side the left one may be the lower
