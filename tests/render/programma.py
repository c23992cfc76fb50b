"""A district's programme: a table of two columns for each PROGETTUALITÀ."""

from __future__ import annotations

from tests.render.document import (
    Align,
    Block,
    Cell,
    Document,
    Row,
    Rules,
    Table,
    Valign,
    paragraph,
    paragraphs,
)
from tests.render.records import Plan, Progettualita, printed, progettualita

_LABEL_SHARE = 0.3
_OGGETTO = (
    "Legge provinciale 2 marzo 2011, n. 1, art. 16. Accordo di area per lo sviluppo del "
    "Distretto famiglia. Approvazione del Programma di lavoro per l'anno"
)


def programma(
    plan: Plan,
    *,
    rules: Rules | None = None,
    valign: Valign = "top",
    repeats: bool = False,
    fill: str | None = None,
    align: Align = "left",
) -> Document:
    """Cover, act, introduction, then the tables; `repeats` sets each heading on each page."""
    blocks: list[Block] = [*_opening(plan)]
    wide = Document(()).width
    widths = (_LABEL_SHARE * wide, (1 - _LABEL_SHARE) * wide)
    for record in progettualita(plan):
        text = paragraph(f"PROGETTUALITÀ n.{record.numero} {record.ambito}", bold=bool(fill))
        heading = Row((Cell((text,), span=2, fill=fill),), is_heading=True, repeats=repeats)
        rows = _rows(record, valign, align)
        blocks.append(Table(widths, (heading, *rows), rules or Rules(), after=16.0))
    return Document(tuple(blocks))


def _rows(record: Progettualita, valign: Valign, align: Align) -> list[Row]:
    return [
        Row((Cell((paragraph(label),), valign=valign), Cell(paragraphs(value, align=align))))
        for label, value in printed(record)
    ]


def _opening(plan: Plan) -> list[Block]:
    anno, ente = plan.anno, plan.ente
    act = f"DETERMINAZIONE DEL DIRIGENTE N. 4321 DI DATA 16 LUGLIO {anno}"
    announced = f"Il Programma individua complessivamente {len(plan.azioni)} azioni."
    return [
        paragraph(f"DISTRETTO FAMIGLIA {ente}", bold=True, align="center", scale=1.5, after=6.0),
        paragraph(f"PROGRAMMA DI LAVORO {anno}", bold=True, align="center", scale=1.5, after=20.0),
        paragraph("PROVINCIA AUTONOMA DI TRENTO", align="center"),
        paragraph("AGENZIA PER LA COESIONE SOCIALE", align="center", after=8.0),
        paragraph(act, after=8.0),
        paragraph("OGGETTO:"),
        paragraph(f"{_OGGETTO} {anno}.", align="justify", after=8.0),
        *paragraphs(plan.premessa, align="justify", after=5.0),
        paragraph(announced, after=10.0),
        paragraph("PROGETTUALITÀ", bold=True, after=8.0),
    ]
