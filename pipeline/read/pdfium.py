"""What the PDF reader calls of PDFium's C interface, opened and closed in the right order.

One document at a time, one page at a time: what a page holds in memory is freed with it. PDFium is
not thread-safe; workers are processes.
"""

from __future__ import annotations

import ctypes
import re
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, Literal

from pipeline.errors import DocumentError
from pipeline.read.paged import damaged, encrypted

_PASSWORD, _SECURITY = 4, 5
"""FPDF_GetLastError: a password is wanted, the encryption is not known."""

_PRINTED = 0
"""FPDFPage_Flatten: annotations as they show on the screen."""

LINK, POPUP = 2, 16
"""Subtypes of annotations that show nothing (fpdf_annot.h)."""

HYPHEN = "\x02"
"""Stands for a hyphen at the end of a line whose word goes on."""

_BUFFER_BYTES = 65_536

UNKNOWN = "\ufffd"

_HYPHENS = re.compile("[\x02\ufffe]")
_LAST = 0x10FFFF


@cache
def library() -> Any:
    """PDFium, initialised once a process."""
    import pypdfium2_raw.bindings as pdfium

    pdfium.FPDF_InitLibrary()
    return pdfium


class Handle(ctypes.c_void_p):
    """What PDFium gives for an object of a page, to ask about it."""


class Quick:
    """Calls that run for every word or object of a page, with as little ctypes around as can be.

    They take handles and pointers as ctypes objects, whole numbers as they are, and check nothing.
    """

    def __init__(self) -> None:
        """Binds the functions anew, without argument types."""
        self._buffer = ctypes.create_string_buffer(_BUFFER_BYTES)
        self.text = _bound("FPDFText_GetText")
        self.loose_box = _bound("FPDFText_GetLooseCharBox")
        self.matrix = _bound("FPDFText_GetMatrix")
        self.origin = _bound("FPDFText_GetCharOrigin")
        self.font_size = _bound("FPDFText_GetFontSize", ctypes.c_double)
        self.font_info = _bound("FPDFText_GetFontInfo", ctypes.c_ulong)
        self.is_unmapped = _bound("FPDFText_HasUnicodeMapError")
        self.object_of_letter = _bound("FPDFText_GetTextObject", Handle)
        self.object_at = _bound("FPDFPage_GetObject", Handle)
        self.object_in_form = _bound("FPDFFormObj_GetObject", Handle)
        self.type_of = _bound("FPDFPageObj_GetType")
        self.render_mode = _bound("FPDFTextObj_GetTextRenderMode")
        self.fill_colour = _bound("FPDFPageObj_GetFillColor")
        self.bounds = _bound("FPDFPageObj_GetBounds")
        self.draw_mode = _bound("FPDFPath_GetDrawMode")
        self.count_segments = _bound("FPDFPath_CountSegments")

    def buffer(self, size_bytes: int) -> Any:
        """Room for a page's text, kept for the next one: every size is a type of its own."""
        if size_bytes > len(self._buffer):
            self._buffer = ctypes.create_string_buffer(2 * size_bytes)
        return self._buffer


def _bound(name: str, result: Any = ctypes.c_int) -> Any:
    """A function of PDFium that takes ctypes objects as they are."""
    address = ctypes.cast(getattr(library(), name), ctypes.c_void_p).value
    return ctypes.PYFUNCTYPE(result)(address or 0)


def for_each(call: Any, *arguments: Iterable[Any]) -> None:
    """Calls once for each of the arguments; the answers are where the pointers point."""
    deque(map(call, *arguments), maxlen=0)


def slots(
    kind: type[Any], count: int, number: Literal["f", "d", "i", "I"]
) -> tuple[Any, list[Any]]:
    """Room for so many things: a view of the numbers they are made of, and a pointer to each."""
    room = (kind * count)()
    step = ctypes.sizeof(kind)
    pointers = [ctypes.byref(room, step * n) for n in range(count)]
    numbers: Any = memoryview(room).cast("B")
    return numbers.cast(number), pointers


