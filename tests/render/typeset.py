"""Breaks paragraphs into lines, in the faces that this machine has."""

from __future__ import annotations

import re
from collections import deque
from functools import cache
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from tests.render.document import Document, Look, Paragraph, Span

_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("/Library/Fonts"))
_FILES = {
    "sans": ("LiberationSans-Regular", "LiberationSans-Bold"),
    "serif": ("LiberationSerif-Regular", "LiberationSerif-Bold"),
    "dejavu": ("DejaVuSans", "DejaVuSans-Bold"),
}
_BUILT_IN = {
    "sans": ("Helvetica", "Helvetica-Bold"),
    "serif": ("Times-Roman", "Times-Bold"),
    "dejavu": ("Helvetica", "Helvetica-Bold"),
}
_LEADING = 1.2
_VOWELS = "[aeiouàèéìòù]"
_SYLLABLE = re.compile(
    f"(?<={_VOWELS})(?=[bcdfglmnpqrstvz]{_VOWELS})"
    f"|(?<={_VOWELS}[lmnr])(?=[bcdfgpqstvz]{_VOWELS})"
    + "".join(f"|(?<={_VOWELS}{letter})(?={letter}{_VOWELS})" for letter in "bcdfglmnprstvz")
)
_MIN_PIECE_LETTERS = 2


class Chunk(NamedTuple):
    """Words drawn in one go, `x` points right of the line's start."""

    x: float
    text: str
    bold: bool


class Line(Struct, frozen=True):
    """One printed line."""

    chunks: tuple[Chunk, ...]
    size: float
    height: float
    word_space: float = 0.0
    """What justification adds to each blank of a chunk."""


@cache
def fonts(family: str) -> tuple[str, str]:
    """The names of a family's regular and bold face, which reportlab then knows."""
    files = [path for name in _FILES[family] if (path := _file(f"{name}.ttf"))]
    if len(files) < len(_FILES[family]):
        return _BUILT_IN[family]
    for path in files:
        pdfmetrics.registerFont(TTFont(path.stem, path))
    regular, bold = (path.stem for path in files)
    pdfmetrics.registerFontFamily(regular, normal=regular, bold=bold)
    return regular, bold


def _file(name: str) -> Path | None:
    found = (path for folder in _FOLDERS for path in sorted(folder.rglob(name)))
    return next(found, None)


def syllables(word: str) -> list[str]:
    """A word in the pieces that a hyphen may part: `par-te-ci-pa-zio-ne`, none of them short."""
    if not re.fullmatch(r"[«“(]*[^\W\d_]+(?:['’][^\W\d_]+)?[.,;:)»”]*", word) or word.isupper():
        return [word]
    pieces = [""]
    for piece in _SYLLABLE.split(word):
        if min(len(pieces[-1]), len(piece)) < _MIN_PIECE_LETTERS:
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def soft_hyphenated(text: str) -> str:
    """The text with soft hyphens, for programs that know where to cut words only if told."""
    return " ".join("\u00ad".join(syllables(word)) for word in text.split(" "))


class Setter:
    """Sets paragraphs of one document in one look."""

    def __init__(self, document: Document, look: Look) -> None:
        self._fonts = fonts(look.family)
        self._look = look
        self._hyphenates = document.hyphenates
        self._by_words = document.by_words

    def font(self, *, bold: bool) -> str:
        """The face of a weight."""
        return self._fonts[bold]

    def width(self, text: str, *, bold: bool, size: float) -> float:
        """How wide a text is."""
        return float(pdfmetrics.stringWidth(text, self._fonts[bold], size))

    def lines(self, paragraph: Paragraph, width: float) -> list[Line]:
        """The paragraph's lines; one that is empty takes a line."""
        rows = self._rows(paragraph, width)
        last = len(rows) - 1
        return [self._line(row, n, n == last, paragraph, width) for n, row in enumerate(rows)]

    def _size(self, paragraph: Paragraph) -> float:
        return self._look.size * paragraph.scale

    def _rows(self, paragraph: Paragraph, width: float) -> list[list[Span]]:
        """The paragraph's words, filled into lines one after the other."""
        size = self._size(paragraph)
        blank = self.width(" ", bold=False, size=size)
        waiting = deque(Span(w, span.bold) for span in paragraph.spans for w in span.text.split())
        rows: list[list[Span]] = [[]]
        used = 0.0
        while waiting:
            word = waiting.popleft()
            room = width - used
            if (wide := self.width(word.text, bold=word.bold, size=size)) > room:
                head, tail = self._cut(word, room, size, is_forced=not rows[-1])
                rows[-1] += [head] if head.text else []
                waiting.appendleft(tail)
                rows.append([])
                used = paragraph.hanging
                continue
            rows[-1].append(word)
            used += wide + blank
            if paragraph.hanging and len(rows) == len(rows[0]) == 1:
                used = paragraph.hanging
        return rows

    def _cut(self, word: Span, room: float, size: float, *, is_forced: bool) -> tuple[Span, Span]:
        """As much of a word as fits, and the rest: at a syllable, behind a hyphen, or anywhere."""
        text, best = word.text, (word.text[:0], word.text)
        for start, hyphen in self._places(text):
            if self.width(text[:start] + hyphen, bold=word.bold, size=size) <= room:
                best = (text[:start] + hyphen, text[start:])
        if is_forced and not best[0]:
            end = len(text)
            while end > 1 and self.width(text[:end], bold=word.bold, size=size) > room:
                end -= 1
            best = (text[:end], text[end:])
        return word._replace(text=best[0]), word._replace(text=best[1])

    def _places(self, text: str) -> list[tuple[int, str]]:
        """Where a word may be cut, in order, and what is printed there."""
        if self._hyphenates:
            pieces = syllables(text)
            return [(len("".join(pieces[:n])), "-") for n in range(1, len(pieces))]
        return [(found.end(), "") for found in re.finditer(r"(?<=\w)-(?=[^\W\d])", text)]

    def _line(
        self, row: list[Span], number: int, is_last: bool, of: Paragraph, width: float
    ) -> Line:
        """One line's words at their places."""
        size = self._size(of)
        blank = self.width(" ", bold=False, size=size)
        steps = [self.width(w.text, bold=w.bold, size=size) + blank for w in row]
        has_bullet = bool(of.hanging) and number == 0
        if has_bullet and row:
            steps[0] = of.hanging
        indent = of.hanging if number else 0.0
        slack = width - indent - sum(steps) + blank
        gaps = len(row) - 1 - has_bullet
        extra = slack / gaps if of.align == "justify" and not is_last and gaps > 0 else 0.0
        at = indent + (slack / 2 if of.align == "center" else 0.0)
        placed = []
        for n, (word, step) in enumerate(zip(row, steps, strict=True)):
            placed.append(Chunk(at, *word))
            at += step + (0.0 if has_bullet and n == 0 else extra)
        chunks = placed if self._by_words else _joined(placed, 1 if has_bullet else 0)
        return Line(tuple(chunks), size, size * _LEADING, extra)


def _joined(words: list[Chunk], apart: int) -> list[Chunk]:
    """Neighbours of one weight in one go, but for the first `apart`."""
    chunks = words[:apart]
    for n, word in enumerate(words[apart:]):
        if n and chunks[-1].bold == word.bold:
            chunks[-1] = chunks[-1]._replace(text=f"{chunks[-1].text} {word.text}")
        else:
            chunks.append(word)
    return chunks
