"""Words that a line's end parts: `collabora-⏎zione` is one word, `ciclo-⏎pedonale` has its hyphen.

Joined where the document prints the joined word elsewhere; else the hyphen stays. It stays too
behind a first part that Italian writes both ways, `extra-scolastico` and `extrascolastico`. In a
document that hyphenates throughout, every word is joined that is not printed with its hyphen.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache

from schemas import PACKAGE

WORDS = os.path.join(PACKAGE, "words.toml")

MIN_ATTESTED = 3
"""A document hyphenates where at least this many of its parted words stand whole elsewhere; there
a part is a word of its own if it stands alone more than once."""

_SYLLABLE, _WORD_LETTERS = 2, 4
"""Letters of what a line's end may part from a word, and of a part that may be a word itself."""

_TOKEN = re.compile(r"[\w-]+")
_FIRST, _LAST = re.compile(r"[^\W\d_]+"), re.compile(r"[^\W\d_]+\Z")
_LONGEST = 40
"""Letters of a word, at most."""

_PARTED = re.compile(r"([^\W\d_]+)-\n([^\W\d_]+)")
_BROWSERS = "\u2010"
"""The hyphen of browsers that hyphenate; nobody types it."""


@cache
def _combining() -> frozenset[str]:
    """First parts of compounds that are written with a hyphen and without."""
    with open(WORDS, "rb") as file:
        return frozenset(tomllib.load(file)["combining"].split())


class Hyphens:
    """What a document says of its own words; they are counted when first asked for."""

    def __init__(self, texts: Callable[[], Iterable[str]]) -> None:
        """`texts` gives the document's cells and paragraphs, a printed line a line."""
        self._texts = texts
        self._words: Counter[str] = Counter()
        self._hyphenates: bool | None = None

    def is_soft(self, line: str, following: str) -> bool:
        """Whether the hyphen that ends a line was set by the line's end alone."""
        if line.endswith(_BROWSERS):
            return True
        if not line.endswith("-"):
            return False
        parted = _PARTED.match(f"{_last_word(line)}\n{following}")
        if not parted or not parted[2][0].islower():
            return False
        if self._hyphenates is None:
            self._count()
        left, right = parted[1].casefold(), parted[2].casefold()
        if f"{left}-{right}" in self._words:
            return False
        is_whole, is_compound = left + right in self._words, left in _combining()
        if self._hyphenates:
            is_compound = is_compound and right in self._words
            return is_whole or not (is_compound or self._are_words(left, right))
        return is_whole and not is_compound

    def _are_words(self, left: str, right: str) -> bool:
        """Whether each part is a word of its own, or the second too short for a syllable."""
        are_long = min(len(left), len(right)) >= _WORD_LETTERS
        times = min(self._words[left], self._words[right])
        return len(right) < _SYLLABLE or (are_long and times > 1)

    def _count(self) -> None:
        """Every word that no line's end parts; those that one does, say how the document goes."""
        words: Counter[str] = Counter()
        parted: list[tuple[str, str]] = []
        for told in self._texts():
            before, *others = told.casefold().split("-\n")
            words.update(_TOKEN.findall(before, _half(told)))
            for text in others:
                left, right = _LAST.search(before[-_LONGEST:]), _FIRST.match(text)
                if left and right:
                    parted.append((left[0], right[0]))
                words.update(_TOKEN.findall(text, right.end() if right else 0))
                before = text
        self._words = words
        joined = sum(left + right in words for left, right in parted)
        kept = sum(f"{left}-{right}" in words for left, right in parted)
        self._hyphenates = joined >= MIN_ATTESTED and joined > kept


def _half(told: str) -> int:
    """Where the whole words of a text begin: its first may be the rest of one parted before it."""
    first = _FIRST.match(told)
    return first.end() if first and told[0].islower() else 0


def ends_in_word(line: str) -> bool:
    """Whether a hyphen behind a letter ends a line: its word goes on."""
    return len(line) > 1 and line[-1] in f"-{_BROWSERS}" and line[-2].isalpha()


def _last_word(line: str) -> str:
    """The word that a line ends with, what stands before its letters left out."""
    return re.split(r"[\W\d_]", line.removesuffix("-"))[-1] + "-"
