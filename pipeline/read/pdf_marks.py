"""What a page shows besides words: ruled lines, shaded cells, pictures; and which words it hides.

Ruled lines come as strokes (LibreOffice), as thin filled rectangles (DevExpress, Word) and as one
rectangle a cell; many of them may be one path. All become `Rule`s along their middle.
"""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Iterator, Sequence
from itertools import compress, pairwise, repeat
from typing import Any, TypeVar

from msgspec import Struct

from pipeline.read.paged import COVERS, THIN_POINTS
from pipeline.read.pdf_colours import fill_colours, is_white
from pipeline.read.pdfium import Handle, handle_of, library, quick, slots
from pipeline.read.placing import IDENTITY, Matrix, Placing, placed, product
from schemas.packed import Packed
from schemas.page import Rule, Shade

MAX_OBJECTS = 20_000
"""Objects of a page beyond this many are not looked at: it is a drawing."""

MAX_SEGMENTS = 2_000
"""A path of more segments is a drawing."""

MAX_DEPTH = 16
"""Forms within forms, at most."""

_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5
"""FPDF_PAGEOBJ_* of fpdf_edit.h."""

_LINE_TO, _BEZIER_TO, _MOVE_TO = 0, 1, 2
_INVISIBLE = frozenset((3, 7))
"""Text render modes: neither filled nor stroked, 7 for clipping."""

_SLENDER = 2.0
"""A ruled line is this many times as long as it is wide, at least."""

_STRAIGHT_POINTS = 0.5
"""A line is across or down where its ends differ by no more than this."""

Box = tuple[float, float, float, float]

_Drawn = TypeVar("_Drawn", Rule, Shade)


class Marks(Struct, frozen=True, gc=False):
    """What was found on a page, boxes and rules as displayed."""

    rules: Sequence[Rule]
    shades: Sequence[Shade]
    hidden: frozenset[int] = frozenset()
    """Addresses of the text objects that do not show."""
    has_picture: bool = False
    is_recognised: bool = False
    is_scan: bool = False

    def hides(self, page_text: Any, index: int) -> bool:
        """Whether the letter belongs to an object that does not show."""
        return quick().object_of_letter(handle_of(page_text), index).value in self.hidden


def read_marks(page: Any, placing: Placing) -> Marks:
    """The rules, pictures and hidden objects of a page."""
    reader = _Reader(placing)
    pdfium = library()
    count = min(pdfium.FPDFPage_CountObjects(page), MAX_OBJECTS)
    reader.take(list(map(quick().object_at, repeat(handle_of(page)), range(count))))
    return reader.marks()


