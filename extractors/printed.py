"""A value as the act prints it, with the accidents of its setting undone.

Blanks, tabs and no-break spaces become single blanks; a line that the page's width broke goes on;
paragraphs and list items each keep a line. Wording is never touched:
that is repair's, and recorded.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from unicodedata import is_normalized, normalize

from schemas.flow import BREAK, CELL, LINE, WRAP

_BOLD = r"(?s)\*\*(?=\S)(.{1,999}?)(?<=\S)\*\*"
_ITALIC = r"(?<![\w*])\*(?=\w)([^*\n]{1,999}?)(?<=[\w.,;:!?”»])\*(?![\w*])"
"""Text exported as Markdown marks bold and slanted type so; the page does not."""

_STOPS = ".;:!?"


def printed(text: str) -> str:
    """The value of a stretch of flow, paragraphs parted by line feeds, NFC, without outer blanks.

    A paragraph that ends without a stop goes on in one that begins with a small letter: plans
    exported from the platform break sentences over lines, with blank lines between the pieces.
    """
    if "*" in text:
        text = re.sub(_ITALIC, r"\1", re.sub(_BOLD, r"\1", text))
    if WRAP in text:
        text = _tight().sub("", text).replace(WRAP, " ")
    if LINE in text or BREAK in text:
        pieces = map(_single_blanks, text.replace(BREAK, LINE).split(LINE))
        text = _joined([piece for piece in pieces if piece])
    else:
        text = _single_blanks(text)
    if text.isascii() or is_normalized("NFC", text):
        return text
    return normalize("NFC", text)


def _single_blanks(text: str) -> str:
    if "  " in text or CELL in text or "\xa0" in text:
        return " ".join(text.split())
    return text.strip()


@cache
def _tight() -> re.Pattern[str]:
    """`co-⏎progettazione`, `mail/⏎post`: a line broken where no blank was."""
    return re.compile(rf"{WRAP}(?<=[^\W\d_][-/]{WRAP})\n?(?=\w)")


def _joined(pieces: list[str]) -> str:
    parts = pieces[:1]
    for before, piece in pairwise(pieces):
        goes_on = piece[0].islower() and before[-1] not in _STOPS
        parts += (" " if goes_on else "\n", piece)
    return "".join(parts)
