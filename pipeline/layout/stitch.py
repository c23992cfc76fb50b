"""Stitching: a table that goes on over the page is one table, a row that the page cuts one row.

    page 3   Azioni.    Incontri con le famiglie del        no rule below: the row goes on
    page 4              territorio. Relazione annuale.      no rule above, nothing in the first cell
             Tempi.     Entro 31 dicembre 2024

Nothing is joined without evidence, and the evidence is kept. A second table that merely follows
has other columns, or a header of its own, and stays apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import and_
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from extractors.labels import column_field, is_column_label, known_field
from extractors.line_starts import begins_as_prose, begins_with_label
from pipeline.layout.apart import ground_of
from pipeline.layout.paragraphs import is_full
from pipeline.layout.parts import Cell, Part, Row, Table, is_printed_bold
from pipeline.layout.row_pairs import (
    NUMBERED_COLUMNS,
    foot_of,
    grown_over,
    have_same_sides,
    is_level,
    is_set_apart,
    merged,
)
from schemas.page import Page
from schemas.records import JoinedTable

if TYPE_CHECKING:
    from schemas.dataset import ProofOfJoin

_FOOT_POINTS = 10.0
"""Cells that a page cuts end at one height, give or take this."""

_MAX_HEADER_ROWS = 3

_STOPS = ".;:!?"

_NUMBERED_HEADING = re.compile(r"\d{1,2}(?:\.\d{1,2})? ?[.)–-]? ?[^\W\d_][^a-zà-ù]{5,}\Z")
"""`5 . COMUNICAZIONE`"""


class Stitched(Struct, frozen=True, gc=False):
    """All parts of a document in reading order, and where tables were joined over a page."""

    parts: tuple[Part, ...]
    joined: tuple[JoinedTable, ...]


def stitch(pages: Sequence[Page], by_page: Sequence[Sequence[Part]]) -> Stitched:
    """One sequence of parts; a table that goes on from one page to the next is one part of it."""
    stitcher = _Stitcher(pages)
    for parts in by_page:
        stitcher.take(parts)
    return stitcher.stitched()


class _Stitcher:
    """Takes the parts page by page; the table that ends the last one may still go on."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = pages
        self._parts: list[Part] = []
        self._joined: list[JoinedTable] = []
        self._open: Table | None = None
        self._rows: list[Row] = []
        """The rows of the open table, those of the pages before included."""
        self._titles: tuple[int, int] | None = None
        """The column of the titles, where a header names it, and how many columns there are."""
        self._has_empty_first = False
        """Whether a row of its own has nothing in the first column."""
        self._merged: set[int] = set()
        """Its columns in which one cell reaches down over several rows."""

    def stitched(self) -> Stitched:
        """All that was taken."""
        self._close()
        return Stitched(tuple(self._parts), tuple(self._joined))

    def take(self, parts: Sequence[Part]) -> None:
        """Go on with the parts of the next page."""
        first = parts[0] if parts else None
        rest = parts
        if self._open and isinstance(first, Table) and self._goes_on(self._open, first):
            rest = parts[1:]
        if rest:
            self._close()
            self._parts += rest[:-1]
            last = rest[-1]
            if isinstance(last, Table):
                self._open, self._rows, self._merged = last, [], set()
                self._titles, self._has_empty_first = self._find_titles(last.rows), False
                self._extend(last.rows)
            else:
                self._parts.append(last)

    def _close(self) -> None:
        if self._open:
            self._parts.append(replace(self._open, rows=tuple(self._rows)))
        self._open = None

    def _extend(self, rows: Sequence[Row]) -> None:
        """Takes rows of the open table."""
        self._rows += rows
        self._merged.update(column for row in rows for column in row.grown)
        self._has_empty_first |= any(not row.cells[0] and 0 not in row.grown for row in rows)

    def _goes_on(self, above: Table, below: Table) -> bool:
        """Takes the rows of the table below, if it is the open one; says whether it is."""
        if above.page_index + 1 != below.page_index or above.is_ruled != below.is_ruled:
            return False
        last = self._rows[-1]
        if below.is_ruled and not have_same_sides(last.edges, below.rows[0].edges):
            return False
        rows, is_repeated = self._without_header(below.rows)
        if not is_repeated and (self._is_header(below.rows[0], 2) or is_set_apart(below, last)):
            return False
        cut = self._cut(above, below, rows[0]) if rows else None
        has_columns = bool(rows) and is_level(above, last, rows[0])
        if not (has_columns or is_repeated):
            return False
        if cut:
            self._rows[-1] = merged(last, rows[0])
        self._extend(rows[1:] if cut else grown_over(last, rows, self._merged))
        self._open = below
        evidence: list[ProofOfJoin] = ["sides"] if above.is_ruled else []
        evidence += ["repeated_header"] if is_repeated else []
        evidence += ["columns"] if has_columns else []
        evidence += [cut] if cut else []
        self._joined.append(
            JoinedTable(
                pages=(self._pages[above.page_index].number, self._pages[below.page_index].number),
                columns=len(below.rows[0].edges) - 1,
                is_row_cut=bool(cut),
                evidence=tuple(evidence),
            )
        )
        return True

    def _without_header(self, rows: Sequence[Row]) -> tuple[Sequence[Row], bool]:
        """The rows without those that repeat the head of the open table."""
        count = 0
        for row, head in zip(rows[:_MAX_HEADER_ROWS], self._rows, strict=False):
            texts = self._texts(head)
            if self._texts(row) != texts or self._heads_value(count):
                break
            if len(texts) == 1 and _is_pair(texts[0]):
                break
            if not (self._is_header(head) or _may_head(texts)):
                break
            count += 1
        return rows[count:], count > 0

    def _heads_value(self, n: int) -> bool:
        """Whether a row is a label alone above one cell, its value: `AZIONI` may head columns."""
        label, *below = self._rows[n : n + 2]
        is_alone = all(len(row.cells) == 1 for row in (label, *below))
        return is_alone and _is_label(self._text(label.cells[0]))

    def _is_header(self, row: Row, min_cells: int = 0) -> bool:
        """Whether a row may head a table: one cell across it, or three and more with labels."""
        texts = [text for text in self._texts(row) if text]
        if len(row.cells) <= max(1, min_cells):
            return len(row.cells) == 1 and min_cells == 0 and bool(texts)
        return len(row.cells) > 2 and sum(map(is_column_label, texts)) > 1

    def _cut(self, above: Table, below: Table, row: Row) -> ProofOfJoin | None:
        """Why the row is the rest of the last one above; None where it is a row of its own."""
        last = self._rows[-1]
        if not is_level(above, last, row):
            return None
        lead = self._lead(row)
        if lead in last.grown or (lead in self._merged and not row.cells[lead]):
            is_cut = not row.cells[lead] and self._flows(last, row, is_open=False)
            return "cut_sentence" if is_cut else None
        first, before = self._text(row.cells[lead]), self._text(last.cells[lead])
        columns = len(row.cells) if self._titles else len(row.cells) - lead
        is_open = above.is_ruled and above.is_open_below and below.is_open_above
        found: tuple[tuple[ProofOfJoin, bool], ...]
        is_label = bool(first and before) and _is_label(f"{before} {first}")
        is_cut_label = columns > 1 and is_label and not _is_label(before)
        is_filled = columns == 1 and _is_label(before) and begins_as_prose(first)
        if first and begins_with_label(first) and not (is_cut_label or is_filled):
            found = (("label_below", columns == 2 and not before),)
        elif columns == 1:
            is_cut = self._is_below_label() or begins_with_label(before)
            is_cut = is_cut and not self._stands_out(row, last)
            found = (("open_edge", is_open), ("no_label", is_cut))
        else:
            found = (
                ("open_edge", is_open and not first),
                ("empty_first_cell", not first),
                ("cut_label", is_cut_label),
                ("cut_sentence", columns > 2 and self._flows(last, row, is_open)),
            )
        return next((name for name, holds in found if holds), None)

    def _lead(self, row: Row) -> int:
        """The column whose cells begin rows like this one: the first, for nearly all.

        The titles', where other rows have nothing in the first. The second, where the first only
        numbers the actions: `3⇥Titolo⇥Bonus bebè`, and below it `⇥Obiettivo⇥…` under the same 3.
        """
        if self._titles and self._titles[1] == len(row.cells):
            return self._titles[0] if self._has_empty_first else 0
        alike = [each for each in self._rows[-2:] if len(each.cells) == len(row.cells)]
        return int(any(map(self._is_numbered, alike)))

    def _find_titles(self, rows: Sequence[Row]) -> tuple[int, int] | None:
        """The column that a header of a wide table names for titles, and the count of columns."""
        for row in rows[:_MAX_HEADER_ROWS]:
            fields = [column_field(text) for text in self._texts(row)]
            if "titolo" in fields and self._is_header(row, 2):
                return fields.index("titolo"), len(fields)
        return None

    def _is_numbered(self, row: Row) -> bool:
        """Whether a row is a label and its value behind the action's number, or below it."""
        if len(row.cells) != NUMBERED_COLUMNS:
            return False
        number, label, _ = map(self._text, row.cells)
        is_number = 0 in row.grown or not number or number.strip(" .)").isdecimal()
        return is_number and _is_label(label)

    def _stands_out(self, row: Row, last: Row) -> bool:
        """Whether a row of one cell is a heading: in capitals, all bold, or on another ground."""
        if _NUMBERED_HEADING.match(self._text(row.cells[0])):
            return True
        if is_printed_bold(row) and not last.cells[0][-1].lines[-1].is_bold:
            return True
        one, other = (
            ground_of(each, self._pages[each.cells[0][0].page_index].shades) for each in (row, last)
        )
        return one != other

    def _is_below_label(self) -> bool:
        """Whether the last row is the value of a label that stands alone in the row above it."""
        above = self._rows[-2:-1]
        return bool(above) and len(above[0].cells) == 1 and _is_label(self._text(above[0].cells[0]))

    def _flows(self, above: Row, below: Row, is_open: bool) -> bool:
        """Whether the cells below go on with those above, where a page cut them.

        Then each that goes on is full: to the row's foot, and to its right, where the next word
        did not fit. Where rules close the row at the cut, a sentence must be open too: a small
        letter goes on with it, or nothing is stopped while another cell has come to its end.
        """
        foot = max(foot_of(cell) for cell in above.cells)
        pairs = list(zip(above.cells, below.cells, strict=True))
        cut = [(upper, lower) for upper, lower in pairs if upper and lower]
        if not cut or any(lower and not upper for upper, lower in pairs):
            return False
        for upper, lower in cut:
            last, first = upper[-1].lines[-1], lower[0].lines[0]
            is_kept = len(lower[0].lines) > 1  # typesetters leave no line alone on the next page
            height = last.bottom - last.top if is_kept else 0.0
            if last.bottom < foot - _FOOT_POINTS - height:
                return False
            if not is_full(last, first, upper[-1].right_points):
                return False
        is_unstopped = [self._text(upper[-1:])[-1] not in _STOPS for upper, _ in cut]
        is_small = [self._text(lower)[0].islower() for _, lower in cut]
        has_done = any(upper and not lower for upper, lower in pairs)
        return is_open or any(map(and_, is_unstopped, is_small)) or (all(is_unstopped) and has_done)

    def _texts(self, row: Row) -> list[str]:
        return [self._text(cell) for cell in row.cells]

    def _text(self, cell: Cell) -> str:
        return " ".join(
            self._pages[fragment.page_index].text[line.start : line.end]
            for fragment in cell
            for line in fragment.lines
        )


def _may_head(texts: Sequence[str]) -> bool:
    """Whether cells over the rows of two pages name columns: three and more, without figures.

    Or number them: `(1)`, `(2)`, `(3)`.

    The members' table has a head of no label known: `Data adesione`, `Marchio Family Audit`.
    """
    filled = [text for text in texts if text]
    is_wide = len(texts) > 2 and len(filled) > 1
    has_figures = any(map(str.isdecimal, "".join(filled)))
    numbers = [text.strip("() .") for text in texts] == [str(n + 1) for n in range(len(texts))]
    return is_wide and (numbers or not has_figures)


def _is_label(text: str) -> bool:
    return known_field(text) is not None


def _is_pair(text: str) -> bool:
    """Whether a cell holds a label and its value: `Macro-ambito: Sport`."""
    label, _, value = text.partition(":")
    return bool(value.strip()) and _is_label(label)
