"""One file through the whole program: taken out of what it is packed in, read, laid out.

What becomes of each document in it then is `document`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pipeline.collection import Part, parts_of
from pipeline.document import document, without_evidence
from pipeline.errors import DocumentError
from pipeline.layout import LaidOut, lay_out
from pipeline.options import DEFAULTS, Options
from pipeline.read import Notice, Reading, read_kind
from pipeline.read.unpack import Leaf, unpack
from schemas.records import (
    AnyDocumento,
    Documento,
    DocumentoFallito,
    Failure,
    Furniture,
    Intervento,
    Nota,
    Source,
)

if TYPE_CHECKING:
    from pipeline.layout.furniture import FurnitureFound


class Stages(Struct, frozen=True, gc=False):
    """What the stages made of a document that could be read, for whoever watches them."""

    reading: Reading
    laid_out: LaidOut
    interventi: tuple[Intervento, ...]
    path: str
    content: bytes
    """Path and bytes of the document, out of its archive and its envelopes."""


Watch = Callable[[Stages], None]


def run(
    data: bytes, path: str, options: Options = DEFAULTS, watch: Watch | None = None
) -> tuple[AnyDocumento, ...]:
    """The records of one file: its bytes, and its path relative to the input root.

    A file is one document, a collection or an archive several, in order. What cannot be read gives
    a `failed` record; any other exception is a bug of ours.
    """
    leaves = unpack(data, path)
    del data  # scans are large, and the caller may have let go of them too
    records: list[AnyDocumento] = []
    untold: tuple[Notice, ...] = ()
    for leaf in leaves:
        leaf.notices = untold + leaf.notices
        found = _records(leaf, options, watch)
        untold = leaf.notices if isinstance(found[0], DocumentoFallito) else ()
        records += found
    return tuple(records)


def _records(leaf: Leaf, options: Options, watch: Watch | None) -> Sequence[AnyDocumento]:
    """The records of one document of a file, or of one collection."""
    source = Source(
        path=leaf.path,
        bytes=leaf.size,
        sha256=leaf.sha256,
        signed=any(each.kind == "cades" for each in leaf.signatures),
        signatures=leaf.signatures,
    )
    content = leaf.content if watch else b""
    try:
        if leaf.error:
            raise leaf.error
        reading = read_kind(leaf.take(), leaf.kind, options.pdf_engine, options.ocr)
    except DocumentError as error:
        return (failed(source, error),)
    reading = replace(reading, notices=leaf.notices + reading.notices)
    source = replace(source, pages=len(reading.pages))
    records: list[Documento] = []
    parts = parts_of(reading.pages)
    for part, furniture in zip(parts, _furniture(reading, parts), strict=True):
        before = sum(len(record.interventi) for record in records)
        laid_out = lay_out(
            reading.pages[part.start : part.stop],
            furniture,
            watch is not None,
            reading.text_layer == "plain",
        )
        laid_out = _with_bands(laid_out, reading)
        own = _of_part(reading, part)
        record = document(own, laid_out, source, options, before)
        if watch:
            watch(Stages(own, laid_out, record.interventi, leaf.path, content))
        records.append(record if options.evidence else without_evidence(record))
    return records


def _with_bands(laid_out: LaidOut, reading: Reading) -> LaidOut:
    """With what the format keeps apart: running heads and feet, which each page has, and notes."""
    if not (reading.furniture or reading.note):
        return laid_out
    pages = tuple(page.number for page in reading.pages)
    bands = tuple(Furniture(testo=line, pages=pages) for line in reading.furniture if line)
    note = tuple(Nota(testo=text) for text in reading.note)
    return replace(laid_out, furniture=laid_out.furniture + bands, note=note)


def _furniture(reading: Reading, parts: Sequence[Part]) -> Iterator[FurnitureFound | None]:
    """What the pages of the whole file repeat, by its documents: one of a page repeats nothing."""
    if len(parts) == 1:
        yield None
        return
    from pipeline.layout.furniture import find_furniture

    whole = find_furniture(reading.pages)
    for part in parts:
        yield whole.of(reading.pages[part.start : part.stop], part.start)


def failed(source: Source, error: DocumentError) -> DocumentoFallito:
    """The record of a file that gave no document."""
    why = Failure(code=error.code, message=error.message, remedy=error.remedy)
    return DocumentoFallito(id=source.sha256, source=source, error=why)


def _of_part(reading: Reading, part: Part) -> Reading:
    """The pages of one document, with what the reader noticed on them; the rest is the first's."""
    pages = reading.pages[part.start : part.stop]
    if len(pages) == len(reading.pages):
        return reading
    notices = tuple(
        notice for notice in reading.notices if part.start < (notice.page or 1) <= part.stop
    )
    return replace(reading, pages=pages, notices=notices)
