"""Prints a document by reportlab's own layout engine, which cuts rows by rules of its own."""

from __future__ import annotations

import io
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import PageBreak, SimpleDocTemplate, Spacer
from reportlab.platypus import Paragraph as Text
from reportlab.platypus import Table as Grid

from tests.render.document import Block, Document, Look, Paragraph, Table
from tests.render.typeset import fonts

_ALIGN = {"left": TA_LEFT, "justify": TA_JUSTIFY, "center": TA_CENTER}
_LEADING = 1.2
_FURNITURE_POINTS = 28.0


def print_pdf(document: Document, look: Look) -> bytes:
    """The document as PDF; columns, and a foot that counts all pages, it does not do."""
    buffer = io.BytesIO()
    margin = document.margin
    template = SimpleDocTemplate(
        buffer,
        pagesize=document.page,
        leftMargin=margin,
        rightMargin=margin,
        topMargin=margin,
        bottomMargin=margin,
        invariant=1,
    )
    story = [flowable for block in document.blocks for flowable in _flowables(block, look)]

    def furnish(canvas: Any, template: Any) -> None:
        canvas.setFont(fonts(look.family)[0], 8)
        canvas.drawString(
            margin, document.page[1] - _FURNITURE_POINTS, " ".join(document.head or ())
        )
        foot = (document.foot or "").partition(" di ")[0].format(n=template.page)
        canvas.drawCentredString(document.page[0] / 2, _FURNITURE_POINTS, foot)

    template.build(story, onFirstPage=furnish, onLaterPages=furnish)
    return buffer.getvalue()


def _flowables(block: Block, look: Look) -> list[Any]:
    if isinstance(block, Paragraph):
        return [_text(block, look)]
    if isinstance(block, Table):
        return [_grid(block, look), Spacer(1, block.after or 1)]
    return [PageBreak()]


def _text(of: Paragraph, look: Look) -> Any:
    size = look.size * of.scale
    style = ParagraphStyle(
        "text",
        fontName=fonts(look.family)[0],
        fontSize=size,
        leading=size * _LEADING,
        alignment=_ALIGN[of.align],
        spaceAfter=of.after,
        leftIndent=of.hanging,
        firstLineIndent=-of.hanging,
        allowWidows=1,
        allowOrphans=1,
        embeddedHyphenation=1,
    )
    marked = (("<b>%s</b>" if span.bold else "%s") % escape(span.text) for span in of.spans)
    return Text(" ".join(marked), style)


def _grid(table: Table, look: Look) -> Any:
    style: list[tuple[Any, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.5, HexColor("#000000")),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), table.padding),
        ("RIGHTPADDING", (0, 0), (-1, -1), table.padding),
    ]
    rows = []
    for y, row in enumerate(table.rows):
        texts: list[Any] = []
        for cell in row.cells:
            x = len(texts)
            texts += [[_text(text, look) for text in cell.paragraphs], *[""] * (cell.span - 1)]
            end = (x + cell.span - 1, y)
            style += [("SPAN", (x, y), end)] if cell.span > 1 else []
            style += [("BACKGROUND", (x, y), end, HexColor(f"#{cell.fill}"))] if cell.fill else []
        rows.append(texts)
    repeated = sum(row.repeats for row in table.rows)
    return Grid(rows, table.widths, repeatRows=repeated, splitInRow=1, style=style)
