r"""Documents that flow, as Word's do: paragraphs and tables in order, set as pages of text.

They have no lines and no boxes until something prints them. So their pages are plain text in the
signs of a flow, as a PDF of the same tables would be laid out: a row a line, "\t" between its cells
and after an only one, "\v" between the paragraphs of a cell, "\f" in a cell that one above covers.
A page ends where the author says so, not where a printer would.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from msgspec import Struct

from pipeline.errors import DocumentError
from pipeline.read import Notice, Reading
from pipeline.read.numbers import bullet
from schemas.flow import BREAK, CELL, LINE, SAME
from schemas.page import Page

PAGE_BREAK = "\f"
"""In place of a paragraph: a page ends here."""

MAX_TABLE_DEPTH = 40
"""Tables within tables, at most."""

_WIDE = 3
"""A row of as many cells says which of them are covered from above."""


class Cell(Struct, frozen=True, gc=False):
    """What stands in a cell, in order."""

    blocks: tuple[Block, ...]
    is_covered: bool = False
    """Whether a cell above reaches down over it."""


class Table(Struct, frozen=True, gc=False):
    """Rows of cells; a cell that is merged across counts once."""

    rows: tuple[tuple[Cell, ...], ...]


Block = str | Table
"""A paragraph, with line feeds where its lines are broken by hand, or a table."""


def reading(
    media_type: str,
    blocks: Iterable[Block],
    furniture: Sequence[str] = (),
    notices: tuple[Notice, ...] = (),
    notes: Sequence[str] = (),
) -> Reading:
    """What a reader gives, from the blocks of a document; `furniture` is what each page repeats.

    Raises:
        DocumentError: `no_text_layer` where there is no text, `too_deep`.
    """
    text = "".join(_set(blocks, 0))
    pages = tuple(Page(n, part) for n, part in enumerate(_pages(text), 1))
    if not any(page.text.strip() for page in pages):
        raise DocumentError(
            "no_text_layer",
            "the document holds no text: pictures, perhaps",
            "Print it to a PDF, recognise that, e.g. `ocrmypdf -l ita IN.pdf OUT.pdf`, "
            "and extract OUT.pdf.",
        )
    lines = tuple(dict.fromkeys(line for each in furniture for line in _lines(each)))
    note = tuple(found for each in notes if (found := " ".join(each.split())))
    return Reading(media_type, "native", pages, notices, lines, note)


def damaged(kind: str, why: object) -> DocumentError:
    """The failure of a document that its library cannot read."""
    told = " ".join(str(why).split())[:200] or type(why).__name__
    return DocumentError(
        "damaged_document",
        f"the {kind} cannot be read ({told})",
        "Fetch the file again, or open it in LibreOffice or Word, save it, and extract that.",
    )


_PAGE_END = "\0"
"""Of a page in the making: a form feed is a covered cell there."""


def _pages(text: str) -> list[str]:
    parts = text.split(_PAGE_END)
    while len(parts) > 1 and not parts[-1].strip():
        del parts[-1]
    return parts


def _set(blocks: Iterable[Block], depth: int) -> Iterator[str]:
    """Lines with their ends; blank lines around a table."""
    for block in blocks:
        if isinstance(block, Table):
            yield LINE
            yield from _set_table(block, depth + 1)
            yield LINE
        elif block == PAGE_BREAK:
            yield _PAGE_END if not depth else ""
        else:
            for line in _lines(block):
                yield line + LINE


def _set_table(table: Table, depth: int) -> Iterator[str]:
    if depth > MAX_TABLE_DEPTH:
        raise too_deep(f"tables stand in tables, more than {MAX_TABLE_DEPTH} deep")
    for row in table.rows:
        if _is_frame(row):
            for cell in row:
                yield from _set(cell.blocks, depth)
            continue
        texts = [_cell_text(cell, depth, len(row)) for cell in row]
        if any(text.strip(BREAK + SAME) for text in texts):
            yield CELL.join(texts) + (CELL if len(row) == 1 else "") + LINE


def too_deep(message: str) -> DocumentError:
    """The failure of a document whose parts stand in one another without an end."""
    return DocumentError("too_deep", message, "Open it, save it as PDF, and extract that.")


def _is_frame(row: Sequence[Cell]) -> bool:
    """Whether a row only places what is in it on the page: one cell with words, a table in it."""
    filled = [cell for cell in row if cell.blocks and any(_has_words(x) for x in cell.blocks)]
    return len(filled) == 1 and any(isinstance(block, Table) for block in filled[0].blocks)


def _has_words(block: Block) -> bool:
    return isinstance(block, Table) or bool(block.strip())


def _cell_text(cell: Cell, depth: int, width: int) -> str:
    """The paragraphs of a cell; the rows of a table in it are paragraphs."""
    if cell.is_covered:
        return SAME if width >= _WIDE else ""
    lines: list[str] = []
    for block in cell.blocks:
        if isinstance(block, Table):
            rows = "".join(_set_table(block, depth + 1)).replace(BREAK, " ").replace(SAME, "")
            lines += rows.split(LINE)
        elif block != PAGE_BREAK:
            lines += _lines(block)
    bare = (" ".join(line.split(CELL)).strip(" ") for line in lines)
    return BREAK.join(line for line in bare if line)


def _lines(paragraph: str) -> list[str]:
    """The lines of a paragraph, without the signs that mean something else in a flow.

    Nor with soft hyphens, which are seen only where a printer parts a word.
    """
    if not paragraph.isprintable():
        paragraph = _controls().sub(_in_place_of, paragraph)
    return [_line(line) for line in paragraph.split(LINE)]


def _line(line: str) -> str:
    """A line whose bullet, if it has one of a symbol font, is one that other fonts have."""
    line = line.strip(" ")
    if "\ue000" <= line[:1] <= "\uf8ff":
        line = bullet(line[0]) + line[1:]
    return _hanging().sub(r"\1 ", line)


@cache
def _controls() -> re.Pattern[str]:
    return re.compile(r"\r\n?|[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u2028\u2029\ud800-\udfff]")


def _in_place_of(sign: re.Match[str]) -> str:
    return LINE if sign[0] in _LINE_ENDS else ""


_LINE_ENDS = ("\r", "\r\n", "\x0b", "\x85", "\u2028", "\u2029")


@cache
def _hanging() -> re.Pattern[str]:
    """The sign or number that hangs before a paragraph, and the tab behind it: no cell."""
    return re.compile(r"^( *(?:[^\w\t]{1,3}|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)°]))\t")
