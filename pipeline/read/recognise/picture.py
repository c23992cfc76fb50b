"""A page of a PDF as a picture in greys, at one resolution, its ground made white.

Scans have grey and uneven grounds, and forms shaded cells: what is dark is dark beside its ground.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import sqrt
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from PIL import Image

from pipeline.read.pdfium import library, opened, opened_page
from pipeline.read.placing import placing_of

Grey = NDArray[np.uint8]
"""Rows of pixels, 0 is black."""

Ink = NDArray[np.bool_]
"""Rows of pixels, true where they are dark."""

DPI = 300
"""What recognition is trained for; a page that would be larger than the limit is taken coarser."""

POINTS_PER_INCH = 72

MAX_PIXELS = 16_000_000
"""A page of A3 at 300 dpi has 17 million."""

_A4_POINTS, _A3_POINTS = 842.0, 1191.0
_LARGEST_POINTS = 1300.0
"""The longer sides of both; what is longer than A3 and a border is a poster, or no true size."""

MAX_SIDE_POINTS = 14_400
"""The largest page that PDF knows."""

_GREY_FORMAT, _GREY_FLAG, _WHITE = 1, 0x08, 0xFFFFFFFF
"""FPDFBitmap_Gray, FPDF_GRAYSCALE of fpdfview.h."""

_SHRINK, _STROKE = 4, 11
"""The ground is looked for on a picture a quarter as wide; there, strokes are thinner than this:
3.7 mm at 300 dpi."""

_DARKEST_GROUND = 90
"""A ground darker than this stays: light print on it is what counts."""

_PAPER, _WHITE_LEVEL = 245, 255


class Picture(Struct, frozen=True):
    """A page in greys, or the part of it that is paper."""

    grey: Grey
    scale: float
    """Pixels a point, as print has them."""
    magnified: float = 1.0
    """How many points of the page make one of print."""
    origin: tuple[int, int] = (0, 0)
    """Pixels of the page that are cut off on the left, and above."""
    sides: tuple[int, int] = (0, 0)
    """Pixels that the whole page is wide and high, where some are cut off."""

    @property
    def dpi(self) -> int:
        """Pixels an inch."""
        return round(self.scale * POINTS_PER_INCH)

    @property
    def displayed(self) -> tuple[float, float]:
        """Width and height of the whole page, in its own points."""
        width, height = self.sides if any(self.sides) else self.grey.shape[::-1]
        points = self.magnified / self.scale
        return round(width * points, 2), round(height * points, 2)

    def resized(self, times: float) -> Picture:
        """The picture where so many of its points make one, no finer than need be."""
        fewer = min(1.0, DPI / POINTS_PER_INCH / (self.scale * times))
        height, width = (max(1, round(side * fewer)) for side in self.grey.shape)
        grey = Image.fromarray(self.grey).resize((width, height), Image.Resampling.BOX)
        return Picture(
            np.asarray(grey),
            self.scale * times * fewer,
            self.magnified * times,
            (round(self.origin[0] * fewer), round(self.origin[1] * fewer)),
            (round(self.sides[0] * fewer), round(self.sides[1] * fewer)),
        )


def magnification(width: float, height: float) -> float:
    """How many points of a page make one of print, by the page's size in points.

    Programs that know no resolution make a page of as many points as its picture has pixels: what
    is larger than any office's paper is taken for A4, or for two such pages side by side.
    """
    if max(width, height) <= _LARGEST_POINTS:
        return 1.0
    return width / _A3_POINTS if width > height else height / _A4_POINTS


def best_scale(width: float, height: float) -> float:
    """Pixels a point at which a page of this size, in points, is looked at."""
    finest = DPI / POINTS_PER_INCH / magnification(width, height)
    return min(finest, sqrt(MAX_PIXELS / (width * height)))


@contextmanager
def pictures_of(data: bytes) -> Iterator[Callable[[int], Picture | None]]:
    """What gives each page of a PDF as a picture, by its index.

    Raises:
        DocumentError: PDFium does not open it.
    """
    with opened(data) as document:
        yield lambda index: picture_of(document, index)


def picture_of(document: Any, index: int) -> Picture | None:
    """The page with this index as displayed; None where PDFium cannot show it."""
    pdfium = library()
    with opened_page(document, index) as (page, _):
        if not page:
            return None
        placing = placing_of(page)
        width, height = placing.width, placing.height
        if not (0 < width <= MAX_SIDE_POINTS and 0 < height <= MAX_SIDE_POINTS):
            return None
        scale = best_scale(width, height)
        across, down = max(1, round(width * scale)), max(1, round(height * scale))
        bitmap = pdfium.FPDFBitmap_CreateEx(across, down, _GREY_FORMAT, None, 0)
        if not bitmap:
            return None
        try:
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, across, down, _WHITE)
            pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, across, down, 0, _GREY_FLAG)
            stride = pdfium.FPDFBitmap_GetStride(bitmap)
            pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * down)
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)
    rows = np.frombuffer(pixels, np.uint8).reshape(down, stride)
    magnified = magnification(width, height)
    return Picture(np.ascontiguousarray(rows[:, :across]), scale * magnified, magnified)


def levelled(grey: Grey) -> Grey:
    """The picture with its ground made white, be it a shaded cell or the paper's own grey.

    The ground is what is left where all that is narrower than print's thickest strokes is filled
    up from beside it (a closing). What is darker than light print's ground stays as it is.
    """
    small = np.asarray(Image.fromarray(grey).reduce(_SHRINK))
    lightest = _spread(_spread(small, np.maximum).T, np.maximum).T
    ground = _spread(_spread(lightest, np.minimum).T, np.minimum).T
    if ground.min() >= _PAPER:
        return grey
    ground = np.where(ground < _DARKEST_GROUND, 255, ground).astype(np.uint16)
    under = ground.repeat(_SHRINK, axis=0).repeat(_SHRINK, axis=1)
    under = under[: grey.shape[0], : grey.shape[1]]
    return np.asarray(np.minimum(grey.astype(np.uint16) * 255 // under, 255), np.uint8)


def darkened(grey: Grey) -> Grey:
    """The picture with print that is faint all over made as dark as print is.

    The same array where that is not so. The back of a sheet that shines through may be as dark.
    """
    threshold = _parting(grey)
    is_dark = grey <= threshold
    dark = float(grey[is_dark].mean()) if is_dark.any() else 0.0
    if not _FAINT <= dark <= _FAINTEST or is_dark.mean() > _MOST_PRINT:
        return grey
    levels = 255 - (255 - np.arange(256)) * (255 - _PRINT) / (255 - dark)
    return np.asarray(np.clip(levels, 0, 255).astype(np.uint8)[grey])


_FAINT, _FAINTEST, _PRINT = 120, 220, 60
"""How dark print is on average with its edges: from where it is faint to none, and when done."""

_MOST_PRINT = 0.25


def _spread(grey: Grey, pick: np.ufunc) -> Grey:
    """Of each pixel the lightest or the darkest of its column, as far as a stroke is thick."""
    padded = np.pad(grey, ((_STROKE // 2, _STROKE // 2), (0, 0)), mode="edge")
    rows = len(grey)
    found = padded[:rows]
    for shift in range(1, _STROKE):
        found = pick(found, padded[shift : shift + rows])
    return found


def without_specks(grey: Grey, scale: float) -> Grey:
    """The picture without dark specks that stand alone; dots of letters have print beside them.

    Where there are many, larger ones go, too.
    """
    clean, count = _without(grey, scale, *_LONE)
    return clean if count < _MANY_SPECKS else _without(clean, scale, *_OF_MANY)[0]


def _without(grey: Grey, scale: float, size: float, free: float) -> tuple[Grey, int]:
    """The picture without specks of this size that nothing dark is near; and how many they were."""
    ink = ink_of(grey)
    speck, around = (max(1, round(points * scale)) for points in (size, free))
    inner = _sums(ink, speck // 2)
    alone = (inner > 0) & (inner == _sums(ink, speck // 2 + around))
    if not alone.any():
        return grey, 0
    clean = grey.copy()
    reach = speck // 2 + 1
    places = np.argwhere(alone)
    for row, column in places:
        clean[
            max(0, row - reach) : row + reach + 1, max(0, column - reach) : column + reach + 1
        ] = 255
    return clean, len(np.unique(places // (2 * reach), axis=0))


_LONE = 0.72, 2.4
"""Points: a speck is no larger than the one, and nothing dark is nearer than the other."""

_OF_MANY = 1.44, 2.4
_MANY_SPECKS = 200
"""On a sheet of A4, a speck in each square inch and a half."""


def _sums(ink: Ink, reach: int) -> NDArray[np.uint16]:
    """Of each pixel, how many are dark in the square that reaches so far from it."""
    side = 2 * reach + 1
    sums = np.pad(ink.astype(np.uint16), reach)
    for _ in range(2):
        rows = len(sums) - side + 1
        found = sums[:rows].copy()
        for shift in range(1, side):
            found += sums[shift : shift + rows]
        sums = np.ascontiguousarray(found.T)
    return sums


def threshold_of(grey: Grey) -> int:
    """What is no lighter is dark."""
    return min(max(_parting(grey), _LEAST_THRESHOLD), _MOST_THRESHOLD)


def _parting(grey: Grey) -> int:
    """Otsu's threshold, which parts the greys best."""
    counts = np.bincount(grey[::2, ::2].ravel(), minlength=256).astype(np.float64)
    levels = np.arange(256)
    below, total = np.cumsum(counts), counts.sum()
    sums = np.cumsum(counts * levels)
    above = total - below
    with np.errstate(divide="ignore", invalid="ignore"):
        between = (sums[-1] * below - sums * total) ** 2 / (below * above)
    return int(np.argmax(np.nan_to_num(between, posinf=0.0)))


_LEAST_THRESHOLD, _MOST_THRESHOLD = 90, 190


def ink_of(grey: Grey) -> Ink:
    """What is dark."""
    return np.asarray(grey <= threshold_of(grey))


def cleared(grey: Grey) -> Grey:
    """The picture without its ground's noise: what is nearer to white than to dark is white."""
    white = (threshold_of(grey) + _WHITE_LEVEL) // 2
    levels = np.minimum(np.arange(256) * _WHITE_LEVEL // white, _WHITE_LEVEL).astype(np.uint8)
    return np.asarray(levels[grey])
