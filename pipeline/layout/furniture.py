"""Page furniture: running heads, feet and page numbers, found because pages repeat them.

`Provincia autonoma di Trento – Agenzia provinciale …` at every head, `Pag. 3 di 12` at every foot,
`COPIA` in every corner. A heading that opens one page is no furniture: it stands there once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import zip_longest

from msgspec import Struct

from extractors.labels import is_column_label
from extractors.line_starts import begins_with_label
from pipeline.layout.lone import lone_lines
from pipeline.layout.parts import in_rows
from pipeline.layout.repeats import SAME_PLACE_POINTS, Place, repeats, same_height
from pipeline.layout.wordings import alike, numbers_of, wording
from schemas.page import Line, Page
from schemas.records import Furniture

MAX_ROWS = 12
"""Furniture is looked for among this many rows at each end of a page."""

_FIRST_ROWS = 3
"""Rows that are looked at first; more where all of them turn out to be furniture."""

_FEW_PAGES = 4
"""In a document of no more pages than this, two pages that repeat a line are enough."""

_VALUE_GAP = 1.2
"""A value begins no farther below its label than this many line heights."""

_BESIDE = 0.2
"""A label centred beside its value of two lines overlaps the first by this share, at least."""

_MAX_LABEL = 40
"""Characters of the first line of a label, at most."""

PAGE_NUMBER = re.compile(
    r"[-–\s]*(?:pag(?:ina)?\.?\s*)?(?P<n>\d+)(?:\s*(?:/|di|su)\s*\d+)?[-–\s]*", re.IGNORECASE
)
"""A line that is a page's number alone: `3`, `Pag. 3 di 12`."""


class _Row(Struct, frozen=True, gc=False):
    """Lines side by side; no places where the row begins with a label."""

    places: tuple[Place, ...]
    bottom: float


class _Margin(Struct, frozen=True, gc=False):
    """The rows of a page from one of its edges inwards."""

    rows: tuple[_Row, ...]


class FurnitureFound(Struct, frozen=True, gc=False):
    """The furniture of each page, by page index, and one record for each line that repeats."""

    lines: tuple[frozenset[int], ...]
    """Where in its page's text each line of furniture starts."""
    records: tuple[Furniture, ...]

    def of(self, pages: Sequence[Page], start: int) -> FurnitureFound:
        """That of one document of the file, whose first page has this index.

        There the document begins: what stands in its upper half is a title.
        """
        numbers = {page.number for page in pages}
        records = (
            Furniture(testo=record.testo, pages=tuple(n for n in record.pages if n in numbers))
            for record in self.records
        )
        first, *others = self.lines[start : start + len(pages)]
        below = {line.start for line in pages[0].lines if 2 * line.top > pages[0].height}
        lines = (first & below, *others)
        return FurnitureFound(lines, tuple(record for record in records if record.pages))

    def body(self, page: Page, page_index: int) -> Sequence[Line]:
        """The page's lines without its furniture."""
        out = self.lines[page_index]
        return [line for line in page.lines if line.start not in out] if out else page.lines


def find_furniture(pages: Sequence[Page]) -> FurnitureFound:
    """Lines that pages repeat at one height, numbers apart, with nothing else beyond them.

    Where a line stands tells nothing by itself: what counts is that at least half of the pages
    from its first to its last repeat it, and all lines between it and the page's edge. A row that
    begins with a label is none: forms repeat their labels, and fill them in alike. A document of
    one page repeats nothing: there only a page number at its foot is furniture.
    """
    printed = sum(bool(page.lines) for page in pages)
    has_scans = any(page.recognition for page in pages)
    if printed == 1:
        alone = [x for n, page in enumerate(pages) for x in _margins(page, n, 1, has_scans)]
        return _found(len(pages), pages, [[p] for p in _lone_number(pages, alone)])
    depth = _FIRST_ROWS
    while True:
        margins = [x for n, page in enumerate(pages) for x in _margins(page, n, depth, has_scans)]
        repeated = _repeated(margins, 2 if printed <= _FEW_PAGES else 3)
        outer = [list(_outermost(pages, margin, repeated)) for margin in margins]
        reaches_in = any(
            len(margin.rows) == depth and all(_is_repeated(row, repeated) for row in margin.rows)
            for margin in margins
        )
        if not reaches_in or depth >= MAX_ROWS:
            break
        depth *= 2
    kept: dict[int, dict[tuple[int, int], Place]] = defaultdict(dict)
    for place in (place for places in outer for place in places):
        kept[repeated[_key(place)]][_key(place)] = place
    groups = [list(group.values()) for _, group in sorted(kept.items())]
    out = {key for group in kept.values() for key in group}
    found = _found(len(pages), pages, [x for x in groups if not _are_values(pages, x, out)])
    return _with_lone(pages, found)


def _with_lone(pages: Sequence[Page], found: FurnitureFound) -> FurnitureFound:
    """With the heads and numbers that one page alone prints."""
    lone = list(lone_lines(pages, found.lines))
    if not lone:
        return found
    lines = [set(starts) for starts in found.lines]
    records = list(found.records)
    for index, line in lone:
        lines[index].add(line.start)
        text = pages[index].text[line.start : line.end]
        records.append(Furniture(testo=text, pages=(pages[index].number,)))
    return FurnitureFound(tuple(map(frozenset, lines)), tuple(records))


def _are_values(pages: Sequence[Page], group: Sequence[Place], out: Set[tuple[int, int]]) -> bool:
    """Whether each of the lines opens a page after one that ends with a label alone."""
    return all(
        place.page_index > 0
        and 2 * place.line.top < pages[place.page_index].height
        and _ends_with_label(pages[place.page_index - 1], place.page_index - 1, out)
        for place in group
    )


