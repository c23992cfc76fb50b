"""Writes a document as HTML, for a browser to print."""

from __future__ import annotations

import re
from html import escape

from tests.render.document import FACES, Cell, Columns, Document, Look, Paragraph, Row, Table
from tests.render.office import sides
from tests.render.typeset import soft_hyphenated

_COUNTERS = {"{n}": "counter(page)", "{m}": "counter(pages)"}
_STYLE = """
body { margin: 0; line-height: 1.2; orphans: 1; widows: 1; hyphens: manual }
p { margin: 0; white-space: normal }
table { border-collapse: collapse; table-layout: fixed }
.heading { break-inside: avoid; break-after: avoid }
i { font-style: normal; display: inline-block; text-indent: 0 }
"""


def html(document: Document, look: Look) -> str:
    """The document as one page of HTML, with the print's running head and foot."""
    style = f"{_page(document)}{_STYLE}body {{ font: {look.size}pt '{FACES[look.family]}' }}"
    body, closing = [], ""
    for block in document.blocks:
        if isinstance(block, Columns):
            rule = "column-rule: 0.5pt solid black;" if block.is_ruled else ""
            count = f"column-count: {block.count}; column-gap: 22pt; column-fill: auto;"
            body.append(f'<div style="{count} {rule}">')
            closing = "</div>"
        elif isinstance(block, Paragraph):
            body.append(_paragraph(block, document))
        elif isinstance(block, Table):
            body.append(_table(block, document))
        else:
            body.append('<div style="break-after: page"></div>')
    return (
        f'<!doctype html><html lang="it"><meta charset="utf-8"><style>{style}</style>'
        f"<body>{''.join(body)}{closing}</body></html>"
    )


def _page(document: Document) -> str:
    width, height = document.page
    size = f"@page {{ size: {width}pt {height}pt; margin: {document.margin}pt; "
    if not document.foot:
        return size + "}"
    left, right = document.head or ("", "")
    parts = re.split(r"(\{[nm]\})", document.foot)
    foot = " ".join(_COUNTERS.get(part, f'"{part}"') for part in parts if part)
    boxes = {"top-left": f'"{left}"', "top-right": f'"{right}"', "bottom-center": foot}
    return (
        size
        + " ".join(f"@{at} {{ font-size: 8pt; content: {x} }}" for at, x in boxes.items())
        + "}"
    )


def _paragraph(of: Paragraph, document: Document) -> str:
    parts: list[str] = []
    for span in of.spans:
        text = escape(soft_hyphenated(span.text) if document.hyphenates else span.text)
        if of.hanging and not parts:
            bullet, _, rest = text.partition(" ")
            text = f'<i style="width: {of.hanging}pt">{bullet}</i>{rest}'
        parts.append(f"<b>{text}</b>" if span.bold else text)
    hanging = f"padding-left: {of.hanging}pt; text-indent: {-of.hanging}pt"
    return (
        f'<p style="text-align: {of.align}; font-size: {of.scale}em; {hanging}; '
        f'margin-bottom: {of.after}pt">{" ".join(parts) or "&nbsp;"}</p>'
    )


def _table(table: Table, document: Document) -> str:
    columns = "".join(f'<col style="width: {width}pt">' for width in table.widths)
    rows = [(row, _row(table, row, n, document)) for n, row in enumerate(table.rows)]
    heads = "".join(written for row, written in rows if row.repeats)
    body = "".join(written for row, written in rows if not row.repeats)
    return (
        f'<table style="width: {sum(table.widths)}pt; margin: 0 0 {table.after}pt {table.inset}pt">'
        f"{columns}<thead>{heads}</thead><tbody>{body}</tbody></table>"
    )


def _row(table: Table, row: Row, number: int, document: Document) -> str:
    last = len(row.cells) - 1
    cells = "".join(
        _cell(table, cell, sides(table, number, is_first=n == 0, is_last=n == last), document)
        for n, cell in enumerate(row.cells)
    )
    name = "heading" if row.is_heading else ""
    return f'<tr class="{name}" style="height: {row.min_height}pt">{cells}</tr>'


def _cell(table: Table, cell: Cell, ruled: dict[str, bool], document: Document) -> str:
    rule = "1.5pt double black" if table.rules.drawn == "double" else "0.5pt solid black"
    borders = "; ".join(f"border-{side}: {rule}" for side, is_ruled in ruled.items() if is_ruled)
    fill = f"background: #{cell.fill}; print-color-adjust: exact" if cell.fill else ""
    valign = cell.valign.removesuffix(" of row")
    text = "".join(_paragraph(paragraph, document) for paragraph in cell.paragraphs)
    return (
        f'<td colspan="{cell.span}" style="padding: {table.padding}pt; vertical-align: {valign}; '
        f'{borders}; {fill}">{text}</td>'
    )
