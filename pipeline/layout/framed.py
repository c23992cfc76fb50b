"""Frames: rules around columns that no rules part, for which they tell nothing.

┌──────────────────────────────────────────────┐
│ Titolo        Obiettivo        Descrizione   │
│ Biblioteca    Aprire la sera   Le sale …     │
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from pipeline.layout.heads import FEWEST
from schemas.page import Line, Rule

SIDE_POINTS = 3.0


def encloses(sides: Sequence[float], edges: Sequence[float]) -> bool:
    """Whether a frame's sides, points, stand around the columns of such a table."""
    is_table = len(edges) > FEWEST
    return is_table and sides[0] <= edges[0] + SIDE_POINTS and sides[-1] >= edges[-1] - SIDE_POINTS


def are_around(rules: Sequence[Rule], lines: Sequence[Line], edges: Sequence[float]) -> bool:
    """Whether all rules are of a frame around columns: beside them, or above or below all lines."""
    top = min((line.top for line in lines), default=inf)
    low = max((line.bottom for line in lines), default=-inf)
    left, right = edges[0] + SIDE_POINTS, edges[-1] - SIDE_POINTS
    across = [rule for rule in rules if rule.x1 > left and rule.x0 < right]
    is_outside = all(rule.bottom <= top or rule.top >= low for rule in across)
    sides: dict[int, list[float]] = {}
    for rule in across:
        sides.setdefault(round(rule.top), []).extend((rule.x0, rule.x1))
    return is_outside and all(encloses((min(xs), max(xs)), edges) for xs in sides.values())
