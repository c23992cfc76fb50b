"""What no rules hold together: text columns, and forms of a label column and a value column.

Titolo        Rete di famiglie            one gutter runs through many rows, and on its left
Obiettivo     Far incontrare le famiglie  stand labels: a form, read row by row
              del territorio

OBIETTIVO: aprire la     DESCRIZIONE: le sale      on its left stands running text: columns,
biblioteca di sera       restano aperte il …       read one after the other
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import inf

from msgspec import Struct

from pipeline.layout.forms import (
    AT_POINTS,
    LABEL_SHARE,
    MIN_GUTTER_POINTS,
    MIN_ROWS,
    Gutter,
    form_of,
    has_actions,
    has_text_beside,
    is_label,
    labels_of,
    with_values_apart,
)
from pipeline.layout.parts import Fragment, Part, Table, in_order, in_rows
from pipeline.layout.worth import worth_table
from schemas.page import Line, Page

_MIN_COLUMN_ROWS = 4
"""Text columns have at least this many lines each."""

_FULL, _FULL_SHARE, _WORDS = 0.15, 0.35, 2.5
"""Of a text column's lines, this share ends no farther than 0.15 of its width from its right edge,
and they hold this many words each, on average."""

_MAX_DEPTH = 3
"""Columns within columns, at most."""

_MAX_TRIES = 32
"""Gutters of a page that turn out to be none, before the rest of it is prose: a bound on time."""

_LOOK_AHEAD = 24
"""Rows that are asked where a right column may begin."""

_ALIGNED_SHARE = 0.2

_OVERLAP = 0.2
"""Lines that share this much of their height stand beside each other."""

_NEAR = 3.0
"""Lines of one column follow each other in no more than this many line heights."""


class Arranged(Struct, frozen=True, gc=False):
    """Parts in order, and the gutter of the form or columns that end them, for the next page."""

    parts: tuple[Part, ...]
    open_gutter: Gutter | None = None


def arrange(
    page: Page,
    page_index: int,
    lines: Sequence[Line],
    open_gutter: Gutter | None = None,
    depth: int = 0,
) -> Arranged:
    """The lines outside ruled tables as prose, columns and forms, in reading order.

    `open_gutter` is that of a form or columns which the page before ends with: they may go on here.
    """
    rows: Sequence[list[Line]] = list(in_rows(lines)) if lines else []
    if not (open_gutter or any(_has_beside(rows, n) for n in range(len(rows)))):
        return Arranged(_prose(page_index, [row[0] for row in rows]))
    rows = with_values_apart(page, rows, open_gutter)
    parts: list[Part] = []
    plain: list[Line] = []
    gutter: Gutter | None = None
    at = tried = done = 0
    while at < len(rows):
        if tried > _MAX_TRIES:
            plain += (line for row in rows[at:] for line in row)
            break
        given = open_gutter if at == 0 else None
        end, found = _zone(rows, at, given, depth)
        made = _columned(page, page_index, rows[at:end], found, given, depth) if found else ()
        if not made and given:
            end, found = _zone(rows, at, None, depth)
            made = _columned(page, page_index, rows[at:end], found, None, depth) if found else ()
        if not (made and found):
            tried += found is not None
            plain += rows[at]
            at += 1
            continue
        if len(made) > 1 and (higher := _higher(rows[done : at + 1], found)):
            made = _columned(page, page_index, rows[at - higher : end], found, found, depth)
            plain = [line for row in rows[done : at - higher] for line in row]
        parts += (*_prose(page_index, plain), *made)
        plain, at = [], end
        done = end
        gutter = Gutter(found.x0, found.x1, isinstance(made[-1], Table))
    return Arranged((*parts, *_prose(page_index, plain)), None if plain else gutter)


def _higher(rows: Sequence[Sequence[Line]], gutter: Gutter) -> int:
    """How many of the rows above the last, where columns begin, are the columns' already.

    The right one begins higher than the left one, and its lines stand between the other's: they
    begin where that column does and stand near it, as an address above columns does not.
    """
    right: list[float] = []
    count = 0
    for n, (below, row) in enumerate(pairwise(reversed(rows)), 1):
        line = row[0]
        is_near = below[0].top - line.top <= _NEAR * (line.bottom - line.top)
        is_right = line.x0 >= gutter.x1
        if not (is_near and (is_right or row[-1].x1 <= gutter.x1 - MIN_GUTTER_POINTS)):
            break
        if is_right:
            right += (line.x0 for line in row)
            count = n
    return count if right and min(right) <= gutter.x1 + 2 * AT_POINTS else 0


def _prose(page_index: int, lines: Sequence[Line]) -> tuple[Part, ...]:
    """Lines over the page's width: how far right they may reach is for the document to say."""
    return (Fragment(page_index, tuple(lines), 0.0),) if lines else ()


