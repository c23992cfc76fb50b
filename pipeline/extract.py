"""Extraction: blocks become interventi, each value with where it stands in the source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from extractors.classification import entries
from extractors.printed import printed
from schemas.block import Block, BlockArea
from schemas.flow import WRAP, Flow
from schemas.page import Box, Page, Span
from schemas.records import (
    Area,
    Evidence,
    Indicatori,
    Intervento,
    Organizzazioni,
    Percentuali,
    Tempi,
)

_OTHER = "altri_campi."
"""Stands before the label of a field that the contract does not know, in `evidence`."""

_REMEMBERED, _REMEMBERED_CHARACTERS = 256, 500
"""How many values are remembered, none longer."""

_LABEL_REACH = 200
"""An empty value stands right behind a label no farther off than this many characters."""


def extract(
    flow: Flow, blocks: Sequence[Block], file_id: str, before: int = 0
) -> tuple[Intervento, ...]:
    """One record a block, in order. `flow` is the repaired one; evidence quotes the source.

    `before` counts the interventi of the same file's earlier documents: no two have one id.
    """
    return tuple(
        _intervento(flow, block, f"{file_id[:12]}-{before + order}", order)
        for order, block in enumerate(blocks, 1)
    )


def _intervento(flow: Flow, block: Block, identifier: str, order: int) -> Intervento:
    fields: dict[str, Any] = {}
    others: dict[str, str] = {}
    texts: dict[str, list[str]] = {}
    where: dict[str, list[Evidence]] = {}
    heading = "ambito" if block.kind == "progettualita" else "titolo"
    for name, part in (("numero", block.numero), (heading, block.heading)):
        if part and part.start < part.stop:
            stop = "" if name == "titolo" else "."
            bare = flow.text[part].lstrip(" .:–-*\t").rstrip(f" {stop}:–-*\t")
            fields[name] = " ".join(bare.split())
            where[name] = _evidence(flow, (part,))
    if block.area:
        fields["area"] = _area(flow.text, block.area)
        where["area"] = _evidence(flow, (block.area.numero, block.area.titolo, block.area.testo))
    for pair in block.values:
        name = pair.field or _OTHER + printed(pair.label).rstrip(" .:")
        value, places = _value(flow.text, pair.value), _evidence(flow, pair.value)
        if name in texts or fields.get(name):
            texts.setdefault(name, [fields.get(name, "")]).append(value)
            where[name] += places
        else:
            texts[name], where[name] = [value], places
    for name, values in texts.items():
        value = "\n".join(values) if len(values) > 1 else values[0]
        if name in _SHAPES:
            fields[name] = _shaped(name, value)
        elif name.startswith(_OTHER):
            others[name.removeprefix(_OTHER)] = value
        else:
            fields[name] = value
    return Intervento(
        id=identifier,
        tipo=block.kind,
        ordine=order,
        altri_campi=others,
        evidence={name: tuple(places) for name, places in where.items()},
        **fields,
    )


def _area(text: str, area: BlockArea) -> Area:
    return Area(
        numero=text[area.numero],
        titolo=printed(text[area.titolo]),
        testo=printed(text[area.testo].strip("\t\n\r ")) or None,
    )


def _value(text: str, parts: Sequence[slice]) -> str:
    """A field's text; the parts of a value that was cut go on in one another."""
    if len(parts) == 1:
        return printed(text[parts[0]])
    return printed(WRAP.join([text[part] for part in parts]))


def _organisations(text: str) -> Organizzazioni:
    return Organizzazioni(testo=text)


def _times(text: str) -> Tempi:
    if not any(map(str.isdecimal, text)):
        return Tempi(testo=text)
    from extractors.measures.deadlines import deadline

    found = deadline(text)
    return Tempi(testo=text, dal=found.dal, entro=found.entro)


def _indicators(text: str) -> Indicatori:
    if not text:
        return Indicatori(testo=text)
    from extractors.measures.indicators import items

    return Indicatori(testo=text, voci=items(text))


def _percentages(text: str) -> Percentuali:
    if "%" not in text and "cento" not in text:
        return Percentuali(testo=text)
    from extractors.measures.percentages import rules

    return Percentuali(testo=text, regole=rules(text))


_SHAPES: Mapping[str, Callable[[str], Any]] = {
    "organizzazione_referente": _organisations,
    "altre_organizzazioni_coinvolte": _organisations,
    "organizzazioni_coinvolte": _organisations,
    "tempi": _times,
    "indicatori": _indicators,
    "percentuali": _percentages,
    "classificazioni": entries,
}
"""The fields that are more than text."""


def _shaped(name: str, value: str) -> Any:
    """The value of such a field; many are printed alike at every intervento of a programme."""
    if len(value) > _REMEMBERED_CHARACTERS:
        return _SHAPES[name](value)
    return _remembered(name, value)


@lru_cache(_REMEMBERED)
def _remembered(name: str, value: str) -> Any:
    return _SHAPES[name](value)


def _evidence(flow: Flow, parts: Sequence[slice]) -> list[Evidence]:
    """Where a value stands: one record for each run of one page's text."""
    first = flow.pages[0].number
    found = []
    for part in parts:
        for span in flow.spans(part) or _behind_label(flow, part):
            page = flow.pages[span.page - first]
            for start, end, box in _places(page, span):
                raw = page.text[start:end]
                found.append(Evidence(page=span.page, bbox=box, start=start, end=end, raw=raw))
                if page.recognition:
                    found[-1] = _recognised(page, found[-1])
    return found


def _recognised(page: Page, place: Evidence) -> Evidence:
    """A place on a page that was set straight to be read, as the page is displayed."""
    assert page.recognition is not None, "asked by the caller"
    box = page.recognition.displayed(place.bbox) if place.bbox else None
    sure = page.confidence(place.start, place.end)
    return replace(place, bbox=box, confidence=UNSET if sure is None else sure)


def _behind_label(flow: Flow, part: slice) -> list[Span]:
    """The empty run right behind a label that has no value."""
    label = flow.spans(slice(max(0, part.start - _LABEL_REACH), part.start))
    return [Span(span.page, span.end, span.end) for span in label[-1:]]


def _places(page: Page, span: Span) -> Iterable[tuple[int, int, Box | None]]:
    """The runs of a span that go down the page, each with the smallest box around its words.

    One, unless it goes on in the next text column; without a box where it has no words.
    """
    if not page.lines:
        return ((span.start, span.end, None),)
    whole = page.lines.box_of_whole(span.start, span.end)
    return ((span.start, span.end, _rounded(whole)),) if whole else _downwards(page, span)


def _downwards(page: Page, span: Span) -> Iterator[tuple[int, int, Box | None]]:
    start, end, low = span.start, span.end, 0.0
    boxes: list[Box] = []
    for line in page.lines.touching(start, end):
        first = line.start
        if line.bottom <= low and first > start:
            yield start, start + len(page.text[start:first].rstrip()), _around(boxes)
            start, boxes = first, []
        low = line.top
        if start <= first and line.end <= end:
            boxes.append((line.x0, line.top, line.x1, line.bottom))
        else:
            boxes += (
                (word.x0, word.top, word.x1, word.bottom)
                for word in line.words
                if word.start < end and word.end > start
            )
    yield start, end, _around(boxes)


def _around(boxes: Sequence[Box]) -> Box | None:
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return _rounded((min(lefts), min(tops), max(rights), max(bottoms)))


def _rounded(box: Box) -> Box:
    x0, top, x1, bottom = box
    return round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)
