"""Plain text and Markdown: what the platforms export, and what other tools leave behind."""

from __future__ import annotations

import codecs
import re

from pipeline.errors import DocumentError
from pipeline.read import Notice, Reading
from pipeline.read.paged import check_count
from schemas.page import Page

_PAGE_BREAK = "\f"
_UNKNOWN = "\ufffd"
_MOSTLY = 5
"""A text with this many letters of UTF-8 for each broken byte is UTF-8, broken."""

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""What begins a file that Windows calls `Unicode`; the first of a longer mark is a shorter one."""

_OF_ONE_BYTE = ("cp1252", "cp850", "mac-roman")
_NAMES = {"cp1252": "Windows-1252", "cp850": "DOS (code page 850)", "mac-roman": "Mac OS Roman"}
_ACCENTED = re.compile(r"(?<=[a-z])[àèéìòù](?![^\W\d_])|(?<=[A-Z])[ÀÈÉÌÒÙ](?![^\W\d_])")
"""Letters that end Italian words, and hardly any other encoding's bytes read in this one."""

_TIMES = 3
"""An encoding older than Windows-1252 gives at least so many of them, and times as many."""


def read_text(data: bytes, media_type: str) -> Reading:
    """Pages of a text file, in UTF-8 or another encoding.

    With a BOM or without; a few broken bytes are notice ENC002, an encoding of one byte a letter is
    ENC001. A form feed ends a page. Line ends stay as they are, so that offsets are those of the
    file.

    Raises:
        DocumentError: `empty_file`, `too_many_pages`, or `not_text` where the bytes are no text in
            any encoding.
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
    if marked := _as_marked(data):
        return marked, ()
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
    encoding, text = _of_one_byte(data)
    message = f"not UTF-8 (byte {where}): read as {_NAMES[encoding]}; expected UTF-8"
    return text, (Notice("ENC001", message, page=1),)


def _as_marked(data: bytes) -> str | None:
    """The text in the encoding that its first bytes tell, two or four bytes a letter."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    return _as_declared(data, encoding) if encoding else None


def _of_one_byte(data: bytes) -> tuple[str, str]:
    """The encoding of one byte a letter that gives most accents of Italian words, and the text.

    Windows-1252 where they say nothing.

    Raises:
        DocumentError: `not_text`.
    """
    read = {name: text for name in _OF_ONE_BYTE if (text := _as_declared(data, name)) is not None}
    accents = {name: len(_ACCENTED.findall(text)) for name, text in read.items()}
    usual = accents.get("cp1252", 0)
    best = max(accents, key=accents.__getitem__)
    if best != "cp1252" and accents[best] >= _TIMES * max(usual, 1):
        return best, read[best]
    if "cp1252" in read:
        return "cp1252", read["cp1252"]
    raise DocumentError(
        "not_text",
        "the file is no text in UTF-8 or Windows-1252",
        "Save it as UTF-8 text and extract again.",
    )


def _as_declared(data: bytes, encoding: str) -> str | None:
    """The text in the encoding that it names; None where that is none, or a lie."""
    try:
        text = data.decode(encoding)
    except (LookupError, ValueError):
        return None
    return text if isinstance(text, str) else None
