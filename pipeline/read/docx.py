"""Word (.docx): paragraphs and tables in the order of the text, as python-docx opens them.

Read: body, notes (apart), text boxes, what was inserted under revision, the numbers of lists.
Not read: what is deleted or hidden, comments, pictures. Running heads and feet are furniture.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from pipeline.errors import DocumentError
from pipeline.read import Reading
from pipeline.read.docx_numbers import ListNumbers
from pipeline.read.flowing import PAGE_BREAK, Block, Cell, Table, damaged, reading, too_deep
from pipeline.read.packages import check_package

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

_AROUND = {
    _W + name for name in ("ins", "moveTo", "customXml", "smartTag", "sdtContent", "hyperlink")
} | {_W + "fldSimple", _W + "bdo", _W + "dir", _MC + "Choice"}
"""Elements that only enclose what is read."""

_SIGNS = {
    _W + "tab": "\t",
    _W + "ptab": "\t",
    _W + "cr": "\n",
    _W + "noBreakHyphen": "-",
}
_OFF = ("0", "false", "off", "none")


def read_docx(data: bytes, media_type: str) -> Reading:
    """Pages of a Word document; one, unless its author breaks them.

    Raises:
        DocumentError: `damaged_document`, `too_large`, `too_deep`, `no_text_layer`.
    """
    import docx

    check_package(data, "Word document")
    try:
        document = docx.Document(BytesIO(data))
        part: Any = document.part
        body = part.element.body
        related = {rel.reltype: rel.target_part for rel in part.rels.values() if _is_inside(rel)}
        furniture = [_text(each) for each in _bands(part)]
        numbers = ListNumbers(_root(related, "numbering"), _root(related, "styles"))
        notes = _root(related, "footnotes"), _root(related, "endnotes")
        walk = _Walk(numbers)
        blocks = [*walk.blocks(body)]  # no body raises
        note = [_text(each) for root in notes if root is not None for each in root]
    except DocumentError:
        raise
    except RecursionError as error:
        raise too_deep("elements stand in elements without an end") from error
    except Exception as error:  # a library may raise anything at a broken package
        raise damaged("Word document", error) from error
    return reading(media_type, blocks, furniture, notes=note)


def _is_inside(relation: Any) -> bool:
    return not relation.is_external


def _root(related: dict[str, Any], name: str) -> Any:
    """The root of a part beside the text; None where there is none."""
    found = related.get(_RELATED + name)
    if found is None:
        return None
    root = getattr(found, "element", None)
    if root is not None:
        return root
    from docx.oxml.parser import parse_xml

    return parse_xml(found.blob)


def _bands(part: Any) -> Iterator[Any]:
    """The running heads and feet."""
    for relation in part.rels.values():
        if _is_inside(relation) and relation.reltype.rpartition("/")[2] in ("header", "footer"):
            yield relation.target_part.element


def _text(band: Any) -> str:
    return "\n".join(
        line
        for paragraph in band.iter(_W + "p")
        if (line := "".join(t.text or "" for t in paragraph.iter(_W + "t")).strip())
    )


class _Walk:
    """Goes through the elements of a document in order."""

    def __init__(self, numbers: ListNumbers) -> None:
        self._numbers = numbers

    def blocks(self, parent: Iterable[Any]) -> Iterator[Block]:
        """The paragraphs and tables of a body, a cell, a text box."""
        for child in parent:
            tag = child.tag
            if tag == _W + "p":
                yield from self._paragraph(child)
            elif tag == _W + "tbl":
                yield Table(tuple(self._rows(child)))
            elif tag == _W + "sdt" or tag == _MC + "AlternateContent" or tag in _AROUND:
                yield from self.blocks(child)

    def _rows(self, table: Iterable[Any]) -> Iterator[tuple[Cell, ...]]:
        for child in table:
            if child.tag == _W + "tr":
                yield tuple(self._cells(child))
            elif child.tag == _W + "sdt" or child.tag in _AROUND:
                yield from self._rows(child)

    def _cells(self, row: Iterable[Any]) -> Iterator[Cell]:
        for child in row:
            if child.tag == _W + "tc":
                merged = child.find(f"{_W}tcPr/{_W}vMerge")
                is_covered = merged is not None and merged.get(_W + "val") != "restart"
                if child.find(f"{_W}tcPr/{_W}hMerge") is None or _begins(child):
                    yield Cell(tuple(self.blocks(child)), is_covered)
            elif child.tag == _W + "sdt" or child.tag in _AROUND:
                yield from self._cells(child)

    def _paragraph(self, paragraph: Any) -> Iterator[Block]:
        """A paragraph, cut where a page is broken; then what its text boxes hold."""
        if _is_on(paragraph.find(f"{_W}pPr/{_W}pageBreakBefore")):
            yield PAGE_BREAK
        boxes: list[Any] = []
        text = self._numbers.before(paragraph) + "".join(self._inline(paragraph, boxes))
        first, *others = text.split(PAGE_BREAK)
        yield first
        for part in others:
            yield PAGE_BREAK
            if part.strip():
                yield part
        for box in boxes:
            yield from self.blocks(box)
        section = paragraph.find(f"{_W}pPr/{_W}sectPr")
        if section is not None:
            kind = section.find(_W + "type")
            if kind is None or kind.get(_W + "val") != "continuous":
                yield PAGE_BREAK

    def _inline(self, parent: Iterable[Any], boxes: list[Any]) -> Iterator[str]:
        for child in parent:
            tag = child.tag
            if tag == _W + "r":
                if not _is_on(child.find(f"{_W}rPr/{_W}vanish")):
                    yield from self._run(child, boxes)
            elif tag == _W + "sdt" or tag == _MC + "AlternateContent" or tag in _AROUND:
                yield from self._inline(child, boxes)

    def _run(self, run: Iterable[Any], boxes: list[Any]) -> Iterator[str]:
        for child in run:
            tag = child.tag
            if tag == _W + "t":
                yield (child.text or "").replace("\n", " ")
            elif tag == _W + "br":
                yield PAGE_BREAK if child.get(_W + "type") == "page" else "\n"
            elif tag == _W + "sym":
                yield _symbol(child.get(_W + "char") or "")
            elif tag in _SIGNS:
                yield _SIGNS[tag]
            elif tag in (_W + "drawing", _W + "pict", _W + "object"):
                boxes += _outermost_boxes(child)
            elif tag == _MC + "AlternateContent":
                for choice in child.findall(_MC + "Choice"):
                    yield from self._run(choice, boxes)


def _outermost_boxes(drawing: Any) -> Iterator[Any]:
    for box in drawing.iter(_W + "txbxContent"):
        if not any(above.tag == _W + "txbxContent" for above in _between(box, drawing)):
            yield box


def _between(inner: Any, outer: Any) -> Iterator[Any]:
    for above in inner.iterancestors():
        if above is outer:
            return
        yield above


def _begins(cell: Any) -> bool:
    """Whether a cell of the old kind of merging is the first of those merged across."""
    merged = cell.find(f"{_W}tcPr/{_W}hMerge")
    return merged is not None and merged.get(_W + "val") == "restart"


def _is_on(toggle: Any) -> bool:
    return toggle is not None and toggle.get(_W + "val") not in _OFF


def _symbol(code: str) -> str:
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    return chr(value) if 31 < value < 0xD800 or 0xDFFF < value < 0x110000 else ""