@cache
def quick() -> Quick:
    """The quick calls, bound once a process."""
    return Quick()


def handle_of(pointer: Any) -> Handle:
    """A handle of the bindings as the quick calls take it."""
    return Handle(ctypes.addressof(pointer.contents))


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """A document, closed at the end.

    Raises:
        DocumentError: `encrypted`, `damaged_pdf`.
    """
    pdfium = library()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise _refusal(pdfium.FPDF_GetLastError())
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def rewritten(document: Any) -> bytes:
    """The document as the engine has understood it, in a table that holds; empty if it cannot."""
    pdfium = library()
    blocks: list[bytes] = []

    def write(_: Any, block: Any, size_bytes: int) -> int:
        blocks.append(ctypes.string_at(block, size_bytes))
        return 1

    writer = pdfium.FPDF_FILEWRITE(version=1)
    writer.WriteBlock = type(writer.WriteBlock)(write)
    is_written = pdfium.FPDF_SaveAsCopy(document, writer, pdfium.FPDF_REMOVE_SECURITY)
    return b"".join(blocks) if is_written else b""


@contextmanager
def opened_page(document: Any, index: int) -> Iterator[tuple[Any, Any]]:
    """A page and its text, closed at the end; the text is null where the page cannot be read.

    Annotations that show (a stamp, a form's field) become part of the page's content first.
    """
    pdfium = library()
    page = pdfium.FPDF_LoadPage(document, index)
    if page and _shows_annotations(page):
        pdfium.FPDFPage_Flatten(page, _PRINTED)
        pdfium.FPDF_ClosePage(page)
        page = pdfium.FPDF_LoadPage(document, index)
    text = pdfium.FPDFText_LoadPage(page) if page else None
    try:
        yield page, text
    finally:
        if text:
            pdfium.FPDFText_ClosePage(text)
        if page:
            pdfium.FPDF_ClosePage(page)


def _shows_annotations(page: Any) -> bool:
    """Whether the page has annotations other than links and closed notes."""
    pdfium = library()
    for number in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, number)
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        pdfium.FPDFPage_CloseAnnot(annotation)
        if kind not in (LINK, POPUP):
            return True
    return False


def text_of(page_text: Any) -> str:
    """The page's characters as the engine orders them, one for each place of its index.

    A hyphen at a line's end is U+0002, what no Unicode value is known of U+FFFD. Letters outside
    the BMP are two halves. Where characters that the engine leaves out of its string put that out
    of step with its index, the string is built character by character.
    """
    pdfium = library()
    count = pdfium.FPDFText_CountChars(page_text)
    if count <= 0:
        return ""
    buffer = quick().buffer(2 * count + 2)
    written = quick().text(handle_of(page_text), 0, count, buffer) - 1
    if written == count:
        units = memoryview(buffer)[: 2 * written].tobytes()
        text = units.decode("utf-16-le", "surrogatepass")
        if len(text) < count:  # surrogate pairs were put together
            text = "".join(map(chr, memoryview(units).cast("H")))
    else:
        codes = [pdfium.FPDFText_GetUnicode(page_text, index) for index in range(count)]
        text = "".join(chr(code) if 0 < code <= _LAST else UNKNOWN for code in codes)
    if "\ufffe" in text or HYPHEN in text:
        return _HYPHENS.sub(lambda found: _hyphen(page_text, found.start()), text)
    return text


def _hyphen(page_text: Any, index: int) -> str:
    """What stands for a hyphen, or what has no Unicode value and only looks so."""
    return HYPHEN if library().FPDFText_IsHyphen(page_text, index) == 1 else UNKNOWN


def _refusal(error: int) -> DocumentError:
    return (
        encrypted() if error in (_PASSWORD, _SECURITY) else damaged("PDFium finds no pages in it")
    )