class _Reader:
    """Goes through the objects of one page, those of its forms too."""

    def __init__(self, placing: Placing) -> None:
        import pypdfium2_raw.bindings as raw

        self._raw = library()
        self._placing = placing
        self._left_to_see = MAX_OBJECTS
        self._edges, self._edges_at = slots(ctypes.c_float, 4, "f")
        self._modes, self._modes_at = slots(ctypes.c_int, 2, "i")
        self._matrix = raw.FS_MATRIX()
        self._rules = array("d")
        """x0, top, x1, bottom of each."""
        self._filled: list[tuple[Box, int]] = []
        self._grounds: list[Box] = []
        """What white letters show on: pictures, and filled shapes."""
        self._invisible: list[Handle] = []
        self._white: list[tuple[Handle, Box]] = []
        self._pictures = 0.0
        self._texts = 0
        self._has_picture = False

    def marks(self) -> Marks:
        """What was found. Invisible text over a picture of the whole page is an OCR's: it shows."""
        is_scan = self._pictures > COVERS * self._placing.width * self._placing.height
        is_recognised = is_scan and 2 * len(self._invisible) > self._texts
        hidden = [] if is_scan else [*self._invisible]
        hidden += [text for text, box in self._white if not self._is_shaded(box)]
        edges = array("d", [round(edge, 2) for box, _ in self._filled for edge in box])
        colours = array("I", [colour for _, colour in self._filled])
        drawn = _packed(Rule, self._rules), _packed(Shade, edges, colours)
        hides = frozenset(text.value or 0 for text in hidden)
        return Marks(*drawn, hides, self._has_picture, is_recognised, is_scan)

    def take(self, objects: Sequence[Handle], within: Matrix = IDENTITY, depth: int = 0) -> None:
        """The objects of the page, or of a form under the matrix `within`."""
        kinds = list(map(quick().type_of, objects))
        self._take_texts(list(compress(objects, map(_TEXT.__eq__, kinds))), within)
        for each, kind in zip(objects, kinds, strict=True):
            if kind == _PATH:
                self._path(each, within)
            elif kind == _IMAGE:
                self._has_picture = True
                x0, top, x1, bottom = self._bounds(each, within)
                self._pictures += (x1 - x0) * (bottom - top)
                self._grounds.append((x0, top, x1, bottom))
            elif kind == _FORM and depth < MAX_DEPTH:
                self._form(each, within, depth)

    def _take_texts(self, texts: Sequence[Handle], within: Matrix) -> None:
        """Nearly all texts show, so they are asked in bulk."""
        self._texts += len(texts)
        modes = list(map(quick().render_mode, texts))
        if not _INVISIBLE.isdisjoint(modes):
            self._invisible += compress(texts, map(_INVISIBLE.__contains__, modes))
            texts = list(compress(texts, [mode not in _INVISIBLE for mode in modes]))
        colours = fill_colours(texts)
        white = {colour for colour in set(colours) if is_white(colour)}
        if white:
            found = compress(texts, map(white.__contains__, colours))
            self._white += [(text, self._bounds(text, within)) for text in found]

    def _form(self, form: Handle, within: Matrix, depth: int) -> None:
        handle = self._handle(form)
        count = max(min(self._raw.FPDFFormObj_CountObjects(handle), self._left_to_see), 0)
        self._left_to_see -= count
        inner = product(self._matrix_of(handle), within)
        inside = list(map(quick().object_in_form, repeat(form), range(count)))
        self.take(inside, inner, depth + 1)

    def _handle(self, each: Handle) -> Any:
        """The object as the bindings take it."""
        return ctypes.cast(each, self._raw.FPDF_PAGEOBJECT)

    def _matrix_of(self, handle: Any) -> Matrix:
        self._raw.FPDFPageObj_GetMatrix(handle, self._matrix)
        m = self._matrix
        return m.a, m.b, m.c, m.d, m.e, m.f

    def _is_shaded(self, box: Box) -> bool:
        """Whether a shade or picture lies under the middle of a box."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in self._grounds)

    def _bounds(self, each: Handle, within: Matrix) -> Box:
        """x0, top, x1, bottom of an object as displayed."""
        quick().bounds(each, *self._edges_at)
        box = self._edges.tolist()
        return self._placing.box(*(box if within is IDENTITY else placed(within, *box)))

    def _path(self, path: Handle, within: Matrix) -> None:
        quick().draw_mode(path, *self._modes_at)
        is_filled, is_stroked = self._modes.tolist()
        if not (is_filled or is_stroked):
            return
        count = quick().count_segments(path)
        box = self._bounds(path, within)
        if _is_thin(box):
            self._rules.extend(_along(box))
            return
        colour = fill_colours((path,))[0] if is_filled else None
        if is_filled and not is_white(colour):
            self._grounds.append(box)
            if count <= _RECTANGLE:
                red, green, blue = colour[:3] if colour else (0, 0, 0)
                self._filled.append((box, red << 16 | green << 8 | blue))
        if (is_stroked or count > _RECTANGLE) and count <= MAX_SEGMENTS:
            for part in self._subpaths(path, count, within):
                self._add(part, bool(is_stroked))

    def _add(self, points: Sequence[tuple[float, float]], is_stroked: bool) -> None:
        """One subpath: its straight sides where it is stroked, itself where it is thin."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = (min(xs), min(ys), max(xs), max(ys))
        if _is_thin(box):
            self._rules.extend(_along(box))
        elif is_stroked:
            for (x0, y0), (x1, y1) in pairwise(points):
                way = abs(x1 - x0), abs(y1 - y0)
                if min(way) <= _STRAIGHT_POINTS < max(way):
                    side = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
                    self._rules.extend(_along(side))

    def _subpaths(
        self, path: Handle, count: int, within: Matrix
    ) -> Iterator[list[tuple[float, float]]]:
        """The corners of each part of a path, as displayed; curves by their ends."""
        raw, handle = self._raw, self._handle(path)
        own = product(product(self._matrix_of(handle), within), self._placing.matrix)
        a, b, c, d, e, f = own
        x, y = ctypes.c_float(), ctypes.c_float()
        points: list[tuple[float, float]] = []
        for number in range(count):
            segment = raw.FPDFPath_GetPathSegment(handle, number)
            if raw.FPDFPathSegment_GetType(segment) == _MOVE_TO and points:
                yield points
                points = []
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
            if raw.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        if points:
            yield points


def _packed(kind: type[_Drawn], edges: array[float], *more: array[int]) -> Sequence[_Drawn]:
    """Boxes of x0, top, x1, bottom, one after the other, and what else each has."""
    return Packed(kind, *(edges[n::4] for n in range(4)), *more) if edges else ()


_RECTANGLE = 5
"""Segments of a rectangle, at most."""


def _is_thin(box: Box) -> bool:
    """Whether a shape is a ruled line: thin, and no dot or slanted tick."""
    low, high = sorted((box[2] - box[0], box[3] - box[1]))
    return low <= THIN_POINTS and high >= _SLENDER * low


def _along(box: Box) -> Box:
    """The middle line of a thin box."""
    x0, top, x1, bottom = box
    if x1 - x0 >= bottom - top:
        top = bottom = (top + bottom) / 2
    else:
        x0 = x1 = (x0 + x1) / 2
    return round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)
