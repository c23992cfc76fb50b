"""Web pages (.html), as browsers, LibreOffice and report generators save them.

selectolax makes the tree that a browser would. Read: what a browser shows of the body.
Not read: scripts, styles, forms' controls, what is hidden by an attribute.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import count
from typing import Any

from pipeline.errors import DocumentError
from pipeline.read import Reading
from pipeline.read.flowing import PAGE_BREAK, Block, Cell, Table, damaged, reading
from pipeline.read.html_limits import check_limits
from pipeline.read.numbers import BULLET, numeral
from pipeline.read.text import decode

MAX_HTML_BYTES = 32 * 1024 * 1024
"""A larger page is refused: its tree would fill the memory."""

_MAX_SPAN = 1_000
"""HTML's own limit for columns (the standard's 4.9.11)."""

_MAX_COLUMNS = 100
"""Columns in which cells that reach down are looked for."""

_PASSED_OVER = {
    *(
        "head",
        "script",
        "style",
        "noscript",
        "template",
        "title",
        "iframe",
        "object",
        "svg",
        "math",
    ),
    *("select", "textarea", "button", "input", "video", "audio", "canvas", "rp", "rt", "colgroup"),
}
_BLOCKS = {
    *("p", "div", "section", "article", "main", "header", "footer", "nav", "aside", "address"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre"),
    *("form", "fieldset", "legend", "figure", "figcaption", "hr", "caption", "center", "details"),
    *("summary", "body", "html", "menu", "hgroup", "dir", "listing", "xmp"),
}
_BANDS = 'body > div[title="header"], body > div[title="footer"]'
"""Running head and foot, as LibreOffice writes them."""

_CELLS = ("td", "th")
_BREAK_BEFORE = r"(?:page-)?break-before\s*:\s*(?:always|page)"
_HIDDEN = r"display\s*:\s*none|visibility\s*:\s*hidden"


def read_html(data: bytes, media_type: str) -> Reading:
    """Pages of a web page; one, unless its styles break them for the printer.

    Raises:
        DocumentError: `too_large`, `too_deep`, `damaged_document`, `not_text`, `no_text_layer`.
    """
    if len(data) > MAX_HTML_BYTES:
        raise DocumentError(
            "too_large",
            f"the web page has {len(data)} bytes; the limit is {MAX_HTML_BYTES}",
            "Print it to a PDF and extract that.",
        )
    text, notices = decode(data, _charset(data))
    check_limits(text)
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    try:
        body = LexborHTMLParser(text).body
    except SelectolaxError as error:
        raise damaged("web page", error) from error
    if body is None:
        raise damaged("web page", "it has no body")
    bands = body.css(_BANDS)
    furniture = [" ".join((band.text() or "").split()) for band in bands]
    for band in bands:
        band.decompose()
    return reading(media_type, _Walk().blocks(body), furniture, notices)


def _charset(data: bytes) -> str | None:
    found = re.search(
        rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{1,40})""", data[:2048], re.IGNORECASE
    )
    return found[1].decode("ascii") if found else None


