"""The paper on a picture: what a scanner, a copier or a camera shows around it is left out.

A dark border is seen where a page is smaller than the glass, lies askew, or is photographed on a
table. It hides the rules of the page, makes the page wider than it is, and is read as letters.

Deliberately left alone: dark bands with light print in them, photographs that reach the edge.
"""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray
from PIL import Image

from pipeline.read.recognise.picture import Grey, Ink, Picture

_SHRINK = 8
"""Dark areas are looked for on a picture an eighth as wide: print is lighter there."""

_DARK, _SOLID = 90, 128
"""Darker than the one on average, than the other all over."""

_LARGE = 24
"""Pixels; no stroke of print fills a square of this size."""

_LEAST_SHARE = 0.2
"""Of a side of the picture, the border takes this share, at least."""

_MOST_DEEP = 0.25
"""A border is no deeper than this share of the picture."""

_MOST_AGAIN = 0.05
"""Fewer of a border's columns turn light, going in, and dark again: bands of print do, pictures."""


def paper_of(picture: Picture) -> Picture:
    """The picture cut down to its paper, and what is left of the border made white."""
    grey = picture.grey
    dark = np.asarray(Image.fromarray(grey).reduce(_SHRINK)) < _DARK
    solid = _lightest(grey) < _SOLID
    seen = [_border_above(np.rot90(dark, n), np.rot90(solid, n)) for n in range(4)]
    border = np.logical_or.reduce([np.rot90(each.inside, -n) for n, each in enumerate(seen)])
    if not border.any() or any(each.is_print for each in seen):
        return picture
    top, right, bottom, left = (each.depth * _SHRINK for each in seen)
    height, width = grey.shape
    rows, columns = slice(top, height - bottom), slice(left, width - right)
    clean = np.where(_wide(border)[:height, :width], 255, grey)[rows, columns].astype(np.uint8)
    return replace(
        picture,
        grey=np.ascontiguousarray(clean),
        origin=(picture.origin[0] + left, picture.origin[1] + top),
        sides=picture.sides if any(picture.sides) else (width, height),
    )


class _Border(Struct, frozen=True):
    """What is dark along one side: how many rows of it are border, and what reaches below them."""

    inside: Ink
    depth: int = 0
    is_print: bool = False
    """Whether it is a band of print instead."""


def _lightest(grey: Grey) -> Grey:
    """The lightest pixel of each large square."""
    rows, columns = (range(0, side, _LARGE) for side in grey.shape)
    down = np.maximum.reduceat(grey, rows, axis=0)
    return np.asarray(np.maximum.reduceat(down, columns, axis=1))


def _border_above(dark: Ink, solid: Ink) -> _Border:
    """The border at the top.

    It is none if, going in, squares that nothing light is in, the `solid` ones, come again.
    """
    none = _Border(np.zeros_like(dark))
    if dark[:2].all(axis=0).mean() < _LEAST_SHARE:
        return none
    is_mostly = dark.mean(axis=1) >= 0.5
    depth = int(np.argmin(is_mostly))
    if is_mostly[depth]:
        return none
    far = _MOST_DEEP if depth else 1 - _MOST_DEEP
    band = solid[: round(far * len(solid)), solid[0]]
    is_deep = depth > _MOST_DEEP * len(dark)
    if is_deep or not band.size or (~band[:-1] & band[1:]).any(axis=0).mean() > _MOST_AGAIN:
        return replace(none, is_print=depth > 0)
    return _Border(np.logical_and.accumulate(dark, axis=0), depth)


def _wide(border: Ink) -> NDArray[np.bool_]:
    """The border as large as the picture, and a little wider: its edge is no sharp one."""
    wide = border.copy()
    for _ in range(2):
        wide[1:] |= wide[:-1]
        wide[:-1] |= wide[1:]
        wide = wide.T
    return np.pad(wide, ((0, 1), (0, 1)), mode="edge").repeat(_SHRINK, 0).repeat(_SHRINK, 1)
