"""Rules drawn as dots: browsers print `border: dotted` as a small filled square for each dot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pipeline.layout.parts import Bar
from schemas.page import Shade

_LARGEST_POINTS = 3.0
_FEWEST = 8
"""Dots of a rule, at least: fewer are bullets."""

_APART = 3.0
"""Dots of one rule follow each other in no more than so many times their size."""

_LEVEL = 4.0
"""Dots are of one rule that are as level as the fourth part of a point."""


def dotted_bars(shades: Sequence[Shade]) -> tuple[list[Bar], list[Bar], Sequence[Shade]]:
    """Rules across and down that are rows of dots, and the shades that are no dots.

    Linear in the shades but for sorting them.
    """
    dots = [shade for shade in shades if _is_dot(shade)]
    if len(dots) < _FEWEST:
        return [], [], shades
    size = max(dot.x1 - dot.x0 for dot in dots)
    across = list(_rows((((d.top + d.bottom) / 2, (d.x0 + d.x1) / 2) for d in dots), size))
    down = list(_rows((((d.x0 + d.x1) / 2, (d.top + d.bottom) / 2) for d in dots), size))
    return across, down, [shade for shade in shades if not _is_dot(shade)]


def _is_dot(shade: Shade) -> bool:
    return max(shade.x1 - shade.x0, shade.bottom - shade.top) <= _LARGEST_POINTS


def _rows(dots: Iterable[tuple[float, float]], size: float) -> Iterator[Bar]:
    """Runs of dots, each given by the place of its row and its own place in it."""
    rows: dict[int, list[float]] = defaultdict(list)
    for level, at in dots:
        rows[round(level * _LEVEL)].append(at)
    for level, places in sorted(rows.items()):
        run: list[float] = []
        for at in [*sorted(places), float("inf")]:
            if run and at - run[-1] > _APART * size:
                if len(run) >= _FEWEST:
                    yield level / _LEVEL, run[0], run[-1]
                run = []
            run.append(at)
