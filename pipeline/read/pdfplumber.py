"""PDF by pdfplumber: the reference engine. Exact and slow, about ten pages a second."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import pdfplumber
from msgspec import Struct
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFObjectNotFound
from pdfminer.pdftypes import PDFObjRef
from pdfplumber.utils.exceptions import PdfminerException

from pipeline.errors import DocumentError
from pipeline.read import Notice, Ocr, Reading
from pipeline.read.paged import (
    COVERS,
    THIN_POINTS,
    WIDE_GAP,
    PageRead,
    check_count,
    damaged,
    encrypted,
    left_out,
    reading,
)
from schemas.page import Lines, LooseLine, Page, Rule, Shade, Word, line_of

GAP_RATIO = 0.15
"""A gap of this share of the font size parts two words where the producer writes no blank."""


def _resolved(reference: PDFObjRef, default: object = None) -> Any:
    """What a reference leads to; where it leads back to itself, the default."""
    found: Any = reference
    passed: set[int] = set()
    while isinstance(found, PDFObjRef):
        if found.doc is None or found.objid in passed:
            return default
        passed.add(found.objid)
        try:
            found = found.doc.getobj(found.objid)
        except PDFObjectNotFound:
            return default
    return found


# pdfminer's own goes round a ring of references for ever
PDFObjRef.resolve = _resolved  # type: ignore[method-assign, assignment]


def read_pdf(data: bytes, media_type: str, ocr: Ocr = "auto") -> Reading:
    """Pages of a PDF: words in printed lines, and the ruled lines of its tables.

    Raises:
        DocumentError: `encrypted`, `damaged_pdf`, `too_many_pages`, `no_pages`, `no_text_layer`,
            `no_ocr_engine`.
    """
    return reading(data, media_type, list(_pages(data)), ocr)


def read_page(data: bytes, number: int) -> PageRead:
    """One page, counted from 1.

    Raises:
        DocumentError: `encrypted`, `damaged_pdf`.
    """
    for found in _pages(data, [number]):
        return found
    raise damaged(f"pdfminer finds no page {number} in it")


def _pages(data: bytes, numbers: list[int] | None = None) -> Iterator[PageRead]:
    try:
        with pdfplumber.open(io.BytesIO(data), pages=numbers) as pdf:
            check_count(len(pdf.pages))
            for page in pdf.pages:
                yield _read_or_left(page)
                page.close()
    except (DocumentError, MemoryError):
        raise
    except PdfminerException as error:
        raise _refusal(error) from error
    except RecursionError as error:
        raise damaged("its objects are nested too deeply") from error
    except Exception as error:  # pdfminer is lazy: what is broken shows anywhere, as anything
        raise damaged(f"{type(error).__name__}: {error}") from error


def _read_or_left(page: Any) -> PageRead:
    """The page, or that it was left out: one that is broken does not cost the others."""
    try:
        return _read(page)
    except (PdfminerException, RecursionError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001  pdfminer raises anything at a broken page
        why = " ".join(f"{type(error).__name__}: {error}".split())[:_LONGEST_WHY]
        return left_out(page.page_number, f"the page cannot be read ({why})")


_LONGEST_WHY = 200


class _Piece(Struct, frozen=True, gc=False):
    """A word as pdfplumber gives it, on the visible page."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    is_bold: bool
    is_upright: bool

    @property
    def middle(self) -> float:
        """Half way down its box."""
        return (self.top + self.bottom) / 2


def _read(page: Any) -> PageRead:
    number = page.page_number
    left, top, width, height = _visible(page)
    once = page.dedupe_chars()  # bold type may be the same letters printed twice
    words = once.extract_words(x_tolerance_ratio=GAP_RATIO, return_chars=True)
    pieces = [
        piece
        for piece in (_piece(word, left, top) for word in words)
        if piece.text
        and 0 <= piece.x0 + piece.x1 <= 2 * width
        and 0 <= 2 * piece.middle <= 2 * height
    ]
    rules = tuple(Rule(r.x0 - left, r.top - top, r.x1 - left, r.bottom - top) for r in _rules(page))
    notices = []
    if not pieces and page.images:
        notices.append(Notice("PDF002", "the page has a picture and no text", number))
    text, lines = _set(pieces)
    shades = tuple(
        Shade(
            r["x0"] - left,
            r["top"] - top,
            r["x1"] - left,
            r["bottom"] - top,
            _rgb(r["non_stroking_color"]),
        )
        for r in page.rects
        if r["fill"] and not _is_white(r["non_stroking_color"])
    )
    pictures = sum((i["x1"] - i["x0"]) * (i["bottom"] - i["top"]) for i in page.images)
    is_scan = bool(pictures > COVERS * width * height)
    made = Page(number, text, lines, rules, shades, width, height)
    return PageRead(made, tuple(notices), is_scan=is_scan)


