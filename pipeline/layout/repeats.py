"""Lines that pages repeat at one place, and whether their numbers count the pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from schemas.page import Line

SAME_PLACE_POINTS = 4.0
"""Repeated lines stand at the same height, give or take this."""

SCANNED_PLACE_POINTS = 14.0
"""So they do on scans, whose sheets lie half a centimetre off."""

_NEAR = 16
"""Lines of one wording at one height stand in no more places than this, across the page."""

_DENSITY = 0.5
"""Of the pages from the first to the last that hold it, this share repeats a running head."""

_YEARS = range(1900, 2100)

_AGREED = 0.8
"""Of the numbers that count pages, this share goes up with them; covers may be left out."""


class Place(Struct, frozen=True, gc=False):
    """A line that may be furniture: its page, and the wording with numbers blanked."""

    page_index: int
    line: Line
    wording: str
    numbers: tuple[int, ...]
    is_scanned: bool


def same_height(group: Sequence[Place]) -> list[list[Place]]:
    """Splits lines of one wording by where on the page they stand."""
    found: list[list[Place]] = []
    for place in sorted(group, key=lambda place: (place.line.top, place.page_index)):
        near = (same for same in found[-_NEAR:] if _is_same_place(same[0], place))
        if same := next(near, None):
            same.append(place)
        else:
            found.append([place])
    return found


def _is_same_place(first: Place, second: Place) -> bool:
    """Whether two lines stand at one height, and share their left, their right or their middle."""
    one, other = first.line, second.line
    shifts = one.x0 - other.x0, one.x1 - other.x1
    across = min(abs(shifts[0]), abs(shifts[1]), abs(sum(shifts)) / 2)
    is_scanned = first.is_scanned and second.is_scanned
    far = SCANNED_PLACE_POINTS if is_scanned else SAME_PLACE_POINTS
    return max(abs(one.top - other.top), across) <= far


def repeats(group: Sequence[Place], wanted: int) -> bool:
    """Whether pages enough, and near enough to each other, hold the line."""
    numbers = {place.page_index for place in group}
    reach = max(numbers) - min(numbers) + 1
    is_often = len(numbers) >= wanted and len(numbers) >= _DENSITY * reach
    return is_often and _counts_pages(group)


def _counts_pages(group: Sequence[Place]) -> bool:
    """Whether no number of the line differs from page to page, but one that counts the pages."""
    found = [(place.page_index, place.numbers) for place in group]
    varying = [n for n in range(len(found[0][1])) if not _is_one([x[n] for _, x in found], group)]
    if not varying:
        return True
    shifts = Counter(numbers[varying[0]] - page for page, numbers in found)
    is_year = all(numbers[varying[0]] in _YEARS for _, numbers in found)
    agreed = shifts.most_common(1)[0][1]
    return len(varying) == 1 and not is_year and agreed >= _AGREED * len(found)


def _is_one(numbers: Sequence[int], group: Sequence[Place]) -> bool:
    """Whether a number is the same on all pages; on scans, on most: it is misread on others."""
    wanted = _AGREED * len(group) if group[0].is_scanned else len(group)
    return max(Counter(numbers).values()) >= wanted
