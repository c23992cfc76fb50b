"""Prints a document by reportlab's canvas, line by line: any row may be cut at any line."""

from __future__ import annotations

import io

from reportlab.lib.colors import HexColor, black
from reportlab.pdfgen.canvas import Canvas

from tests.render.document import Block, Columns, Document, Look, Paragraph, Row, Rules, Table
from tests.render.tables import Edges, Part, Slot, cut, edges, height, offset, part_height, slots
from tests.render.typeset import Line, Setter

_RULE_POINTS = 0.5
_DOUBLE_POINTS = 1.6
_GUTTER_POINTS = 22.0
_FURNITURE_SIZE = 8.0
_FURNITURE_POINTS = 28.0
"""How far from the page's edge the running head and foot stand."""
_ASCENT = 0.85
_KEPT_LINES = 2
"""A cell of no more lines is not cut."""
_KEPT_POINTS = 30.0
"""A heading is not left alone: so much must be free under it."""


_Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def print_pdf(document: Document, look: Look) -> bytes:
    """The document as PDF. Printed twice where its foot says how many pages there are."""
    press = _Press(document, look, 0)
    data = press.run()
    if document.foot and "{m}" in document.foot:
        data = _Press(document, look, press.pages).run()
    return data


class _Press:
    """One run over the document, page by page; `y` goes down from the page's top."""

    def __init__(self, document: Document, look: Look, total: int) -> None:
        self._document = document
        self._setter = Setter(document, look)
        self._total = total
        self._width, self._height = document.page
        self._buffer = io.BytesIO()
        self._canvas = Canvas(self._buffer, pagesize=document.page, invariant=1)
        self._columns = Columns(1)
        self._column = 0
        self._columns_top = document.margin
        self._bottom = self._height - document.margin
        self._y = document.margin
        self.pages = 1

    def run(self) -> bytes:
        """Print all blocks."""
        for block in self._document.blocks:
            self._block(block)
        self._end_page()
        self._canvas.save()
        return self._buffer.getvalue()

    def _block(self, block: Block) -> None:
        if isinstance(block, Paragraph):
            self._paragraph(block)
        elif isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Columns):
            self._columns, self._columns_top = block, self._y
        else:
            self._next_page()

    @property
    def _column_width(self) -> float:
        count = self._columns.count
        return (self._document.width - (count - 1) * _GUTTER_POINTS) / count

    @property
    def _left(self) -> float:
        return self._document.margin + self._column * (self._column_width + _GUTTER_POINTS)

    def _advance(self) -> None:
        """To the next column, or to the next page."""
        if self._column + 1 < self._columns.count:
            self._column += 1
            self._y = self._columns_top
        else:
            self._next_page()

    def _next_page(self) -> None:
        self._end_page()
        self.pages += 1
        self._column = 0
        self._y = self._columns_top = self._document.margin

    def _end_page(self) -> None:
        document = self._document
        if self._columns.is_ruled:
            x = self._width / 2
            self._rule(Rules(), (x, self._columns_top, x, self._bottom))
        left, right = document.head or ("", "")
        self._furniture(left, _FURNITURE_POINTS, 0.0)
        self._furniture(right, _FURNITURE_POINTS, 1.0)
        if document.foot:
            text = document.foot.format(n=self.pages, m=self._total)
            self._furniture(text, self._height - _FURNITURE_POINTS, 0.5)
        self._canvas.showPage()

    def _furniture(self, text: str, y: float, share: float) -> None:
        """A running head or foot; `share` of what is free stands left of it."""
        wide = self._setter.width(text, bold=False, size=_FURNITURE_SIZE)
        x = self._document.margin + share * (self._document.width - wide)
        self._write(text, x, self._height - y, _FURNITURE_SIZE)

    def _paragraph(self, paragraph: Paragraph) -> None:
        for line in self._setter.lines(paragraph, self._column_width):
            if self._y + line.height > self._bottom:
                self._advance()
            self._line(line, self._left, self._y)
            self._y += line.height
        self._y += paragraph.after

    def _line(self, line: Line, x: float, y: float) -> None:
        baseline = self._height - y - _ASCENT * line.size
        for chunk in line.chunks:
            face = self._setter.font(bold=chunk.bold)
            self._write(chunk.text, x + chunk.x, baseline, line.size, face, line.word_space)

    def _write(
        self,
        text: str,
        x: float,
        baseline: float,
        size: float,
        face: str | None = None,
        word_space: float = 0.0,
    ) -> None:
        """Draws words in one go; `word_space` is added to each blank between them."""
        written = self._canvas.beginText(x, baseline)
        written.setFont(face or self._setter.font(bold=False), size)
        written.setWordSpace(word_space)
        written.textOut(text)
        self._canvas.drawText(written)

    def _table(self, table: Table) -> None:
        repeated = [row for row in table.rows if row.repeats]
        for number, row in enumerate(table.rows):
            self._row(table, row, [] if row.repeats else repeated, number)
        self._y += table.after

    def _row(self, table: Table, row: Row, repeated: list[Row], number: int) -> None:
        """One row, over as many pages as it takes, under the headings that repeat."""
        placed = slots(table, row, self._left, self._setter)
        self._make_room(table, row, placed, repeated)
        padding, rules = 2 * table.padding, table.rules
        room = self._bottom - self._y - padding
        full = self._page_room(table, repeated) - padding
        parts = cut(placed, room, full, in_words=self._document.hyphenates)
        last = len(parts) - 1
        for n, part in enumerate(parts):
            if n:
                self._next_part(table, repeated)
            above = (n == 0 or not rules.open_cuts) and (rules.outer or n + number > 0)
            is_end = n == last and row is table.rows[-1]
            below = (n == last or not rules.open_cuts) and (rules.outer or not is_end)
            tall = max(part_height(part) + padding, 0.0 if last else row.min_height)
            self._part(table, placed, part, min(tall, self._bottom - self._y), (above, below))

    def _make_room(self, table: Table, row: Row, placed: list[Slot], repeated: list[Row]) -> None:
        """Goes on to the next page where two lines do not fit; a heading is not left alone."""
        needed = max(height(slot.lines[:_KEPT_LINES]) for slot in placed)
        if row.is_heading:
            needed = max(height(slot.lines) for slot in placed) + _KEPT_POINTS
        if self._y + 2 * table.padding + needed > self._bottom:
            self._next_part(table, repeated)

    def _page_room(self, table: Table, repeated: list[Row]) -> float:
        """What a page holds under the headings that repeat."""
        room = self._bottom - self._document.margin
        for row in repeated:
            placed = slots(table, row, self._left, self._setter)
            room -= max(height(slot.lines) for slot in placed) + 2 * table.padding
        return room

    def _next_part(self, table: Table, repeated: list[Row]) -> None:
        self._advance()
        for row in repeated:
            self._row(table, row, [], 0)

    def _part(
        self, table: Table, placed: list[Slot], part: Part, tall: float, ruled: tuple[bool, bool]
    ) -> None:
        """What of a row stands on this page."""
        above, below = ruled
        all_edges = edges(table.rules, len(placed), above=above, below=below)
        for slot, lines, which in zip(placed, part, all_edges, strict=True):
            box = (slot.x, self._y, slot.x + slot.width, self._y + tall)
            if slot.cell.fill:
                self._fill(slot.cell.fill, box)
            y = self._y + table.padding + offset(slot, lines, tall - 2 * table.padding)
            for line in lines:
                self._line(line, slot.x + table.padding, y)
                y += line.height
            self._edges(table.rules, which, box)
        self._y += tall

    def _edges(self, rules: Rules, which: Edges, box: _Box) -> None:
        x0, top, x1, bottom = box
        if rules.drawn == "boxes":
            self._canvas.rect(x0, self._height - bottom, x1 - x0, bottom - top)
            return
        sides = {
            (x0, top, x0, bottom): which.left,
            (x1, top, x1, bottom): which.right,
            (x0, top, x1, top): which.top,
            (x0, bottom, x1, bottom): which.bottom,
        }
        for side, is_ruled in sides.items():
            if is_ruled:
                self._rule(rules, side)

    def _rule(self, rules: Rules, side: _Box) -> None:
        """One ruled line: a stroke, two, or a thin rectangle."""
        x0, top, x1, bottom = side
        self._canvas.setLineWidth(_RULE_POINTS)
        if rules.drawn == "filled":
            half = _RULE_POINTS / 2
            self._fill("000000", (x0 - half, top - half, x1 + half, bottom + half))
        elif rules.drawn != "none":
            apart = _DOUBLE_POINTS if rules.drawn == "double" else 0.0
            across, along = (apart, 0.0) if x0 == x1 else (0.0, apart)
            for sign in (-0.5, 0.5) if apart else (0.0,):
                dx, dy = sign * across, sign * along
                start = x0 + dx, self._height - top + dy
                self._canvas.line(*start, x1 + dx, self._height - bottom + dy)

    def _fill(self, colour: str, box: _Box) -> None:
        x0, top, x1, bottom = box
        self._canvas.setFillColor(HexColor(f"#{colour}"))
        self._canvas.rect(x0, self._height - bottom, x1 - x0, bottom - top, stroke=0, fill=1)
        self._canvas.setFillColor(black)
