"""Page furniture: running heads, foots and page numbers, found because pages repeat them.

`Provincia autonoma di Trento – Agenzia provinciale …` at every head, `Pag. 3 di 12` at every foot,
`COPIA` in every corner. A heading that opens one page is no furniture: it stands there once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from extractors.labels import begins_with_label
from schemas.page import Line, Page
from schemas.records import Furniture

EDGE_LINES = 3
"""Furniture is looked for among this many lines at each end of a page."""

SAME_PLACE_POINTS = 4.0
"""Repeated lines stand at the same height, give or take this."""

_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"[-–\s]*(?:pag(?:ina)?\.?\s*)?(?P<n>\d+)(?:\s*(?:/|di|su)\s*\d+)?[-–\s]*", re.IGNORECASE
)


class _Place(Struct, frozen=True, gc=False):
    """A line near a page's edge: its wording with numbers blanked, and where it stands."""

    wording: str
    page: Page
    line: Line


class FurnitureFound(Struct, frozen=True, gc=False):
    """Which lines of which pages are furniture."""

    groups: tuple[tuple[_Place, ...], ...]

    def body(self, page: Page) -> list[Line]:
        """The page's lines without its furniture."""
        out = {place.line for group in self.groups for place in group if place.page is page}
        return [line for line in page.lines if line not in out]

    def records(self) -> tuple[Furniture, ...]:
        """One record for each line that pages repeat."""
        return tuple(
            Furniture(testo=_text(group[0]), pages=tuple(place.page.number for place in group))
            for group in self.groups
        )


def find_furniture(pages: Sequence[Page]) -> FurnitureFound:
    """Lines that at least half of the pages (and two) repeat at the same height, numbers apart.

    A line that begins with a label is none: forms repeat their labels, and fill them in alike.

    A document of one page repeats nothing: there only a page number at its foot is furniture.
    """
    printed = [page for page in pages if page.lines]
    groups = defaultdict(list)
    for place in (place for page in printed for place in _edges(page)):
        groups[place.wording].append(place)
    if len(printed) == 1:
        lone = [(p,) for p in _edges(printed[0]) if _PAGE_NUMBER.fullmatch(_text(p))]
        return FurnitureFound(tuple(lone))
    found = [same for group in groups.values() for same in _same_height(group)]
    wanted = max(2, len(printed) / 2)
    return FurnitureFound(tuple(tuple(g) for g in found if _page_count(g) >= wanted))


def _edges(page: Page) -> Iterator[_Place]:
    ends = [*page.lines[:EDGE_LINES], *page.lines[max(EDGE_LINES, len(page.lines) - EDGE_LINES) :]]
    for line in ends:
        if begins_with_label(page.text[line.start : line.end]):
            continue
        yield _Place(_NUMBER.sub("#", page.text[line.start : line.end]), page, line)


def _same_height(group: Sequence[_Place]) -> Iterator[list[_Place]]:
    """Splits lines of one wording by where on the page they stand."""
    heights: list[list[_Place]] = []
    for place in group:
        for same in heights:
            if abs(same[0].line.box[1] - place.line.box[1]) <= SAME_PLACE_POINTS:
                same.append(place)
                break
        else:
            heights.append([place])
    yield from heights


def _page_count(group: Sequence[_Place]) -> int:
    return len({place.page.number for place in group})


def _text(place: _Place) -> str:
    return place.page.text[place.line.start : place.line.end]
