"""Office documents are ZIP files of XML: what one may hold at most, asked before it is opened."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile, ZipInfo

from pipeline.errors import DocumentError
from pipeline.read.flowing import damaged
from pipeline.read.zips import BROKEN_ZIP

MAX_PARTS = 5_000
"""Parts of an office document, count."""

MAX_PACKAGE_BYTES = 256 * 1024 * 1024
"""All its parts together, inflated."""

MAX_XML_BYTES = 32 * 1024 * 1024
"""One of its texts, inflated: some thousand pages."""

MAX_ELEMENTS = 1_500_000
"""Elements and ends of elements in one of its texts: each takes a hundred bytes in memory."""


MAX_RATIO = 200
"""A part that inflates to more times its packed size is a bomb (odfdo's limit, too)."""


def check_package(data: bytes, kind: str) -> None:
    """Refuses what would fill the memory, is locked, or defines entities of its own.

    No XML of an office program declares an entity; one that does may grow without an end.

    Raises:
        DocumentError: `damaged_document`, `too_large`, `encrypted`, `unsafe_xml`.
    """
    try:
        with ZipFile(BytesIO(data)) as package:
            infos = package.infolist()
            _check_sizes(infos, kind)
            for info in infos:
                if info.flag_bits & 1:
                    raise locked(kind)
                if info.filename.endswith((".xml", ".rels")):
                    _check_xml(package.read(info), info.filename, kind)
    except BROKEN_ZIP as error:
        raise damaged(kind, error) from error


def _check_sizes(infos: list[ZipInfo], kind: str) -> None:
    total = sum(info.file_size for info in infos)
    if len(infos) > MAX_PARTS:
        raise _too_large(kind, f"{len(infos)} parts; the limit is {MAX_PARTS}")
    if total > MAX_PACKAGE_BYTES:
        raise _too_large(kind, f"{total} bytes inflated; the limit is {MAX_PACKAGE_BYTES}")
    for info in infos:
        if info.file_size > MAX_RATIO * info.compress_size > 0:
            times = info.file_size // info.compress_size
            raise _too_large(kind, f"a part that inflates {times} times; the limit is {MAX_RATIO}")
        if info.filename.endswith((".xml", ".rels")) and info.file_size > MAX_XML_BYTES:
            what = f"{info.file_size} bytes in {info.filename}; the limit is {MAX_XML_BYTES}"
            raise _too_large(kind, what)


def _check_xml(text: bytes, name: str, kind: str) -> None:
    bare = text.replace(b"\0", b"")  # UTF-16 is ASCII with zero bytes, as far as this matters
    if b"<!ENTITY" in bare:
        raise DocumentError(
            "unsafe_xml",
            f"the {kind} declares entities in {name}, which may expand without an end",
            "Open it in LibreOffice or Word, save it anew, and extract that.",
        )
    if bare.count(b"<") > MAX_ELEMENTS:
        raise _too_large(kind, f"more than {MAX_ELEMENTS} elements in {name}")
    if b"encryption-data" in bare and name.endswith("manifest.xml"):
        raise locked(kind)


def locked(kind: str) -> DocumentError:
    """The failure of a document that wants a password."""
    return DocumentError(
        "encrypted",
        f"the {kind} wants a password",
        "Open it with the password, save it without, and extract that.",
    )


def _too_large(kind: str, what: str) -> DocumentError:
    return DocumentError(
        "too_large",
        f"the {kind} has {what}",
        "Open it, save it as PDF, in parts if need be, and extract those.",
    )
