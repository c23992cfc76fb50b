"""Writes a document as flat OpenDocument, for LibreOffice to print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape

from tests.render.document import (
    FACES,
    Block,
    Cell,
    Columns,
    Document,
    Look,
    Paragraph,
    Row,
    Table,
)
from tests.render.typeset import soft_hyphenated

_NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
)
_RULE = "0.5pt solid #000000"
_DOUBLE = "1.5pt double #000000"
_FURNITURE_POINTS = 20.0
_BAND_GAP_POINTS = 6.0


def flat_odt(document: Document, look: Look) -> str:
    """The document as one XML file, `.fodt`."""
    return _Office(document, look).written()


class _Office:
    """Writes the body, and the styles that it turns out to need."""

    def __init__(self, document: Document, look: Look) -> None:
        self._document = document
        self._look = look
        self._styles: dict[tuple[str, str], str] = {}

    def written(self) -> str:
        """All of the file."""
        body = "".join(self._blocks())
        head, foot = self._furniture()
        styles = "".join(
            f'<style:style style:name="{name}" style:family="{family}">{properties}</style:style>'
            for (family, properties), name in self._styles.items()
        )
        return (
            f'<?xml version="1.0" encoding="UTF-8"?><office:document {_NAMESPACES} '
            'office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">'
            f"<office:styles>{self._default()}</office:styles>"
            f"<office:automatic-styles>{self._page()}{styles}</office:automatic-styles>"
            '<office:master-styles><style:master-page style:name="Standard" '
            f'style:page-layout-name="page">{head}{foot}</style:master-page>'
            "</office:master-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document>"
        )

    def _default(self) -> str:
        face = FACES[self._look.family]
        return (
            '<style:default-style style:family="paragraph"><style:text-properties '
            f'fo:font-family="{face}" fo:font-size="{self._look.size}pt" '
            'fo:language="it" fo:country="IT"/></style:default-style>'
        )

    def _page(self) -> str:
        width, height = self._document.page
        margin, band = self._document.margin, self._document.margin - _FURNITURE_POINTS
        is_furnished = bool(self._document.foot)
        edge = _FURNITURE_POINTS if is_furnished else margin
        return (
            '<style:page-layout style:name="page"><style:page-layout-properties '
            f'fo:page-width="{width}pt" fo:page-height="{height}pt" '
            f'style:print-orientation="{"landscape" if width > height else "portrait"}" '
            f'fo:margin-top="{edge}pt" fo:margin-bottom="{edge}pt" '
            f'fo:margin-left="{margin}pt" fo:margin-right="{margin}pt"/>'
            + (_band("header", band) + _band("footer", band) if is_furnished else "")
            + "</style:page-layout>"
        )

    def _furniture(self) -> tuple[str, str]:
        if not self._document.foot:
            return "", ""
        left, right = self._document.head or ("", "")
        small = '<style:text-properties fo:font-size="8pt"/>'
        stop = f'<style:tab-stop style:position="{self._document.width}pt" style:type="right"/>'
        tabs = f"<style:paragraph-properties><style:tab-stops>{stop}</style:tab-stops>"
        head = self._style("paragraph", f"{tabs}</style:paragraph-properties>{small}")
        middle = '<style:paragraph-properties fo:text-align="center"/>'
        foot = self._style("paragraph", middle + small)
        count = escape(self._document.foot).format(n="<text:page-number/>", m="<text:page-count/>")
        ends = f"{escape(left)}<text:tab/>{escape(right)}"
        return (
            f'<style:header><text:p text:style-name="{head}">{ends}</text:p></style:header>',
            f'<style:footer><text:p text:style-name="{foot}">{count}</text:p></style:footer>',
        )

    def _style(self, family: str, properties: str) -> str:
        """The name of a style of these properties."""
        key = family, properties
        return self._styles.setdefault(key, f"{family}{len(self._styles)}")

    def _blocks(self) -> Iterator[str]:
        is_open = False
        for block in self._document.blocks:
            if isinstance(block, Columns):
                is_open = True
                name = self._style("section", _section(block))
                yield f'<text:section text:style-name="{name}" text:name="testo">'
            else:
                yield self._block(block)
        yield "</text:section>" if is_open else ""

    def _block(self, block: Block) -> str:
        if isinstance(block, Paragraph):
            return self._paragraph(block)
        if isinstance(block, Table):
            return self._table(block)
        name = self._style("paragraph", '<style:paragraph-properties fo:break-before="page"/>')
        return f'<text:p text:style-name="{name}"/>'

    def _paragraph(self, of: Paragraph) -> str:
        align = "start" if of.align == "left" else of.align
        name = self._style(
            "paragraph",
            f'<style:paragraph-properties fo:text-align="{align}" fo:orphans="0" fo:widows="0" '
            f'fo:margin-left="{of.hanging}pt" fo:text-indent="{-of.hanging}pt" '
            f'fo:margin-bottom="{of.after}pt"/>'
            f'<style:text-properties fo:font-size="{self._look.size * of.scale:.2f}pt"/>',
        )
        return f'<text:p text:style-name="{name}">{self._spans(of)}</text:p>'

    def _spans(self, of: Paragraph) -> str:
        strong = self._style("text", '<style:text-properties fo:font-weight="bold"/>')
        parts: list[str] = []
        for span in of.spans:
            text = soft_hyphenated(span.text) if self._document.hyphenates else span.text
            text = escape(text)
            if of.hanging and not parts:
                text = re.sub(" ", "<text:tab/>", text, count=1)
            part = f'<text:span text:style-name="{strong}">{text}</text:span>'
            parts.append(part if span.bold else text)
        return " ".join(parts)

    def _table(self, table: Table) -> str:
        name = self._style(
            "table",
            f'<style:table-properties style:width="{sum(table.widths)}pt" table:align="left" '
            f'fo:margin-left="{table.inset}pt" fo:margin-bottom="{table.after}pt" '
            'table:border-model="collapsing"/>',
        )
        columns = (
            f'<style:table-column-properties style:column-width="{width}pt"/>'
            for width in table.widths
        )
        names = [self._style("table-column", column) for column in columns]
        rows = [(row, self._row(table, row, n)) for n, row in enumerate(table.rows)]
        heads = "".join(written for row, written in rows if row.repeats)
        return (
            f'<table:table table:style-name="{name}">'
            + "".join(f'<table:table-column table:style-name="{x}"/>' for x in names)
            + (f"<table:table-header-rows>{heads}</table:table-header-rows>" if heads else "")
            + "".join(written for row, written in rows if not row.repeats)
            + "</table:table>"
        )

    def _row(self, table: Table, row: Row, number: int) -> str:
        keep = "always" if row.is_heading else "auto"
        properties = (
            f'<style:table-row-properties fo:keep-together="{keep}" '
            f'style:min-row-height="{row.min_height}pt"/>'
        )
        name = self._style("table-row", properties)
        last = len(row.cells) - 1
        cells = "".join(
            self._cell(table, cell, sides(table, number, is_first=n == 0, is_last=n == last))
            for n, cell in enumerate(row.cells)
        )
        return f'<table:table-row table:style-name="{name}">{cells}</table:table-row>'

    def _cell(self, table: Table, cell: Cell, sides: dict[str, bool]) -> str:
        rule = _DOUBLE if table.rules.drawn == "double" else _RULE
        borders = " ".join(
            f'fo:border-{side}="{rule if is_ruled else "none"}"' for side, is_ruled in sides.items()
        )
        valign = cell.valign.removesuffix(" of row")
        fill = f'fo:background-color="#{cell.fill}"' if cell.fill else ""
        name = self._style(
            "table-cell",
            f'<style:table-cell-properties fo:padding="{table.padding}pt" {borders} {fill} '
            f'style:vertical-align="{valign}"/>',
        )
        text = "".join(map(self._paragraph, cell.paragraphs)) or "<text:p/>"
        return (
            f'<table:table-cell table:style-name="{name}" '
            f'table:number-columns-spanned="{cell.span}">{text}</table:table-cell>'
            + "<table:covered-table-cell/>"
            * (cell.span - 1)
        )


def sides(table: Table, number: int, *, is_first: bool, is_last: bool) -> dict[str, bool]:
    """Which sides of a cell are ruled, in a table that is written and not drawn."""
    rules = table.rules
    is_ruled = rules.drawn != "none"
    return {
        "left": is_ruled and rules.vertical and (rules.outer or not is_first),
        "right": is_ruled and rules.vertical and (rules.outer or not is_last),
        "top": is_ruled and (rules.outer or number > 0),
        "bottom": is_ruled and (rules.outer or number < len(table.rows) - 1),
    }


def _band(name: str, height: float) -> str:
    inner = "bottom" if name == "header" else "top"
    return (
        f"<style:{name}-style><style:header-footer-properties "
        f'fo:min-height="{height - _BAND_GAP_POINTS}pt" '
        f'fo:margin-{inner}="{_BAND_GAP_POINTS}pt"/></style:{name}-style>'
    )


def _section(columns: Columns) -> str:
    line = '<style:column-sep style:width="0.5pt" style:color="#000000" style:height="100%"/>'
    return (
        '<style:section-properties text:dont-balance-text-columns="true">'
        f'<style:columns fo:column-count="{columns.count}" fo:column-gap="22pt">'
        f"{line if columns.is_ruled else ''}</style:columns></style:section-properties>"
    )
