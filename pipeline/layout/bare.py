"""Wide tables with neither rules nor grounds: labels in a row head columns that stay apart.

    Titolo         Obiettivo          Descrizione
    Biblioteca     Aprire la sera     Le sale restano aperte
    aperta                            il sabato e la domenica
    Piedibus       Camminare          Quattro percorsi

Where every line fills all columns, each is a row. Else one begins where the first column has
words, and any column goes on after a space, or all do after lines that had room for the next word.
Below a page that ends so, columns go on; a date and a name beside it are a signature there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from math import inf

from extractors.labels import templates
from pipeline.layout.barred import filled, gutters
from pipeline.layout.centred import centred_starts, is_apart
from pipeline.layout.framed import SIDE_POINTS, are_around
from pipeline.layout.heads import (
    FEWEST,
    Edges,
    columns_of,
    header_rows_of,
    is_header,
    placed,
    title_column,
)
from pipeline.layout.paragraphs import is_full
from pipeline.layout.parts import Table, in_rows, parted
from schemas.page import Line, Page

_APART = 2.5
"""Rows farther below the last one than this many times their height are no part of the table."""

_GUTTER_POINTS = 20.0
"""Columns have no more than this between them where their lines are full."""

_BEFORE = 2.0
"""A column's edge lies so many points left of where its words begin."""


def find_bare_table(
    page: Page, page_index: int, lines: Sequence[Line], edges_before: Sequence[float] = ()
) -> tuple[Table, list[Line]] | None:
    """The table that a row of labels heads, and the lines outside it; None where there is none.

    `edges_before` are the column edges of such a table that the page before ends with; where a page
    has rules, other than around them all, it does not go on.
    """
    if edges_before and not are_around(page.rules, lines, edges_before):
        edges_before = ()
    if not (lines and (edges_before or _titles().search(page.text))):
        return None
    rows = list(in_rows(lines))
    start = next((n for n, row in enumerate(rows) if is_header(page, row)), None)
    if start is not None:
        begins = [line.x0 - _BEFORE for line in rows[start]]
        rows = [[part for line in row for part in _parted(line, begins)] for row in rows]
        body = _body(rows, start)
        edges, fewest = _edges(page, body), 2
    elif edges_before:
        edges, fewest = tuple(edges_before), FEWEST
        rows = [[part for line in row for part in _parted(line, edges)] for row in rows]
        body = list(_kept(rows, edges, page.width))
    else:
        return None
    if not edges or len({n for row in body for n in columns_of(row, edges)}) < fewest:
        return None
    head = header_rows_of(page, body, edges) if is_header(page, body[0]) else 0
    lead = title_column(page, body[0], edges) if head else 0
    return _table(page_index, body, edges, lines, head, lead)


@cache
def _titles() -> re.Pattern[str]:
    """The label of titles, alone on its line of the page's text: the header has one."""
    tables = (t for t in templates().values() if t.is_table)
    labels = {x for t in tables for x in t.printed if t.field(x) == "titolo"}
    return re.compile(rf"(?im)^[ *]*(?:{'|'.join(map(re.escape, sorted(labels)))})[ :.*]*$")


def _parted(line: Line, begins: Sequence[float]) -> Sequence[Line]:
    """A line in parts where it runs from one full column into the next: words begin there."""
    inner = [x for x in begins if line.x0 + SIDE_POINTS < x < line.x1]
    words = line.words if inner else ()
    if not inner or any(word.x0 < x < word.x1 for word in words for x in inner):
        return (line,)
    firsts = [min((word.x0 for word in words if word.x0 >= x), default=inf) for x in inner]
    if any(first - x > 2 * _BEFORE for first, x in zip(firsts, inner, strict=True)):
        return (line,)
    return [part for _, part in parted(line, (-inf, *inner, inf))]


def _body(rows: Sequence[Sequence[Line]], start: int) -> list[Sequence[Line]]:
    """The header and the rows below it, up to a line that runs over two of its labels."""
    heads = [line.x0 for line in rows[start]]
    found = [rows[start]]
    for row in rows[start + 1 :]:
        if _is_far(found[-1], row) or any(_heads_over(line, heads) > 1 for line in row):
            break
        found.append(row)
    return found


def _heads_over(line: Line, heads: Sequence[float]) -> int:
    """How many columns a line runs over; a word that is too long for its own is in that alone."""
    return 0 if line.word_count == 1 else _heads_under(line, heads)


