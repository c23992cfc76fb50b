"""Rich Text Format (.rtf): decoded by striprtf, its tables marked for it beforehand.

Tables in tables are read, in order. Not read: running heads and feet, notes, text boxes, pictures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.errors import DocumentError
from pipeline.read import Reading
from pipeline.read.flowing import PAGE_BREAK, Block, Cell, Table, damaged, reading
from pipeline.read.rtf_marks import (
    CELL,
    COVERED,
    DEEPEST,
    INNER_CELL,
    INNER_PARAGRAPH,
    INNER_ROW,
    LEVEL,
    PAGE,
    PARAGRAPH,
    ROW,
    marked,
)

MAX_RTF_BYTES = 8 * 1024 * 1024
"""Without its pictures, a larger file is refused: some two thousand pages."""


def read_rtf(data: bytes, media_type: str) -> Reading:
    """Pages of an RTF file; one, unless its author breaks them.

    Raises:
        DocumentError: `too_large`, `damaged_document`, `no_text_layer`.
    """
    source = _pictures().sub("", _without_binary(data.decode("latin-1")))
    if len(source) > MAX_RTF_BYTES:
        raise DocumentError(
            "too_large",
            f"the RTF file has {len(source)} bytes of text; the limit is {MAX_RTF_BYTES}",
            "Open it, save it as PDF, in parts if need be, and extract those.",
        )
    from striprtf.striprtf import rtf_to_text

    try:
        text: str = rtf_to_text(marked(source), errors="replace")  # type: ignore[no-untyped-call]
    except Exception as error:  # a library may raise anything at a broken file
        raise damaged("RTF file", error) from error
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return reading(media_type, _blocks(text))


@cache
def _pictures() -> re.Pattern[str]:
    """Pictures in hexadecimal, which no text looks like."""
    return re.compile(r"(?:[0-9a-fA-F]{32,}+[\r\n ]*+){4,}+[0-9a-fA-F]*+")


@cache
def _binary() -> re.Pattern[str]:
    """The bytes of a picture, or another control word or sign, which is passed by."""
    return re.compile(r"\\(?:bin(\d{1,9}) ?|.)", re.DOTALL)


def _without_binary(source: str) -> str:
    r"""The file without the bytes that follow `\bin`, which may look like anything."""
    if r"\bin" not in source:
        return source
    kept: list[str] = []
    start = at = 0
    while found := _binary().search(source, at):
        at = found.end()
        if found[1]:
            kept.append(source[start : found.start()])
            start = at = at + int(found[1])
    return "".join(kept) + source[start:]


def _blocks(text: str) -> Iterator[Block]:
    """Paragraphs, and tables of the rows that follow each other."""
    rows: list[tuple[Cell, ...]] = []
    for part in _parts(text):
        if isinstance(part, tuple):
            rows.append(part)
            continue
        if rows and part.strip():
            yield Table(tuple(rows))
            rows = []
        if part == PAGE_BREAK or not rows:
            yield part
    if rows:
        yield Table(tuple(rows))


def _parts(text: str) -> Iterator[str | tuple[Cell, ...]]:
    """Paragraphs, page breaks and rows, in order.

    The text before the first cell of a row, back to the last end of a paragraph outside tables, is
    that cell's.
    """
    for number, page in enumerate(text.split(PAGE)):
        if number:
            yield PAGE_BREAK
        *rows, rest = page.split(ROW)
        for row in rows:
            first, *cells = row.split(CELL)
            *before, first = first.split("\n")
            yield from (_bare(line) for line in before)
            texts = [first, *cells]
            if not texts[-1].strip():  # every cell has its end, so nothing is behind the last
                texts.pop()
            if cells:
                yield tuple(_cell(each) for each in texts)
            else:
                yield from _bare(first).split("\n")
        yield from _bare(rest).split("\n")


def _bare(text: str) -> str:
    """Text that is in no row after all, its paragraphs and cells on lines of their own."""
    return _inner().sub("\n", text).replace(CELL, "\n").replace(COVERED, "")


def _cell(text: str) -> Cell:
    """A cell of the outermost table; one that is covered and has words is none that is covered."""
    bare = text.replace(COVERED, "")
    if _INNER_SIGNS.isdisjoint(bare):
        return Cell((bare.replace(PARAGRAPH, "\n"),), COVERED in text and not bare.strip())
    return Cell(tuple(_within(bare)))


_INNER_SIGNS = {INNER_CELL, INNER_ROW, INNER_PARAGRAPH}


@cache
def _inner() -> re.Pattern[str]:
    """A sign of a table in a table and how deep that is, or the end of a paragraph around it."""
    levels = f"[{chr(LEVEL)}-{chr(LEVEL + DEEPEST)}]"
    return re.compile(rf"([{INNER_CELL}{INNER_ROW}{INNER_PARAGRAPH}{PARAGRAPH}])({levels}?)")


class _Inner:
    """A table in the making that stands in a cell, or what is in that cell itself."""

    def __init__(self) -> None:
        self.rows: list[tuple[Cell, ...]] = []
        self.cells: list[Cell] = []
        self.blocks: list[Block] = []

    def end_cell(self) -> None:
        """What was met since the last cell is one."""
        self.cells.append(Cell(tuple(self.blocks)))
        self.blocks = []

    def end_row(self) -> None:
        """So are the cells since the last row; what no sign ended is one of them."""
        if any(not isinstance(block, str) or block.strip() for block in self.blocks):
            self.end_cell()
        if self.cells:
            self.rows.append(tuple(self.cells))
        self.cells, self.blocks = [], []


def _within(text: str) -> list[Block]:
    """The paragraphs and tables of a cell, in order."""
    opened = [_Inner()]

    def go_to(depth: int) -> _Inner:
        while len(opened) > depth:
            done = opened.pop()
            done.end_row()
            opened[-1].blocks.append(Table(tuple(done.rows)))
        while len(opened) < depth:
            opened.append(_Inner())
        return opened[-1]

    at = 0
    for sign in _inner().finditer(text):
        depth = ord(sign[2]) - LEVEL if sign[2] else 1
        place = go_to(depth if sign[1] == PARAGRAPH else max(2, depth))
        place.blocks.append(text[at : sign.start()])
        at = sign.end()
        if sign[1] == INNER_CELL:
            place.end_cell()
        elif sign[1] == INNER_ROW:
            place.end_row()
    last = go_to(1)
    last.blocks.append(text[at:])
    return last.blocks
