"""The table of what optical recognition mistakes, `schemas/ocr.toml`, and what articles ask for."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from functools import cache

from msgspec import Struct

from schemas import PACKAGE

OCR = os.path.join(PACKAGE, "ocr.toml")


class Confusion(Struct, frozen=True, gc=False):
    """A form that is no word where it stands, and the word that was printed."""

    form: str
    meant: str
    reason: str
    before: str
    after: str = ""


class Table(Struct, frozen=True, gc=False):
    """The whole table; the lists are of words in small letters."""

    words: Mapping[str, Confusion]
    function: frozenset[str]
    counted: frozenset[str]
    sometimes_counted: frozenset[str]
    number_signs: frozenset[str]
    short: frozenset[str]
    whole: frozenset[str]
    letter_signs: frozenset[str]
    nouns_lo: frozenset[str]


@cache
def table() -> Table:
    """The table, read when the first suspect word is met."""
    with open(OCR, "rb") as file:
        read = tomllib.load(file)
    words = {row["form"]: Confusion(**row) for row in read.pop("word")}
    return Table(words, **{name: frozenset(listed.split()) for name, listed in read.items()})


_VOWELS = frozenset("aeiouàèéìòùh")
_LO = ("z", "gn", "ps", "pn", "x", "y")


def takes_lo(word: str) -> bool:
    """Whether a masculine word has the article `lo`: `sviluppo`, `zaino`, `psicologo`."""
    small = word.lower()
    is_impure = small.startswith("s") and len(small) > 1 and small[1] not in _VOWELS
    return is_impure or small.startswith(_LO)


def takes_il(word: str) -> bool:
    """Whether it may have the article `il`: no vowel begins it, and no plural's `i` ends it."""
    small = word.lower()
    return small[0] not in _VOWELS and not takes_lo(word) and not small.endswith("i")
