"""Pages with geometry: furniture aside, tables and columns found, stitched, and woven together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from extractors.index import Entry, index_entries
from extractors.labels import known_field
from extractors.line_starts import begins_with_numbered_head
from pipeline.layout.bare import find_bare_table
from pipeline.layout.columns import arrange
from pipeline.layout.footnotes import without_notes
from pipeline.layout.forms import Gutter
from pipeline.layout.furniture import FurnitureFound, find_furniture
from pipeline.layout.hyphens import Hyphens, ends_in_word
from pipeline.layout.paragraphs import Measure, goes_on, goes_on_over
from pipeline.layout.parts import Cell, Fragment, LaidOut, Part, Row, Table
from pipeline.layout.stitch import stitch
from pipeline.layout.tables import find_tables
from pipeline.layout.weave import Weaver
from schemas.flow import BREAK, CELL, LINE, NO_FLOW, SAME, WRAP
from schemas.page import Line, Page
from schemas.records import Nota, VoceIndice


def lay_out_by_geometry(
    pages: Sequence[Page], found: FurnitureFound | None = None, keeps_parts: bool = False
) -> LaidOut:
    """The document in reading order; what its pages repeat and its index are left out of it."""
    weaver, found_beside = _woven(pages, found, keeps_parts)
    return replace(found_beside, flow=weaver.flow())


def _woven(
    pages: Sequence[Page], found: FurnitureFound | None, keeps_parts: bool
) -> tuple[Weaver, LaidOut]:
    """What the pages are made of, woven, and what was found beside it.

    Of a long document the parts take as much memory as the pages: they are gone with this call.
    """
    furniture = found or find_furniture(pages)
    by_page: list[tuple[Part, ...]] = []
    rows: list[VoceIndice] = []
    note: list[Nota] = []
    before = PageParts(())
    for index, page in enumerate(pages):
        body, notes = without_notes(page, furniture.body(page, index))
        note += notes
        if entries := index_entries(page.text):
            body = [line for line in body if not _is_of_index(page, line, entries)]
            rows += [VoceIndice(titolo=entry.nome, pagina=entry.pagina) for entry in entries]
        before = page_parts(page, index, body, before)
        by_page.append(before.parts)
    stitched = stitch(pages, by_page)
    weaver = _Weaving(pages, stitched.parts).woven()
    kept = tuple(by_page) if keeps_parts else ()
    beside = furniture.records, tuple(note), stitched.joined, tuple(rows)
    return weaver, LaidOut(NO_FLOW, *beside, kept)


def _is_of_index(page: Page, line: Line, entries: Sequence[Entry]) -> bool:
    """Whether a line lies in a row of the index, or heads it."""
    text = page.text[line.start : line.end].strip(" .:")
    return text.upper() in _INDEX_HEADS or any(
        entry.place.start < line.end and line.start < entry.place.stop for entry in entries
    )


_INDEX_HEADS = ("INDICE", "SOMMARIO", "INDICE GENERALE")


class PageParts(Struct, frozen=True, gc=False):
    """The parts of a page from the top, and what of its form or table may go on over it."""

    parts: tuple[Part, ...]
    open_gutter: Gutter | None = None

    @property
    def open_edges(self) -> tuple[float, ...]:
        """The column edges of the table that ends the page, if one does."""
        last = self.parts[-1] if self.parts else None
        return last.rows[-1].edges if isinstance(last, Table) else ()

    @property
    def bare_edges(self) -> tuple[float, ...]:
        """The same where no rules made the columns of that table, and it has more than a form."""
        last = self.parts[-1] if self.parts else None
        is_bare = isinstance(last, Table) and not last.is_ruled
        return self.open_edges if is_bare and len(self.open_edges) > _FORM_EDGES else ()


_FORM_EDGES = 3


def page_parts(page: Page, index: int, body: Sequence[Line], before: PageParts) -> PageParts:
    """The tables of a page, and what stands above, between and below them, from the top."""
    bare_edges = before.bare_edges
    tables, rest, turned = _ruled(page, index, body, before)
    if not tables and (bare := find_bare_table(page, index, rest, bare_edges)):
        tables, rest = [bare[0]], bare[1]
    gutter = before.open_gutter
    parts: list[Part] = []
    for table in sorted(tables, key=_from_top):
        above = [line for line in rest if line.top + line.bottom < 2 * table.top]
        if above:
            rest = [line for line in rest if line.top + line.bottom >= 2 * table.top]
            parts += arrange(page, index, above, gutter).parts
        gutter = None
        parts.append(table)
    if rest:
        arranged = arrange(page, index, rest, gutter)
        parts += arranged.parts
        gutter = arranged.open_gutter
    aside = (Fragment(index, (line,), 0.0) for line in turned)
    return PageParts((*parts, *aside), gutter)


def _ruled(
    page: Page, index: int, body: Sequence[Line], before: PageParts
) -> tuple[list[Table], list[Line], list[Line]]:
    """The ruled tables of a page, the upright lines outside them, and the turned ones.

    A narrow column may have its label turned: `Macro-ambito`, from the bottom to the top.
    """
    upright = [line for line in body if line.is_upright]
    edges = before.open_edges, before.bare_edges
    tables, rest = find_tables(page, index, upright, *edges)
    if not tables or len(upright) == len(body):
        return tables, rest, [line for line in body if not line.is_upright]
    with_turned, others = find_tables(page, index, body, *edges)
    if len(with_turned) == len(tables):
        tables, rest = with_turned, [line for line in others if line.is_upright]
        return tables, rest, [line for line in others if not line.is_upright]
    return tables, rest, [line for line in body if not line.is_upright]


def _from_top(table: Table) -> tuple[float, float]:
    """Tables that begin at one height are read from the left."""
    return round(table.top / _LEVEL_POINTS), table.rows[0].edges[0]


_LEVEL_POINTS = 6.0

_Placed = tuple[int, Line, str]
"""A line, the index of its page, and its text."""


_LEAST_MEASURE, _FULL_LINES, _AT_EDGE = 0.75, 2, 0.97
"""Where fewer lines than this come as near as this to the farthest one, it shows no margin: prose
over the page's width then reaches this share of it at least. A page of titles does not."""


