"""The paper on a picture: what a scanner, a copier or a camera shows around it is left out.

A dark border is seen where a page is smaller than the glass, lies askew, or is photographed on a
table. It hides the rules of the page, makes the page wider than it is, and is read as letters.

Deliberately left alone: dark bands with light print in them, photographs that reach the edge.
"""

from __future__ import annotations

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray
from PIL import Image

from pipeline.read.recognise.picture import Ink, Picture

_SHRINK = 8
"""Dark areas are looked for on a picture an eighth as wide: print is lighter there."""

_DARK = 90
_LEAST_SHARE = 0.2
"""Of a side of the picture, the border takes this share, at least."""

_MOST_DEEP = 0.25
"""A border is no deeper than this share of the picture."""

_MOST_LIGHT = 0.05
"""Fewer of a border's columns turn light, going in, and dark again: print and pictures do."""


def paper_of(picture: Picture) -> Picture:
    """The picture cut down to its paper, and what is left of the border made white."""
    grey = picture.grey
    dark = np.asarray(Image.fromarray(grey).reduce(_SHRINK)) < _DARK
    depths, border = [0] * 4, np.zeros_like(dark)
    for turns in range(4):
        depths[turns], found = _border_above(np.rot90(dark, turns))
        border |= np.rot90(found, -turns)
    if not border.any():
        return picture
    top, right, bottom, left = (depth * _SHRINK for depth in depths)
    height, width = grey.shape
    rows, columns = slice(top, height - bottom), slice(left, width - right)
    clean = np.where(_wide(border)[:height, :width], 255, grey)[rows, columns].astype(np.uint8)
    x, y = picture.origin
    return replace(picture, grey=np.ascontiguousarray(clean), origin=(x + left, y + top))


def _border_above(dark: Ink) -> tuple[int, Ink]:
    """How many rows from the top on are border, and what of it reaches below them.

    Nothing, where the top is not dark, or it is no border that is dark there.
    """
    none = 0, np.zeros_like(dark)
    if dark[:2].all(axis=0).mean() < _LEAST_SHARE:
        return none
    is_mostly = dark.mean(axis=1) >= 0.5
    depth = int(np.argmin(is_mostly))
    if is_mostly[depth] or depth > _MOST_DEEP * len(dark):
        return none
    band = dark[: depth + 1]
    if (~band[:-1] & band[1:]).any(axis=0).mean() > _MOST_LIGHT:
        return none
    return depth, np.logical_and.accumulate(dark, axis=0)


def _wide(border: Ink) -> NDArray[np.bool_]:
    """The border as large as the picture, and a little wider: its edge is no sharp one."""
    wide = border.copy()
    for _ in range(2):
        wide[1:] |= wide[:-1]
        wide[:-1] |= wide[1:]
        wide = wide.T
    return np.pad(wide, ((0, 1), (0, 1)), mode="edge").repeat(_SHRINK, 0).repeat(_SHRINK, 1)
