"""Reading: the bytes of one file become pages. The only stage that knows file formats."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal

from msgspec import Struct

from pipeline.errors import DocumentError
from schemas.page import Page

PDF, TEXT, MARKDOWN = "application/pdf", "text/plain", "text/markdown"

PdfEngine = Literal["pdfium", "pdfplumber"]
"""What reads PDFs: the fast engine, or the reference that it is measured against."""

Ocr = Literal["auto", "never", "always"]
"""Which pages of PDFs are recognised: those without text that can be read, none, or all."""

SUFFIXES = {".pdf": PDF, ".txt": TEXT, ".md": MARKDOWN}
"""File name endings that a folder is searched for."""

MAX_FILE_BYTES = 512 * 1024 * 1024
"""A larger file is refused before it is read."""

_SIGNATURES = (
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG", "a PNG picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a ZIP, Word or OpenDocument file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"\x1f\x8b", "a gzip file"),
)
_PDF_MARK = b"%PDF-"
_PDF_WINDOW_BYTES = 1024
"""ISO 32000 readers accept `%PDF-` anywhere in the first 1024 bytes (Annex H, note 13)."""


class Notice(Struct, frozen=True, gc=False):
    """Something a reader saw that the user should know: becomes an issue of that rule."""

    rule: str
    message: str
    page: int | None = None


class Reading(Struct, frozen=True, gc=False):
    """What a reader gives: the pages, and how it came by them."""

    media_type: str
    text_layer: str
    pages: tuple[Page, ...]
    notices: tuple[Notice, ...] = ()


def media_type(data: bytes, suffix: str) -> str:
    """What the bytes are, by content first and by file name ending where content cannot tell.

    Raises:
        DocumentError: `empty_file`, or `unsupported_type` for what is known not to be readable.
    """
    if not data.strip():
        raise DocumentError("empty_file", "the file is empty", "Fetch the file again.")
    wanted = SUFFIXES.get(suffix.lower())
    window = data[: _PDF_WINDOW_BYTES if wanted in (PDF, None) else len(_PDF_MARK)]
    if _PDF_MARK in window:
        return PDF
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise DocumentError(
                "unsupported_type",
                f"the file is {kind}, whatever its name says",
                "Convert it to PDF (pictures: with OCR, e.g. `ocrmypdf -l ita`) and extract again.",
            )
    if wanted == PDF:
        raise DocumentError(
            "not_a_pdf", "the file does not start like a PDF (`%PDF-`)", "Fetch the file again."
        )
    if wanted is None:
        raise DocumentError(
            "unsupported_type",
            f"files ending in `{suffix}` are not read",
            f"Convert it to one of: {', '.join(SUFFIXES)}.",
        )
    return wanted


def read(data: bytes, suffix: str, pdf_engine: PdfEngine = "pdfium", ocr: Ocr = "auto") -> Reading:
    """The pages of one file.

    Raises:
        DocumentError: the file cannot be read; code, message and remedy say why.
    """
    kind = media_type(data, suffix)
    return _reader(kind, pdf_engine, ocr)(data, kind)


def _reader(kind: str, pdf_engine: PdfEngine, ocr: Ocr) -> Callable[[bytes, str], Reading]:
    """The reader for a media type, imported when first wanted."""
    if kind == PDF and pdf_engine == "pdfplumber":
        from pipeline.read import pdfplumber

        return partial(pdfplumber.read_pdf, ocr=ocr)
    if kind == PDF:
        from pipeline.read import pdf

        return partial(pdf.read_pdf, ocr=ocr)
    from pipeline.read.text import read_text

    return read_text
