"""Where things stand on a page as it is displayed: crop box and rotation applied."""

from __future__ import annotations

import ctypes
from typing import Any

from msgspec import Struct

from pipeline.read.pdfium import library

Matrix = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f of ISO 32000-1, 8.3.3: x' = ax + cy + e, y' = bx + dy + f."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Placing(Struct, frozen=True, gc=False):
    """From the page's own space, in points from its lower left, to the displayed page."""

    matrix: Matrix
    width: float
    height: float

    @property
    def is_turned(self) -> bool:
        """Whether the page is displayed in another direction than it is written."""
        return self.matrix[0] != 1.0

    @property
    def is_plain(self) -> bool:
        """Whether a letter stands as far from the left as the engine says, in single precision."""
        return self.matrix[0] == 1.0 and self.matrix[4] == 0.0

    def box(
        self, left: float, bottom: float, right: float, top: float
    ) -> tuple[float, float, float, float]:
        """x0, top, x1, bottom on the displayed page, from its top left corner."""
        if self.matrix[0] == 1.0:
            dx, dy = self.matrix[4:]
            return left + dx, dy - top, right + dx, dy - bottom
        return placed(self.matrix, left, bottom, right, top)


def placing_of(page: Any) -> Placing:
    """How a page is displayed: the crop box, turned by the page's rotation.

    A crop box outside the page shows nothing: the media box stands in.
    """
    import pypdfium2_raw.bindings as raw

    pdfium = library()
    box = raw.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    if box.left == box.right or box.top == box.bottom:
        edges = [ctypes.c_float() for _ in range(4)]
        pdfium.FPDFPage_GetMediaBox(page, *edges)
        box.left, box.bottom, box.right, box.top = (edge.value for edge in edges)
    left, bottom = min(box.left, box.right), min(box.top, box.bottom)
    right, top = max(box.left, box.right), max(box.top, box.bottom)
    width, height = right - left, top - bottom
    turns = pdfium.FPDFPage_GetRotation(page)
    matrix: Matrix = (
        (1.0, 0.0, 0.0, -1.0, -left, top),
        (0.0, 1.0, 1.0, 0.0, -bottom, -left),
        (-1.0, 0.0, 0.0, 1.0, right, -bottom),
        (0.0, -1.0, -1.0, 0.0, top, right),
    )[turns % 4]
    return Placing(matrix, *((height, width) if turns % 2 else (width, height)))


def placed(
    matrix: Matrix, left: float, bottom: float, right: float, top: float
) -> tuple[float, float, float, float]:
    """The smallest upright box around a box after the matrix: least x, least y, most x, most y."""
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (left, right) for y in (bottom, top)]
    ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
    return min(xs), min(ys), max(xs), max(ys)


def product(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that applies `first`, then `second`."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )
