"""Labels that stand elsewhere than where a line or a row begins.

TITOLO: Bonus bebè⇓OBIETTIVO: …⇥                  several in one cell, each before its value
3⇥Titolo⇥Bonus bebè                               behind a column that numbers the actions,
␌⇥Obiettivo⇥Sostenere le famiglie                 or is one cell with the one above
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec.structs import replace

from extractors.labels import is_column_label, known_field, written_labels
from pipeline.segment.marks import Mark, Shape
from schemas.flow import BREAK, CELL, LINE, SAME

_FEWEST, _FEWEST_UNTITLED = 2, 3
"""Labels of a cell that holds an action, at least; and where none is that of its title."""

_NUMBERS = re.compile(r"[\d.) ]{1,4}|[\f ]+")


def with_cells(text: str, marks: list[Mark]) -> list[Mark]:
    """The marks, with those of the labels within cells instead of the rows that hold them.

    Where no `Titolo` stands behind a number, other labels there head a table's columns.
    """
    if CELL not in text:
        return marks
    has_titles = any(mark.shape is Shape.ROW and _is_title(mark) for mark in marks)
    if BREAK in text and (rows := list(_boxes(text, has_titles))):
        starts = [row.start for row in rows]
        inner = [mark for row in rows for mark in _labels(text, row)]
        outer = (
            mark for mark in marks if mark.shape is Shape.HEAD or not _is_in(mark, rows, starts)
        )
        marks = sorted([*outer, *inner], key=lambda mark: mark.start)
    behind = [_behind_number(text, mark) for mark in marks]
    numbered = (one for one, before in zip(behind, marks, strict=True) if one is not before)
    return behind if any(map(_is_title, numbered)) else marks


def _is_title(mark: Mark) -> bool:
    return known_field(mark.label) == "titolo"


def _is_in(mark: Mark, rows: Sequence[slice], starts: Sequence[int]) -> bool:
    nearest = bisect_right(starts, mark.start) - 1
    return nearest >= 0 and mark.start < rows[nearest].stop


def _boxes(text: str, has_titles: bool) -> Iterator[slice]:
    """Rows each of whose cells holds the labels of an action, or those that a page left of them.

    A value may list such words too, but there its own label stands beside it; so may a note, where
    rows elsewhere have the titles.
    """
    rows = [
        (row, [cell for cell in row[0].split(CELL) if cell.strip()])
        for row in _broken_rows().finditer(text)
    ]
    if any(all(_holds_action(cell, has_titles) for cell in cells) for _, cells in rows):
        for row, cells in rows:
            if all(map(_label().search, cells)):
                yield slice(*row.span())


def _holds_action(cell: str, has_titles: bool) -> bool:
    fields = {known_field(found["label"]) for found in _label().finditer(cell)}
    if "titolo" in fields:
        return len(fields) >= _FEWEST
    return not has_titles and len(fields) >= _FEWEST_UNTITLED


def _labels(text: str, row: slice) -> Iterator[Mark]:
    """The labels of a row's cells, wherever one begins a paragraph or a line."""
    for found in _label().finditer(text, row.start, row.stop):
        yield Mark(Shape.COLON, found.start("label"), found["label"], found.end())


def _behind_number(text: str, mark: Mark) -> Mark:
    """The mark of the label behind a number or a bullet, in its cell or in one of its own.

    What else stands in that cell holds for all the rows that are one with it. A mark of another
    label is left as it is.
    """
    if mark.shape not in (Shape.ROW, Shape.CONTINUATION):
        return mark
    start = mark.value_start
    first = text[mark.start : start - 1]
    if numbered := _numbered().fullmatch(first):
        label = numbered["label"].strip()
        return replace(mark, label=label) if known_field(label) else mark
    end = text.find(CELL, start, start + _MAX_LABEL)
    if end < 0 or LINE in text[start:end] or text[end + 1 : end + 2] in ("", LINE):
        return mark
    line_end = text.find(LINE, end)
    is_lead = not first.strip() or _NUMBERS.fullmatch(first) or _is_grown(text, line_end)
    label = text[start:end].strip()
    if not (is_lead and known_field(label)) or known_field(first):
        return mark
    if is_column_label(text[end + 1 : line_end].strip()):
        return mark
    return Mark(Shape.ROW, mark.start, label, end + 1)


def _is_grown(text: str, line_end: int) -> bool:
    """Whether the first cell of a row reaches down over the next one."""
    return text[line_end + 1 : line_end + 3] == SAME + CELL


@cache
def _numbered() -> re.Pattern[str]:
    return re.compile(
        r"\s*(?:\d{1,2}[.)°]|[a-zA-Z]\)|[•●▪■–-])\s*(?P<label>[^\d\W][^\n]{3,60}?)[\s:.]*"
    )


_MAX_LABEL = 100


@cache
def _broken_rows() -> re.Pattern[str]:
    return re.compile(rf"(?<={LINE})[^{LINE}{BREAK}]*+{BREAK}[^{LINE}]*+(?={LINE}|\Z)")


@cache
def _label() -> re.Pattern[str]:
    """A known label at the beginning of a paragraph or line of a cell, its colon or stop behind."""
    labels = "|".join(map(re.escape, written_labels()))
    return re.compile(
        rf"(?:(?<=[\n\t\v\r])|\A)[ *•·–-]*(?P<label>{labels})[ ]?(?:[:]|[.](?=\s))", re.IGNORECASE
    )
