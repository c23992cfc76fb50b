"""Scans with an earlier recognition's text: the rules of their tables are in the picture alone."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pipeline.read.recognise.picture import ink_of, levelled
from pipeline.read.recognise.ruled import find_rules
from pipeline.read.recognise.straighten import straightened
from schemas.page import Page, Rule

if TYPE_CHECKING:
    from pipeline.read.paged import PageRead
    from pipeline.read.recognise.picture import Picture

_MIN_ROWS = 3
"""Rows of a table with cells side by side, at least."""

_MOST_SKEW_DEGREES = 0.8
"""Over a page's width a rule falls by as much as a line of print is high."""

_LEVEL_POINTS = 3.0
"""Lines of one row begin this near to the same height."""


def may_have_tables(found: PageRead) -> bool:
    """Whether the text of a scan stands in columns, and no rule tells which."""
    page = found.page
    if not (found.is_scan and found.is_recognised) or page.recognition or page.rules:
        return False
    heights = Counter(round(line.top / _LEVEL_POINTS) for line in page.lines)
    return sum(count > 1 for count in heights.values()) >= _MIN_ROWS


def with_rules(found: PageRead, picture: Picture | None) -> PageRead:
    """The page with the rules that its picture shows, in points of the page as displayed."""
    if picture is None:
        return found
    grey = levelled(picture.grey)
    straight = straightened(grey, ink_of(grey), 0)
    if abs(straight.skew_degrees) > _MOST_SKEW_DEGREES:
        return found
    ruled = find_rules(ink_of(straight.grey), picture.scale)
    a, b, c, d, e, f = straight.back
    points = picture.magnified / picture.scale

    def placed(x: float, y: float) -> tuple[float, float]:
        return points * (a * x + c * y + e), points * (b * x + d * y + f)

    rules = []
    for bar in ruled.across:
        (x0, top), (x1, bottom) = (placed(x, (bar.top + bar.bottom) / 2) for x in (bar.x0, bar.x1))
        y = round((top + bottom) / 2, 2)
        rules.append(Rule(round(x0, 2), y, round(x1, 2), y))
    for bar in ruled.down:
        (x0, top), (x1, bottom) = (placed((bar.x0 + bar.x1) / 2, y) for y in (bar.top, bar.bottom))
        x = round((x0 + x1) / 2, 2)
        rules.append(Rule(x, round(top, 2), x, round(bottom, 2)))
    page: Page = replace(found.page, rules=tuple(rules))
    return replace(found, page=page)
