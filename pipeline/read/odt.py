"""OpenDocument text (.odt): paragraphs and tables in the order of the text, as odfdo opens them.

Read: body, notes (apart), text boxes, the numbers that lists print. Not read: what is deleted
under revision, annotations, pictures. Running heads and feet are furniture.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from msgspec import Struct

from pipeline.read import Reading
from pipeline.read.flowing import PAGE_BREAK, Block, Cell, Table, damaged, reading, too_deep
from pipeline.read.numbers import bullet, numeral
from pipeline.read.packages import check_package

_PASSED_OVER = {
    *("text:tracked-changes", "office:annotation", "office:forms", "text:sequence-decls"),
    *("text:variable-decls", "text:user-field-decls", "text:note-citation", "text:ruby-text"),
    *("office:annotation-end", "text:bookmark", "svg:title", "svg:desc", "text:hidden-text"),
    *(
        "text:hidden-paragraph",
        "text:alphabetical-index-auto-mark-file",
        "text:dde-connection-decls",
    ),
}
"""Elements whose text is no text of the document."""

_MAX_BLANKS = 100
"""Blanks that one element stands for, at most."""

_MAX_CELLS = 100
"""Cells of a row that one is repeated to: more are the edge of a spreadsheet."""

_LEVELS = 10


def read_odt(data: bytes, media_type: str) -> Reading:
    """Pages of an OpenDocument text; one, unless its author breaks them.

    Raises:
        DocumentError: `damaged_document`, `too_large`, `too_deep`, `encrypted`, `no_text_layer`.
    """
    from odfdo import Document

    check_package(data, "OpenDocument text")
    try:
        document = Document(BytesIO(data))
        content: Any = document.get_part("content.xml")
        styles: Any = document.get_part("styles.xml")
        roots = [part.root for part in (content, styles) if part is not None]
        (text,) = content.root.get_elements("office:body/office:text")
        bands = styles.root.get_elements("//style:header|//style:footer") if styles else []
        walk = _Walk(_lists(roots), set(_breaking(roots)))
        blocks = [*walk.blocks(text)]
        notes = ["\n".join(_texts(note)) for note in walk.notes]
        furniture = ["\n".join(_texts(walk.blocks(band))) for band in bands]
    except RecursionError as error:
        raise too_deep("elements stand in elements without an end") from error
    except Exception as error:  # a library may raise anything at a broken package, and odfdo late
        raise damaged("OpenDocument text", error) from error
    return reading(media_type, blocks, furniture, notes=notes)


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                yield " ".join(text for cell in row for text in _texts(cell.blocks))
        elif block.strip():
            yield block


class _Level(Struct, frozen=True, gc=False):
    """How a level of a list is marked: a sign, or a number between two texts."""

    sign: str
    style: str = ""
    before: str = ""
    after: str = ""
    start: int = 1
    shown: int = 1
    """How many levels' numbers stand in it."""


_Levels = dict[int, _Level]


def _lists(roots: Iterable[Any]) -> dict[str, _Levels]:
    found: dict[str, _Levels] = {}
    for root in roots:
        for style in root.get_elements("//text:list-style"):
            name = style.get_attribute("style:name")
            found[str(name)] = {_whole(x, "text:level", 1): _level(x) for x in style.children}
    return found


def _level(element: Any) -> _Level:
    if element.tag != "text:list-level-style-number":
        sign = element.get_attribute("text:bullet-char")
        return _Level(bullet(str(sign)) if sign else "")
    style = element.get_attribute("style:num-format") or ""
    return _Level(
        "",
        str(style),
        str(element.get_attribute("style:num-prefix") or ""),
        str(element.get_attribute("style:num-suffix") or ""),
        _whole(element, "text:start-value", 1),
        _whole(element, "text:display-levels", 1),
    )


def _breaking(roots: Iterable[Any]) -> Iterator[str]:
    """The styles of paragraphs and tables that begin a page."""
    for root in roots:
        for style in root.get_elements("//style:style"):
            name = str(style.get_attribute("style:name"))
            if style.get_attribute("style:master-page-name"):
                yield name
            for child in style.children:
                if child.get_attribute("fo:break-before") == "page":
                    yield name