def _ends_with_label(page: Page, page_index: int, out: Set[tuple[int, int]]) -> bool:
    inside = (line for line in page.lines if (page_index, line.start) not in out)
    last = max(inside, key=lambda line: line.top, default=None)
    return last is not None and is_column_label(page.text[last.start : last.end])


def _repeated(margins: Sequence[_Margin], wanted: int) -> dict[tuple[int, int], int]:
    """The places that pages repeat, and the number of the group that each is of."""
    groups: dict[str, list[Place]] = defaultdict(list)
    for margin in margins:
        for row in margin.rows:
            for place in row.places:
                groups[place.wording].append(place)
    if any(group[0].is_scanned for group in groups.values()):
        groups = _put_together(groups)
    same = (part for group in groups.values() for part in same_height(group))
    found = (part for part in same if repeats(part, wanted))
    return {_key(place): n for n, part in enumerate(found) for place in part}


def _put_together(groups: Mapping[str, list[Place]]) -> dict[str, list[Place]]:
    """The groups, those of scans with what a slip of the recognition parts from them."""
    found: dict[str, list[Place]] = defaultdict(list)
    usual = sorted(groups, key=lambda each: -len(groups[each]))
    same = alike(each for each in usual if groups[each][0].is_scanned)
    for each in usual:
        found[same.get(each, each)] += groups[each]
    return found


def _is_repeated(row: _Row, repeated: dict[tuple[int, int], int]) -> bool:
    return bool(row.places) and all(_key(place) in repeated for place in row.places)


def _margins(page: Page, page_index: int, depth: int, has_scans: bool) -> Iterator[_Margin]:
    """The page's rows from the top, and from the bottom; what does not read upright from both.

    Where some pages are scans, what they share with printed ones is compared as theirs is.
    """
    upright = [line for line in page.lines if line.is_upright]
    rows = list(in_rows(upright)) if upright else []
    pairs = list(zip_longest(rows, rows[1:], fillvalue=()))
    for some in (pairs[:depth], pairs[: -depth - 1 : -1]):
        yield _Margin(tuple(_row(page, page_index, has_scans, row, below) for row, below in some))
    if len(upright) < len(page.lines):
        turned = [line for line in page.lines if not line.is_upright]
        yield _Margin(tuple(_row(page, page_index, has_scans, [line]) for line in turned))


def _row(
    page: Page, page_index: int, is_scanned: bool, row: Sequence[Line], below: Sequence[Line] = ()
) -> _Row:
    """The row's places; none where a label begins it: one of two lines, or half a line lower."""
    texts = [page.text[line.start : line.end] for line in row]
    bottom = row[0].bottom
    if below and row[0].bottom - below[0].top > _BESIDE * (row[0].bottom - row[0].top):
        texts += [page.text[line.start : line.end] for line in below]
    if any(map(begins_with_label, texts)) or _begins_label(page, row[0], below):
        return _Row((), bottom)
    places = (
        Place(page_index, line, wording(text, is_scanned), numbers_of(text), is_scanned)
        for line, text in zip(row, texts, strict=False)
    )
    return _Row(tuple(places), bottom)


def _begins_label(page: Page, line: Line, below: Sequence[Line]) -> bool:
    """Whether a line is the first of a label that goes on below: `Indicatore/i di⏎valutazione.`."""
    text = page.text[line.start : line.end]
    if len(text) > _MAX_LABEL or not (below and abs(below[0].x0 - line.x0) <= SAME_PLACE_POINTS):
        return False
    return begins_with_label(f"{text} {page.text[below[0].start : below[0].end]}")


def _lone_number(pages: Sequence[Page], margins: Sequence[_Margin]) -> Iterator[Place]:
    for margin in margins:
        last = margin.rows[0].places if margin.rows else ()
        if len(last) == 1 and PAGE_NUMBER.fullmatch(_text(pages, last[0])):
            yield last[0]


def _outermost(
    pages: Sequence[Page], margin: _Margin, repeated: dict[tuple[int, int], int]
) -> Iterator[Place]:
    """The repeated lines of the rows at the edge, up to the first row without any."""
    for row, inner in zip_longest(margin.rows, margin.rows[1:]):
        found = [place for place in row.places if _key(place) in repeated]
        if inner and not inner.places and found and _is_value(pages, found[0], inner):
            return
        yield from found
        if not _is_repeated(row, repeated):
            return


def _is_value(pages: Sequence[Page], place: Place, label: _Row) -> bool:
    """Whether a line stands right below a label, and is no page number."""
    line = place.line
    is_near = 0 <= line.top - label.bottom < _VALUE_GAP * (line.bottom - line.top)
    return is_near and not PAGE_NUMBER.fullmatch(_text(pages, place))


def _key(place: Place) -> tuple[int, int]:
    return place.page_index, place.line.start


def _found(count: int, pages: Sequence[Page], groups: list[list[Place]]) -> FurnitureFound:
    lines: list[set[int]] = [set() for _ in range(count)]
    records = []
    for group in groups:
        for place in group:
            lines[place.page_index].add(place.line.start)
        numbers = sorted({pages[place.page_index].number for place in group})
        records.append(Furniture(testo=_text(pages, group[0]), pages=tuple(numbers)))
    return FurnitureFound(tuple(map(frozenset, lines)), tuple(records))


def _text(pages: Sequence[Page], place: Place) -> str:
    return pages[place.page_index].text[place.line.start : place.line.end]
