"""Pictures of the pages as they were understood: what `extract --debug-pages` writes.

Each page as PDFium shows it, and over it what was found: words, rules, shades, the cells of tables,
the lines left out of the text, the fields of the interventi. Only that option imports this module.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import pairwise
from math import isfinite
from typing import TYPE_CHECKING, Any

from msgspec import UNSET, Struct
from msgspec.structs import replace

from pipeline.drawing import Box, Drawing, Style, rendered
from pipeline.errors import DocumentError
from pipeline.layout.parts import Cell, Part, Row, Table
from pipeline.outcome import Undrawn
from pipeline.read import PDF
from pipeline.read.pdfium import opened
from pipeline.run import Stages
from schemas.flow import Flow
from schemas.page import Line, Page
from schemas.records import Intervento

if TYPE_CHECKING:
    from PIL.Image import Image

_STYLES: Mapping[str, Style] = {
    "shades": Style((255, 210, 0), fill=70),
    "words": Style((170, 170, 170)),
    "left out": Style((255, 120, 0), fill=90, width=2),
    "fields": Style((0, 150, 60), fill=35, width=2),
    "cells": Style((0, 70, 255), fill=20, inset=3),
    "rules": Style((230, 0, 0), inset=-1, is_over_print=True),
}
"""By kind, in the order of the legend."""

_ODD = frozenset('%\\:*?"<>|')
"""Characters that a folder's name spells out, because some system reads them as something else."""


class _Found(Struct, frozen=True, gc=False):
    """What was found on a page: boxes by kind of `_STYLES`, and the fields with their names."""

    page: Page
    boxes: Mapping[str, Sequence[Box]]
    fields: Mapping[tuple[str, Box], Sequence[int]]
    """By name and box, the numbers of the interventi: an area is that of several."""


def draw_pages(data: bytes, name: str, stages: Stages, top: str) -> tuple[Undrawn, ...]:
    """Draws each page of a PDF into the folder `top`, and says which it could not.

    The pictures are in a folder with the path of the document, wherever that would lead: never
    outside `top`. Plain text gives no pictures.
    """
    if stages.reading.media_type != PDF:
        return ()
    try:
        folder = _made(top, name)
        findings = _Findings(stages)
        with opened(data) as document:
            pages = range(len(stages.reading.pages))
            tried = [_try(document, findings, index, folder) for index in pages]
    except Exception as error:  # noqa: BLE001  a picture is not worth a record
        return (_undrawn(None, error),)
    return tuple(filter(None, tried))


def _try(document: Any, findings: _Findings, index: int, folder: str) -> Undrawn | None:
    """Draws one page; whatever comes of it, the other pages go on."""
    try:
        found = findings.on(index)
        _save(_drawn(document, found), os.path.join(folder, f"page-{found.page.number:04d}.png"))
    except Exception as error:  # noqa: BLE001  a picture is not worth a record
        return _undrawn(findings.number(index), error)
    return None


def _undrawn(page: int | None, error: Exception) -> Undrawn:
    if isinstance(error, DocumentError):
        return Undrawn(page, error.message, error.remedy)
    told = f"a bug of attidati: {type(error).__name__}: {error}"
    return Undrawn(page, told, "Please report it with the file.")


def _drawn(document: Any, found: _Found) -> Image:
    drawing = Drawing(rendered(document, found.page), found.page, _STYLES)
    for kind, boxes in found.boxes.items():
        drawing.boxes(kind, boxes)
    drawing.keep_clear(found.boxes["words"])
    drawing.boxes("fields", [box for _, box in found.fields])
    for (name, box), numbers in found.fields.items():
        several = f"-{numbers[-1]}" if len(numbers) > 1 else ""
        drawing.tag("fields", f"{numbers[0]}{several} {name}", box)
    return drawing.picture()


def _made(top: str, name: str) -> str:
    """The folder for a document's pictures, made where it is not there.

    Raises:
        DocumentError: it cannot be made, or a link on its way leads elsewhere.
    """
    folder = os.path.join(os.path.realpath(top), *map(_folder_name, filter(None, name.split("/"))))
    if os.path.realpath(folder) != folder:
        raise DocumentError("undrawn", f"{folder} is behind a link", "Name an empty folder.")
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from error
    return folder


def _folder_name(part: str) -> str:
    """A part of a path as a name that any system takes for one; two parts never get the same."""
    if not part.strip("."):
        return "%2E" * len(part)
    return "".join(c if c.isprintable() and c not in _ODD else _spelt(c) for c in part)


