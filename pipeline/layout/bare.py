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
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from math import inf

from extractors.labels import is_column_label, templates
from pipeline.layout.barred import filled, gutters
from pipeline.layout.paragraphs import is_full
from pipeline.layout.parts import Table, in_rows, parted
from schemas.page import Line, Page

_FEWEST = 3
"""Labels in the header, at least: two stand side by side in text columns too."""

_LOOSE = 0.6
"""Lines of one cell have less than this share of their height between them."""

_APART = 2.5
"""Rows farther below the last one than this many times their height are no part of the table."""

_GUTTER_POINTS = 20.0
"""Columns have no more than this between them where their lines are full."""

_SIDE_POINTS = 3.0
_BEFORE = 2.0
"""A column's edge lies so many points left of where its words begin."""

Edges = tuple[float, ...]


def find_bare_table(
    page: Page, page_index: int, lines: Sequence[Line], edges_before: Sequence[float] = ()
) -> tuple[Table, list[Line]] | None:
    """The table that a row of labels heads, and the lines outside it; None where there is none.

    `edges_before` are the column edges of such a table that the page before ends with; where a page
    has rules, it does not go on.
    """
    if page.rules:
        edges_before = ()
    if not (lines and (edges_before or _titles().search(page.text))):
        return None
    rows = list(in_rows(lines))
    start = next((n for n, row in enumerate(rows) if _is_header(page, row)), None)
    if start is not None:
        begins = [line.x0 - _BEFORE for line in rows[start]]
        rows = [[part for line in row for part in _parted(line, begins)] for row in rows]
        body = _body(rows, start)
        edges, fewest = _edges(page, body), 2
    elif edges_before:
        edges, fewest = tuple(edges_before), _FEWEST
        rows = [[part for line in row for part in _parted(line, edges)] for row in rows]
        body = list(_kept(rows, edges, page.width))
    else:
        return None
    if not edges or len({n for row in body for n in _columns(row, edges)}) < fewest:
        return None
    head = _header_rows(page, body, edges) if _is_header(page, body[0]) else 0
    return _table(page_index, body, edges, lines, head)


@cache
def _titles() -> re.Pattern[str]:
    """The label of titles, alone on its line of the page's text: the header has one."""
    tables = (t for t in templates().values() if t.is_table)
    labels = {x for t in tables for x in t.printed if t.field(x) == "titolo"}
    return re.compile(rf"(?im)^[ *]*(?:{'|'.join(map(re.escape, sorted(labels)))})[ :.*]*$")


def _is_header(page: Page, row: Sequence[Line]) -> bool:
    if len(row) < _FEWEST:
        return False
    labels = sum(is_column_label(page.text[line.start : line.end]) for line in row)
    return labels >= _FEWEST and 2 * labels > len(row)


def _parted(line: Line, begins: Sequence[float]) -> Sequence[Line]:
    """A line in parts where it runs from one full column into the next: words begin there."""
    inner = [x for x in begins if line.x0 + _SIDE_POINTS < x < line.x1]
    words = line.words if inner else ()
    if not inner or any(word.x0 < x < word.x1 for word in words for x in inner):
        return (line,)
    firsts = [min((word.x0 for word in words if word.x0 >= x), default=inf) for x in inner]
    if any(first - x > 2 * _BEFORE for first, x in zip(firsts, inner, strict=True)):
        return (line,)
    return [part for _, part in parted(line, (-inf, *inner, inf))]


def _header_rows(page: Page, body: Sequence[Sequence[Line]], edges: Edges) -> int:
    """How many printed lines the header has: `Macro-` and `ambito` are one label."""
    texts = {n: page.text[x.start : x.end] for n, x in _placed(body[0], edges).items()}
    for count, row in enumerate(body[1:], 1):
        for n, line in _placed(row, edges).items():
            before, text = texts.get(n, ""), page.text[line.start : line.end]
            wholes = (f"{before} {text}", f"{before}{text}")
            if not any(map(is_column_label, wholes)):
                return count
    return len(body)


def _placed(row: Sequence[Line], edges: Edges) -> dict[int, Line]:
    """The lines of a row by their columns."""
    return dict(zip(_columns(row, edges), row, strict=True))


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
        for n, line in _placed(row, found).items():
            begins[n] = min(begins.get(n, inf), line.x0)
    return tuple(begins[n] - _BEFORE if n in begins and n else x for n, x in enumerate(found))


def _kept(rows: Sequence[Sequence[Line]], edges: Edges, width: float) -> Iterator[Sequence[Line]]:
    """The rows from the top that keep to the columns; the last one may be wider here."""
    above = rows[0]
    for row in rows:
        inside = all(edges[0] - _SIDE_POINTS <= x.x0 and x.x1 <= width for x in row)
        is_over = any(_heads_over(x, edges[1:-1]) for x in row)
        if not inside or is_over or _is_far(above, row):
            return
        yield row
        above = row


def _is_far(above: Sequence[Line], row: Sequence[Line]) -> bool:
    top, low = min(line.top for line in row), max(line.bottom for line in above)
    return top - low > _APART * max(line.bottom - line.top for line in row)


def _columns(row: Sequence[Line], edges: Edges) -> Iterator[int]:
    return (bisect_right(edges, (line.x0 + line.x1) / 2) - 1 for line in row)


def _table(
    page_index: int,
    body: Sequence[Sequence[Line]],
    edges: Edges,
    lines: Sequence[Line],
    header_rows: int,
) -> tuple[Table, list[Line]] | None:
    heights = [body[0][0].top - 1]
    above: dict[int, Line] = {}
    rights = _rights(body, edges)
    is_even = all(len(_placed(row, edges)) == len(edges) - 1 for row in body[header_rows:])
    for n, row in enumerate(body):
        here = _placed(row, edges)
        if n and (
            n == header_rows or (n > header_rows and (is_even or _begins(here, above, rights)))
        ):
            heights.append(min(line.top for line in row) - 0.5)
        above |= here
    inside = [line for row in body for line in row]
    heights.append(max(line.bottom for line in inside) + 1)
    found = filled(page_index, heights, edges, inside, False)
    if found is None:
        return None
    starts = {line.start for line in inside}
    return found, [x for x in lines if x.start not in starts]


def _rights(body: Sequence[Sequence[Line]], edges: Edges) -> dict[int, float]:
    """How far right the lines of each column reach, or may: short ones leave room beside them."""
    rights = {n: x - _GUTTER_POINTS for n, x in enumerate(edges[1:-1])}
    for row in body:
        for n, line in _placed(row, edges).items():
            rights[n] = max(rights.get(n, 0.0), line.x1)
    return rights


def _begins(here: dict[int, Line], above: dict[int, Line], rights: dict[int, float]) -> bool:
    """Whether a row of the table begins with these lines, the last ones above them known.

    Then a column that was shorter than the others begins after a space, or none runs through.
    """
    if 0 not in here:
        return False
    pairs = [(n, above[n], line) for n, line in here.items() if n in above]
    return any(_is_apart(upper, lower) for _, upper, lower in pairs) or not any(
        is_full(upper, lower, rights[n]) for n, upper, lower in pairs
    )


def _is_apart(line: Line, following: Line) -> bool:
    return following.top - line.bottom > _LOOSE * (line.bottom - line.top)
