"""Files of old Office programs (OLE2, MS-CFB): which one it was, told by the names of its streams.

None is read. Each says what to do, for a spreadsheet is not converted as a text is.
"""

from __future__ import annotations

from pipeline.errors import DocumentError

MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The first bytes."""

DOC = "application/msword"

_LOCKED, _MESSAGE, _WORD = "EncryptedPackage", "__properties_version1.0", "WordDocument"
_STREAMS = (
    (_LOCKED, ""),
    (_MESSAGE, "an Outlook message"),
    ("PowerPoint Document", "an old PowerPoint presentation"),
    (_WORD, ""),
    ("Workbook", "an old Excel spreadsheet"),
    ("Book", "an old Excel spreadsheet"),
)
"""Streams by which programs are told, those first that may hold the others.

They are from MS-OFFCRYPTO, MS-OXMSG, MS-PPT, MS-DOC and MS-XLS.
"""

_SECTOR_BYTES = 512
_WORD_MARK, _IS_ENCRYPTED = b"\xec\xa5", 0x01
"""How a Word document's own stream begins; bit 8 of its flags at byte 10 (MS-DOC 2.5.2)."""

_FIRST_SECTORS = 64


def compound_kind(data: bytes) -> str:
    """The media type of an old Word document; none of the others is one.

    Raises:
        DocumentError: `encrypted`, `unsupported_type`.
    """
    stream, what = next((each for each in _STREAMS if _entry(each[0]) in data), (_WORD, ""))
    if stream == _LOCKED or (stream == _WORD and _is_locked(data)):
        raise DocumentError(
            "encrypted",
            "the file is an Office document that wants a password",
            "Open it with the password, save it without, as .docx or PDF, and extract that.",
        )
    if stream == _WORD:
        return DOC
    remedy = "Save it as PDF and extract that."
    if stream == _MESSAGE:
        remedy = "Save it as .eml, or save its attachments, and extract those."
    raise DocumentError("unsupported_type", f"the file is {what}, which is not read", remedy)


def _entry(name: str) -> bytes:
    """A stream's name as the directory writes it, to the zero at its end."""
    return f"{name}\0".encode("utf-16-le")


def _is_locked(data: bytes) -> bool:
    """Whether a Word document says that it is encrypted."""
    for at in range(_SECTOR_BYTES, _FIRST_SECTORS * _SECTOR_BYTES, _SECTOR_BYTES):
        if data.startswith(_WORD_MARK, at):
            return bool(data[at + 11 : at + 12] and data[at + 11] & _IS_ENCRYPTED)
    return False