def _rgb(colour: Any) -> int:
    """Red, green and blue, a byte each; 0 for colours of another kind."""
    parts = _parts(colour)
    if len(parts) not in (1, 3) or not all(isinstance(x, int | float) for x in parts):
        return 0
    red, green, blue = (int(255 * x + 0.5) for x in (*parts, *parts, *parts)[:3])
    return red << 16 | green << 8 | blue


def _parts(colour: Any) -> tuple[Any, ...]:
    return tuple(colour) if isinstance(colour, tuple | list) else (colour,)


def _is_white(colour: Any) -> bool:
    """Whether a colour of one part (grey) or three (red, green, blue) is white."""
    parts = _parts(colour)
    return len(parts) in (1, 3) and all(isinstance(x, int | float) and x >= 1 for x in parts)


def _visible(page: Any) -> tuple[float, float, float, float]:
    """Left and top of the crop box on the page, its width and height; the page's if it has none."""
    whole = page.bbox
    x0, top, x1, bottom = (float(edge) for edge in page.cropbox)
    x0, x1 = max(min(x0, x1), whole[0]), min(max(x0, x1), whole[2])
    top, bottom = max(min(top, bottom), whole[1]), min(max(top, bottom), whole[3])
    if x1 <= x0 or bottom <= top:
        x0, top, x1, bottom = whole
    return x0 - whole[0], top - whole[1], x1 - x0, bottom - top


def _piece(word: dict[str, Any], left: float, top: float) -> _Piece:
    first = word["chars"][0]
    return _Piece(
        word["text"],
        float(word["x0"] - left),
        float(word["top"] - top),
        float(word["x1"] - left),
        float(word["bottom"] - top),
        float(first["size"]),
        "bold" in first["fontname"].lower(),
        bool(first["upright"]),
    )


def _set(pieces: Sequence[_Piece]) -> tuple[str, Lines]:
    """The page's text and its lines, from the top."""
    text: list[str] = []
    lines: list[LooseLine] = []
    at = 0
    for run in (run for row in _rows(pieces) for run in _runs(row)):
        words = []
        for piece in run:
            end = at + len(piece.text)
            words.append(Word(at, end, piece.x0, piece.top, piece.x1, piece.bottom))
            at = end + 1
        first = run[0]
        lines.append(line_of(words, first.size, first.is_bold, first.is_upright))
        text.append(" ".join(piece.text for piece in run))
    return re.sub("[\0\ud800-\udfff]", "\ufffd", "\n".join(text)), Lines(lines)


def _rows(pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """Words whose middles lie within the first word's height are one row, left to right."""
    row: list[_Piece] = []
    for piece in sorted(pieces, key=lambda piece: (not piece.is_upright, piece.middle, piece.x0)):
        if row and not (row[0].top <= piece.middle <= row[0].bottom and row[0].is_upright):
            yield sorted(row, key=lambda piece: piece.x0)
            row = []
        row.append(piece)
    if row:
        yield sorted(row, key=lambda piece: piece.x0)


def _runs(row: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """A row parted where a wide gap is."""
    run = [row[0]]
    for before, piece in pairwise(row):
        if piece.x0 - before.x1 >= WIDE_GAP * before.size:
            yield run
            run = []
        run.append(piece)
    yield run


def _rules(page: Any) -> Iterator[Rule]:
    """Strokes, thin filled shapes, and the four sides of a stroked rectangle."""
    for line in page.lines:
        yield _outline(line)
    for shape in page.rects:
        sides = _sides(shape) if shape["stroke"] else ()
        yield from sides if not _is_thin(shape) else (_outline(shape),)
    yield from (_outline(shape) for shape in page.curves if _is_thin(shape))


def _is_thin(shape: dict[str, Any]) -> bool:
    return bool(min(shape["width"], shape["height"]) <= THIN_POINTS)


def _outline(shape: dict[str, Any]) -> Rule:
    return _rule(shape["x0"], shape["top"], shape["x1"], shape["bottom"])


def _sides(shape: dict[str, Any]) -> Iterator[Rule]:
    x0, top, x1, bottom = shape["x0"], shape["top"], shape["x1"], shape["bottom"]
    yield from (_rule(x0, y, x1, y) for y in (top, bottom))
    yield from (_rule(x, top, x, bottom) for x in (x0, x1))


def _rule(x0: float, top: float, x1: float, bottom: float) -> Rule:
    return Rule(*(round(float(edge), 2) for edge in (x0, top, x1, bottom)))


def _refusal(error: PdfminerException) -> DocumentError:
    cause = error.args[0] if error.args else error
    if isinstance(cause, PDFPasswordIncorrect):
        return encrypted()
    return damaged(f"{type(cause).__name__}: {cause}".rstrip(": "))
