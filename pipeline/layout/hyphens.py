"""Words that a line's end parts: `collabora-⏎zione` is one word, `ciclo-⏎pedonale` has its hyphen.

The document is asked first. What it prints elsewhere with the hyphen keeps it; what it prints whole
is joined, but for a first part that Italian writes both ways, `extra-scolastico` and
`extrascolastico`. Else the hyphen stays, unless the document hyphenates throughout: then it goes
where nothing says that it is the word's own, neither the document nor Italian.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from pipeline.layout.compounds import (
    are_adjectives,
    is_combining,
    is_ending,
    is_linked,
    is_no_syllable,
    is_syllable,
    stem,
)

MIN_PARTED, _SHARE = 3, 0.25
"""A document hyphenates where it parts at least this many words, and this share of all that a line
ends in, that stand whole elsewhere or that Italian parts nowhere but at a line's end."""

_SYLLABLE, _WORD_LETTERS, _LINKED_LETTERS = 2, 4, 5
"""Letters, at least, of what a line's end may part from a word, of a part that may be a word
itself, and of one that may be a word behind `co-` and the like."""

_TOKEN = re.compile(r"[\w-]+")
_FIRST, _LAST = re.compile(r"[^\W\d_]+"), re.compile(r"[^\W\d_]+\Z")
_LONGEST = 40
"""Letters of a word, at most."""

_PARTED = re.compile(r"([^\W\d_]+)-\n([^\W\d_]+)")
_BROWSERS = "\u2010"
"""The hyphen of browsers that hyphenate; nobody types it."""

_LINE_END = re.compile(f"[-{_BROWSERS}]\n")


class Hyphens:
    """What a document says of its own words; they are counted when first asked for."""

    def __init__(self, texts: Callable[[], Iterable[str]]) -> None:
        """`texts` gives the document's cells and paragraphs, a printed line a line."""
        self._texts = texts
        self._words: set[str] = set()
        self._stems: frozenset[str] = frozenset()
        self._hyphenates: bool | None = None

    def is_soft(self, line: str, following: str) -> bool:
        """Whether the hyphen that ends a line was set by the line's end alone."""
        if line.endswith(_BROWSERS):
            return True
        if not line.endswith("-"):
            return False
        parted = _PARTED.match(f"{_last_word(line)}\n{following}")
        if not parted or not (parted[2][0].islower() or (parted[1] + parted[2]).isupper()):
            return False
        left, right = parted[1].casefold(), parted[2].casefold()
        said = self._attested(left, right)
        if said is None and parted[2][0].islower():
            said = self._hyphenates and not self._is_compound(left, right)
        return bool(said)

    def _attested(self, left: str, right: str) -> bool | None:
        """Whether the parts are one word as the document prints them elsewhere; None if nowhere."""
        if self._hyphenates is None:
            self._count()
        if f"{left}-{right}" in self._words:
            return False
        if left + right in self._words:
            return bool(self._hyphenates) or not is_combining(left)
        return None

    def _is_compound(self, left: str, right: str) -> bool:
        """Whether the document or Italian says that each part is a word of its own."""
        if len(right) < _SYLLABLE or stem(f"{left}-{right}") in self._stems:
            return True
        if is_linked(left, right) and len(right) >= _LINKED_LETTERS and right in self._words:
            return True
        if stem(left + right) in self._stems:
            return False
        if is_no_syllable(left, right) or are_adjectives(left, right):
            return True
        are_long = min(len(left), len(right)) >= _WORD_LETTERS
        is_free = are_long and not (is_combining(left) or is_ending(right))
        return is_free and left in self._words and right in self._words

    def _count(self) -> None:
        """Every word that no line's end parts; those that one does, say how the document goes."""
        parted: set[tuple[str, str]] = set()
        has_browsers = False
        whole: list[str] = []
        for told in self._texts():
            if "-\n" not in told and f"{_BROWSERS}\n" not in told:
                whole.append(told[_half(told) :])
                continue
            has_browsers = has_browsers or f"{_BROWSERS}\n" in told
            start, before = _half(told), ""
            pieces = _LINE_END.split(told.casefold())
            for number, text in enumerate(pieces, 1):
                left, right = _LAST.search(before[-_LONGEST:]), _FIRST.match(text)
                if left and right:
                    parted.add((left[0], right[0]))
                if before:
                    start = right.end() if right else 0
                end = _LAST.search(text, max(0, len(text) - _LONGEST))
                stop = end.start() if end and number < len(pieces) else len(text)
                self._words.update(_TOKEN.findall(text, start, stop))
                before = text
        self._words.update(_TOKEN.findall("\n".join(whole).casefold()))
        self._hyphenates = not has_browsers and self._is_hyphenating(parted)
        if self._hyphenates:
            self._stems = frozenset(map(stem, self._words))

    def _is_hyphenating(self, parted: set[tuple[str, str]]) -> bool:
        """Whether line ends part words here that they could not if hyphens were the words' own.

        Syllables alone do not tell: `on-line`, `social-network`, `for-profit` are words.
        """
        kept = sum(f"{left}-{right}" in self._words for left, right in parted)
        sure = {pair for pair in parted if self._is_parted(*pair)}
        likely = [
            left
            for left, right in parted - sure
            if left not in self._words and is_syllable(left, right)
        ]
        joined = len(sure) + len(likely)
        return bool(sure) and joined >= max(MIN_PARTED, kept + 1, _SHARE * len(parted))

    def _is_parted(self, left: str, right: str) -> bool:
        """Whether only a line's end can have parted this word."""
        if left + right not in self._words:
            return is_ending(right)
        return right not in self._words or not is_combining(left)


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
