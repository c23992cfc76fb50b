"""Words and their boxes from PDFium's text: two calls a word, three a run, none a letter.

    Titolo.  Rete di famiglie␍␊     one row of the engine, two runs: a wide gap parts them
    ciclo-￾pedonali␍␊              a hyphen that the engine took for a word break: two rows

Blanks are the engine's: it finds them in the gaps where the producer writes none.
"""

from __future__ import annotations

import ctypes
import re
import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from math import hypot, inf
from typing import Any

from msgspec import Struct

from pipeline.read.paged import WIDE_GAP
from pipeline.read.pdf_marks import Marks
from pipeline.read.pdfium import HYPHEN, UNKNOWN, address_of, library, quick, text_of
from pipeline.read.placing import Placing
from pipeline.read.rejoin import WORD_GAP, goes_on, joined, union
from schemas.page import Lines, LooseLine, Word, line_of

ASCENT, DESCENT = 0.788, 0.212
"""A word's box reaches this share of the font size above its baseline, and below it."""

_ROW = re.compile(rf"[^\r\n{HYPHEN}]+{HYPHEN}?")
_WORD = re.compile(r"\S+")
_BULLETS = "·•▪◦‣∙"
_STRANGE = re.compile(rf"[\0\x01\x03-\x08\x0e-\x1b\ud800-\udfff\ufffd]|[{_BULLETS}]\w")
"""No letters of the BMP, or a bullet glued to a word: such rows are looked at letter by letter."""

TWIN_POINTS = 1.0
"""The same line no farther than this from where it stood is printed twice, to make it bold."""

_TWINS = 64
"""Lines of one text that are asked whether they are the same: a bound on time."""

_SLACK = 0.3
"""The middle of a letter on a run's line may stand this many sizes outside the run's box."""

_OUT_OF_LINE = 0.8
"""Letters of one word whose middles are this many sizes apart do not stand on one line."""

_TILT = 0.36
"""A run that climbs or falls by more than this share of its way (20 degrees) is not upright."""

_FONT_NAME_BYTES = 128
_FontName = ctypes.c_char * _FONT_NAME_BYTES
_NAME_BYTES = ctypes.c_ulong(_FONT_NAME_BYTES)
_FOUR_FLOATS = struct.Struct("4f")
"""FS_RECTF: left, top, right, bottom."""

_SIX_FLOATS = struct.Struct("6f")
"""FS_MATRIX: a, b, c, d, e, f."""

_PlainRun = tuple["_Run", list[int], list[float]]
"""A run, and the bounds and sides of its words."""

_PlacedWord = tuple[int, int, tuple[float, float, float, float]]
"""Where a word starts and ends in the engine's text, and its box."""

_MAX_INCONSISTENT = 0.05
"""With more than this share of broken words a page is read by the reference engine."""


class Words(Struct, frozen=True, gc=False):
    """A page's text with its lines, and how many characters were left out or are unknown."""

    text: str
    lines: Lines
    off_page: int = 0
    hidden: int = 0
    unmapped: int = 0
    is_inconsistent: bool = False


Mapped = dict[bytes, set[str]]
"""The letters of each font, by name, that are known to have a Unicode value: asked once a file."""


def read_words(page_text: Any, placing: Placing, marks: Marks, mapped: Mapped) -> Words:
    """The words of a page that show, in the engine's order."""
    text = text_of(page_text)
    reader = _Reader(page_text, text, placing, marks, mapped)
    is_plain = not (placing.is_turned or marks.hidden)
    for row in _ROW.finditer(text):
        if not (is_plain and reader.take_plain(row)):
            reader.take(row)
    return reader.words()


class _Run(Struct, frozen=True, gc=False):
    """How the words of a run are set, measured at its first letter."""

    size: float
    font: bytes
    is_bold: bool
    is_upright: bool
    top: float
    bottom: float


