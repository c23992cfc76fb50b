"""Turned and skewed pages set straight: lines of print make the rows of a page differ most."""

from __future__ import annotations

from math import cos, radians, sin, tan

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.read.placing import Matrix, product
from pipeline.read.recognise.picture import Grey, Ink
from pipeline.read.recognise.ruled import without_runs

MAX_SKEW_DEGREES = 6.0
"""A page that lies more askew is read as it lies."""

LEAST_SKEW_DEGREES = 0.04
"""Over an A4 page, half a pixel's height of print."""

_MAX_POINTS = 150_000
_STEPS = ((0.5, MAX_SKEW_DEGREES), (0.1, 0.5), (0.02, 0.1))
"""Degrees between the angles tried, and how far from the best before."""

_SHRINK = 3
_LONG_RUN = 120
"""Pixels of the shrunk picture, about an inch: a run as long is a rule or a picture's edge."""


class Straight:
    """A picture set straight, and how to go back to the page as it is displayed."""

    def __init__(self, grey: Grey, back: Matrix, turns: int, skew_degrees: float) -> None:
        self.grey = grey
        self.back = back
        """From pixels of this picture to pixels of the one it was made from."""
        self.turns = turns
        """Quarters of a turn that it was turned by, counter-clockwise."""
        self.skew_degrees = skew_degrees
        """How much it lay askew then, clockwise."""


def is_sideways(ink: Ink) -> bool:
    """Whether the lines of print run down the page."""
    small = without_runs(_shrunk(ink), _LONG_RUN)
    return _evenness(small.T) > _evenness(small)


def straightened(grey: Grey, ink: Ink, turns: int) -> Straight:
    """The picture turned by so many quarters, and its skew taken away."""
    height, width = grey.shape
    turned = np.ascontiguousarray(np.rot90(grey, turns))
    back: Matrix = (
        (1.0, 0.0, 0.0, 1.0, 0.0, 0.0),
        (0.0, 1.0, -1.0, 0.0, width, 0.0),
        (-1.0, 0.0, 0.0, -1.0, width, height),
        (0.0, -1.0, 1.0, 0.0, 0.0, height),
    )[turns % 4]
    skew = _skew_degrees(np.rot90(ink, turns))
    if abs(skew) < LEAST_SKEW_DEGREES:
        return Straight(turned, back, turns, 0.0)
    across, down = turned.shape[1], turned.shape[0]
    level = _rotation(skew, across / 2, down / 2)
    a, b, c, d, e, f = level
    picture = Image.fromarray(turned).transform(
        (across, down),
        Image.Transform.AFFINE,
        (a, c, e, b, d, f),
        Image.Resampling.BICUBIC,
        fillcolor=255,
    )
    return Straight(np.asarray(picture), product(level, back), turns, skew)


def _rotation(degrees: float, x: float, y: float) -> Matrix:
    """Turns clockwise, as seen on the page, around a point."""
    a, b = cos(radians(degrees)), sin(radians(degrees))
    return a, b, -b, a, x - a * x + b * y, y - b * x - a * y


def _shrunk(ink: Ink) -> Ink:
    """A third as wide and high; dark where a third of the pixels is."""
    rows, columns = (side // _SHRINK * _SHRINK for side in ink.shape)
    blocks = ink[:rows, :columns].reshape(rows // _SHRINK, _SHRINK, columns // _SHRINK, _SHRINK)
    return np.asarray(blocks.sum(axis=(1, 3)) >= _SHRINK)


def _evenness(ink: Ink) -> float:
    """How much its rows differ at the best angle: 1 where they are alike."""
    xs, ys = _edge_points(ink)
    if not len(xs):
        return 0.0
    step, reach = _STEPS[0]
    angles = np.arange(-reach, reach + step / 2, step)
    return max(_score(xs, ys, angle, ink.shape[0]) for angle in angles)


def _skew_degrees(ink: Ink) -> float:
    """How much the lines of print fall from left to right; 0 where there are none."""
    xs, ys = _edge_points(ink)
    if not len(xs):
        return 0.0
    best = 0.0
    for step, reach in _STEPS:
        angles = best + np.arange(-reach, reach + step / 2, step)
        best = float(max(angles, key=lambda angle: _score(xs, ys, angle, ink.shape[0])))
    return round(best, 2) if abs(best) < MAX_SKEW_DEGREES else 0.0


def _edge_points(ink: Ink) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The lower edges of what is dark: of print, mostly base lines."""
    ys, xs = np.nonzero(ink[:-1] & ~ink[1:])
    every = max(1, -(-len(xs) // _MAX_POINTS))
    return xs[::every].astype(np.float32), ys[::every].astype(np.float32)


def _score(xs: NDArray[np.float32], ys: NDArray[np.float32], degrees: float, height: int) -> float:
    slope = np.float32(tan(radians(degrees)))
    rows = (ys - xs * slope).astype(np.int32)
    counts = np.bincount(rows - rows.min()).astype(np.float64)
    return float((counts**2).sum()) * height / len(xs) ** 2
