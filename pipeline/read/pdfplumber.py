"""PDF by pdfplumber: the reference engine. Exact and slow, about ten pages a second."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from pipeline.errors import DocumentError
from pipeline.read import Notice, Reading
from schemas.page import Line, Page, Rule, Word

THIN_POINTS = 3.0
"""A filled shape no wider than this is a ruled line."""

_GAP_RATIO = 0.15
"""A gap of this share of the font size parts two words where the producer writes no blank."""

_EOF_WINDOW_BYTES = 2048


def read_pdf(data: bytes, media_type: str) -> Reading:
    """Pages of a PDF: words in printed lines, and the ruled lines of its tables.

    Raises:
        DocumentError: `encrypted`, `damaged_pdf`, `no_pages`, `no_text_layer`.
    """
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            pages, notices = _pages(pdf)
    except PdfminerException as error:
        raise _refusal(error) from error
    except RecursionError as error:
        raise _damaged("its objects are nested too deeply") from error
    if not pages:
        raise DocumentError("no_pages", "the PDF has no pages", "Fetch the file again.")
    if not any(page.lines for page in pages):
        raise DocumentError(
            "no_text_layer",
            f"none of its {len(pages)} pages holds text: a scan, most likely",
            "Recognise it first, e.g. `ocrmypdf -l ita IN.pdf OUT.pdf`, and extract OUT.pdf.",
        )
    if b"%%EOF" not in data[-_EOF_WINDOW_BYTES:]:
        message = "the file ends without `%%EOF`: its end may be missing"
        notices.append(Notice("PDF001", message))
    return Reading(media_type, "native", tuple(pages), tuple(notices))


def _pages(pdf: Any) -> tuple[list[Page], list[Notice]]:
    pages: list[Page] = []
    notices: list[Notice] = []
    for number, page in enumerate(pdf.pages, 1):
        words = page.extract_words(
            x_tolerance_ratio=_GAP_RATIO, keep_blank_chars=False, return_chars=False
        )
        pages.append(_page(number, words, tuple(_rules(page))))
        if not words and page.images:
            notices.append(Notice("PDF002", "the page has a picture and no text", number))
        page.close()
    return pages, notices


def _page(number: int, words: Iterable[dict[str, Any]], rules: tuple[Rule, ...]) -> Page:
    """Puts words into printed lines and the lines into the page's text."""
    text: list[str] = []
    lines: list[Line] = []
    at = 0
    for row in _printed_lines(words):
        placed = []
        for word in row:
            end = at + len(word["text"])
            box = (word["x0"], word["top"], word["x1"], word["bottom"])
            placed.append(Word(at, end, *(round(float(edge), 2) for edge in box)))
            text.append(word["text"])
            at = end + 1
        lines.append(Line(tuple(placed)))
        text[-len(row) :] = [" ".join(text[-len(row) :])]
    return Page(number, _storable("\n".join(text)), tuple(lines), rules)


def _printed_lines(words: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Words whose middles lie within the first word's height are one line, left to right."""
    line: list[dict[str, Any]] = []
    for word in sorted(words, key=lambda word: ((word["top"] + word["bottom"]) / 2, word["x0"])):
        middle = (word["top"] + word["bottom"]) / 2
        if line and not line[0]["top"] <= middle <= line[0]["bottom"]:
            yield sorted(line, key=lambda word: float(word["x0"]))
            line = []
        line.append(word)
    if line:
        yield sorted(line, key=lambda word: float(word["x0"]))


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


def _storable(text: str) -> str:
    """Half a surrogate pair, as broken font maps give, cannot be written: U+FFFD stands in."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def _refusal(error: PdfminerException) -> DocumentError:
    cause = error.args[0] if error.args else error
    if isinstance(cause, PDFPasswordIncorrect):
        return DocumentError(
            "encrypted",
            "the PDF wants a password",
            "Remove it, e.g. `qpdf --password=... --decrypt IN.pdf OUT.pdf`, and extract OUT.pdf.",
        )
    return _damaged(f"{type(cause).__name__}: {cause}".rstrip(": "))


def _damaged(why: str) -> DocumentError:
    return DocumentError(
        "damaged_pdf",
        f"the PDF cannot be read ({why})",
        "Fetch the file again, or mend it, e.g. `qpdf IN.pdf OUT.pdf`, and extract OUT.pdf.",
    )
