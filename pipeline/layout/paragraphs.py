"""Whether a printed line goes on in the next, or a paragraph ends with it."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Self

from msgspec import Struct

from schemas.page import Line

LOOSE_LEADING = 1.25
"""A step down of more than this many times the usual one starts a paragraph."""

OTHER_SIZE = 1.15
"""Lines whose heights differ by this factor belong to different paragraphs."""

_SLACK_POINTS = 2.0


class Measure(Struct, frozen=True, gc=False):
    """How a column is set: its right edge and its usual step from line to line, in points."""

    right_points: float
    step_points: float

    @classmethod
    def of(cls, lines: Sequence[Line], right_points: float = 0.0) -> Self:
        """Measured from the lines; the right edge is the farthest word unless it is known."""
        steps = [b.box[1] - a.box[1] for a, b in zip(lines, lines[1:], strict=False)]
        heights = [line.box[3] - line.box[1] for line in lines]
        tight = [s for s, h in zip(steps, heights, strict=False) if 0 < s < 2.5 * h]
        usual = median(heights) * 1.15 if heights else 0.0
        right = right_points or max((line.box[2] for line in lines), default=0.0)
        return cls(right, min(median(tight), usual * 2) if tight else usual)


def goes_on(line: Line, following: Line, measure: Measure) -> bool:
    """True where the next word did not fit on the line, and the next line is set like this one."""
    x0, top, x1, bottom = line.box
    height, next_height = bottom - top, following.box[3] - following.box[1]
    if max(height, next_height) > OTHER_SIZE * min(height, next_height):
        return False
    if following.box[1] - top > LOOSE_LEADING * measure.step_points:
        return False
    first = following.words[0]
    blank = 0.25 * height
    return x1 + blank + (first.x1 - first.x0) > measure.right_points - _SLACK_POINTS
