"""Text files, whose lines other tools have set: in reading order, or in columns as on the page.

What pages repeat goes, and the marks of Markdown. Where blanks set columns beside each other, as
`pdftotext -layout` does, every letter is given the place that a typewriter would give it, and the
page is read as one with geometry; no value has a box for that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from pipeline.layout.furniture import MAX_ROWS, FurnitureFound, find_furniture
from pipeline.layout.markdown import is_markdown, weave_markdown
from pipeline.layout.parts import LaidOut
from pipeline.layout.weave import Weaver
from schemas.flow import CELL, LINE, WRAP
from schemas.page import Lines, LooseLine, Page

_ROW_POINTS, _LETTER_POINTS, _SIZE_POINTS = 12.0, 5.0, 10.0
_MARGIN_POINTS = 36.0
_HEIGHT_POINTS = (2 * MAX_ROWS + 4) * _ROW_POINTS
"""Of a page as it would be typed, without what stands in its middle."""

_GAP = "   "
_BLANKS = re.compile(r"[ ]+")
_RUN = re.compile(r"\S+(?:[ ]{1,2}\S+)*+")
_WORD = re.compile(r"\S+")

_COLUMNS_SHARE = 0.1
"""In a text that is set in columns, this share of the lines has a gap within it, at least."""

_MAX_ROWS, _MAX_LETTERS, _MAX_GAPS = 2000, 200_000, 60
"""Of a page that can be set in columns, the last on average of a line; what has more is no page."""


def lay_out_typed(pages: Sequence[Page], furniture: FurnitureFound | None) -> LaidOut:
    """The pages of a text as a flow.

    There a carriage return is part of a line's end, here it would be a wrap: each gives way to a
    character of the same length.
    """
    furniture = furniture or find_furniture_of_text(pages)
    has_marks = any(is_markdown(page.text) for page in pages)
    if not has_marks and _is_in_columns(pages):
        return _by_columns(pages, furniture)
    weaver = Weaver(pages)
    for index, page in enumerate(pages):
        weaver.gap(LINE)
        text = page.text
        for start, end in _body(text, furniture.lines[index]):
            if has_marks:
                weave_markdown(weaver, index, text, start, end)
            else:
                weaver.stretch(index, start, text[start:end])
    flow = weaver.flow()
    if WRAP in flow.text:
        flow = replace(flow, text=flow.text.replace("\r\n", " \n").replace("\r", LINE))
    return LaidOut(flow, furniture.records)


def find_furniture_of_text(pages: Sequence[Page]) -> FurnitureFound:
    """The lines that pages of a text repeat at their heads and feet; a single one repeats none."""
    if len(pages) == 1:
        return FurnitureFound((frozenset(),), ())
    return find_furniture([_with_edges(page) for page in pages])


def _with_edges(page: Page) -> Page:
    """The page with its outer lines, as far from its head and its foot as they stand there.

    What is between them has no place, for pages differ in length.
    """
    spans = [found.span() for found in re.finditer(r"\S(?:[^\n]*[^\s])?", page.text)]
    upper = spans[: min(MAX_ROWS, (len(spans) + 1) // 2)]
    lower = spans[len(upper) :][-MAX_ROWS:]
    tops = [
        *(n * _ROW_POINTS for n in range(len(upper))),
        *(_HEIGHT_POINTS - n * _ROW_POINTS for n in range(len(lower), 0, -1)),
    ]
    lines = [
        LooseLine((start, end), (0.0, 1.0), 0.0, top, 1.0, top + _ROW_POINTS)
        for (start, end), top in zip((*upper, *lower), tops, strict=True)
    ]
    return replace(page, lines=Lines(lines), height=_HEIGHT_POINTS)


def _body(text: str, out: frozenset[int]) -> Iterator[tuple[int, int]]:
    """The stretches of a page's text between its furniture, which starts at these places."""
    at = 0
    for start in sorted(out):
        yield at, start
        at = _line_end(text, start)
    yield at, len(text)


def _line_end(text: str, start: int) -> int:
    end = text.find(LINE, start)
    return end if end >= 0 else len(text)


def _is_in_columns(pages: Sequence[Page]) -> bool:
    """Whether blanks set words beside each other in so many lines that they must be columns."""
    rows = sum(_rows_with_gaps(page.text) for page in pages)
    if not rows or not all(_may_be_in_columns(page.text) for page in pages):
        return False
    filled = sum(not row.isspace() for page in pages for row in page.text.splitlines() if row)
    return rows >= _COLUMNS_SHARE * filled


def _may_be_in_columns(text: str) -> bool:
    if CELL in text or len(text) > _MAX_LETTERS:
        return False
    rows = text.count(LINE) + 1
    return rows <= _MAX_ROWS and text.count(_GAP) <= _MAX_GAPS * rows


def _rows_with_gaps(text: str) -> int:
    """How many lines have a wide gap between words."""
    rows = 0
    at = text.find(_GAP)
    while at >= 0:
        found = _BLANKS.match(text, at)
        end = found.end() if found else at
        is_within = at > 0 and text[at - 1] != LINE and not text[end : end + 1].isspace()
        rows += is_within and end < len(text)
        at = text.find(LINE, end) if is_within else end
        at = text.find(_GAP, at) if at >= 0 else at
    return rows


def _by_columns(pages: Sequence[Page], furniture: FurnitureFound) -> LaidOut:
    from pipeline.layout.geometry import lay_out_by_geometry

    placed = [_typed(page) for page in pages]
    out = tuple(
        frozenset(
            line.start
            for start in starts
            for line in page.lines.touching(start, _line_end(page.text, start))
        )
        for page, starts in zip(placed, furniture.lines, strict=True)
    )
    laid_out = lay_out_by_geometry(placed, FurnitureFound(out, furniture.records), False)
    return replace(laid_out, flow=replace(laid_out.flow, pages=tuple(pages)))


def _typed(page: Page) -> Page:
    """The page with every word where it would stand if it were typed."""
    lines: list[LooseLine] = []
    at, top, width = 0, _MARGIN_POINTS, 0.0
    for row in page.text.split(LINE):
        for run in _RUN.finditer(row):
            words = [word.span() for word in _WORD.finditer(row, *run.span())]
            bounds = [at + column for word in words for column in word]
            sides = [_MARGIN_POINTS + column * _LETTER_POINTS for word in words for column in word]
            edges = sides[0], top, sides[-1], top + _SIZE_POINTS
            lines.append(LooseLine(bounds, sides, *edges, _SIZE_POINTS))
            width = max(width, sides[-1])
        at, top = at + len(row) + len(LINE), top + _ROW_POINTS
    size = {"width": width + _MARGIN_POINTS, "height": top + _MARGIN_POINTS}
    return replace(page, lines=Lines(lines), **size)
