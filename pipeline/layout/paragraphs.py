"""Whether a printed line goes on in the next, or a paragraph ends with it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Self

from msgspec import Struct

from schemas.page import Line

LOOSE_LEADING = 1.25
"""A step down of more than this many times the tight one starts a paragraph."""

OTHER_SIZE = 1.15
"""Lines whose heights differ by this factor belong to different paragraphs."""

_USUAL_LEADING = 1.15
_WIDEST_LEADING = 2.5
_TIGHT_SHARE = 0.1
"""Wrapped lines are the tightest: at least this share of the steps is taken between such."""

_SLACK_POINTS = 2.0
_STOPS = ".;:!?"


class Measure(Struct, frozen=True, gc=False):
    """How a column is set: its right edge in points, and its leading in line heights."""

    right_points: float
    leading: float

    @classmethod
    def of(cls, lines: Sequence[Line], right_points: float = 0.0) -> Self:
        """Measured from the lines; the right edge is the farthest word unless it is known."""
        leadings = sorted(_leading(a, b) for a, b in pairwise(lines))
        tight = [step for step in leadings if 0.5 < step < _WIDEST_LEADING]
        right = right_points or max((line.x1 for line in lines), default=0.0)
        return cls(right, tight[int(_TIGHT_SHARE * len(tight))] if tight else _USUAL_LEADING)


def _leading(line: Line, following: Line) -> float:
    """The step from one line to the next, in heights of the first."""
    return (following.top - line.top) / max(line.bottom - line.top, 1.0)


def goes_on(line: Line, following: Line, measure: Measure) -> bool:
    """True where the next word did not fit on the line, and the next line is set like this one."""
    if not _is_like(line, following):
        return False
    if _leading(line, following) > LOOSE_LEADING * measure.leading:
        return False
    return is_full(line, following, measure.right_points)


def goes_on_over(
    line: Line, following: Line, measure: Measure, text: str, following_text: str
) -> bool:
    """The same over a page's or column's end, where the space between tells nothing.

    There a sentence must be open: no stop ends the line, and it is full, or a small letter follows.
    """
    if not _is_like(line, following) or text[-1] in _STOPS:
        return False
    return following_text[0].islower() or is_full(line, following, measure.right_points)


def _is_like(line: Line, following: Line) -> bool:
    height, next_height = line.bottom - line.top, following.bottom - following.top
    return max(height, next_height) <= OTHER_SIZE * min(height, next_height)


def is_full(line: Line, following: Line, right_points: float) -> bool:
    """Whether the next line's first word did not fit."""
    blank = 0.25 * (line.bottom - line.top)
    return line.x1 + blank + following.first_width > right_points - _SLACK_POINTS