def _right_edge(width: float, ends: Sequence[float]) -> float:
    """How far right the prose of pages of one width may reach, from where its lines end."""
    farthest = max(ends)
    full = sum(end >= _AT_EDGE * farthest for end in ends)
    return farthest if full >= _FULL_LINES else max(farthest, _LEAST_MEASURE * width)


class _Weaving:
    """Turns the parts of a document into its flow."""

    def __init__(self, pages: Sequence[Page], parts: Sequence[Part]) -> None:
        self._pages = pages
        self._parts = parts
        self._weaver = Weaver(pages)
        self._hyphens = Hyphens(partial(_texts, pages, parts))
        prose = [part for part in parts if isinstance(part, Fragment)]
        self._leading = Measure.of([line for part in prose for line in part.lines]).leading
        ends: dict[float, list[float]] = defaultdict(list)
        for part in prose:
            if not part.right_points:
                width = pages[part.page_index].width
                ends[width] += [line.x1 for line in part.lines]
        self._right = {width: _right_edge(width, xs) for width, xs in ends.items()}

    def woven(self) -> Weaver:
        """Prose line by line, a table row a line, blank lines around a table."""
        before: _Placed | None = None
        for part in self._parts:
            if isinstance(part, Table):
                self._table(part)
                before = None
            else:
                before = self._lines((part,), self._measure(part), LINE, before)
        self._weaver.gap(LINE)
        return self._weaver

    def _measure(self, part: Fragment) -> Measure:
        """Prose over the page's width shares its right margin with other pages as wide."""
        right = part.right_points or self._right[self._pages[part.page_index].width]
        return Measure(right, self._leading)

    def _table(self, table: Table) -> None:
        weaver = self._weaver
        weaver.gap(LINE)
        for row in table.rows:
            weaver.gap(LINE)
            last = len(row.cells) - 1
            for number, cell in enumerate(row.cells):
                if cell:
                    self._lines(cell, self._measure_of(cell), BREAK)
                elif number in row.grown and last > 1:
                    weaver.gap(SAME)
                if number < last or not last:
                    weaver.gap(CELL)
        weaver.gap(LINE)
        weaver.gap(LINE)

    def _measure_of(self, cell: Cell) -> Measure:
        right = cell[0].right_points
        if len(cell) == len(cell[0].lines) == 1:
            return Measure(right, self._leading)
        return Measure.of([line for fragment in cell for line in fragment.lines], right)

    def _lines(
        self,
        fragments: Sequence[Fragment],
        measure: Measure,
        paragraph: str,
        before: _Placed | None = None,
    ) -> _Placed | None:
        """Weaves lines, and between each two what parts them: a blank, a wrap, or `paragraph`."""
        weaver = self._weaver
        for fragment in fragments:
            index, page_text = fragment.page_index, self._pages[fragment.page_index].text
            for line in fragment.lines:
                start = line.start
                here = index, line, page_text[start : line.end]
                if before and _is_beside(before, here):
                    is_over_page = paragraph == LINE and not fragment.right_points
                    weaver.gap(_blanks(before[1], line) if is_over_page else " ")
                elif before:
                    self._gap(before, here, measure, paragraph)
                elif paragraph == LINE:
                    weaver.gap(LINE)
                weaver.stretch(index, start, here[2])
                before = here
        return before

    def _gap(self, before: _Placed, here: _Placed, measure: Measure, paragraph: str) -> None:
        line, following = before[1], here[1]
        is_below = before[0] == here[0] and following.top >= line.top
        texts = before[2], here[2]
        if ends_in_word(texts[0]) and texts[1][0].islower():
            is_wrapped = True
        elif is_below:
            is_wrapped = goes_on(line, following, measure)
        else:
            is_wrapped = goes_on_over(line, following, measure, *texts)
        if is_wrapped and _begins_anew(before, here):
            is_wrapped = False
        if is_wrapped and self._hyphens.is_soft(*texts):
            self._weaver.retract()
            return
        self._weaver.gap(WRAP if is_wrapped else paragraph)


def _is_beside(before: _Placed, here: _Placed) -> bool:
    """Whether a line stands on the right of the one before it."""
    line, following = before[1], here[1]
    is_below = before[0] == here[0] and following.top >= line.top
    return is_below and following.top + following.bottom <= 2 * line.bottom


def _blanks(line: Line, following: Line) -> str:
    """What parts two lines side by side, as in plain text: the columns of a head, or one blank."""
    is_apart = following.x0 - line.x1 > _WIDE * (line.bottom - line.top)
    return "   " if is_apart else " "


_WIDE = 2.5
"""Line heights between two columns of a head or of signatures, such as no blank of prose is."""


def _begins_anew(before: _Placed, here: _Placed) -> bool:
    """Whether a line that follows a full one begins a block or a field, as its words tell."""
    (_, line, text), (_, following, words) = before, here
    if begins_with_numbered_head(words):
        return text[-1] == "." or (following.is_bold and not line.is_bold)
    label, colon, _ = words.partition(":")
    return bool(colon) and begins_with_numbered_head(text) and known_field(label) is not None


def _texts(pages: Sequence[Page], parts: Sequence[Part]) -> Iterator[str]:
    """The text of each cell, and of each stretch of prose, a printed line a line."""
    for part in parts:
        rows = part.rows if isinstance(part, Table) else (Row(((part,),), ()),)
        for cell in (cell for row in rows for cell in row.cells):
            yield "\n".join(
                pages[fragment.page_index].text[line.start : line.end]
                for fragment in cell
                for line in fragment.lines
            )
