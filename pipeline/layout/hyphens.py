"""Words that a line's end parts: `collabora-⏎zione` is one word, `ciclo-⏎pedonale` has its hyphen.

Joined where the document prints the joined word elsewhere; else the hyphen stays. It stays too
behind a first part that Italian writes both ways, `extra-scolastico` and `extrascolastico`.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Sequence
from functools import cache

from schemas import PACKAGE
from schemas.page import Page

_LEFT = re.compile(r"[^\W\d_]+-\Z")
_RIGHT = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")

WORDS = os.path.join(PACKAGE, "words.toml")


@cache
def _combining() -> frozenset[str]:
    """First parts of compounds that are written with a hyphen and without."""
    with open(WORDS, "rb") as file:
        return frozenset(tomllib.load(file)["combining"].split())


class Hyphens:
    """What a document says of its own words; its words are counted when first asked for."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = pages
        self._words: frozenset[str] | None = None

    def is_soft(self, line: str, following: str) -> bool:
        """Whether the hyphen that ends a line was set by the line's end alone."""
        if not line.endswith("-"):
            return False
        left, right = _LEFT.search(line), _RIGHT.match(following)
        if not (left and right) or not right[0][0].islower():
            return False
        if left[0][:-1].casefold() in _combining():
            return False
        with_hyphen = (left[0] + right[0]).casefold()
        words = self._attested()
        return with_hyphen not in words and with_hyphen.replace("-", "") in words

    def _attested(self) -> frozenset[str]:
        if self._words is None:
            texts = (page.text.casefold() for page in self._pages)
            self._words = frozenset(word for text in texts for word in _WORD.findall(text))
        return self._words
