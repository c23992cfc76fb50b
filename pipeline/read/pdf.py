"""PDF by PDFium, the fast engine: as exact as the reference, at nearly the speed of the parser.

A page that PDFium reads inconsistently is read by the reference engine instead: a notice says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from msgspec.structs import replace

from pipeline.errors import DocumentError
from pipeline.read import Notice, Ocr, Reading
from pipeline.read.paged import (
    PageRead,
    check_count,
    check_held,
    check_streams,
    is_worth_another_engine,
    left_out,
    reading,
)
from pipeline.read.pdf_marks import Marks, read_marks
from pipeline.read.pdf_plain import Mapped
from pipeline.read.pdf_text import Words, read_words
from pipeline.read.pdfium import library, opened, opened_page, rewritten
from pipeline.read.placing import placing_of
from schemas.page import Page

PAGES_AN_OPENING = 500
"""Opening a file costs as much as reading a few of its pages."""


MAX_PAGE_LETTERS = 1_000_000
"""Of a page that is read. Print has five thousand; a form that draws itself may have any number."""


_DRAWS_WITHOUT_END = "the page draws forms that draw forms, too often to be read"

_MAX_REWRITTEN_BYTES = 16 << 20
"""Of a file whose forms are looked at: it is in memory some three times meanwhile."""


def read_pdf(data: bytes, media_type: str, ocr: Ocr = "auto") -> Reading:
    """Pages of a PDF: words in printed lines, and the ruled lines of its tables.

    Raises:
        DocumentError: `encrypted`, `damaged_pdf`, `too_many_pages`, `no_pages`, `no_text_layer`,
            `no_ocr_engine`.
    """
    check_streams(data)
    try:
        found = list(_pages(data))
    except DocumentError as error:
        if error.code in ("encrypted", "too_many_pages"):
            raise
        if not is_worth_another_engine(data):
            raise
        from pipeline.read import pdfplumber

        whole = pdfplumber.read_pdf(data, media_type, ocr)
        notice = Notice("PDF007", f"{error.message}: pdfplumber read it instead")
        return replace(whole, notices=(notice, *whole.notices))
    return reading(data, media_type, found, ocr)


def _pages(data: bytes) -> Iterator[PageRead]:
    """All pages; a long file is opened anew now and then, for PDFium keeps what it has parsed."""
    mapped: Mapped = {}
    start, total = 0, 1
    endless: Collection[int] | None = None
    while start < total:
        with opened(data) as document:
            total = library().FPDF_GetPageCount(document)
            check_count(total)
            check_held(total, len(data))
            if endless is None:
                endless = _endless(data, document, total)
            for index in range(start, min(start + PAGES_AN_OPENING, total)):
                if index + 1 in endless:
                    yield left_out(index + 1, _DRAWS_WITHOUT_END)
                else:
                    yield _page(data, document, index, mapped)
        start += PAGES_AN_OPENING


def _endless(data: bytes, document: Any, total: int) -> Collection[int]:
    """The pages that should not be begun; almost no act has forms, which alone are without end.

    A form is a stream, whose dictionary is never compressed; one that hides its name is not seen.
    """
    if b"/Form" not in data or len(data) > _MAX_REWRITTEN_BYTES:
        return ()
    from pipeline.read.pdf_forms import endless_pages

    return endless_pages(rewritten(document), total)


def _page(data: bytes, document: Any, index: int, mapped: Mapped) -> PageRead:
    number = index + 1
    with opened_page(document, index) as (page, page_text):
        if not page_text:
            return left_out(number, "the page cannot be read")
        letters = library().FPDFText_CountChars(page_text)
        if letters > MAX_PAGE_LETTERS:
            return left_out(number, f"the page has {letters} letters, over {MAX_PAGE_LETTERS}")
        placing = placing_of(page)
        marks = read_marks(page, placing)
        words = read_words(page_text, placing, marks, mapped)
    if words.is_inconsistent:
        return _by_reference(data, number)
    drawn = marks.rules, marks.shades
    made = Page(number, words.text, words.lines, *drawn, placing.width, placing.height)
    notices = tuple(_notices(number, words, marks))
    return PageRead(made, notices, marks.is_recognised, marks.is_scan)


def _by_reference(data: bytes, number: int) -> PageRead:
    """The page as the reference engine reads it."""
    from pipeline.read.pdfplumber import read_page

    message = "PDFium's characters are out of order here: the page was read by pdfplumber"
    try:
        found = read_page(data, number)
    except DocumentError as error:
        return left_out(number, f"PDFium's characters are out of order here, and {error.message}")
    return PageRead(found.page, (Notice("PDF007", message, number), *found.notices))


def _notices(number: int, words: Words, marks: Marks) -> Iterable[Notice]:
    if words.off_page:
        message = f"{words.off_page} characters stand outside the visible page: left out"
        yield Notice("PDF003", message, number)
    if words.hidden:
        yield Notice("PDF004", f"{words.hidden} characters are invisible: left out", number)
    if words.unmapped:
        message = f"{words.unmapped} characters have no Unicode value in their font"
        yield Notice("PDF005", message, number)
    if not words.lines and marks.has_picture:
        yield Notice("PDF002", "the page has a picture and no text", number)
