"""Plans as offices set them: wide tables, newspaper columns, forms without rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec.structs import asdict

from tests.render.document import (
    Block,
    Cell,
    Columns,
    Document,
    Paragraph,
    Row,
    Rules,
    Span,
    Table,
    cells,
    labelled,
    paragraph,
    paragraphs,
)
from tests.render.records import LABELS, Azione, Plan, printed

GREY = "D9D9D9"

_WIDE_MARGIN = 36.0
_WIDE_SCALE = 0.85
_SHARES = {"titolo": 3, "tassonomia": 3, "macro_ambito": 2, "obiettivo": 5, "descrizione": 8}
_NUMBER_POINTS = 26.0
_LABEL_POINTS = 113.0
"""Four centimetres."""


def opening(plan: Plan) -> tuple[Paragraph, ...]:
    """What stands above the actions: heading, introduction, the chapter's name."""
    heading = f"PIANO FAMIGLIA DI {plan.ente} ANNO {plan.anno}"
    return (
        paragraph(heading, bold=True, align="center", scale=1.4, after=14.0),
        *paragraphs(plan.premessa, align="justify", after=5.0),
        paragraph("AZIONI", bold=True, scale=1.2, after=6.0),
    )


def wide(
    plan: Plan,
    *,
    rules: Rules | None = None,
    repeats: bool = True,
    fill: str | None = GREY,
    is_numbered: bool = False,
    title: str | None = None,
) -> Document:
    """One table in landscape, a row an action, the labels in its first row."""
    fields = [x for x in LABELS[Azione] if any(getattr(a, x) is not None for a in plan.azioni)]
    document = Document((), landscape=True, margin=_WIDE_MARGIN)
    first = (_NUMBER_POINTS,) if is_numbered else ()
    share = (document.width - sum(first)) / sum(_SHARES[field] for field in fields)
    widths = (*first, *(_SHARES[field] * share for field in fields))
    names = [*(["N."] if is_numbered else []), *(LABELS[Azione][field] for field in fields)]
    heads = [Row(cells(names, bold=True, fill=fill), is_heading=True, repeats=repeats)]
    if title:
        above = Cell((paragraph(title, bold=True, align="center"),), span=len(widths))
        heads.insert(0, Row((above,), is_heading=True, repeats=repeats))
    rows = _wide_rows(plan.azioni, fields, is_numbered=is_numbered)
    table = Table(widths, (*heads, *rows), rules or Rules())
    return Document((*opening(plan), table), landscape=True, margin=_WIDE_MARGIN)


def _wide_rows(
    azioni: Sequence[Azione], fields: Sequence[str], *, is_numbered: bool
) -> Iterator[Row]:
    for number, azione in enumerate(azioni, 1):
        values = asdict(azione)
        texts = [*([str(number)] if is_numbered else []), *(values[x] or "" for x in fields)]
        yield Row(tuple(Cell(_small(text)) for text in texts))


def _small(text: str) -> tuple[Paragraph, ...]:
    return tuple(paragraph(line, scale=_WIDE_SCALE) for line in text.split("\n") if line)


def columns(plan: Plan, *, capitals: bool = True, is_ruled: bool = False) -> Document:
    """Two columns a page under a heading of full width, `LABEL: value` in paragraphs."""
    heading, *premessa, chapter = opening(plan)
    blocks: list[Block] = [heading, Columns(2, is_ruled), *premessa, chapter]
    for azione in plan.azioni:
        for label, value in printed(azione):
            name = label.upper() if capitals else label
            blocks += labelled(f"{name}:", value, align="justify")
        blocks.append(Paragraph((), after=4.0))
    return Document(tuple(blocks))


def form(plan: Plan, *, colon: bool = False, bold: bool = False) -> Document:
    """Labels in a column of their own, justified values beside them, no rule anywhere."""
    blocks: list[Block] = [*opening(plan)]
    widths = (_LABEL_POINTS, Document(()).width - _LABEL_POINTS)
    for azione in plan.azioni:
        rows = [
            Row(
                (
                    Cell((paragraph(f"{label}:" if colon else label, bold=bold),)),
                    Cell(paragraphs(value, align="justify")),
                )
            )
            for label, value in printed(azione)
        ]
        blocks.append(Table(widths, tuple(rows), Rules("none"), after=16.0))
    return Document(tuple(blocks))


def stacked(plan: Plan, *, colon: bool = False) -> Document:
    """Each label on a line of its own, the justified value under it."""
    blocks: list[Block] = [*opening(plan)]
    for azione in plan.azioni:
        for label, value in printed(azione):
            blocks.append(Paragraph((Span(f"{label}:" if colon else label, bold=True),)))
            blocks += paragraphs(value, align="justify", after=3.0)
        blocks.append(Paragraph((), after=4.0))
    return Document(tuple(blocks))