def _column(page_index: int, lines: Sequence[Line]) -> Fragment:
    return Fragment(page_index, in_order(lines), max(line.x1 for line in lines))


def _zone(
    rows: Sequence[Sequence[Line]], start: int, given: Gutter | None, depth: int
) -> tuple[int, Gutter | None]:
    """How far rows from `start` on leave one strip empty, and the strip: the one that lasts.

    What stands right of it begins at one x, but for lists, whose bullets may come later.
    """
    if given:
        return _reach(rows, start, given.x1 + AT_POINTS)
    if not _has_beside(rows, start):
        return start, None
    ahead = rows[start : start + _LOOK_AHEAD]
    near = [line for row in ahead if not (depth and _is_spread(row)) for line in row]
    begins = {
        round(after.x0)
        for before, after in pairwise(near)
        if after.x0 - before.x1 >= MIN_GUTTER_POINTS and after.top < before.bottom
    }
    tried = [_reach(rows, start, x) for x in sorted(begins)]
    return max(tried, key=lambda found: found[0]) if tried else (start, None)


def _is_spread(row: Sequence[Line]) -> bool:
    """Whether a row is one justified line of a narrow column: its blanks are wide, and alike."""
    blanks = [after.x0 - before.x1 for before, after in pairwise(row)]
    return len(blanks) > 1 and max(blanks) - min(blanks) <= AT_POINTS


def _has_beside(rows: Sequence[Sequence[Line]], n: int) -> bool:
    """Whether a row has several lines, or the next one stands beside it, half a line lower."""
    if len(rows[n]) > 1:
        return True
    if n + 1 == len(rows):
        return False
    line, following = rows[n][0], rows[n + 1][0]
    is_level = following.top < line.bottom - _OVERLAP * (line.bottom - line.top)
    return is_level and (following.x0 > line.x1 or following.x1 < line.x0)


def _reach(rows: Sequence[Sequence[Line]], start: int, right: float) -> tuple[int, Gutter | None]:
    """The first row from `start` on that does not keep clear of the strip left of `right`."""
    left, end = 0.0, start
    begin = inf
    for row in rows[start:]:
        before = [line for line in row if line.x0 < right - AT_POINTS]
        farthest = max((line.x1 for line in before), default=0.0)
        if farthest <= right - MIN_GUTTER_POINTS:
            left = max(left, farthest)
            begin = min(begin, before[0].x0) if before else begin
        elif _meets(row[len(before) :], right, farthest):
            left = max(left, farthest)
        elif not _overflows(before, begin):
            break
        end += 1
    return end, Gutter(left, right - AT_POINTS) if end > start else None


def _meets(row: Sequence[Line], right: float, farthest: float) -> bool:
    """Whether what stands left of a gutter ends just before what begins right of it."""
    is_level = bool(row) and abs(row[0].x0 - right) <= AT_POINTS
    return is_level and farthest <= row[0].x0 - AT_POINTS


def _overflows(row: Sequence[Line], begin: float) -> bool:
    """Whether a row is one word at a column's left edge that is longer than the column is wide.

    `ricreative/culturali/aggregative/formative`
    """
    return len(row) == 1 and row[0].word_count == 1 and abs(row[0].x0 - begin) <= AT_POINTS


