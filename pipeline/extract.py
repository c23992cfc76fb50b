"""Extraction: blocks become interventi, each value with where it stands in the source."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from extractors.classification import entries
from extractors.printed import printed
from schemas.block import Block, LabelledValue, Slice
from schemas.flow import WRAP, Flow
from schemas.page import Page, Span, Word, box_of
from schemas.records import Classificazione, Evidence, Intervento, complete

_LABEL_REACH = 200
"""An empty value stands right behind a label no farther off than this many characters."""


def extract(flow: Flow, blocks: Sequence[Block], document_id: str) -> list[Intervento]:
    """One record a block, in order. `flow` is the repaired one; evidence quotes the source."""
    return [_intervento(flow, block, document_id[:12], n) for n, block in enumerate(blocks, 1)]


def evidence(flow: Flow, part: Slice) -> list[Evidence]:
    """Where a part of the flow stands: one record for each run of one page's text.

    A label with nothing behind it has an empty run where its value would stand.
    """
    if part.start == part.end:
        before = flow.spans(max(0, part.start - _LABEL_REACH), part.start)
        return [_record(flow, Span(span.page, span.end, span.end)) for span in before[-1:]]
    return [_record(flow, span) for span in flow.spans(*part)]


def _intervento(flow: Flow, block: Block, document: str, order: int) -> Intervento:
    fields: dict[str, Any] = {}
    others: dict[str, str] = {}
    where: dict[str, list[Evidence]] = {}
    for name, part in (("numero", block.numero), ("ambito", block.heading)):
        if part and part.start < part.end:
            fields[name] = printed(flow.text[part.start : part.end].strip(" .:–-*\t"))
            where[name] = evidence(flow, part)
    for name, pairs in _by_field(flow, block.values).items():
        value = _value(flow, pairs)
        field = pairs[0].field
        if field is None:
            others[name] = value
        else:
            fields[field] = _SHAPES[field](value) if field in _SHAPES else value
        where[field or f"altri_campi.{name}"] = [
            record for pair in pairs for part in pair.value for record in evidence(flow, part)
        ]
    record: dict[str, Any] = {
        "id": f"{document}-{order}",
        "tipo": block.kind,
        "ordine": order,
        **fields,
        "altri_campi": others,
        "evidence": where,
    }
    intervento: Intervento = complete("Intervento", record)
    return intervento


def _by_field(flow: Flow, values: Sequence[LabelledValue]) -> dict[str, list[LabelledValue]]:
    """The pairs of a block by field, unknown labels by their wording, in the order printed."""
    found: dict[str, list[LabelledValue]] = {}
    for pair in values:
        label = pair.field or printed(flow.text[slice(*pair.label)]).rstrip(" .:")
        found.setdefault(label, []).append(pair)
    return found


def _value(flow: Flow, pairs: Sequence[LabelledValue]) -> str:
    """A field's text: parts of one value go on in one another, a second printing starts a line."""
    texts = [WRAP.join(flow.text[slice(*part)] for part in pair.value) for pair in pairs]
    return "\n".join(printed(text) for text in texts)


def _organisations(text: str) -> dict[str, Any]:
    return {"testo": text, "organizzazioni": []}


def _classifications(text: str) -> list[Classificazione]:
    return [
        complete(
            "Classificazione",
            {**entry._asdict(), "metodo": "codice" if entry.codice else "etichetta"},
        )
        for entry in entries(text)
    ]


_SHAPES: Mapping[str, Callable[[str], Any]] = {
    "organizzazione_referente": _organisations,
    "altre_organizzazioni_coinvolte": _organisations,
    "organizzazioni_coinvolte": _organisations,
    "tempi": lambda text: complete("Tempi", {"testo": text}),
    "indicatori": lambda text: {"testo": text, "voci": []},
    "percentuali": lambda text: {"testo": text, "regole": []},
    "classificazioni": _classifications,
}
"""The fields that are more than text."""


def _record(flow: Flow, span: Span) -> Evidence:
    return {
        "page": span.page,
        "bbox": _box(flow, span),
        "start": span.start,
        "end": span.end,
        "raw": flow.raw(span),
    }


def _box(flow: Flow, span: Span) -> list[float] | None:
    """The smallest box around the words of a span, None for plain text."""
    words = _words(flow.pages[span.page - flow.pages[0].number], span)
    return list(box_of(words)) if words else None


def _words(page: Page, span: Span) -> list[Word]:
    lines = page.lines
    first = bisect_left(lines, span.start, key=lambda line: line.end - 1)
    found: list[Word] = []
    for line in lines[first:]:
        if line.start >= span.end:
            break
        found += [word for word in line.words if word.start < span.end and word.end > span.start]
    return found
