"""What the engines for PDF have in common: pages one by one, then the reading of the file."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from msgspec import Struct

from pipeline.errors import DocumentError
from pipeline.read import Notice, Ocr, Reading
from pipeline.read.scanned import with_recognition
from schemas.page import Page

if TYPE_CHECKING:
    from pipeline.read.recognise import Show

WIDE_GAP = 1.2
"""A gap of this many font sizes between two words of a row parts two runs."""

THIN_POINTS = 3.0
"""A filled shape no wider than this is a ruled line."""

COVERS = 0.5
"""A picture over this share of the page is a scan, and invisible text on it its recognition."""

_EOF_WINDOW_BYTES = 2048

MAX_PAGES = 20_000
"""A file that claims more is refused: no act has them, and a page that is not there costs, too."""

_LEAST_BYTES_A_PAGE = 8
"""A page takes that much in its tree and its table alone, be they compressed; so does none that
stands in the tree many times, which is what makes a small file endless."""

_MOST_ENDLESS_STREAMS = 100
_MOST_SEARCHED_BYTES = 1_000_000_000
"""What the engines look through for the ends of streams that have none, in the rest of the file for
each: four seconds."""

_MOST_SECOND_OBJECTS = 100_000
"""The reference takes some 35 microseconds for each object of a file without a table."""


class PageRead(Struct, frozen=True, gc=False):
    """A page, and what the reader noticed on it."""

    page: Page
    notices: tuple[Notice, ...] = ()
    is_recognised: bool = False
    """Whether its text is that of a recognition: ours, or one laid invisibly over a picture."""
    is_scan: bool = False
    """Whether a picture covers most of it."""


def reading(data: bytes, media_type: str, found: Sequence[PageRead], ocr: Ocr) -> Reading:
    """What a reader gives, from the pages of either engine, recognised where they want it.

    Raises:
        DocumentError: `no_pages`, `no_text_layer`, `no_ocr_engine`.
    """
    if not found:
        raise DocumentError("no_pages", "the PDF has no pages", "Fetch the file again.")
    found, remedy = with_recognition(lambda: _shown(data), found, ocr)
    printed = [each for each in found if each.page.lines]
    notices = [notice for each in found for notice in each.notices]
    if not printed:
        why = next((x.message for x in notices if x.rule == "PDF006"), "a scan, most likely")
        message = f"none of its {len(found)} pages holds text: {why}"
        raise DocumentError("no_text_layer", message, remedy)
    if b"%%EOF" not in data[-_EOF_WINDOW_BYTES:]:
        message = "the file ends without `%%EOF`: its end may be missing"
        notices.append(Notice("PDF001", message))
    recognised = sum(each.is_recognised for each in printed)
    layer = {0: "native", len(printed): "ocr"}.get(recognised, "mixed")
    return Reading(media_type, layer, tuple(each.page for each in found), tuple(notices))


def _shown(data: bytes) -> AbstractContextManager[Show]:
    from pipeline.read.recognise.picture import pictures_of

    return pictures_of(data)


def left_out(number: int, why: str) -> PageRead:
    """A page of which nothing is read, with the reason."""
    return PageRead(Page(number, ""), (Notice("PDF006", f"{why}: it was left out", number),))


def check_count(pages: int) -> None:
    """Sees that a file has not more pages than are read.

    Raises:
        DocumentError: `too_many_pages`.
    """
    if pages > MAX_PAGES:
        raise DocumentError(
            "too_many_pages",
            f"the file has {pages} pages; the limit is {MAX_PAGES}",
            "Split it, e.g. `qpdf --split-pages=1000 IN.pdf OUT.pdf`, and extract the parts.",
        )


def check_held(pages: int, size_bytes: int) -> None:
    """Sees that a file is large enough for the pages it says it has.

    Raises:
        DocumentError: `too_many_pages`.
    """
    if pages * _LEAST_BYTES_A_PAGE > size_bytes:
        raise DocumentError(
            "too_many_pages",
            f"the file says it has {pages} pages, and has {size_bytes} bytes: it repeats them",
            "Fetch the file again: nothing that prints acts makes such a file.",
        )


def check_streams(data: bytes) -> None:
    """Sees that streams have ends: what has thousands without one would be searched for minutes.

    Raises:
        DocumentError: `damaged_pdf`.
    """
    endless = data.count(b"stream") - 2 * data.count(b"endstream")
    if endless > _MOST_ENDLESS_STREAMS and endless * len(data) > _MOST_SEARCHED_BYTES:
        raise damaged(f"{endless} of its streams have no end")


def is_worth_another_engine(data: bytes) -> bool:
    """Whether the slow engine tells in seconds what is left of a file that the fast one refuses."""
    return data.count(b"endobj") <= _MOST_SECOND_OBJECTS


def encrypted() -> DocumentError:
    """The failure of a PDF that does not open without a password."""
    return DocumentError(
        "encrypted",
        "the PDF wants a password",
        "Remove it, e.g. `qpdf --password=... --decrypt IN.pdf OUT.pdf`, and extract OUT.pdf.",
    )


def damaged(why: str) -> DocumentError:
    """The failure of a PDF that the engine cannot read."""
    return DocumentError(
        "damaged_pdf",
        f"the PDF cannot be read ({why})",
        "Fetch the file again, or mend it, e.g. `qpdf IN.pdf OUT.pdf`, and extract OUT.pdf.",
    )
