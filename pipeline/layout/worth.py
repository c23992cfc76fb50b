"""Tables without rules of what is done and what it is worth: percentages begin the right column.

AZIONE                      % DI REALIZZAZIONE
Comunicati stampa           25% per ogni comunicato
Incontri con il Referente   20% per ogni incontro.
amministrativo              Evidenze: elenco con data
2. INTERMEDIAZIONE          an area, alone on its row
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.layout.forms import Gutter
from pipeline.layout.parts import Fragment, Row, Table
from schemas.page import Line, Page

_PERCENT = re.compile(r"\d{1,3}\s?%|%\s")
_AREA = re.compile(r"\d{1,2}\s?[.)]\s*[^\W\d_]")
_APART = 1.3
"""Lines farther below each other than so many of the tightest steps have a space between."""

_WIDE_BLANKS = 0.25
"""Of the rows, no more than this share has a wide blank right of the gutter: two columns there."""

_Sides = tuple[list[Line], list[Line]]


def worth_table(
    page: Page,
    page_index: int,
    rows: Sequence[Sequence[Line]],
    gutter: Gutter,
    fewest: int,
) -> Table | None:
    """The table that printed rows left and right of a gutter make; None where they make none.

    So many of its rows, at least, begin their right column with a percentage.
    """
    sides = [
        ([x for x in row if x.x0 < gutter.x1], [x for x in row if x.x0 >= gutter.x1])
        for row in rows
    ]
    if sum(len(right) > 1 for _, right in sides) > _WIDE_BLANKS * len(sides):
        return None
    percents = sum(bool(_PERCENT.match(_text(page, right))) for _, right in sides)
    if percents < fewest:
        return None
    x0 = min(line.x0 for row in rows for line in row)
    x1 = max(line.x1 for row in rows for line in row)
    made = [
        Row((_cell(page_index, left, gutter.x0), _cell(page_index, right, x1)), (x0, gutter.x1, x1))
        for left, right in _grouped(page, sides)
    ]
    top, bottom = rows[0][0].top, max(line.bottom for line in rows[-1])
    return Table(page_index, top, bottom, tuple(made), True, True, is_ruled=False)


def _grouped(page: Page, sides: Sequence[_Sides]) -> Iterator[_Sides]:
    """The printed rows of each row of the table."""
    tops = [min(line.top for line in (*left, *right)) for left, right in sides]
    steps = [below - above for above, below in pairwise(tops)]
    tight = min(steps, default=0.0)
    group: _Sides = ([], [])
    for here, step in zip(sides, (0.0, *steps), strict=True):
        if any(group) and _begins(page, group, here, is_apart=step > _APART * tight):
            yield group
            group = ([], [])
        group[0].extend(here[0])
        group[1].extend(here[1])
    yield group


def _begins(page: Page, above: _Sides, here: _Sides, *, is_apart: bool) -> bool:
    """Whether a row of the table begins with this printed row."""
    left, right = _text(page, here[0]), _text(page, here[1])
    if not left:
        return False
    is_area = bool(_AREA.match(left)) and not right
    is_below_area = bool(_AREA.match(_text(page, above[0]))) and not above[1]
    begins = not left[0].islower() and (bool(_PERCENT.match(right)) or right[:1].isupper())
    return is_apart or is_area or is_below_area or begins


def _text(page: Page, lines: Sequence[Line]) -> str:
    return page.text[lines[0].start : lines[-1].end] if lines else ""


def _cell(page_index: int, lines: Sequence[Line], right: float) -> tuple[Fragment, ...]:
    return (Fragment(page_index, tuple(lines), right),) if lines else ()
