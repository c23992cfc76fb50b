"""The Agency's form of 2018, filled in: boxes for the areas, one cell a field."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import Literal

from tests.render.document import (
    Block,
    Break,
    Cell,
    Document,
    Paragraph,
    Row,
    Span,
    Table,
    paragraph,
    paragraphs,
)
from tests.render.plans import GREY
from tests.render.records import AzioneModulo, Plan, moduli, printed

Setting = Literal["below", "beside", "beside with colon", "mixed"]
"""Where the value stands in its cell; `mixed`: short ones beside their label, long ones below."""

_BLUE = "00CCFF"
_SHORT_CHARACTERS = 60
_MIN_HEIGHTS = {"Descrizione": 62.0, "Obiettivo": 58.0, "Modalità di valutazione": 58.0}
_BOX_INSET = 17.0
_AREE = (
    ("PROGRAMMAZIONE E RENDICONTAZIONE", "Come il Comune programma gli interventi e ne dà conto."),
    (
        "SERVIZI ALLE FAMIGLIE",
        "Servizi offerti, anche con altri enti:\n• per conciliare lavoro e famiglia;\n• formativi;",
    ),
    (
        "POLITICHE TARIFFARIE E DI SOSTEGNO ALLE FAMIGLIE",
        "Tariffe che tengono conto di quanti sono in famiglia, dal terzo figlio in poi",
    ),
    ("AMBIENTE E QUALITÀ DELLA VITA", "Spazi verdi, parchi gioco, percorsi sicuri."),
    ("COMUNICAZIONE", "Come le famiglie vengono a sapere di tutto ciò."),
)


def modulo(plan: Plan, *, setting: Setting = "below") -> Document:
    """The cover and the areas; area 2 begins a page, tables follow one another without a gap."""
    blocks: list[Block] = [*_cover(plan), Break()]
    for area, azioni in groupby(moduli(plan), lambda azione: azione.numero.split(".")[0]):
        blocks += [Break()] if area == "2" else []
        blocks.append(_area(int(area)))
        blocks += [_azione(azione, _SETTINGS[setting]) for azione in azioni]
    return Document(tuple(blocks))


def _cover(plan: Plan) -> list[Paragraph]:
    lines = (
        f"COMUNE DI {plan.ente}",
        "PIANO DEGLI INTERVENTI IN MATERIA DI POLITICHE FAMILIARI",
        f"ANNO {plan.anno}",
    )
    approval = "Approvato con delibera della Giunta Comunale n. ______ del ________"
    return [
        *(paragraph(line, align="center", scale=2.2, after=120.0) for line in lines),
        paragraph(approval, align="center"),
    ]


def _area(number: int) -> Table:
    titolo, testo = _AREE[number - 1]
    stop = " ." if number > 3 else "."
    head = paragraph(f"{number}{stop} {titolo}", bold=True, scale=1.1)
    rows = (
        Row((Cell((head,), fill=_BLUE),), is_heading=True),
        Row((Cell(paragraphs(testo, align="justify")),), is_heading=True),
    )
    return Table((Document(()).width - 2.5 * _BOX_INSET,), rows, inset=_BOX_INSET, padding=2.0)


def _azione(azione: AzioneModulo, put: Callable[[str, str], tuple[Paragraph, ...]]) -> Table:
    name = paragraph(f"AZIONE {azione.numero}", bold=True, align="center")
    head = Row((Cell((name,), fill=GREY),), is_heading=True)
    rows = (
        Row((Cell(put(label, value)),), min_height=_MIN_HEIGHTS.get(label, 0.0))
        for label, value in printed(azione)
    )
    return Table((Document(()).width,), (head, *rows), padding=2.5)


def _below(label: str, value: str) -> tuple[Paragraph, ...]:
    return (paragraph(label), *paragraphs(value, align="justify"))


def _beside(label: str, value: str) -> tuple[Paragraph, ...]:
    first, _, rest = value.partition("\n")
    return (Paragraph((Span(label), Span(first)), "justify"), *paragraphs(rest, align="justify"))


def _beside_with_colon(label: str, value: str) -> tuple[Paragraph, ...]:
    return _beside(f"{label}:", value)


def _mixed(label: str, value: str) -> tuple[Paragraph, ...]:
    is_short = len(value) < _SHORT_CHARACTERS
    return _beside_with_colon(label, value) if is_short else _below(label, value)


_SETTINGS: dict[Setting, Callable[[str, str], tuple[Paragraph, ...]]] = {
    "below": _below,
    "beside": _beside,
    "beside with colon": _beside_with_colon,
    "mixed": _mixed,
}
