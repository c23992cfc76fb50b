"""Drawing on a page of a PDF as it is displayed: boxes given in points, of some kinds, and tags.

What is coloured is laid over the page like ink that lets light through: print stays legible.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from unicodedata import normalize

from msgspec import Struct
from PIL import Image, ImageChops, ImageDraw, ImageFont

from pipeline.errors import DocumentError
from pipeline.read.pdfium import library, opened_page
from schemas.page import Page

DPI = 100
"""Pixels an inch."""

MAX_SIDE_PIXELS = 5000
"""A page that would be wider or higher than this is drawn smaller, to fit."""

_POINTS_PER_INCH = 72
_LEGEND_WIDTH, _LEGEND_HEIGHT, _LEGEND_STEP = 560, 20, 90
_TAG_SIZE, _LEGEND_SIZE = 10, 12
_MAX_TAG = 40
"""Letters of a box's name that its tag shows."""

_WHITE, _BLACK = (255, 255, 255), (0, 0, 0)

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points, from the page's top left corner."""

_Pixels = tuple[int, int, int, int]


class Style(Struct, frozen=True, gc=False):
    """How boxes of one kind are drawn: colour, opacity of their inside, width of their outline."""

    colour: tuple[int, int, int]
    fill: int = 0
    width: int = 1
    inset: int = 0
    """Pixels that the outline stands inside the box, so that boxes side by side stay apart; less
    than none where it stands around."""
    is_over_print: bool = False
    """Whether it hides the print below: for what lies exactly on a printed line."""


def rendered(document: Any, page: Page) -> Image.Image:
    """The page as displayed: cut to its crop box and turned, as its boxes are.

    Where the crop box leaves nothing to display the picture is blank.

    Raises:
        DocumentError: PDFium cannot display it.
    """
    pdfium = library()
    width, height = (max(1, round(side * _scale(page))) for side in (page.width, page.height))
    with opened_page(document, page.number - 1) as (handle, _):
        bitmap = pdfium.FPDFBitmap_Create(width, height, 0) if handle and page.width else None
        if not bitmap:
            raise DocumentError(
                "undrawn", "PDFium cannot display the page", "Look at it in another viewer."
            )
        try:
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
            pdfium.FPDF_RenderPageBitmap(bitmap, handle, 0, 0, width, height, 0, 0)
            stride = pdfium.FPDFBitmap_GetStride(bitmap)
            pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)
    return Image.frombytes("RGB", (width, height), pixels, "raw", "BGRX", stride, 1)


class Drawing:
    """A rendered page, and what is drawn over it kind by kind."""

    def __init__(self, print_below: Image.Image, page: Page, styles: Mapping[str, Style]) -> None:
        self._scale = _scale(page)
        self._styles = styles
        self._print = print_below
        self._ink = Image.new("RGB", print_below.size, _WHITE)
        self._over: list[tuple[str, _Pixels]] = []
        self._tags: list[tuple[str, str, _Pixels]] = []
        self._taken: list[_Pixels] = []
        """Where tags should not be: on words, and on each other."""

    def boxes(self, kind: str, boxes: Iterable[Box]) -> None:
        """Boxes of one kind; a rule, which has no inside, is a line."""
        style = self._styles[kind]
        draw = ImageDraw.Draw(self._ink, "RGBA")
        for box in boxes:
            pixels = self._pixels(box, style.inset)
            if style.is_over_print:
                self._over.append((kind, pixels))
            else:
                _outline(draw, pixels, style)

    def keep_clear(self, boxes: Iterable[Box]) -> None:
        """Where a tag would hide something."""
        self._taken += map(self._pixels, boxes)

    def tag(self, kind: str, name: str, box: Box) -> None:
        """Puts the name of a box at one of its corners, where it hides least.

        Accents are left off: the font that comes with Pillow has none.
        """
        name = normalize("NFKD", name).encode("ascii", "ignore").decode()
        shown = name if len(name) <= _MAX_TAG else name[: _MAX_TAG - 3] + "..."
        self._tags.append((kind, shown, self._pixels(box)))

    def picture(self) -> Image.Image:
        """The page with all that was drawn, and below it what the colours stand for."""
        page = ImageChops.multiply(self._print, self._ink)
        width, height = page.size
        size = max(width, _LEGEND_WIDTH), height + _LEGEND_HEIGHT
        picture = Image.new("RGB", size, _WHITE)
        picture.paste(page, (0, 0))
        draw = ImageDraw.Draw(picture, "RGBA")
        for kind, pixels in self._over:
            _outline(draw, pixels, self._styles[kind])
        font = ImageFont.load_default(_TAG_SIZE)
        for kind, name, pixels in self._tags:
            left, top, right, bottom = draw.textbbox((0, 0), name, font)
            place = self._place(int(right - left) + 4, int(bottom - top) + 4, pixels)
            draw.rectangle(place, self._styles[kind].colour)
            draw.text((place[0] + 2 - left, place[1] + 2 - top), name, _WHITE, font)
        _legend(draw, height, self._styles)
        return picture

    def _place(self, width: int, height: int, box: _Pixels) -> _Pixels:
        """Where a tag hides the fewest pixels of what is to be kept clear."""
        x0, top, x1, bottom = box
        corners = (
            (x0 - width - 2, top), (x1 - width, top - height), (x1 + 2, top),
            (x0, top - height), (x1 - width, bottom + 1), (x0, bottom + 1),
        )  # fmt: skip
        right, low = self._print.width - width, self._print.height - height
        inside = [(max(0, min(x, right)), max(0, min(y, low))) for x, y in corners]
        places = [(x, y, x + width, y + height) for x, y in inside]
        best = min(places, key=lambda place: sum(_shared(place, each) for each in self._taken))
        self._taken.append(best)
        return best

    def _pixels(self, box: Box, inset: int = 0) -> _Pixels:
        """The box in pixels, cut to the page."""
        xs = sorted(min(max(round(x * self._scale), 0), self._print.width - 1) for x in box[::2])
        ys = sorted(min(max(round(y * self._scale), 0), self._print.height - 1) for y in box[1::2])
        if min(xs[1] - xs[0], ys[1] - ys[0]) <= 2 * inset:
            inset = 0
        return xs[0] + inset, ys[0] + inset, xs[1] - inset, ys[1] - inset


def _scale(page: Page) -> float:
    """Pixels a point."""
    return min(DPI / _POINTS_PER_INCH, MAX_SIDE_PIXELS / max(page.width, page.height, 1))


def _outline(draw: ImageDraw.ImageDraw, pixels: Sequence[int], style: Style) -> None:
    fill = (*style.colour, style.fill) if style.fill else None
    draw.rectangle(tuple(pixels), fill, style.colour, style.width)


def _shared(one: _Pixels, other: _Pixels) -> int:
    """How many pixels two boxes share."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return max(0, width) * max(0, height)


def _legend(draw: ImageDraw.ImageDraw, top: int, styles: Mapping[str, Style]) -> None:
    font = ImageFont.load_default(_LEGEND_SIZE)
    for number, (kind, style) in enumerate(styles.items()):
        x, y = 4 + number * _LEGEND_STEP, top + 4
        _outline(draw, (x, y, x + 14, y + 11), style)
        draw.text((x + 19, y - 1), kind, _BLACK, font)
