"""What a file is: by its content first, and by its name where content cannot tell."""

from __future__ import annotations

import re
from binascii import Error as Base64Error
from binascii import a2b_base64
from functools import cache
from io import BytesIO

from pipeline.errors import DocumentError
from pipeline.read import compound

PDF, TEXT, MARKDOWN = "application/pdf", "text/plain", "text/markdown"
DOC = compound.DOC
HTML, RTF = "text/html", "application/rtf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
SIGNED, STAMPED = "application/pkcs7-mime", "application/timestamped-data"
ZIP, MAIL = "application/zip", "message/rfc822"
JPEG, PNG, TIFF = "image/jpeg", "image/png", "image/tiff"
PICTURES = (JPEG, PNG, TIFF)
"""Scans that nobody put into a PDF."""

SUFFIXES = {
    ".pdf": PDF,
    ".txt": TEXT,
    ".md": MARKDOWN,
    ".docx": DOCX,
    ".odt": ODT,
    ".html": HTML,
    ".htm": HTML,
    ".rtf": RTF,
    ".doc": DOC,
    ".p7m": SIGNED,
    ".tsd": STAMPED,
    ".zip": ZIP,
    ".eml": MAIL,
    ".tif": TIFF,
    ".tiff": TIFF,
    ".jpg": JPEG,
    ".jpeg": JPEG,
    ".png": PNG,
}
"""File name endings that a folder is searched for."""

NAMES = {
    PDF: "a PDF",
    TEXT: "plain text",
    MARKDOWN: "plain text",
    HTML: "a web page",
    RTF: "an RTF file",
    DOCX: "a Word document",
    ODT: "an OpenDocument text",
    DOC: "an old Word document",
    SIGNED: "a signed envelope (CAdES)",
    STAMPED: "a time-stamped envelope",
    ZIP: "a ZIP archive",
    MAIL: "a message",
    JPEG: "a JPEG picture",
    PNG: "a PNG picture",
    TIFF: "a TIFF picture",
}
"""By media type, as a sentence names it."""

_PICTURE_MARKS = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"II+\x00", TIFF),
    (b"MM\x00+", TIFF),
)
"""How pictures begin; the last two are BigTIFF."""

_UNREADABLE = (
    (b"GIF8", 0, "a GIF picture"),
    (b"\x89PNG", 0, "a PNG picture whose line ends were changed on its way"),
    (b"WEBPVP8", 8, "a WebP picture"),
    (b"ftyphei", 4, "a HEIC picture"),
    (b"ftypmif1", 4, "a HEIC picture"),
    (b"\x1f\x8b", 0, "a gzip file"),
    (b"7z\xbc\xaf\x27\x1c", 0, "a 7-Zip archive"),
    (b"Rar!\x1a\x07", 0, "a RAR archive"),
)
"""How others begin, and from which byte on."""

_PDF_MARK = b"%PDF-"
_PDF_WINDOW_BYTES = 1024
"""ISO 32000 readers accept `%PDF-` anywhere in the first 1024 bytes (Annex H, note 13)."""

HEAD_BYTES = 4096
"""As much of a file tells its kind."""

_CMS = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07"
"""OID 1.2.840.113549.1.7: the kinds of CMS content (RFC 5652), as DER writes it."""

_STAMPED_DATA = b"\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x1f"
"""OID 1.2.840.113549.1.9.16.1.31: timestamped data (RFC 5544)."""

_OID_WITHIN_BYTES = 24
"""Tag, length and the tag of the OID stand before it."""

_WEAK = (TEXT, MARKDOWN)


def kind_of(data: bytes, suffix: str) -> str:
    """The media type of a file's content.

    Raises:
        DocumentError: `empty_file`, `unsupported_type`, `not_a_pdf`, `encrypted`.
    """
    if not data[:HEAD_BYTES].strip() and not data.strip():
        raise DocumentError("empty_file", "the file is empty", "Fetch the file again.")
    wanted = SUFFIXES.get(suffix.lower())
    found = _binary_kind(data, wanted)
    if found:
        return found
    for signature, place, what in _UNREADABLE:
        if data.startswith(signature, place):
            raise _unsupported(
                f"the file is {what}, whatever its name says",
                "Convert it and extract that (pictures: to TIFF or PNG, for OCR; archives: unpack "
                "them).",
            )
    return _text_kind(data, suffix, wanted)


def strong_kind(head: bytes) -> str | None:
    """What the first bytes of a file say beyond doubt, for a file whose name says nothing."""
    if head.lstrip()[:5] == rb"{\rtf":
        return RTF
    return envelope_kind(head) or (PDF if _PDF_MARK in head[:_PDF_WINDOW_BYTES] else None)


def envelope_kind(data: bytes) -> str | None:
    """Which envelope the bytes are, as DER or BER or in base64; None where they are none."""
    head = data[:HEAD_BYTES]
    if head[:1] != b"\x30":
        head = _from_base64(head)
    if head[:1] != b"\x30":
        return None
    window = head[: _OID_WITHIN_BYTES + len(_STAMPED_DATA)]
    if _STAMPED_DATA in window:
        return STAMPED
    return SIGNED if _CMS in window else None


