"""Plain text and Markdown: what the platforms export, and what other tools leave behind."""

from __future__ import annotations

from pipeline.errors import DocumentError
from pipeline.read import Notice, Reading
from pipeline.read.paged import check_count
from schemas.page import Page

_PAGE_BREAK = "\f"
_UNKNOWN = "\ufffd"
_MOSTLY = 5
"""A text with this many letters of UTF-8 for each broken byte is UTF-8, broken."""


def read_text(data: bytes, media_type: str) -> Reading:
    """Pages of a text file, in UTF-8 or Windows-1252.

    With a BOM or without; a few broken bytes are notice ENC002, Windows-1252 is ENC001. A form
    feed ends a page. Line ends stay as they are, so that offsets are those of the file.

    Raises:
        DocumentError: `empty_file`, `too_many_pages`, or `not_text` where the bytes are no text in
            either encoding.
    """
    text, notices = decode(data)
    if not text.strip():
        raise DocumentError("empty_file", "the file is empty", "Fetch the file again.")
    check_count(text.count(_PAGE_BREAK))
    parts = text.removesuffix(_PAGE_BREAK).split(_PAGE_BREAK)
    pages = tuple(Page(n, part) for n, part in enumerate(parts, 1))
    return Reading(media_type, "plain", pages, notices)


def decode(data: bytes, declared: str | None = None) -> tuple[str, tuple[Notice, ...]]:
    """The text of a file, and what of it had to be guessed.

    `declared` is the encoding that a web page names; UTF-8 is tried before it, for pages lie.

    Raises:
        DocumentError: `not_text`.
    """
    if b"\0" in data:
        raise DocumentError(
            "not_text",
            "the file holds zero bytes, so it is no text in UTF-8 or Windows-1252",
            "Save it as UTF-8 text and extract again.",
        )
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        where = error.start
    if declared and (text := _as_declared(data, declared)) is not None:
        return text, ()
    text = data.decode("utf-8-sig", "replace")
    broken = text.count(_UNKNOWN)
    if sum(not letter.isascii() for letter in text) > _MOSTLY * broken:
        message = f"{broken} bytes are no UTF-8 (the first: {where}): read as {_UNKNOWN}"
        return text, (Notice("ENC002", message, page=1),)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise DocumentError(
            "not_text",
            f"byte {error.start} is no text in UTF-8 or Windows-1252",
            "Save it as UTF-8 text and extract again.",
        ) from error
    message = f"not UTF-8 (byte {where}): read as Windows-1252; expected UTF-8"
    return text, (Notice("ENC001", message, page=1),)


def _as_declared(data: bytes, encoding: str) -> str | None:
    """The text in the encoding that it names; None where that is none, or a lie."""
    try:
        text = data.decode(encoding)
    except (LookupError, ValueError):
        return None
    return text if isinstance(text, str) else None