def _heads_under(line: Line, heads: Sequence[float]) -> int:
    return sum(line.x0 < x + 1 and x < line.x1 for x in heads)


def _edges(page: Page, body: Sequence[Sequence[Line]]) -> Edges:
    heads = [line.x0 for line in body[0]]
    lines = [line for row in body for line in row if _heads_under(line, heads) < 2]
    top, low = body[0][0].top - 1, max(line.bottom for line in body[0]) + 1
    left, right = min(line.x0 for line in lines) - 1, max(line.x1 for line in lines) + 1
    heights = (top, low, max(line.bottom for line in lines) + 1)
    found = gutters(page, heights, left, right, lines)
    begins: dict[int, float] = {}
    for row in body if found else ():
        for n, line in placed(row, found).items():
            begins[n] = min(begins.get(n, inf), line.x0)
    return tuple(begins[n] - _BEFORE if n in begins and n else x for n, x in enumerate(found))


def _kept(rows: Sequence[Sequence[Line]], edges: Edges, width: float) -> Iterator[Sequence[Line]]:
    """The rows from the top that keep to the columns; the last one may be wider here."""
    above = rows[0]
    for row in rows:
        inside = all(edges[0] - SIDE_POINTS <= x.x0 and x.x1 <= width for x in row)
        is_over = any(_heads_over(x, edges[1:-1]) for x in row)
        if not inside or is_over or _is_far(above, row):
            return
        yield row
        above = row


def _is_far(above: Sequence[Line], row: Sequence[Line]) -> bool:
    top, low = min(line.top for line in row), max(line.bottom for line in above)
    return top - low > _APART * max(line.bottom - line.top for line in row)


def _table(
    page_index: int,
    body: Sequence[Sequence[Line]],
    edges: Edges,
    lines: Sequence[Line],
    header_rows: int,
    lead: int,
) -> tuple[Table, list[Line]] | None:
    columns: list[list[Line]] = [[] for _ in edges[1:]]
    for row in body[header_rows:]:
        for n, line in placed(row, edges).items():
            columns[n].append(line)
    columns.insert(0, columns.pop(lead))
    starts = centred_starts(columns) or _starts(body, edges, header_rows, lead)
    inside = [line for row in body for line in row]
    top, low = min(line.top for line in inside), max(line.bottom for line in inside)
    heights = [top - 1, *(y - 0.5 for y in starts if y > top), low + 1]
    found = filled(page_index, heights, edges, inside, False)
    if found is None:
        return None
    taken = {line.start for line in inside}
    return found, [x for x in lines if x.start not in taken]


def _starts(
    body: Sequence[Sequence[Line]], edges: Edges, header_rows: int, lead: int
) -> list[float]:
    """Where the rows below the header begin whose cells stand at their top."""
    found: list[float] = []
    above: dict[int, Line] = {}
    rights = _rights(body, edges)
    is_even = all(len(placed(row, edges)) == len(edges) - 1 for row in body[header_rows:])
    for n, row in enumerate(body):
        here = placed(row, edges)
        if (
            n
            and n >= header_rows
            and (
                is_even or n == header_rows or (lead in here and _begins(here, above, rights, lead))
            )
        ):
            found.append(min(line.top for line in row))
        above |= here
    return found


def _rights(body: Sequence[Sequence[Line]], edges: Edges) -> dict[int, float]:
    """How far right the lines of each column reach, or may: short ones leave room beside them."""
    rights = {n: x - _GUTTER_POINTS for n, x in enumerate(edges[1:-1])}
    for row in body:
        for n, line in placed(row, edges).items():
            rights[n] = max(rights.get(n, 0.0), line.x1)
    return rights


def _begins(
    here: dict[int, Line], above: dict[int, Line], rights: dict[int, float], lead: int
) -> bool:
    """Whether a row of the table begins with these lines, the last ones above them known.

    Then the title has a line of space above it, or no column runs through; or but one does, in
    cells set close, and one that was shorter has the space. Paragraphs of one cell have less.
    """
    pairs = [(n, above[n], line) for n, line in here.items() if n in above]
    running = [n for n, a, b in pairs if not is_apart(a, b) and is_full(a, b, rights[n])]
    after_space = {n for n, a, b in pairs if b.top - a.bottom > _SKIPPED * (a.bottom - a.top)}
    is_alone = len(running) == 1 and bool(after_space)
    return not running or is_alone or lead in after_space


_SKIPPED = 0.8
"""Of a line's height: more than paragraphs have between them."""
