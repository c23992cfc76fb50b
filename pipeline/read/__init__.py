"""Reading: the bytes of one file become pages. The only stage that knows file formats."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from pipeline.errors import DocumentError
from pipeline.read.kinds import (
    DOC,
    DOCX,
    HTML,
    MARKDOWN,
    NAMES,
    ODT,
    PDF,
    PICTURES,
    RTF,
    SUFFIXES,
    TEXT,
    kind_of,
)
from schemas.page import Page

__all__ = [
    "MAX_FILE_BYTES",
    "PDF",
    "SUFFIXES",
    "Notice",
    "Ocr",
    "PdfEngine",
    "Reading",
    "read",
    "read_kind",
]

PdfEngine = Literal["pdfium", "pdfplumber"]
"""What reads PDFs: the fast engine, or the reference that it is measured against."""

Ocr = Literal["auto", "never", "always"]
"""Which pages of PDFs and pictures are recognised: those without readable text, none, or all."""

MAX_FILE_BYTES = 512 * 1024 * 1024
"""A larger file is refused before it is read."""


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
    furniture: tuple[str, ...] = ()
    """Running heads and feet, where the format keeps them apart from the text."""
    note: tuple[str, ...] = ()
    """Notes at the foot of pages, where the format does."""


def read(data: bytes, suffix: str, pdf_engine: PdfEngine = "pdfium", ocr: Ocr = "auto") -> Reading:
    """The pages of one file that is no archive.

    Raises:
        DocumentError: the file cannot be read; code, message and remedy say why.
    """
    return read_kind(data, kind_of(data, suffix), pdf_engine, ocr)


def read_kind(
    data: bytes, kind: str, pdf_engine: PdfEngine = "pdfium", ocr: Ocr = "auto"
) -> Reading:
    """The pages of one document of this media type.

    Raises:
        DocumentError: the document cannot be read; code, message and remedy say why.
    """
    found = _reader(kind, pdf_engine, ocr)(data, kind)
    from pipeline.read.lost import lost_letters

    lost = tuple(lost_letters(found.pages, {notice.rule for notice in found.notices}))
    return replace(found, notices=(*found.notices, *lost)) if lost else found


def _reader(kind: str, pdf_engine: PdfEngine, ocr: Ocr) -> Callable[[bytes, str], Reading]:
    """The reader for a media type, imported when first wanted."""
    if kind == PDF and pdf_engine == "pdfplumber":
        from pipeline.read import pdfplumber

        return partial(pdfplumber.read_pdf, ocr=ocr)
    if kind == PDF:
        from pipeline.read import pdf

        return partial(pdf.read_pdf, ocr=ocr)
    if kind in PICTURES:
        from pipeline.read.pictures import read_pictures

        return partial(read_pictures, ocr=ocr)
    if kind in (TEXT, MARKDOWN):
        from pipeline.read.text import read_text

        return read_text
    if kind in _OFFICE:
        return _office_reader(*_OFFICE[kind])
    raise DocumentError(
        "unsupported_type",
        f"the file is {NAMES.get(kind, kind)}, which is not read as it is",
        _LEGACY if kind == DOC else "Unpack it, and extract what is in it.",
    )


_OFFICE = {
    DOCX: ("docx", "read_docx"),
    ODT: ("odt", "read_odt"),
    HTML: ("html", "read_html"),
    RTF: ("rtf", "read_rtf"),
}
"""By media type, the module here that reads it, and its function."""

_LEGACY = "Convert it, e.g. `soffice --headless --convert-to docx IN.doc`, and extract IN.docx."


def _office_reader(module: str, name: str) -> Callable[[bytes, str], Reading]:
    """A reader whose library is of the extra `office`."""
    from importlib import import_module

    read_office: Callable[[bytes, str], Reading] = getattr(
        import_module(f"pipeline.read.{module}"), name
    )

    def guarded(data: bytes, kind: str) -> Reading:
        try:
            return read_office(data, kind)
        except ModuleNotFoundError as error:
            raise DocumentError(
                "missing_extra",
                f"the library for {NAMES[kind]} is not installed ({error.name})",
                "Install it: `pip install 'attidati[office]'`.",
            ) from error

    return guarded
