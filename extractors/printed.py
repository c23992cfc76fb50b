"""A value as the act prints it, with the accidents of its setting undone.

White space becomes single blanks; a line that the page's width broke goes on; paragraphs and list
items each keep a line. Wording is never touched: that is repair's, and recorded.
"""

from __future__ import annotations

import re
from unicodedata import is_normalized, normalize

from schemas.flow import BREAK, CELL, LINE, WRAP

_SETTING = (LINE, WRAP, CELL, BREAK)
_PARAGRAPHS = re.compile(f"[{LINE}{BREAK}]+")
_TIGHT = re.compile(rf"(?<=[^\W\d_][-/]){WRAP}\n?(?=\w)")
"""`co-⏎progettazione`, `mail/⏎post`: a line broken where no blank was."""

_STOPS = ".;:!?"


def printed(text: str) -> str:
    """The value of a stretch of flow, paragraphs parted by line feeds, NFC, without outer blanks.

    A paragraph that ends without a stop goes on in one that begins with a small letter: plans
    exported from the platform break sentences over lines, with blank lines between the pieces.
    """
    if any(mark in text for mark in _SETTING):
        joined = _TIGHT.sub("", text).replace(WRAP, " ")
        pieces = [" ".join(piece.split()) for piece in _PARAGRAPHS.split(joined)]
        text = _joined([piece for piece in pieces if piece])
    else:
        text = " ".join(text.split())
    return text if is_normalized("NFC", text) else normalize("NFC", text)


def _joined(pieces: list[str]) -> str:
    out: list[str] = []
    for piece in pieces:
        if out and piece[0].islower() and out[-1][-1] not in _STOPS:
            out[-1] = f"{out[-1]} {piece}"
        else:
            out.append(piece)
    return "\n".join(out)
