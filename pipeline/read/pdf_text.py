"""Words and their boxes from PDFium's text: two calls a word, three a run, none a letter.

    Titolo.  Rete di famiglie␍␊     one row of the engine, two runs: a wide gap parts them
    ciclo-￾pedonali␍␊              a hyphen that the engine took for a word break: two rows

Blanks are the engine's: it finds them in the gaps where the producer writes none.
"""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct

from pipeline.read.pdf_careful import CarefulRows
from pipeline.read.pdf_glyphs import Glyphs
from pipeline.read.pdf_marks import Marks
from pipeline.read.pdf_plain import Mapped, PlainRows
from pipeline.read.pdfium import HYPHEN, text_of
from pipeline.read.placing import Placing
from pipeline.read.printed_lines import PrintedLines
from schemas.page import Lines

_ROW = re.compile(rf"[^\r\n{HYPHEN}]+{HYPHEN}?")

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


def read_words(page_text: Any, placing: Placing, marks: Marks, mapped: Mapped) -> Words:
    """The words of a page that show, in the engine's order."""
    text, glyphs, lines = text_of(page_text), Glyphs(page_text, placing), PrintedLines()
    rows = [slice(*match.span()) for match in _ROW.finditer(text)]
    careful = CarefulRows(page_text, text, glyphs, placing, marks)
    is_plain = not (placing.is_turned or marks.hidden)
    plain = PlainRows(text, glyphs, placing, mapped, rows) if is_plain else None
    seen = 0
    for number, row in enumerate(rows):
        taken = plain.take(number, lines) if plain else 0
        seen += taken
        if not taken:
            careful.take(row, lines)
    return Words(
        lines.text().replace(HYPHEN, "-"),
        lines.lines(is_single=placing.is_plain),
        careful.off_page,
        careful.hidden,
        careful.unmapped,
        is_inconsistent=careful.broken > max(1, _MAX_INCONSISTENT * (seen + careful.seen)),
    )
