"""Words as they are compared: case, accents, punctuation and the accidents of print put aside.

    V.A.M.T.                       vamt
    ATTIVITA' INTERDISTRETTUALI    attivita interdistrettuali
    B e r s n t o l                bersntol

For looking things up, never for the output. `Königsberg` and `Koenigsberg` stay two words: variants
are listed where names are.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from unicodedata import combining, normalize

LETTERS = "A-Za-zªµºÀ-ÖØ-öø-ʯͰ-ҁҊ-ԯḀ-ỿﬀ-ﬆ"
"""Latin, Greek and Cyrillic ones as members of a set: asked faster than `[^\\W\\d_]`."""

_REMEMBERED = 1024
_LABEL_CHARACTERS = 200
"""Longer texts are not met again."""
_LETTER_SPACED = 3
"""So many single letters in a row are one word."""
_APOSTROPHES = str.maketrans("'’`", "   ")


def folded(text: str) -> str:
    """The words of a text, small letters without accents, parted by single blanks."""
    return _remembered(text) if len(text) <= _LABEL_CHARACTERS else _folded(text)


@lru_cache(_REMEMBERED)
def _remembered(text: str) -> str:
    return _folded(text)


def _folded(text: str) -> str:
    plain = text.casefold()
    if not plain.isascii():
        plain = "".join([c for c in normalize("NFKD", plain) if not combining(c)])
    plain = plain.translate(_APOSTROPHES)
    found = re.findall(r"[^\W_]+", plain)
    if list(map(len, found)).count(1) < _LETTER_SPACED:
        return " ".join(found)
    words: list[str] = []
    for is_letter, run in groupby(found, key=_is_letter):
        letters_or_words = list(run)
        if is_letter and len(letters_or_words) >= _LETTER_SPACED:
            words.append("".join(letters_or_words))
        else:
            words += letters_or_words
    return " ".join(words)


def _is_letter(word: str) -> bool:
    return len(word) == 1 and word.isalpha()
