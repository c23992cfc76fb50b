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


class Measure(Struct, frozen=True, gc=False):
    """How a column is set: its right edge in points, and its leading in line heights."""

    right_points: float
    leading: float

    @classmethod
    def of(cls, lines: Sequence[Line], right_points: float = 0.0) -> Self:
        """Measured from the lines; the right edge is the farthest word unless it is known."""
        leadings = sorted(_leading(a, b) for a, b in pairwise(lines))
        tight = [step for step in leadings if 0.5 < step < _WIDEST_LEADING]
        right = right_points or max((line.box[2] for line in lines), default=0.0)
        return cls(right, tight[int(_TIGHT_SHARE * len(tight))] if tight else _USUAL_LEADING)


def _leading(line: Line, following: Line) -> float:
    """The step from one line to the next, in heights of the first."""
    _, top, _, bottom = line.box
    return (following.box[1] - top) / max(bottom - top, 1.0)


def goes_on(line: Line, following: Line, measure: Measure) -> bool:
    """True where the next word did not fit on the line, and the next line is set like this one."""
    _, top, x1, bottom = line.box
    height, next_height = bottom - top, following.box[3] - following.box[1]
    if max(height, next_height) > OTHER_SIZE * min(height, next_height):
        return False
    if _leading(line, following) > LOOSE_LEADING * measure.leading:
        return False
    first = following.words[0]
    blank = 0.25 * height
    return x1 + blank + (first.x1 - first.x0) > measure.right_points - _SLACK_POINTS
