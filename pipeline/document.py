"""One document through the stages, in order: from its pages in reading order to its record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import UNSET, Struct
from msgspec.structs import replace

from pipeline.audit import audit
from pipeline.cite import cite
from pipeline.describe import Description, describe
from pipeline.extract import extract
from pipeline.layout import LaidOut
from pipeline.name_organisations import name_organisations
from pipeline.normalise.classify import classify
from pipeline.normalise.identify import identify
from pipeline.normalise.locate import locate
from pipeline.options import Options
from pipeline.profile import profile
from pipeline.read import Notice, Reading
from pipeline.repair import repair
from pipeline.repair.spacing import with_plain_blanks
from pipeline.segment import segment
from pipeline.validate import Case, validate
from schemas.block import Block, Segments
from schemas.flow import Flow
from schemas.page import Page, Span
from schemas.records import Documento, Intervento, Issue, RecognisedPage, Source
from schemas.rules import issue

_CHECKED = (
    *("tipo", "titolo", "anno", "ente", "atto", "distretto"),
    *("azioni_vamt", "organizzazioni", "riferimenti"),
)
"""The document's own fields that checks look at."""


class _Told(Struct, frozen=True, gc=False):
    """What a document says: its fields, its interventi, what they were read from."""

    fields: Mapping[str, Any]
    interventi: tuple[Intervento, ...]
    description: Description
    read: Sequence[slice]
    ignored: Sequence[slice]
    issues: tuple[Issue, ...]


def document(
    reading: Reading, laid_out: LaidOut, source: Source, options: Options, before: int = 0
) -> Documento:
    """The record of one document; `before` counts the interventi of the file's earlier ones."""
    repaired = repair(laid_out.flow, options.no_repair)
    flow = with_plain_blanks(repaired.flow)
    segments = segment(flow)
    interventi = extract(flow, segments.blocks, source.sha256, before)
    told = _told(flow, segments, interventi, laid_out, options)
    audited = audit(flow, told.read, told.ignored)
    case = Case(
        flow,
        segments.blocks,
        told.interventi,
        told.fields["dichiarati"],
        audited.unread,
        segments.strangers,
        atto_letture=told.description.readings,
        taxonomy=options.taxonomy,
        **{name: value for name, value in told.fields.items() if name in _CHECKED},
    )
    where = _located(source, reading, laid_out)
    is_part = where.first_page != 1 or where.last_page != source.pages
    pages = f"-p{where.first_page}-{where.last_page}" if is_part else ""
    return Documento(
        id=f"{source.sha256}{pages}",
        source=where,
        interventi=told.interventi,
        repairs=repaired.records() if options.full_repairs else repaired.counts(),
        coverage=audited.coverage,
        issues=(*_noticed(reading.notices), *told.issues, *validate(case)),
        **told.fields,
    )


def without_evidence(record: Documento) -> Documento:
    """The record as `--no-evidence` has it."""
    bare = tuple(replace(intervento, evidence=UNSET) for intervento in record.interventi)
    return replace(record, interventi=bare)


def _told(
    flow: Flow,
    segments: Segments,
    interventi: tuple[Intervento, ...],
    laid_out: LaidOut,
    options: Options,
) -> _Told:
    """Head, people, places, references; the interventi classified, their organisations named."""
    description = describe(flow, segments, laid_out.furniture)
    tipo, anno = description.fields["tipo"], description.fields.get("anno")
    interventi = classify(interventi, tipo, anno, options.taxonomy)
    if options.suggest is not None:
        from pipeline.normalise.suggest import suggest

        interventi = suggest(interventi, tipo, options.suggest, options.taxonomy)
    profiled = profile(flow, segments, description.fields, laid_out.furniture, interventi)
    fields = {**description.fields, **profiled.fields}
    located, unlocated = locate(flow.text, fields)
    fields |= located
    fields |= cite(flow, fields, description.grounds)
    interventi = name_organisations(interventi, _names(fields))
    interventi, identified = identify(interventi, fields, options.organisations)
    fields |= identified
    return _Told(
        fields,
        interventi,
        description,
        [*description.read, *profiled.read, *segments.headers, *_parts(segments.blocks)],
        (*description.ignored, *profiled.ignored),
        (*description.issues, *profiled.issues, *unlocated),
    )


def _names(fields: Mapping[str, Any]) -> list[str]:
    """The organisations that a document lists: its members, its body, its district."""
    bodies = fields["ente"], fields.get("distretto")
    members = fields.get("organizzazioni", ())
    return [each.nome for each in (*members, *bodies) if each and each.nome]


def _located(source: Source, reading: Reading, laid_out: LaidOut) -> Source:
    """The source of one document: its pages in the file, and what the layout kept apart."""
    return replace(
        source,
        media_type=reading.media_type,
        first_page=reading.pages[0].number,
        last_page=reading.pages[-1].number,
        text_layer=reading.text_layer,
        recognised=tuple(_recognised(reading.pages)),
        furniture=laid_out.furniture,
        note=laid_out.note,
        indice=laid_out.indice,
        joined_tables=laid_out.joined_tables,
    )


def _recognised(pages: Iterable[Page]) -> Iterator[RecognisedPage]:
    """How the pages that recognition read were recognised."""
    for page in pages:
        if page.recognition:
            yield RecognisedPage(
                page=page.number,
                engine=page.recognition.engine,
                words=len(page.recognition.confidences),
                confidence=round(page.recognition.confidence, 3),
                turned_degrees=page.recognition.turned_degrees,
                skew_degrees=page.recognition.skew_degrees,
            )


def _parts(blocks: Sequence[Block]) -> Iterable[slice]:
    """What of the flow the interventi were read from: headings, labels, values."""
    for block in blocks:
        if block.head:
            yield slice(block.head.start, (block.heading or block.head).stop)
        if block.area:
            yield block.area.parola
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
