"""Rows of tables: where pages cut them, where their labels stand, which edges are ruled."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import accumulate

from msgspec import Struct

from tests.render.document import Cell, Row, Rules, Table
from tests.render.typeset import Line, Setter

Part = list[list[Line]]
"""What of a row stands on one page: the lines of each of its cells."""

_EARLY_LINES = 6

_SHARE_ABOVE = {"top": 0.0, "middle": 0.5, "bottom": 1.0}


class Slot(Struct, frozen=True):
    """A cell at its place in the row, its text set."""

    cell: Cell
    x: float
    width: float
    lines: tuple[Line, ...]


class Edges(Struct, frozen=True):
    """Which of a cell's edges are ruled."""

    left: bool
    right: bool
    top: bool
    bottom: bool


def slots(table: Table, row: Row, left: float, setter: Setter) -> list[Slot]:
    """The row's cells side by side."""
    found, column, x = [], 0, left + table.inset
    for cell in row.cells:
        width = sum(table.widths[column : column + cell.span])
        room = width - 2 * table.padding
        lines = [line for text in cell.paragraphs for line in setter.lines(text, room)]
        found.append(Slot(cell, x, width, tuple(lines)))
        column, x = column + cell.span, x + width
    return found


def height(lines: list[Line] | tuple[Line, ...]) -> float:
    """How much lines take, one under the other."""
    return sum(line.height for line in lines)


def part_height(part: Part) -> float:
    """How much the longest of the cells takes."""
    return max(map(height, part), default=0.0)


def cut(row: list[Slot], room: float, page_room: float, *, in_words: bool = False) -> list[Part]:
    """The row cut by pages: what fits in the room left, then page by page; at least one part.

    With `in_words` a page ends rather a few lines early, if a word is hyphenated there.
    """
    waiting = [deque(slot.lines) for slot in row]
    parts = [[_take(lines, room, in_words=in_words) for lines in waiting]]
    while any(waiting):
        parts.append([_take(lines, page_room, in_words=in_words) for lines in waiting])
    for n, slot in enumerate(row):
        if slot.cell.valign.endswith("of row"):
            _move(parts, n, slot)
    return parts


def _take(waiting: deque[Line], room: float, *, in_words: bool) -> list[Line]:
    taken: list[Line] = []
    while waiting and waiting[0].height <= room + 0.01:
        taken.append(waiting.popleft())
        room -= taken[-1].height
    if in_words and waiting:
        ends = [line.chunks[-1].text.endswith("-") for line in taken[-_EARLY_LINES:]]
        while any(ends) and not ends.pop():
            waiting.appendleft(taken.pop())
    return taken


def _move(parts: list[Part], cell: int, slot: Slot) -> None:
    """Puts a short cell's text on the page where the row's middle, or its end, is."""
    ends = list(accumulate(map(part_height, parts)))
    is_middle = slot.cell.valign == "middle of row"
    target = next(n for n, end in enumerate(ends) if not is_middle or 2 * end >= ends[-1])
    target = target if is_middle else len(parts) - 1
    if height(slot.lines) <= part_height(parts[target]):
        for part in parts:
            part[cell] = []
        parts[target][cell] = list(slot.lines)


def offset(slot: Slot, lines: list[Line], room: float) -> float:
    """How far below the padding a cell's text begins."""
    share = _SHARE_ABOVE[slot.cell.valign.removesuffix(" of row")]
    return share * max(room - height(lines), 0.0)


def edges(rules: Rules, count: int, *, above: bool, below: bool) -> Iterator[Edges]:
    """The edges of a row's cells; `above` and `below` are whether those two are ruled here."""
    for n in range(count):
        yield Edges(
            left=rules.vertical and (rules.outer or n > 0),
            right=rules.vertical and (rules.outer or n < count - 1),
            top=above,
            bottom=below,
        )