Sheet = Literal["across", "pairs", "above"]
"""Where a sheet has its labels: beside the values, the title across the sheet; several in its first
row; each in a row of its own above its value."""


def sheets(plan: Plan, *, setting: Sheet) -> Document:
    """A ruled table an action."""
    blocks: list[Block] = [*opening(plan)]
    whole = Document(()).width
    widths = {
        "across": (_LABEL_POINTS, whole - _LABEL_POINTS),
        "pairs": (_PAIR_POINTS, whole / 2 - _PAIR_POINTS) * 2,
        "above": (whole,),
    }[setting]
    for azione in plan.azioni:
        rows = tuple(_sheet_rows(azione, setting))
        blocks.append(Table(widths, rows, Rules(), after=14.0))
    return Document(tuple(blocks))


_PAIR_POINTS = 80.0


def _sheet_rows(azione: Azione, setting: Sheet) -> Iterator[Row]:
    (title, first), *others = printed(azione)
    if setting == "across":
        heading = paragraph(f"{title.upper()}: {first}", bold=True)
        yield Row((Cell((heading,), fill=GREY, span=2),))
    elif setting == "pairs":
        second = others.pop(0)
        yield Row(tuple(_text(text) for text in (title, first, *second)))
    else:
        others.insert(0, (title, first))
    for label, value in others:
        if setting == "above":
            heading = paragraph(label, bold=True, align="center")
            yield Row((Cell((heading,), fill=GREY),))
            yield Row((_text(value),))
        else:
            yield Row((_text(label), Cell(paragraphs(value), span=3 if setting == "pairs" else 1)))


def _text(text: str) -> Cell:
    return Cell(paragraphs(text))


def numbered(plan: Plan) -> Document:
    """A number and the title over the other labels, each before its value."""
    blocks: list[Block] = [*opening(plan)]
    for number, azione in enumerate(plan.azioni, 1):
        (_, title), *others = printed(azione)
        blocks.append(paragraph(f"{number}. {title}", bold=True, scale=1.1, after=3.0))
        for label, value in others:
            blocks += labelled(f"{label}:", value)
        blocks.append(Paragraph((), after=8.0))
    return Document(tuple(blocks))


Odd = Literal["boxed", "headed", "on its side", "numbered labels", "bulleted", "dashed"]
"""A box around each action; its title above the sheet, without a label; two actions side by side,
a column each; numbers before the labels of a sheet; bullets before those of paragraphs, or a dash
behind them."""


def odd(plan: Plan, *, setting: Odd) -> Document:
    """Labels elsewhere than where a line begins, or a row."""
    whole = Document(()).width
    if setting == "on its side":
        return Document((*opening(plan), *_on_their_sides(plan.azioni, whole)))
    blocks: list[Block] = [*opening(plan)]
    for azione in plan.azioni:
        pairs = list(printed(azione))
        if setting == "boxed":
            inside = tuple(p for label, value in pairs for p in labelled(f"{label}:", value))
            blocks.append(Table((whole,), (Row((Cell(inside),)),), Rules(), after=14.0))
        elif setting in ("headed", "numbered labels"):
            if setting == "headed":
                (_, title), *pairs = pairs
                blocks.append(paragraph(title, bold=True, scale=1.1, after=3.0))
            names = (
                f"{n}. " if setting == "numbered labels" else "" for n, _ in enumerate(pairs, 1)
            )
            rows = (
                Row((_text(f"{number}{label}"), _text(value)))
                for number, (label, value) in zip(names, pairs, strict=False)
            )
            widths = (_LABEL_POINTS, whole - _LABEL_POINTS)
            blocks.append(Table(widths, tuple(rows), Rules(), after=14.0))
        else:
            for label, value in pairs:
                name = f"• {label}:" if setting == "bulleted" else f"{label} –"
                blocks += labelled(name, value)
            blocks.append(Paragraph((), after=8.0))
    return Document(tuple(blocks))


def _on_their_sides(azioni: Sequence[Azione], whole: float) -> Iterator[Table]:
    """Tables of two actions, a column each."""
    widths = (_PAIR_POINTS, *[(whole - _PAIR_POINTS) / 2] * 2)
    for n in range(0, len(azioni), 2):
        two = [asdict(azione) for azione in azioni[n : n + 2]]
        rows = (
            Row((_text(label), *(_text(each[field] or "") for each in two)))
            for field, label in LABELS[Azione].items()
            if any(each[field] is not None for each in two)
        )
        yield Table(widths[: 1 + len(two)], tuple(rows), Rules(), after=14.0)