def _spelt(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogatepass"))


def _save(picture: Image, file: str) -> None:
    """Writes the picture in the place of an older one, through no link.

    Raises:
        DocumentError: it cannot be written.
    """
    try:
        with suppress(FileNotFoundError):
            os.unlink(file)
        with open(file, "xb") as stream:
            picture.save(stream, "PNG")
    except OSError as error:
        with suppress(OSError):
            os.unlink(file)
        raise _unwritable(file, error) from error


def _unwritable(path: str, error: OSError) -> DocumentError:
    return DocumentError(
        "undrawn",
        f"{path} cannot be written: {error.strerror or error}",
        "Check the folder, its rights and the space left, or name another one.",
    )


class _Findings:
    """What was found in a document, page by page."""

    def __init__(self, stages: Stages) -> None:
        self._pages = stages.reading.pages
        self._parts = stages.laid_out.parts
        self._left_out = _left_out(stages.laid_out.flow)
        self._fields = _fields(stages.interventi)

    def number(self, index: int) -> int:
        """The number of a page in its file, from 1."""
        return self._pages[index].number

    def on(self, index: int) -> _Found:
        """What was found on one page."""
        page = self._pages[index]
        boxes = {
            "shades": [(s.x0, s.top, s.x1, s.bottom) for s in page.shades],
            "words": [(w.x0, w.top, w.x1, w.bottom) for line in page.lines for w in line.words],
            "left out": [_box((line,)) for line in self._left_out[index]],
            "rules": [(r.x0, r.top, r.x1, r.bottom) for r in page.rules],
            "cells": list(_cells(self._parts[index])),
        }
        if page.recognition:
            boxes = {kind: list(map(page.recognition.displayed, boxes[kind])) for kind in boxes}
            page = replace(page, width=page.recognition.width, height=page.recognition.height)
        return _Found(page, boxes, self._fields[page.number])


def _fields(interventi: Iterable[Intervento]) -> Mapping[int, Mapping[tuple[str, Box], list[int]]]:
    """The names and boxes of the fields by page, and the numbers of their interventi."""
    found: dict[int, dict[tuple[str, Box], list[int]]] = defaultdict(lambda: defaultdict(list))
    for intervento in interventi:
        if intervento.evidence is UNSET:
            continue
        for name, places in intervento.evidence.items():
            for place in places:
                if place.bbox:
                    found[place.page][name, place.bbox].append(intervento.ordine)
    return found


def _left_out(flow: Flow) -> Sequence[Sequence[Line]]:
    """Of each page the lines that are not in the flow: furniture, and heads that tables repeat."""
    runs: list[list[tuple[int, int]]] = [[] for _ in flow.pages]
    for piece in flow.pieces:
        runs[piece.page_index].append((piece.page_start, piece.page_start + piece.page_length))
    return [
        [line for line in page.lines if not _is_in(some, line.start)]
        for page, some in zip(flow.pages, map(sorted, runs), strict=True)
    ]


def _is_in(runs: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether one of the runs, in order and apart, holds the offset."""
    before = bisect_right(runs, at, key=lambda run: run[0])
    return before > 0 and at < runs[before - 1][1]


def _cells(parts: Iterable[Part]) -> Iterator[Box]:
    """The cells of a page's tables; one that reaches down over others once, with all its height."""
    tables = [part for part in parts if isinstance(part, Table)]
    for row, below in ((row, t.rows[n:]) for t in tables for n, row in enumerate(t.rows, 1)):
        for column, sides in enumerate(pairwise(row.edges)):
            if column not in row.grown:
                top, bottom = _heights(row, row.cells[column], _grown_below(sides, below))
                yield sides[0], top, sides[1], bottom


def _grown_below(sides: tuple[float, float], rows: Iterable[Row]) -> Row | None:
    """The last of the rows that a cell above them reaches down over."""
    last = None
    for row in rows:
        if not any(row.edges[k : k + 2] == sides for k in row.grown):
            break
        last = row
    return last


def _heights(row: Row, cell: Cell, last: Row | None) -> tuple[float, float]:
    """From where to where a cell goes: to the rules, or to its row's lines where none is."""
    around = _box([line for each in row.cells for fragment in each for line in fragment.lines])
    top = row.top if isfinite(row.top) else around[1]
    bottom = (last or row).bottom
    held = [line.bottom for fragment in cell for line in fragment.lines]
    return top, max(bottom if isfinite(bottom) else around[3], *held, top)


def _box(lines: Sequence[Line]) -> Box:
    return (
        min(line.x0 for line in lines),
        min(line.top for line in lines),
        max(line.x1 for line in lines),
        max(line.bottom for line in lines),
    )
