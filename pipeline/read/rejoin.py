"""Lines that PDFium broke where none ends, put together again.

    u␍␊m␍␊a␍␊ni     letters set one by one, as browsers do: one word, `umani`

PDFium takes a page for vertical whose text, letter by letter, covers less of its span across than
of its span down, as two narrow columns do; then each letter ends a row.
"""

from __future__ import annotations

from pipeline.read.paged import WIDE_GAP
from schemas.page import LooseLine

WORD_GAP = 0.15
"""A gap of fewer font sizes than this parts no two words, whatever the engine says."""

_LEVEL = 0.1
"""Lines this many sizes apart, down, and no wide gap across are one line that the engine broke."""

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points."""


def goes_on(line: LooseLine, following: LooseLine) -> bool:
    """Whether the engine broke a line where none ends: kerning may draw a letter backwards."""
    size = line.size_points
    if abs(line.top - following.top) > _LEVEL * size:
        return False
    is_alike = following.size_points == size and line.is_upright and following.is_upright
    is_alike = is_alike and not (line.heights or following.heights)
    return is_alike and -WORD_GAP * size < following.x0 - line.x1 < WIDE_GAP * size


def joined(line: LooseLine, following: LooseLine, is_glued: bool) -> LooseLine:
    """The two as one line; if they are glued, the word between them is one, too."""
    shift = 1 if is_glued else 0
    bounds = [at - shift for at in following.bounds]
    cut = len(line.bounds) - shift
    return LooseLine(
        [*line.bounds[:cut], *bounds[shift:]],
        [*line.sides[:cut], *following.sides[shift:]],
        line.x0,
        min(line.top, following.top),
        max(line.x1, following.x1),
        max(line.bottom, following.bottom),
        line.size_points,
        line.is_bold,
    )


def union(one: Box, other: Box) -> Box:
    """The smallest box around two."""
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )
