"""Pages as pictures (.tif, .jpg, .png): scans that nobody put into a PDF, recognised as those are.

Each picture of a TIFF is a page, but for the small ones that stand for others. Of a JPEG and a PNG
the first is. A page is as large as the file says in dots an inch where a scanner may have said so,
and else as an A4 sheet: cameras and screens write 72 or 96, and mean nothing by it.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from math import isfinite
from typing import TYPE_CHECKING, Any

from PIL import Image, UnidentifiedImageError

from pipeline.errors import DocumentError
from pipeline.read import Ocr, Reading
from pipeline.read.kinds import JPEG, NAMES, PNG, TIFF
from pipeline.read.paged import PageRead, check_count
from pipeline.read.scanned import with_recognition
from schemas.page import Page

if TYPE_CHECKING:
    from pipeline.read.recognise.picture import Picture

MAX_PIXELS = 80_000_000
"""Of one page: A3 at 600 dpi has 70 million. Pillow itself warns of more than 89 million."""

_FORMATS = {JPEG: "JPEG", PNG: "PNG", TIFF: "TIFF"}

_LEAST_DPI, _MOST_DPI = 100, 2400
"""What scanners write; less is what cameras and screens do."""

_LARGEST_POINTS = 3371
"""The longer side of A0."""

_A4_POINTS = 842
_SCREEN_DPI = 72
_POINTS_PER_INCH = 72

_ORIENTATION, _SUBFILE = 0x0112, 254
"""Tags: which way a picture lies (EXIF), and whether it is a small one of another (TIFF 6.0)."""

_SIDEWAYS = (5, 6, 7, 8)
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What sets a picture upright, by its orientation; Pillow does it itself to a TIFF."""

_ROWS = 256

_BROKEN = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_LONGEST_WHY = 200


def read_pictures(data: bytes, media_type: str, ocr: Ocr = "auto") -> Reading:
    """The pages of a file of pictures, as they are recognised.

    Raises:
        DocumentError: `damaged_picture`, `too_large`, `too_many_pages`, `no_text_layer`,
            `no_ocr_engine`.
    """
    frames = Frames(data, media_type)
    pages, remedy = with_recognition(frames.shown, frames.pages, ocr)
    if not any(each.page.lines for each in pages):
        if frames.failures:
            raise frames.failures[0]
        count = f"{len(pages)} pages" if len(pages) > 1 else "picture"
        raise DocumentError("no_text_layer", f"no text was recognised in the {count}", remedy)
    notices = tuple(notice for each in pages for notice in each.notices)
    return Reading(media_type, "ocr", tuple(each.page for each in pages), notices)


class Frames:
    """The pictures of a file: what their heads say of them, and the pixels when they are wanted."""

    def __init__(self, data: bytes, media_type: str) -> None:
        """Looks at the heads of all pictures.

        Raises:
            DocumentError: `damaged_picture`, `too_large`, `too_many_pages`.
        """
        self._kind = NAMES[media_type]
        self.failures: list[DocumentError] = []
        """Of pictures whose pixels could not be read."""
        self._places: list[int] = []
        self.pages: list[PageRead] = []
        with self._guarded():
            self._file: Image.Image = Image.open(BytesIO(data), formats=[_FORMATS[media_type]])
            for place in self._each(media_type):
                self._places.append(place)
                width, height = self._points()
                page = Page(len(self._places), "", width=width, height=height)
                self.pages.append(PageRead(page, is_scan=True))
        if not self.pages:
            raise self._damaged("it holds no picture")

    def _each(self, media_type: str) -> Iterator[int]:
        """The places of the pictures that are pages, each opened."""
        place = 0
        while True:
            try:
                self._file.seek(place)
            except EOFError:
                return
            self._check_size()
            if not (media_type == TIFF and self._tags().get(_SUBFILE, 0) & 1):
                yield place
            place += 1
            check_count(place)
            if media_type != TIFF:
                return

    @contextmanager
    def shown(self) -> Iterator[Any]:
        """What gives the page with an index as a picture; None where its pixels cannot be read."""
        yield self._picture

    def _picture(self, index: int) -> Picture | None:
        from pipeline.read.recognise.picture import Picture, best_scale, magnification

        page = self.pages[index].page
        try:
            with self._guarded():
                self._file.seek(self._places[index])
                self._check_size()
                grey = self._grey()
        except DocumentError as error:
            self.failures.append(error)
            return None
        scale = best_scale(page.width, page.height)
        sides = max(1, round(page.width * scale)), max(1, round(page.height * scale))
        import numpy as np

        resized = grey.resize(sides, Image.Resampling.BICUBIC, reducing_gap=3.0)
        magnified = magnification(page.width, page.height)
        return Picture(np.ascontiguousarray(resized), scale * magnified, magnified)

    def _grey(self) -> Image.Image:
        """The picture at hand in greys, upright, on white where it lets light through.

        Colours take four bytes a pixel: they are let go of before anything else is done.
        """
        file = self._file
        if file.format == "JPEG":
            file.draft("L", file.size)
        file.load()
        orientation = None if file.format == "TIFF" else self._tags().get(_ORIENTATION)
        grey = _in_greys(file)
        return grey.transpose(_UPRIGHT[orientation]) if orientation in _UPRIGHT else grey

    def _points(self) -> tuple[float, float]:
        """Width and height of the page as it is displayed."""
        is_sideways = self._tags().get(_ORIENTATION) in _SIDEWAYS
        pixels = self._file.size
        if is_sideways and self._file.format == "TIFF":  # Pillow has turned these sides already
            pixels = pixels[::-1]
        width, height = sheet(*pixels, self._file.info.get("dpi"))
        return (height, width) if is_sideways else (width, height)

    def _tags(self) -> Any:
        tags = getattr(self._file, "tag_v2", None)
        return self._file.getexif() if tags is None else tags

    def _check_size(self) -> None:
        width, height = self._file.size
        if width * height > MAX_PIXELS:
            raise self._too_large(f"{width} × {height} pixels; the limit is {MAX_PIXELS} in all")

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """What Pillow raises, as failures of the file."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                warnings.simplefilter("error", Image.DecompressionBombWarning)
                yield
        except (DocumentError, MemoryError):
            raise
        except _BROKEN as error:
            raise self._too_large(str(error)) from error
        except UnidentifiedImageError as error:
            raise self._damaged("no picture is found in it") from error
        except Exception as error:  # a library may raise anything at a broken picture
            raise self._damaged(str(error) or type(error).__name__) from error

    def _too_large(self, what: str) -> DocumentError:
        return DocumentError(
            "too_large",
            f"{self._kind} has {what}",
            "Scan it again at 300 dpi, or make it smaller, and extract that.",
        )

    def _damaged(self, why: str) -> DocumentError:
        return DocumentError(
            "damaged_picture",
            f"{self._kind} cannot be read ({' '.join(why.split())[:_LONGEST_WHY]})",
            "Fetch the file again, or scan the page again.",
        )


def _in_greys(image: Image.Image) -> Image.Image:
    """A picture of any kind of pixels in greys of a byte."""
    if image.mode.startswith("I") or image.mode == "F":
        return _in_bytes(image)
    if image.has_transparency_data:
        image = image if image.mode in ("LA", "RGBA") else image.convert("RGBA")
        white = Image.new("L", image.size, 255)
        white.paste(image.convert("L"), mask=image.getchannel("A"))
        return white
    if image.mode == "LAB":
        return image.getchannel(0)
    if image.mode not in ("1", "L", "P", "RGB"):
        image = image.convert("RGB")
    return image.convert("L")


def _in_bytes(image: Image.Image) -> Image.Image:
    """A picture whose pixels are numbers, from black at nothing; some rows at a time."""
    import numpy as np

    values = np.asarray(image)
    full = 65535 if image.mode.startswith("I;16") else float(np.nanmax(values, initial=0))
    scale = 255 / full if full > 255 else 1.0
    greys = np.empty(values.shape, np.uint8)
    for start in range(0, len(values), _ROWS):
        rows = np.nan_to_num(values[start : start + _ROWS].astype(np.float64))
        greys[start : start + _ROWS] = np.clip(rows * scale, 0, 255)
    return Image.fromarray(greys)


def sheet(width: int, height: int, dpi: Any) -> tuple[float, float]:
    """The sides of a page in points, from its pixels and what the file says of dots an inch."""
    longest = max(width, height, 1)
    implied = max(_SCREEN_DPI, longest * _POINTS_PER_INCH / _A4_POINTS)
    across = down = implied
    if isinstance(dpi, tuple) and len(dpi) == 2:
        stated = [_number(each) for each in dpi]
        sides = [
            pixels * _POINTS_PER_INCH / each if each else 0.0
            for pixels, each in zip((width, height), stated, strict=True)
        ]
        is_sane = all(_LEAST_DPI <= each <= _MOST_DPI for each in (max(stated), *stated))
        if is_sane and max(sides) <= _LARGEST_POINTS:
            across, down = stated
    return round(width * _POINTS_PER_INCH / across, 2), round(height * _POINTS_PER_INCH / down, 2)


def _number(value: Any) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError, ZeroDivisionError):
        return 0.0
    return number if isfinite(number) else 0.0