class _Place:
    """A body or a cell while it is filled: its blocks, and the paragraph at hand."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.texts: list[str] = []
        self.mark = ""
        """What is printed before the next paragraph: the number of an item."""

    def end_paragraph(self) -> None:
        """Make a block of the text at hand, if there is any."""
        text = "".join(self.texts)
        self.texts = []
        if text.strip(f" \n{_KEPT_LINE}"):
            lines = (_blanks().sub(" ", line).strip(" ") for line in text.split("\n"))
            self.blocks.append(self.mark + "\n".join(lines).replace(_KEPT_LINE, "\n"))
            self.mark = ""


_COVERED = Cell((), is_covered=True)


class _Rows:
    """A table while it is filled. A cell that reaches down is known by the column it stands in."""

    def __init__(self) -> None:
        self.rows: list[tuple[Cell, ...]] = []
        self.cells: list[tuple[Cell, int, int]] = []
        """Of the row at hand, with the columns and rows they reach over."""
        self._down: dict[int, tuple[int, int]] = {}
        """By column, the rows still covered there and the columns it takes."""

    def end_row(self) -> None:
        """Put the row at hand under the others, with the cells that reach down into it."""
        if not self.cells and not self._down:
            return
        row: list[Cell] = []
        column = 0
        down: dict[int, tuple[int, int]] = {}
        waiting = self.cells[::-1]
        while column < _MAX_COLUMNS and (waiting or any(at >= column for at in self._down)):
            if column in self._down:
                left, width = self._down.pop(column)
                row.append(_COVERED)
                if left > 1:
                    down[column] = left - 1, width
            elif waiting:
                cell, width, height = waiting.pop()
                row.append(cell)
                if height > 1:
                    down[column] = height - 1, width
            else:
                column = min(at for at in self._down if at >= column)
                continue
            column += width
        row += [cell for cell, _, _ in reversed(waiting)]
        self._down, self.cells = down, []
        self.rows.append(tuple(row))


class _Walk:
    """Goes through the nodes of a page in order."""

    def __init__(self) -> None:
        self._places = [_Place()]
        self._tables: list[_Rows] = []
        self._lists: list[Iterator[int] | None] = []
        self._styles: list[str] = []
        self._kept = 0
        """How many elements around keep their white space as it is written."""

    def blocks(self, body: Any) -> list[Block]:
        """The paragraphs and tables of the page."""
        self._enter(body)
        opened = [body]
        node = body.first_child
        while opened:
            if node is None:
                done = opened.pop()
                self._leave(done)
                node = done.next if opened else None
            elif self._enter(node):
                opened.append(node)
                node = node.first_child
            else:
                node = node.next
        self._places[0].end_paragraph()
        return self._places[0].blocks

    def _enter(self, node: Any) -> bool:
        """Begins a node; whether its children are read."""
        tag = node.tag or "-"
        if tag == "-text":
            self._text(node.text_content or "")
            return False
        if tag in _PASSED_OVER or tag.startswith(("-", "!", "_")) or _is_hidden(node):
            return False
        if tag == "br":
            self._places[-1].texts.append("\n")
        elif tag == "img":
            return False
        elif tag in _BLOCKS:
            self._begin_block(node, tag)
        elif tag == "table":
            self._places[-1].end_paragraph()
            self._tables.append(_Rows())
        elif tag in _CELLS and self._tables:
            self._places.append(_Place())
        return True

    def _leave(self, node: Any) -> None:
        """Ends a node that was begun."""
        tag = node.tag
        if tag in _BLOCKS:
            self._places[-1].end_paragraph()
            if tag == "li":
                self._places[-1].mark = ""
            elif tag in ("ul", "ol", "menu", "dir"):
                self._lists.pop()
            elif tag in ("pre", "listing", "xmp"):
                self._kept -= 1
        elif tag in _CELLS and self._tables:
            place = self._places.pop()
            place.end_paragraph()
            spans = _span(node, "colspan"), _span(node, "rowspan")
            self._tables[-1].cells.append((Cell(tuple(place.blocks)), *spans))
        elif tag == "tr" and self._tables:
            self._tables[-1].end_row()
        elif tag == "table":
            table = self._tables.pop()
            table.end_row()
            self._places[-1].blocks.append(Table(tuple(table.rows)))

    def _begin_block(self, node: Any, tag: str) -> None:
        place = self._places[-1]
        place.end_paragraph()
        style = node.attributes.get("style") or ""
        if style and re.search(_BREAK_BEFORE, style, re.IGNORECASE) and len(self._places) == 1:
            place.blocks.append(PAGE_BREAK)
        if tag in ("pre", "listing", "xmp"):
            self._kept += 1
        elif tag in ("ul", "ol", "menu", "dir"):
            is_numbered = tag == "ol"
            self._lists.append(count(_start(node)) if is_numbered else None)
            self._styles[len(self._lists) - 1 :] = [node.attributes.get("type") or "1"]
        elif tag == "li" and self._lists:
            numbers = self._lists[-1]
            if numbers is None:
                place.mark = BULLET + " "
            else:
                number = numeral(next(numbers), self._styles[len(self._lists) - 1])
                place.mark = f"{number}. "

    def _text(self, text: str) -> None:
        if self._kept:
            self._places[-1].texts.append(text.replace("\r\n", "\n").replace("\n", _KEPT_LINE))
        elif text.strip():
            self._places[-1].texts.append(_white().sub(" ", text))
        elif text:
            self._places[-1].texts.append(" ")


_KEPT_LINE = "\0"
"""A line's end in a text that keeps its own, until the paragraph is at its end."""


@cache
def _white() -> re.Pattern[str]:
    """White space that is one blank, all but a tab between words: somebody put it there."""
    return re.compile(r"[ \t]*[\n\r\f][ \t\n\r\f]*")


@cache
def _blanks() -> re.Pattern[str]:
    return re.compile(r" {2,}")


def _is_hidden(node: Any) -> bool:
    attributes = node.attributes
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    return bool(style) and re.search(_HIDDEN, style, re.IGNORECASE) is not None


def _span(node: Any, name: str) -> int:
    text = node.attributes.get(name) or "1"
    return min(max(int(text), 1), _MAX_SPAN) if text.isdecimal() and len(text) < 6 else 1


def _start(node: Any) -> int:
    text = node.attributes.get("start") or "1"
    return int(text) if text.isdecimal() and len(text) < 6 else 1
