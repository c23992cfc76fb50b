"""Page furniture: running heads, feet and page numbers, found because pages repeat them.

`Provincia autonoma di Trento – Agenzia provinciale …` at every head, `Pag. 3 di 12` at every foot,
`COPIA` in every corner. A heading that opens one page is no furniture: it stands there once.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from msgspec import Struct

from extractors.line_starts import begins_with_label
from pipeline.layout.parts import in_rows
from pipeline.layout.wordings import alike, numbers_of, wording
from schemas.page import Line, Page
from schemas.records import Furniture

MAX_ROWS = 12
"""Furniture is looked for among this many rows at each end of a page."""

_FIRST_ROWS = 3
"""Rows that are looked at first; more where all of them turn out to be furniture."""

SAME_PLACE_POINTS = 4.0
"""Repeated lines stand at the same height, give or take this."""

SCANNED_PLACE_POINTS = 14.0
"""So they do on scans, whose sheets lie half a centimetre off."""

_NEAR = 16
"""Lines of one wording at one height stand in no more places than this, across the page."""

_FEW_PAGES = 4
"""In a document of no more pages than this, two pages that repeat a line are enough."""

_DENSITY = 0.5
"""Of the pages from the first to the last that hold it, this share repeats a running head."""

_VALUE_GAP = 1.2
"""A value begins no farther below its label than this many line heights."""

_MAX_LABEL = 40
"""Characters of the first line of a label, at most."""

_YEARS = range(1900, 2100)
_AGREED = 0.8
"""Of the numbers that count pages, this share goes up with them; covers may be left out."""

PAGE_NUMBER = re.compile(
    r"[-–\s]*(?:pag(?:ina)?\.?\s*)?(?P<n>\d+)(?:\s*(?:/|di|su)\s*\d+)?[-–\s]*", re.IGNORECASE
)
"""A line that is a page's number alone: `3`, `Pag. 3 di 12`."""


class _Place(Struct, frozen=True, gc=False):
    """A line that may be furniture: its page, and the wording with numbers blanked."""

    page_index: int
    line: Line
    wording: str
    numbers: tuple[int, ...]
    is_scanned: bool


class _Row(Struct, frozen=True, gc=False):
    """Lines side by side; no places where the row begins with a label."""

    places: tuple[_Place, ...]
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
    kept: dict[int, dict[tuple[int, int], _Place]] = defaultdict(dict)
    for place in (place for places in outer for place in places):
        kept[repeated[_key(place)]][_key(place)] = place
    return _found(len(pages), pages, [list(group.values()) for _, group in sorted(kept.items())])


def _repeated(margins: Sequence[_Margin], wanted: int) -> dict[tuple[int, int], int]:
    """The places that pages repeat, and the number of the group that each is of."""
    groups: dict[str, list[_Place]] = defaultdict(list)
    for margin in margins:
        for row in margin.rows:
            for place in row.places:
                groups[place.wording].append(place)
    if any(group[0].is_scanned for group in groups.values()):
        groups = _put_together(groups)
    same = (part for group in groups.values() for part in _same_height(group))
    found = (part for part in same if _repeats(part, wanted))
    return {_key(place): n for n, part in enumerate(found) for place in part}


def _put_together(groups: Mapping[str, list[_Place]]) -> dict[str, list[_Place]]:
    """The groups, those of scans with what a slip of the recognition parts from them."""
    found: dict[str, list[_Place]] = defaultdict(list)
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
    """The row's places; none where it begins with a label, be it of two lines."""
    texts = [page.text[line.start : line.end] for line in row]
    bottom = row[0].bottom
    if any(map(begins_with_label, texts)) or _begins_label(page, row[0], below):
        return _Row((), bottom)
    places = (
        _Place(page_index, line, wording(text, is_scanned), numbers_of(text), is_scanned)
        for line, text in zip(row, texts, strict=True)
    )
    return _Row(tuple(places), bottom)


def _begins_label(page: Page, line: Line, below: Sequence[Line]) -> bool:
    """Whether a line is the first of a label that goes on below: `Indicatore/i di⏎valutazione.`."""
    text = page.text[line.start : line.end]
    if len(text) > _MAX_LABEL or not (below and abs(below[0].x0 - line.x0) <= SAME_PLACE_POINTS):
        return False
    return begins_with_label(f"{text} {page.text[below[0].start : below[0].end]}")


