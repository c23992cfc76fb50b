"""Rows unlike most, letter by letter: turned, hidden, off the page, out of line, unknown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pipeline.read.paged import WIDE_GAP
from pipeline.read.pdf_glyphs import Glyphs, Setting
from pipeline.read.pdf_marks import Marks
from pipeline.read.pdf_plain import BULLETS, WORD
from pipeline.read.pdfium import UNKNOWN
from pipeline.read.placing import Placing
from pipeline.read.printed_lines import PrintedLines
from pipeline.read.rejoin import WORD_GAP, union
from schemas.page import Word, line_of

_OUT_OF_LINE = 0.8
"""Letters of one word whose middles are this many sizes apart do not stand on one line."""

_PlacedWord = tuple[int, int, tuple[float, float, float, float]]
"""Where a word starts and ends in the engine's text, and its box."""


class CarefulRows:
    """Takes rows of a page, and counts what it leaves out."""

    def __init__(
        self, page_text: Any, text: str, glyphs: Glyphs, placing: Placing, marks: Marks
    ) -> None:
        self._page_text, self._text, self._glyphs = page_text, text, glyphs
        self._placing, self._marks = placing, marks
        self.off_page = self.hidden = self.unmapped = 0
        """Characters outside the page, invisible, without a Unicode value."""
        self.seen = self.broken = 0
        """Words, and those whose letters do not stand on one line."""

    def take(self, row: slice, lines: PrintedLines) -> None:
        """A row of the engine: its words, parted into runs where a wide gap is."""
        run: Setting | None = None
        words: list[Word] = []
        texts: list[str] = []
        at = lines.at
        for match in WORD.finditer(self._text, row.start, row.stop):
            if run is None:
                run = self._glyphs.setting(match.start())
            for first, last, box in self._placed(*match.span(), run):
                x0, top, x1, bottom = box
                if not self._shows(first, last, x0 + x1, top + bottom):
                    continue
                if words and run.is_upright and not _is_beside(words[-1], x0, run):
                    _close(words, texts, run, lines)
                    run, words, texts, at = self._glyphs.setting(first), [], [], lines.at
                if run.is_upright and run.top <= (top + bottom) / 2 <= run.bottom:
                    top, bottom = run.top, run.bottom
                text = self._read(first, last)
                words.append(Word(at, at + len(text), x0, top, x1, bottom))
                texts.append(text)
                at += len(text) + 1
        if run and words:
            _close(words, texts, run, lines)

    def _read(self, start: int, end: int) -> str:
        """A word's letters, halves put together, U+FFFD for each without a Unicode value.

        The fonts of recognised text have no glyphs, and PDFium calls right values of theirs wrong.
        """
        letters = []
        is_recognised = self._marks.is_recognised
        for index in range(start, end):
            letter = self._text[index]
            if letter == UNKNOWN or (not is_recognised and self._glyphs.is_unmapped(index)):
                self.unmapped += 1
                letter = UNKNOWN
            letters.append(letter)
        word = "".join(letters)
        if word.isascii():
            return word
        return word.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    def _placed(self, start: int, end: int, run: Setting) -> Iterable[_PlacedWord]:
        """The word's letters with their box: once, or in parts where it does not hang together."""
        self.seen += 1
        first = self._glyphs.box(start)
        if end - start == 1:
            return ((start, end, first),)
        if self._text[start] in BULLETS:
            second = self._glyphs.box(start + 1)
            if second[0] - first[2] > WORD_GAP * run.size:
                rest = (start + 1, end, union(second, self._glyphs.box(end - 1)))
                return ((start, start + 1, first), rest)
        last = self._glyphs.box(end - 1)
        shift = abs(first[1] + first[3] - last[1] - last[3]) / 2
        if run.is_upright and shift > _OUT_OF_LINE * run.size:
            self.broken += 1
            return self._parts_of(start, end, run)
        return ((start, end, union(first, last)),)

    def _parts_of(self, start: int, end: int, run: Setting) -> Iterator[_PlacedWord]:
        """A word whose letters stand on several lines: cut where a letter does not follow."""
        box = self._glyphs.box(start)
        for index in range(start + 1, end):
            letter = self._glyphs.box(index)
            near = abs(letter[1] + letter[3] - box[1] - box[3]) / 2 <= _OUT_OF_LINE * run.size
            if near and abs(letter[0] - box[2]) <= WIDE_GAP * run.size:
                box = union(box, letter)
                continue
            yield start, index, box
            start, box = index, letter
        yield start, end, box

    def _shows(self, start: int, end: int, twice_x: float, twice_y: float) -> bool:
        """Whether a word is on the page and visible; counts it where it is not."""
        placing = self._placing
        if not (0 <= twice_x <= 2 * placing.width and 0 <= twice_y <= 2 * placing.height):
            self.off_page += end - start
            return False
        if self._marks.hidden and self._marks.hides(self._page_text, start):
            self.hidden += end - start
            return False
        return True


def _is_beside(word: Word, x0: float, run: Setting) -> bool:
    return -run.size < x0 - word.x1 < WIDE_GAP * run.size


def _close(words: Sequence[Word], texts: Sequence[str], run: Setting, lines: PrintedLines) -> None:
    lines.add(" ".join(texts), line_of(words, run.size, run.is_bold, run.is_upright))