class _Walk:
    """Goes through the elements of a document in order."""

    def __init__(self, lists: dict[str, _Levels], breaking: set[str]) -> None:
        self._lists = lists
        self._breaking = breaking
        self._boxes: list[list[Block]] = []
        self.notes: list[list[Block]] = []
        """What the notes hold that were met."""
        self._counts: dict[str, list[int]] = {}

    def blocks(self, parent: Any) -> Iterator[Block]:
        """The paragraphs and tables of a body, a section, a cell, a text box."""
        for child in parent.children:
            tag = child.tag
            if tag in ("text:p", "text:h"):
                yield from self._paragraph(child)
            elif tag == "table:table":
                yield from self._break(child, "table:style-name")
                yield Table(tuple(self._rows(child)))
            elif tag == "text:list":
                yield from self._list(child, "", 0)
            elif tag not in _PASSED_OVER:
                yield from self.blocks(child)

    def _break(self, element: Any, attribute: str) -> Iterator[Block]:
        if str(element.get_attribute(attribute)) in self._breaking:
            yield PAGE_BREAK

    def _paragraph(self, paragraph: Any, mark: str = "") -> Iterator[Block]:
        yield from self._break(paragraph, "text:style-name")
        held, self._boxes = self._boxes, []
        yield mark + "".join(self._inline(paragraph))
        boxes, self._boxes = self._boxes, held
        for box in boxes:
            yield from box

    def _inline(self, parent: Any) -> Iterator[str]:
        """The text of an element, its children's between its own."""
        yield _bare(parent.text)
        for child in parent.children:
            yield from self._in_line(child)
            yield _bare(child.tail)

    def _in_line(self, child: Any) -> Iterator[str]:
        tag = child.tag
        if tag == "text:s":
            yield " " * min(_whole(child, "text:c", 1), _MAX_BLANKS)
        elif tag == "text:tab":
            yield "\t"
        elif tag == "text:line-break":
            yield "\n"
        elif tag == "text:note":
            self.notes.append([*self.blocks(child)])
        elif tag in ("draw:text-box", "draw:custom-shape"):
            self._boxes.append([*self.blocks(child)])
        elif tag not in _PASSED_OVER:
            yield from self._inline(child)

    def _list(self, element: Any, style: str, depth: int) -> Iterator[Block]:
        style = str(element.get_attribute("text:style-name") or style)
        counts = self._counts.setdefault(style, [0] * _LEVELS)
        goes_on = element.get_attribute("text:continue-numbering") == "true"
        goes_on = goes_on or bool(element.get_attribute("text:continue-list"))
        if not goes_on and depth < _LEVELS:
            counts[depth:] = [0] * (_LEVELS - depth)
        for item in element.children:
            is_marked = item.tag == "text:list-item" and depth < _LEVELS
            mark = self._mark(item, style, depth, counts) if is_marked else ""
            for child in item.children:
                if child.tag == "text:list":
                    yield from self._list(child, style, depth + 1)
                elif child.tag in ("text:p", "text:h"):
                    yield from self._paragraph(child, mark)
                    mark = ""

    def _mark(self, item: Any, style: str, depth: int, counts: list[int]) -> str:
        """What is printed before an item, which it counts; nothing before one that holds a list."""
        if not any(child.tag in ("text:p", "text:h") for child in item.children[:1]):
            return ""
        levels = self._lists.get(style, {})
        level = levels.get(depth + 1, _Level(""))
        start = _whole(item, "text:start-value", 0)
        counts[depth] = start or (counts[depth] + 1 if counts[depth] else level.start)
        counts[depth + 1 :] = [0] * (_LEVELS - depth - 1)
        if level.sign or not level.style:
            return f"{level.sign} " if level.sign else ""
        first = max(0, depth + 1 - level.shown)
        shown = (
            numeral(counts[at] or 1, levels.get(at + 1, level).style or "1")
            for at in range(first, depth + 1)
        )
        return f"{level.before}{'.'.join(shown)}{level.after} "

    def _rows(self, table: Any) -> Iterator[tuple[Cell, ...]]:
        """The rows, those of its head among them."""
        for child in table.children:
            if child.tag == "table:table-row":
                yield tuple(self._cells(child))
            elif child.tag in _ROW_GROUPS:
                yield from self._rows(child)

    def _cells(self, row: Any) -> Iterator[Cell]:
        """The cells; those that one on their left covers are none."""
        to_skip = count = 0
        for child in row.children:
            times = _whole(child, "table:number-columns-repeated", 1)
            times = max(1, min(times, _MAX_CELLS - count))
            if child.tag == "table:table-cell":
                to_skip = _whole(child, "table:number-columns-spanned", 1) - 1
                cell = Cell(tuple(self.blocks(child)))
                if any(isinstance(block, Table) for block in cell.blocks):
                    times = min(times, 1)
            elif child.tag == "table:covered-table-cell":
                skipped = min(times, to_skip)
                to_skip, times = to_skip - skipped, times - skipped
                cell = Cell((), is_covered=True)
            else:
                continue
            count += times
            yield from [cell] * times


_ROW_GROUPS = ("table:table-header-rows", "table:table-rows", "table:table-row-group")


def _bare(text: str | None) -> str:
    """Text as the format means it: white space of any kind is one blank."""
    if not text:
        return ""
    return text.replace("\n", " ").replace("\t", " ").replace("\r", " ")


def _whole(element: Any, name: str, otherwise: int) -> int:
    """A small whole number of an attribute; what is printed otherwise where it is none."""
    text = str(element.get_attribute(name) or "")
    return int(text) if text.isdecimal() and len(text) < 6 else otherwise