def _lone_number(pages: Sequence[Page], margins: Sequence[_Margin]) -> Iterator[_Place]:
    for margin in margins:
        last = margin.rows[0].places if margin.rows else ()
        if len(last) == 1 and PAGE_NUMBER.fullmatch(_text(pages, last[0])):
            yield last[0]


def _same_height(group: Sequence[_Place]) -> list[list[_Place]]:
    """Splits lines of one wording by where on the page they stand."""
    found: list[list[_Place]] = []
    for place in sorted(group, key=lambda place: (place.line.top, place.page_index)):
        near = (same for same in found[-_NEAR:] if _is_same_place(same[0], place))
        if same := next(near, None):
            same.append(place)
        else:
            found.append([place])
    return found


def _is_same_place(first: _Place, second: _Place) -> bool:
    """Whether two lines stand at one height, and share their left, their right or their middle."""
    one, other = first.line, second.line
    shifts = one.x0 - other.x0, one.x1 - other.x1
    across = min(abs(shifts[0]), abs(shifts[1]), abs(sum(shifts)) / 2)
    is_scanned = first.is_scanned and second.is_scanned
    far = SCANNED_PLACE_POINTS if is_scanned else SAME_PLACE_POINTS
    return max(abs(one.top - other.top), across) <= far


def _repeats(group: Sequence[_Place], wanted: int) -> bool:
    """Whether pages enough, and near enough to each other, hold the line."""
    numbers = {place.page_index for place in group}
    reach = max(numbers) - min(numbers) + 1
    is_often = len(numbers) >= wanted and len(numbers) >= _DENSITY * reach
    return is_often and _counts_pages(group)


def _counts_pages(group: Sequence[_Place]) -> bool:
    """Whether no number of the line differs from page to page, but one that counts the pages."""
    found = [(place.page_index, place.numbers) for place in group]
    varying = [n for n in range(len(found[0][1])) if not _is_one([x[n] for _, x in found], group)]
    if not varying:
        return True
    shifts = Counter(numbers[varying[0]] - page for page, numbers in found)
    is_year = all(numbers[varying[0]] in _YEARS for _, numbers in found)
    agreed = shifts.most_common(1)[0][1]
    return len(varying) == 1 and not is_year and agreed >= _AGREED * len(found)


def _is_one(numbers: Sequence[int], group: Sequence[_Place]) -> bool:
    """Whether a number is the same on all pages; on scans, on most: it is misread on others."""
    wanted = _AGREED * len(group) if group[0].is_scanned else len(group)
    return max(Counter(numbers).values()) >= wanted


def _outermost(
    pages: Sequence[Page], margin: _Margin, repeated: dict[tuple[int, int], int]
) -> Iterator[_Place]:
    """The repeated lines of the rows at the edge, up to the first row without any."""
    for row, inner in zip_longest(margin.rows, margin.rows[1:]):
        found = [place for place in row.places if _key(place) in repeated]
        if inner and not inner.places and found and _is_value(pages, found[0], inner):
            return
        yield from found
        if not _is_repeated(row, repeated):
            return


def _is_value(pages: Sequence[Page], place: _Place, label: _Row) -> bool:
    """Whether a line stands right below a label, and is no page number."""
    line = place.line
    is_near = 0 <= line.top - label.bottom < _VALUE_GAP * (line.bottom - line.top)
    return is_near and not PAGE_NUMBER.fullmatch(_text(pages, place))


def _key(place: _Place) -> tuple[int, int]:
    return place.page_index, place.line.start


def _found(count: int, pages: Sequence[Page], groups: list[list[_Place]]) -> FurnitureFound:
    lines: list[set[int]] = [set() for _ in range(count)]
    records = []
    for group in groups:
        for place in group:
            lines[place.page_index].add(place.line.start)
        numbers = sorted({pages[place.page_index].number for place in group})
        records.append(Furniture(testo=_text(pages, group[0]), pages=tuple(numbers)))
    return FurnitureFound(tuple(map(frozenset, lines)), tuple(records))


def _text(pages: Sequence[Page], place: _Place) -> str:
    return pages[place.page_index].text[place.line.start : place.line.end]
