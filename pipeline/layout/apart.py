"""Tables that touch: where a second one begins right under the first, with the same columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from pipeline.layout.parts import TOUCH_POINTS, Row, Table, is_bold
from schemas.page import Shade


def apart(table: Table, shades: Sequence[Shade]) -> Iterator[Table]:
    """A table of several columns, cut where another one begins right under it.

    A bold row that begins it, or one on a ground of its own, has its like farther down: there
    another head follows.
    """
    starts = [0]
    if len(table.rows[0].cells) > 2 and len(table.rows) > 2:
        starts += _heads_again([is_bold(row) for row in table.rows])
        if shades and len(starts) == 1:
            first, *others = (ground_of(row, shades) for row in table.rows)
            if first is not None:
                starts += _heads_again([True, *(ground == first for ground in others)], _FEW_ROWS)
    for start, end in pairwise([*starts, len(table.rows)]):
        top = table.rows[start].top if start else table.top
        yield replace(table, top=top, rows=table.rows[start:end])


_FEW_ROWS = 4
"""Of so few rows every other one may be as the first is, and be but one."""


def _heads_again(is_like_first: Sequence[bool], few_rows: int = 0) -> list[int]:
    """The rows that stand out as the first one does; none where every other row does."""
    found = [n for n in range(2, len(is_like_first)) if is_like_first[n] > is_like_first[n - 1]]
    is_striped = (len(found) > 1 or len(is_like_first) <= few_rows) and all(
        b - a == 2 for a, b in pairwise([0, *found])
    )
    return found if is_like_first[0] and not is_striped else []


def ground_of(row: Row, shades: Sequence[Shade]) -> int | None:
    """The colour under all of a row; None where there is none."""
    middle = (row.top + row.bottom) / 2
    under = sorted(
        (s.x0, s.x1, s.colour)
        for s in shades
        if s.top <= middle <= s.bottom and s.x1 > row.edges[0] and s.x0 < row.edges[-1]
    )
    right = row.edges[0] + TOUCH_POINTS
    for x0, x1, colour in under:
        if x0 > right + TOUCH_POINTS or colour != under[0][2]:
            return None
        right = max(right, x1)
    return under[0][2] if under and right >= row.edges[-1] - TOUCH_POINTS else None
