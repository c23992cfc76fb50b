"""Which pages are recognised: those without text, and those whose text is none, or misread."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pipeline.errors import DocumentError
from pipeline.read import Notice, Ocr
from pipeline.read.legible import is_garbled, is_misread

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from pipeline.read.paged import PageRead
    from pipeline.read.recognise import Show

Shown = Callable[[], "AbstractContextManager[Show]"]

FEW_WORDS = 40
"""A scan with fewer printed words than this bears a stamp: a number of protocol, a signature."""

_INSTALL = (
    "Install tesseract with Italian (`apt-get install tesseract-ocr tesseract-ocr-ita`) or "
    "`pip install 'attidati[ocr]'`, and extract again."
)
_ALLOW = "Extract it without `--ocr never`."
_RESCAN = "Scan it again, upright, at 300 dpi."


def with_recognition(
    shown: Shown, found: Sequence[PageRead], ocr: Ocr
) -> tuple[Sequence[PageRead], str]:
    """The pages, recognised where they want it; and the remedy for those that still have no text.

    `shown` opens the file whose pages are to be looked at.

    Raises:
        DocumentError: `no_ocr_engine`, where recognition was asked for and nothing can do it.
    """
    pages = range(len(found))
    wanted = frozenset(n for n in pages if ocr == "always" or _wants(found[n])) & {
        n for n in pages if found[n].page.width
    }
    if ocr != "never":
        found = _with_rules(shown, found, wanted)
    if not wanted:
        return found, _RESCAN
    if ocr == "never":
        return [_told(each) for each in found], _ALLOW
    from pipeline.read.recognise.engine import find_engine

    engine = find_engine()
    if engine is None and ocr == "always":
        message = "`--ocr always` wants recognition, and nothing here can do it"
        raise DocumentError("no_ocr_engine", message, _INSTALL)
    if engine is None:
        return [_told(each) for each in found], _INSTALL
    from pipeline.read.recognise import recognise

    try:
        with shown() as show:
            return list(recognise(show, found, wanted, engine, ocr == "always")), _RESCAN
    except DocumentError as error:  # PDFium does not open what pdfplumber has read
        return [_told(each, error.message) for each in found], _RESCAN


def _with_rules(
    shown: Shown, found: Sequence[PageRead], wanted: Collection[int]
) -> Sequence[PageRead]:
    """The pages, those that were recognised before with the rules of their pictures."""
    if not any(each.is_recognised for each in found):
        return found
    from pipeline.read.recognise.layered import may_have_tables, with_rules

    ruled = {n for n, each in enumerate(found) if n not in wanted and may_have_tables(each)}
    if not ruled:
        return found
    try:
        with shown() as show:
            return [with_rules(x, show(n)) if n in ruled else x for n, x in enumerate(found)]
    except DocumentError:  # PDFium does not open what pdfplumber has read: without rules, then
        return found


def _wants(found: PageRead) -> bool:
    """Whether a page is to be recognised, if it can be."""
    if not found.page.lines or _is_unreadable(found):
        return True
    words = found.page.text.split()
    return found.is_scan and not found.is_recognised and len(words) < FEW_WORDS


def _is_unreadable(found: PageRead) -> bool:
    """Whether a page's text is none, or one that an earlier recognition has misread."""
    text = found.page.text
    return is_garbled(text) or (found.is_scan and found.is_recognised and is_misread(text))


def _told(found: PageRead, why: str = "") -> PageRead:
    """The page as it is, saying so where its text is none."""
    if not _is_unreadable(found):
        return found
    message = "the page's text cannot be read, and the page was not recognised"
    message += f": {why}" if why else ""
    return replace(found, notices=(*found.notices, Notice("OCR012", message, found.page.number)))
