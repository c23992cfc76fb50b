"""Text files, whose lines other tools have set: in reading order, or in columns as on the page.

What pages repeat goes, and the marks of Markdown. Where blanks set columns beside each other, as
`pdftotext -layout` does, every letter is given the place that a typewriter would give it, and the
page is read as one with geometry; no value has a box for that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from pipeline.layout.furniture import MAX_ROWS, PAGE_NUMBER, FurnitureFound, find_furniture
from pipeline.layout.markdown import is_markdown, weave_markdown
from pipeline.layout.parts import LaidOut
from pipeline.layout.weave import Weaver
from schemas.flow import CELL, LINE, WRAP
from schemas.page import Lines, LooseLine, Page

_ROW_POINTS, _LETTER_POINTS, _SIZE_POINTS = 12.0, 5.0, 10.0
_MARGIN_POINTS = 36.0
_HEIGHT_POINTS = (2 * MAX_ROWS + 4) * _ROW_POINTS
"""Of a page as it would be typed, without what stands in its middle."""

_FOOT_ROWS = 3
"""Lines of a foot, at most; a longer paragraph is the page's own."""

_LABELLED = re.compile(r"[^\W\d_][^:]{1,60}:\s+\S")
_WIDE = re.compile(r"[^\s:][ ]{3,}+\S")
"""A wide gap within a line; behind a colon it may only set the values off."""

_RUN = re.compile(r"\S+(?:[ ]{1,2}\S+)*+")
_WORD = re.compile(r"\S+")

_GAP = "   "
_COLUMNS_SHARE = 0.1
"""In a text that is set in columns, this share of the lines has a gap within it, at least."""

_MAX_ROWS, _MAX_LETTERS, _MAX_GAPS = 2000, 200_000, 60
"""Of a page that can be set in columns, the last on average of a line; what has more is no page."""


def lay_out_typed(pages: Sequence[Page]) -> LaidOut:
    """The pages of a text as a flow.

    There a carriage return is part of a line's end, here it would be a wrap: each gives way to a
    character of the same length.
    """
    typed = [_with_line_feeds(page) for page in pages]
    furniture = _find_furniture(typed)
    has_marks = any(is_markdown(page.text) for page in typed)
    if not has_marks and _is_in_columns(typed):
        laid_out = _by_columns(typed, furniture)
        return replace(laid_out, flow=replace(laid_out.flow, pages=tuple(pages)))
    weaver = Weaver(pages)
    for index, page in enumerate(typed):
        weaver.gap(LINE)
        for start, end in _body(page.text, furniture.lines[index]):
            if has_marks:
                weave_markdown(weaver, index, page.text, start, end)
            else:
                weaver.stretch(index, start, page.text[start:end])
    return LaidOut(weaver.flow(), furniture.records)


def _with_line_feeds(page: Page) -> Page:
    if WRAP not in page.text:
        return page
    return replace(page, text=page.text.replace("\r\n", " \n").replace("\r", LINE))


def _find_furniture(pages: Sequence[Page]) -> FurnitureFound:
    """The lines that pages of a text repeat at their heads and feet; a single one repeats none."""
    if len(pages) == 1:
        return FurnitureFound((frozenset(),), ())
    return find_furniture([_with_edges(page) for page in pages])


def _with_edges(page: Page) -> Page:
    """The page with its outer lines, as far from its head and its foot as they stand there.

    What is between them has no place, for pages differ in length.
    """
    text = page.text
    spans = [found.span() for found in re.finditer(r"[^\s](?:[^\n]*[^\s])?", text)]
    upper = spans[: min(MAX_ROWS, (len(spans) + 1) // 2)]
    lower = list(_foot(text, spans, max(len(upper), len(spans) - MAX_ROWS)))[::-1]
    tops = [
        *(n * _ROW_POINTS for n in range(len(upper))),
        *(_HEIGHT_POINTS - n * _ROW_POINTS for n in range(len(lower), 0, -1)),
    ]
    lines = [
        LooseLine((start, end), (0.0, 1.0), 0.0, top, 1.0, top + _ROW_POINTS)
        for (start, end), top in zip((*upper, *lower), tops, strict=True)
    ]
    return replace(page, lines=Lines(lines), height=_HEIGHT_POINTS)


def _foot(text: str, spans: Sequence[tuple[int, int]], first: int) -> Iterator[tuple[int, int]]:
    """The last lines of a page that may be its foot, from the last one up to the first that may.

    Where each action has a page of its own, pages may end alike: a value or a sentence is no foot,
    nor the end of a paragraph.
    """
    held: list[tuple[int, int]] = []
    for n in range(len(spans) - 1, first - 1, -1):
        line = text[slice(*spans[n])]
        if PAGE_NUMBER.fullmatch(line) and not held:
            yield spans[n]
            continue
        if _LABELLED.match(line) or line[-1] in ".;:," or len(held) == _FOOT_ROWS:
            return
        held.append(spans[n])
        if not n or text.count(LINE, spans[n - 1][1], spans[n][0]) > 1:
            yield from held
            held = []


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
    if not any(_GAP in page.text for page in pages):
        return False
    rows = [row for page in pages for row in page.text.split(LINE) if row and not row.isspace()]
    wide = sum(_GAP in row and _WIDE.search(row) is not None for row in rows)
    is_often = wide and wide >= _COLUMNS_SHARE * len(rows)
    return bool(is_often) and all(_may_be_in_columns(page.text) for page in pages)


def _may_be_in_columns(text: str) -> bool:
    if CELL in text or len(text) > _MAX_LETTERS:
        return False
    rows = text.count(LINE) + 1
    return rows <= _MAX_ROWS and text.count(_GAP) <= _MAX_GAPS * rows


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
    return lay_out_by_geometry(placed, FurnitureFound(out, furniture.records), False)


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
