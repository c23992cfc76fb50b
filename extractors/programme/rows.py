r"""Rows of a table in a flow, and the pairs of a label and a value that they make.

    ANNO DI NASCITA DEL DISTRETTO⇥2022          a row of a table
    MANAGER TERRITORIALE: Anna Rossi            a line with its label
    REFERENTE AMMINISTRATIVO                    a label alone, the value on the next line
    ⇥Evidenze: elenco con data                  a row that goes on from the one before

The line `---⇥--`, left of a Markdown table, is no row. What a cell means is not said here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from schemas.flow import BREAK, CELL, LINE, WRAP

_RULE = re.compile(r"[\s|:_=-]*(?:--|==|__)[\s|:_=-]*")
_LABEL_CHARACTERS = 90
_CAPITALS = re.compile(r"[^\W\d_a-zà-ÿ][^\da-zà-ÿ:@]*(?=\s|\Z)")
_MAX_LINE_CHARACTERS = 160
"""A longer line goes on from no value: it is prose that stands under a table."""
_MAX_SENTENCE_WORDS = 10


class Row(Struct, frozen=True, gc=False):
    """The cells of a line, without outer blanks; a line without tabs is one cell."""

    cells: tuple[slice, ...]
    is_line: bool
    """Whether it has no tab: a paragraph, not a row of a table."""
    is_near: bool
    """Whether no blank line parts it from the row before."""

    @property
    def start(self) -> int:
        """Where its first cell begins."""
        start: int = self.cells[0].start
        return start


class Pair(Struct, frozen=True, gc=False):
    """A label and the stretches of its value; none where nothing stands behind it."""

    label: slice
    values: tuple[slice, ...]

    @property
    def extent(self) -> slice:
        """From the label to the end of the value's first stretch."""
        return slice(self.label.start, self.values[0].stop if self.values else self.label.stop)


def rows(text: str, part: slice, begins: Callable[[str], bool] = lambda _: False) -> Iterator[Row]:
    """The rows of a stretch of flow, blank lines and rules left out.

    Lines that stand close may have been taken for one paragraph: a printed line that `begins` anew
    is a row of its own.
    """
    start, is_near = part.start, False
    for line in text[part].split(LINE):
        end = start + len(line)
        if line.strip():
            if not _RULE.fullmatch(line):
                for first, last in _parts(text, start, end, begins):
                    yield Row(tuple(_cells(text, first, last)), CELL not in line, is_near)
                    is_near = True
            is_near = True
        elif start > part.start:
            is_near = False
        start = end + 1


def rules(text: str, part: slice) -> Iterator[slice]:
    """The lines of a stretch of flow that only draw a rule."""
    start = part.start
    for line in text[part].split(LINE):
        if ("-" in line or "=" in line or "_" in line) and _RULE.fullmatch(line):
            yield slice(start, start + len(line))
        start += len(line) + 1


def pairs(
    text: str, found: Sequence[Row], is_label: Callable[[str, bool], bool]
) -> tuple[list[Pair], list[Row]]:
    """The pairs that rows make, in order, and the rows that are in none.

    The first cell of a row of a table is a label whatever it says; on a line by itself only what
    `is_label` knows, which is told whether a colon follows.
    """
    made: list[tuple[slice, list[slice]]] = []
    strays: list[Row] = []
    for row in found:
        filled = [cell for cell in row.cells if cell.start < cell.stop]
        is_open = bool(made) and (not strays or strays[-1].start < made[-1][0].start)
        if not row.is_line and row.cells[0].start < row.cells[0].stop and len(row.cells) > 1:
            made.append((filled[0], filled[1:]))
        elif row.is_line and (split := _split(text, row.cells[0], is_label)):
            made.append((split[0], [split[1]] if split[1].start < split[1].stop else []))
        elif is_open and _goes_on(text, row, made[-1][1]):
            made[-1][1].extend(filled)
        else:
            strays.append(row)
    return [Pair(label, tuple(values)) for label, values in made], strays


def joined(text: str, values: Sequence[slice]) -> str:
    """The stretches of a value as one, each a paragraph of its own."""
    return BREAK.join([text[value] for value in values])


def _parts(
    text: str, start: int, end: int, begins: Callable[[str], bool]
) -> Iterator[tuple[int, int]]:
    """The line, cut at the wraps behind which a row begins; rows of tables are whole."""
    at = text.find(WRAP, start, end) if CELL not in text[start:end] else -1
    while at >= 0:
        after = text.find(WRAP, at + 1, end)
        if begins(text[at + 1 : after if after >= 0 else end].strip()):
            yield start, at
            start = at + 1
        at = after
    yield start, end


def _cells(text: str, start: int, end: int) -> Iterator[slice]:
    for cell in text[start:end].split(CELL):
        first = start + len(cell) - len(cell.lstrip())
        yield slice(first, max(first, start + len(cell.rstrip())))
        start += len(cell) + 1


def _split(
    text: str, line: slice, is_label: Callable[[str, bool], bool]
) -> tuple[slice, slice] | None:
    """Label and value of `LABEL: value`, of `LABEL value` in capitals, or of a label alone."""
    printed = text[line]
    colon = printed.find(":", 0, _LABEL_CHARACTERS)
    if colon > 0 and printed[colon + 1 : colon + 3] != "//" and is_label(printed[:colon], True):
        return slice(line.start, line.start + colon), _trimmed(text, line.start + colon + 1, line)
    capitals = _CAPITALS.match(printed)
    if capitals and " " in capitals[0] and is_label(capitals[0], False):
        cut = line.start + capitals.end()
        return slice(line.start, cut), _trimmed(text, cut, line)
    if len(printed) <= _LABEL_CHARACTERS and is_label(printed, False):
        return line, slice(line.stop, line.stop)
    return None


def _trimmed(text: str, start: int, within: slice) -> slice:
    rest = text[start : within.stop]
    return slice(min(start + len(rest) - len(rest.lstrip()), within.stop), within.stop)


def _goes_on(text: str, row: Row, values: Sequence[slice]) -> bool:
    """Whether a row without a label belongs to the value before: its first, or close under it."""
    if not row.is_line:
        return True
    line = text[row.cells[0]]
    is_sentence = line.endswith(".") and len(line.split()) > _MAX_SENTENCE_WORDS
    is_heading = line.isupper() and any(not text[value].isupper() for value in values)
    if is_heading or len(line) > _MAX_LINE_CHARACTERS or line.endswith(":") or is_sentence:
        return False
    return not values or row.is_near