def _columned(
    page: Page,
    page_index: int,
    rows: Sequence[Sequence[Line]],
    gutter: Gutter,
    goes_on: Gutter | None,
    depth: int,
) -> tuple[Part, ...]:
    """The rows as a form or as columns; nothing where they are neither."""
    left = [line for row in rows for line in row if line.x0 < gutter.x1]
    right = [line for row in rows for line in row if line.x0 >= gutter.x1]
    both = sum(row[0].x0 < gutter.x1 <= row[-1].x0 for row in rows)
    sides = _sides(rows, gutter)
    if goes_on is None and not _is_aligned(rows, gutter):
        centred = all(has_actions(page, side) for side in sides)
        return _both_columns(page, page_index, left, right, depth) if centred else ()
    labels = list(labels_of(page, left))
    beside = sum(has_text_beside(page, row) for row in sides[0])
    known = sum(is_known for _, is_known in labels) - beside
    is_form_open = goes_on is not None and goes_on.is_of_form
    fewest = max(MIN_ROWS, known + 1) if not is_form_open else known + 1
    if table := worth_table(page, page_index, rows, gutter, fewest):
        return (table,)
    is_header = any(len(row) > 1 and all(is_label(page, [x]) for x in row) for row in rows)
    is_labelled = known > 0 and known >= LABEL_SHARE * len(labels) and not is_header
    if is_labelled and (both >= MIN_ROWS or is_form_open):
        return (form_of(page_index, [lines for lines, _ in labels], right, gutter),)
    if is_form_open and not left and right:
        return (form_of(page_index, [], right, gutter),)
    is_columns_open = goes_on is not None and not goes_on.is_of_form
    is_beside = both >= MIN_ROWS or _overlap(left, right)
    if is_beside and (is_columns_open or all(_is_column(page, side) for side in sides)):
        return _both_columns(page, page_index, left, right, depth)
    return ()


def _both_columns(
    page: Page, page_index: int, left: Sequence[Line], right: Sequence[Line], depth: int
) -> tuple[Part, ...]:
    return (
        *_columns_of(page, page_index, left, depth),
        *_columns_of(page, page_index, right, depth),
    )


def _columns_of(page: Page, page_index: int, lines: Sequence[Line], depth: int) -> tuple[Part, ...]:
    """One column, or more where another gutter runs through it."""
    inner = arrange(page, page_index, lines, depth=depth + 1).parts if depth < _MAX_DEPTH else ()
    return inner if len(inner) > 1 else (_column(page_index, lines),)


def _is_aligned(rows: Sequence[Sequence[Line]], gutter: Gutter) -> bool:
    """Whether rows go on at one x right of the gutter: elsewhere it is but a wide blank.

    Lists are indented; what they stand under is not.
    """
    begins = [next((line.x0 for line in row if line.x0 >= gutter.x1), None) for row in rows]
    found = [x0 for x0 in begins if x0 is not None]
    level = sum(x0 <= min(found) + AT_POINTS for x0 in found)
    return level >= max(MIN_ROWS, _ALIGNED_SHARE * len(found))


def _overlap(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether two columns stand side by side, for a few lines at least."""
    if not (left and right):
        return False
    top = max(min(line.top for line in left), min(line.top for line in right))
    bottom = min(max(line.bottom for line in left), max(line.bottom for line in right))
    return bottom - top > MIN_ROWS * (left[0].bottom - left[0].top)


def _sides(rows: Sequence[Sequence[Line]], gutter: Gutter) -> tuple[list[list[Line]], ...]:
    """What stands left and right of the gutter, row by row: wide blanks part justified lines.

    A word that runs over the gutter says nothing of its column.
    """
    left = [[line for line in row if line.x1 < gutter.x1] for row in rows]
    right = [[line for line in row if line.x0 >= gutter.x1] for row in rows]
    return list(filter(None, left)), list(filter(None, right))


def _is_column(page: Page, column: Sequence[Sequence[Line]]) -> bool:
    """Whether the rows of a column are running text: several words each, and many of them full.

    Labels alone on their lines are neither; a column in which actions begin needs no such lines.
    """
    if len(column) >= _MIN_COLUMN_ROWS and has_actions(page, column):
        return True
    rows = [row for row in column if len(row) > 1 or not is_label(page, row)]
    if len(rows) < _MIN_COLUMN_ROWS:
        return False
    ends = [row[-1].x1 for row in rows]
    x0, x1 = min(row[0].x0 for row in rows), max(ends)
    full = sum(end >= x1 - _FULL * (x1 - x0) for end in ends)
    words = sum(line.word_count for row in rows for line in row)
    return full >= _FULL_SHARE * len(rows) and words >= _WORDS * len(rows)
