"""One document through the whole program, the stages in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from msgspec import UNSET, Struct
from msgspec.structs import replace

from pipeline.audit import audit
from pipeline.cite import cite
from pipeline.collection import Part, parts_of
from pipeline.describe import describe
from pipeline.errors import DocumentError
from pipeline.extract import extract
from pipeline.layout import LaidOut, lay_out
from pipeline.name_organisations import name_organisations
from pipeline.normalise.classify import classify
from pipeline.normalise.identify import identify
from pipeline.normalise.locate import locate
from pipeline.profile import profile
from pipeline.read import Notice, PdfEngine, Reading, read
from pipeline.repair import repair
from pipeline.repair.spacing import with_plain_blanks
from pipeline.segment import segment
from pipeline.validate import Case, validate
from schemas.block import Block
from schemas.page import Span
from schemas.records import Documento, DocumentoFallito, Failure, Intervento, Issue, Source
from schemas.rules import issue

if TYPE_CHECKING:
    from pipeline.layout.furniture import FurnitureFound


class Options(Struct, frozen=True, gc=False):
    """What the user chose about the output's content."""

    evidence: bool = True
    full_repairs: bool = False
    pdf_engine: PdfEngine = "pdfium"
    taxonomy: str | None = None
    """The folder of the user's editions of the taxonomy."""
    no_repair: frozenset[str] = frozenset()
    """Families and rules of repairs that are switched off."""
    organisations: str | None = None
    """The file of reviewed keys of organisations."""
    suggest: str | None = None
    """What suggests codes: the folder of a model, or `labels`."""


DEFAULTS = Options()

_CHECKED = (
    *("tipo", "titolo", "anno", "ente", "atto", "distretto"),
    *("azioni_vamt", "organizzazioni", "riferimenti"),
)
"""The document's own fields that checks look at."""


class Stages(Struct, frozen=True, gc=False):
    """What the stages made of a document that could be read, for whoever watches them."""

    reading: Reading
    laid_out: LaidOut
    interventi: tuple[Intervento, ...]


Watch = Callable[[Stages], None]


def run(
    data: bytes, path: str, options: Options = DEFAULTS, watch: Watch | None = None
) -> tuple[Documento, ...] | tuple[DocumentoFallito]:
    """The records of one file: its bytes, and its path relative to the input root.

    A file is one document, a collection several, in order. A file that cannot be read gives a
    `failed` record; any other exception is a bug of ours.
    """
    source = Source(path=path, bytes=len(data), sha256=sha256(data).hexdigest())
    try:
        reading = read(data, _suffix(path), options.pdf_engine)
    except DocumentError as error:
        return (failed(source, error),)
    del data  # scans are large, and the caller may have let go of them too
    source = replace(source, pages=len(reading.pages))
    records: list[Documento] = []
    parts = parts_of(reading.pages)
    for part, furniture in zip(parts, _furniture(reading, parts), strict=True):
        before = sum(len(record.interventi) for record in records)
        laid_out = lay_out(reading.pages[part.start : part.stop], furniture, watch is not None)
        records.append(_document(_of_part(reading, part), laid_out, source, options, before, watch))
    return tuple(records)


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


def _document(
    reading: Reading,
    laid_out: LaidOut,
    source: Source,
    options: Options,
    interventi_before: int,
    watch: Watch | None,
) -> Documento:
    repaired = repair(laid_out.flow, options.no_repair)
    flow = with_plain_blanks(repaired.flow)
    segments = segment(flow)
    description = describe(flow, segments, laid_out.furniture)
    interventi = extract(flow, segments.blocks, source.sha256, interventi_before)
    interventi = classify(interventi, *_kind_and_year(description.fields), options.taxonomy)
    if options.suggest is not None:
        from pipeline.normalise.suggest import suggest

        kind = description.fields["tipo"]
        interventi = suggest(interventi, kind, options.suggest, options.taxonomy)
    profiled = profile(flow, segments, description.fields, laid_out.furniture, interventi)
    fields = {**description.fields, **profiled.fields}
    located, unlocated = locate(flow.text, fields)
    fields |= located
    fields |= cite(flow, fields, description.grounds)
    interventi = name_organisations(interventi, _names(fields))
    interventi, identified = identify(interventi, fields, options.organisations)
    fields |= identified
    read_parts = [
        *description.read,
        *profiled.read,
        *segments.headers,
        *_parts(segments.blocks),
    ]
    audited = audit(flow, read_parts, (*description.ignored, *profiled.ignored))
    case = Case(
        flow,
        segments.blocks,
        interventi,
        fields["dichiarati"],
        audited.unread,
        segments.strangers,
        atto_letture=description.readings,
        taxonomy=options.taxonomy,
        **{name: value for name, value in fields.items() if name in _CHECKED},
    )
    issues = (
        *_noticed(reading.notices),
        *description.issues,
        *profiled.issues,
        *unlocated,
        *validate(case),
    )
    if watch:
        watch(Stages(reading, laid_out, interventi))
    if not options.evidence:
        interventi = tuple(replace(intervento, evidence=UNSET) for intervento in interventi)
    where = _located(source, reading, laid_out)
    is_part = where.first_page != 1 or where.last_page != source.pages
    pages = f"-p{where.first_page}-{where.last_page}" if is_part else ""
    return Documento(
        id=f"{source.sha256}{pages}",
        source=where,
        interventi=interventi,
        repairs=repaired.records() if options.full_repairs else repaired.counts(),
        coverage=audited.coverage,
        issues=issues,
        **fields,
    )


def _kind_and_year(fields: Mapping[str, Any]) -> tuple[str, int | None]:
    """What the document is and the year it is for: they tell which edition a label is of."""
    return fields["tipo"], fields.get("anno")


def _names(fields: Mapping[str, Any]) -> list[str]:
    """The organisations that a document lists: its members, its body, its district."""
    bodies = fields["ente"], fields.get("distretto")
    members = fields.get("organizzazioni", ())
    return [*(member.nome for member in members), *(body.nome for body in bodies if body)]


def _located(source: Source, reading: Reading, laid_out: LaidOut) -> Source:
    """The source of one document: its pages in the file, and what the layout kept apart."""
    return replace(
        source,
        media_type=reading.media_type,
        first_page=reading.pages[0].number,
        last_page=reading.pages[-1].number,
        text_layer=reading.text_layer,
        furniture=laid_out.furniture,
        indice=laid_out.indice,
        joined_tables=laid_out.joined_tables,
    )


def _parts(blocks: Sequence[Block]) -> Iterable[slice]:
    """What of the flow the interventi were read from: headings, labels, values."""
    for block in blocks:
        if block.head:
            yield slice(block.head.start, (block.heading or block.head).stop)
        if block.area:
            yield slice(block.area.numero.start, block.area.testo.stop)
        if block.numero:
            yield block.numero
        for pair in block.values:
            yield slice(pair.start, max(pair.start, pair.value[0].stop))
            yield from pair.value[1:]


def _noticed(notices: Iterable[Notice]) -> Iterable[Issue]:
    for notice in notices:
        at = Span(notice.page, 0, 0) if notice.page else None
        yield issue(notice.rule, notice.message, "$.source", at)


def _suffix(path: str) -> str:
    name = path.rpartition("/")[2]
    return name[name.rfind(".") :] if "." in name else ""