def bare_base64(data: bytes) -> bytes:
    """The letters of a file in base64, without the lines of PEM around them."""
    text = data.removeprefix(b"\xef\xbb\xbf").strip()
    if text.startswith(b"-----BEGIN "):
        text = text[text.find(b"\n") + 1 :]
        text = text[: text.find(b"-----END")] if b"-----END" in text else text
    return b"".join(text.split())


def _from_base64(head: bytes) -> bytes:
    """What the beginning of a file in base64 stands for; nothing where it is in none."""
    letters = bare_base64(head)[:64]
    if not letters.startswith(b"M"):
        return b""
    try:
        return a2b_base64(letters[: len(letters) // 4 * 4], strict_mode=True)
    except (Base64Error, ValueError):
        return b""


def _binary_kind(data: bytes, wanted: str | None) -> str | None:
    window = data[: len(_PDF_MARK) if wanted in _WEAK else _PDF_WINDOW_BYTES]
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data, wanted)
    if data.startswith(compound.MARK):
        return compound.compound_kind(data)
    head = data[:HEAD_BYTES]
    for mark, kind in _PICTURE_MARKS:
        if head.startswith(mark):
            return kind
    found = PDF if data.startswith(_PDF_MARK) else strong_kind(head)
    if found == PDF and _PDF_MARK not in window:
        return None
    is_message = found == PDF and not data.startswith(_PDF_MARK) and _is_message(head, wanted)
    return MAIL if is_message else found


def _zip_kind(data: bytes, wanted: str | None) -> str:
    """Which of the formats that are ZIP files it is; an archive where it is none of them."""
    from zipfile import ZipFile

    from pipeline.read.zips import BROKEN_ZIP

    try:
        with ZipFile(BytesIO(data)) as package:
            names = package.namelist()
            is_open_document = "mimetype" in names and "content.xml" in names
            mime = package.open("mimetype").read(100) if is_open_document else b""
    except BROKEN_ZIP:
        return wanted if wanted in (DOCX, ODT) else ZIP
    if mime.strip().startswith(ODT.encode()):
        return ODT
    if mime.startswith(b"application/vnd.oasis.opendocument."):
        raise _unsupported("the file is an OpenDocument file, but no text", _CONVERT)
    if "[Content_Types].xml" in names:
        if any(name.startswith("word/") for name in names):
            return DOCX
        raise _unsupported("the file is an Office file, but no Word document", _CONVERT)
    return ZIP


_CONVERT = "Save it as PDF and extract that."


def _unsupported(message: str, remedy: str) -> DocumentError:
    return DocumentError("unsupported_type", message, remedy)


def _text_kind(data: bytes, suffix: str, wanted: str | None) -> str:
    """Which kind of text it is, if it is any."""
    head = data[:HEAD_BYTES]
    if wanted == PDF:
        raise DocumentError(
            "not_a_pdf", "the file does not start like a PDF (`%PDF-`)", "Fetch the file again."
        )
    if _html().match(head):
        return HTML
    if b":" in head and _is_message(head, wanted):
        return MAIL
    if wanted is None:
        endings = ", ".join(SUFFIXES)
        raise _unsupported(
            f"files ending in `{suffix}` are not read", f"Convert it to one of: {endings}."
        )
    if wanted in (HTML, TEXT, MARKDOWN):
        return wanted
    if wanted in (SIGNED, STAMPED) and b" " not in head:
        raise DocumentError(
            "damaged_envelope",
            "the file does not start like a signed envelope, in DER or in base64",
            "Fetch the file again.",
        )
    if b"\0" in head:
        raise DocumentError(
            "damaged_document",
            f"the file does not start like {NAMES[wanted]}, nor like anything else that is read",
            "Fetch the file again.",
        )
    return TEXT


@cache
def _html() -> re.Pattern[bytes]:
    return re.compile(
        rb"(?i)(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]*+>\s*+)?(?:<!--(?s:.)*?-->\s*+)*+"
        rb"<(?:!doctype\s++html|html|head|body)\b"
    )


@cache
def _header() -> re.Pattern[bytes]:
    """Lines as they stand before a message (RFC 5322, 2.2), folded ones too."""
    return re.compile(
        rb"(?:\xef\xbb\xbf)?\s*+(?P<head>(?:[!-9;-~]++:[^\n]*+\n(?:[ \t]++\S[^\n]*+\n)*+)+)"
    )


def _is_message(head: bytes, wanted: str | None) -> bool:
    """Whether it begins with the header of a message, and not with labels of an act."""
    found = _header().match(head)
    if found is None:
        return False
    names = {
        line.partition(b":")[0].lower()
        for line in found["head"].splitlines()
        if line[:1] not in (b" ", b"\t")
    }
    if wanted == MAIL:
        return bool(names & _MESSAGE_NAMES)
    is_sent = b"from" in names and bool(names & {b"date", b"received", b"message-id"})
    return b"mime-version" in names or is_sent


_MESSAGE_NAMES = {
    *(b"from", b"to", b"date", b"received", b"message-id", b"mime-version", b"content-type"),
    *(b"subject", b"return-path", b"delivered-to", b"x-riferimento-message-id"),
}