class _Reader:
    """Collects the words of one page, row by row."""

    def __init__(
        self, page_text: Any, text: str, placing: Placing, marks: Marks, mapped: Mapped
    ) -> None:
        import pypdfium2_raw.bindings as raw

        self._raw = library()
        self._page_text = page_text
        self._text = text
        self._placing = placing
        self._marks = marks
        self._mapped = mapped
        self._seen_lines: dict[str, list[LooseLine]] = defaultdict(list)
        self._handle = ctypes.c_void_p(address_of(page_text))
        self._rect, self._matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self._rect_reference = ctypes.byref(self._rect)
        self._edges = partial(_FOUR_FLOATS.unpack_from, self._rect)
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._matrix_reference = ctypes.byref(self._matrix)
        self._origin_references = ctypes.byref(self._x), ctypes.byref(self._y)
        self._name = _FontName()
        self._parts: list[str] = []
        self._lines: list[LooseLine] = []
        self._at = 0
        self._seen = self._broken = 0
        self._left_out = {"off_page": 0, "hidden": 0}
        self._unmapped = 0

    def words(self) -> Words:
        """What was collected."""
        return Words(
            "\n".join(self._parts).replace(HYPHEN, "-"),
            Lines(self._lines, is_single=self._placing.is_plain),
            **self._left_out,
            unmapped=self._unmapped,
            is_inconsistent=self._broken > max(1, _MAX_INCONSISTENT * self._seen),
        )

    def take_plain(self, row: re.Match[str]) -> bool:
        """A row like nearly all: upright, left to right, on the page; False if it is another.

        Written out, for it runs for every word of an archive: `take` says the same at length.
        """
        get_box, page_text, rect = quick().loose_box, self._handle, self._rect_reference
        edges = self._edges
        dx, dy = self._placing.matrix[4:]
        runs: list[_PlainRun] = []
        if _STRANGE.search(self._text, row.start(), row.end()):
            return False
        at, reach, widest = self._at, -inf, 0.0
        for match in _WORD.finditer(self._text, row.start(), row.end()):
            start, end = match.span()
            get_box(page_text, start, rect)
            left, upper, right, lower = edges()
            x0, first = left + dx, dy - (upper + lower) / 2
            if x0 - reach >= widest:
                run = self._run(start)
                slack, widest = _SLACK * run.size, WIDE_GAP * run.size
                low, high = run.top - slack, run.bottom + slack
                bounds: list[int] = []
                sides: list[float] = []
                runs.append((run, bounds, sides))
                reach = x0
            if end - start > 1:
                get_box(page_text, end - 1, rect)
                _, upper, right, lower = edges()
            last, back, reach = dy - (upper + lower) / 2, reach - run.size, right + dx
            is_in_line = low <= first <= high and low <= last <= high
            if not (is_in_line and back <= x0 <= reach and run.is_upright):
                return False
            bounds += (at, at + end - start)
            sides += (x0, reach)
            at += end - start + 1
        return self._commit(row, runs)

    def _commit(self, row: re.Match[str], runs: Sequence[_PlainRun]) -> bool:
        """Takes the runs of a plain row, unless one reaches over the page's edge."""
        width, height = self._placing.width, self._placing.height
        for run, _, sides in runs:
            if sides[0] < 0 or sides[-1] > width or run.top < 0 or run.bottom > height:
                return False
        texts = self._text[row.start() : row.end()].split()
        if not all(self._is_mapped(run, row) for run, _, _ in runs):
            return False
        for run, bounds, sides in runs:
            count = len(bounds) // 2
            self._seen += count
            text = " ".join(texts[:count])
            del texts[:count]
            edges = sides[0], run.top, sides[-1], run.bottom
            shift = self._at - bounds[0]  # the run before may have been dropped, or glued
            places = [at + shift for at in bounds] if shift else bounds
            self._add(text, LooseLine(places, sides, *edges, run.size, run.is_bold))
        return True

    def _is_mapped(self, run: _Run, row: re.Match[str]) -> bool:
        """Whether every letter of the row has a Unicode value: asked once for a font's letter."""
        known = self._mapped.setdefault(run.font, set())
        if known.issuperset(row[0]):
            return True
        for index in range(row.start(), row.end()):
            if self._text[index] not in known:
                if self._is_unmapped(index):
                    return False
                known.add(self._text[index])
        return True

    def _add(self, text: str, line: LooseLine) -> None:
        """Takes a line, unless it is one printed a second time to make it bold."""
        twins = self._seen_lines[text]
        near = TWIN_POINTS
        if any(
            abs(t.x0 - line.x0) <= near and abs(t.top - line.top) <= near for t in twins[-_TWINS:]
        ):
            self._at = line.bounds[0]
            return
        twins.append(line)
        if self._lines and goes_on(self._lines[-1], line):
            before = self._lines.pop()
            is_glued = line.x0 - before.x1 < WORD_GAP * line.size_points
            line = joined(before, line, is_glued)
            text = f"{self._parts.pop()}{'' if is_glued else ' '}{text}"
        self._parts.append(text)
        self._lines.append(line)
        self._at = line.bounds[-1] + 1

    def take(self, row: re.Match[str]) -> None:
        """A row of the engine: its words, parted into runs where a wide gap is."""
        run: _Run | None = None
        words: list[Word] = []
        texts: list[str] = []
        for start, end in self._words_of(row):
            if run is None:
                run = self._run(start)
            for first, last, box in self._placed(start, end, run):
                x0, top, x1, bottom = box
                if not self._shows(first, last, x0 + x1, top + bottom):
                    continue
                if words and run.is_upright and not self._is_beside(words[-1], x0, run):
                    self._close(words, texts, run)
                    run, words, texts = self._run(first), [], []
                if run.is_upright and run.top <= (top + bottom) / 2 <= run.bottom:
                    top, bottom = run.top, run.bottom
                at, text = self._at, self._read(first, last)
                self._at = at + len(text) + 1
                words.append(Word(at, self._at - 1, x0, top, x1, bottom))
                texts.append(text)
        if run and words:
            self._close(words, texts, run)

    def _words_of(self, row: re.Match[str]) -> Iterator[tuple[int, int]]:
        return (match.span() for match in _WORD.finditer(self._text, row.start(), row.end()))

    def _is_beside(self, word: Word, x0: float, run: _Run) -> bool:
        return -run.size < x0 - word.x1 < WIDE_GAP * run.size

    def _close(self, words: Sequence[Word], texts: Sequence[str], run: _Run) -> None:
        self._add(" ".join(texts), line_of(words, run.size, run.is_bold, run.is_upright))

    def _read(self, start: int, end: int) -> str:
        """A word's letters, halves put together, U+FFFD for each without a Unicode value."""
        letters = []
        for index in range(start, end):
            letter = self._text[index]
            if letter == UNKNOWN or self._is_unmapped(index):
                self._unmapped += 1
                letter = UNKNOWN
            letters.append(letter)
        word = "".join(letters)
        if word.isascii():
            return word
        return word.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    def _placed(self, start: int, end: int, run: _Run) -> Iterable[_PlacedWord]:
        """The word's letters with their box: once, or in parts where it does not hang together."""
        self._seen += 1
        first = self._box(start)
        if end - start == 1:
            return ((start, end, first),)
        if self._text[start] in _BULLETS:
            second = self._box(start + 1)
            if second[0] - first[2] > WORD_GAP * run.size:
                rest = (start + 1, end, union(second, self._box(end - 1)))
                return ((start, start + 1, first), rest)
        last = self._box(end - 1)
        shift = abs(first[1] + first[3] - last[1] - last[3]) / 2
        if run.is_upright and shift > _OUT_OF_LINE * run.size:
            self._broken += 1
            return self._parts_of(start, end, run)
        return ((start, end, union(first, last)),)

    def _parts_of(self, start: int, end: int, run: _Run) -> Iterator[_PlacedWord]:
        """A word whose letters stand on several lines: cut where a letter does not follow."""
        box = self._box(start)
        for index in range(start + 1, end):
            letter = self._box(index)
            near = abs(letter[1] + letter[3] - box[1] - box[3]) / 2 <= _OUT_OF_LINE * run.size
            if near and abs(letter[0] - box[2]) <= WIDE_GAP * run.size:
                box = union(box, letter)
                continue
            yield start, index, box
            start, box = index, letter
        yield start, end, box

    def _box(self, index: int) -> tuple[float, float, float, float]:
        """x0, top, x1, bottom of a letter on the displayed page."""
        quick().loose_box(self._handle, index, self._rect_reference)
        left, top, right, bottom = self._edges()
        return self._placing.box(left, bottom, right, top)

    def _run(self, index: int) -> _Run:
        """The setting of the run that begins with this letter."""
        call, handle = quick(), self._handle
        call.matrix(handle, index, self._matrix_reference)
        call.origin(handle, index, *self._origin_references)
        call.font_info(handle, index, self._name, _NAME_BYTES, None)
        m = _SIX_FLOATS.unpack_from(self._matrix)
        a, b, c, d, _, f = self._placing.matrix
        size = call.font_size(handle, index) * hypot(m[2], m[3])
        across, down = a * m[0] + c * m[1], b * m[0] + d * m[1]
        baseline = b * self._x.value + d * self._y.value + f
        is_upright = across > 0 and abs(down) <= _TILT * across
        top, bottom = baseline - ASCENT * size, baseline + DESCENT * size
        font = self._name.value
        return _Run(round(size, 2), font, b"bold" in font.lower(), is_upright, top, bottom)

    def _is_unmapped(self, index: int) -> bool:
        return bool(self._raw.FPDFText_HasUnicodeMapError(self._page_text, index) == 1)

    def _shows(self, start: int, end: int, twice_x: float, twice_y: float) -> bool:
        """Whether a word is on the page and visible; counts it where it is not."""
        placing = self._placing
        if not (0 <= twice_x <= 2 * placing.width and 0 <= twice_y <= 2 * placing.height):
            self._left_out["off_page"] += end - start
            return False
        if self._marks.hidden and self._marks.hides(self._page_text, start):
            self._left_out["hidden"] += end - start
            return False
        return True
