"""Reading what `extract` wrote, a document at a time: `.jsonl`, or `.json` as it is laid out there.

Two readings. The first finds where each document begins, its id and a hash of its bytes; the second
fetches documents in the order of their ids. So memory holds one document, the tables are filled in
the order of their keys, and a document that comes twice is taken once: the last one counts.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from hashlib import sha256
from typing import BinaryIO

import msgspec
from msgspec import Struct

from pipeline.errors import UsageError
from schemas.records import (
    SCHEMA_VERSION,
    AnyDocumento,
    Documento,
    DocumentoFallito,
    Intervento,
    Source,
)

MAX_WHOLE_BYTES = 512 * 2**20
"""A `.json` that is laid out otherwise is read whole, if it is no larger."""

_NOTHING_READ = sha256(b"").hexdigest()
_NONE = msgspec.Raw()
_CHUNK = 1 << 20
_ID = re.compile(rb'\{\s*+"status"\s*+:\s*+"ok"\s*+,\s*+"id"\s*+:\s*+"([^"\\]++)"')
_HEAD = re.compile(
    rb'\{\n "schema_version": "([^"]++)",\n "generator": "[^"]*+",\n "documents": \[\n\Z'
)


class _Envelope(Struct):
    """A dataset whose documents are left as they are."""

    schema_version: str
    documents: list[msgspec.Raw]


class Place(Struct, frozen=True, gc=False):
    """Where a document stands: its key, its file, its bytes there, and their hash."""

    key: str
    path: str
    start: int
    length: int
    digest: str


def find_documents(paths: Sequence[str]) -> tuple[Mapping[str, Place], int]:
    """The documents of these files by key, in order of key, and how many came again.

    Raises:
        UsageError: a file is not there, or is not what `extract` writes; the message says where.
    """
    found: dict[str, Place] = {}
    count = 0
    for path in paths:
        try:
            for start, body in _bodies(path):
                count += 1
                key = _key(body, path, start)
                digest = sha256(body).hexdigest()
                found[key] = Place(key, path, start, len(body), digest)
        except OSError as error:
            raise UsageError(f"{path} cannot be read: {error.strerror}. Check the path.") from error
    return {key: found[key] for key in sorted(found)}, count - len(found)


class SourceLean(Source, frozen=True, kw_only=True):
    """The file, without what its pages repeat."""

    furniture: msgspec.Raw = _NONE  # type: ignore[assignment]
    note: msgspec.Raw = _NONE  # type: ignore[assignment]
    indice: msgspec.Raw = _NONE  # type: ignore[assignment]
    joined_tables: msgspec.Raw = _NONE  # type: ignore[assignment]


class InterventoLean(Intervento, frozen=True, kw_only=True):
    """An intervento whose evidence stays the JSON that it is: as many objects as all the rest."""

    evidence: msgspec.Raw = _NONE  # type: ignore[assignment]


class DocumentoLean(Documento, frozen=True, kw_only=True, tag_field="status", tag="ok"):
    """A document, without what the catalogue has no place for."""

    source: SourceLean
    premessa: msgspec.Raw = _NONE  # type: ignore[assignment]
    interventi: tuple[InterventoLean, ...] = ()


def read_documents(
    places: Sequence[Place],
) -> Iterator[tuple[str, DocumentoLean | DocumentoFallito]]:
    """The documents at these places, with their keys.

    Raises:
        UsageError: one does not follow the contract.
    """
    files: dict[str, BinaryIO] = {}
    decode = msgspec.json.Decoder(DocumentoLean | DocumentoFallito).decode
    with ExitStack() as stack:
        for place in places:
            if place.path not in files:
                files[place.path] = stack.enter_context(open(place.path, "rb"))
            file = files[place.path]
            file.seek(place.start)
            try:
                yield place.key, decode(file.read(place.length))
            except msgspec.MsgspecError as error:
                raise _not_ours(place.path, place.start, error) from error


def document_key(document: AnyDocumento) -> str:
    """The id; for files of which nothing could be read, which share one, the path behind it."""
    if isinstance(document, DocumentoFallito) and document.id.startswith(_NOTHING_READ):
        return f"{document.id}:{document.source.path}"
    return document.id


def file_of(key: str) -> str | None:
    """The hash of the file that a document is of; None where nothing of it was read."""
    return None if key.startswith(_NOTHING_READ) else key[:64]


def _key(body: bytes, path: str, start: int) -> str:
    found = _ID.match(body)
    if found:
        return found[1].decode()
    try:
        return document_key(msgspec.json.decode(body, type=AnyDocumento))
    except msgspec.MsgspecError as error:
        raise _not_ours(path, start, error) from error


def _bodies(path: str) -> Iterator[tuple[int, bytes]]:
    """The documents of a file as JSON, each with the byte that it begins at."""
    with open(path, "rb", _CHUNK) as file:
        if path.endswith(".jsonl"):
            yield from _lines(file)
            return
        head = b"".join(file.readline() for _ in range(4))
        version = _HEAD.match(head)
        if version:
            _check_version(version[1].decode(), path)
            yield from _laid_out(file, len(head))
        else:
            yield from _whole(file, path)


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    start = 0
    for line in file:
        if not line.isspace():
            yield start, line
        start += len(line)


def _laid_out(file: BinaryIO, start: int) -> Iterator[tuple[int, bytes]]:
    """The documents of a `.json` of ours: a line that is only a brace begins or ends one.

    No string of JSON holds a line feed, so no text looks like such a line. A document may stand on
    one line, too.
    """
    lines: list[bytes] = []
    at = start
    for line in file:
        if lines or line == b"{\n":
            lines.append(line)
        elif line.startswith(b"{"):
            yield at, line.rstrip(b",\n")
        at += len(line)
        if lines and line in (b"},\n", b"}\n"):
            lines[-1] = b"}"
            body = b"".join(lines)
            yield at - len(line) + 1 - len(body), body
            lines = []
    if lines:
        raise UsageError(f"{file.name} ends within a document. Extract the acts again.")


def _whole(file: BinaryIO, path: str) -> Iterator[tuple[int, bytes]]:
    """The documents of any other JSON of this contract."""
    size = os.fstat(file.fileno()).st_size
    if size > MAX_WHOLE_BYTES:
        raise UsageError(
            f"{path} is not laid out as `extract` writes it, and its {size} bytes are too many to "
            f"read at once. Extract to .jsonl."
        )
    file.seek(0)
    data = file.read()
    try:
        envelope = msgspec.json.decode(data, type=_Envelope)
    except msgspec.MsgspecError as error:
        raise _not_ours(path, 0, error) from error
    _check_version(envelope.schema_version, path)
    start = 0
    for raw in envelope.documents:
        body = bytes(raw)
        start = data.index(body, start)
        yield start, body
        start += len(body)


def _check_version(version: str, path: str) -> None:
    if version.partition(".")[0] != SCHEMA_VERSION.partition(".")[0]:
        raise UsageError(
            f"{path} has schema version {version}; this attidati reads {SCHEMA_VERSION}. "
            f"Extract the acts again."
        )


def _not_ours(path: str, start: int, error: Exception) -> UsageError:
    return UsageError(
        f"{path}, byte {start}: no document of schema version {SCHEMA_VERSION} ({error}). "
        f"Give what `extract` wrote, or extract the acts again."
    )
